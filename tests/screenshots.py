"""The pictures of the README, made from the running demonstration: `python -m tests.screenshots`."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.conftest import CHROMIUM, CHROMIUM_OPTIONS
from tests.postgresql import free_port

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "images"
SYNPUNKT = Path(sys.executable).with_name("synpunkt")
LAST_LINE = "Ctrl-C"

DESKTOP = ViewportSize(width=1280, height=800)
TALL = ViewportSize(width=1280, height=1080)
PHONE = ViewportSize(width=360, height=740)

#: What `synpunkt addresses --json` gives.
Addresses = Mapping[str, Any]


def main() -> None:
    """Make every picture again."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with running_demonstration() as addresses, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        for name, (size, language, show) in SCENES.items():
            with window(browser, PICTURES / f"{name}.png", size, language) as page:
                show(page, addresses)
        browser.close()


@contextmanager
def running_demonstration() -> Iterator[Addresses]:
    """A demonstration of its own on a free port; gives its addresses."""
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "SYNPUNKT_DATA": data, "PORT": str(free_port())}
        server = subprocess.Popen(
            [SYNPUNKT, "run"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        try:
            assert server.stdout
            if not any(LAST_LINE in line for line in server.stdout):
                raise RuntimeError("the demonstration did not start")
            told = subprocess.check_output(
                [SYNPUNKT, "addresses", "--json"], cwd=ROOT, env=environment, text=True
            )
            yield json.loads(told)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()


@contextmanager
def window(browser: Browser, file: Path, size: ViewportSize, language: str) -> Iterator[Page]:
    """A new window; what it shows in the end becomes the picture."""
    context = browser.new_context(viewport=size, locale=language, reduced_motion="reduce")
    page = context.new_page()
    yield page
    page.mouse.move(0, 0)
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    # Few colours make a small file.
    Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(64).save(file, optimize=True)
    context.close()


def kiosk(page: Page, addresses: Addresses) -> None:
    """A question at a station, with one answer chosen."""
    page.goto(addresses["kiosk"][0])
    page.click("[data-next]")
    # With the keyboard: a tap would go on to the next question.
    page.locator(".choice input").nth(1).press("Space")
    page.evaluate("document.activeElement.blur()")


def phone(page: Page, addresses: Addresses) -> None:
    """The same survey by link in Arabic."""
    page.goto(f"{addresses['link'][0]}?lang=ar")
    page.click("[data-next]")


def board(page: Page, addresses: Addresses) -> None:
    """The answers that are due in the manager's unit."""
    sign_in(page, addresses)
    page.click("nav a[href='/synpunkter/bevakning']")


def results(page: Page, addresses: Addresses) -> None:
    """What users said about the whole, women and men, over the years."""
    sign_in(page, addresses)
    page.goto(next(one for one in addresses["results"] if one.endswith("user-survey")))
    page.evaluate("document.querySelector('#overall').scrollIntoView()")
    page.wait_for_function("[...document.images].every((one) => !one.currentSrc || one.complete)")


def sign_in(page: Page, addresses: Addresses) -> None:
    """Sign in as the demonstration's manager."""
    person = addresses["sign_in"]["manager"]
    page.goto(addresses["sign_in"]["address"])
    page.fill("[name=user_name]", person["user"])
    page.fill("[name=password]", person["password"])
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/")


SCENES: dict[str, tuple[ViewportSize, str, Callable[[Page, Addresses], None]]] = {
    "kiosk": (DESKTOP, "sv-SE", kiosk),
    "phone-arabic": (PHONE, "ar", phone),
    "board": (DESKTOP, "sv-SE", board),
    "results": (TALL, "sv-SE", results),
}


if __name__ == "__main__":
    main()
