"""A unit with a station, somebody at the form of a view, people at an office."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from organisation.models import Station, Unit
from tests.conftest import FixedClock
from tests.factories import make_station, make_unit
from tests.feedback.handling.offices import Office, make_office
from tests.feedback.intake.view_desk import Desk


@pytest.fixture
def unit(session: Session) -> Unit:
    """A unit, stored."""
    unit = make_unit(session)
    session.commit()
    return unit


@pytest.fixture
def station(session: Session, unit: Unit) -> Station:
    """A station of the unit."""
    station = make_station(session, unit)
    session.commit()
    return station


@pytest.fixture
def desk(client: FlaskClient, clock: FixedClock, unit: Unit) -> Desk:
    """Somebody at home."""
    return Desk(client, clock)


@pytest.fixture
def kiosk(client: FlaskClient, clock: FixedClock, station: Station) -> Desk:
    """Somebody at the station."""
    return Desk(client, clock, f"/kiosk/{station.address}/tyck-till")


@pytest.fixture
def office(app: Flask, session: Session) -> Office:
    """People at an office, stored."""
    return make_office(app, session)


@pytest.fixture
def rolf(office: Office) -> FlaskClient:
    """The office's reception, signed in."""
    return office.browser(office.reception)
