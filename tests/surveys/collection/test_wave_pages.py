"""The staff's pages of waves: who sees what, and closing and counting."""

from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core.codes import Gender
from organisation import pages as organisation_pages
from organisation.access import Permission, requires
from organisation.models import AuditEntry, Role, Unit
from surveys.collection import wave_pages
from surveys.collection.models import Wave
from surveys.collection.responses import delete_answers
from surveys.collection.states import WaveState
from surveys.collection.waves import close_wave, seal_wave
from tests.conftest import FixedClock
from tests.factories import (
    make_bare_version,
    make_response,
    make_station,
    make_unit,
    make_wave,
    open_survey,
)
from tests.organisation.people import make_staff, send, sign_in

LIMIT = 5
TITLE = "Vad tycker du om oss?"


@dataclass(frozen=True)
class House:
    """An open wave at one unit, another unit beside it, and people called as their roles."""

    wave: Wave
    other: Unit


@pytest.fixture
def app(app: Flask) -> Flask:
    """The application with the staff's pages."""
    for blueprint in (organisation_pages.blueprint, wave_pages.blueprint):
        if blueprint.name not in app.blueprints:
            app.register_blueprint(blueprint)
    if not app.extensions.get("synpunkt.start_cards"):
        wave_pages.init_wave_pages(app)
    return app


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


def test_the_heading_is_the_finding_in_each_state(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    assert "<h1>En enkät är öppen</h1>" in investigator.get("/mattillfallen").text
    bring(session, house.wave, WaveState.CLOSED, 6)
    waiting = investigator.get("/mattillfallen").text
    assert "<h1>Ett mättillfälle väntar på att räknas</h1>" in waiting
    assert "6 svar väntar" in waiting
    assert "Stängd, väntar på att räknas" in waiting
    assert "<h1>6 svar väntar på att räknas</h1>" in investigator.get(page_of(house.wave)).text
    seal_wave(session, house.wave, LIMIT)
    session.commit()
    assert "<h1>Ingen enkät är öppen</h1>" in investigator.get("/mattillfallen").text
    assert "<h1>6 svar är räknade</h1>" in investigator.get(page_of(house.wave)).text


def test_several_waves_are_counted_in_words(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    for label in ("2024", "2025"):
        make_wave(session, house.wave.version, house.wave.unit, label)
    session.commit()
    assert "<h1>Tre enkäter är öppna</h1>" in investigator.get("/mattillfallen").text


def test_a_wave_says_when_it_opens_and_when_its_last_day_has_been(
    investigator: FlaskClient, house: House, clock: FixedClock
) -> None:
    clock.instant = datetime(2026, 2, 27, 9, 0, tzinfo=UTC)
    sign_in(investigator, Role.INVESTIGATOR)
    before = investigator.get(page_of(house.wave)).text
    assert "<h1>Enkäten öppnar 1 mars</h1>" in before
    assert "/stang" not in before
    clock.instant = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
    sign_in(investigator, Role.INVESTIGATOR)
    assert "Sista dagen har varit" in investigator.get(page_of(house.wave)).text


def test_the_list_shows_each_wave_with_its_number_of_answers(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    bring(session, house.wave, WaveState.OPEN, 3)
    page = investigator.get("/mattillfallen").text
    for text in (TITLE, "Enheten homeless", "1–31 mars 2026", "Pekskärm, Länk", "Öppen"):
        assert text in page
    assert 'data-label="Antal svar" class="number"><span>3</span>' in page
    assert "Påhittade svar" not in page


def test_invented_answers_are_marked_wherever_they_are(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    house.wave.simulated = True
    session.commit()
    assert "Påhittade svar" in investigator.get("/mattillfallen").text
    assert "Simulerade svar" in investigator.get(page_of(house.wave)).text
    assert "Svaren är påhittade." in investigator.get("/").text


def test_no_wave_yet_says_what_to_do(client: FlaskClient, session: Session, house: House) -> None:
    make_staff(session, house.other, Role.CASE_WORKER, "elsa")
    session.commit()
    sign_in(client, "elsa")
    page = client.get("/mattillfallen").text
    assert "Be utredningssekreteraren att starta ett" in page
    assert TITLE not in page


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.RECEPTION, Role.INTERVIEWER])
def test_who_has_nothing_to_do_with_waves_sees_none(
    client: FlaskClient, house: House, role: Role
) -> None:
    sign_in(client, role)
    for path in ("", f"/{house.wave.id}", f"/{house.wave.id}/qr.svg"):
        assert client.get(f"/mattillfallen{path}").status_code == 403
    assert "/mattillfallen" not in client.get("/").text


def test_people_of_another_unit_meet_what_is_not_there(
    client: FlaskClient, session: Session, house: House
) -> None:
    make_staff(session, house.other, Role.INVESTIGATOR, "elsa")
    session.commit()
    sign_in(client, "elsa")
    unknown = client.get("/mattillfallen/2147483647")
    for path in ("", "/qr.svg"):
        there = client.get(page_of(house.wave) + path)
        assert (there.status_code, there.text) == (unknown.status_code, unknown.text)
    for verb in ("stang", "rakna"):
        assert send(client, f"{page_of(house.wave)}/{verb}").status_code == 404
    assert state_of(session, house.wave) == WaveState.OPEN
    assert client.get(f"/mattillfallen/{10**30}").status_code == 404
    assert "är öppen" not in client.get("/").text


def test_the_signed_out_are_led_to_the_sign_in(client: FlaskClient, house: House) -> None:
    for path in ("/mattillfallen", page_of(house.wave), f"{page_of(house.wave)}/qr.svg"):
        assert client.get(path).location.startswith("/logga-in?")
    assert client.post(f"{page_of(house.wave)}/stang").location.startswith("/logga-in")


@pytest.mark.parametrize("state", WaveState)
@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.MANAGER, Role.CASE_WORKER])
def test_each_state_offers_what_the_role_can_do_and_no_more(
    client: FlaskClient, session: Session, house: House, state: WaveState, role: Role
) -> None:
    bring(session, house.wave, state, LIMIT)
    sign_in(client, role)
    page = client.get(page_of(house.wave)).text
    manages = role is Role.INVESTIGATOR
    assert (f"{page_of(house.wave)}/stang" in page) == (manages and state is WaveState.OPEN)
    assert (f"{page_of(house.wave)}/rakna" in page) == (manages and state is WaveState.CLOSED)
    assert (house.wave.stations[0].address in page) == (manages and state is WaveState.OPEN)
    assert (f"/enkat/{house.wave.code}" in page) == (state is WaveState.OPEN)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.CASE_WORKER])
