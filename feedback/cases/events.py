"""What happens to a case: a row of its own log by the day, and of the audit log when staff did it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from core.clock import clock
from core.errors import DomainError
from feedback.cases.models import Case, CaseEvent
from feedback.cases.states import Actor
from organisation.audit import record


class Action(StrEnum):
    """What can happen: the moves by their names, and what changes no state."""

    RECEIVE = "receive"
    REGISTER = "register"
    ASSIGN = "assign"
    READ = "read"
    ANSWER = "answer"
    CLOSE = "close"
    REOPEN = "reopen"
    HAND_OVER = "hand_over"
    VOID = "void"
    HOLD = "hold"
    RELEASE = "release"
    ANONYMISE = "anonymise"
    ASK_VOID = "ask_void"
    REFUSE_VOID = "refuse_void"
    CHANGE_RECEIVED = "change_received"
    CHANGE_FACTS = "change_facts"
    SET_CONFLICTS = "set_conflicts"
    NEW_DAY = "new_day"
    REFER = "refer"
    TELL = "tell"
    LINK = "link"
    CHECK_INCIDENT = "check_incident"
    FAILED_TRY = "failed_try"
    ADD_TEXT = "add_text"
    ADD_ATTACHMENT = "add_attachment"
    ADD_MEASURE = "add_measure"
    SECOND_READ = "second_read"
    #: The sender: opened the answer, wrote more, said what they think of it.
    FETCH = "fetch"
    MESSAGE = "message"
    OPINION = "opinion"
    #: Handed out by its number in the reception.
    HAND_OUT = "hand_out"


@dataclass(frozen=True)
class Mover:
    """Who does something, and as what; a sender and a job have no `staff_id`."""

    actors: frozenset[Actor]
    staff_id: int | None = None


SENDER = Mover(frozenset({Actor.SENDER}))
SYSTEM = Mover(frozenset({Actor.SYSTEM}))


class ChangedMeanwhile(DomainError):
    """Somebody else has changed the case since it was read."""

    status = 409
    template = "errors/changed_meanwhile.html"


def note(
    session: Session,
    case: Case,
    action: Action,
    by: Mover,
    today: date,
    acting: Actor | None = None,
    **detail: Any,
) -> None:
    """Log what was done, and let the case's revision grow.

    `acting` is as which of the mover's actors. `detail` holds dates, codes and ids, never text.
    Raises ChangedMeanwhile.
    """
    # So that the case's row is written also when only what belongs to it was changed.
    flag_modified(case, "state")
    keep(session)
    last = select(func.max(CaseEvent.place)).where(CaseEvent.case_key == case.key)
    event = CaseEvent(
        case_key=case.key,
        place=(session.scalar(last) or 0) + 1,
        action=action.value,
        day=today,
        staff_id=by.staff_id,
        actor=(acting or min(by.actors)).value,
        state=case.state,
        detail={name: _plain(value) for name, value in detail.items()},
    )
    session.add(event)
    if by.staff_id is not None:
        audit(session, by.staff_id, f"case_{action}", case)
    session.flush()


def audit(session: Session, staff_id: int, action: str, case: Case) -> None:
    """A row of the audit log about a case, which is known by its number, a draft by its key."""
    record(session, staff_id, clock().now(), action, "case", case.number or case.key.hex())


def keep(session: Session) -> None:
    """Write what was changed. Raises ChangedMeanwhile when another was first."""
    try:
        session.flush()
    except StaleDataError:
        raise ChangedMeanwhile from None


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
