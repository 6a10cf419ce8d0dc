"""How many were asked: typed once by section, and beside the answers that have come in."""

import re
from contextlib import suppress

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from core.codes import Mode
from organisation.models import Role, Unit
from surveys.collection.arrivals import arrivals
from surveys.collection.models import Wave
from surveys.collection.states import WaveState
from surveys.collection.wave_forms import FormRefused
from surveys.collection.wave_invited import asked_by_unit, enter_asked
from surveys.collection.wave_invited_pages import read_asked
from surveys.collection.wave_page import asked_field
from tests.analysis.places import answer_from
from tests.factories import make_unit
from tests.organisation.people import send, sign_in
from tests.surveys.collection.conftest import House, actions, bring, page_of, respond


@pytest.fixture
def sections(session: Session, house: House) -> list[Unit]:
    """Two sections of the wave's unit, and one below the first."""
    found = [make_unit(session, code, house.wave.unit) for code in ("north", "south")]
    found.append(make_unit(session, "deep", found[0]))
    session.commit()
    return found


def enter(client: FlaskClient, wave: Wave, **numbers: str) -> int:
    """Send the form; gives the status."""
    return send(client, f"{page_of(wave)}/tillfragade", **numbers).status_code


def stored(session: Session, wave: Wave) -> dict[int, int]:
    """What is stored, by unit."""
    found = asked_by_unit(session, wave.id)
    session.commit()
    return found


def test_a_unit_without_sections_has_one_number(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    wave = house.wave
    field = asked_field(wave.unit)
    assert enter(investigator, wave, **{field: "1 200"}) == 303
    assert stored(session, wave) == {wave.unit_id: 1200}
    assert actions(session) == ["wave_asked"]
    respond(session, wave, 3)
    page = investigator.get(page_of(wave)).text
    assert "3 av 1200" in page
    assert f'name="{field}"' in page
    assert 'value="1200"' in page
    assert enter(investigator, wave, **{field: ""}) == 303
    assert stored(session, wave) == {}
    assert "av 1200" not in investigator.get(page_of(wave)).text


def test_each_section_has_a_number_and_the_unit_their_sum(
    investigator: FlaskClient, session: Session, house: House, sections: list[Unit]
) -> None:
    wave, (north, south, deep) = house.wave, sections
    enter(investigator, wave, **{asked_field(north): "15", asked_field(south): "8"})
    assert stored(session, wave) == {north.id: 15, south.id: 8, wave.unit_id: 23}
    for unit, people in ((north, 10), (deep, 2), (wave.unit, 1)):
        for _ in range(people):
            answer_from(session, wave, unit, {}, mode=Mode.PAPER)
    session.commit()
    page = investigator.get(page_of(wave)).text
    shown = re.findall(r"<span>(\d+ av \d+)</span>", page)
    assert shown == ["12 av 15", "0 av 8", "13 av 23"]


def test_where_one_section_is_not_known_neither_is_the_unit(
    investigator: FlaskClient, session: Session, house: House, sections: list[Unit]
) -> None:
    enter(investigator, house.wave, **{asked_field(sections[0]): "15"})
    assert stored(session, house.wave) == {sections[0].id: 15}
    found = arrivals(session, house.wave)
    assert (found.asked_in_all, found.asked) == (None, (None, 15))
    session.commit()


@pytest.mark.parametrize(
    "typed", ["0", "-3", "1,5", "tolv", "100001", "²", "9" * 5000, "１２", "1\x00"]
)
def test_what_is_no_number_of_persons_is_told_at_its_field_and_nothing_is_stored(
    investigator: FlaskClient, session: Session, house: House, sections: list[Unit], typed: str
) -> None:
    wave, (north, south, _) = house.wave, sections
    fields = {asked_field(north): "15", asked_field(south): typed}
    answer = send(investigator, f"{page_of(wave)}/tillfragade", **fields)
    assert answer.status_code == 422
    assert f'id="{asked_field(south)}-error"' in answer.text
    assert 'value="15"' in answer.text
    assert stored(session, wave) == {}


def test_a_counted_wave_can_get_its_number_later_and_says_nothing_by_section(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    bring(session, house.wave, WaveState.SEALED, 6)
    enter(investigator, house.wave, **{asked_field(house.wave.unit): "8"})
    assert "6 av 8" not in investigator.get(page_of(house.wave)).text
    found = arrivals(session, house.wave)
    assert (found.asked_in_all, found.asked) == (None, (None,))
    session.commit()


def test_other_units_numbers_are_not_taken(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    enter_asked(session, house.wave, {house.other.id: 5})
    session.commit()
    assert stored(session, house.wave) == {}
    enter(investigator, house.wave, **{asked_field(house.other): "5"})
    assert stored(session, house.wave) == {}


@pytest.mark.parametrize("role", [Role.MANAGER, Role.CASE_WORKER, Role.RECEPTION])
def test_only_who_keeps_waves_types_it(client: FlaskClient, house: House, role: Role) -> None:
    sign_in(client, role)
    assert enter(client, house.wave, **{asked_field(house.wave.unit): "8"}) == 403
    if role is not Role.RECEPTION:
        assert "tillfragade" not in client.get(page_of(house.wave)).text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=12))
def test_no_text_gives_anything_but_a_number_or_a_message(typed: str) -> None:
    unit = Unit(id=7, code="x", name="X")
    form = MultiDict({asked_field(unit): typed})
    with suppress(FormRefused):
        found = read_asked(form, [unit])
        assert found == {} or 1 <= found[7] <= 100_000
