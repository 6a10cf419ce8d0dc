"""The pages of answers, letters and phrases; a part of tests/page_list.py."""

from collections.abc import Iterator

from organisation.models import Role
from tests.page_shape import STAFF, SWEDISH, Page, Statuses, staff
from tests.town import NEWCOMER

ONE = "/synpunkter/{{case_{}}}"
KEEPERS = (Role.INVESTIGATOR, Role.MANAGER)


def answering_pages() -> Iterator[Page]:
    """All of them."""
    yield from _answers()
    yield from _letters()
    yield from _phrases()


def seen(investigator: int = 200, manager: int | None = None) -> Statuses:
    """The two who handle cases; who registers sees none, and an outsider knows of none."""
    return staff((Role.CASE_WORKER, Role.RECEPTION), 404) | {
        NEWCOMER: 404,
        Role.INVESTIGATOR: investigator,
        Role.MANAGER: manager or investigator,
    }


def _answers() -> Iterator[Page]:
    by = Role.MANAGER
    for name in ("with_manager", "draft", "answered", "closed", "reopened", "home", "assigned"):
        yield Page(f"answer, {name}", f"{ONE.format(name)}/svar", seen(), by)
    draft = f"{ONE.format('draft')}/svar"
    yield Page("answer, checked", f"{draft}?granska=1", seen(), by)
    yield Page("answer to read", draft, seen(), Role.INVESTIGATOR)
    yield Page("case with a draft", ONE.format("draft"), seen(), Role.INVESTIGATOR)
    yield Page(
        "answer about oneself", f"{ONE.format('conflict')}/svar", seen(200, 404), by, SWEDISH
    )
    wrong = {"action": "send", "answer": "", "measure_what": "x", "how": "spoken", "spoken_on": "x"}
    yield Page("answer, refused", draft, seen(409, 422), by, STAFF, wrong)
    stale = {"action": "save", "revision": "0", "answer": "Hej på dig. Tack."}
    yield Page("answer, changed", draft, seen(409), by, STAFF, stale)
    read, sent = f"{draft}/last", {"revision": "0"}
    yield Page("answer, read too late", read, seen(409), by, SWEDISH, sent, draft)
    answered = f"{ONE.format('answered')}/svar"
    end = f"{ONE.format('answered')}/avsluta"
    named = {"said": "Ring 070-123 45 67.", "did": ""}
    yield Page("closing, refused", end, seen(422), by, STAFF, named, answered)


def _letters() -> Iterator[Page]:
    by = Role.MANAGER
    for name in ("brev", "brev-hem"):
        path = f"{ONE.format('home')}/{name}.pdf"
        yield Page(f"letter, {name}", path, seen(), by, SWEDISH, is_html=False)
    path = f"{ONE.format('draft')}/brev.pdf"
    yield Page("letter, no answer yet", path, seen(409), by)
    out, registrars = "/synpunkter/lamna-ut", (*KEEPERS, Role.CASE_WORKER, Role.RECEPTION)
    yield Page("hand out", out, staff(registrars), Role.RECEPTION)
    nothing = {"number": "2026-9999"}
    yield Page("nothing to hand out", out, staff(registrars, 422), Role.RECEPTION, STAFF, nothing)


def _phrases() -> Iterator[Page]:
    keepers, by, path = staff(KEEPERS), Role.MANAGER, "/synpunkter/fraser"
    refused, none = staff(KEEPERS, 422), {"title": "", "text": ""}
    yield Page("phrases", path, keepers, by)
    yield Page("phrases, none", path, {NEWCOMER: 200}, NEWCOMER)
    yield Page("phrases, refused", path, refused, by, STAFF, none)
    one = f"{path}/{{phrase}}"
    yield Page("phrase", one, keepers | {NEWCOMER: 404}, by)
    yield Page("phrase, refused", one, refused, by, STAFF, none)
    gone = staff(KEEPERS, 404)
    yield Page("phrase, gone", f"{path}/999999/ta-bort", gone, by, SWEDISH, {}, path)
