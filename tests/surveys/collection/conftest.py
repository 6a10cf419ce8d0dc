"""A house with an open wave and people of every role, for the tests of the staff's pages."""

from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core.codes import Gender
from organisation.models import AuditEntry, Role, Unit
from surveys.collection.models import Wave
from surveys.collection.states import WaveState
from surveys.collection.waves import close_wave, seal_wave
from tests.factories import make_response, make_unit, open_survey
from tests.organisation.people import make_staff, send, sign_in

LIMIT = 5


@dataclass(frozen=True)
class House:
    """An open wave at one unit, another unit beside it, and people called as their roles."""

    wave: Wave
    other: Unit


@pytest.fixture
def house(session: Session) -> House:
    """The wave, the units and a person of each role."""
    wave = open_survey(session)
    for role in Role:
        make_staff(session, wave.unit, role, role.value)
    other = make_unit(session, "elders")
    session.commit()
    return House(wave, other)


@pytest.fixture
def investigator(client: FlaskClient, house: House) -> FlaskClient:
    """A browser in which the investigator is signed in."""
    sign_in(client, Role.INVESTIGATOR)
    return client


def bring(session: Session, wave: Wave, state: WaveState, answers: int = 0) -> None:
    """Let women answer, then bring the open wave into the state."""
    respond(session, wave, answers)
    if state is not WaveState.OPEN:
        close_wave(wave)
    if state is WaveState.SEALED:
        seal_wave(session, wave, LIMIT)
    session.commit()


def respond(session: Session, wave: Wave, answers: int) -> None:
    """Let women answer."""
    for _number in range(answers):
        make_response(session, wave, {}, gender=Gender.WOMAN)
    session.commit()


def page_of(wave: Wave) -> str:
    """The wave's address."""
    return f"/mattillfallen/{wave.id}"


def state_of(session: Session, wave: Wave) -> str:
    """The stored state."""
    session.refresh(wave)
    session.commit()
    return wave.state


def press(client: FlaskClient, wave: Wave, verb: str) -> TestResponse:
    """Press a button and follow to the page that tells how it went."""
    sent = send(client, f"{page_of(wave)}/{verb}")
    assert (sent.status_code, sent.location) == (303, page_of(wave))
    return client.get(sent.location)


def actions(session: Session) -> list[str]:
    """What the audit log holds about waves."""
    found = session.scalars(select(AuditEntry.action).filter_by(subject_kind="wave")).all()
    session.commit()
    return list(found)
