"""Signing in with a real browser, on http and loopback as at `make run`."""

from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests.factories import make_unit
from tests.organisation.people import PASSWORD, make_staff


def fill_in(page: Page, password: str) -> None:
    page.get_by_label("Användarnamn").fill("anna")
    page.get_by_label("Lösenord").fill(password)
    page.get_by_role("button", name="Logga in").click()


def test_a_person_signs_in_reads_english_and_signs_out(page: Page, live_session: Session) -> None:
    make_staff(live_session, make_unit(live_session))
    live_session.commit()

    page.goto("/mitt-konto")
    fill_in(page, "fel lösenord")
    expect(page.get_by_role("alert")).to_be_focused()
    fill_in(page, PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mitt konto")
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert cookies["__Host-synpunkt"]["secure"]
    assert cookies["__Host-synpunkt"]["httpOnly"]

    page.get_by_label("English").check()
    page.get_by_role("button", name="Byt språk").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_label("Svenska").check()
    page.locator("form", has=page.get_by_label("Svenska")).get_by_role("button").click()
    expect(page.locator("html")).to_have_attribute("lang", "sv")

    page.get_by_text("Anna", exact=True).first.click()
    page.get_by_role("button", name="Logga ut", exact=True).click()
    expect(page.get_by_text("Du är utloggad.")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logga in")
