"""What is changed about a case without moving it, and who may do that when."""

from collections.abc import Callable
from datetime import date
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.cases.answering import new_day, note_failed_try
from feedback.cases.belongings import CaseReferral, Incident, IncidentCheck
from feedback.cases.changing import (
    BadReceivedDay,
    change_received,
    check_incident,
    link,
    linked,
    refer,
    set_conflicts,
    tell,
)
from feedback.cases.conflicts import conflicts_of
from feedback.cases.events import Mover
from feedback.cases.kinds import Matter
from feedback.cases.models import Case
from feedback.cases.moving import MoveRefused
from feedback.cases.states import OPEN, Actor, CaseState
from organisation.models import AuditEntry, Role, Unit
from tests.factories import make_unit
from tests.feedback.factories import INVESTIGATOR, TODAY, a_person, answers, make_case

KNOWN = set(CaseState) - {CaseState.DRAFT, CaseState.ANONYMISED}
HANDLERS = {Actor.INVESTIGATOR, Actor.MANAGER}
LATER = date(2026, 5, 1)
Do = Callable[[Session, Case, Mover], object]
#: What is done, in which states, by whom.
ACTS: dict[str, tuple[Do, set[CaseState], set[Actor]]] = {
    "change_received": (
        lambda s, c, by: change_received(s, c, by, TODAY, day=date(2026, 3, 9), reason="Stämpel"),
        set(OPEN) - {CaseState.REOPENED},
        {Actor.INVESTIGATOR, Actor.REGISTRAR},
    ),
    "set_conflicts": (
        lambda s, c, by: set_conflicts(s, c, by, TODAY, staff_ids=()),
        KNOWN,
        {Actor.INVESTIGATOR},
    ),
    "new_day": (
        lambda s, c, by: new_day(s, c, by, TODAY, day=LATER, texts=answers(c)),
        set(OPEN),
        HANDLERS,
    ),
    "refer": (
        lambda s, c, by: refer(s, c, by, TODAY, matter=Matter.APPEAL, to="Enheten"),
        KNOWN,
        HANDLERS,
    ),
    "check_incident": (
        lambda s, c, by: check_incident(s, c, by, TODAY, serious=False),
        KNOWN,
        HANDLERS | {Actor.REGISTRAR},
    ),
    "failed_try": (lambda s, c, by: note_failed_try(s, c, by, TODAY), set(OPEN), HANDLERS),
}


@pytest.fixture
def unit(session: Session) -> Unit:
    """A unit that cases are about."""
    return make_unit(session)


@pytest.fixture
def by(session: Session, unit: Unit) -> Mover:
    """An investigator."""
    return Mover(INVESTIGATOR, a_person(session, unit, Role.INVESTIGATOR).id)


def test_each_is_done_exactly_when_and_by_whom_it_may_be(
    app: Flask, session: Session, unit: Unit
) -> None:
    with app.app_context():
        cases = {state: make_case(session, unit, state) for state in CaseState}
        person = a_person(session, unit, Role.INVESTIGATOR).id
        session.commit()
        for (state, case), name, actor in product(cases.items(), ACTS, Actor):
            do, states, actors = ACTS[name]
            mover = Mover(frozenset({actor}), person)
            if state in states and actor in actors:
                do(session, case, mover)
                assert (case.state, case.events[-1].action) == (state, name)
                newest = select(AuditEntry.action).order_by(AuditEntry.id.desc()).limit(1)
                assert session.scalar(newest) == f"case_{name}"
                session.rollback()
            else:
                with pytest.raises(MoveRefused):
                    do(session, case, mover)
                assert not session.new
                assert not session.is_modified(case)


def test_a_day_put_right_gives_the_dates_that_follow_from_it(
    app: Flask, session: Session, unit: Unit, by: Mover
) -> None:
    with app.app_context():
        case = make_case(session, unit, received=date(2026, 3, 10))
        with pytest.raises(BadReceivedDay):
            change_received(session, case, by, TODAY, day=date(2026, 3, 13), reason="Fel")
        change_received(session, case, by, TODAY, day=date(2026, 3, 7), reason="Stämpeln")
        [first] = case.rounds
        assert (case.received, first.received) == (date(2026, 3, 7), date(2026, 3, 7))
        assert (first.nominal, first.last_day, first.target, first.received_reason) == (
            date(2026, 3, 21), date(2026, 3, 23), date(2026, 3, 20), "Stämpeln",
        )  # fmt: skip
        assert case.events[-1].detail == {"before": "2026-03-10", "after": "2026-03-07"}


def test_a_manager_whom_it_turns_out_to_concern_is_its_manager_no_more(
    app: Flask, session: Session, unit: Unit, by: Mover
) -> None:
    with app.app_context():
        case = make_case(session, unit, CaseState.WITH_MANAGER)
        manager = case.manager_id
        assert manager
        set_conflicts(session, case, by, TODAY, staff_ids=[manager])
        assert case.manager_id is None
        assert conflicts_of(session, case) == {manager}
        set_conflicts(session, case, by, TODAY, staff_ids=[])
        assert not conflicts_of(session, case)


def test_what_it_also_is_is_passed_on_once_and_the_sender_told(
    app: Flask, session: Session, unit: Unit, by: Mover
) -> None:
    with app.app_context():
        case = make_case(session, unit)
        tell(session, case, by, TODAY, matter=Matter.APPEAL)
        for to in ("Fel enhet", "Rätt enhet"):
            refer(session, case, by, TODAY, matter=Matter.APPEAL, to=to)
        tell(session, case, by, TODAY, matter=Matter.APPEAL)
        [row] = session.scalars(select(CaseReferral)).all()
        assert (row.passed_to, row.passed_on, row.told_on) == ("Rätt enhet", TODAY, TODAY)
        assert case.state == CaseState.RECEIVED


def test_linked_cases_know_each_other(app: Flask, session: Session, unit: Unit, by: Mover) -> None:
    with app.app_context():
        one, other, third = (make_case(session, unit) for _ in range(3))
        link(session, one, by, TODAY, other=other)
        link(session, other, by, TODAY, other=one)
        link(session, one, by, TODAY, other=one)
        link(session, third, by, TODAY, other=one)
        assert linked(session, one) == [other, third]
        assert linked(session, other) == [one]
        assert [event.detail["other"] for event in other.events[1:]] == [one.number]


def test_a_serious_incident_opens_one_record_and_stops_no_clock(
    app: Flask, session: Session, unit: Unit, by: Mover
) -> None:
    with app.app_context():
        case = make_case(session, unit)
        last_day = case.rounds[0].last_day
        assert check_incident(session, case, by, TODAY, serious=False) is None
        opened = check_incident(session, case, by, TODAY, serious=True)
        assert check_incident(session, case, by, TODAY, serious=True) is opened
        assert session.scalars(select(Incident)).all() == [opened]
        asked = session.scalars(select(IncidentCheck.serious).order_by(IncidentCheck.place))
        assert asked.all() == [False, True, True]
        assert (case.state, case.rounds[0].last_day) == (CaseState.RECEIVED, last_day)
