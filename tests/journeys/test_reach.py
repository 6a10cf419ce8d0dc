"""Large enough to hit, apart enough not to miss, and whole on a narrow screen and with large text."""

import gzip
from functools import partial
from itertools import combinations
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Request, ViewportSize
from sqlalchemy.orm import Session

from core.web import STATIC
from tests.factories import addresses, open_survey
from tests.journeys.respondent import KIOSK, PHONE, step, walk

Box = dict[str, float]

#: The box of everything that can be pressed or written in, and is in sight.
CONTROLS = """() => [...document.querySelectorAll(
        "a[href], button, input:not([type=hidden]), textarea, select, summary")]
    .filter(control => control.checkVisibility())
    .map(control => ({name: control.outerHTML.slice(0, 80),
                      width: control.offsetWidth, height: control.offsetHeight}))"""
CHOICES = """() => [...document.querySelectorAll(".choice")]
    .filter(choice => choice.checkVisibility())
    .map(choice => { const {x, y, width, height} = choice.getBoundingClientRect();
                     return {x, y, width, height}; })"""
FACES = """() => [...document.querySelectorAll(".choice:has(.face)")]
    .filter(choice => choice.checkVisibility())
    .map(choice => [choice.querySelector(".face").getBoundingClientRect().width,
                    parseFloat(getComputedStyle(choice.querySelector(".word")).fontSize),
                    choice.querySelector(".word").innerText.length])"""
#: What sticks out of the screen, or of its own box.
TOO_WIDE = """() => [...document.querySelectorAll("main, main *")]
    .filter(part => part.checkVisibility() && !part.closest(".unseen, .skip, svg"))
    .filter(part => { const box = part.getBoundingClientRect();
        return box.left < -1 || box.right > innerWidth + 1; })
    .map(part => part.outerHTML.slice(0, 80))"""


def apart(one: Box, other: Box) -> float:
    """The gap between two boxes that do not overlap."""
    across = max(one["x"], other["x"]) - min(one["x"] + one["width"], other["x"] + other["width"])
    down = max(one["y"], other["y"]) - min(one["y"] + one["height"], other["y"] + other["height"])
    return max(across, down)


def every_step(page: Page) -> list[str]:
    """The ids of all screens, also those behind a condition."""
    ids: list[str] = page.eval_on_selector_all("[data-step]", "all => all.map(s => s.dataset.step)")
    page.eval_on_selector_all("[data-if]", "all => all.forEach(s => delete s.dataset.if)")
    return ids


def check_targets(page: Page, least: int) -> None:
    """Every control is as large as it must be."""
    small = [c for c in page.evaluate(CONTROLS) if min(c["width"], c["height"]) < least]
    assert not small, page.url


@pytest.mark.parametrize(("place", "least", "gap"), [(1, 64, 16), (0, 44, 8)])
def test_every_control_is_large_and_apart(
    page: Page, live_session: Session, place: int, least: int, gap: int
) -> None:
    address = addresses(open_survey(live_session, "everything"))[place]
    page.set_viewport_size(KIOSK if place else PHONE)
    page.goto(address)
    page.click("summary:visible")
    check_targets(page, least)
    for shown in every_step(page):
        walk(page, shown)
        check_targets(page, least)
        boxes = page.evaluate(CHOICES)
        assert all(apart(a, b) >= gap for a, b in combinations(boxes, 2)), shown
        for width, letters, length in page.evaluate(FACES):
            assert width >= (120 if place else 44), shown
            assert letters >= 18, shown
            assert length > 0, shown
    page.click("[data-send]")
    page.wait_for_selector(".error-summary")
    page.click(".unless-start summary")
    check_targets(page, least)
    page.goto(f"{address}/tack")
    check_targets(page, least)


@pytest.mark.parametrize("language", ["sv", "fi", "ar"])
@pytest.mark.parametrize("place", [0, 1])
def test_nothing_sticks_out_on_a_narrow_screen_or_with_large_text(
    page: Page, live_session: Session, place: int, language: str
) -> None:
    address = addresses(open_survey(live_session, "everything"))[place]
    wide = ViewportSize(width=1280, height=800)
    for size, letters in ((ViewportSize(width=320, height=640), "100%"), (wide, "200%")):
        page.set_viewport_size(size)
        page.goto(f"{address}?lang={language}")
        page.evaluate("size => document.documentElement.style.fontSize = size", letters)
        for shown in every_step(page):
            walk(page, shown)
            assert page.evaluate(TOO_WIDE) == [], (shown, letters)
        page.click(".unless-start summary")
        assert page.evaluate(TOO_WIDE) == [], letters
        page.goto(f"{address}/tack?lang={language}")
        page.evaluate("size => document.documentElement.style.fontSize = size", letters)
        assert page.evaluate(TOO_WIDE) == [], letters


def test_every_question_of_the_user_survey_fits_on_a_station_without_scrolling(
    page: Page, live_session: Session
) -> None:
    page.set_viewport_size(KIOSK)
    start = addresses(open_survey(live_session))[1]
    for language in ("sv", "fi", "ar"):
        page.goto(f"{start}?lang={language}")
        for shown in every_step(page):
            walk(page, shown)
            high = page.evaluate("document.documentElement.scrollHeight")
            assert high <= KIOSK["height"], (language, step(page))


@pytest.mark.parametrize(("language", "most"), [("sv", 60_000), ("fi", 60_000), ("ar", 90_000)])
def test_a_first_visit_weighs_little_and_asks_no_other_host(
    browser: Browser,
    live_server: str,
    live_app: Flask,
    live_session: Session,
    language: str,
    most: int,
) -> None:
    link, kiosk = addresses(open_survey(live_session))
    for address in (link, kiosk, "/tyck-till", f"{kiosk}/tyck-till"):
        context = browser.new_context(base_url=live_server)
        page = context.new_page()
        asked: list[str] = []
        page.on("request", partial(note_address, asked))
        page.goto(f"{address}?lang={language}", wait_until="networkidle")
        context.close()
        assert all(url.startswith(live_server) for url in asked)
        weights = {url: weight(live_app, url) for url in asked}
        assert sum(weights.values()) <= most, weights
        assert sum(w for url, w in weights.items() if ".js" in url) <= 10_000
        assert sum(w for url, w in weights.items() if ".css" in url) <= 12_000
        assert any("fonts" in url for url in asked)


def note_address(asked: list[str], request: Request) -> None:
    """Remember what the browser asked for."""
    asked.append(request.url)


def weight(app: Flask, url: str) -> int:
    """The bytes that travel: pages as the application gzips them, files as set-up does."""
    path = urlsplit(url).path
    file = STATIC / path.removeprefix("/static/")
    if path.startswith("/static/"):
        content = file.read_bytes()
        return len(content if file.suffix == ".woff2" else gzip.compress(content))
    query = urlsplit(url).query
    client = app.test_client()
    return len(client.get(f"{path}?{query}", headers={"Accept-Encoding": "gzip"}).data)
