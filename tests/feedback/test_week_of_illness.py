"""The week when the investigator and the manager are ill, and one deputy does what both would do."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.cases.commands import report as report_of_cases
from feedback.cases.belongings import CaseReferral
from feedback.cases.codes import make_code
from feedback.cases.models import Case, CaseText
from feedback.following.reminder_job import remind_each_half_hour
from feedback.following.retention_pages import run_each_night
from feedback.intake.models import FormBatch, PaperForm
from organisation.models import Notice, Role, Staff
from organisation.working_days import working_days_left
from tests.conftest import FixedClock
from tests.factories import make_station
from tests.feedback.factories import CODE
from tests.feedback.handling.offices import Office, make_office, send
from tests.feedback.intake.answer_desk import read
from tests.feedback.intake.view_desk import Desk, cases
from tests.feedback.intake.writing import write
from tests.organisation.people import make_staff

pytestmark = pytest.mark.pages

MONDAY, FRIDAY = date(2026, 3, 9), date(2026, 3, 13)
SERIAL = "10000008"
APPEAL = "Jag vill överklaga beslutet om mitt boende."
ABOUT_MARIA = "Maria lyssnade inte på mig."
ON_PAPER = "Det var kallt i väntrummet."
ANSWER = "Tack för att du skrev. Nu har vi ändrat det."
#: Triage of something that is nothing else too.
PLAIN = {"also": "no", "told": "code", "serious": "no", "theme": "", "kind": "complaint"}


@pytest.fixture
def office(app: Flask, session: Session, clock: FixedClock) -> Office:
    """Monday morning: the investigator and a manager have called in sick."""
    clock.instant = at(MONDAY)
    office = make_office(app, session)
    make_staff(session, office.section, Role.ADMINISTRATOR, "adam")
    make_staff(session, office.unit, Role.CASE_WORKER, "doris")
    session.commit()
    return office


@pytest.fixture
def doris(office: Office) -> FlaskClient:
    """A case worker, who stands in for both this week."""
    adam = office.browser(person(office, "adam"))
    for ill in (office.investigator, office.manager):
        days = {"first_day": MONDAY.isoformat(), "last_day": FRIDAY.isoformat()}
        people = {"staff": str(ill.id), "deputy": str(person(office, "doris").id)}
        assert send(adam, "/franvaro", fields={**people, **days}).status_code == 303
    return office.browser(person(office, "doris"))


def at(day: date) -> datetime:
    """Ten in the morning in Sweden."""
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def person(office: Office, user_name: str) -> Staff:
    """A member of staff by name."""
    found = office.session.scalars(select(Staff).where(Staff.user_name == user_name)).one()
    office.session.commit()
    return found


def leave(office: Office, clock: FixedClock, text: str) -> str:
    """Somebody at home writes a complaint; gives its number."""
    desk = Desk(office.app.test_client(), clock)
    assert desk.send(text=text, unit=str(office.unit.id)).status_code == 200
    return number_of(office.session, text)


def number_of(session: Session, text: str) -> str:
    """The number of the case that says this."""
    [case] = [one for one in cases(session) if text in [said.text for said in one.texts]]
    assert case.number
    return case.number


def type_paper(office: Office, doris: FlaskClient) -> str:
    """The deputy empties the letterbox and types the one form in it; gives the case's number."""
    with office.app.app_context():
        locator, slow = make_code(CODE)
    batch = FormBatch(
        unit_id=office.unit.id, postcards=False, language="sv", printed_on=date(2026, 2, 2)
    )
    paper = PaperForm(serial=SERIAL, batch=batch, code_locator=locator, code_hash=slow)
    office.session.add_all([batch, paper])
    office.session.commit()
    fields = {"channel": "letterbox", "emptied": "first", "serial": SERIAL, "kind": "complaint"}
    assert write(doris, **fields, text=ON_PAPER).status_code == 200
    return number_of(office.session, ON_PAPER)


def triage(office: Office, by: FlaskClient, number: str, manager: Staff, **more: str) -> None:
    """Register a case and say who answers it."""
    page = f"/synpunkter/{number}"
    fields = {**PLAIN, "unit": str(office.unit.id), **more}
    assert send(by, f"{page}/registrera", fields=fields).location == page
    assert send(by, page, f"{page}/chef", {"manager": str(manager.id)}).location == page


