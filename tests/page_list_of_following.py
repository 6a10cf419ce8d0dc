"""The pages of many cases; a part of tests/page_list.py."""

from collections.abc import Iterator

from organisation.models import Role
from tests.page_list_of_handling import case_statuses
from tests.page_list_of_lessons import lesson_pages
from tests.page_shape import STAFF, SWEDISH, Page, staff
from tests.town import NEWCOMER

READERS = (Role.INVESTIGATOR, Role.MANAGER)
BOARD, LIST, EXPORT = "/synpunkter/bevakning", "/synpunkter", "/synpunkter/hamta"
REGISTER = "/synpunkter/registerlista"
#: The search is in the sender's own words, which a manager finds in their unit.
LIMITED = "?lage=open&sok=vänta&typ=complaint&svarstid=later&fran=2026-01-01&sortera=sista-dag"


def following_pages() -> Iterator[Page]:
    """All of them."""
    yield from _board()
    yield from _list()
    yield from _exports()
    yield from _masked_copies()
    yield from lesson_pages()
    yield from _retention()


def _board() -> Iterator[Page]:
    readers, gone = staff(READERS), staff(READERS, 404)
    for role in READERS:
        yield Page(f"board, {role}", BOARD, readers, role)
    nothing_new = f"{BOARD}?etikett=new_day"
    yield Page("board, a label", nothing_new, readers, Role.INVESTIGATOR, STAFF)
    yield Page("board, no such label", f"{BOARD}?etikett=x", gone, Role.MANAGER, SWEDISH)
    yield Page("board, nothing yet", BOARD, {NEWCOMER: 200}, NEWCOMER)


def _list() -> Iterator[Page]:
    readers = staff(READERS)
    for role in READERS:
        yield Page(f"cases, {role}", LIST, readers, role)
    yield Page("cases, limited", f"{LIST}{LIMITED}", readers, Role.INVESTIGATOR)
    nothing = f"{LIST}?sok=finnsinte"
    yield Page("cases, nothing found", nothing, readers, Role.MANAGER)
    refused, gone = staff(READERS, 422), staff(READERS, 404)
    bad_day = f"{LIST}?fran=i+går"
    yield Page("cases, no such day", bad_day, refused, Role.MANAGER)
    yield Page("cases, no such kind", f"{LIST}?typ=x", gone, Role.MANAGER, SWEDISH)
    yield Page("cases, nothing yet", LIST, {NEWCOMER: 200}, NEWCOMER)


def _exports() -> Iterator[Page]:
    readers, refused = staff(READERS), staff(READERS, 422)
    yield Page("cases to take away", EXPORT, readers, Role.MANAGER)
    limited = f"{EXPORT}?lage=open&typ=complaint"
    yield Page("cases to take away, limited", limited, readers, Role.INVESTIGATOR)
    yield Page("cases, no format", EXPORT, refused, Role.MANAGER, STAFF, {"format": "x"})
    sent = {"format": "csv"}
    yield Page("cases as CSV", EXPORT, readers, Role.MANAGER, SWEDISH, sent, is_html=False)
    period = "?fran=2026-01-01&till=2026-03-31"
    yield Page("register list", f"{REGISTER}{period}", readers, Role.INVESTIGATOR)
    empty = f"{REGISTER}?fran=2020-01-01&till=2020-03-31"
    yield Page("register list, empty", empty, readers, Role.MANAGER)
    backwards = f"{REGISTER}?fran=2026-03-31&till=2026-01-01"
    yield Page("register list, backwards", backwards, refused, Role.MANAGER)
    for ending in ("pdf", "csv"):
        file, gone = f"{REGISTER}/lista.{ending}", staff(READERS, 404)
        path = f"{file}{period}"
        yield Page(f"register list as {ending}", path, readers, Role.MANAGER, STAFF, is_html=False)
        yield Page(f"no register list as {ending}", f"{file}?fran=x", gone, Role.MANAGER, SWEDISH)


def _masked_copies() -> Iterator[Page]:
    without = {Role.CASE_WORKER: 403, Role.RECEPTION: 403}
    one, readers = "/synpunkter/{case_full}/maskad-kopia", case_statuses() | without
    yield Page("masked copy", one, readers, Role.INVESTIGATOR)
    words = {"ord": "Kim", "texter": "1", "former": "phone"}
    yield Page("masked copy, shown", one, readers, Role.MANAGER, STAFF, words)
    refused, many = case_statuses(422) | without, "\n".join(f"ord {n}" for n in range(201))
    yield Page("masked copy, too many words", one, refused, Role.MANAGER, STAFF, {"ord": many})
    as_pdf = {"do": "pdf"}
    yield Page("masked copy as PDF", one, readers, Role.MANAGER, SWEDISH, as_pdf, is_html=False)
    secret = "/synpunkter/{case_confidential}/maskad-kopia"
    hidden = case_statuses(200, 404) | without
    yield Page("masked copy of a secret", secret, hidden, Role.INVESTIGATOR, SWEDISH)


def _retention() -> Iterator[Page]:
    path, by = "/gallring", Role.INVESTIGATOR
    keepers, refused, gone = (staff((by,), status) for status in (200, 422, 404))
    decide = f"{path}/beslut"
    yield Page("retention", path, keepers, by)
    wrong = {"what": "complaint", "decision": "", "months": "två", "decided_on": "i går"}
    yield Page("retention, refused", decide, refused, by, STAFF, wrong, path)
    yield Page("retention of nothing", decide, gone, by, SWEDISH, {"what": "x"}, path)
    yield Page("retention, not sure", path, refused, by, STAFF, {})
    yield Page("retention, not kept", path, refused, by, STAFF, {"confirm": "1"})
    kept = f"{path}/bevaras.xlsx"
    yield Page("retention, to keep", kept, keepers, by, SWEDISH, is_html=False)
