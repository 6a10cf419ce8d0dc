"""The one list of pages: route x role x state. Tests of routes, of HTML and with axe share it.

A page is an address in tests/town.py, what is sent to it, and the status that each role gets.
"""

from collections.abc import Iterator

from organisation.models import Role
from tests.page_list_of_case_statistics import case_statistics_pages
from tests.page_list_of_following import following_pages
from tests.page_list_of_handling import handling_pages
from tests.page_list_of_intake import intake_pages
from tests.page_list_of_mappings import mapping_pages
from tests.page_list_of_plans import plan_pages
from tests.page_list_of_registering import registering_pages
from tests.page_list_of_reports import report_pages
from tests.page_list_of_respondents import respondent_pages
from tests.page_list_of_results import result_pages
from tests.page_list_of_scorecard import scorecard_pages
from tests.page_list_of_staff_index import staff_index_pages
from tests.page_list_of_surveys import survey_pages
from tests.page_list_of_visits import visit_pages
from tests.page_list_of_work_around import work_around_pages
from tests.page_shape import (
    ABROAD,
    NOBODY,
    RESULT_READERS,
    STAFF,
    SWEDISH,
    UNIT_KEEPERS,
    WAVE_READERS,
    Page,
    Statuses,
    public,
    staff,
)
from tests.town import LEAVER, LOCKED, NEWCOMER


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


def _documents() -> Iterator[Page]:
    wave, readers = "/mattillfallen/{open_wave}", staff(WAVE_READERS)
    yield Page("documents", f"{wave}/utskrifter", readers, Role.CASE_WORKER)
    asked = f"{wave}/utskrifter?kontakt=Receptionen"
    yield Page("documents, with contact", asked, readers, Role.MANAGER, SWEDISH)
    elsewhere = {NEWCOMER: 404}
    yield Page("documents elsewhere", f"{wave}/utskrifter", elsewhere, NEWCOMER, SWEDISH)
    for name in ("brev", "affisch", "lankkort"):
        for language in ("sv", "ar"):
            path, label = f"{wave}/{name}/{language}.pdf", f"{name} in {language}"
            yield Page(label, path, readers, Role.MANAGER, SWEDISH, is_html=False)
        path, unknown = f"{wave}/{name}/tlh.pdf", staff(WAVE_READERS, 404)
        yield Page(f"{name} in no language of it", path, unknown, Role.MANAGER, SWEDISH)
        path = f"{wave}/{name}/sv.pdf"
        yield Page(f"{name} elsewhere", path, elsewhere, NEWCOMER, SWEDISH)


