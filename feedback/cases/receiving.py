"""Receiving a case: its number, its first promise, its texts; and drafts that wait for that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from core.codes import Missing
from core.errors import DomainError
from feedback.cases.contact import keep_contact
from feedback.cases.events import SENDER, Action, Mover, audit, keep, note
from feedback.cases.kinds import AnswerWay, Channel, Kind, TextKind
from feedback.cases.models import Case, CaseCounter
from feedback.cases.moving import check_move
from feedback.cases.rounds import new_round
from feedback.cases.states import Actor, CaseState, Move
from feedback.cases.texts import add_text, keep_words, remove_texts

REGISTRAR = frozenset({Actor.REGISTRAR})
#: What a case holds just as it is given.
PLAIN_FIELDS = (
    *("unit_id", "language", "gender", "received", "form_serial", "foreign_number"),
    *("read_back", "written_by_concerned", "confidential"),
)


class SerialTaken(DomainError):
    """The printed form with this serial has been registered already."""


class ReceivedInFuture(DomainError):
    """Nothing can have come in on a day that has not been."""


@dataclass(frozen=True)
class NewCase:
    """What is received. `key` is the form's submission id; no `contact` means anonymous.

    `code` is the locator and the hash of the sender's code, `received_reason` why the date was
    set by hand.
    """

    key: bytes
    kind: Kind
    channel: Channel
    text: str
    unit_id: int | None
    received: date
    language: str = "sv"
    gender: int = int(Missing.SKIPPED)
    answer_way: AnswerWay = AnswerWay.CODE
    contact: Mapping[str, str] = field(default_factory=dict)
    received_reason: str | None = None
    code: tuple[bytes, str] | None = None
    form_serial: str | None = None
    foreign_number: str | None = None
    registered_by: int | None = None
    read_back: bool | None = None
    written_by_concerned: bool = False
    confidential: bool = False


def receive(session: Session, new: NewCase, today: date, *, staff_id: int | None = None) -> Case:
    """Store a case with its number and its first promise; the same key again changes nothing.

    `staff_id` is who writes it down, if anybody does; a draft of theirs becomes the case.
    Raises SerialTaken, ReceivedInFuture.
    """
    # Locked first: of two who send the same form at once, the second finds the case of the first.
    counter = _locked_counter(session, today.year)
    case = session.get(Case, new.key)
    if case and not _is_draft_of(case, staff_id):
        return case
    case = _fill(session, case or Case(key=new.key, state=CaseState.DRAFT), new, today, staff_id)
    return _give_number(session, case, counter, today, new.received_reason)


def save_draft(session: Session, new: NewCase, today: date, *, staff_id: int) -> Case:
    """Store what somebody has begun to write down, or write it anew; it has no number yet.

    A draft of another, or what is no draft any more, is left as it is.
    """
    case = session.get(Case, new.key)
    if case and not _is_draft_of(case, staff_id):
        return case
    case = _fill(session, case or Case(key=new.key, state=CaseState.DRAFT), new, today, staff_id)
    audit(session, staff_id, "case_write_draft", case)
    keep(session)
    return case


def receive_draft(session: Session, case: Case, today: date) -> Case:
    """Receive a draft as it is, for who wrote it. Raises MoveRefused."""
    check_move(Move.RECEIVE, case, REGISTRAR)
    return _give_number(session, case, _locked_counter(session, today.year), today)


def delete_draft(session: Session, case: Case) -> None:
    """Forget a draft; nothing has been promised to anybody. Raises MoveRefused."""
    check_move(Move.RECEIVE, case, REGISTRAR)
    keep_contact(session, case, {})
    remove_texts(session, case, case.texts)
    if case.registered_by is not None:
        audit(session, case.registered_by, "case_delete_draft", case)
    session.delete(case)
    keep(session)


def drafts_of(session: Session, staff_id: int) -> Sequence[Case]:
    """What somebody has begun to write down and not sent."""
    mine = select(Case).where(Case.state == CaseState.DRAFT.value, Case.registered_by == staff_id)
    return session.scalars(mine.order_by(Case.received, Case.key)).all()


def _is_draft_of(case: Case, staff_id: int | None) -> bool:
    return case.state == CaseState.DRAFT and staff_id is not None and case.registered_by == staff_id


def _fill(session: Session, case: Case, new: NewCase, today: date, staff_id: int | None) -> Case:
    """Put everything that is given into a case that has no number yet."""
    _check(session, new, today)
    for name in ("kind", "channel", "answer_way"):
        setattr(case, name, getattr(new, name).value)
    for name in PLAIN_FIELDS:
        setattr(case, name, getattr(new, name))
    case.registered_by = new.registered_by or staff_id
    case.anonymous = not any(value.strip() for value in new.contact.values())
    case.code_locator, case.code_hash = new.code or (None, None)
    session.add(case)
    remove_texts(session, case, case.texts)
    if new.text.strip():
        add_text(session, case, TextKind.SAID, new.text, new.language, day=today)
    keep_contact(session, case, new.contact)
    return case


def _give_number(
    session: Session, case: Case, counter: CaseCounter, today: date, reason: str | None = None
) -> Case:
    new_round(case, case.received).received_reason = reason
    counter.last += 1
    case.number = f"{counter.year}-{counter.last:04}"
    case.state = CaseState.RECEIVED.value
    keep_words(session, case)
    by = SENDER if case.registered_by is None else Mover(REGISTRAR, case.registered_by)
    note(session, case, Action.RECEIVE, by, today, received=case.received)
    return case


def _check(session: Session, new: NewCase, today: date) -> None:
    if new.received > today:
        raise ReceivedInFuture
    if new.form_serial:
        same = select(Case.key).where(Case.form_serial == new.form_serial, Case.key != new.key)
        if session.scalar(same):
            raise SerialTaken


def _locked_counter(session: Session, year: int) -> CaseCounter:
    """The counter of a year, locked until the transaction ends, so that no number is lost or double."""
    make = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    session.execute(make(CaseCounter).values(year=year, last=0).on_conflict_do_nothing())
    query = select(CaseCounter).where(CaseCounter.year == year).with_for_update()
    return session.scalars(query, execution_options={"populate_existing": True}).one()
