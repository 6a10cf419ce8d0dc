"""What the sender does on the page of an answer: opens it, writes more, asks again, judges it."""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.errors import DomainError
from feedback.cases.answering import reopen
from feedback.cases.events import SENDER, Action, note
from feedback.cases.kinds import Opinion, TextKind
from feedback.cases.models import Case, CaseText
from feedback.cases.moving import MoveRefused
from feedback.cases.texts import add_text
from feedback.intake.personal_numbers import find_personal_numbers
from feedback.intake.view_form import LONGEST_TEXT, TOO_LONG_TEXT

#: So many messages of one case; a code is no way to fill the database.
MOST_A_DAY = 20


class Refused(DomainError):
    """What was typed has to be looked at again; the message says why, in the sender's language."""


def open_answer(session: Session, case: Case, today: date) -> None:
    """Remember the day when the sender first saw the last answer."""
    answered = next((one for one in reversed(case.rounds) if one.answered_on), None)
    if answered and answered.fetched_on is None:
        answered.fetched_on = today
        note(session, case, Action.FETCH, SENDER, today)


def write_more(
    session: Session, case: Case, text: str, language: str, today: date, *, sure: bool
) -> None:
    """Add words of the sender; sent once more by Reload they are there already.

    `sure`: what looks like a personal number is meant to be there. Raises Refused.
    """
    if not text:
        raise Refused(_("Skriv något först."))
    _check(text, sure=sure)
    if not _is_there(case, text):
        sent = [one for one in case.texts if (one.kind, one.day) == (TextKind.MESSAGE, today)]
        if len(sent) >= MOST_A_DAY:
            raise Refused(_(TOO_LONG_TEXT))
        add_text(session, case, TextKind.MESSAGE, text, language, day=today)
        note(session, case, Action.MESSAGE, SENDER, today)


def ask_again(
    session: Session, case: Case, text: str, language: str, today: date, *, sure: bool
) -> None:
    """Open the case again: a new answer is promised. Without words too. Raises Refused."""
    _check(text, sure=sure)
    try:
        reopen(session, case, SENDER, today)
    except MoveRefused:
        # By Reload, or somebody else was first: it is open.
        return
    if text:
        add_text(session, case, TextKind.MESSAGE, text, language, day=today)


def judge(session: Session, case: Case, opinion: Opinion, today: date) -> None:
    """Keep what the sender thinks of the answer; the last word counts."""
    if case.opinion != opinion:
        case.opinion = opinion.value
        note(session, case, Action.OPINION, SENDER, today)


def _check(text: str, *, sure: bool) -> None:
    if len(text.encode()) > LONGEST_TEXT:
        raise Refused(_(TOO_LONG_TEXT))
    if find_personal_numbers(text) and not sure:
        raise Refused(_("Det ser ut som ett personnummer. Ta bort det, eller skicka igen."))


def _is_there(case: Case, text: str) -> bool:
    last: CaseText | None = case.texts[-1] if case.texts else None
    return last is not None and last.kind == TextKind.MESSAGE and last.text == text
