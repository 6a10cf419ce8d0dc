"""One case from a touch screen in Arabic to the statistics, asked again and answered twice."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, ViewportSize, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.cases.commands import report
from feedback.cases.models import CaseText
from organisation.models import Measure, Station
from tests.conftest import FixedClock
from tests.factories import make_station
from tests.feedback.handling.offices import Office, make_office, send
from tests.feedback.intake.writing import only

TALL = ViewportSize(width=1080, height=1920)
WORDS = "انتظرت"
TRANSLATED = "Jag väntade."
MORE = "متى؟"
FIRST = ("Tack för att du skrev. Nu har vi fler tider.", "شكراً لك. لدينا الآن مواعيد أكثر.")
SECOND = ("De nya tiderna börjar på måndag.", "تبدأ المواعيد الجديدة يوم الاثنين.")
AMAL = "Tolken Amal"


@pytest.fixture
def office(live_app: Flask, live_session: Session) -> Office:
    """The people who work with the case."""
    return make_office(live_app, live_session)


@pytest.fixture
def station(live_session: Session, office: Office) -> Station:
    """The unit's touch screen."""
    station = make_station(live_session, office.unit)
    live_session.commit()
    return station


@pytest.fixture
def screen(browser: Browser, live_server: str, station: Station) -> Iterator[Page]:
    """What stands on it, in Arabic."""
    context = browser.new_context(base_url=live_server, viewport=TALL, has_touch=True)
    page = context.new_page()
    page.goto(f"/kiosk/{station.address}?lang=ar")
    yield page
    context.close()


def complain(page: Page, station: Station, office: Office, clock: FixedClock) -> str:
    """Touch what it is, whom it concerns and the keys; gives the code that is shown."""
    page.goto(f"/kiosk/{station.address}/tyck-till?lang=ar")
    page.locator(".choice:has([name=kind][value=complaint])").tap()
    page.locator(f".choice:has([name=unit][value='{office.unit.id}'])").tap()
    for sign in WORDS:
        page.locator(f'[data-letter="{sign}"]').tap()
    clock.instant += timedelta(seconds=10)
    page.tap("[data-send]")
    code = page.locator(".code").inner_text()
    page.tap("[value=over]")
    return "".join(code.split())


def type_code(page: Page, station: Station, code: str) -> None:
    """Touch the digits and read."""
    page.goto(f"/kiosk/{station.address}/mitt-svar?lang=ar")
    for digit in code:
        page.locator(f'[data-key="{digit}"]').tap()
    page.tap(".bottom-bar [value=read]")


def register(ulla: FlaskClient, office: Office, page: str) -> None:
    """The same day: it is nothing else, and a manager answers it."""
    fields = {"also": "no", "told": "code", "serious": "no", "theme": "1", "kind": "complaint"}
    fields |= {"unit": str(office.unit.id)}
    assert send(ulla, f"{page}/registrera", fields=fields).location == page
    assert send(ulla, page, f"{page}/chef", {"manager": str(office.manager.id)}).location == page


def translate(maria: FlaskClient, page: str, original: CaseText) -> None:
    """Put in what the interpreter says that it says."""
    fields = {"original": original.key.hex(), "translated_to": "sv", "translated": TRANSLATED}
    more = {"translated_by": AMAL}
    assert send(maria, page, f"{page}/oversattning", fields | more).location == page


def answer(maria: FlaskClient, page: str, words: tuple[str, str], **more: str) -> None:
    """Write in both languages and send."""
    both = {"answer": words[0], "translation": words[1], "translator": AMAL}
    sent = {"action": "send", "how": "written", "serious": "no"}
    assert send(maria, f"{page}/svar", fields={**both, **sent, **more}).status_code == 303


def counted(app: Flask) -> dict[str, object]:
    """What `synpunkt cases report` says of the tertial."""
    with app.app_context():
        arguments = ["--tertial", "2026-T1", "--format", "json"]
        said = CliRunner().invoke(report, arguments, catch_exceptions=False).stdout
    found: dict[str, object] = json.loads(said)
    return found


def test_an_anonymous_complaint_in_arabic_is_answered_asked_again_and_counted(
    screen: Page, station: Station, office: Office, live_session: Session, clock: FixedClock
) -> None:
    code = complain(screen, station, office, clock)
    case = only(live_session)
    page = f"/synpunkter/{case.number}"
    register(office.browser(office.investigator), office, page)

    maria = office.browser(office.manager)
    assert send(maria, page, f"{page}/las").location == page
    translate(maria, page, case.texts[0])
    assert WORDS in maria.get(page).text
    assert TRANSLATED in maria.get(page).text
    plan = {"measure_what": "Fler tider på tisdagar", "measure_who": "Maria"}
    plan |= {"measure_from": "2026-03-16", "measure_to": "2026-04-30"}
    answer(maria, page, FIRST, **plan)
    assert live_session.scalars(select(Measure.what)).all() == ["Fler tider på tisdagar"]
    live_session.commit()

    type_code(screen, station, code)
    expect(screen.locator("html")).to_have_attribute("dir", "rtl")
    for text in FIRST:
        expect(screen.get_by_text(text)).to_be_visible()
    screen.locator("#text").fill(MORE)
    screen.tap("[value=reopen]")
    expect(screen.locator("[role=status]")).to_be_visible()
    screen.tap("[value=over]")
    again = only(live_session)
    assert (again.state, len(again.rounds)) == ("reopened", 2)

    assert MORE in maria.get(page).text
    assert send(maria, page, f"{page}/las").location == page
    answer(maria, page, SECOND)
    type_code(screen, station, code)
    expect(screen.get_by_text(SECOND[1])).to_be_visible()
    ending = {"outcome": "founded", "theme": "3", "said": "Väntan var lång.", "did": "Fler tider."}
    assert send(maria, f"{page}/svar", f"{page}/avsluta", ending).location == page

    assert only(live_session).state == "closed"
    assert counted(office.app)["received"] == {"all": 1, "woman": 0, "man": 0, "other": 1}
