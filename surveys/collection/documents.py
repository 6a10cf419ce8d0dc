"""What is printed for a wave with a link, as data in one language: letter, poster, link cards."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import Any

from flask_babel import force_locale, format_date, ngettext
from flask_babel import gettext as _

from core.documents import make_pdf
from core.qr import qr_picture
from surveys.collection.models import Wave
from surveys.questionnaires.question_type import Stored
from surveys.questionnaires.question_types import type_of
from surveys.questionnaires.questionnaire import ORIGINAL, Questionnaire, Text

#: How many easy questions people answer in a minute, when the questionnaire does not say the time.
QUESTIONS_A_MINUTE = 4
DAY = "EEEE d MMMM y"
#: With the day of the week as it stands alone: "the last day is".
DAY_FINNISH = "cccc d. MMMM y"


class Kind(StrEnum):
    """A printed document, named as its template."""

    LETTER = "letter"
    POSTER = "poster"
    LINK_CARDS = "link_cards"


@dataclass(frozen=True)
class Invitation:
    """What a document invites to: a wave, its questionnaire, its link and whom to ask."""

    wave: Wave
    questionnaire: Questionnaire
    link: str
    contact: str = ""


def make_document(kind: Kind, language: str, invitation: Invitation, paper: str = "a4") -> bytes:
    """The document as PDF; `paper` is a4, or a3 for a poster. Raises DocumentFailed."""
    with force_locale(language):
        data = {**document_data(invitation, language), "paper": paper}
    return make_pdf(kind.value, language, data)


def document_data(invitation: Invitation, language: str) -> Mapping[str, Any]:
    """Every text of the documents, in the language that is spoken now."""
    unit, link = invitation.wave.unit.name, invitation.link
    title = _in_language(invitation.questionnaire.title, language, unit)
    contact = invitation.contact
    return {
        "title": title["text"],
        "title_language": title["language"],
        "sender": unit,
        "intro": _introduction(invitation, language),
        "why": _why(invitation.questionnaire),
        "how_heading": _("Svara med din telefon"),
        "how": _("Öppna kameran. Håll den över rutan. Tryck på länken som visas."),
        "short_how": _("Håll telefonens kamera över rutan."),
        "or_type": _("Du kan också skriva adressen:"),
        "link": link,
        "shown_link": link.removeprefix("https://"),
        "qr": qr_picture(link),
        "qr_alt": _("QR-kod som leder till %(link)s", link=link),
        "last_day": _("Sista dagen är %(day)s.", day=_day(invitation.wave, language)),
        "free": _("Du bestämmer själv om du vill svara. Du kan hoppa över frågor."),
        "anonymous": _("Ingen får veta vem du är."),
        "about_heading": _("Om dina uppgifter"),
        "about": _(
            "Vi frågar inte vad du heter. Vi sparar dina svar utan namn. "
            "Vi visar bara svar från flera personer tillsammans."
        ),
        "ask_heading": _("Vill du ha hjälp eller fråga något?"),
        "ask": contact or _("Prata med oss på %(unit)s.", unit=unit),
    }


def _introduction(invitation: Invitation, language: str) -> list[dict[str, str]]:
    """The questionnaire's own introduction; without one, what every invitation has to say."""
    unit, form = invitation.wave.unit.name, invitation.questionnaire
    if form.intro:
        return [_in_language(paragraph, language, unit) for paragraph in form.intro]
    minutes = ceil(_number_of_questions(form) / QUESTIONS_A_MINUTE)
    texts = (
        _("Vi är %(unit)s.", unit=unit),
        ngettext("Det tar en minut.", "Det tar %(num)d minuter.", minutes),
        _("Ingen får veta vem du är. Du får samma hjälp vad du än svarar."),
    )
    return [
        {"text": texts[0], "language": language},
        {"text": " ".join(texts[1:]), "language": language},
    ]


def _why(form: Questionnaire) -> str:
    number = _number_of_questions(form)
    how_many = ngettext("Det är en fråga.", "Det är %(num)d frågor.", number)
    # Babel finds no text inside an f-string.
    reason = _("Vi frågar för att vi vill bli bättre.")
    return f"{reason} {how_many}"


def _number_of_questions(form: Questionnaire) -> int:
    return sum(type_of(question).stored is not Stored.NOTHING for question in form.questions)


def _in_language(text: Text, language: str, unit: str) -> dict[str, str]:
    """The text with the unit's name; Swedish where it is not translated."""
    words = {str(code): string for code, string in text.items()}
    found = language if language in words else ORIGINAL
    return {"text": words[found].replace("{unit}", unit), "language": found}


def _day(wave: Wave, language: str) -> str:
    return str(format_date(wave.closes, DAY_FINNISH if language == "fi" else DAY))
