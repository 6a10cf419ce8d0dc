"""The pages of units: the tree, client counts, names, stations; each person within their units."""

from collections.abc import Sequence
from datetime import date

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from organisation.models import AuditEntry, ClientCount, Role, Station, Unit
from organisation.names import alphabetical, one_line
from organisation.unit_forms import PROBLEM_TEXTS, read_clients
from organisation.units import UnitProblem, clients, code_from_name, in_tree_order
from tests.factories import make_station
from tests.organisation.conftest import House
from tests.organisation.people import make_staff, send, sign_in
from tests.printed import root_of, text_of

HOMELESS = "/enheter/homeless"
DAY = date(2020, 10, 1)
COUNT = {"as_of": "2020-10-01", "women": "115", "men": "532", "source": "Registret"}


@pytest.fixture
def anna(client: FlaskClient, house: House) -> FlaskClient:
    """The investigator of homeless, signed in."""
    sign_in(client)
    return client


def actions(session: Session) -> Sequence[str]:
    """What has been done to units and stations, in order."""
    found = session.scalars(
        select(AuditEntry.action)
        .where(AuditEntry.subject_kind.in_(["unit", "station"]))
        .order_by(AuditEntry.id)
    ).all()
    session.commit()
    return found


def stored(session: Session, house: House) -> tuple[int, int] | None:
    """The women and men of the day that are stored."""
    session.expire_all()
    count = clients(session, house.homeless.id, DAY)
    session.commit()
    return (count.women, count.men) if count else None


def test_the_tree_shows_the_units_of_the_person_and_what_is_missing(anna: FlaskClient) -> None:
    page = anna.get("/enheter").text
    assert "<h1>En enhet saknar antal klienter</h1>" in page
    assert "Enheten shelter" in page
    assert "Enheten elders" not in page
    send(anna, "/enheter/shelter/klienter", **COUNT)
    page = anna.get("/enheter").text
    assert "<h1>2 enheter</h1>" in page
    assert "647 klienter den 1 oktober 2020" in page


def test_client_counts_are_entered_once_and_put_right_on_purpose(
    anna: FlaskClient, session: Session, house: House
) -> None:
    assert "Skriv in hur många klienter enheten har" in anna.get(HOMELESS).text
    done = send(anna, f"{HOMELESS}/klienter", **COUNT)
    assert done.location == HOMELESS
    page = anna.get(HOMELESS).text
    assert "Antalet klienter 1 oktober 2020 är sparat." in page
    assert "<h1>647 klienter den 1 oktober 2020</h1>" in page
    again = send(anna, f"{HOMELESS}/klienter", **COUNT | {"women": "116"})
    assert again.status_code == 422
    assert "Det finns redan tal för den dagen." in again.text
    assert 'value="116"' in again.text
    assert 'name="correct"' in again.text
    assert stored(session, house) == (115, 532)
    send(anna, f"{HOMELESS}/klienter", **COUNT | {"women": "116"}, correct="1")
    assert stored(session, house) == (116, 532)
    assert actions(session) == ["clients_entered", "clients_corrected"]


def test_a_stored_count_is_opened_to_be_put_right(anna: FlaskClient) -> None:
    send(anna, f"{HOMELESS}/klienter", **COUNT)
    page = anna.get(f"{HOMELESS}?ratta=2020-10-01").text
    for value in ("2020-10-01", "115", "532", "Registret"):
        assert f'value="{value}"' in page
    assert 'value="1" checked' in page
    assert 'name="correct"' not in anna.get(f"{HOMELESS}?ratta=2021-10-01").text


def test_everything_wrong_is_said_at_its_field_and_nothing_is_lost(anna: FlaskClient) -> None:
    wrong = {"as_of": "i går", "women": "många", "men": "-1", "source": ""}
    page = send(anna, f"{HOMELESS}/klienter", **wrong)
    assert page.status_code == 422
    for name in wrong:
        assert f'id="{name}-error"' in page.text
    assert 'value="många"' in page.text
    assert page.text.count('href="#women"') == 1


