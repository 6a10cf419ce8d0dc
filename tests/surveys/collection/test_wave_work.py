"""Who may see, close and count a wave, and what happens then."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from organisation.access import Permission, requires
from organisation.models import AuditEntry, Role
from surveys.collection.responses import delete_answers
from surveys.collection.states import WaveState
from tests.organisation.people import make_staff, send, sign_in
from tests.surveys.collection.conftest import (
    LIMIT,
    House,
    actions,
    bring,
    page_of,
    press,
    respond,
    state_of,
)


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


def test_a_counted_wave_is_shown_to_everyone_and_taken_back(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    bring(session, house.wave, WaveState.SEALED, answers=LIMIT)
    page = page_of(house.wave)
    for everyone, words in (("1", "Nu kan alla se resultatet."), ("0", "Nu ser bara ni")):
        assert send(investigator, f"{page}/visa", everyone=everyone).status_code == 303
        assert words in investigator.get(page).text
        state_of(session, house.wave)
        assert house.wave.published is (everyone == "1")
    assert actions(session)[-2:] == ["wave_published", "wave_unpublished"]


def test_what_everyone_has_seen_changes_by_as_many_as_they_may_see(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    bring(session, house.wave, WaveState.SEALED, answers=20)
    page = page_of(house.wave)
    send(investigator, f"{page}/visa", everyone="1")
    send(investigator, f"{page}/visa", everyone="0")
    send(investigator, f"{page}/oppna-igen", closes_again="2026-03-31", reason="Brev kom sent.")
    respond(session, house.wave, LIMIT)
    send(investigator, f"{page}/stang")
    assert "Vänta på fler svar" in press(investigator, house.wave, "rakna").text
    assert state_of(session, house.wave) == WaveState.CLOSED
    respond(session, house.wave, LIMIT)
    press(investigator, house.wave, "rakna")
    assert state_of(session, house.wave) == WaveState.SEALED


def test_a_wave_that_is_not_counted_is_not_shown_to_everyone(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    send(investigator, f"{page_of(house.wave)}/visa", everyone="1")
    assert "Räkna svaren innan du visar dem." in investigator.get(page_of(house.wave)).text
    state_of(session, house.wave)
    assert house.wave.published is False
