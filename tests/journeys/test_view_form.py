"""Leaving a view in a browser: at home with and without scripts, at a station with its own keyboard."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.cases.models import Case
from organisation.models import Station
from tests.conftest import FixedClock
from tests.factories import make_station, make_unit
from tests.journeys.respondent import kept_by_the_browser, traces, turn

WORDS = "Jag fick vänta länge."
ARABIC = "انتظرت"
TALL = ViewportSize(width=1080, height=1920)


@pytest.fixture
def station(live_session: Session) -> Station:
    """A station without a survey."""
    station = make_station(live_session, make_unit(live_session))
    live_session.commit()
    return station


@pytest.fixture
def screen(browser: Browser, live_server: str, station: Station) -> Iterator[Page]:
    """The station's screen, which is touched."""
    context = browser.new_context(base_url=live_server, viewport=TALL, has_touch=True)
    page = context.new_page()
    page.goto(f"/kiosk/{station.address}")
    yield page
    context.close()


def send(page: Page, clock: FixedClock) -> str:
    """Send what was typed in ten seconds; gives the code."""
    clock.instant += timedelta(seconds=10)
    page.click("[data-send]")
    page.wait_for_selector(".code")
    return "".join(page.inner_text(".code").split())


def stored(session: Session) -> list[tuple[str, str, list[str]]]:
    """Channel, language and words of everything that is stored."""
    session.rollback()
    found = [
        (case.channel, case.language, [text.text for text in case.texts])
        for case in session.scalars(select(Case))
    ]
    session.rollback()
    return found


@pytest.mark.parametrize("scripts", [True, False])
def test_somebody_at_home_changes_language_sends_and_gets_a_code(
    browser: Browser, live_server: str, live_session: Session, clock: FixedClock, scripts: bool
) -> None:
    context = browser.new_context(base_url=live_server, java_script_enabled=scripts)
    page = context.new_page()
    page.goto("/tyck-till")
    given = page.input_value("[name=code]")
    page.check("[name=kind][value=complaint]")
    page.fill("#text", WORDS)
    assert not page.is_visible("#phone")
    page.check("[name=way][value=phone]")
    page.fill("#phone", "070-123 45 67")
    page.click(".languages [value=en]")
    page.wait_for_selector("html[lang=en]")
    assert (page.input_value("#text"), page.input_value("#phone")) == (WORDS, "070-123 45 67")
    shown = send(page, clock)
    assert len(shown) == 12
    assert (shown == given) == (not scripts)
    assert stored(live_session) == [("web", "en", [WORDS])]
    page.click("[value=over]")
    page.wait_for_selector("#text")
    for way in ("back", "reload", "back", "forward"):
        turn(page, way)
        assert WORDS not in page.content()
        assert page.locator(".code").count() == 0
    assert len(stored(live_session)) == 1
    context.close()


def type_keys(page: Page, words: str) -> None:
    """Touch a key for each sign."""
    for sign in words:
        page.locator(".key", has_text=sign).and_(page.locator(f'[data-letter="{sign}"]')).tap()


def test_at_a_station_somebody_writes_arabic_with_the_keys_on_the_screen(
    screen: Page, live_session: Session, station: Station, clock: FixedClock
) -> None:
    page = screen
    page.tap("text=Tyck till")
    page.tap(".languages [value=ar]")
    page.wait_for_selector("html[lang=ar]")
    page.locator("[name=kind]").first.tap()
    type_keys(page, ARABIC + "خ")
    page.locator(".keyboard .wide").nth(1).tap()
    assert page.input_value("#text") == ARABIC
    sizes = page.locator(".key").evaluate_all(
        "all => all.map(key => Math.min(key.offsetWidth, key.offsetHeight))"
    )
    assert min(sizes) >= 64
    send(page, clock)
    assert stored(live_session) == [("kiosk", "ar", [ARABIC])]
    page.tap("[value=over]")
    page.wait_for_url(f"**/kiosk/{station.address}")
    for way in ("back", "reload", "back", "reload", "back", "forward", "forward", "reload"):
        turn(page, way)
        assert page.locator(".code").count() == 0
        assert ARABIC not in page.content()
    assert len(stored(live_session)) == 1


def test_the_keyboard_is_worked_with_keys_alone_and_begins_sentences_with_a_capital(
    screen: Page,
) -> None:
    page = screen
    page.tap("text=Tyck till")
    page.wait_for_selector(".key")
    for letter in "ö", "l":
        page.focus(f'[data-letter="{letter}"]')
        page.keyboard.press("Space")
    page.focus(".key.space")
    page.keyboard.press("Enter")
    page.focus(".other")
    page.keyboard.press("Space")
    page.focus('[data-letter="7"]')
    page.keyboard.press("Space")
    assert page.input_value("#text") == "Öl 7"
    assert page.evaluate("document.activeElement.dataset.letter") == "7"


def test_the_code_leaves_an_empty_station_and_so_do_words(
    screen: Page, station: Station, clock: FixedClock
) -> None:
    page = screen
    page.clock.install()
    path = f"/kiosk/{station.address}/tyck-till"
    page.goto(path)
    page.fill("#text", WORDS)
    page.clock.run_for(122_000)
    page.wait_for_selector("dialog[open]")
    with page.expect_navigation(url=f"**/kiosk/{station.address}"):
        page.clock.run_for(60_000)
    turn(page, "back")
    assert traces(page) == []
    page.goto(path)
    page.locator("[name=kind]").first.tap()
    send(page, clock)
    with page.expect_navigation(url=f"**/kiosk/{station.address}"):
        page.clock.run_for(182_000)
    turn(page, "back")
    assert page.locator(".code").count() == 0


def test_without_a_network_the_words_stay_and_are_sent_once_it_is_back(
    page: Page, context: BrowserContext, live_session: Session, clock: FixedClock
) -> None:
    page.goto("/tyck-till")
    page.check("[name=kind][value=praise]")
    page.fill("#text", WORDS)
    context.set_offline(True)
    page.click("[data-send]")
    page.wait_for_selector("[data-not-sent]:visible")
    assert page.input_value("#text") == WORDS
    context.set_offline(False)
    send(page, clock)
    assert stored(live_session) == [("web", "sv", [WORDS])]
    assert sum(kept_by_the_browser(page, context)[0].values()) == 0
