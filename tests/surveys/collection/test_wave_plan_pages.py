"""Opening a wave, making it longer, and opening it again, on pages."""

from collections.abc import Mapping
from datetime import date

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core.codes import Mode
from organisation.models import AuditEntry, ClientCount, Role
from surveys.collection.models import SurveyResponse, Wave, WaveReopening
from surveys.collection.states import WaveState
from tests.factories import make_station, make_unit
from tests.organisation.people import form_token, make_staff, sign_in
from tests.surveys.collection.conftest import (
    House,
    actions,
    bring,
    page_of,
    press,
    respond,
    state_of,
)

NEW = "/mattillfallen/nytt?enkat=user-survey&enhet=homeless"
GOOD = {
    "version": "1",
    "label": "Vår 2026",
    "opens": "2026-03-12",
    "closes": "2026-04-30",
    "modes": ["link", "telephone"],
    "clients": "",
}
REASON = "Greta Larsson fick inget brev"


def post(client: FlaskClient, address: str, fields: Mapping[str, object]) -> TestResponse:
    """Send a form of staff with its token."""
    token = form_token(client.get("/mitt-konto"))
    return client.post(address, data={**fields, "csrf_token": token})


def waves(session: Session) -> int:
    """How many waves there are."""
    number = session.scalar(select(func.count()).select_from(Wave))
    session.commit()
    return number or 0