def answer(by: FlaskClient, number: str) -> None:
    """Take a case on, answer it and close it."""
    page = f"/synpunkter/{number}"
    assert send(by, page, f"{page}/las").location == page
    sent = {"action": "send", "answer": ANSWER, "how": "written", "serious": "no"}
    assert send(by, f"{page}/svar", fields=sent).status_code == 303
    ending = {"outcome": "founded", "theme": "1", "said": "Det blev fel.", "did": "Rättat."}
    assert send(by, f"{page}/svar", f"{page}/avsluta", ending).location == page


def reminded(office: Office) -> set[tuple[str, str, str]]:
    """What everybody has been told once the job has run: who, of what, about which number."""
    with office.app.app_context():
        remind_each_half_hour.call_local()
    rows = select(Staff.user_name, Notice.kind, Notice.number).join(Staff)
    found = {(user, kind, number) for user, kind, number in office.session.execute(rows)}
    office.session.commit()
    return found


def rounds(office: Office) -> Sequence[Case]:
    """Every case with its promises."""
    office.session.expire_all()
    found = office.session.scalars(select(Case)).all()
    assert all(case.rounds for case in found)
    office.session.commit()
    return found


def on_time(app: Flask) -> tuple[int, int]:
    """How many answers were given on time, of how many, as `synpunkt cases report` says."""
    arguments = ["--tertial", "2026-T1", "--format", "json"]
    with app.app_context():
        said = CliRunner().invoke(report_of_cases, arguments, catch_exceptions=False).stdout
    found = json.loads(said)["on_time"]["all"]
    return found["on_time"], found["of"]


def test_the_deputy_answers_everything_in_time_and_whom_it_concerns_is_locked_out(
    office: Office, doris: FlaskClient, session: Session, clock: FixedClock
) -> None:
    maria = office.browser(office.manager)
    about, appeal = leave(office, clock, ABOUT_MARIA), leave(office, clock, APPEAL)
    paper = type_paper(office, doris)
    assert {("doris", "new", one) for one in (about, appeal, paper)} <= reminded(office)

    passed = {"also": "yes", "to_appeal": "Förvaltningsrätten"}
    triage(office, doris, appeal, office.manager, **passed)
    triage(office, doris, paper, office.manager)
    triage(office, doris, about, office.colleague, conflict=str(office.manager.id))
    [referral] = session.scalars(select(CaseReferral)).all()
    assert (referral.passed_on, referral.told_on) == (MONDAY, MONDAY)
    for case in rounds(office):
        registered = case.rounds[0].registered_on
        assert registered
        assert working_days_left(registered, case.received) >= -1
    assert maria.get(f"/synpunkter/{about}").status_code == 404
    assert about not in maria.get("/synpunkter").text
    told = reminded(office)
    assert {("doris", "assigned", appeal), ("doris", "assigned", paper)} <= told
    assert {user for user, kind, one in told if (kind, one) == ("assigned", about)} == {"karin"}
    assert not {one for one in told if one[0] == "maria" and one[2] == about}

    clock.instant = at(FRIDAY)
    assert ("doris", "due_7", paper) in reminded(office)
    doris = office.browser(person(office, "doris"))
    answer(doris, appeal)
    answer(doris, paper)
    answer(office.browser(office.colleague), about)
    assert on_time(office.app) == (3, 3)
    back = office.browser(office.manager)
    assert back.get(f"/synpunkter/{about}").status_code == 404


def test_who_wrote_on_paper_reads_the_deputy_s_answer_with_the_strip(
    office: Office, doris: FlaskClient, session: Session
) -> None:
    station = make_station(session, office.unit)
    session.commit()
    paper = type_paper(office, doris)
    triage(office, doris, paper, office.manager)
    answer(doris, paper)
    shown = read(office.app.test_client(), CODE, f"/kiosk/{station.address}/mitt-svar").text
    assert ANSWER in shown
    assert ON_PAPER in shown
    [case] = rounds(office)
    assert case.rounds[0].fetched_on == MONDAY


def test_without_a_decision_a_run_of_retention_deletes_nothing(
    office: Office, doris: FlaskClient, session: Session, clock: FixedClock
) -> None:
    paper = type_paper(office, doris)
    triage(office, doris, paper, office.manager)
    answer(doris, paper)
    how_many = select(func.count()).select_from(CaseText)
    before = session.scalar(how_many)
    session.commit()
    clock.instant = at(date(2036, 3, 10))
    with office.app.app_context():
        run_each_night.call_local()
    [case] = rounds(office)
    assert (case.state, session.scalar(how_many)) == ("closed", before)
    session.commit()
