"""Every page of the list with axe; at 320 px nothing is cut off; the first Tab skips the menu.

All pages, states and languages on a desktop; `--sweep` adds the phone, forced colours, dark and
the page without JavaScript.
"""

import pytest

from tests.journeys.axe import faults
from tests.journeys.looking import DESKTOP, FORMS, PHONE, Looker
from tests.page_list import PAGES
from tests.page_shape import Page

#: The page is wider than the screen, or something in it is scrolled sideways to be read.
TOO_WIDE = """() => [document.documentElement, ...document.querySelectorAll("body *")]
    .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1
        && (one === document.documentElement
            || ["auto", "scroll"].includes(getComputedStyle(one).overflowX)))
    .map((one) => `${one.tagName} ${one.className} ${one.scrollWidth} > ${one.clientWidth}`)"""
#: The error summary takes the focus, so that its lines come first; so does the field of a form
#: that is filled in all day, or that is all there is on the page.
FOCUS = "() => document.activeElement?.className"
TAKEN = "() => document.activeElement?.matches('[autofocus]')"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each page in each language, and in each form of the browser when sweeping."""
    forms = FORMS if metafunc.config.getoption("sweep") else ("desktop",)
    cases = [
        pytest.param(page, language, form, id=f"{page.name}-{language}-{form}")
        for form in forms
        for page in PAGES
        for language in page.languages
        if page.is_html and not (page.then and form.startswith("no JavaScript"))
    ]
    metafunc.parametrize(("page", "language", "form"), cases)


def test_the_page_can_be_used_by_everyone(
    looker: Looker, page: Page, language: str, form: str
) -> None:
    with looker.open(page, language, form) as tab:
        found = faults(tab)
        if not page.then and not tab.evaluate(TAKEN):
            tab.keyboard.press("Tab")
            assert tab.evaluate(FOCUS) == "skip", "the first Tab should lead past the menu"
        if form == "desktop":
            tab.set_viewport_size(PHONE)
            found += [f"at 320 px: {line}" for line in tab.evaluate(TOO_WIDE)]
            tab.set_viewport_size(DESKTOP)
    assert not found, "\n".join(found)
