"""What is settled before a view is stored: numbers, programs, floods; and the address as a setting."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import SettingsError
from core.rate_limits import Tries
from core.settings import Settings
from feedback.intake.personal_numbers import TAKEN_OUT
from feedback.intake.view_limits import STATION_RULE, WEB_RULE
from organisation.models import Station
from tests.conftest import FixedClock
from tests.feedback.intake.view_desk import COMPLAINT, WEB, WORDS, Desk, cases
from wsgi import create_app

pytestmark = pytest.mark.pages

NUMBER = "811228-9874"


@pytest.mark.parametrize(
    ("do", "kept"), [("anyway", f"Jag är {NUMBER}."), ("remove", f"Jag är {TAKEN_OUT}.")]
)
def test_what_looks_like_a_personal_number_is_asked_about_before_anything_is_stored(
    desk: Desk, session: Session, do: str, kept: str
) -> None:
    text = f"Jag är {NUMBER}."
    page = desk.send(text=text)
    assert page.status_code == 422
    assert f"<b>{NUMBER}</b>" in page.text
    assert text in page.text
    assert cases(session) == []
    desk.see(page)
    assert desk.post(do, kind="complaint", text=text).status_code == 200
    (case,) = cases(session)
    assert [one.text for one in case.texts] == [kept]


def test_a_form_sent_too_quickly_asks_for_one_more_press_and_loses_nothing(
    desk: Desk, session: Session
) -> None:
    desk.open()
    desk.clock.instant -= timedelta(seconds=10)
    page = desk.post(**COMPLAINT)
    assert page.status_code == 422
    assert "Tryck på Skicka en gång till." in page.text
    assert WORDS in page.text
    assert cases(session) == []
    desk.see(page)
    desk.clock.instant += timedelta(seconds=10)
    assert desk.post(**COMPLAINT).status_code == 200


@pytest.mark.parametrize("wrong", [{"opened": ""}, {"code": "12"}, {"website": "http://x.se"}])
def test_who_fills_in_what_no_person_sees_is_asked_too(
    desk: Desk, session: Session, wrong: dict[str, str]
) -> None:
    page = desk.send(**wrong)
    assert page.status_code == 422
    assert cases(session) == []
    desk.see(page)
    desk.clock.instant += timedelta(seconds=10)
    assert desk.post(**COMPLAINT).status_code == 200


def _use_up(session: Session, key: str, count: int, clock: FixedClock) -> None:
    hour = clock.now().replace(minute=0, second=0)
    session.add(Tries(key=key, count=count, since=hour, last=hour))
    session.commit()


def test_a_flood_is_stopped_with_the_words_kept_and_the_stations_stay_open(
    desk: Desk, kiosk: Desk, session: Session, client: FlaskClient
) -> None:
    _use_up(session, "view:web", WEB_RULE.free, desk.clock)
    page = desk.send()
    assert page.status_code == 429
    assert "prata med receptionen" in page.text
    assert WORDS in page.text
    assert cases(session) == []
    assert kiosk.send().status_code == 200
    desk.clock.instant += timedelta(hours=1)
    assert desk.send().status_code == 200


def test_a_station_has_a_limit_of_its_own_and_no_finer_time_is_kept_than_the_hour(
    kiosk: Desk, session: Session, station: Station
) -> None:
    assert kiosk.send().status_code == 200
    session.rollback()
    for tries in session.scalars(select(Tries)):
        assert (tries.last.minute, tries.last.second) == (0, 0)
        tries.count = STATION_RULE.free if tries.key.endswith(str(station.id)) else tries.count
    session.commit()
    assert kiosk.send().status_code == 429


@pytest.mark.parametrize("path", ["/logga-in", "/enheter", "/mitt-svar"])
def test_the_address_is_a_setting_and_cannot_be_another_pages(
    settings: Settings, path: str
) -> None:
    moved = create_app(settings.model_copy(update={"feedback_path": "/sag-till"}))
    assert moved.test_client().get("/sag-till").status_code == 200
    assert moved.test_client().get(WEB).status_code == 404
    with pytest.raises(SettingsError, match="SYNPUNKT_FEEDBACK_PATH"):
        create_app(settings.model_copy(update={"feedback_path": path}))


@pytest.mark.parametrize("path", ["tyck-till", "/Tyck", "/å", "/a/b", "/", "/a?b", "/" + "a" * 60])
def test_an_address_that_is_no_word_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="feedback_path"):
        Settings(feedback_path=path)
