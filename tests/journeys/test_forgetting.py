"""Nothing of the person before: the next one presses Back, Forward, Reload, or types an address.

Chromium's back/forward cache is on, as at a real station.
"""

import re
from collections.abc import Callable, Iterator, Sequence

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy.orm import Session

from tests.factories import addresses, open_survey
from tests.journeys.respondent import (
    KIOSK,
    choose,
    kept_by_the_browser,
    send,
    stored,
    traces,
    turn,
    until_ready,
    walk,
)

SECRET = "Det var kallt i rummet"
#: At every point of every field, and of the whole page, the mask lies on top.
COVERED = """() => {
    const dialog = document.querySelector("dialog[open]");
    const tops = [];
    for (let x = 2; x < innerWidth; x += 40)
        for (let y = 2; y < innerHeight; y += 40) tops.push(document.elementFromPoint(x, y));
    const solid = getComputedStyle(dialog).backgroundColor.startsWith("rgb(");
    return solid && tops.every(top => dialog.contains(top));
}"""


@pytest.fixture
def paths(live_session: Session) -> dict[str, str]:
    """The addresses of a survey with every kind of question."""
    link, kiosk = addresses(open_survey(live_session, "everything"))
    live_session.rollback()
    return {"link": link, "kiosk": kiosk}


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


def put(page: Page, visits: str) -> None:
    """Write a number of visits, whichever question is in sight."""
    page.locator("#q-visits-input").evaluate("(field, words) => field.value = words", visits)


def be_refused(page: Page) -> None:
    """Send a number that is none, and follow the summary to it."""
    put(page, "många")
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
    put(page, "7")
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


Event = Callable[[Page], None]
#: Visits one after the other: what happens on the way, and how each ends.
VISITS: list[tuple[list[Event], Event]] = [
    ([], finish),
    ([change_language, be_refused], press("over")),
    ([be_refused], press("hide")),
    ([change_language], finish),
]


def nothing_is_left(page: Page, where: str) -> None:
    """Neither answer nor words, in sight or hidden in the page."""
    assert traces(page) == [], where
    assert SECRET not in page.content(), where


def snoop(page: Page, ways: Sequence[str], where: str) -> None:
    """Look for answers each way."""
    for number, way in enumerate(ways):
        turn(page, way)
        nothing_is_left(page, f"{where}, then {way} ({number}) at {page.url}")


@pytest.mark.parametrize("place", ["kiosk", "link"])
def test_the_next_person_finds_nothing(
    device: BrowserContext, paths: dict[str, str], place: str
) -> None:
    start = paths[place]
    page = device.new_page()
    page.goto(f"{start}/tack")
    for number, (events, ending) in enumerate(VISITS):
        page.goto(start)
        answer(page)
        for event in events:
            event(page)
        ending(page)
        nothing_is_left(page, f"visit {number}")
        snoop(page, ["back", "reload", "back", "forward"], f"visit {number}")
    snoop(page, ["back"] * 6 + ["forward"] * 3, "at last")
    for address in (f"{start}?lang=ar", f"{start}/tack", start):
        page.goto(address)
        nothing_is_left(page, f"typed {address}")


def test_closing_the_page_in_the_middle_leaves_nothing(
    device: BrowserContext, paths: dict[str, str]
) -> None:
    page = device.new_page()
    page.goto(paths["kiosk"])
    answer(page)
    change_language(page)
    page.close()
    page = device.new_page()
    page.goto(paths["kiosk"])
    nothing_is_left(page, "after a crash")
    snoop(page, ["reload", "back", "forward"], "after a crash")


def test_the_browser_keeps_a_cookie_that_means_nothing_and_a_station_has_no_way_out(
    context: BrowserContext, page: Page, paths: dict[str, str]
) -> None:
    page.goto(paths["kiosk"])
    answer(page)
    be_refused(page)
    links = page.eval_on_selector_all(
        "[href]:not(link)", "all => all.map(a => a.href.split('#')[0])"
    )
    assert set(links) == {page.url.split("#")[0]}
    storages, cookies = kept_by_the_browser(page, context)
    assert set(storages.values()) == {0}
    assert cookies == [("visit", True, 32)]
    finish(page)
    assert page.eval_on_selector_all("[href]:not(link)", "all => all.map(a => a.className)") == [
        "skip"
    ]
    assert kept_by_the_browser(page, context) == (storages, cookies)


def test_an_empty_station_shows_nothing_that_was_on_it(
    page: Page, paths: dict[str, str], live_session: Session
) -> None:
    page.clock.install()
    page.goto(paths["kiosk"])
    answer(page)
    change_language(page)
    # The clock is watched from when the scripts have run.
    page.wait_for_load_state()
    page.clock.run_for(119_000)
    masked = page.locator("dialog[open]")
    assert masked.count() == 0
    page.clock.run_for(2_000)
    assert masked.count() == 1
    assert page.evaluate(COVERED)
    for _ in range(3):
        page.click("[data-stay]")
        assert SECRET in traces(page)
        page.clock.run_for(121_000)
        assert masked.count() == 1
    with page.expect_navigation():
        page.clock.run_for(60_000)
    page.wait_for_selector("html[lang=sv]")
    nothing_is_left(page, "after the reset")
    snoop(page, ["back", "reload", "back", "forward", "forward"], "after the reset")
    assert stored(live_session) == []


def test_an_untouched_station_is_left_alone_but_returns_to_swedish(
    page: Page, paths: dict[str, str]
) -> None:
    page.clock.install()
    page.goto(paths["kiosk"])
    page.clock.run_for(300_000)
    assert page.locator("dialog[open]").count() == 0
    page.click(".languages [value=ar]")
    page.wait_for_selector("html[lang=ar]")
    # The clock is watched from when the scripts have run.
    page.wait_for_load_state()
    page.clock.run_for(181_000)
    page.wait_for_selector("html[lang=sv]")


def test_starting_over_without_a_network_forgets_and_begins_a_new_response(
    page: Page, context: BrowserContext, paths: dict[str, str], live_session: Session
) -> None:
    page.goto(paths["kiosk"])
    answer(page)
    first = page.input_value("[name=submission]")
    context.set_offline(True)
    walk(page, "finish")
    page.click("[data-send]")
    page.wait_for_selector("[data-not-sent]:visible")
    assert SECRET in traces(page)
    page.click("[value=hide]")
    page.wait_for_selector("[data-step=start]:visible")
    nothing_is_left(page, "offline")
    assert page.locator("[data-not-sent]:visible").count() == 0
    assert re.fullmatch("[0-9a-f]{32}", page.input_value("[name=submission]"))
    assert page.input_value("[name=submission]") != first
    context.set_offline(False)
    walk(page, "treatment")
    choose(page, "treatment", 4)
    send(page)
    assert [response["treatment"] for response in stored(live_session)] == [4]
