"""Every page of the list, on both databases: valid, in its language, headings in order."""

from itertools import pairwise

import html5lib
import pytest
from flask import render_template
from werkzeug.test import TestResponse

from tests.page_list import PAGES
from tests.page_shape import Page
from tests.pages import find_faults
from tests.test_look import ROOT
from tests.town import Town
from tests.visits import visit

pytestmark = pytest.mark.thorough

#: Those that a test client sees as the browser does, and that are no forwarding.
SEEN = [page for page in PAGES if page.is_html and not page.then and page.status not in (302, 303)]
ERROR_PAGES = sorted(path.name for path in (ROOT / "templates/errors").glob("*.html"))


@pytest.mark.parametrize("page", SEEN, ids=lambda page: page.name)
def test_the_page_is_valid_and_speaks_its_language(town: Town, page: Page) -> None:
    for language in page.languages:
        response = visit(town, page, page.viewer, language)
        assert response.status_code == page.status
        assert response.mimetype == "text/html"
        spoken = (page.send or {}).get("language", language) if page.status == 200 else language
        assert f'<html lang="{spoken}"' in response.text
        assert ('dir="rtl"' in response.text.partition("<head")[0]) == (spoken == "ar")
        assert headings_skip_nothing(response), "a heading may be at most one level below the last"


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_every_error_page_is_a_good_page(town: Town, name: str) -> None:
    if name == "error.html":
        return
    with town.app.test_request_context("/"):
        assert not list(find_faults(render_template(f"errors/{name}")))


def test_pages_have_names_of_their_own() -> None:
    names = [page.name for page in PAGES]
    assert sorted(names) == sorted(set(names))


def headings_skip_nothing(response: TestResponse) -> bool:
    """Whether the first heading that is no error summary is h1, and none skips a level."""
    page = html5lib.parse(response.text, namespaceHTMLElements=False)
    levels = [int(element.tag[1]) for element in page.iter() if element.tag in ("h1", "h2", "h3")]
    refused = bool(page.findall(".//*[@class='notice late error-summary']"))
    after = levels[refused:]
    return after[:1] == [1] and all(lower - upper <= 1 for upper, lower in pairwise(after))
