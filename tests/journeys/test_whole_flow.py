"""From a face tapped in the reception to the chart of women and men, as the demonstration runs."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.demonstration import SYNPUNKT, demonstration, sign_in

pytestmark = pytest.mark.server
QUESTIONS = 15


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """The addresses of a running demonstration."""
    with demonstration(tmp_path_factory.mktemp("demonstration")) as found:
        yield found


@pytest.fixture
def kiosk(browser: Browser) -> Iterator[Page]:
    """A station's browser."""
    context = browser.new_context(has_touch=True, viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


@pytest.fixture
def staff(browser: Browser) -> Iterator[BrowserContext]:
    """A staff member's browser."""
    context = browser.new_context(locale="sv-SE")
    yield context
    context.close()


def tap_through(kiosk: Page) -> None:
    """Answer every question with a positive choice, and as a woman, in one tap each."""
    kiosk.locator("[data-next]").tap()
    for number in range(QUESTIONS):
        question = kiosk.locator("fieldset:visible")
        place = 0 if question.get_attribute("data-step") == "gender" else number % 2
        question.locator(".choice").nth(place).tap()
    kiosk.locator("[data-send]").tap()
    kiosk.wait_for_url("**/tack*")


def test_taps_in_two_languages_end_in_the_chart(
    addresses: dict[str, Any], kiosk: Page, staff: BrowserContext
) -> None:
    kiosk.goto(addresses["kiosk"][0])
    tap_through(kiosk)
    expect(kiosk.get_by_role("heading", name="Tack!")).to_be_visible()
    kiosk.goto(addresses["kiosk"][0])
    kiosk.locator(".languages").get_by_role("button", name="العربية").tap()
    expect(kiosk.locator("html")).to_have_attribute("dir", "rtl")
    tap_through(kiosk)
    expect(kiosk).to_have_url(re.compile("lang=ar"))

    page = sign_in(staff, addresses, "investigator")
    page.get_by_role("link", name="Mättillfällen").click()
    page.get_by_role("link", name=re.compile(r"Vad tycker du om oss\? · 20(?!19|20)")).click()
    before = 83
    expect(page.get_by_role("heading", level=1)).to_contain_text(str(before + 2))
    page.get_by_role("button", name="Stäng").click()
    page.get_by_role("button", name="Räkna och visa svaren").click()
    page.get_by_role("link", name="Se resultatet").click()

    overall = page.locator("article#overall")
    expect(overall.locator("img")).to_have_attribute("alt", re.compile(r"Kvinnor: 2019 .*2020"))
    rows = overall.get_by_role("row")
    expect(rows).to_have_count(4)
    # 18 of 24 women and 48 of 59 men were invented; two women tapped a good face.
    expect(rows.nth(3)).to_contain_text(re.compile(r"77\s%.*26 svar"))
    overall.locator("img").scroll_into_view_if_needed()
    expect(overall.locator("img")).to_have_js_property("complete", True)
    assert overall.locator("img").evaluate("image => image.naturalWidth") > 0


def test_a_manager_meets_findings_and_not_the_addresses_of_stations(
    addresses: dict[str, Any], staff: BrowserContext
) -> None:
    page = sign_in(staff, addresses, "manager")
    page.goto(addresses["results"][0])
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "kvinnor och män", ignore_case=True
    )
    expect(page.get_by_text("Påhittade svar").first).to_be_visible()
    page.get_by_role("link", name="Mättillfällen").click()
    page.get_by_role("link", name=re.compile("Vad tycker du om oss")).first.click()
    secret = addresses["kiosk"][0].rsplit("/", 1)[1]
    assert secret not in page.content()


def test_the_visit_index_of_the_published_figures_is_ninety(
    addresses: dict[str, Any], staff: BrowserContext
) -> None:
    page = sign_in(staff, addresses, "manager")
    page.goto(addresses["results"][1])
    expect(page.locator("article#visit")).to_contain_text(re.compile(r"90\s%.*423 svar"))
    expect(page.get_by_text("Kvalitetsberättelser").first).to_be_visible()


def test_the_demonstration_is_refused_for_other_machines(tmp_path: Path) -> None:
    environment = {"SYNPUNKT_DATA": str(tmp_path), "HOST": "0.0.0.0"}  # noqa: S104 -- refused.
    refused = subprocess.run(
        [SYNPUNKT, "run"], capture_output=True, text=True, env=os.environ | environment, check=False
    )
    assert refused.returncode == 2
    assert refused.stderr.startswith("synpunkt: HOST 0.0.0.0:")
    assert refused.stderr.count("\n") == 1
