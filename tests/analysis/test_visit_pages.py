"""The page of weeks: what it says, to whom, and what it never says."""

import csv
import re
from datetime import date
from io import StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from analysis.results.survey_results import Audience
from analysis.visits.index import VisitIndex, visit_index, visit_waves
from analysis.visits.sentences import finding, shift_of, week_name
from core.settings import Settings
from organisation.models import ClientCount, Role
from surveys.collection.models import Wave
from surveys.collection.waves import close_wave, seal_wave
from tests.analysis.visit_waves import OPENS, WEEK, count_week, press, visit_wave, weeks_of_presses
from tests.factories import make_unit, publish_instrument
from tests.organisation.people import form_token, make_staff, sign_in

PAGE = "/resultat/visit-satisfaction/veckor"
STEADY = [(27, 3), (28, 2), (26, 4), (27, 3), (29, 1), (25, 5), (27, 3)] * 2


@pytest.fixture
def wave(session: Session) -> Wave:
    """Fourteen usual weeks of 30 presses at one of two stations."""
    wave = visit_wave(session)
    make_staff(session, wave.unit)
    weeks_of_presses(session, wave, STEADY)
    session.commit()
    return wave


def index_of(app: Flask, session: Session, wave: Wave, settings: Settings) -> VisitIndex:
    """What colleagues may see."""
    with app.app_context():
        audience = Audience.inside(settings)
        [found] = visit_waves(session, wave.survey, wave.unit, audience)
        index = visit_index(session, wave.survey, found, audience)
    assert index
    return index


def page_of(client: FlaskClient) -> str:
    """The page as a signed-in colleague reads it, without the spaces of its source."""
    sign_in(client)
    return re.sub(r"\s+", " ", client.get(PAGE).text)


def test_the_heading_says_that_noise_is_noise(client: FlaskClient, wave: Wave) -> None:
    page = page_of(client)
    assert "<h1>Vecka 15 är inom det vanliga</h1>" in page
    assert "Index 90: 27 av 30 tryck. Det vanliga är 90." in page
    assert "Det här är tryck, inte personer. Samma person kan trycka flera gånger." in page
    assert "Räknat till och med 12 april 2026." in page


def test_a_week_that_chance_hardly_gives_is_told(
    client: FlaskClient, session: Session, wave: Wave
) -> None:
    press(session, wave, OPENS + 14 * WEEK, {3: 8, 4: 8, 1: 14})
    count_week(session, wave, 14)
    session.commit()
    page = page_of(client)
    assert "<h1>Vecka 16 är lägre än det vanliga, mer än slumpen brukar ge</h1>" in page
    assert "16 av 30" in page
    assert "v. 16: lägre" in page


def test_with_few_weeks_nothing_is_called_usual(client: FlaskClient, session: Session) -> None:
    wave = visit_wave(session)
    make_staff(session, wave.unit)
    weeks_of_presses(session, wave, [(379, 44)])
    session.commit()
    page = page_of(client)
    assert "Vecka 2: index 90. Det är för få veckor för att säga vad som är vanligt." in page
    assert "379 av 423" in page
    assert "Det vanliga är" not in page


def test_eight_weeks_on_one_side_are_told(app: Flask, session: Session, settings: Settings) -> None:
    wave = visit_wave(session)
    weeks_of_presses(session, wave, [(25, 5)] * 8 + [(29, 1)] * 8)
    index = index_of(app, session, wave, settings)
    assert finding(index).sv == "Vecka 17 är inom det vanliga"
    shift = shift_of(index)
    assert shift
    assert shift.sv.startswith("De 8 senaste veckorna ligger alla över det vanliga.")


def test_a_month_holds_whole_weeks_and_a_quiet_week_goes_with_the_next(
    app: Flask, session: Session, settings: Settings
) -> None:
    wave = visit_wave(session)
    weeks_of_presses(session, wave, [(20, 1), (20, 2), (3, 1), (20, 3), (20, 4), (11, 0)])
    index = index_of(app, session, wave, settings)
    weeks = [(one.first.isocalendar().week, one.share.n) for one in index.weeks]
    assert weeks == [(2, 21), (3, 22), (4, 27), (6, 24), (7, 11)]
    assert week_name(index.weeks[2]).sv == "Vecka 4–5"
    months = [(one.month.month, one.share.positive, one.share.n, one.whole) for one in index.months]
    assert months == [(1, 63, 70, True), (2, 31, 35, False)]
    assert index.total
    assert sum(one.share.n for one in index.weeks) == index.total.n


