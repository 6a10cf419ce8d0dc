"""What somebody does in a browser through a year: opens pages, writes without a mouse, takes reports out."""

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

from docx import Document
from playwright.sync_api import Locator, Page, expect

SURVEY = "/resultat/user-survey"
#: Milliseconds; enough for the slowest machine to make a report.
PATIENCE = 90_000


class Told(NamedTuple):
    """A manager's page, the addresses, and what the browser has complained about."""

    page: Page
    address: str
    complaints: list[str]

    def open(self, path: str) -> None:
        """Go there."""
        self.page.goto(self.address + path)


def tertials(today: date) -> tuple[str, str]:
    """The last two tertials that have begun, the earlier first."""
    number = (today.month - 1) // 4 + 1
    earlier = f"{today.year}-T{number - 1}" if number > 1 else f"{today.year - 1}-T3"
    return earlier, f"{today.year}-T{number}"


def plain(text: str) -> str:
    """Words with one blank between them, for they are broken as the page or the paper is wide."""
    return " ".join(text.split())


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the wanted is in focus, as somebody without a mouse does."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {wanted}")


def type_day(page: Page, field: Locator, day: date) -> None:
    """Type a day into a field of three parts, whose order the browser's own language decides."""
    tab_to(page, field)
    for order in ("%Y%m%d", "%m%d%Y", "%d%m%Y"):
        page.keyboard.type(day.strftime(order))
        if field.input_value() == day.isoformat():
            return
        for _part in order.split("%"):
            page.keyboard.press("ArrowLeft")
    raise AssertionError(f"the day cannot be typed: {field}")


def make_report(manager: Told, form: str, chosen: str) -> None:
    """Make a report of a period or a wave, and wait on its page of progress until it is there."""
    page = manager.page
    manager.open("/rapporter")
    if form == "period":
        page.get_by_label("Månad, tertial eller år").select_option(chosen)
        page.get_by_role("button", name="Gör rapporten om perioden").click()
    else:
        page.get_by_label("Mättillfälle").select_option(label=chosen)
        page.get_by_label(
            "En sida för APT" if form == "apt" else "Hela rapporten, för internt bruk"
        ).check()
        page.get_by_role("button", name="Gör rapporten", exact=True).click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.wait_for_url(re.compile("/rapporter/[0-9a-f]{32}$"), timeout=PATIENCE)


def taken(page: Page, name: str) -> bytes:
    """The file behind a link."""
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    return Path(download.value.path()).read_bytes()


def on_the_page(manager: Told) -> dict[tuple[str, str, str], tuple[str, str]]:
    """Value and number of answers by question, wave and letter, as the page of results says them."""
    page, found = manager.page, {}
    manager.open(SURVEY)
    for article in page.locator("main article[id]").all():
        for row in article.locator("tbody tr").all():
            cells = row.locator("th, td").all_inner_texts()
            for letter, cell in zip("TKM", cells[1:4], strict=True):
                said = re.search(r"([0-9]+)\s%.*?([0-9]+)\ssvar", plain(cell))
                key = (article.get_attribute("id") or "", cells[0].strip(), letter)
                found[key] = (said[1], said[2]) if said else ("", "")
    return found


def see_pictures(page: Page) -> None:
    """Look at every picture of the page, which is drawn when it comes into sight."""
    for image in page.locator("main img").all():
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", True)
        assert image.evaluate("image => image.naturalWidth") > 0


def words_of_document(docx: bytes) -> str:
    """All words of a document for Word, also those of its tables."""
    elements = Document(io.BytesIO(docx)).element.iter()
    return plain(" ".join(one.text for one in elements if one.text))


def kolada_table(page: Page, first: str, last: str) -> dict[tuple[str, str, str], tuple[str, str]]:
    """Value and number of answers by question, wave and letter, as the file says them."""
    card = page.locator("form", has=page.get_by_role("heading", name="Tabell för Kolada"))
    card.get_by_label("Från år").fill(first)
    card.get_by_label("Till år").fill(last)
    with page.expect_download() as download:
        card.get_by_role("button", name="Hämta som CSV").click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    return {
        (row["kpi"].removeprefix("user-survey."), row["wave"], row["gender"]): (
            row["value"],
            row["count"],
        )
        for row in csv.DictReader(io.StringIO(text), delimiter=";")
        if row["kpi"].startswith("user-survey.")
    }
