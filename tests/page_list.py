"""The one list of pages: route x role x state. Tests of routes, of HTML and with axe share it.

A page is an address in tests/town.py, what is sent to it, and the status that each role gets.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from organisation.models import Role
from tests.town import LEAVER, LOCKED, NEWCOMER

NOBODY = ""
RESPONDENT = ("sv", "en", "ar")
STAFF = ("sv", "en")
SWEDISH = ("sv",)
#: `form_on` of what is sent from another site.
ABROAD = "about:blank"

WAVE_READERS = (Role.INVESTIGATOR, Role.MANAGER, Role.CASE_WORKER)
RESULT_READERS = (Role.INVESTIGATOR, Role.MANAGER)

#: The status of each viewer: a role, NOBODY, or one of the town's other people.
Statuses = dict[str, int]


@dataclass(frozen=True)
class Page:
    """A page in one state.

    `viewer` is in whose eyes it is looked at. `send` makes it the answer to a form that stands
    on `form_on` (its own address when nothing is said). `then` is a script that brings the page
    into its state in the browser.
    """

    name: str
    path: str
    statuses: Statuses
    viewer: str = NOBODY
    languages: tuple[str, ...] = STAFF
    send: Mapping[str, str] | None = None
    form_on: str = ""
    then: str = ""
    is_html: bool = True

    @property
    def status(self) -> int:
        """What its viewer gets."""
        return self.statuses[self.viewer]

    @property
    def form_path(self) -> str:
        """Where its form stands."""
        return self.form_on or self.path


def public(status: int = 200) -> Statuses:
    """The same for everybody."""
    return dict.fromkeys((NOBODY, *Role), status)


def staff(roles: Iterable[Role] = Role, status: int = 200) -> Statuses:
    """For some roles; others may not, and who is signed out signs in first."""
    return {NOBODY: 303, **dict.fromkeys(Role, 403), **dict.fromkeys(roles, status)}


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


def _errors() -> Iterator[Page]:
    link = "/enkat/{everything_link}"
    long = {"do": "send", "q-better": "x" * 70_000}
    form = {"user_name": "anna", "password": "x"}
    yield Page("unknown address", "/finns-inte", public(404), languages=SWEDISH)
    yield Page("no such method", "/logga-ut", public(405), languages=SWEDISH)
    yield Page("an error of ours", "/enkat/{broken_link}", public(500), languages=SWEDISH)
    yield Page("too large", link, public(413), languages=SWEDISH, send=long)
    yield Page("foreign answers", link, public(403), NOBODY, SWEDISH, {"do": "send"}, ABROAD)
    yield Page("foreign sign-in", "/logga-in", public(403), NOBODY, SWEDISH, form, ABROAD)


def _signing_in() -> Iterator[Page]:
    only_outside = public(303) | {NOBODY: 200}
    wrong = {"user_name": "anna", "password": "fel", "next": ""}
    locked = {"user_name": LOCKED, "password": "fel", "next": ""}
    yield Page("sign-in", "/logga-in", only_outside)
    yield Page("sign-in, refused", "/logga-in", public(422), send=wrong)
    yield Page("sign-in, must wait", "/logga-in", public(429), send=locked)
    for end in ("", "/overallt"):
        both = {**staff(status=303), LEAVER: 303}
        yield Page(f"sign out{end}", f"/logga-ut{end}", both, LEAVER, STAFF, {}, "/mitt-konto")


def _own_pages() -> Iterator[Page]:
    for role in Role:
        languages = STAFF if role is Role.INVESTIGATOR else SWEDISH
        yield Page(f"start, {role}", "/", staff(), role, languages)
    yield Page("start, nothing yet", "/", {NEWCOMER: 200}, NEWCOMER)
    yield Page("account", "/mitt-konto", staff(), Role.INVESTIGATOR)
    menu = "document.querySelector('.account .menu > summary').click()"
    yield Page("account, menu", "/mitt-konto", staff(), Role.INVESTIGATOR, then=menu)
    for name, path, sent, status in (
        (
            "password refused",
            "losenord",
            {"old_password": "fel", "new_password": "en ny fras"},
            422,
        ),
        ("language changed", "sprak", {"language": "sv"}, 303),
        ("unknown language", "sprak", {"language": "tlh"}, 400),
    ):
        address = f"/mitt-konto/{path}"
        statuses = staff(status=status)
        yield Page(name, address, statuses, Role.MANAGER, SWEDISH, sent, "/mitt-konto")


def _waves() -> Iterator[Page]:
    list_path, readers = "/mattillfallen", staff(WAVE_READERS)
    for role, states in (
        (Role.INVESTIGATOR, ("early", "open", "over", "closed", "sealed", "late", "published")),
        (Role.MANAGER, ("open", "closed")),
        (Role.CASE_WORKER, ("sealed",)),
    ):
        yield Page(f"waves, {role}", list_path, readers, role)
        for state in states:
            path = f"{list_path}/{{{state}_wave}}"
            yield Page(f"wave {state}, {role}", path, readers, role)
    yield Page("waves, nothing yet", list_path, {NEWCOMER: 200}, NEWCOMER)
    elsewhere = {NEWCOMER: 404}
    yield Page("wave elsewhere", f"{list_path}/{{open_wave}}", elsewhere, NEWCOMER, SWEDISH)
    picture = f"{list_path}/{{open_wave}}/qr.svg"
    yield Page("QR code", picture, readers, Role.MANAGER, SWEDISH, is_html=False)
    # Sent in a state where nothing changes, so that the town stays as it is.
    for verb, state in (("stang", "closed"), ("rakna", "open"), ("visa", "open")):
        path, manager = f"{list_path}/{{{state}_wave}}/{verb}", staff([Role.INVESTIGATOR], 303)
        yield Page(verb, path, manager, Role.INVESTIGATOR, SWEDISH, {}, "/mitt-konto")


def _results() -> Iterator[Page]:
    readers, everything = staff(RESULT_READERS), "/resultat/everything"
    yield Page("surveys with results", "/resultat", readers, Role.MANAGER)
    yield Page("surveys with results, none yet", "/resultat", {NEWCOMER: 200}, NEWCOMER)
    yield Page("results", everything, public(), Role.MANAGER)
    yield Page(
        "results, another unit",
        f"{everything}?enhet=elders",
        public(404) | dict.fromkeys(RESULT_READERS, 200),
        Role.MANAGER,
    )
    yield Page("results, published", everything, public())
    inside = readers | {NOBODY: 302}
    yield Page("results, hidden", "/resultat/user-survey", inside, Role.MANAGER)
    yield Page("results, no answers", "/resultat/visit-satisfaction", inside, Role.MANAGER)
    yield Page("results, unknown", "/resultat/okand", public(404), languages=SWEDISH)
    chart = f"{everything}/diagram/treatment.svg"
    yield Page("chart", chart, public(), languages=SWEDISH, is_html=False)


PAGES: tuple[Page, ...] = (
    *_answering(),
    *_closed_to_respondents(),
    *_errors(),
    *_signing_in(),
    *_own_pages(),
    *_waves(),
    *_results(),
)
