"""The states: every move from every state by every actor, and what each move leaves behind."""

from collections.abc import Callable
from datetime import date
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback.cases.answering import answer, close, reopen
from feedback.cases.belongings import CaseConflict
from feedback.cases.events import SYSTEM, ChangedMeanwhile, Mover
from feedback.cases.models import Case, CaseEvent
from feedback.cases.moving import (
    ManagerRefused,
    MoveRefused,
    SecondPersonNeeded,
    ask_void,
    assign,
    check_move,
    confirm_void,
    hand_over,
    hold,
    make_move,
    read,
    refuse_void,
    register,
    release,
)
from feedback.cases.receiving import receive_draft
from feedback.cases.states import Actor, CaseState, Move
from organisation.models import AuditEntry, Role, Unit
from tests.factories import make_unit
from tests.feedback.factories import (
    INVESTIGATOR,
    MANAGER,
    TODAY,
    a_person,
    answers,
    closing,
    make_case,
)

S, A = CaseState, Actor
WAITING = {S.RECEIVED, S.REGISTERED, S.ASSIGNED, S.WITH_MANAGER, S.REOPENED}
DONE = {S.CLOSED, S.HANDED_OVER, S.VOIDED}
#: Written after the requirements, not after the program: from where, to where, by whom.
TABLE: dict[Move, tuple[set[CaseState], CaseState, set[Actor]]] = {
    Move.RECEIVE: ({S.DRAFT}, S.RECEIVED, {A.REGISTRAR}),
    Move.REGISTER: ({S.RECEIVED}, S.REGISTERED, {A.INVESTIGATOR}),
    Move.ASSIGN: (WAITING - {S.RECEIVED}, S.ASSIGNED, {A.INVESTIGATOR}),
    Move.READ: ({S.ASSIGNED, S.REOPENED}, S.WITH_MANAGER, {A.MANAGER}),
    Move.ANSWER: ({S.WITH_MANAGER}, S.ANSWERED, {A.MANAGER}),
    Move.CLOSE: ({S.ANSWERED}, S.CLOSED, {A.MANAGER, A.INVESTIGATOR}),
    Move.REOPEN: ({S.ANSWERED, S.CLOSED}, S.REOPENED, {A.SENDER, A.MANAGER, A.INVESTIGATOR}),
    Move.HAND_OVER: (WAITING, S.HANDED_OVER, {A.INVESTIGATOR}),
    Move.VOID: (WAITING, S.VOIDED, {A.MANAGER, A.INVESTIGATOR}),
    Move.HOLD: (DONE, S.ON_HOLD, {A.INVESTIGATOR}),
    Move.RELEASE: ({S.ON_HOLD}, S.CLOSED, {A.INVESTIGATOR}),
    Move.ANONYMISE: (DONE, S.ANONYMISED, {A.SYSTEM}),
}
Do = Callable[[Session, Case, Mover, int], None]


def _void(session: Session, case: Case, by: Mover, _manager: int) -> None:
    confirm_void(session, case, by, TODAY)


def _receive(session: Session, case: Case, by: Mover, _manager: int) -> None:
    check_move(Move.RECEIVE, case, by.actors)
    receive_draft(session, case, TODAY)


def _anonymise(session: Session, case: Case, by: Mover, _manager: int) -> None:
    case.code_locator = case.code_hash = None
    make_move(session, case, Move.ANONYMISE, by, TODAY)


VERBS: dict[Move, Do] = {
    Move.RECEIVE: _receive,
    Move.REGISTER: lambda s, c, by, m: register(s, c, by, TODAY, unit_id=c.unit_id or 0),
    Move.ASSIGN: lambda s, c, by, m: assign(s, c, by, TODAY, manager_id=m),
    Move.READ: lambda s, c, by, m: read(s, c, by, TODAY),
    Move.ANSWER: lambda s, c, by, m: answer(s, c, by, TODAY, texts=answers(c)),
    Move.CLOSE: lambda s, c, by, m: close(s, c, by, TODAY, closing(s, c)),
    Move.REOPEN: lambda s, c, by, m: reopen(s, c, by, TODAY, text="Mer"),
    Move.HAND_OVER: lambda s, c, by, m: hand_over(s, c, by, TODAY, to="Regionen"),
    Move.VOID: _void,
    Move.HOLD: lambda s, c, by, m: hold(s, c, by, TODAY, reason="Tillsyn"),
    Move.RELEASE: lambda s, c, by, m: release(s, c, by, TODAY),
    Move.ANONYMISE: _anonymise,
}


def test_a_move_is_made_exactly_from_where_and_by_whom_the_table_says(
    app: Flask, session: Session
) -> None:
    with app.app_context():
        unit = make_unit(session)
        cases = [make_case(session, unit, state) for state in CaseState]
        manager = a_person(session, unit, Role.MANAGER)
        person = a_person(session, unit, Role.INVESTIGATOR)
        for case in cases:
            case.void_asked_by = manager.id
        session.commit()
        for case, move, actor in product(cases, Move, Actor):
            staff = None if actor in (A.SENDER, A.SYSTEM) else person.id
            by = Mover(frozenset({actor}), staff)
            _try(session, case, move, by, manager.id)


