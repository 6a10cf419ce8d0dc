"""The pages of absences, measures, notices, the log; a part of tests/page_list.py."""

from collections.abc import Iterator

from organisation.models import Role
from tests.page_shape import STAFF, SWEDISH, Page, staff
from tests.town import NEWCOMER

MEASURE_READERS = (Role.INVESTIGATOR, Role.MANAGER, Role.CASE_WORKER)
MEASURE_KEEPERS = (Role.INVESTIGATOR, Role.MANAGER)


def work_around_pages() -> Iterator[Page]:
    """All of them."""
    yield from _measures()


def _measures() -> Iterator[Page]:
    path, one = "/atgarder", "/atgarder/{measure}"
    readers, keepers = staff(MEASURE_READERS), staff(MEASURE_KEEPERS)
    elsewhere, manager = {NEWCOMER: 404}, Role.MANAGER
    for role in MEASURE_READERS:
        yield Page(f"measures, {role}", path, readers, role)
    yield Page("measures, none", path, {NEWCOMER: 200}, NEWCOMER)
    limited = f"{path}?lage=under_way&sena=1"
    yield Page("measures, limited", limited, readers, manager, SWEDISH)
    yield Page("measures, nothing found", f"{path}?lage=dropped", readers, manager)
    gone = staff(MEASURE_READERS, 404)
    yield Page("measures, no such state", f"{path}?lage=x", gone, manager, SWEDISH)
    yield Page("new measure", f"{path}/ny", keepers, manager)
    from_case = f"{path}/ny?synpunkt={{case_with_manager}}"
    yield Page("new measure from a case", from_case, keepers, manager)
    for role in (Role.CASE_WORKER, manager):
        yield Page(f"measure, {role}", one, readers | elsewhere, role)
    bad = {"measure_what": "", "measure_from": "i går", "measure_state": "x"}
    refused = staff(MEASURE_KEEPERS, 422)
    yield Page("new measure, refused", f"{path}/ny", refused, manager, STAFF, bad)
    yield Page("measure, refused", one, refused, manager, STAFF, bad)
    stale = {"revision": "0", "measure_what": "Mina ord."}
    yield Page("measure, stale", one, staff(MEASURE_KEEPERS, 409), manager, STAFF, stale)
    empty = {"note_text": ""}
    yield Page("measure, note refused", f"{one}/anteckning", refused, manager, STAFF, empty, one)