@pytest.mark.parametrize("verb", ["stang", "rakna"])
def test_who_may_only_look_cannot_close_or_count(
    client: FlaskClient, session: Session, house: House, role: Role, verb: str
) -> None:
    before = WaveState.OPEN if verb == "stang" else WaveState.CLOSED
    bring(session, house.wave, before)
    sign_in(client, role)
    assert send(client, f"{page_of(house.wave)}/{verb}").status_code == 403
    assert state_of(session, house.wave) == before
    assert actions(session) == []


@pytest.mark.parametrize("verb", ["stang", "rakna"])
def test_a_form_without_its_token_changes_nothing(
    investigator: FlaskClient, session: Session, house: House, verb: str
) -> None:
    assert investigator.post(f"{page_of(house.wave)}/{verb}").status_code == 400
    assert state_of(session, house.wave) == WaveState.OPEN


def test_closing_and_counting_show_in_the_state_and_in_the_audit_log(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    bring(session, house.wave, WaveState.OPEN, 6)
    assert "Mättillfället är stängt." in press(investigator, house.wave, "stang").text
    assert state_of(session, house.wave) == WaveState.CLOSED
    counted = press(investigator, house.wave, "rakna").text
    assert "Svaren är räknade och visas i resultatet." in counted
    assert "<h1>6 svar är räknade</h1>" in counted
    assert state_of(session, house.wave) == WaveState.SEALED
    entries = session.scalars(select(AuditEntry).filter_by(subject_kind="wave")).all()
    assert [entry.action for entry in entries] == ["wave_closed", "wave_sealed"]
    assert {entry.subject_id for entry in entries} == {str(house.wave.id)}
    assert all(entry.staff_id for entry in entries)


def test_what_somebody_else_has_done_meanwhile_is_said_on_the_page(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    assert "Stäng mättillfället innan" in press(investigator, house.wave, "rakna").text
    bring(session, house.wave, WaveState.CLOSED)
    assert "Mättillfället är redan stängt." in press(investigator, house.wave, "stang").text
    assert actions(session) == []


def test_counting_twice_counts_once(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    bring(session, house.wave, WaveState.CLOSED, 6)
    press(investigator, house.wave, "rakna")
    assert "Alla svar är redan räknade." in press(investigator, house.wave, "rakna").text
    assert actions(session) == ["wave_sealed"]
    assert (state_of(session, house.wave), house.wave.sealings) == (WaveState.SEALED, 1)


def test_a_few_late_answers_wait_and_the_page_says_why(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    bring(session, house.wave, WaveState.SEALED, 6)
    assert "/rakna" not in investigator.get(page_of(house.wave)).text
    respond(session, house.wave, LIMIT - 1)
    assert "4 svar är nya eller ändrade" in investigator.get(page_of(house.wave)).text
    refused = press(investigator, house.wave, "rakna").text
    assert "Vänta på fler svar:" in refused
    assert "<h1>6 svar är räknade</h1>" in refused
    assert actions(session) == []
    respond(session, house.wave, 1)
    assert "<h1>11 svar är räknade</h1>" in press(investigator, house.wave, "rakna").text


def test_the_number_of_answers_stays_when_the_answers_are_deleted(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    bring(session, house.wave, WaveState.SEALED, 6)
    delete_answers(session, house.wave)
    session.commit()
    assert "<h1>6 svar är räknade</h1>" in investigator.get(page_of(house.wave)).text


def test_a_wave_counted_empty_shows_no_late_answer_as_counted(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    bring(session, house.wave, WaveState.SEALED)
    respond(session, house.wave, 2)
    assert "<h1>0 svar är räknade</h1>" in investigator.get(page_of(house.wave)).text


def test_the_qr_code_is_a_picture_of_its_own_that_can_do_nothing(
    investigator: FlaskClient, house: House
) -> None:
    picture = investigator.get(f"{page_of(house.wave)}/qr.svg")
    assert picture.mimetype == "image/svg+xml"
    assert picture.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert ElementTree.fromstring(picture.data).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 -- our own picture


def test_a_wave_without_link_and_station_has_neither(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    wave = make_wave(session, house.wave.version, house.wave.unit, "papper", modes=[])
    session.commit()
    page = investigator.get(page_of(wave)).text
    assert "QR-kod" not in page
    assert "Pekskärmar" not in page
    assert investigator.get(f"{page_of(wave)}/qr.svg").status_code == 404


def test_a_retired_station_is_not_shown(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    old = make_station(session, house.wave.unit, "Gamla entrén")
    old.retired = True
    house.wave.stations.append(old)
    session.commit()
    page = investigator.get(page_of(house.wave)).text
    assert "Receptionen" in page
    assert "Gamla entrén" not in page


def test_names_are_shown_as_text_and_never_as_markup(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    wicked = "<script>alert(1)</script>"
    house.wave.unit.name = house.wave.stations[0].place = wicked
    house.wave.label = "<b>%(num)s"
    session.commit()
    for path in ("/", "/mattillfallen", page_of(house.wave)):
        page = investigator.get(path).text
        assert "<script>alert" not in page
        assert "<b>%" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_start_page_leads_to_what_waits_and_then_to_what_is_open(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    make_wave(session, house.wave.version, house.wave.unit, "2027")
    bring(session, house.wave, WaveState.CLOSED, 6)
    page = investigator.get("/").text
    assert f"<h1>”{TITLE}” väntar på att räknas</h1>" in page
    assert "<strong>6</strong>" in page
    assert f'href="{page_of(house.wave)}">Se mättillfället 2026</a>' in page
    assert f"”{TITLE}” är öppen" in page
    assert "Sista dagen är 31 mars." in page
    assert '<a href="/mattillfallen">Mättillfällen</a>' in page


def test_a_version_without_a_title_goes_by_the_code_of_its_survey(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    make_wave(session, make_bare_version(session, survey="bare-survey"), house.wave.unit)
    session.commit()
    assert "bare-survey" in investigator.get("/mattillfallen").text


def test_english_staff_read_english_titles_and_days(
    investigator: FlaskClient, house: House
) -> None:
    send(investigator, "/mitt-konto/sprak", language="en")
    page = investigator.get("/mattillfallen").text
    assert "What do you think of us?" in page
    assert "31, 2026" in page


def test_a_counted_wave_links_to_its_results_for_those_who_may_read_them(
    app: Flask, session: Session, house: House
) -> None:
    if "analysis.results" not in app.view_functions:
        view = requires(Permission.READ_RESULTS)(lambda survey: survey)
        app.add_url_rule("/resultat/<string:survey>", "analysis.results", view)
    bring(session, house.wave, WaveState.SEALED, 6)
    link = 'href="/resultat/user-survey?enhet=homeless"'
    for role, reads in ((Role.MANAGER, True), (Role.CASE_WORKER, False)):
        client = app.test_client()
        sign_in(client, role)
        assert (link in client.get(page_of(house.wave)).text) == reads
