"""Fetching the pages of the list with a test client."""

import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.organisation.people import SAME_SITE
from tests.page_shape import ABROAD, NOBODY, Page
from tests.town import Town

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def visit(town: Town, page: Page, viewer: str, language: str = "sv") -> TestResponse:
    """Open a page, or send its form, in a new browser of the viewer."""
    client = town.visitor(viewer, language)
    if page.send is None:
        return client.get(address(town, page.path, viewer, language))
    if page.status in (200, 422, 429):
        town.forget_tries()
    foreign = page.form_on == ABROAD
    fields = {} if foreign else hidden_fields(town, client, page, viewer, language)
    headers = {"Sec-Fetch-Site": "cross-site"} if foreign else SAME_SITE
    path = town.path(page.path)
    return client.post(path, data={**fields, **page.send}, headers=headers)


def address(town: Town, path: str, viewer: str, language: str) -> str:
    """The address of a path of the list; those who are not signed in choose language there."""
    here = town.path(path)
    if viewer != NOBODY or language == "sv":
        return here
    return f"{here}{'&' if '?' in here else '?'}lang={language}"


def hidden_fields(
    town: Town, client: FlaskClient, page: Page, viewer: str, language: str
) -> dict[str, str]:
    """What the page with the form gives along; a page of one's own where it may not be seen."""
    response = client.get(address(town, page.form_path, viewer, language))
    if response.status_code != 200 and viewer:
        response = client.get("/mitt-konto")
    return dict(HIDDEN.findall(response.text)) if response.status_code == 200 else {}
