"""Absence: the deputy may do what the absent person may, on those days only."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from organisation.absences import AbsenceRefused, Away, add_absence
from organisation.models import Absence, Role, Staff, Unit
from tests.conftest import FixedClock
from tests.factories import make_unit
from tests.organisation.people import form_token, make_staff, sign_in

pytestmark = pytest.mark.pages

TODAY = date(2026, 3, 12)
WEEK = timedelta(days=7)


@pytest.fixture
def unit(session: Session) -> Unit:
    """A unit."""
    return make_unit(session)


@pytest.fixture
def boss(session: Session, unit: Unit) -> Staff:
    """Its manager."""
    return make_staff(session, unit, Role.MANAGER, "maja")


@pytest.fixture
def worker(session: Session, unit: Unit) -> Staff:
    """A case worker of the unit."""
    return make_staff(session, unit, Role.CASE_WORKER, "klas")


def away(session: Session, staff: Staff, deputy: Staff, first: date = TODAY) -> Absence:
    """A week of absence."""
    absence = add_absence(session, Away(staff, deputy, first, first + WEEK), TODAY)
    session.commit()
    return absence


def status(client: FlaskClient, path: str = "/franvaro") -> int:
    """What the person gets."""
    return client.get(path).status_code


def test_a_deputy_may_what_the_absent_person_may_and_no_longer(
    app: Flask, session: Session, boss: Staff, worker: Staff, clock: FixedClock
) -> None:
    away(session, boss, worker)
    client = app.test_client()
    sign_in(client, "klas")
    assert status(client) == 200
    clock.instant += timedelta(days=8)
    client = app.test_client()
    sign_in(client, "klas")
    assert status(client) == 403


def test_a_deputy_s_deputy_gets_nothing(
    app: Flask, session: Session, unit: Unit, boss: Staff, worker: Staff
) -> None:
    third = make_staff(session, unit, Role.CASE_WORKER, "tove")
    away(session, boss, worker)
    away(session, worker, third)
    client = app.test_client()
    sign_in(client, "tove")
    assert status(client) == 403


@pytest.mark.parametrize("case", ["self", "backwards", "past", "overlap", "careless"])
def test_an_absence_that_cannot_be_is_refused(
    session: Session, unit: Unit, boss: Staff, worker: Staff, case: str
) -> None:
    if case == "overlap":
        away(session, boss, worker)
    reception = make_staff(session, unit, Role.RECEPTION, "rut")
    wrong = {
        "self": Away(boss, boss, TODAY, TODAY),
        "backwards": Away(boss, worker, TODAY, TODAY - WEEK),
        "past": Away(boss, worker, TODAY - WEEK, TODAY - timedelta(days=1)),
        "overlap": Away(boss, worker, TODAY + WEEK, TODAY + WEEK),
        "careless": Away(boss, reception, TODAY, TODAY),
    }
    with pytest.raises(AbsenceRefused):
        add_absence(session, wrong[case], TODAY)


def test_an_absence_is_entered_and_ended_on_the_page(
    app: Flask, session: Session, boss: Staff, worker: Staff
) -> None:
    session.commit()
    client = app.test_client()
    sign_in(client, "maja")
    token = form_token(client.get("/franvaro"))
    fields = {
        "csrf_token": token,
        "staff": str(boss.id),
        "deputy": str(worker.id),
        "first_day": "2026-03-12",
        "last_day": "2026-03-20",
    }
    assert client.post("/franvaro", data=fields).status_code == 303
    assert "En person är borta i dag" in client.get("/franvaro").text
    absence = session.query(Absence).one()
    end = f"/franvaro/{absence.id}/avsluta"
    session.rollback()
    assert client.post(end, data={"csrf_token": token}).status_code == 303
    assert session.query(Absence).count() == 0


@pytest.mark.parametrize("wrong", ["", "0", "x", "999999"])
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(
    app: Flask, session: Session, boss: Staff, wrong: str
) -> None:
    session.commit()
    client = app.test_client()
    sign_in(client, "maja")
    token = form_token(client.get("/franvaro"))
    fields = {"csrf_token": token, "staff": wrong, "deputy": wrong, "last_day": "2026-03-20"}
    page = client.post("/franvaro", data=fields)
    assert page.status_code == 422
    assert 'value="2026-03-20"' in page.text


def test_nobody_enters_the_absence_of_another_unit_s_people(
    app: Flask, session: Session, boss: Staff, worker: Staff
) -> None:
    far = make_staff(session, make_unit(session, "elders"), Role.MANAGER, "eva")
    absence_id = away(session, far, boss).id
    client = app.test_client()
    # Deputies act in the units of who is away; those who are not have no say there.
    sign_in(client, "eva")
    token = form_token(client.get("/franvaro"))
    assert (
        client.post("/franvaro", data={"csrf_token": token, "staff": str(worker.id)}).status_code
        == 422
    )
    assert (
        client.post(f"/franvaro/{absence_id}/avsluta", data={"csrf_token": token}).status_code
        == 303
    )
