"""The pages of the statistics and reports of cases; a part of tests/page_list.py."""

from collections.abc import Iterator

from organisation.models import Role
from tests.page_shape import STAFF, SWEDISH, Page, staff
from tests.town import NEWCOMER

READERS = (Role.INVESTIGATOR, Role.MANAGER)
PAGE, TERTIAL = "/synpunkter/statistik", "?period=2026-T1"


def case_statistics_pages() -> Iterator[Page]:
    """All of them."""
    readers, gone, refused = (staff(READERS, status) for status in (200, 404, 422))
    for role in READERS:
        yield Page(f"case statistics, {role}", f"{PAGE}{TERTIAL}", readers, role)
    others = f"{PAGE}{TERTIAL}&for=andra"
    yield Page("case statistics for others", others, readers, Role.INVESTIGATOR)
    since = f"{PAGE}?fran=2026-03-01"
    yield Page("case statistics since a day", since, readers, Role.MANAGER, SWEDISH)
    yield Page("case statistics, nothing yet", PAGE, {NEWCOMER: 200}, NEWCOMER)
    yield Page("case statistics, no day", f"{PAGE}?fran=x", refused, Role.MANAGER, STAFF)
    days = f"{PAGE}?fran=2026-03-01&for=andra"
    yield Page("case statistics, days for others", days, refused, Role.INVESTIGATOR, SWEDISH)
    for name, path in (
        ("no period", f"{PAGE}?period=x"),
        ("no unit", f"{PAGE}?enhet=okand"),
        ("no report", f"{PAGE}/rapport/exe"),
        ("no chart", f"{PAGE}/diagram/x.svg"),
    ):
        yield Page(f"case statistics, {name}", path, gone, Role.MANAGER, SWEDISH)
    for form in ("pdf", "docx", "xlsx"):
        path = f"{PAGE}/rapport/{form}{TERTIAL}"
        yield Page(f"case report {form}", path, readers, Role.MANAGER, SWEDISH, is_html=False)
    chart = f"{PAGE}/diagram/inkomna.svg{TERTIAL}"
    yield Page("case chart", chart, readers, Role.MANAGER, SWEDISH, is_html=False)
