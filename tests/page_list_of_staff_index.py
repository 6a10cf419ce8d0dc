"""The pages of the staff index, of how many were asked, and of units that changed."""

from collections.abc import Iterator

from organisation.models import Role
from tests.page_shape import (
    NOBODY,
    RESULT_READERS,
    STAFF,
    SWEDISH,
    UNIT_KEEPERS,
    Page,
    public,
    staff,
)
from tests.town import NEWCOMER


def staff_index_pages() -> Iterator[Page]:
    """All of them."""
    yield from _index()
    yield from _asked()
    yield from _changes()


def _index() -> Iterator[Page]:
    path, mine = "/resultat/staff-survey/index", "/resultat/staff-survey/index?enhet=staffed"
    for viewer in (NOBODY, *RESULT_READERS):
        yield Page(f"staff index, {viewer or 'public'}", mine, public(), viewer)
    earlier = staff(RESULT_READERS)
    # Only one of the waves is for everybody.
    others = {role: 404 for role in Role if role not in RESULT_READERS}
    statuses = earlier | others | {NOBODY: 404}
    yield Page("staff index, 2024", f"{mine}&mattillfalle=2024", statuses, Role.MANAGER, SWEDISH)
    gone = public(404)
    yield Page("staff index, no wave", f"{mine}&mattillfalle=x", gone, languages=SWEDISH)
    yield Page("no staff index", "/resultat/everything/index", gone, languages=SWEDISH)
    yield Page("staff index, no survey", "/resultat/nothing/index", gone, languages=SWEDISH)
    for which in ("years", "gender", "teams"):
        picture = f"{path}/diagram/{which}.svg?enhet=staffed"
        yield Page(f"staff index, {which}", picture, public(), languages=SWEDISH, is_html=False)
        file = f"{path}/hamta/{which}/xlsx?enhet=staffed"
        yield Page(f"staff index, {which} file", file, public(), languages=SWEDISH, is_html=False)
    yield Page("no such index chart", f"{path}/diagram/x.svg", gone, languages=SWEDISH)
    yield Page("no such index file", f"{path}/hamta/years/exe", gone, languages=SWEDISH)


def _asked() -> Iterator[Page]:
    page, keeper = "/mattillfallen/{staff_wave}", Role.INVESTIGATOR
    readers = staff((Role.INVESTIGATOR, Role.MANAGER, Role.CASE_WORKER))
    yield Page("wave, asked by team", page, readers, keeper)
    yield Page("wave, asked by team, manager", page, readers, Role.MANAGER, SWEDISH)
    path, refused = f"{page}/tillfragade", staff([keeper], 422)
    wrong = {"asked_team-a": "tolv"}
    yield Page("asked, refused", path, refused, keeper, STAFF, wrong, page)


def _changes() -> Iterator[Page]:
    unit = "/enheter/staffed"
    path = f"{unit}/andringar"
    keepers, refused = staff(UNIT_KEEPERS), staff(UNIT_KEEPERS, 422)
    yield Page("unit that changed", unit, keepers, Role.INVESTIGATOR)
    wrong = {"change_day": "i går", "what": "Två enheter blev en."}
    yield Page("change, refused", path, refused, Role.INVESTIGATOR, STAFF, wrong, unit)
    gone = staff(UNIT_KEEPERS, 404)
    nothing = f"{path}/x/ta-bort"
    yield Page("no such change", nothing, gone, Role.INVESTIGATOR, SWEDISH, {}, unit)
    elsewhere = f"{unit}?ratta=x"
    yield Page("unit elsewhere, changes", elsewhere, {NEWCOMER: 404}, NEWCOMER, SWEDISH)
