"""The reception hands out letters by their number, and learns nothing else."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from feedback.cases.kinds import AnswerWay
from feedback.cases.models import Case
from feedback.cases.states import CaseState
from feedback.handling.hand_out_pages import written_number
from organisation.models import AuditEntry, Role
from tests.feedback.handling.offices import Office, make_office, send
from tests.organisation.people import make_staff
from tests.pages import RANDOM
from tests.printed import text_of

pytestmark = pytest.mark.thorough

HAND_OUT = "/synpunkter/lamna-ut"
NONE_THERE = "Det finns inget brev att lämna ut med det numret."


@pytest.fixture
def office(app: Flask, session: Session) -> Office:
    """The people."""
    return make_office(app, session)


def to_fetch(office: Office, state: CaseState = CaseState.ANSWERED) -> Case:
    """A case whose sender fetches the letter."""
    return office.case(state, answer_way=AnswerWay.RECEPTION)


def ask(office: Office, number: str) -> TestResponse:
    """What the reception gets for a number."""
    return send(office.browser(office.reception), HAND_OUT, fields={"number": number})


def test_the_letter_is_printed_by_its_number_and_that_is_noted(office: Office) -> None:
    case = to_fetch(office)
    got = ask(office, f" {case.number} ")
    assert got.mimetype == "application/pdf"
    assert "Vi har ändrat det." in text_of(got.data)
    last = office.fresh(case).events[-1]
    assert (last.action, last.staff_id) == ("hand_out", office.reception.id)
    log = select(AuditEntry.subject_id).where(AuditEntry.action == "case_hand_out")
    assert office.session.scalars(log).all() == [case.number]


def test_the_same_sentence_whatever_the_reason_is(office: Office) -> None:
    elsewhere = to_fetch(office)
    elsewhere.unit_id = office.other.id
    concerns = to_fetch(office)
    office.session.commit()
    with_code = office.case(CaseState.ANSWERED)
    concerned = office.case(
        CaseState.ANSWERED, answer_way=AnswerWay.RECEPTION, conflicts=[office.reception.id]
    )
    not_yet, voided = to_fetch(office, CaseState.WITH_MANAGER), to_fetch(office, CaseState.VOIDED)
    numbers = [one.number for one in (elsewhere, with_code, concerned, not_yet, voided)]
    pages = {ask(office, number or "").text.replace(number or "", "") for number in numbers}
    pages |= {ask(office, "2026-9999").text.replace("2026-9999", "")}
    assert all(NONE_THERE in page for page in pages)
    assert len({RANDOM.sub("", page) for page in pages}) == 1
    assert ask(office, concerns.number or "").status_code == 200
    assert "hand_out" not in [one.action for one in office.fresh(elsewhere).events]


def test_a_letter_of_a_unit_below_is_handed_out(office: Office) -> None:
    above = make_staff(office.session, office.section, Role.RECEPTION, "sara")
    office.session.commit()
    case = to_fetch(office)
    got = send(office.browser(above), HAND_OUT, fields={"number": case.number or ""})
    assert got.mimetype == "application/pdf"


def test_a_spoken_answer_has_no_letter(office: Office) -> None:
    case = to_fetch(office, CaseState.WITH_MANAGER)
    page = f"/synpunkter/{case.number}/svar"
    fields = {"action": "send", "answer": "Vi pratade.", "how": "spoken", "serious": "no"}
    send(office.browser(office.manager), page, fields={**fields, "spoken_on": "2026-03-12"})
    assert NONE_THERE in ask(office, case.number or "").text


@pytest.mark.parametrize(
    "typed",
    ["", "\x00", "' OR 1=1 --", "2026-", "9" * 5000, "<script>", "\u202e2026-0001", "2026_"],
)
def test_what_is_no_number_gets_the_same_sentence(office: Office, typed: str) -> None:
    got = ask(office, typed)
    assert got.status_code == 422
    assert NONE_THERE in got.text
    assert "<script>" not in got.text


@pytest.mark.parametrize("typed", ["2026-0412", "20260412", "2026–0412", "2026 0412", "٢٠٢٦-٠٤١٢"])
def test_a_number_may_be_typed_in_many_ways(typed: str) -> None:
    assert written_number(typed) == "2026-0412"


def test_the_page_shows_no_case(office: Office) -> None:
    to_fetch(office)
    page = office.browser(office.reception).get(HAND_OUT)
    assert page.status_code == 200
    assert "2026-0001" not in page.text
