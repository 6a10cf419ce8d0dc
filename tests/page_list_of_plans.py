"""The pages of plans after a result; a part of tests/page_list.py."""

from collections.abc import Iterator

from organisation.models import Role
from tests.page_shape import RESULT_READERS, STAFF, SWEDISH, Page, staff
from tests.town import NEWCOMER


def plan_pages() -> Iterator[Page]:
    """All of them; the start page and the list of measures with what is late."""
    path, readers, manager = "/resultat/everything/plan", staff(RESULT_READERS), Role.MANAGER
    elsewhere, gone = {NEWCOMER: 404}, staff(RESULT_READERS, 404)
    for role in RESULT_READERS:
        yield Page(f"plans, {role}", f"{path}?enhet=homeless", readers | elsewhere, role)
    before = f"{path}?enhet=homeless&mattillfalle=2025"
    yield Page("plans after the wave before", before, readers, manager)
    yield Page("plans after no such wave", f"{path}?mattillfalle=x", gone, manager, SWEDISH)
    refused, stale = {"before": "2026-03-02", "due": "i går"}, {"before": "", "due": "2026-05-01"}
    homeless = f"{path}?enhet=homeless"
    yield Page("plans, day refused", homeless, staff(RESULT_READERS, 422), manager, STAFF, refused)
    yield Page("plans, day stale", homeless, staff(RESULT_READERS, 409), manager, STAFF, stale)
    begun = "/atgarder/ny?matning={planned_wave}"
    yield Page("new measure from a result", begun, readers | elsewhere, manager)
