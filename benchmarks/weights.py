"""What a first visit of the user survey weighs, as Chromium fetches it."""

from playwright.sync_api import Browser, Request, sync_playwright

from benchmarks.installation import installations, open_survey
from benchmarks.server import running
from core.web import RESPONDENT_LANGUAGES, STATIC
from tests.conftest import CHROMIUM, CHROMIUM_OPTIONS

ICON = STATIC / "favicon.svg.gz"


def measure_weights() -> dict[str, int]:
    """Bytes on the wire by language: page, styles, scripts, fonts that are used, and icon."""
    with installations("sqlite", "ours") as (settings,):
        path = open_survey(settings)
        with running("ours", settings), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
            return {
                language: weigh(browser, f"{settings.address}{path}?lang={language}")
                for language in RESPONDENT_LANGUAGES
            }


def weigh(browser: Browser, address: str) -> int:
    """All bodies that a browser without a cache fetches; a browser without a window asks for no icon."""
    page = browser.new_page()
    fetched: list[Request] = []
    page.on("requestfinished", lambda request: fetched.append(request))
    page.goto(address, wait_until="networkidle")
    sizes = [int(request.sizes()["responseBodySize"]) for request in fetched]
    page.close()
    return sum(sizes) + ICON.stat().st_size