def test_stations_are_shown_of_the_whole_wave(client: FlaskClient, session: Session) -> None:
    wave = visit_wave(session)
    make_staff(session, wave.unit)
    weeks_of_presses(session, wave, STEADY[:3], each_station=True)
    session.commit()
    page = page_of(client)
    assert "Per pekskärm, till och med 25 januari 2026" in page
    assert page.count("81 av 90") == 2


def test_one_station_is_not_shown_by_itself(client: FlaskClient, wave: Wave) -> None:
    page = page_of(client)
    assert "Per pekskärm, till och med" not in page
    assert "Pekskärmarna visas var för sig när" in page


def test_the_public_sees_weeks_of_a_published_wave_only(
    client: FlaskClient, session: Session, wave: Wave
) -> None:
    assert client.get(PAGE).status_code == 303
    wave.published = True
    session.commit()
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "27 av 30" in page.text
    assert "Gruppens mejladress" not in page.text
    assert client.get(f"{PAGE}/hamta/csv").status_code == 200


def test_what_has_not_been_counted_is_nowhere(
    client: FlaskClient, session: Session, wave: Wave
) -> None:
    press(session, wave, OPENS + 14 * WEEK, {1: 17})
    session.commit()
    page = page_of(client)
    assert "Vecka 16" not in page
    assert "17" not in re.sub(
        r"v=[0-9a-f]+|\d{4}-\d\d-\d\d|17[–-]", "", client.get(f"{PAGE}/hamta/csv").text
    )


def test_presses_for_each_client_are_no_response_rate(
    client: FlaskClient, session: Session
) -> None:
    wave = visit_wave(session)
    make_staff(session, wave.unit)
    from_count = wave.opens
    session.add(
        ClientCount(unit_id=wave.unit_id, as_of=from_count, women=115, men=532, source="Registret")
    )
    session.flush()
    wave.clients_as_of = from_count
    weeks_of_presses(session, wave, [(379, 44)])
    session.commit()
    page = page_of(client)
    assert "Svar per klient: 0,65 (423 tryck, 647 klienter)." in page
    assert "svarsfrekvens" not in page.lower()


def test_the_table_to_take_away_has_the_weeks_and_says_what_they_are(
    client: FlaskClient, wave: Wave
) -> None:
    sign_in(client)
    text = client.get(f"{PAGE}/hamta/csv").data.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text), delimiter=";"))
    assert len(rows) == 14
    assert (rows[0]["Vecka"], rows[0]["Index"], rows[0]["Alla tryck"]) == ("Vecka 2", "90", "30")
    assert rows[0]["Första dagen"] == "2026-01-05"
    for form in ("png", "svg", "xlsx"):
        assert client.get(f"{PAGE}/hamta/{form}").status_code == 200
    assert client.get(f"{PAGE}/hamta/exe").status_code == 404


def test_a_closed_wave_counted_once_is_cut_in_weeks_too(
    app: Flask, session: Session, settings: Settings
) -> None:
    wave = visit_wave(session, each=None)
    for number in range(5):
        press(session, wave, OPENS + number * WEEK, {4: 12, 1: number % 2})
    close_wave(wave)
    seal_wave(session, wave, 5, date(2026, 12, 31))
    index = index_of(app, session, wave, settings)
    assert [one.share.n for one in index.weeks] == [12, 13, 12, 13, 12]


@pytest.mark.parametrize(
    "typed", ["", "x", "a@b", "a@b.se,c@d.se", "å@staden.se", "a@staden.se\nBcc: x@y.se", "x" * 300]
)
def test_a_strange_address_is_refused_and_stays_in_the_field(
    client: FlaskClient, wave: Wave, typed: str
) -> None:
    sign_in(client)
    token = form_token(client.get(PAGE))
    answer = client.post(f"{PAGE}/utskick", data={"email": typed, "csrf_token": token})
    assert answer.status_code == (422 if typed else 303)
    if typed:
        assert "Skriv en mejladress, till exempel enheten@staden.se." in answer.text


def test_only_the_investigator_says_who_gets_the_mail(
    client: FlaskClient, session: Session, wave: Wave
) -> None:
    make_staff(session, wave.unit, Role.MANAGER, "mia")
    other = make_unit(session, "elders")
    make_staff(session, other, Role.INVESTIGATOR, "elsa")
    session.commit()
    for name, status in (("mia", 403), ("elsa", 404)):
        sign_in(client, name)
        token = form_token(client.get("/mitt-konto"))
        data = {"email": "a@staden.se", "csrf_token": token}
        assert client.post(f"{PAGE}/utskick", data=data).status_code == status


def test_a_survey_of_more_questions_has_no_weeks(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session)
    publish_instrument(session, "user_survey")
    make_staff(session, unit)
    session.commit()
    sign_in(client)
    assert client.get("/resultat/user-survey/veckor").status_code in (403, 404)
