"""Every kind of question: conditions, exclusive choices, own words, errors, and no JavaScript."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.codes import Missing
from surveys.collection.models import TextAnswer, Wave
from tests.factories import addresses, open_survey
from tests.journeys.respondent import choose, send, step, stored, traces, walk


@pytest.fixture
def everything(live_session: Session) -> Wave:
    """A survey with every kind of question, open."""
    return open_survey(live_session, "everything")


@pytest.fixture
def plain_page(browser: Browser, live_server: str) -> Iterator[Page]:
    """A browser without JavaScript."""
    context = browser.new_context(base_url=live_server, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("place", [0, 1])
def test_conditions_show_and_hide_questions_and_one_choice_excludes_the_others(
    page: Page, everything: Wave, place: int
) -> None:
    page.goto(addresses(everything)[place])
    walk(page, "treatment")
    choose(page, "treatment", 4)
    if not place:
        page.click("[data-next]")
    assert step(page) == "three_faces"
    page.click("[data-back]")
    page.wait_for_selector("#q-treatment:visible")
    choose(page, "treatment", 1)
    if not place:
        page.click("[data-next]")
    assert step(page) == "what_was_bad"
    choose(page, "what_was_bad", 1)
    choose(page, "what_was_bad", 9)
    assert traces(page) == ["q-treatment=1", "q-what_was_bad=9"]
    choose(page, "what_was_bad", 3)
    assert traces(page) == ["q-treatment=1", "q-what_was_bad=3"]


@pytest.mark.parametrize("place", [0, 1])
def test_enter_goes_on_from_a_field_and_makes_a_new_line_in_a_long_text(
    page: Page, everything: Wave, live_session: Session, place: int
) -> None:
    page.goto(addresses(everything)[place])
    walk(page, "treatment")
    choose(page, "treatment", 1)
    walk(page, "what_was_bad")
    choose(page, "what_was_bad", 3)
    page.click("[data-next]")
    assert step(page) == "which_words"
    page.fill("[name=q-which_words]", "Svåra ord")
    page.press("[name=q-which_words]", "Enter")
    assert step(page) == "three_faces"
    assert page.get_attribute("html", "lang") == "sv"
    walk(page, "visits")
    page.fill("[name=q-visits]", "7")
    page.press("[name=q-visits]", "Enter")
    assert step(page) == "last_visit"
    page.fill("[name=q-last_visit]", "2026-01-31")
    page.click("[data-next]")
    page.fill("[name=q-better]", "Rad ett")
    page.press("[name=q-better]", "Enter")
    page.keyboard.type("rad två")
    assert step(page) == "better"
    send(page)
    (codes,) = stored(live_session)
    assert (codes["visits"], codes["last_visit"], codes["treatment"]) == (7, 20260131, 1)
    texts = {text.replace("\r", "") for text in live_session.scalars(select(TextAnswer.text))}
    assert texts == {"Svåra ord", "Rad ett\nrad två"}


def test_an_answer_off_the_path_is_not_stored(
    page: Page, everything: Wave, live_session: Session
) -> None:
    page.goto(addresses(everything)[1])
    walk(page, "treatment")
    choose(page, "treatment", 1)
    choose(page, "what_was_bad", 3)
    page.click("[data-next]")
    page.fill("[name=q-which_words]", "Svåra ord")
    for _ in range(2):
        page.click("[data-back]")
    choose(page, "treatment", 4)
    send(page)
    (codes,) = stored(live_session)
    assert codes["which_words"] == Missing.NOT_SHOWN
    assert not live_session.scalars(select(TextAnswer)).all()


@pytest.mark.parametrize("place", [0, 1])
def test_an_error_has_the_focus_and_leads_to_its_field(
    page: Page, everything: Wave, place: int
) -> None:
    page.goto(addresses(everything)[place])
    walk(page, "treatment")
    choose(page, "treatment", 4)
    walk(page, "visits")
    page.fill("[name=q-visits]", "många")
    walk(page, "finish")
    page.click("[data-send]")
    summary = page.locator(".error-summary")
    summary.wait_for()
    assert page.title().startswith("Fel:")
    assert summary.evaluate("summary => summary === document.activeElement")
    summary.locator("a").click()
    assert page.evaluate("document.activeElement.closest('fieldset').id") == "q-visits"
    assert page.input_value("[name=q-visits]") == "många"
    assert page.is_visible("#q-visits-error")
    assert page.locator(".needs-js:visible").count() == 0
    page.fill("[name=q-visits]", "7")
    page.click("[data-send]")
    page.wait_for_url("**/tack?lang=sv")


@pytest.mark.parametrize("place", [0, 1])
def test_without_javascript_the_long_form_does_the_same(
    plain_page: Page, everything: Wave, live_session: Session, place: int
) -> None:
    page = plain_page
    page.goto(addresses(everything)[place])
    assert page.locator(".needs-js:visible").count() == 0
    choose(page, "treatment", 1)
    choose(page, "what_was_bad", 3)
    page.click(".unless-start summary")
    page.click(".unless-start [value=ar]")
    page.wait_for_selector("html[lang=ar]")
    assert traces(page) == ["q-treatment=1", "q-what_was_bad=3"]
    page.fill("[name=q-which_words]", "Svåra ord")
    page.press("[name=q-which_words]", "Enter")
    page.wait_for_url("**/tack?lang=ar")
    (codes,) = stored(live_session)
    assert (codes["treatment"], codes["what_was_bad.3"]) == (1, 1)
