"""For each route of a case × person × own or other unit × secrecy × conflict: seen, or not at all."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from feedback.cases.models import Case
from feedback.cases.states import CaseState
from organisation.models import Role, Staff
from tests.feedback.factories import make_case
from tests.feedback.handling.offices import Office
from tests.organisation.people import form_token, make_staff

pytestmark = pytest.mark.pages

SECRET = "Ordet kvastskaft"
NOTHING, NUMBER, FULL = "nothing", "number", "full"
CLOSED_DOOR = "closed door"
#: What each person sees of each case of the unit and of the other unit.
SEEN = {
    "ulla": {"new": FULL, "own": FULL, "secret": FULL, "conflict": FULL, "elsewhere": FULL},
    "maria": {"new": NUMBER, "own": FULL, "secret": FULL, "conflict": NOTHING, "elsewhere": NOTHING},
    "karin": {"new": NUMBER, "own": FULL, "secret": NUMBER, "conflict": FULL, "elsewhere": NOTHING},
    "tove": {"new": NOTHING, "own": NOTHING, "secret": NOTHING, "conflict": NOTHING, "elsewhere": FULL},
    "rolf": dict.fromkeys(("new", "own", "secret", "conflict", "elsewhere"), NOTHING),
    "carl": dict.fromkeys(("new", "own", "secret", "conflict", "elsewhere"), NOTHING),
    "ines": dict.fromkeys(("new", "own", "secret", "conflict", "elsewhere"), NOTHING),
    "adam": dict.fromkeys(("new", "own", "secret", "conflict", "elsewhere"), CLOSED_DOOR),
    "tina": dict.fromkeys(("new", "own", "secret", "conflict", "elsewhere"), CLOSED_DOOR),
}  # fmt: skip


def cases_of(office: Office) -> dict[str, Case]:
    """One of each kind, all with the same secret words."""
    here = CaseState.WITH_MANAGER
    words: dict[str, Any] = {"text": SECRET}
    made = {
        "new": office.case(CaseState.RECEIVED, **words),
        "own": office.case(here, **words),
        "secret": office.case(here, confidential=True, **words),
        "conflict": office.case(CaseState.REGISTERED, conflicts=[office.manager.id], **words),
    }
    people: dict[str, Any] = {"manager": office.theirs, "investigator": office.investigator}
    with office.app.app_context():
        made["elsewhere"] = make_case(office.session, office.other, here, **people, **words)
    office.session.commit()
    return made


def people_of(office: Office) -> dict[str, Staff]:
    """Everybody of the table: the office's people, and one of each other role."""
    others = {
        "carl": make_staff(office.session, office.unit, Role.CASE_WORKER, "carl"),
        "ines": make_staff(office.session, office.other, Role.CASE_WORKER, "ines"),
        "adam": make_staff(office.session, office.section, Role.ADMINISTRATOR, "adam"),
        "tina": make_staff(office.session, office.unit, Role.INTERVIEWER, "tina"),
    }
    office.session.commit()
    known = (office.investigator, office.manager, office.colleague, office.theirs, office.reception)
    return {one.user_name: one for one in known} | others


def routes(office: Office) -> Iterator[tuple[str, str]]:
    """Each method and address about one case, its number in braces."""
    for rule in office.app.url_map.iter_rules():
        if rule.rule.startswith("/synpunkter/<string:number>"):
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield method, path_of(rule)


def path_of(rule: Rule) -> str:
    """The address with a file that nobody has."""
    return rule.rule.replace("<string:number>", "{}").replace("<string:key>", "0" * 32)


@pytest.fixture
def quiet(office: Office) -> Office:
    """Pages are not looked at as pages here: there are many."""
    office.app.test_client_class = FlaskClient
    return office


def test_the_page_of_a_case_is_seen_as_the_table_says(quiet: Office) -> None:
    cases, people = cases_of(quiet), people_of(quiet)
    for name, seen in SEEN.items():
        client = quiet.browser(people[name])
        for kind, sight in seen.items():
            page = client.get(f"/synpunkter/{cases[kind].number}")
            status = {NOTHING: 404, CLOSED_DOOR: 403}.get(sight, 200)
            assert page.status_code == status, f"{name} at {kind}"
            assert (SECRET in page.text) == (sight == FULL), f"{name} at {kind}"


@pytest.mark.thorough
def test_no_other_route_shows_or_changes_what_is_not_seen_in_full(quiet: Office) -> None:
    cases, people = cases_of(quiet), people_of(quiet)
    revisions = {kind: case.revision for kind, case in cases.items()}
    addresses = list(routes(quiet))
    assert len(addresses) > 30
    for name, seen in SEEN.items():
        client = quiet.browser(people[name])
        token = form_token(client.get("/mitt-konto"))
        for kind in (one for one in seen if seen[one] != FULL):
            form = {"csrf_token": token, "revision": str(revisions[kind]), "seen": "0"}
            for method, address in addresses:
                if (method, address) == ("GET", "/synpunkter/{}"):
                    continue
                path = address.format(cases[kind].number)
                answer = client.open(path, method=method, data=form if method == "POST" else None)
                assert answer.status_code in (403, 404), f"{name}: {method} {path}"
                assert SECRET not in answer.text
    assert {kind: quiet.fresh(case).revision for kind, case in cases.items()} == revisions


def test_a_number_that_is_not_there_answers_like_one_that_may_not_be_seen(quiet: Office) -> None:
    case = cases_of(quiet)["own"]
    tove = quiet.browser(quiet.theirs)
    there, nowhere = (tove.get(f"/synpunkter/{one}") for one in (case.number, "2026-9999"))
    assert there.status_code == nowhere.status_code == 404
    assert there.text == nowhere.text
    for number in ("2026-1", "1", "x" * 3000, "2026-0001 ", "２０２６-0001", "%00", "2026-0001'--"):
        assert tove.get(f"/synpunkter/{number}").status_code == 404
