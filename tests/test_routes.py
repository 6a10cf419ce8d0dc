"""Every route says who may open it, and each role gets what the list of pages says."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from core.web import CONTENT_SECURITY_POLICY
from organisation.access import PUBLIC, Permission
from tests.organisation.people import SAME_SITE
from tests.page_list import PAGES
from tests.page_shape import ABROAD, NOBODY, Page
from tests.town import Town
from tests.town_around import HALF
from tests.visits import visit

ADD_IT = (
    "tests/page_list.py does not list {}. Add a Page for each of its states, with the status that "
    "each role gets: the list is what is tried with axe, as HTML, and for who may open it."
)
PART = re.compile(
    r"[a-z0-9]+(-[a-z0-9]+)*(\.(svg|pdf|csv|xlsx))?|<(string|int)(\([a-z0-9=]+\))?:[a-z_]+>(\.(svg|pdf))?"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
#: Pictures stand in a sandbox of their own, and charts may be kept by the browser.
SANDBOX = re.compile(r"default-src 'none';( style-src 'unsafe-inline';)? sandbox")
CHARTS = (
    "chart",
    "overview chart",
    "side by side chart",
    "case chart",
    "distribution",
    "indicator chart ar",
    "indicator chart perioder",
)
INDEX_CHARTS = tuple(f"staff index, {which}" for which in ("years", "gender", "teams"))
KEPT = dict.fromkeys((*CHARTS, *INDEX_CHARTS, "chart of weeks"), "private, max-age=86400")


def rules(app: Flask) -> Iterator[Rule]:
    """Every route of ours; static files are the web server's."""
    return (rule for rule in app.url_map.iter_rules() if rule.endpoint != "static")


def route_of(town: Town, page: Page) -> str:
    """The route that answers the page: method and endpoint."""
    method = "GET" if page.send is None else "POST"
    path = town.path(page.path).partition("?")[0]
    with town.app.test_request_context():
        adapter = town.app.create_url_adapter(None) or town.app.url_map.bind("localhost")
        return f"{method} {adapter.match(path, method)[0]}"


def test_every_route_says_who_may_open_it(town: Town) -> None:
    known = {PUBLIC, *Permission}
    for rule in rules(town.app):
        said = getattr(town.app.view_functions[rule.endpoint], "permission", None)
        assert said in known, (
            f"{rule} says no permission: put @public or @requires(Permission...) under its route, "
            "so that nothing is open by oversight"
        )


def test_addresses_are_words_with_hyphens_and_their_parts_have_types(town: Town) -> None:
    for rule in rules(town.app):
        wrong = [
            part for part in rule.rule.strip("/").split("/") if part and not PART.fullmatch(part)
        ]
        assert not wrong, (
            f"{rule}: write {wrong} as words-with-hyphens or <string:name>, <int:name>"
        )


def test_every_route_is_in_the_list_of_pages(town: Town) -> None:
    routes = {
        f"{method} {rule.endpoint}"
        for rule in rules(town.app)
        for method in (rule.methods or set()) & {"GET", "POST"}
    }
    unrouted = {"unknown address", "no such method"}
    listed = {route_of(town, page) for page in PAGES if page.name not in unrouted}
    missing = routes - listed
    assert not missing, ADD_IT.format(", ".join(sorted(missing)))


@pytest.mark.thorough
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_role_gets_its_page_with_safe_headers(town: Town, page: Page) -> None:
    for viewer, status in page.statuses.items():
        response = visit(town, page, viewer)
        assert response.status_code == status, f"{viewer or 'nobody'} at {page.path}"
        policy = response.headers["Content-Security-Policy"]
        if status == 200 and not page.is_html:
            assert SANDBOX.fullmatch(policy)
            policy = CONTENT_SECURITY_POLICY
        kept = KEPT.get(page.name, "no-store") if status == 200 else "no-store"
        expected = {**HEADERS, "Cache-Control": kept}
        found = {name: response.headers.get(name) for name in expected}
        assert found | {"Content-Security-Policy": policy} == expected


FOR_STAFF = [page for page in PAGES if page.statuses.get(NOBODY) in (302, 303)]


@pytest.mark.thorough
@pytest.mark.parametrize("page", FOR_STAFF, ids=lambda page: page.name)
def test_who_is_signed_out_is_led_to_sign_in_and_back(town: Town, page: Page) -> None:
    if page.statuses[NOBODY] == page.status == 303 and page.viewer == NOBODY:
        return
    location = visit(town, page, NOBODY).location
    assert location.startswith("/logga-in")
    wanted = town.path(page.path).replace("/", "%2F")
    assert ("next=" in location) == (page.send is None and page.path != "/"), wanted


SENT = [page for page in PAGES if page.send is not None and page.form_on != ABROAD]


@pytest.mark.thorough
@pytest.mark.parametrize("page", SENT, ids=lambda page: page.name)
def test_a_form_that_is_not_from_our_own_page_is_refused(town: Town, page: Page) -> None:
    path, client = town.path(page.path), town.visitor(page.viewer)
    # Who has not passed the second step is not signed in: its form is like that of the first.
    if page.viewer and page.viewer not in HALF:
        without_token = client.post(path, data=page.send, headers=SAME_SITE)
        assert without_token.status_code == 400, "a form of staff needs its token"
        return
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://example.org"},
        {},
    ):
        response = client.post(path, data=page.send, headers=headers)
        assert response.status_code == 403, f"sent with {headers}"
