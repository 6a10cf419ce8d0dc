"""Members of staff who try to see or take more than is theirs."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from core.outbox import Mail, put
from feedback.cases.belongings import CaseContact
from feedback.cases.kinds import AnswerWay
from feedback.cases.models import Theme
from feedback.cases.states import CaseState
from feedback.following.models import RetentionDecision
from feedback.following.patterns import find_patterns
from feedback.following.retention import anonymise
from organisation.absences import Away, add_absence
from organisation.models import Absence, AuditEntry, Role, Staff
from tests.feedback.factories import CODE, TODAY, a_theme, make_case
from tests.feedback.handling.offices import Office, make_office
from tests.feedback.handling.offices import send as send_form
from tests.organisation.people import form_token, make_staff

pytestmark = pytest.mark.thorough

WEEK = timedelta(days=7)
SAID = "Hon skrek åt mig i köket."
CONTACT = {"email": "eva@exempel.se"}
#: Where cases are shown, listed, counted one by one or taken away.
EVERYWHERE = (
    *("/", "/synpunkter", "/synpunkter/bevakning", "/synpunkter?sok=2026", "/synpunkter?sok=hon"),
    *("/synpunkter/registerlista", "/synpunkter/registerlista/lista.csv", "/synpunkter/monster"),
    *("/synpunkter/statistik", "/synpunkter/ni-sa-vi-gjorde", "/atgarder", "/notiser"),
    *("/synpunkter/mina", "/gallring"),
)
ONE_BY_ONE = (
    *("", "/svar", "/brev.pdf", "/brev-hem.pdf", "/maskad-kopia", "/lex-sarah", "/registrera"),
    f"/bilagor/{'0' * 32}",
)


@pytest.fixture
def office(app: Flask, session: Session) -> Office:
    """The people and their units."""
    return make_office(app, session)


def stand_in(office: Office, absent: Staff, deputy: Staff) -> None:
    """A week from today."""
    add_absence(office.session, Away(absent, deputy, TODAY, TODAY + WEEK), TODAY)
    office.session.commit()


def actions(office: Office) -> list[tuple[str, str]]:
    """What stands in the audit log, with what it is about."""
    office.session.rollback()
    found = [(row.action, row.subject_id) for row in office.session.query(AuditEntry)]
    office.session.rollback()
    return found


@pytest.mark.parametrize("who", ["whom it concerns", "theirs", "who wrote it down"])
@pytest.mark.parametrize("deputises", [False, True])
def test_who_has_no_part_in_a_case_finds_it_nowhere_nor_as_a_deputy(
    office: Office, who: str, deputises: bool
) -> None:
    elsewhere = make_staff(office.session, office.other, Role.MANAGER, "elsa")
    people = {
        "whom it concerns": (office.manager, office.investigator),
        "theirs": (office.theirs, elsewhere),
        "who wrote it down": (office.reception, elsewhere),
    }
    person, absent = people[who]
    case = office.case(
        CaseState.CLOSED,
        manager=office.colleague,
        conflicts=[office.manager.id],
        registered_by=office.reception.id,
        text=SAID,
        code=CODE,
    )
    number = case.number or ""
    if deputises:
        deputies = {"staff_id": absent.id, "deputy_id": person.id}
        office.session.add(Absence(**deputies, first_day=TODAY, last_day=TODAY))
        office.session.commit()
    client = office.browser(person)
    for path in EVERYWHERE:
        page = client.get(path)
        assert page.status_code in (200, 403, 404), path
        assert number not in page.text, path
        assert "Det var lång väntan." not in page.text, path
    for end in ONE_BY_ONE:
        assert client.get(f"/synpunkter/{number}{end}").status_code in (403, 404), end
    token = form_token(client.get("/mitt-konto"))
    taken = {"csrf_token": token, "format": "csv", "texter": "1"}
    file = client.post("/synpunkter/hamta", data=taken)
    assert file.status_code in (200, 403)
    assert number not in file.data.decode()
    handed = client.post("/synpunkter/lamna-ut", data={"csrf_token": token, "number": number})
    assert handed.status_code == 422


def test_whom_a_case_concerns_cannot_take_it_away_with_what_is_to_be_kept(office: Office) -> None:
    day = date(2024, 1, 31)
    who = office.investigator.id
    made = {"day": day, "text": SAID}
    case = office.case(CaseState.CLOSED, conflicts=[who], **made)
    other = office.case(CaseState.CLOSED, **made)
    decision = {"decision": "Dnr 1", "decided_on": day, "months": 24, "keep_export": True}
    office.session.add(RetentionDecision(what="complaint", entered_by=who, **decision))
    office.session.commit()
    client = office.browser(office.investigator)
    page = client.get("/gallring").text
    assert (other.number or "-") in page
    assert (case.number or page) not in page
    token = form_token(client.get("/gallring"))
    confirmed = {"confirm": "1", "saved": "1", "csrf_token": token}
    # What stood on no page has not been saved.
    assert client.post("/gallring", data={**confirmed, "mark": "0"}).status_code == 422
    [mark] = re.findall(r'name="mark" value="([0-9a-f]+)"', page)
    assert client.post("/gallring", data={**confirmed, "mark": mark}).status_code == 303
    assert office.fresh(case).state == CaseState.CLOSED


def test_who_wrote_down_a_case_about_themselves_does_not_see_how_it_goes(office: Office) -> None:
    who = office.reception.id
    case = office.case(CaseState.REGISTERED, registered_by=who, conflicts=[who])
    assert (case.number or "-") not in office.browser(office.reception).get("/synpunkter/mina").text


def test_a_pattern_is_not_analysed_by_whom_its_cases_concern(office: Office) -> None:
    with office.app.app_context():
        theme: Theme = a_theme(office.session)
        for _time in range(3):
            case = make_case(
                office.session,
                office.unit,
                CaseState.CLOSED,
                manager=office.colleague,
                investigator=office.investigator,
                conflicts=[office.manager.id],
            )
            case.theme_id = theme.id
        [pattern] = find_patterns(office.session, TODAY)
    assert pattern.owner_id == office.colleague.id


def test_a_manager_gives_nobody_the_roles_that_somebody_holds_elsewhere_too(
    office: Office,
) -> None:
    both = [(Role.CASE_WORKER, office.unit), (Role.MANAGER, office.other)]
    elsewhere = make_staff(office.session, office.unit, user_name="bea", roles=both)
    office.session.commit()
    assert _enter(office, office.manager, elsewhere, office.colleague) == 422
    assert office.session.query(Absence).count() == 0


def test_nobody_makes_themselves_the_deputy_of_another(office: Office) -> None:
    assert _enter(office, office.manager, office.colleague, office.manager) == 422
    assert _enter(office, office.manager, office.manager, office.colleague) == 303


def _enter(office: Office, by: Staff, absent: Staff, deputy: Staff) -> int:
    days = {"first_day": TODAY.isoformat(), "last_day": (TODAY + WEEK).isoformat()}
    people = {"staff": str(absent.id), "deputy": str(deputy.id)}
    status = send_form(office.browser(by), "/franvaro", fields={**people, **days}).status_code
    office.session.rollback()
    return status


def test_who_registers_for_an_absent_colleague_is_let_in_before_the_database_too(
    office: Office,
) -> None:
    caller = make_staff(office.session, office.unit, Role.INTERVIEWER, "ingrid")
    stand_in(office, office.reception, caller)
    written = {"channel": "told", "kind": "praise", "text": "Bra.", "read_back": "yes"}
    client = office.browser(caller)
    assert send_form(client, "/synpunkter/ny", fields=written).status_code == 200


def test_a_form_that_is_refused_shows_the_case_and_the_log_says_so(office: Office) -> None:
    case = office.case()
    client = office.browser(office.manager)
    token = form_token(client.get("/mitt-konto"))
    old = {"csrf_token": token, "revision": "0", "note": "x"}
    assert client.post(f"/synpunkter/{case.number}/anteckning", data=old).status_code == 409
    assert actions(office).count(("case_opened", case.number or "")) == 1


def test_the_log_of_statistics_holds_nothing_that_somebody_wrote_in_the_address(
    office: Office,
) -> None:
    client = office.browser(office.investigator)
    assert client.get("/synpunkter/statistik?for=Kim%20Berg%00&fran=").status_code == 200
    [row] = [about for action, about in actions(office) if action == "cases_statistics"]
    assert row == "period=2026-T1"


def test_an_anonymised_case_leaves_no_address_in_mail_that_never_left(
    app: Flask, session: Session, office: Office
) -> None:
    case = office.case(CaseState.CLOSED, contact=CONTACT, answer_way=AnswerWay.EMAIL)
    with app.app_context():
        for purpose in (f"answer:{case.number}:1", f"received:{case.number}", "answer:1999-0001:1"):
            put(session, purpose, "eva@exempel.se", ("Meddelande", "Text"), "sv")
        anonymise(session, case, TODAY)
        session.commit()
    assert [one.purpose for one in session.query(Mail)] == ["answer:1999-0001:1"]
    assert session.query(CaseContact).count() == 0
