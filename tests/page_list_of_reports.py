"""The pages of reports; a part of tests/page_list.py."""

from collections.abc import Iterator

from organisation.models import Role
from tests.page_shape import RESULT_READERS, STAFF, SWEDISH, Page, staff
from tests.town import NEWCOMER

PAGE = "/rapporter"


def report_pages() -> Iterator[Page]:
    """All of them."""
    readers, gone = staff(RESULT_READERS), staff(RESULT_READERS, 404)
    one, sheet, reader = f"{PAGE}/{{report}}", f"{PAGE}/{{report_one_page}}", Role.MANAGER
    elsewhere = {NEWCOMER: 404}
    yield Page("reports", PAGE, readers, reader)
    yield Page("reports, none", PAGE, {NEWCOMER: 200}, NEWCOMER)
    yield Page("report", one, readers | elsewhere, reader)
    yield Page("report, one page", sheet, readers | elsewhere, reader, SWEDISH)
    yield Page("report, no such key", f"{PAGE}/{'0' * 32}", gone, reader, SWEDISH)
    yield Page("report, no key", f"{PAGE}/{'x' * 32}", gone, reader, SWEDISH)
    yield Page("report, no such file", f"{one}/exe", gone, reader, SWEDISH)
    for name, path in (
        ("PDF", f"{one}/pdf"),
        ("DOCX", f"{one}/docx"),
        ("picture", f"{one}/bild/oversikt.svg"),
        ("picture on a phone, dark", f"{one}/bild/oversikt-smal-mork.svg"),
    ):
        readable = readers | elsewhere
        yield Page(f"report, {name}", path, readable, reader, SWEDISH, is_html=False)
    refused = staff(RESULT_READERS, 422)
    nothing = {"wave": "x", "shape": "x", "language": "tlh"}
    yield Page("report of no wave", f"{PAGE}/enkat", refused, reader, STAFF, nothing, PAGE)
    nothing = {"unit": "x", "period": "2026-T9", "for": "x", "language": ""}
    yield Page("report of no time", f"{PAGE}/period", refused, reader, STAFF, nothing, PAGE)
    none = f"{PAGE}/{'0' * 32}/ta-bort"
    yield Page("no report to delete", none, gone, reader, SWEDISH, {}, PAGE)
    yield from _kolada()


def _kolada() -> Iterator[Page]:
    """The table for Kolada."""
    readers, gone = staff(RESULT_READERS), staff(RESULT_READERS, 404)
    table = f"{PAGE}/kolada/csv?enhet=homeless&fran=2024&till=2026"
    for form in ("csv", "xlsx"):
        path = table.replace("csv", form)
        yield Page(f"Kolada, {form}", path, readers, Role.MANAGER, SWEDISH, is_html=False)
    for name, path in (
        ("no unit", f"{PAGE}/kolada/csv"),
        ("no year", f"{PAGE}/kolada/csv?enhet=homeless&fran=x"),
        ("no form", f"{PAGE}/kolada/exe?enhet=homeless"),
    ):
        yield Page(f"Kolada, {name}", path, gone, Role.MANAGER, SWEDISH)
    yield Page("Kolada elsewhere", table, {NEWCOMER: 404}, NEWCOMER, SWEDISH)