def test_a_unit_is_renamed(anna: FlaskClient, session: Session, house: House) -> None:
    send(anna, f"{HOMELESS}/namn", name="  Enheten\nför  hemlösa ")
    session.refresh(house.homeless)
    session.commit()
    assert house.homeless.name == "Enheten för hemlösa"
    assert send(anna, f"{HOMELESS}/namn", name="x" * 121).status_code == 422
    assert actions(session) == ["unit_renamed"]


def test_a_unit_is_added_below_with_a_code_made_from_its_name(
    anna: FlaskClient, session: Session, house: House
) -> None:
    done = send(anna, f"{HOMELESS}/under", new_name="Stöd & boende", new_code="")
    assert done.location == "/enheter/stod-boende"
    assert "Enheten homeless" in anna.get(done.location).text
    added = session.scalar(select(Unit).filter_by(code="stod-boende"))
    assert added is not None
    assert added.parent_id == house.homeless.id
    assert actions(session) == ["unit_added"]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"new_name": "", "new_code": ""}, "new_name"),
        ({"new_name": "", "new_code": "bra"}, "new_name"),
        ({"new_name": "x" * 121, "new_code": "bra"}, "new_name"),
        ({"new_name": "Elders", "new_code": "elders"}, "new_code"),
        ({"new_name": "Elders", "new_code": "Å B"}, "new_code"),
        ({"new_name": "مرحبا", "new_code": ""}, "new_code"),
    ],
)
def test_a_unit_that_cannot_be_added_is_explained_at_the_field(
    anna: FlaskClient, fields: dict[str, str], wrong: str
) -> None:
    page = send(anna, f"{HOMELESS}/under", **fields)
    assert page.status_code == 422
    assert f'id="{wrong}-error"' in page.text
    assert page.text.count('<p class="error"') == 1


def test_a_station_is_added_shown_and_retired_after_a_question(
    anna: FlaskClient, session: Session, house: House
) -> None:
    send(anna, f"{HOMELESS}/pekskarmar", place=" Receptionen ")
    station = session.scalars(select(Station)).one()
    session.commit()
    page = f"{HOMELESS}/pekskarmar/{station.id}"
    assert station.place == "Receptionen"
    assert f"/kiosk/{station.address}" in anna.get(page).text
    card = anna.get(f"{page}/kort.pdf")
    assert f"/kiosk/{station.address}" in text_of(card.data).replace(" ", "")
    assert root_of(card.data)["/Lang"] == "sv"
    refused = send(anna, f"{page}/ta-ur-bruk")
    assert refused.status_code == 422
    assert 'id="confirm-error"' in refused.text
    assert anna.get(f"/kiosk/{station.address}").status_code == 410
    assert send(anna, f"{page}/ta-ur-bruk", confirm="1").location == HOMELESS
    assert anna.get(page).status_code == 404
    assert "Pekskärmen är ur bruk." in anna.get(HOMELESS).text
    assert actions(session) == ["station_added", "station_retired"]


def test_a_retired_address_is_answered_as_one_that_never_was(
    anna: FlaskClient, session: Session, house: House
) -> None:
    station = make_station(session, house.homeless)
    station.retired = True
    session.commit()
    retired, unknown = anna.get(f"/kiosk/{station.address}"), anna.get("/kiosk/okand")
    assert retired.status_code == unknown.status_code == 404
    assert retired.text == unknown.text


def test_a_station_belongs_to_its_unit(anna: FlaskClient, session: Session, house: House) -> None:
    theirs = make_station(session, house.elders)
    session.commit()
    for path in ("", "/qr.svg", "/kort.pdf"):
        for unit in ("homeless", "elders"):
            address = f"/enheter/{unit}/pekskarmar/{theirs.id}{path}"
            assert anna.get(address).status_code == 404
    retire = f"{HOMELESS}/pekskarmar/{theirs.id}/ta-ur-bruk"
    assert send(anna, retire, confirm="1").status_code == 404
    session.refresh(theirs)
    assert not theirs.retired