def _try(session: Session, case: Case, move: Move, by: Mover, manager_id: int) -> None:
    """Try it, look, and take it back."""
    before, after, actors = TABLE[move]
    state = CaseState(case.state)
    if state in before and by.actors <= actors:
        logged, happened = _audited(session), _events(session, case)
        VERBS[move](session, case, by, manager_id)
        assert case.state == after
        [event] = _events(session, case)[len(happened) :]
        assert (event.action, event.state, event.day) == (move, after, TODAY)
        assert event.actor in by.actors
        assert _audited(session) == logged + (by.staff_id is not None)
        session.rollback()
    else:
        with pytest.raises(MoveRefused):
            VERBS[move](session, case, by, manager_id)
        assert case.state == state
        assert not session.new
        assert not session.is_modified(case)


def _audited(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def _events(session: Session, case: Case) -> list[CaseEvent]:
    mine = select(CaseEvent).where(CaseEvent.case_key == case.key)
    return list(session.scalars(mine.order_by(CaseEvent.place)))


def test_what_is_refused_says_what_is_possible(app: Flask, session: Session) -> None:
    with app.test_request_context():
        case = make_case(session, make_unit(session), CaseState.ASSIGNED)
        with pytest.raises(MoveRefused) as refused:
            close(session, case, Mover(MANAGER, 1), TODAY, closing(session, case))
        assert refused.value.possible == (Move.READ, Move.VOID)
        assert (
            str(refused.value) == "Synpunkten är nu: Väntar på att läsas. Du kan: ta över, stryka."
        )


@pytest.fixture
def unit(session: Session) -> Unit:
    """A unit that cases are about."""
    return make_unit(session)


def test_a_case_is_assigned_to_who_may_answer_and_is_not_concerned(
    app: Flask, session: Session, unit: Unit
) -> None:
    with app.app_context():
        case = make_case(session, unit, CaseState.REGISTERED)
        by = Mover(INVESTIGATOR, a_person(session, unit, Role.INVESTIGATOR).id)
        manager, worker = (a_person(session, unit, one) for one in (Role.MANAGER, Role.CASE_WORKER))
        for nobody in (worker.id, 999):
            with pytest.raises(ManagerRefused):
                assign(session, case, by, TODAY, manager_id=nobody)
        manager.active = False
        with pytest.raises(ManagerRefused):
            assign(session, case, by, TODAY, manager_id=manager.id)
        manager.active = True
        session.add(CaseConflict(case_key=case.key, staff_id=manager.id))
        session.flush()
        with pytest.raises(ManagerRefused):
            assign(session, case, by, TODAY, manager_id=manager.id)
        assert (case.state, case.manager_id) == (CaseState.REGISTERED, None)


def test_a_new_manager_has_not_read_it(app: Flask, session: Session, unit: Unit) -> None:
    with app.app_context():
        case = make_case(session, unit, CaseState.WITH_MANAGER)
        other = a_person(session, make_unit(session, "other"), Role.MANAGER)
        by = Mover(INVESTIGATOR, a_person(session, unit, Role.INVESTIGATOR).id)
        assign(session, case, by, date(2026, 3, 16), manager_id=other.id)
        assert (case.state, case.manager) == (CaseState.ASSIGNED, other)
        assert case.rounds[-1].assigned_on == date(2026, 3, 16)
        assert case.rounds[-1].read_on is None


def test_voiding_needs_two_persons(app: Flask, session: Session, unit: Unit) -> None:
    with app.app_context():
        case = make_case(session, unit, CaseState.REGISTERED)
        one, other = (
            Mover(actors, a_person(session, unit, role).id)
            for actors, role in ((INVESTIGATOR, Role.INVESTIGATOR), (MANAGER, Role.MANAGER))
        )
        with pytest.raises(SecondPersonNeeded):
            confirm_void(session, case, one, TODAY)
        ask_void(session, case, one, TODAY, reason="Ett test")
        with pytest.raises(SecondPersonNeeded):
            confirm_void(session, case, one, TODAY)
        refuse_void(session, case, other, TODAY)
        with pytest.raises(SecondPersonNeeded):
            confirm_void(session, case, other, TODAY)
        ask_void(session, case, one, TODAY, reason="Ett test")
        confirm_void(session, case, other, TODAY)
        assert case.state == CaseState.VOIDED


def test_a_case_on_hold_goes_back_to_where_it_was(app: Flask, session: Session, unit: Unit) -> None:
    with app.app_context():
        by = Mover(INVESTIGATOR, a_person(session, unit, Role.INVESTIGATOR).id)
        for ended in (CaseState.CLOSED, CaseState.HANDED_OVER, CaseState.VOIDED):
            case = make_case(session, unit, ended)
            hold(session, case, by, TODAY, reason="Tillsyn")
            with pytest.raises(MoveRefused):
                make_move(session, case, Move.ANONYMISE, SYSTEM, TODAY)
            release(session, case, by, TODAY)
            assert (case.state, case.held_from, case.hold_reason) == (ended, None, None)


def test_of_two_who_change_a_case_at_once_the_second_is_told(
    app: Flask, session: Session, unit: Unit
) -> None:
    with app.app_context():
        case = make_case(session, unit, CaseState.ASSIGNED)
        by = Mover(MANAGER, a_person(session, unit, Role.MANAGER).id)
        session.commit()
        with Session(app.extensions["synpunkt.engine"], expire_on_commit=False) as other:
            theirs = other.get_one(Case, case.key)
            assert theirs.rounds
            other.commit()
            read(session, case, by, TODAY)
            session.commit()
            with pytest.raises(ChangedMeanwhile):
                read(other, theirs, by, TODAY)
