"""The pages of cases that staff write down; a part of tests/page_list.py."""

from collections.abc import Iterator

from organisation.models import Role
from tests.page_list_of_answers import paper_pages
from tests.page_shape import STAFF, SWEDISH, Page, Statuses, staff

WRITERS = (Role.INVESTIGATOR, Role.MANAGER, Role.CASE_WORKER, Role.RECEPTION)
NEW, MINE = "/synpunkter/ny", "/synpunkter/mina"
#: What the Swedish reception has written; nobody else's.
OWN: Statuses = {**staff(WRITERS, 404), Role.RECEPTION: 200}


def registering_pages() -> Iterator[Page]:
    """All of them."""
    yield from paper_pages()
    yield from _writing()
    yield from _own()
    yield from _city_form()


def _writing() -> Iterator[Page]:
    writers, refused, viewer = staff(WRITERS), staff(WRITERS, 422), Role.RECEPTION
    yield Page("register", NEW, writers, viewer)
    yield Page("register, letterbox", f"{NEW}?kanal=letterbox", writers, viewer, SWEDISH)
    letter = {"channel": "letter", "serial": "1", "kind": "complaint", "way": "home"}
    told = {"channel": "told", "text": "811218-9876", "received": "2030-01-01"}
    yield Page("register, refused", NEW, refused, viewer, STAFF, letter)
    yield Page("register, refused twice", NEW, refused, viewer, SWEDISH, told)
    missing = staff(WRITERS, 404)
    unknown = {"number": "2026-9999", "code": "1"}
    yield Page("slip of nothing", f"{NEW}/lapp", missing, viewer, SWEDISH, unknown, NEW)


def _own() -> Iterator[Page]:
    viewer = Role.RECEPTION
    yield Page("own cases", MINE, staff(WRITERS), viewer)
    yield Page("own cases, none", MINE, staff(WRITERS), Role.CASE_WORKER, SWEDISH)
    yield Page("own case", f"{MINE}/{{own_case}}", OWN, viewer, SWEDISH)
    yield Page("own case, triaged", f"{MINE}/{{own_triaged}}", OWN, viewer, SWEDISH)
    stale, changed = {"text": "Nytt", "revision": "0"}, {**OWN, viewer: 422}
    yield Page("own case, stale", f"{MINE}/{{own_case}}", changed, viewer, SWEDISH, stale, NEW)
    yield Page("own draft", "/synpunkter/utkast/{own_draft}", OWN, viewer, SWEDISH)
    gone = staff(WRITERS, 404)
    nobodys = f"/synpunkter/utkast/{'0' * 32}/ta-bort"
    yield Page("draft of nobody", nobodys, gone, viewer, SWEDISH, {}, NEW)


def _city_form() -> Iterator[Page]:
    readers, path, reader = staff([Role.INVESTIGATOR]), f"{NEW}/csv", Role.INVESTIGATOR
    yield Page("city form", path, readers, reader)
    yield Page("city form, template", f"{path}/mall.csv", readers, reader, SWEDISH, is_html=False)
    refused, gone = staff([reader], 422), staff([reader], 404)
    yield Page("city form, no file", path, refused, reader, STAFF, {}, path)
    yield Page("city form, found", f"{path}/{{city_file}}", readers, reader, SWEDISH)
    yield Page("city form, of nobody", f"{path}/{'0' * 32}", gone, reader, SWEDISH)
    nobodys = f"{path}/{'0' * 32}"
    yield Page("city form, not stored", nobodys, gone, reader, SWEDISH, {}, path)
