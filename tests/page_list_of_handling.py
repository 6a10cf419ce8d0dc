"""The pages of one case; a part of tests/page_list.py."""

from collections.abc import Iterator

from organisation.models import Role
from tests.page_list_of_answering import answering_pages
from tests.page_shape import NOBODY, STAFF, SWEDISH, Page, Statuses
from tests.town import NEWCOMER

ONE = "/synpunkter/{{case_{}}}"
STATES = (
    "received", "registered", "assigned", "with_manager", "answered", "closed", "reopened",
    "handed_over", "voided", "on_hold", "anonymised",
)  # fmt: skip
UNUSUAL = ("arabic", "known", "deviation", "full", "serious", "unwanted", "waiting")
#: A revision that no case has: somebody else has saved meanwhile.
STALE = {"revision": "0", "seen": "0"}


def handling_pages() -> Iterator[Page]:
    """All of them."""
    yield from _cases()
    yield from _triage()
    yield from _actions()
    yield from _texts()
    yield from _incidents()
    yield from answering_pages()


def case_statuses(investigator: int = 200, manager: int | None = None) -> Statuses:
    """The two who handle cases; who has another task sees none, and an outsider knows of none."""
    return {
        NOBODY: 303,
        Role.ADMINISTRATOR: 403,
        Role.INTERVIEWER: 403,
        Role.CASE_WORKER: 404,
        Role.RECEPTION: 404,
        Role.INVESTIGATOR: investigator,
        Role.MANAGER: investigator if manager is None else manager,
        NEWCOMER: 404,
    }


def _cases() -> Iterator[Page]:
    for name in (*STATES, *UNUSUAL):
        viewer = Role.MANAGER if name == "assigned" else Role.INVESTIGATOR
        yield Page(f"case, {name}", ONE.format(name), case_statuses(), viewer)
    for name in ("with_manager", "confidential", "received"):
        manager = Role.MANAGER
        label = f"case for a manager, {name}"
        yield Page(label, ONE.format(name), case_statuses(), manager, STAFF)
    locked_out = case_statuses(200, 404)
    yield Page("case about the manager", ONE.format("conflict"), locked_out, Role.INVESTIGATOR)
    unfold = "document.querySelectorAll('details.more').forEach((one) => { one.open = true; })"
    everything = ONE.format("full")
    yield Page(
        "case, unfolded", everything, case_statuses(), Role.INVESTIGATOR, SWEDISH, then=unfold
    )
    for number in ("2026-9999", "nej"):
        nowhere = {**case_statuses(404), NEWCOMER: 404}
        yield Page(f"case {number}", f"/synpunkter/{number}", nowhere, Role.INVESTIGATOR, SWEDISH)


def _triage() -> Iterator[Page]:
    path = ONE.format("received") + "/registrera"
    only, by = case_statuses(200, 404), Role.INVESTIGATOR
    yield Page("triage", path, only, by)
    nothing = {"also": "", "unit": ""}
    yield Page("triage, nothing said", path, case_statuses(422, 404), by, STAFF, nothing)
    conflict = {"also": "yes", "to_appeal": "Överklagandeenheten", **STALE}
    yield Page("triage, changed", path, case_statuses(409, 404), by, STAFF, conflict)
    late = ONE.format("registered") + "/registrera"
    yield Page("triage, registered already", late, case_statuses(403), by, SWEDISH)
    registered = ONE.format("registered")
    for name, action, sent, status, manager in (
        ("no manager", "chef", {"manager": "0"}, 422, 403),
        ("passed on to nobody", "skicka-vidare", {"matter": "x"}, 422, 422),
        ("told, changed", "har-fatt-veta", STALE, 409, 409),
        ("about an unknown person", "galler", {"conflict": "0"}, 422, 403),
    ):
        statuses = case_statuses(status, manager)
        there = f"{registered}/{action}"
        yield Page(f"triage, {name}", there, statuses, by, STAFF, sent, registered)


def _actions() -> Iterator[Page]:
    here, by = ONE.format("full"), Role.INVESTIGATOR
    for action, sent, status, manager in (
        ("las", STALE, 409, 409),
        ("ny-dag", {"new_day": "i morgon"}, 422, 422),
        ("ny-dag", {"new_day": "2026-04-20", "new_day_text": "Vi väntar.", **STALE}, 409, 409),
        ("forsok", STALE, 409, 409),
        ("koppla", {"other_number": "2026-9999"}, 422, 422),
        ("diarienummer", {"diary_number": "x" * 61}, 422, 422),
        ("kom-in", {"received": "2027-01-01", "received_reason": "x"}, 422, 403),
        ("lamna-over", {"hand_over_to": ""}, 422, 422),
        ("stryk", {"void_reason": ""}, 422, 422),
        ("stryk/ja", STALE, 409, 409),
        ("stryk/nej", STALE, 409, 409),
        ("bevara", {"hold_reason": ""}, 422, 422),
        ("bevara/sluta", STALE, 409, 409),
        ("oppna-igen", STALE, 409, 409),
    ):
        statuses, there = case_statuses(status, manager), f"{here}/{action}"
        yield Page(f"case, {action} {status}", there, statuses, by, STAFF, sent, here)


def _texts() -> Iterator[Page]:
    here, by = ONE.format("full"), Role.INVESTIGATOR
    shown = f"{here}/kontakt"
    yield Page("case, contact shown", shown, case_statuses(), by, STAFF, {}, here)
    for action, sent in (
        ("anteckning", {"note": " "}),
        ("oversattning", {"translated": "Hej", "translated_to": "tlh"}),
    ):
        there = f"{here}/{action}"
        yield Page(f"case, {action}", there, case_statuses(422), by, STAFF, sent, here)
    file = f"{here}/bilagor/{{attachment}}"
    yield Page("attachment", file, case_statuses(), by, SWEDISH, is_html=False)
    elsewhere = ONE.format("known") + "/bilagor/{attachment}"
    yield Page("attachment of another case", elsewhere, case_statuses(404), by, SWEDISH)


def _incidents() -> Iterator[Page]:
    here, by = ONE.format("serious") + "/lex-sarah", Role.INVESTIGATOR
    closed_door = {Role.CASE_WORKER: 403, Role.RECEPTION: 403}
    yield Page("incident", here, case_statuses() | closed_door, by)
    none = ONE.format("known") + "/lex-sarah"
    yield Page("no incident", none, case_statuses(404) | closed_door, by, SWEDISH)
    check, unsure = f"{here}/bedom", {"incident": "kanske"}
    yield Page(
        "incident, unsure", check, case_statuses(422), by, STAFF, unsure, ONE.format("serious")
    )
    for action, sent, status in (
        ("anteckning", {"incident_note": ""}, 422),
        ("anmald", {"reported_on": "2027-01-01"}, 422),
        ("avsluta", STALE, 409),
    ):
        statuses = case_statuses(status) | closed_door
        yield Page(f"incident, {action}", f"{here}/{action}", statuses, by, STAFF, sent, here)
