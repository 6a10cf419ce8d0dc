"""The pages of absences, measures, notices, the log; a part of tests/page_list.py."""

from collections.abc import Iterator

from organisation.models import Role
from tests.page_shape import NOBODY, STAFF, SWEDISH, Page, public, staff
from tests.town import NEWCOMER
from tests.town_around import BEGINNER, CALLER, INFORMED

MEASURE_READERS = (Role.INVESTIGATOR, Role.MANAGER, Role.CASE_WORKER)
MEASURE_KEEPERS = (Role.INVESTIGATOR, Role.MANAGER)
ABSENCE_KEEPERS = (Role.ADMINISTRATOR, Role.INVESTIGATOR, Role.MANAGER)
LOG_READERS = (Role.ADMINISTRATOR, Role.INVESTIGATOR)


def work_around_pages() -> Iterator[Page]:
    """All of them."""
    yield from _measures()
    yield from _absences()
    yield from _notices()
    yield from _log()
    yield from _second_step()


def _measures() -> Iterator[Page]:
    path, one = "/atgarder", "/atgarder/{measure}"
    readers, keepers = staff(MEASURE_READERS), staff(MEASURE_KEEPERS)
    elsewhere, manager = {NEWCOMER: 404}, Role.MANAGER
    for role in MEASURE_READERS:
        yield Page(f"measures, {role}", path, readers, role)
    yield Page("measures, none", path, {NEWCOMER: 200}, NEWCOMER)
    limited = f"{path}?lage=under_way&sena=1"
    yield Page("measures, limited", limited, readers, manager, SWEDISH)
    yield Page("measures, nothing found", f"{path}?lage=dropped", readers, manager)
    gone = staff(MEASURE_READERS, 404)
    yield Page("measures, no such state", f"{path}?lage=x", gone, manager, SWEDISH)
    yield Page("new measure", f"{path}/ny", keepers, manager)
    from_case = f"{path}/ny?synpunkt={{case_with_manager}}"
    yield Page("new measure from a case", from_case, keepers, manager)
    for role in (Role.CASE_WORKER, manager):
        yield Page(f"measure, {role}", one, readers | elsewhere, role)
    bad = {"measure_what": "", "measure_from": "i går", "measure_state": "x"}
    refused = staff(MEASURE_KEEPERS, 422)
    yield Page("new measure, refused", f"{path}/ny", refused, manager, STAFF, bad)
    yield Page("measure, refused", one, refused, manager, STAFF, bad)
    stale = {"revision": "0", "measure_what": "Mina ord."}
    yield Page("measure, stale", one, staff(MEASURE_KEEPERS, 409), manager, STAFF, stale)
    empty = {"note_text": ""}
    yield Page("measure, note refused", f"{one}/anteckning", refused, manager, STAFF, empty, one)


def _absences() -> Iterator[Page]:
    path, keepers, by = "/franvaro", staff(ABSENCE_KEEPERS), Role.ADMINISTRATOR
    for role in ABSENCE_KEEPERS:
        yield Page(f"absences, {role}", path, keepers, role)
    yield Page("absences, none", path, {NEWCOMER: 200}, NEWCOMER)
    refused, gone = staff(ABSENCE_KEEPERS, 422), staff(ABSENCE_KEEPERS, 404)
    nobody = {"staff": "x", "deputy": "", "first_day": "i dag", "last_day": "2026-03-01"}
    yield Page("absence, refused", path, refused, by, STAFF, nobody)
    yield Page("absence of nobody", f"{path}/999999/avsluta", gone, by, SWEDISH, {}, path)


def _notices() -> Iterator[Page]:
    path, keeper = "/notiser", Role.ADMINISTRATOR
    yield Page("notices", path, {INFORMED: 200}, INFORMED)
    yield Page("notices, none", path, staff(), Role.RECEPTION)
    yield Page("notices, seen", path, staff(status=303), Role.MANAGER, SWEDISH, {})
    yield Page("start, a notice", "/", {INFORMED: 200}, INFORMED)
    outbox = "/utskick"
    yield Page("outbox", outbox, staff(LOG_READERS), keeper)
    gone, nothing = staff(LOG_READERS, 404), f"{outbox}/{'0' * 32}"
    yield Page("mail that is not there", nothing, gone, keeper, SWEDISH, {"do": "again"}, outbox)


def _log() -> Iterator[Page]:
    path, readers = "/logg", staff(LOG_READERS)
    for role in LOG_READERS:
        yield Page(f"log, {role}", path, readers, role)
    yield Page("log, second page", f"{path}?sida=2", readers, Role.ADMINISTRATOR)
    limited = f"{path}?vad=case_opened&om=2026-0412&fran=2026-03-12&till=2026-03-12"
    yield Page("log, limited", limited, readers, Role.INVESTIGATOR)
    nothing = f"{path}?vem=nej&fran=2020-01-01&till=2020-01-02"
    yield Page("log, nothing found", nothing, readers, Role.INVESTIGATOR)


def _second_step() -> Iterator[Page]:
    path, codes = "/logga-in/kod", "/mitt-konto/koder"
    signed_in = dict.fromkeys(Role, 303)
    half = signed_in | {BEGINNER: 200, CALLER: 200}
    wrong = signed_in | {BEGINNER: 422, CALLER: 422}
    picture = signed_in | {BEGINNER: 200, CALLER: 303}
    yield Page("second step of nobody", path, public(303), NOBODY, SWEDISH)
    yield Page("code of nobody", path, public(303), NOBODY, SWEDISH, {"code": "x"})
    for who in (BEGINNER, CALLER):
        yield Page(f"second step, {who}", path, half, who)
        yield Page(f"second step, {who}, refused", path, wrong, who, STAFF, {"code": "x"})
        yield Page(f"account, {who}", "/mitt-konto", {who: 303}, who, SWEDISH)
    yield Page("QR code of a key", f"{path}/qr.svg", picture, BEGINNER, SWEDISH, is_html=False)
    yield Page("account, telephone", "/mitt-konto", {INFORMED: 200}, INFORMED)
    yield Page("recovery codes", codes, staff() | {INFORMED: 200}, INFORMED)
    refused = staff(status=303) | {INFORMED: 422}
    yield Page("recovery codes, refused", codes, refused, INFORMED, STAFF, {"code": "x"})
