"""Nothing of the person before: the next one presses Back, Forward, Reload, or types an address.

Chromium's back/forward cache is on, as at a real station.
"""

import re
from collections.abc import Callable, Iterator
from itertools import product

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy.orm import Session

from tests.factories import addresses, open_survey
from tests.journeys.respondent import (
    KIOSK,
    choose,
    kept_by_the_browser,
    send,
    step,
    stored,
    traces,
    turn,
    until_ready,
    walk,
)

SECRET = "Det var kallt i rummet"
WAYS = ["back", "reload", "back", "back", "forward", "reload", "forward", "forward"]


@pytest.fixture
def paths(live_session: Session) -> dict[str, str]:
    """The addresses of a survey with every kind of question."""
    return dict(zip(("link", "kiosk"), addresses(open_survey(live_session, "everything"))))


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def device(
    request: pytest.FixtureRequest, browser: Browser, live_server: str
) -> Iterator[BrowserContext]:
    """A browser that asks no other host."""
    scripts = request.param == "with JavaScript"
    context = browser.new_context(base_url=live_server, viewport=KIOSK, java_script_enabled=scripts)
    hosts: list[str] = []
    context.on("request", lambda asked: hosts.append(asked.url))
    yield context
    context.close()
    assert all(url.startswith(live_server) for url in hosts)


def answer(page: Page) -> None:
    """Answer with a face, a number and own words."""
    walk(page, "treatment")
    choose(page, "treatment", 1)
    walk(page, "visits")
    page.fill("[name=q-visits]", "7")
    walk(page, "better")
    page.fill("[name=q-better]", SECRET)
    assert {"q-treatment=1", "7", SECRET} <= set(traces(page))


def be_refused(page: Page) -> None:
    """Send a number that is none, and follow the summary to it."""
    walk(page, "visits")
    page.fill("[name=q-visits]", "många")
    walk(page, "finish")
    with page.expect_navigation(url=re.compile("(enkat|kiosk)/[^/]+$")):
        page.click("[data-send]")
    page.click(".error-summary a")
    assert SECRET in traces(page)


def change_language(page: Page) -> None:
    """Read the same question in Arabic."""
    page.click(".unless-start summary")
    page.click(".unless-start [value=ar]")
    page.wait_for_selector("html[lang=ar]")
    assert SECRET in traces(page)


def finish(page: Page) -> None:
    """Send the answers, with the number put right."""
    page.fill("[name=q-visits]", "7", force=True)
    walk(page, "finish")
    page.click("[data-send]")
    page.wait_for_url("**/tack?lang=*")


def press(value: str) -> Callable[[Page], None]:
    """A way to end: press a button that ends the visit."""

    def ending(page: Page) -> None:
        with page.expect_response(lambda seen: seen.request.method == "GET"):
            page.click(f"[name=do][value={value}]:visible")
        page.locator(".error-summary").wait_for(state="detached")
        until_ready(page)

    return ending


BEFORE: dict[str, list[Callable[[Page], None]]] = {
    "nothing else": [],
    "refused": [be_refused],
    "another language": [change_language],
    "both": [change_language, be_refused],
}
ENDINGS = {"over": press("over"), "hide": press("hide"), "sent": finish}


def nothing_is_left(page: Page, where: str) -> None:
    """Neither answer nor words, in sight or hidden in the page."""
    assert traces(page) == [], where
    assert SECRET not in page.content(), where


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("place", ["kiosk", "link"])
def test_the_next_person_finds_nothing(
    device: BrowserContext, paths: dict[str, str], place: str, before: str
) -> None:
    for name, ending in ENDINGS.items():
        page = device.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(paths[place])
        answer(page)
        for event in BEFORE[before]:
            event(page)
        ending(page)
        nothing_is_left(page, f"{name}: at once")
        for number, way in enumerate(WAYS):
            turn(page, way)
            nothing_is_left(page, f"{name}: {way} ({number}) at {page.url}")
        for address in (paths[place], f"{paths[place]}/tack", f"{paths[place]}?lang=ar"):
            page.goto(address)
            nothing_is_left(page, f"{name}: typed {address}")
        page.close()