def test_a_wave_is_opened_with_everything_that_was_chosen(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    session.add(
        ClientCount(
            unit_id=house.wave.unit_id, as_of=date(2026, 1, 1), women=115, men=532, source="x"
        )
    )
    session.commit()
    station = house.wave.stations[0]
    sent = GOOD | {"modes": ["kiosk", "link"], "stations": str(station.id), "clients": "2026-01-01"}
    opened = post(investigator, NEW, sent)
    assert opened.status_code == 303
    page = investigator.get(opened.location).text
    assert "Mättillfället är startat." in page
    wave = session.scalars(select(Wave).filter_by(label="Vår 2026")).one()
    assert (wave.opens, wave.closes) == (date(2026, 3, 12), date(2026, 4, 30))
    assert {mode.mode for mode in wave.modes} == {Mode.KIOSK, Mode.LINK}
    assert [one.id for one in wave.stations] == [station.id]
    assert wave.clients_as_of == date(2026, 1, 1)
    assert wave.code
    assert not wave.simulated
    assert f"/enkat/{wave.code}" in page
    assert actions(session) == ["wave_opened"]


def test_first_the_survey_and_the_unit_are_chosen(investigator: FlaskClient, house: House) -> None:
    page = investigator.get("/mattillfallen/nytt?enkat=user-survey").text
    assert '<option value="user-survey" selected>Vad tycker du om oss?</option>' in page
    assert '<option value="homeless">Enheten homeless</option>' in page
    assert "elders" not in page, "units that the person does not manage are not offered"
    assert "/mattillfallen/nytt?enkat=user-survey" in investigator.get("/enkater/user-survey").text
    assert "/mattillfallen/nytt" in investigator.get("/mattillfallen").text


@pytest.mark.parametrize(
    ("changes", "field", "text"),
    [
        ({"label": " "}, "label", "Skriv vad mättillfället ska heta."),
        ({"label": "x" * 41}, "label", "Texten är för lång. Skriv högst 40 tecken."),
        ({"label": "2026"}, "label", "Det finns redan ett mättillfälle som heter så."),
        ({"opens": "12 mars"}, "opens", "Skriv en dag så här: 2026-01-31."),
        ({"closes": "20260430"}, "closes", "Skriv en dag så här: 2026-01-31."),
        ({"closes": "2026-03-11"}, "closes", "Den sista dagen kommer före den första."),
        ({"closes": "2027-03-12"}, "closes", "Det är mer än ett år från den första dagen."),
        ({"opens": "2026-03-01", "closes": "2026-03-11"}, "closes", "Den dagen har varit."),
        ({"modes": []}, "modes", "Välj minst ett svarssätt."),
        ({"modes": ["fax"]}, "modes", "Välj minst ett svarssätt."),
        ({"modes": ["kiosk"]}, "stations", "Välj minst en pekskärm."),
        ({"stations": "1"}, "stations", "Välj svarssättet Pekskärm också"),
        ({"modes": ["kiosk"], "stations": "999"}, "stations", "Välj bland pekskärmarna i listan."),
        ({"version": "7"}, "version", "Välj något i listan."),
        ({"clients": "2026-01-01"}, "clients", "Välj något i listan."),
        (
            {"modes": ["kiosk"], "stations": "1", "once_per_person": "1"},
            "once_per_person",
            "Vid en pekskärm kan en person svara flera gånger.",
        ),
    ],
)
def test_what_cannot_stand_is_said_at_the_field_and_nothing_is_lost(
    investigator: FlaskClient,
    session: Session,
    house: House,
    changes: dict[str, object],
    field: str,
    text: str,
) -> None:
    sent = {**GOOD, **changes}
    page = post(investigator, NEW, sent)
    assert page.status_code == 422
    assert f'<li><a href="#{field}">{text}' in page.text
    assert f'id="{field}' in page.text
    assert waves(session) == 1
    for name in ("opens", "closes"):
        assert f'value="{sent[name]}" id="{name}"' in page.text
    if "telephone" in sent["modes"]:  # type: ignore[operator]  # a list, here.
        assert 'value="telephone" checked' in page.text
    assert actions(session) == []


def test_answers_collected_on_paper_may_get_their_wave_afterwards(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    sent = GOOD | {"modes": ["paper"], "opens": "2019-04-01", "closes": "2019-04-30"}
    assert post(investigator, NEW, sent).status_code == 303


def test_a_station_of_another_unit_cannot_be_taken(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    below = make_unit(session, "section", house.wave.unit)
    own, foreign = make_station(session, below), make_station(session, house.other, "Annan")
    session.commit()
    page = investigator.get(NEW).text
    assert f'value="{own.id}"' in page
    assert "Annan" not in page
    sent = GOOD | {"modes": ["kiosk"], "stations": str(foreign.id)}
    assert post(investigator, NEW, sent).status_code == 422


def test_nobody_opens_a_wave_in_another_unit_or_without_the_right(
    client: FlaskClient, session: Session, house: House
) -> None:
    sign_in(client, Role.INVESTIGATOR)
    elsewhere = NEW.replace("homeless", "elders")
    assert client.get(elsewhere).status_code == 404
    assert post(client, elsewhere, GOOD).status_code == 404
    both = [(Role.INVESTIGATOR, house.other), (Role.MANAGER, house.wave.unit)]
    make_staff(session, house.other, user_name="elsa", roles=both)
    session.commit()
    sign_in(client, "elsa")
    assert client.get(NEW).status_code == 403
    assert post(client, NEW, GOOD).status_code == 403
    for verb in ("forlang", "oppna-igen", "behall"):
        assert post(client, f"{page_of(house.wave)}/{verb}", {}).status_code == 403
    assert waves(session) == 1


def test_an_open_wave_gets_a_later_last_day(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    address = f"{page_of(house.wave)}/forlang"
    early = post(investigator, address, {"closes": "2026-03-31"})
    assert early.status_code == 422
    assert "Välj en senare dag än den som gäller nu." in early.text
    assert 'value="2026-03-31"' in early.text
    assert post(investigator, address, {"closes": "2026-04-15"}).status_code == 303
    assert "Sista dagen är nu 15 april." in investigator.get(page_of(house.wave)).text
    session.refresh(house.wave)
    assert house.wave.closes == date(2026, 4, 15)
    assert actions(session) == ["wave_extended"]
    bring(session, house.wave, WaveState.CLOSED)
    post(investigator, address, {"closes": "2026-04-30"})
    assert "Öppna det igen i stället." in investigator.get(page_of(house.wave)).text


def test_a_counted_wave_is_opened_again_with_a_reason_and_its_figures_stay(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    bring(session, house.wave, WaveState.SEALED, 6)
    address = f"{page_of(house.wave)}/oppna-igen"
    refused = post(investigator, address, {"closes_again": "2026-03-11", "reason": REASON})
    assert refused.status_code == 422
    assert "Den dagen har varit." in refused.text
    assert f'value="{REASON}"' in refused.text
    empty = post(investigator, address, {"closes_again": "2026-03-31", "reason": " \n "})
    assert "Skriv varför det öppnas igen." in empty.text
    sent = {"closes_again": "2026-03-31", "reason": REASON}
    assert post(investigator, address, sent).status_code == 303
    assert state_of(session, house.wave) == WaveState.OPEN
    page = investigator.get(page_of(house.wave)).text
    assert REASON in page
    assert "(Investigator)" in page
    respond(session, house.wave, 2)
    page = investigator.get(page_of(house.wave)).text
    assert "<h1>8 har svarat</h1>" in page
    assert "<dt>Räknade svar</dt><dd>6</dd><dt>Nya svar</dt><dd>2</dd>" in page


def test_the_reason_is_kept_with_the_wave_and_never_in_the_audit_log(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    bring(session, house.wave, WaveState.CLOSED)
    sent = {"closes_again": "2026-03-31", "reason": REASON}
    post(investigator, f"{page_of(house.wave)}/oppna-igen", sent)
    kept = session.scalars(select(WaveReopening)).one()
    assert (kept.number, kept.day, kept.reason) == (1, date(2026, 3, 12), REASON)
    entry = session.scalars(select(AuditEntry).filter_by(subject_kind="wave")).one()
    assert (entry.action, entry.subject_id) == ("wave_reopened", str(house.wave.id))
    assert entry.staff_id == kept.staff_id


def test_too_few_new_answers_can_be_left_until_the_next_time(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    bring(session, house.wave, WaveState.SEALED, 6)
    sent = {"closes_again": "2026-03-31", "reason": REASON}
    post(investigator, f"{page_of(house.wave)}/oppna-igen", sent)
    respond(session, house.wave, 1)
    assert "Mättillfället är stängt." in press(investigator, house.wave, "stang").text
    assert "Vänta på fler svar:" in press(investigator, house.wave, "rakna").text
    assert state_of(session, house.wave) == WaveState.CLOSED
    left = press(investigator, house.wave, "behall").text
    assert "<h1>6 svar är räknade</h1>" in left
    assert "Ett svar är nytt eller ändrat" in left
    assert session.scalar(select(func.count()).select_from(SurveyResponse)) == 7
    assert actions(session) == ["wave_reopened", "wave_closed", "wave_left_as_counted"]


wild = st.text(max_size=60) | st.sampled_from(
    ["2026-03-20", "9999-12-31", "0001-01-01", "٢٠٢٦-٠٣-٢٠", "1", "-1", "kiosk", "\x00", "\ud800"]
)
fields = st.dictionaries(
    st.sampled_from(
        ["version", "label", "opens", "closes", "modes", "stations", "clients",
         "once_per_person", "closes_again", "reason"]
    ),
    st.lists(wild, max_size=3),
)  # fmt: skip


@pytest.mark.thorough
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(sent=fields, address=st.sampled_from(["nytt", "forlang", "oppna-igen"]))
def test_no_form_whatever_it_holds_ends_in_an_error_of_ours(
    investigator: FlaskClient, house: House, sent: dict[str, list[str]], address: str
) -> None:
    whole = {
        name: [value.encode("utf-8", "surrogatepass") for value in values]
        for name, values in sent.items()
    }
    path = NEW if address == "nytt" else f"{page_of(house.wave)}/{address}"
    assert post(investigator, path, {**whole}).status_code in (303, 422)
    assert investigator.get(page_of(house.wave)).status_code == 200
