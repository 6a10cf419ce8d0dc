"""The moves of a case but for its answer: who may, what changes, what is logged.

Each verb takes the case, who does it and the day, and raises MoveRefused when the table of moves
says no. feedback.cases.answering has the others; feedback.cases.changing what moves nothing.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.errors import DomainError
from feedback.cases.conflicts import conflicts_of, keep_conflicts
from feedback.cases.events import Action, note
from feedback.cases.events import Mover as Mover
from feedback.cases.models import Case
from feedback.cases.names import MOVE_NAMES, STATE_NAMES
from feedback.cases.states import MOVES, Actor, CaseState, Move, may_move, possible_moves
from organisation.access import Permission, may
from organisation.models import Staff


class MoveRefused(DomainError):
    """The case is not where the move begins, or this person may not make it; says what is possible."""

    status = 409
    template = "errors/move_refused.html"

    def __init__(self, state: CaseState, possible: Collection[Move] = ()) -> None:
        super().__init__(state.value)
        self.state, self.possible = state, tuple(possible)

    def __str__(self) -> str:
        """In the words of who asks."""
        state = _(STATE_NAMES[self.state])
        if not self.possible:
            return str(_("Synpunkten är nu: %(state)s.", state=state))
        names = ", ".join(_(MOVE_NAMES[move]) for move in self.possible)
        return str(_("Synpunkten är nu: %(state)s. Du kan: %(moves)s.", state=state, moves=names))


class ManagerRefused(DomainError):
    """This person cannot answer the case: it concerns them, or they answer no cases."""


class SecondPersonNeeded(DomainError):
    """One person asks for a case to be voided, and another confirms."""


def check_move(move: Move, case: Case, actors: Collection[Actor]) -> Actor:
    """As which of `actors` the move may be made now. Raises MoveRefused."""
    state = CaseState(case.state)
    if not may_move(move, state, actors):
        raise MoveRefused(state, possible_moves(state, actors))
    return min(MOVES[move].actors.intersection(actors))


def make_move(
    session: Session, case: Case, move: Move, by: Mover, today: date, **detail: Any
) -> None:
    """Bring a case to where a move leads, and log it. Raises MoveRefused, ChangedMeanwhile."""
    acting = check_move(move, case, by.actors)
    after = MOVES[move].after or CaseState(case.held_from or case.state)
    case.state = after.value
    note(session, case, Action(move.value), by, today, acting, **detail)


def register(
    session: Session,
    case: Case,
    by: Mover,
    today: date,
    *,
    unit_id: int,
    confidential: bool = False,
    conflicts: Collection[int] = (),
    theme_id: int | None = None,
) -> None:
    """A person has triaged it: which unit, whom it concerns, whether it is confidential."""
    check_move(Move.REGISTER, case, by.actors)
    case.unit_id, case.confidential, case.theme_id = unit_id, confidential, theme_id
    keep_conflicts(session, case, conflicts)
    case.rounds[-1].registered_on = today
    make_move(session, case, Move.REGISTER, by, today, unit=unit_id, confidential=confidential)


def assign(session: Session, case: Case, by: Mover, today: date, *, manager_id: int) -> None:
    """Name the manager who answers. Raises ManagerRefused."""
    check_move(Move.ASSIGN, case, by.actors)
    manager = session.get(Staff, manager_id)
    fit = manager and manager.active and may(manager, Permission.ANSWER_CASES)
    if not fit or manager_id in conflicts_of(session, case):
        raise ManagerRefused
    case.manager_id, case.manager = manager_id, manager
    last = case.rounds[-1]
    last.assigned_on, last.read_on = today, None
    make_move(session, case, Move.ASSIGN, by, today, manager=manager_id)


def read(session: Session, case: Case, by: Mover, today: date) -> None:
    """The manager has opened it and takes it on."""
    check_move(Move.READ, case, by.actors)
    case.rounds[-1].read_on = today
    make_move(session, case, Move.READ, by, today)


def hand_over(session: Session, case: Case, by: Mover, today: date, *, to: str) -> None:
    """Another authority answers; the sender is told with a text of its own."""
    check_move(Move.HAND_OVER, case, by.actors)
    case.handed_over_to = to
    make_move(session, case, Move.HAND_OVER, by, today)


def ask_void(session: Session, case: Case, by: Mover, today: date, *, reason: str) -> None:
    """Say that a case is spam or a test; another person confirms it."""
    acting = check_move(Move.VOID, case, by.actors)
    case.void_asked_by, case.void_reason = by.staff_id, reason
    note(session, case, Action.ASK_VOID, by, today, acting)


def refuse_void(session: Session, case: Case, by: Mover, today: date) -> None:
    """It is no spam after all."""
    acting = check_move(Move.VOID, case, by.actors)
    case.void_asked_by = case.void_reason = None
    note(session, case, Action.REFUSE_VOID, by, today, acting)


def confirm_void(session: Session, case: Case, by: Mover, today: date) -> None:
    """Void what another person has asked to void. Raises SecondPersonNeeded."""
    check_move(Move.VOID, case, by.actors)
    if case.void_asked_by is None or case.void_asked_by == by.staff_id:
        raise SecondPersonNeeded
    make_move(session, case, Move.VOID, by, today)


def hold(session: Session, case: Case, by: Mover, today: date, *, reason: str) -> None:
    """Keep a case from being anonymised."""
    check_move(Move.HOLD, case, by.actors)
    case.held_from, case.hold_reason = case.state, reason
    make_move(session, case, Move.HOLD, by, today)


def release(session: Session, case: Case, by: Mover, today: date) -> None:
    """Let a case be anonymised in its time; it is again what it was before."""
    check_move(Move.RELEASE, case, by.actors)
    make_move(session, case, Move.RELEASE, by, today)
    case.held_from = case.hold_reason = None
    session.flush()
