"""The answer as a letter, PDF/UA: sent home, or fetched in the reception by its number alone."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.documents import make_pdf, printable
from core.errors import DomainError
from core.web import RESPONDENT_LANGUAGES, text_direction
from feedback.cases.contact import read_contact
from feedback.cases.models import Case
from feedback.handling.answers import Answer, latest_answer
from feedback.intake.slips import answer_address, day_in_words
from organisation.models import Staff

SWEDISH = "sv"
NO_UNIT = "–"


class NoLetter(DomainError):
    """There is no written answer, no address to send it to, or letters that cannot be printed."""

    status = 409


def answer_letter(session: Session, case: Case, *, with_address: bool) -> bytes:
    """The latest answer as PDF, in the sender's language first and then in Swedish.

    `with_address` puts the sender's name and address in the envelope's window: whoever asks for
    that has full sight and records that the contact was seen. Raises NoLetter or DocumentFailed.
    """
    answer = latest_answer(case)
    if answer is None or not answer.texts or not all(map(can_be_printed, answer.words)):
        raise NoLetter
    recipient = postal_address(read_contact(session, case)) if with_address else []
    if with_address and not recipient:
        raise NoLetter
    language = case.language if case.language in RESPONDENT_LANGUAGES else SWEDISH
    with force_locale(language):
        data = _data(session, case, answer, language)
    return make_pdf("answer", language, {**data, "recipient": recipient})


def postal_address(contact: Mapping[str, str]) -> list[str]:
    """The lines of an address, or none when a letter could not find its way. Pure."""
    if not contact.get("street") or not contact.get("town"):
        return []
    care_of = f"c/o {contact['care_of']}" if contact.get("care_of") else ""
    town = f"{contact.get('postcode', '')} {contact['town']}".strip()
    return [line for line in (contact.get("name", ""), care_of, contact["street"], town) if line]


def can_be_printed(text: str) -> bool:
    """Whether every letter of a text is in the fonts; otherwise questions marks would stand there."""
    return printable(text).count("?") <= text.count("?")


def paragraphs(text: str) -> list[list[str]]:
    """The lines of each paragraph; an empty line ends one. Pure."""
    found = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return [[line for line in one.split("\n") if line.strip()] for one in found]


def _data(session: Session, case: Case, answer: Answer, language: str) -> dict[str, Any]:
    unit = case.unit
    by = session.get(Staff, answer.staff_id) if answer.staff_id else None
    name = unit.name if unit else NO_UNIT
    return {
        "title": _("Svar på det du skrev till oss"),
        "sender": name,
        "head": (unit.letter_head or "").splitlines() if unit else [],
        "number": case.number or "",
        "number_text": _("Ditt nummer är %(number)s.", number=case.number),
        "day": day_in_words(answer.day, language),
        "parts": list(_parts(answer, language)),
        "greeting": _("Med vänlig hälsning"),
        "signature": [by.name, name] if by else [name],
        "more_heading": _("Vill du fråga mer?"),
        "more": [
            _("Skriv till oss igen på adressen här nedanför. Du behöver din kod."),
            _("Du kan också prata med oss i receptionen."),
        ],
        **answer_address(language),
    }


def _parts(answer: Answer, language: str) -> Iterable[dict[str, Any]]:
    for text in answer.texts:
        # The letter's own language needs no heading; what is beside it says what it is.
        beside = text.language != language and text.language == SWEDISH
        yield {
            "language": text.language,
            "direction": text_direction(text.language),
            "heading": "Svaret på svenska" if beside else "",
            "paragraphs": paragraphs(text.text),
        }
