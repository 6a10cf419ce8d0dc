"""The pages of patterns, "Ni sa – vi gjorde" and themes; a part of tests/page_list.py."""

from collections.abc import Iterator

from organisation.models import Role
from tests.page_shape import NOBODY, RESPONDENT, STAFF, SWEDISH, Page, public, staff
from tests.town import NEWCOMER

READERS = (Role.INVESTIGATOR, Role.MANAGER)
PATTERNS, STORIES, THEMES = (
    f"/synpunkter/{one}" for one in ("monster", "ni-sa-vi-gjorde", "teman")
)
STALE = {"revision": "0", "mark": "x", "cause": "Mina ord.", "said": "Mina ord.", "did": "Vi."}


def lesson_pages() -> Iterator[Page]:
    """All of them."""
    yield from _patterns()
    yield from _stories()
    yield from _shown_to_everyone()
    yield from _themes()


def _patterns() -> Iterator[Page]:
    readers, elsewhere = staff(READERS), {NEWCOMER: 404}
    one = f"{PATTERNS}/{{pattern}}"
    for role in READERS:
        yield Page(f"patterns, {role}", PATTERNS, readers, role)
    yield Page("patterns, none", PATTERNS, {NEWCOMER: 200}, NEWCOMER)
    yield Page("pattern", one, readers | elsewhere, Role.MANAGER)
    yield Page("pattern, closed", f"{PATTERNS}/{{pattern_closed}}", readers, Role.INVESTIGATOR)
    close = {"action": "close", "owner": "", "follow_up_on": "snart"}
    yield Page("pattern, refused", one, staff(READERS, 422), Role.MANAGER, STAFF, close)
    yield Page("pattern, stale", one, staff(READERS, 409), Role.INVESTIGATOR, STAFF, STALE)


def _stories() -> Iterator[Page]:
    readers, elsewhere, manager = staff(READERS), {NEWCOMER: 404}, Role.MANAGER
    waiting, shown = f"{STORIES}/{{story_waiting}}", f"{STORIES}/{{story}}"
    refused, gone = staff(READERS, 422), staff(READERS, 404)
    for role in READERS:
        yield Page(f"stories, {role}", STORIES, readers, role)
        yield Page(f"story, {role}", waiting, readers | elsewhere, role)
    yield Page("stories, none", STORIES, {NEWCOMER: 200}, NEWCOMER)
    filled = f"{STORIES}?forslag={{case_closed}}"
    yield Page("stories, a suggestion", filled, readers, manager)
    yield Page("stories, no such case", f"{STORIES}?forslag=x", gone, manager, SWEDISH)
    named = {"said": "Ring 070-123 45 67.", "did": ""}
    yield Page("stories, refused", STORIES, refused, manager, STAFF, named)
    yield Page("story, shown", shown, readers, Role.INVESTIGATOR)
    yield Page("story, refused", shown, refused, manager, STAFF, named)
    yield Page("story, stale", waiting, staff(READERS, 409), manager, STAFF, STALE)
    only_managers = staff((manager,), 409)
    approve = f"{waiting}/godkann"
    yield Page("story, stale approval", approve, only_managers, manager, STAFF, STALE, waiting)
    for action in ("dolj", "ta-bort"):
        path = f"{STORIES}/999999/{action}"
        yield Page(f"no story to {action}", path, gone, manager, SWEDISH, {}, STORIES)


def _shown_to_everyone() -> Iterator[Page]:
    path = "/ni-sa-vi-gjorde"
    yield Page("you said, we did", path, public(), NOBODY, RESPONDENT)
    for name, unit in (("", "homeless"), (", nothing yet", "new")):
        yield Page(f"screen{name}", f"{path}/skarm/{unit}", public(), NOBODY, SWEDISH)
    yield Page("no such screen", f"{path}/skarm/finns-inte", public(404), NOBODY, SWEDISH)


def _themes() -> Iterator[Page]:
    keeper, keepers = Role.INVESTIGATOR, staff((Role.INVESTIGATOR,))
    refused = staff((keeper,), 422)
    one = f"{THEMES}/1"
    yield Page("themes", THEMES, keepers, keeper)
    yield Page("themes, refused", THEMES, refused, keeper, STAFF, {"name": ""})
    yield Page("theme", one, keepers, keeper)
    yield Page("theme, refused", one, refused, keeper, STAFF, {"name": "x" * 81})
    back = staff((keeper,), 303)
    yield Page("theme in use", f"{one}/anvand", back, keeper, SWEDISH, {}, one)
