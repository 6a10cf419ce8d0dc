"""The pages of the scorecard; a part of tests/page_list.py."""

from collections.abc import Iterator

from organisation.models import Role
from tests.page_shape import RESULT_READERS, STAFF, SWEDISH, Page, staff
from tests.town import NEWCOMER

KEEPERS = (Role.INVESTIGATOR,)


def scorecard_pages() -> Iterator[Page]:
    """All of them."""
    yield from _overview()
    yield from _one()
    yield from _written()
    yield from _defined()


def _overview() -> Iterator[Page]:
    path, readers = "/styrkort", staff(RESULT_READERS)
    yield Page("scorecard", f"{path}?enhet=homeless&period=2025", readers, Role.INVESTIGATOR)
    first = f"{path}?enhet=homeless&period=2025-T1"
    yield Page("scorecard, first tertial", first, readers, Role.MANAGER)
    yield Page("scorecard, nothing yet", path, {NEWCOMER: 200}, NEWCOMER)
    gone = staff(RESULT_READERS, 404)
    for name, asked in (("unit", "enhet=okand"), ("period", "period=i%20fjol")):
        yield Page(f"scorecard, no such {name}", f"{path}?{asked}", gone, Role.MANAGER, SWEDISH)
    elsewhere = f"{path}?enhet=homeless"
    yield Page("scorecard elsewhere", elsewhere, {NEWCOMER: 404}, NEWCOMER, SWEDISH)


def _one() -> Iterator[Page]:
    one, readers = "/styrkort/{indicator}", staff(RESULT_READERS)
    yield Page("indicator", one, readers | {NEWCOMER: 404}, Role.MANAGER)
    for name in ("survey", "cases", "few"):
        yield Page(f"indicator, {name}", f"/styrkort/{{indicator_{name}}}", readers, Role.MANAGER)
    nothing = f"{one}?period=2026"
    yield Page("indicator, no figure yet", nothing, readers, Role.INVESTIGATOR)
    gone = staff(RESULT_READERS, 404)
    for asked in ("2027", "2025-T1"):
        path = f"{one}?period={asked}"
        yield Page(f"indicator, no period {asked}", path, gone, Role.MANAGER, SWEDISH)
    for name in ("ar", "perioder"):
        path = f"{one}/diagram/{name}.svg"
        yield Page(f"indicator chart {name}", path, readers, Role.MANAGER, SWEDISH, is_html=False)
    unknown = f"{one}/diagram/nej.svg"
    yield Page("indicator chart, unknown", unknown, gone, Role.MANAGER, SWEDISH)


def _written() -> Iterator[Page]:
    one, refused = "/styrkort/{indicator}", staff(RESULT_READERS, 422)
    gone, at = staff(RESULT_READERS, 404), "period=2025"
    bad = {"all_count": "9", "all_of": "4", "figure_source": ""}
    for name, act, sent in (
        ("figure refused", "siffra", bad),
        ("figure not removed", "siffra/ta-bort", {}),
        ("word refused", "ord", {"word_forecast": "101"}),
    ):
        path = f"{one}/{act}?{at}"
        yield Page(f"indicator, {name}", path, refused, Role.MANAGER, STAFF, sent, one)
        there = {NEWCOMER: 404}
        yield Page(
            f"indicator elsewhere, {name}", path, there, NEWCOMER, SWEDISH, sent, "/mitt-konto"
        )
    survey = "/styrkort/{indicator_survey}"
    path = f"{survey}/siffra?{at}"
    yield Page("figure of a survey", path, gone, Role.MANAGER, SWEDISH, bad, survey)
    stale, behind = {"word_revision": "0", "word_analysis": "Mina ord."}, staff(RESULT_READERS, 409)
    yield Page("indicator, stale", f"{one}/ord?{at}", behind, Role.MANAGER, STAFF, stale, one)


def _defined() -> Iterator[Page]:
    new, change = "/styrkort/ny", "/styrkort/{indicator}/andra"
    keepers, refused = staff(KEEPERS), staff(KEEPERS, 422)
    keeper, elsewhere = Role.INVESTIGATOR, {NEWCOMER: 404}
    yield Page("new indicator", f"{new}?enhet=homeless", keepers, keeper)
    yield Page("new indicator, refused", new, refused, keeper, STAFF, {"indicator_name": ""})
    yield Page("changing an indicator", change, keepers | elsewhere, keeper)
    yield Page("targets of a year", f"{change}?ar=2025", keepers, keeper)
    gone = staff(KEEPERS, 404)
    yield Page("targets of no year", f"{change}?ar=x", gone, keeper, SWEDISH)
    bad = {"indicator_name": "", "indicator_quantity": "count"}
    yield Page("indicator refused", change, refused, keeper, STAFF, bad)
    targets, wrong = "/styrkort/{indicator}/mal", {"target_year": "x"}
    yield Page("targets refused", targets, refused, keeper, STAFF, wrong, change)
    behind, stale = staff(KEEPERS, 409), {"revision": "0", "indicator_name": "Mitt namn"}
    yield Page("indicator changed meanwhile", change, behind, keeper, STAFF, stale)
    old = {"revision": "0", "target_year": "2025", "target_unit_kind": "number"}
    yield Page("targets changed meanwhile", targets, behind, keeper, STAFF, old, change)
    yield Page("targets elsewhere", targets, elsewhere, NEWCOMER, SWEDISH, wrong, "/mitt-konto")
