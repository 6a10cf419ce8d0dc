"""The pages of visit satisfaction week by week; a part of tests/page_list.py."""

from collections.abc import Iterator

from organisation.models import Role
from tests.page_shape import STAFF, SWEDISH, Page, Statuses, public, staff
from tests.town import NEWCOMER
from tests.town_visits import SURVEY


def visit_pages() -> Iterator[Page]:
    """All of them."""
    path, sender = f"/resultat/{SURVEY}/veckor", Role.INVESTIGATOR
    for viewer in (Role.INVESTIGATOR, Role.MANAGER, ""):
        yield Page(f"weeks, {viewer}", path, public(), viewer)
    quiet: Statuses = {Role.MANAGER: 200}
    yield Page("weeks, none yet", "/resultat/visit-satisfaction/veckor", quiet, Role.MANAGER)
    yield Page("weeks of more questions", "/resultat/everything/veckor", public(404), "", SWEDISH)
    yield Page("weeks, no such wave", f"{path}?mattillfalle=1999", public(404), "", SWEDISH)
    chart = f"{path}/diagram.svg"
    yield Page("chart of weeks", chart, public(), languages=SWEDISH, is_html=False)
    for form in ("png", "svg", "csv", "xlsx"):
        address = f"{path}/hamta/{form}"
        yield Page(f"weeks as {form}", address, public(), languages=SWEDISH, is_html=False)
    yield Page("weeks as anything", f"{path}/hamta/exe", public(404), "", SWEDISH)
    refused, mine = staff([sender], 422), {NEWCOMER: 404}
    bad = {"email": "ingen adress"}
    send = f"{path}/utskick"
    yield Page("monthly mail, refused", send, refused | mine, sender, STAFF, bad, path)
