"""The pages of those who answer, by link and at a station; a part of tests/page_list.py."""

from collections.abc import Iterator

from tests.page_shape import NOBODY, RESPONDENT, SWEDISH, Page, public


def respondent_pages() -> Iterator[Page]:
    """All of them."""
    yield from _answering()
    yield from _closed_to_respondents()


def _steps(place: str) -> Iterator[Page]:
    """What the browser makes of the long form when it has scripts."""
    path = f"/{place}/{{everything_{'link' if place == 'enkat' else 'station'}}}"
    press = "document.querySelector('[data-next]').click();"
    opened = "document.querySelector('{} > summary').click()"
    states = {
        "question": press * 2,
        "end": press * 20,
        "help": opened.format(".menu.end"),
        "languages": press + opened.format(".unless-start .menu"),
        "not sent": press * 20 + "document.querySelector('[data-not-sent]').hidden = false",
    }
    if place == "kiosk":
        states["idle"] = press * 2 + "document.querySelector('[data-idle]').showModal()"
    for name, script in states.items():
        yield Page(f"{place}, {name}", path, public(), languages=RESPONDENT, then=script)


def _answering() -> Iterator[Page]:
    """By link and at a station: every instrument, refused, in another language, thanked."""
    for place, end in (("enkat", "link"), ("kiosk", "station")):
        for name in ("user_survey", "visit_satisfaction", "everything"):
            path = f"/{place}/{{{name}_{end}}}"
            yield Page(f"{place}, {name}", path, public(), languages=RESPONDENT)
        wrong = {"do": "send", "q-visits": "många", "q-treatment": "4", "q-last_visit": "i går"}
        right = {"do": "send", "q-treatment": "4", "q-gender": "1"}
        arabic = {"language": "ar", "q-treatment": "1"}
        for name, sent, status in (
            ("refused", wrong, 422),
            ("in Arabic", arabic, 200),
            ("sent", right, 303),
            ("started over", {"do": "over"}, 303),
        ):
            languages = SWEDISH if status == 303 or sent is arabic else RESPONDENT
            yield Page(f"{place}, {name}", path, public(status), NOBODY, languages, sent)
        yield Page(f"{place}, thanks", f"{path}/tack", public(), languages=RESPONDENT)
        yield from _steps(place)


def _closed_to_respondents() -> Iterator[Page]:
    for name, path, status in (
        ("link, closed", "/enkat/{closed_link}", 410),
        ("link, last day has been", "/enkat/{over_link}", 410),
        ("link, not yet open", "/enkat/{early_link}", 404),
        ("station, nothing now", "/kiosk/{quiet_station}", 410),
        ("station, nothing now, thanks", "/kiosk/{quiet_station}/tack", 410),
    ):
        yield Page(name, path, public(status), languages=RESPONDENT)
    for name, path in (
        ("link, unknown", "/enkat/okand"),
        ("station, unknown", "/kiosk/okand"),
        ("thanks, unknown link", "/enkat/okand/tack"),
        ("thanks, unknown station", "/kiosk/okand/tack"),
    ):
        yield Page(name, path, public(404), languages=SWEDISH)
