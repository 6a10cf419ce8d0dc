"""What a person does with the pages of a survey, and what the next person can find out."""

from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, ViewportSize
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.collection.models import Answer
from surveys.questionnaires.models import Item

KIOSK = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=360, height=740)

#: Every answer that the page holds, ticked or written; shown or not.
TRACES = """() => [...document.querySelectorAll("input, textarea")]
    .map(field => ["radio", "checkbox"].includes(field.type)
        ? (field.checked || field.defaultChecked) && `${field.name}=${field.value}`
        : field.matches(".input") && (field.value || field.defaultValue))
    .filter(Boolean)"""
WALK = """to => {
    const form = document.querySelector("form.steps");
    const next = form?.querySelector("[data-next]");
    while (form && ![to, "finish"].includes(form.elements.step.value)) next.click();
}"""
STORAGE = """async () => ({
    local: localStorage.length, session: sessionStorage.length,
    databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length})"""


def step(page: Page) -> str:
    """The id of the question that is shown, "start" or "finish"."""
    return page.input_value("[name=step]")


def walk(page: Page, to: str) -> None:
    """Press Next until a question is reached; without JavaScript it is in sight already."""
    page.evaluate(WALK, to)
    assert step(page) in ("", to)


def choose(page: Page, question: str, code: int | str) -> None:
    """Press a choice with the pointer."""
    page.click(f"#q-{question} [value='{code}']")


def send(page: Page) -> None:
    """Go to the end, send, and wait for the thanks."""
    walk(page, "finish")
    page.click("[data-send]")
    page.wait_for_url("**/tack?lang=*")


def traces(page: Page) -> list[str]:
    """The answers that the page holds."""
    found: list[str] = page.evaluate(TRACES)
    return found


def stored(session: Session) -> list[dict[str, int]]:
    """The codes of every stored response, by item."""
    session.rollback()
    rows = select(Answer.response_key, Item.code, Answer.code).join(Item, Item.id == Answer.item_id)
    responses: dict[bytes, dict[str, int]] = {}
    for key, item, code in session.execute(rows):
        responses.setdefault(key, {})[item] = code
    session.rollback()
    return list(responses.values())


def kept_by_the_browser(page: Page, context: BrowserContext) -> tuple[dict[str, int], list[Any]]:
    """How much stands in each storage, and the cookies' name, whether scripts see it, length."""
    cookies = [(c["name"], c["httpOnly"], len(c["value"])) for c in context.cookies()]
    return page.evaluate(STORAGE), cookies


def turn(page: Page, direction: str) -> None:
    """Press Back, Forward or Reload; a page that asks to be sent again is sent again."""
    ways = {"back": page.go_back, "forward": page.go_forward, "reload": page.reload}
    try:
        ways[direction](wait_until="commit")
    except Error as error:
        if "ERR_CACHE_MISS" not in str(error):
            raise
        _reload_when_ready(page)
    until_ready(page)


def _reload_when_ready(page: Page) -> None:
    """Reload as soon as the browser's own page, which asks about it, is there."""
    for _ in range(20):
        page.wait_for_timeout(250)
        try:
            page.reload(wait_until="commit")
            return
        except Error as error:
            if "Not attached" not in str(error):
                raise


def until_ready(page: Page) -> None:
    """Wait until the page is whole, also one that the browser kept and tells nothing about."""
    while page.evaluate("document.readyState") != "complete":
        page.wait_for_timeout(10)
