"""Who has no code learns nothing, and the next person finds nothing of an answer."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy.orm import Session

from core.rate_limits import Tries
from feedback.cases.codes import STATION_RULE, WEB_RULE
from feedback.cases.states import CaseState
from organisation.models import Station, Unit
from tests.factories import make_station, make_unit
from tests.feedback.factories import CODE
from tests.feedback.intake.answer_desk import ANSWER, HIDDEN, SAID, WEB, a_case, read, use
from tests.journeys.respondent import KIOSK, turn
from tests.organisation.people import SAME_SITE

pytestmark = pytest.mark.pages

OTHER_CODE = "111122223333"
HOUR = datetime(2026, 3, 12, 9, tzinfo=UTC)


def test_every_wrong_code_gets_the_same_text(
    app: Flask, client: FlaskClient, session: Session, unit: Unit
) -> None:
    a_case(app, session, unit, CaseState.ANSWERED)
    a_case(app, session, unit, CaseState.ANONYMISED, code=OTHER_CODE)
    for code in (OTHER_CODE, "", "1", "x" * 999, "4821 7730 1957", "\x00", f"{CODE} 1", "½" * 12):
        page = read(client, code)
        assert page.status_code == 422
        assert "Vi hittar inget med den koden. Skriv koden igen." in page.text
        assert SAID not in page.text


@pytest.mark.parametrize("at_station", [False, True])
def test_after_too_many_wrong_codes_a_page_that_keeps_nothing_says_to_wait(
    app: Flask,
    client: FlaskClient,
    session: Session,
    unit: Unit,
    station: Station,
    at_station: bool,
) -> None:
    a_case(app, session, unit, CaseState.ANSWERED)
    path = f"/kiosk/{station.address}/mitt-svar" if at_station else WEB
    rule = STATION_RULE if at_station else WEB_RULE
    key = f"case-code:{station.id if at_station else 'web'}"
    full = Tries(key=key, count=rule.free, since=HOUR, last=HOUR)
    session.add(full)
    session.commit()
    page = read(client, CODE, path)
    assert page.status_code == 429
    assert CODE not in page.text
    assert ANSWER not in page.text


@pytest.mark.parametrize("at_station", [False, True])
def test_what_was_read_is_worth_nothing_when_the_visit_has_ended(
    app: Flask,
    client: FlaskClient,
    session: Session,
    unit: Unit,
    station: Station,
    at_station: bool,
) -> None:
    a_case(app, session, unit, CaseState.ANSWERED)
    path = f"/kiosk/{station.address}/mitt-svar" if at_station else WEB
    form = client.get(path)
    page = use(client, form, path, do="read", code=CODE)
    assert ANSWER in page.text
    assert CODE not in page.text
    ended = use(client, page, path, do="over")
    home = f"/kiosk/{station.address}" if at_station else WEB
    assert (ended.status_code, ended.location) == (303, home)
    for old in (form, page):
        again = use(client, old, path, do="read", code=CODE)
        assert (again.status_code, again.location) == (303, path)
    assert use(client, page, path, do="opinion-no").status_code == 303


def test_who_comes_to_a_station_begins_anew(
    app: Flask, client: FlaskClient, session: Session, unit: Unit, station: Station
) -> None:
    a_case(app, session, unit, CaseState.ANSWERED)
    path = f"/kiosk/{station.address}/mitt-svar"
    left = read(client, CODE, path)
    client.get(path)
    assert use(client, left, path, do="opinion-no").status_code == 303


def test_a_pass_that_is_none_opens_nothing(client: FlaskClient) -> None:
    for sealed in ("", "x", "00", "ab" * 60, "\x00"):
        assert use(client, client.get(WEB), **{"pass": sealed}).status_code == 303


def test_a_pass_opens_its_own_case_in_its_own_visit_only(
    app: Flask, client: FlaskClient, session: Session, unit: Unit
) -> None:
    a_case(app, session, unit, CaseState.ANSWERED)
    sealed = dict(HIDDEN.findall(read(client).text))["pass"]
    stranger = app.test_client()
    page = stranger.get(WEB)
    assert use(stranger, page, **{"pass": sealed}).status_code == 303


def test_an_unknown_station_is_not_found(client: FlaskClient) -> None:
    assert client.get("/kiosk/okand/mitt-svar").status_code == 404
    assert client.post("/kiosk/okand/mitt-svar", headers=SAME_SITE).status_code == 404


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def device(
    request: pytest.FixtureRequest, browser: Browser, live_server: str
) -> Iterator[BrowserContext]:
    """A station's browser."""
    scripts = request.param == "with JavaScript"
    context = browser.new_context(base_url=live_server, viewport=KIOSK, java_script_enabled=scripts)
    yield context
    context.close()


def type_code(page: Page) -> None:
    """On the number pad where it is shown, otherwise in the field."""
    if not page.locator("[data-keypad]").is_visible():
        page.fill("#code", CODE)
        return
    for digit in "99":
        page.click(f"[data-key='{digit}']")
    for _time in range(2):
        page.click("[data-key='']")
    for digit in CODE:
        page.click(f"[data-key='{digit}']")
    assert page.input_value("#code") == "4821 7730 1956"


def test_the_next_person_at_a_station_finds_no_answer(
    device: BrowserContext, live_app: Flask, live_session: Session
) -> None:
    unit = make_unit(live_session)
    path = f"/kiosk/{make_station(live_session, unit).address}/mitt-svar"
    a_case(live_app, live_session, unit, CaseState.ANSWERED)
    page = device.new_page()
    page.goto(path)
    type_code(page)
    page.click(".bottom-bar [value=read]")
    page.wait_for_selector(".said")
    assert ANSWER in page.content()
    page.click(".bottom-bar [value=over]")
    page.wait_for_selector(".said", state="detached")
    for way in ("back", "reload", "back", "reload", "forward"):
        turn(page, way)
        assert ANSWER not in page.content()
        assert page.locator("#code").count() == 0 or page.input_value("#code") == ""
