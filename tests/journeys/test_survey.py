"""The survey from the first tap to the stored answers: at a station, on a phone, with keys alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.codes import Missing
from surveys.collection.models import SurveyResponse, Wave
from tests.factories import addresses, open_survey
from tests.journeys.respondent import (
    KIOSK,
    PHONE,
    choose,
    send,
    step,
    stored,
    traces,
    turn,
    until_ready,
    walk,
)

ASKED = 15


@pytest.fixture
def survey(live_session: Session) -> Wave:
    """The user survey, open."""
    return open_survey(live_session)


@pytest.fixture
def touch_screen(browser: Browser, live_server: str) -> Iterator[Page]:
    """A station's screen that is touched."""
    context = browser.new_context(base_url=live_server, viewport=KIOSK, has_touch=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser, live_server: str) -> Iterator[Page]:
    """A phone of 360 pixels."""
    context = browser.new_context(
        base_url=live_server, viewport=PHONE, has_touch=True, is_mobile=True
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_a_client_taps_through_the_survey_at_a_station(
    touch_screen: Page, survey: Wave, live_session: Session, language: str
) -> None:
    page, taps = touch_screen, 0
    page.goto(addresses(survey)[1])
    if language != "sv":
        page.tap(f".languages [value={language}]")
        page.wait_for_selector(f"html[lang={language}]")
    page.tap("[data-next]")
    while step(page) != "finish":
        # Not twice at one place, or the second touch is half of a double tap.
        page.locator("fieldset:visible .choice input").nth(taps % 3).tap()
        taps += 1
    page.tap("[data-send]")
    page.wait_for_url(f"**/tack?lang={language}")
    assert page.get_attribute("html", "dir") == ("ltr" if language == "sv" else "rtl")
    assert taps == ASKED
    (codes,) = stored(live_session)
    assert [codes[item] for item in ("treatment", "listening", "understanding")] == [4, 3, 2]
    assert codes["overall"] == 2
    assert Missing.SKIPPED not in codes.values()
    response = live_session.scalars(select(SurveyResponse)).one()
    assert (response.language, response.mode, response.gender) == (language, "kiosk", 1)


def test_keys_alone_fill_in_the_survey_at_a_station(
    page: Page, survey: Wave, live_session: Session
) -> None:
    page.goto(addresses(survey)[1])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("[data-next]")
    page.keyboard.press("Enter")
    assert step(page) == "treatment"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert (step(page), traces(page)) == ("treatment", ["q-treatment=4"])
    page.keyboard.press("ArrowDown")
    assert (step(page), traces(page)) == ("treatment", ["q-treatment=3"])
    page.focus("[data-next]")
    page.keyboard.press("Space")
    assert step(page) == "listening"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    assert step(page) == "understanding"
    walk(page, "finish")
    page.focus("[data-send]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tack?lang=sv")
    (codes,) = stored(live_session)
    assert (codes["treatment"], codes["listening"], codes["overall"]) == (3, 4, Missing.SKIPPED)


def test_a_double_tap_neither_answers_the_next_question_nor_sends(
    touch_screen: Page, survey: Wave, live_session: Session
) -> None:
    page = touch_screen
    page.goto(addresses(survey)[1])
    page.tap("[data-next]")
    page.dblclick("#q-treatment [value='4']")
    assert (step(page), traces(page)) == ("listening", ["q-treatment=4"])
    box = page.locator("fieldset:visible .choice").nth(1).bounding_box()
    assert box
    for _ in range(2):
        page.touchscreen.tap(box["x"] + 50, box["y"] + 50)
    page.wait_for_timeout(100)
    assert (step(page), traces(page)) == ("understanding", ["q-treatment=4", "q-listening=3"])
    walk(page, "who_answered")
    page.dblclick("[data-next]")
    page.wait_for_timeout(100)
    assert step(page) == "finish"
    assert stored(live_session) == []


def test_on_a_phone_nothing_goes_on_by_itself_and_back_means_the_question_before(
    phone: Page, survey: Wave, live_session: Session
) -> None:
    page = phone
    page.goto(addresses(survey)[0])
    page.tap("[data-next]")
    page.tap("#q-treatment [value='4']")
    assert step(page) == "treatment"
    page.tap("[data-next]")
    page.tap("#q-listening [value='2']")
    page.tap("[data-next]")
    turn(page, "back")
    assert (step(page), page.is_checked("#q-listening [value='2']")) == ("listening", True)
    turn(page, "forward")
    assert step(page) == "understanding"
    page.tap(".unless-start summary")
    page.tap(".unless-start [value=ar]")
    page.wait_for_selector("html[lang=ar]")
    assert (step(page), traces(page)) == ("understanding", ["q-treatment=4", "q-listening=2"])
    turn(page, "back")
    assert (step(page), page.is_checked("#q-listening [value='2']")) == ("listening", True)
    assert page.get_attribute("html", "lang") == "ar"
    page.tap("[data-back]")
    page.wait_for_selector("#q-treatment:visible")
    send(page)
    (codes,) = stored(live_session)
    assert (codes["treatment"], codes["listening"], codes["overall"]) == (4, 2, Missing.SKIPPED)


@pytest.mark.parametrize("scripts", [True, False])
def test_one_question_takes_one_tap(
    browser: Browser, live_server: str, live_session: Session, scripts: bool
) -> None:
    wave = open_survey(live_session, "visit_satisfaction")
    context = browser.new_context(
        base_url=live_server, has_touch=True, java_script_enabled=scripts, viewport=KIOSK
    )
    page = context.new_page()
    for number, address in enumerate(addresses(wave), 1):
        page.goto(address)
        page.locator(".choice").nth(1).tap()
        page.wait_for_url("**/tack?lang=sv")
        assert [response["visit"] for response in stored(live_session)] == [3] * number
    context.close()


@pytest.mark.parametrize("place", [0, 1])
def test_answers_wait_for_the_network_and_are_stored_once(
    page: Page, context: BrowserContext, survey: Wave, live_session: Session, place: int
) -> None:
    page.goto(addresses(survey)[place])
    walk(page, "treatment")
    choose(page, "treatment", 4)
    walk(page, "finish")
    context.set_offline(True)
    page.click("[data-send]")
    page.wait_for_selector("[data-not-sent]:visible")
    assert traces(page) == ["q-treatment=4"]
    context.set_offline(False)

    def lose(route: Route) -> None:
        """The server has the answers; its receipt gets lost on the way."""
        route.fetch(max_redirects=0)
        route.abort()

    page.route(page.url, lose)
    page.click("[data-send]")
    page.wait_for_timeout(300)
    page.wait_for_selector("[data-not-sent]:visible")
    assert len(stored(live_session)) == 1
    page.unroute(page.url)
    page.click("[data-send]")
    page.wait_for_url("**/tack?lang=sv")
    assert [response["treatment"] for response in stored(live_session)] == [4]


def test_thanks_at_a_station_go_back_to_the_start_by_themselves(
    page: Page, survey: Wave, live_session: Session
) -> None:
    start = addresses(survey)[1]

    def hurry(route: Route) -> None:
        """Let the eight seconds pass in one."""
        answer = route.fetch()
        assert answer.headers["refresh"] == f"8; url={start}"
        hurried = answer.headers | {"refresh": f"1; url={start}"}
        route.fulfill(response=answer, headers=hurried)

    page.route("**/tack", hurry)
    page.goto(f"{start}/tack")
    page.wait_for_url(f"**{start}")
    until_ready(page)
    page.unroute("**/tack")
    walk(page, "treatment")
    choose(page, "treatment", 4)
    survey.closes = survey.opens
    live_session.commit()
    send(page)
    assert page.is_visible("main")
    page.goto(start)
    assert page.locator("form [name=submission]").count() == 0, "the survey is closed"
    assert len(stored(live_session)) == 1
