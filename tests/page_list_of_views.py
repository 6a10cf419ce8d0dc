"""The pages of leaving a view or complaint; a part of tests/page_list_of_intake.py."""

from collections.abc import Iterator
from datetime import UTC, datetime

from feedback.intake.view_limits import stamp
from tests.page_shape import NOBODY, RESPONDENT, SWEDISH, Page, public

#: A form that has been open for ten minutes.
OPENED = stamp("only-for-tests-" * 4, datetime(2026, 3, 12, 8, 50, tzinfo=UTC))
NUMBER = "811228-9874"


def view_pages() -> Iterator[Page]:
    """The form on the web and at a station in each state, and what stands beside it."""
    yield from _forms()
    station = "/kiosk/{everything_station}/tyck-till"
    keys = "document.querySelector('.other').click()"
    asked = "document.querySelector('[data-idle]').showModal()"
    home = "document.querySelector('[value=home]').click()"
    yield Page("view, station, digits", station, public(), languages=RESPONDENT, then=keys)
    yield Page("view, station, idle", station, public(), languages=RESPONDENT, then=asked)
    yield Page("view, letter home", "/tyck-till", public(), languages=RESPONDENT, then=home)
    yield Page("view, unknown station", "/kiosk/okand/tyck-till", public(404), languages=SWEDISH)
    yield Page("your data", "/om-dina-uppgifter", public(), languages=RESPONDENT)
    for name in ("qr", "svar-qr"):
        path = f"/tyck-till/{name}.svg"
        yield Page(f"view, {name}", path, public(), languages=SWEDISH, is_html=False)


def _forms() -> Iterator[Page]:
    right = {"do": "send", "kind": "complaint", "text": "Ni svarade inte.", "opened": OPENED}
    for place, path in (
        ("web", "/tyck-till"),
        ("station", "/kiosk/{everything_station}/tyck-till"),
    ):
        yield Page(f"view, {place}", path, public(), languages=RESPONDENT)
        for name, sent, status in (
            ("thanks", right, 200),
            ("refused", right | {"kind": "", "text": "x" * 66_000}, 422),
            ("personal number", right | {"text": f"Jag har {NUMBER}."}, 422),
            ("too quick", right | {"opened": "x"}, 422),
            ("started over", {"do": "over"}, 303),
        ):
            languages = SWEDISH if status == 303 else RESPONDENT
            yield Page(f"view, {place}, {name}", path, public(status), NOBODY, languages, sent)
        arabic = {"language": "ar", "text": "Hej"}
        name = f"view, {place}, in Arabic"
        yield Page(name, path, public(), NOBODY, SWEDISH, arabic)
    missing = right | {"way": "home", "postcode": "12"}
    name, path = "view, web, contact missing", "/tyck-till"
    yield Page(name, path, public(422), NOBODY, RESPONDENT, missing)
