"""Finding a case by its number: what may not be seen is not there, and what is shown is logged."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import NotAllowed, NotFound
from feedback.cases.access import (
    actors_of,
    find_case,
    fully_seen_by,
    mover,
    seen_by,
    sight_of,
    viewer,
    viewer_of,
)
from feedback.cases.models import Case
from feedback.cases.sight import Sight
from feedback.cases.states import Actor, CaseState
from organisation.access import COOKIE
from organisation.models import Absence, AuditEntry, Role, Staff, Unit
from organisation.sessions import start_session
from tests.conftest import FixedClock
from tests.factories import make_unit
from tests.feedback.factories import TODAY, a_person, make_case
from tests.organisation.people import make_staff

#: What stands in an address where a number should.
STRANGE = ("2026-9999", "2026-1", "", "2026-0001 ", "2026-0001\n", "٢٠٢٦-٠٠٠١", "' OR 1=1 --",
           "2026-" + "1" * 400, "\x00", "\ud800")  # fmt: skip


@pytest.fixture
def unit(session: Session) -> Unit:
    """A unit that cases are about."""
    return make_unit(session)


@contextmanager
def asking(
    app: Flask, session: Session, staff: Staff, clock: FixedClock, method: str = "GET"
) -> Iterator[None]:
    """A request of a signed-in person."""
    token = start_session(session, staff, clock.now())
    session.commit()
    cookie = {"Cookie": f"{COOKIE}={token}"}
    with app.test_request_context("/", method=method, headers=cookie):
        yield


def opened(session: Session) -> list[tuple[int | None, str]]:
    """Who has opened which case, by the audit log."""
    query = select(AuditEntry).where(AuditEntry.action == "case_opened").order_by(AuditEntry.id)
    found = [(one.staff_id, one.subject_id) for one in session.scalars(query)]
    session.rollback()
    return found


def test_what_is_not_there_and_what_may_not_be_seen_are_the_same(
    app: Flask, session: Session, clock: FixedClock, unit: Unit
) -> None:
    elsewhere = make_unit(session, "elsewhere")
    stranger = make_staff(session, elsewhere, Role.MANAGER, "stranger")
    with app.app_context():
        case = make_case(session, unit, CaseState.WITH_MANAGER)
        unknown = make_case(session, unit, CaseState.RECEIVED)
        unknown.unit_id = None
        refused = []
        with asking(app, session, stranger, clock):
            for number in (case.number, unknown.number, *STRANGE):
                with pytest.raises(NotFound) as error:
                    find_case(number or "", Sight.NUMBER)
                refused.append((type(error.value), str(error.value), error.value.status))
    assert len(set(refused)) == 1
    assert not opened(session)


def test_showing_a_case_leaves_a_row_and_showing_its_number_none(
    app: Flask, session: Session, clock: FixedClock, unit: Unit
) -> None:
    with app.app_context():
        case = make_case(session, unit, CaseState.WITH_MANAGER, confidential=True)
        hidden_from = make_staff(session, unit, Role.MANAGER, "other-manager")
        reader = a_person(session, unit, Role.INVESTIGATOR)
        number = case.number or ""
    with asking(app, session, hidden_from, clock):
        assert find_case(number, Sight.NUMBER).number == number
        with pytest.raises(NotFound):
            find_case(number)
    assert not opened(session)
    with asking(app, session, reader, clock):
        find_case(number)
    assert opened(session) == [(reader.id, number)]
    with asking(app, session, reader, clock, "POST"):
        find_case(number)
        assert mover(find_case(number)).actors == {Actor.INVESTIGATOR}
    assert opened(session) == [(reader.id, number)]


def test_a_deputy_acts_for_the_absent_on_the_days_of_the_absence_only(
    app: Flask, session: Session, clock: FixedClock, unit: Unit
) -> None:
    deputy = make_staff(session, make_unit(session, "other"), Role.CASE_WORKER, "deputy")
    with app.app_context():
        case = make_case(session, unit, CaseState.WITH_MANAGER, confidential=True)
        manager = a_person(session, unit, Role.MANAGER)
        absence = Absence(
            staff_id=manager.id, deputy_id=deputy.id,
            first_day=date(2026, 3, 10), last_day=TODAY,
        )  # fmt: skip
        session.add(absence)
        session.flush()
        who = viewer_of(session, deputy)
        assert who.staff_ids == {deputy.id, manager.id}
        assert who.manages == {unit.id}
        assert sight_of(session, who, case) is Sight.FULL
        assert actors_of(session, who, case) == {Actor.MANAGER}
        absence.last_day = date(2026, 3, 11)
        session.flush()
        assert sight_of(session, viewer_of(session, deputy), case) is Sight.NOTHING


def test_nobody_who_is_signed_out_looks_at_cases(app: Flask) -> None:
    with app.test_request_context("/"), pytest.raises(NotAllowed):
        viewer()


def test_each_role_sees_of_the_own_unit_what_it_works_with(
    app: Flask, session: Session, unit: Unit
) -> None:
    with app.app_context():
        new, handled, secret = (
            make_case(session, unit, state, confidential=hidden)
            for state, hidden in (
                (CaseState.RECEIVED, False),
                (CaseState.WITH_MANAGER, False),
                (CaseState.WITH_MANAGER, True),
            )
        )
    everything = {new.key, handled.key, secret.key}
    expected = {
        Role.INVESTIGATOR: (everything, everything),
        Role.MANAGER: (everything, {handled.key}),
    }
    for role in Role:
        with app.app_context():
            who = viewer_of(session, make_staff(session, unit, role, f"{role}-here"))
        seen, fully = (
            set(session.scalars(select(Case.key).where(condition(who))))
            for condition in (seen_by, fully_seen_by)
        )
        assert (seen, fully) == expected.get(role, (set(), set())), role
