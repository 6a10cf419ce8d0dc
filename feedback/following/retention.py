"""How long cases are kept: each kind by a decision; without one nothing is deleted.

What is to be kept is exported first. An anonymised case keeps its row for the statistics: dates,
kind, unit, theme, gender, verdicts, outcome and the sentences without names. Words, contact,
files, code, whom it concerned and other free text are gone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, true
from sqlalchemy.orm import Session, selectinload

from core.errors import DomainError
from core.outbox import Mail
from core.spreadsheets import Row
from feedback.cases.belongings import (
    Attachment,
    CaseConflict,
    CaseContact,
    CaseReferral,
    Incident,
    IncidentCheck,
)
from feedback.cases.events import SYSTEM
from feedback.cases.kinds import Kind, TextKind
from feedback.cases.models import Case, CaseEvent, CaseText
from feedback.cases.moving import check_move, make_move
from feedback.cases.states import ENDED, Move
from feedback.cases.texts import keep_words
from feedback.following.models import Pattern, PatternCase, RetentionDecision
from feedback.intake.models import PaperForm

#: The columns of what is kept elsewhere before a case is anonymised.
KEPT_COLUMNS = (
    "number",
    "diary_number",
    "kind",
    "received",
    "ended",
    "text_kind",
    "language",
    "text",
)
ENDED_STATES = sorted(state.value for state in ENDED)


class MustExport(DomainError):
    """Some of the cases are to be kept elsewhere: write them to a file first."""


@dataclass(frozen=True)
class Due:
    """A case whose time is over, and the day it ended."""

    case: Case
    ended: date
    keep_export: bool


def decisions(session: Session) -> dict[str, RetentionDecision]:
    """The decision of each kind that has one."""
    return {one.what: one for one in session.scalars(select(RetentionDecision))}


def decide(session: Session, decision: RetentionDecision) -> None:
    """Store a decision in place of an earlier one of the same kind."""
    session.merge(decision)
    session.flush()


def withdraw(session: Session, what: str) -> None:
    """Without a decision nothing of the kind is deleted any more."""
    session.execute(delete(RetentionDecision).where(RetentionDecision.what == what))


def due(session: Session, today: date, seen: ColumnElement[bool] | None = None) -> list[Due]:
    """The cases whose time is over: ended, not on hold, no incident or analysis still open.

    `seen` is the condition that a person may see them; a job and a command see all.
    """
    found = []
    for what, decision in decisions(session).items():
        if what not in set(Kind):
            continue
        for case, ended in _ended(session, what, true() if seen is None else seen):
            if months_later(ended, decision.months) <= today:
                found.append(Due(case, ended, decision.keep_export))
    return found


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later, or the month's last. Pure."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for wanted in range(day.day, 27, -1):
        try:
            return date(year, month + 1, wanted)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def kept_rows(session: Session, cases: Iterable[Due]) -> Iterator[Row]:
    """What is kept elsewhere of each case: a row for each of its texts, in KEPT_COLUMNS."""
    left_out = {TextKind.DRAFT.value, TextKind.NOTE.value}
    for one in cases:
        case = one.case
        about = (case.number, case.diary_number, case.kind, case.received, one.ended)
        texts = [text for text in case.texts if text.kind not in left_out]
        yield from ((*about, text.kind, text.language, text.text) for text in texts)
        if not texts:
            yield (*about, None, None, None)


def run(session: Session, today: date, cases: Sequence[Due], *, exported: bool) -> int:
    """Anonymise the cases; gives how many.

    Raises MustExport when some are to be kept elsewhere and nobody has said that they are.
    """
    if not exported and any(one.keep_export for one in cases):
        raise MustExport
    for one in cases:
        anonymise(session, one.case, today)
    return len(cases)


def anonymise(session: Session, case: Case, today: date) -> None:
    """Take everything away but what the statistics need. Raises MoveRefused."""
    check_move(Move.ANONYMISE, case, SYSTEM.actors)
    # The schema lets no anonymised case have a code.
    case.code_locator = case.code_hash = None
    make_move(session, case, Move.ANONYMISE, SYSTEM, today)
    for table in (CaseContact, CaseConflict, Attachment, IncidentCheck, Incident):
        session.execute(delete(table).where(table.case_key == case.key))
    session.execute(delete(CaseReferral).where(CaseReferral.case_key == case.key))
    session.execute(delete(CaseText).where(CaseText.case_key == case.key))
    session.expire(case, ["texts"])
    serial, case.form_serial = case.form_serial, None
    case.foreign_number = case.diary_number = None
    case.void_reason = case.hold_reason = case.handed_over_to = None
    case.registered_by = None
    for one in case.rounds:
        one.received_reason = None
    keep_words(session, case)
    session.execute(delete(PaperForm).where(PaperForm.serial == serial))
    # What never left holds the sender's address still.
    to_sender = Mail.purpose.like(f"answer:{case.number}:%")
    session.execute(delete(Mail).where(or_(to_sender, Mail.purpose == f"received:{case.number}")))


def _ended(session: Session, kind: str, seen: ColumnElement[bool]) -> Iterator[tuple[Case, date]]:
    """The ended cases of a kind with the day of the last thing that happened to them."""
    last = (
        select(CaseEvent.case_key, func.max(CaseEvent.day).label("day"))
        .group_by(CaseEvent.case_key)
        .subquery()
    )
    query = (
        select(Case, last.c.day)
        .join(last, last.c.case_key == Case.key)
        .where(Case.kind == kind, Case.state.in_(ENDED_STATES), ~_still_needed(), seen)
        .options(selectinload(Case.texts), selectinload(Case.rounds))
    )
    yield from session.execute(query).all()


def _still_needed() -> ColumnElement[bool]:
    incident: Any = exists().where(Incident.case_key == Case.key, Incident.closed_on.is_(None))
    pattern = and_(Pattern.id == PatternCase.pattern_id, Pattern.closed_on.is_(None))
    analysed: Any = exists().where(PatternCase.case_key == Case.key, pattern)
    return or_(incident, analysed)
