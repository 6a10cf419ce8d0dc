"""Sections, units and modes side by side: what is shown, and what may never be."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from analysis.results.part_tables import merged, settled
from core.codes import Group
from organisation.models import Role, Unit
from surveys.collection.models import Wave
from surveys.collection.waves import close_wave, seal_wave
from tests.analysis.places import answer_in_sections
from tests.factories import make_unit, make_wave, publish_instrument
from tests.organisation.people import make_staff, sign_in

PAGE = "/resultat/user-survey/sida-vid-sida"
LIMIT = 5


@pytest.fixture
def wave(session: Session) -> Wave:
    """A unit with two large sections and one of three people, beside a unit of its own."""
    top = make_unit(session, "top")
    unit, other = (make_unit(session, code, top) for code in ("homeless", "elders"))
    sections = [make_unit(session, code, unit) for code in ("north", "south", "tiny")]
    make_staff(session, unit, Role.MANAGER, "chef")
    make_staff(session, top, Role.INVESTIGATOR, "utredare")
    version = publish_instrument(session, "user_survey")
    wave = make_wave(session, version, unit, "2025")
    sizes = [(sections[0], 20, 30), (sections[1], 12, 14), (sections[2], 1, 2)]
    answer_in_sections(session, wave, sizes, ["overall"])
    beside = make_wave(session, version, other, "2025")
    answer_in_sections(session, beside, [(other, 30, 30)], ["overall"], seed=2)
    for one in (wave, beside):
        close_wave(one)
        seal_wave(session, one, LIMIT)
    session.commit()
    return wave


def rows(page: str) -> dict[str, list[str]]:
    """The cells of each row by its name."""
    cells = (re.findall(r"<span>([^<]*)</span>", row) for row in page.split("<tr")[1:])
    return {found[0]: found[1:] for found in cells if len(found) > 1 and found[0] != "2025"}


@pytest.mark.usefixtures("wave")
def test_a_small_section_is_hidden_and_so_is_the_next_smallest(client: FlaskClient) -> None:
    sign_in(client, "chef")
    shown = rows(client.get(PAGE).text)
    assert shown["Enheten tiny"][:3] == shown["Enheten south"][:3] == ["visas inte"] * 3
    assert all("svar" in cell for cell in shown["Enheten north"][:3])
    assert "79 svar" in shown["Enheten homeless"][0]
    assert "Enheten elders" not in shown


@pytest.mark.usefixtures("wave")
def test_hidden_sections_are_in_no_file_either(client: FlaskClient) -> None:
    sign_in(client, "chef")
    table = client.get(f"{PAGE}/hamta/overall/csv").data.decode("utf-8-sig")
    hidden = [line for line in table.splitlines() if "tiny" in line or "south" in line]
    assert len(hidden) == 8
    assert all(
        re.search(r";(Alla|Kvinnor|Män|Övriga och okänt);;;%;;;visas inte$", one) for one in hidden
    )


@pytest.mark.usefixtures("wave")
def test_other_units_stand_beside_for_who_may_read_them(client: FlaskClient) -> None:
    sign_in(client, "utredare")
    shown = rows(client.get(f"{PAGE}?enhet=homeless").text)
    assert "60 svar" in shown["Enheten elders"][0]
    assert "mot Enheten homeless" in shown["Enheten elders"][3]


def test_a_unit_that_everybody_may_see_stands_beside_at_the_public_limit(
    client: FlaskClient, session: Session, wave: Wave
) -> None:
    session.query(Wave).filter(Wave.id != wave.id).update({"published": True})
    session.commit()
    sign_in(client, "chef")
    assert "60 svar" in rows(client.get(PAGE).text)["Enheten elders"][0]


@pytest.mark.usefixtures("wave")
@pytest.mark.parametrize("division", ["svarssatt", "alder"])
def test_modes_and_ages_are_the_only_other_ways_to_cut(client: FlaskClient, division: str) -> None:
    sign_in(client, "chef")
    page = client.get(f"{PAGE}?delning={division}")
    assert page.status_code == 200
    assert "tiny" not in page.text
    assert client.get(f"{PAGE}?delning=kon-och-alder").status_code == 404


def test_nobody_outside_sees_an_unpublished_wave(client: FlaskClient, wave: Wave) -> None:
    assert client.get(f"{PAGE}/diagram/overall.svg").status_code == 404
    assert client.get(PAGE).status_code == 303


def test_one_late_answer_in_a_section_is_not_the_difference_between_two_days(
    client: FlaskClient, session: Session, wave: Wave
) -> None:
    sign_in(client, "chef")
    before = rows(client.get(PAGE).text)
    sections = {unit.code: unit for unit in session.query(Unit)}
    late = [(sections["north"], 1, 1), (sections["south"], 9, 9)]
    answer_in_sections(session, wave, late, ["overall"], seed=3)
    seal_wave(session, wave, LIMIT)
    session.commit()
    after = rows(client.get(PAGE).text)
    assert after["Enheten north"] == before["Enheten north"]
    assert "99 svar" in after["Enheten homeless"][0]


def test_later_sealings_wait_until_every_part_changed_enough() -> None:
    woman = Group.WOMAN
    first = {"a": {woman: {1: 10}}, "b": {woman: {1: 8}}}
    one_more, many_more = {"a": {woman: {4: 1}}}, {"a": {woman: {4: 4}}, "b": {woman: {1: 6}}}
    assert settled([first, one_more], 5, (5, 10))["a"][woman] == {1: 10}
    assert settled([first, one_more, many_more], 5, (5, 10))["a"][woman] == {1: 10, 4: 5}
    corrected = {"a": {woman: {1: -1, 4: 1}}}
    assert settled([first, corrected], 5, (5, 10))["a"][woman] == {1: 10}


def test_small_parts_are_added_up_to_those_they_belong_to() -> None:
    tables = {"7": {Group.MAN: {1: 2}}, "8": {Group.MAN: {1: 3, 2: 1}}}
    assert merged(tables, lambda _: "3")["3"][Group.MAN] == {1: 5, 2: 1}