@pytest.mark.parametrize("verb", ["namn", "under", "klienter", "pekskarmar"])
@pytest.mark.parametrize("unit", ["elders", "section", "okand"])
def test_nothing_outside_the_own_units_can_be_changed(
    anna: FlaskClient, session: Session, verb: str, unit: str
) -> None:
    fields = {"name": "x", "new_name": "x", "place": "x", **COUNT}
    assert send(anna, f"/enheter/{unit}/{verb}", **fields).status_code == 404
    assert anna.get(f"/enheter/{unit}").status_code == 404
    assert actions(session) == []


def test_a_manager_keeps_no_units(client: FlaskClient, session: Session, house: House) -> None:
    make_staff(session, house.homeless, Role.MANAGER, "maria")
    session.commit()
    sign_in(client, "maria")
    assert client.get("/enheter").status_code == 403
    assert "/enheter" not in client.get("/").text


def test_names_are_shown_as_text(anna: FlaskClient, session: Session, house: House) -> None:
    wicked = "<script>alert(1)</script> %(unit)s {{ 1 }}"
    house.homeless.name = wicked
    station = make_station(session, house.shelter, wicked)
    session.add(ClientCount(unit_id=house.shelter.id, as_of=DAY, women=1, men=0, source=wicked))
    session.commit()
    pages = ("/enheter", "/enheter/shelter", f"/enheter/shelter/pekskarmar/{station.id}")
    for path in pages:
        page = anna.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; %(unit)s {{ 1 }}" in page
    assert "1 klient den 1 oktober 2020" in anna.get("/enheter").text


def test_every_problem_has_its_words() -> None:
    assert set(PROBLEM_TEXTS) == set(UnitProblem)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.dictionaries(st.sampled_from(sorted(COUNT)), st.text(max_size=12)))
def test_no_filled_in_form_breaks_the_reading(anna: FlaskClient, fields: dict[str, str]) -> None:
    with anna.application.test_request_context():
        count, errors = read_clients(fields, 1)
    assert (count is None) == bool(errors)
    assert set(errors) <= set(COUNT)


@pytest.mark.parametrize("spaced", ["1 234", "1\u00a0234", " 1234 "])
def test_a_number_may_be_written_with_spaces(anna: FlaskClient, spaced: str) -> None:
    with anna.application.test_request_context():
        count, _errors = read_clients({**COUNT, "men": spaced}, 1)
    assert count is not None
    assert count.men == 1234


@given(st.text())
def test_one_line_is_one_line_that_can_be_stored(text: str) -> None:
    line = one_line(text)
    assert line == one_line(line)
    assert line.isprintable()


@given(st.text(max_size=80))
def test_a_code_from_a_name_is_a_code_or_nothing(name: str) -> None:
    code = code_from_name(name)
    assert code == "" or (code.isascii() and code == code.strip("-") and len(code) <= 40)


def test_the_tree_is_in_swedish_order_with_each_unit_after_its_parent() -> None:
    names = {1: "Staden", 2: "Öst", 3: "Äldre", 4: "Ådalen", 5: "Zinkgruvan", 6: "Under öst"}
    units = [
        Unit(id=key, name=name, parent_id={1: 99, 6: 2}.get(key, 1)) for key, name in names.items()
    ]
    shown = [(depth, unit.name) for depth, unit in in_tree_order(units)]
    assert shown == [
        (0, "Staden"),
        (1, "Zinkgruvan"),
        (1, "Ådalen"),
        (1, "Äldre"),
        (1, "Öst"),
        (2, "Under öst"),
    ]
    assert sorted(["Ö", "a", "Å", "z"], key=alphabetical) == ["a", "z", "Å", "Ö"]
