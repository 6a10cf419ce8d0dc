"""What the staff's pages of waves show."""

from datetime import UTC, datetime
from xml.etree import ElementTree

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from organisation.models import Role
from surveys.collection.states import WaveState
from surveys.collection.waves import seal_wave
from tests.conftest import FixedClock
from tests.factories import (
    make_bare_version,
    make_station,
    make_wave,
)
from tests.organisation.people import make_staff, send, sign_in
from tests.surveys.collection.conftest import (
    LIMIT,
    House,
    bring,
    page_of,
)

TITLE = "Vad tycker du om oss?"


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
    assert "Påhittade svar" in investigator.get(page_of(house.wave)).text
    assert "Svaren är påhittade." in investigator.get("/").text


def test_no_wave_yet_says_what_to_do(client: FlaskClient, session: Session, house: House) -> None:
    make_staff(session, house.other, Role.CASE_WORKER, "elsa")
    session.commit()
    sign_in(client, "elsa")
    page = client.get("/mattillfallen").text
    assert "Be utredningssekreteraren att starta ett" in page
    assert TITLE not in page


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
    assert "Mar 2026" in page