def _units() -> Iterator[Page]:
    one, keepers, keeper = "/enheter/homeless", staff(UNIT_KEEPERS), Role.ADMINISTRATOR
    station, refused = f"{one}/pekskarmar/{{station}}", staff(UNIT_KEEPERS, 422)
    for name, path in (
        ("units", "/enheter"),
        ("unit", one),
        ("unit, putting clients right", f"{one}?ratta=2025-10-01"),
        ("unit, nothing to put right", f"{one}?ratta=nej"),
        ("station's page", station),
    ):
        yield Page(name, path, keepers, keeper)
    for name, path in (("station's QR code", "qr.svg"), ("station's card", "kort.pdf")):
        yield Page(name, f"{station}/{path}", keepers, keeper, SWEDISH, is_html=False)
    count = {"as_of": "2025-10-01", "women": "1", "men": "2", "source": "x"}
    for name, path, sent in (
        ("unit, no name", f"{one}/namn", {"name": " "}),
        ("unit, code taken", f"{one}/under", {"new_name": "Elders", "new_code": "elders"}),
        ("unit, nothing entered", f"{one}/klienter", {"as_of": "i går", "women": "x"}),
        ("unit, clients entered already", f"{one}/klienter", count),
        ("unit, station without place", f"{one}/pekskarmar", {"place": ""}),
        ("station, not confirmed", f"{station}/ta-ur-bruk", {}),
    ):
        yield Page(name, path, refused, keeper, STAFF, sent, "/mitt-konto")
        elsewhere = {NEWCOMER: 404}
        yield Page(f"{name}, elsewhere", path, elsewhere, NEWCOMER, SWEDISH, sent, "/mitt-konto")
    for name, path in (("unit", one), ("station", station), ("card", f"{station}/kort.pdf")):
        yield Page(f"{name} elsewhere", path, {NEWCOMER: 404}, NEWCOMER, SWEDISH)
    yield Page("units of a newcomer", "/enheter", {NEWCOMER: 200}, NEWCOMER)
    yield Page("unit, nothing yet", "/enheter/new", {NEWCOMER: 200}, NEWCOMER)
    for name, path in (
        ("unit, unknown", "/enheter/okand"),
        ("station of another unit", "/enheter/elders/pekskarmar/{station}"),
    ):
        yield Page(name, path, staff(UNIT_KEEPERS, 404), keeper, SWEDISH)


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
    inside = readers | {NOBODY: 303}
    yield Page("results, hidden", "/resultat/user-survey", inside, Role.MANAGER)
    yield Page("results, no answers", "/resultat/visit-satisfaction", inside, Role.MANAGER)
    yield Page("results, unknown", "/resultat/okand", public(404), languages=SWEDISH)
    chart = f"{everything}/diagram/treatment.svg"
    yield Page("chart", chart, public(), languages=SWEDISH, is_html=False)
    yield from _ways_to_look(everything, inside)
    yield from _own_words(everything, readers)


def _ways_to_look(everything: str, inside: Statuses) -> Iterator[Page]:
    """The overview, places side by side, and what can be taken away from each chart."""
    for name, way, chart in (
        ("overview", "oversikt", "share"),
        ("side by side", "sida-vid-sida", "treatment"),
    ):
        path, missing = f"{everything}/{way}", f"{everything}/{way}?mattillfalle=1999"
        yield Page(name, path, public(), Role.MANAGER)
        yield Page(f"{name}, published", path, public())
        empty = f"/resultat/visit-satisfaction/{way}"
        yield Page(f"{name}, no answers", empty, inside, Role.MANAGER)
        yield Page(f"{name}, no such wave", missing, public(404), languages=SWEDISH)
        picture, file = f"{path}/diagram/{chart}.svg", f"{path}/hamta/{chart}/csv"
        yield Page(f"{name} chart", picture, public(), languages=SWEDISH, is_html=False)
        yield Page(f"{name} file", file, public(), languages=SWEDISH, is_html=False)
    by_age = f"{everything}/sida-vid-sida?delning=alder&mattillfalle=2024"
    yield Page(
        "side by side, by age",
        by_age,
        public(404) | dict.fromkeys(RESULT_READERS, 200),
        Role.MANAGER,
    )
    file = f"{everything}/hamta/treatment/csv"
    yield Page("file", file, public(), languages=SWEDISH, is_html=False)


def _own_words(everything: str, readers: Statuses) -> Iterator[Page]:
    """What people wrote, to read, to search and to strike out."""
    path, better = f"{everything}/fritext", "?mattillfalle=2025&fraga=better"
    yield Page("own words", path, readers, Role.MANAGER)
    yield Page("own words, may strike", path, readers, Role.INVESTIGATOR)
    yield Page("own words, searched", f"{path}{better}&sok=vänt", readers, Role.MANAGER)
    too_few = f"{path}?mattillfalle=2025&fraga=which_words"
    yield Page("own words, too few", too_few, readers, Role.MANAGER)
    yield Page("own words, elsewhere", path, {NEWCOMER: 404}, NEWCOMER, SWEDISH)
    text, striker = f"{path}/{{text}}{better}", staff([Role.INVESTIGATOR])
    yield Page("own words, one text", text, striker, Role.INVESTIGATOR)
    none_marked = striker | {Role.INVESTIGATOR: 303}
    yield Page(
        "own words, none marked",
        text,
        none_marked,
        Role.INVESTIGATOR,
        SWEDISH,
        {},
        "/mitt-konto",
    )


def _exports() -> Iterator[Page]:
    """Taking answers home: the form, refused, and where there is nothing to take."""
    path, investigator = "/enkater/everything/exportera", staff([Role.INVESTIGATOR])
    yield Page("export", path, investigator, Role.INVESTIGATOR)
    elsewhere = f"{path}?enhet=elders"
    yield Page("export, another unit", elsewhere, investigator, Role.INVESTIGATOR, SWEDISH)
    refused = staff([Role.INVESTIGATOR], 422)
    yield Page("export, no wave", path, refused, Role.INVESTIGATOR, STAFF, {}, "/mitt-konto")
    yield Page("export, nothing of one's own", path, {NEWCOMER: 404}, NEWCOMER, SWEDISH)


def _imports() -> Iterator[Page]:
    """Reading in answers, and the page of long work; only who started it sees that."""
    readers, path = staff([Role.INVESTIGATOR]), "/mattillfallen/import"
    yield Page("import", path, readers, Role.INVESTIGATOR)
    refused = staff([Role.INVESTIGATOR], 422)
    yield Page("import, nothing chosen", path, refused, Role.INVESTIGATOR, STAFF, {}, "/mitt-konto")
    for state in ("found", "faulty", "known"):
        address = f"{path}/{{import_{state}}}"
        yield Page(f"import, {state}", address, readers, Role.INVESTIGATOR, SWEDISH)
    gone = staff([Role.INVESTIGATOR], 404)
    address = f"{path}/{{import_faulty}}"
    yield Page("import, deleted", address, gone, Role.INVESTIGATOR, SWEDISH, {}, "/mitt-konto")
    mine: Statuses = {NOBODY: 303, **dict.fromkeys(Role, 404), Role.INVESTIGATOR: 200}
    for state in ("waiting", "running", "failed", "done", "file"):
        yield Page(f"work, {state}", f"/arbete/{{work_{state}}}", mine, Role.INVESTIGATOR, SWEDISH)
    leads = {**mine, Role.INVESTIGATOR: 303}
    yield Page("work, leads on", "/arbete/{work_next}", leads, Role.INVESTIGATOR, SWEDISH)
    file = "/arbete/{work_file}/fil"
    yield Page("work, its file", file, mine, Role.INVESTIGATOR, SWEDISH, is_html=False)


def _figures() -> Iterator[Page]:
    """Figures from others; only who sent a file looks at it."""
    readers, path, reader = staff([Role.INVESTIGATOR]), "/siffror-fran-andra", Role.INVESTIGATOR
    yield Page("figures", path, readers, reader)
    yield Page("figures, template", f"{path}/mall.csv", readers, reader, STAFF, is_html=False)
    refused, gone = staff([reader], 422), staff([reader], 404)
    yield Page("figures, no file", path, refused, reader, STAFF, {}, "/mitt-konto")
    for state in ("found", "faulty"):
        yield Page(f"figures, {state}", f"{path}/{{figures_{state}}}", readers, reader, SWEDISH)
    yield Page("figures, of nobody", f"{path}/{'0' * 32}", gone, reader, SWEDISH)
    faulty = f"{path}/{{figures_faulty}}"
    yield Page("figures, not stored", faulty, refused, reader, SWEDISH, {}, "/mitt-konto")


PAGES: tuple[Page, ...] = (
    *respondent_pages(),
    *_errors(),
    *_signing_in(),
    *_own_pages(),
    *survey_pages(),
    *_documents(),
    *_units(),
    *_results(),
    *_exports(),
    *_imports(),
    *_figures(),
    *intake_pages(),
    *registering_pages(),
    *handling_pages(),
    *following_pages(),
    *case_statistics_pages(),
    *work_around_pages(),
    *plan_pages(),
    *mapping_pages(),
    *result_pages(),
    *report_pages(),
    *scorecard_pages(),
    *staff_index_pages(),
    *visit_pages(),
)
