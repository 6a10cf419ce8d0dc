"""Sending an answer: by whom, in which words and languages, and what must not happen."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.encryption import unseal
from core.outbox import Mail
from feedback.cases.belongings import Incident
from feedback.cases.kinds import AnswerWay, TextKind
from feedback.cases.states import CaseState
from feedback.handling.models import CaseMeasure
from organisation.models import AuditEntry, Measure
from tests.feedback.handling.offices import (
    ARABIC,
    BOTH,
    EASY,
    SEND,
    Office,
    make_office,
    page_of,
    send,
    texts,
)

pytestmark = pytest.mark.thorough


@pytest.fixture
def office(app: Flask, session: Session) -> Office:
    """The people."""
    return make_office(app, session)


def test_the_exact_words_are_kept_and_the_verdict_is_frozen(office: Office) -> None:
    case, maria = office.case(), office.browser(office.manager)
    assert send(maria, page_of(case), fields=SEND).status_code == 303
    [answer] = texts(office, case, TextKind.ANSWER)
    assert (answer.text, answer.staff_id, answer.day) == (
        EASY,
        office.manager.id,
        date(2026, 3, 12),
    )
    now = office.fresh(case)
    assert (now.state, now.rounds[0].on_time, now.rounds[0].strictly) == ("answered", True, True)
    assert not texts(office, case, TextKind.DRAFT)
    page = maria.get(page_of(case)).text
    assert "Besvarad i tid" in page
    assert EASY in page
    assert "Ingen har öppnat svaret med koden än." in page
    assert "Skicka svaret" not in page


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"answer": " \x00 "}, {"answer"}),
        ({"answer": "x" * 10_001}, {"answer"}),
        ({"how": "pigeon"}, {"how"}),
        ({"serious": ""}, {"serious"}),
        ({"how": "spoken", "spoken_on": "i går"}, {"spoken_on"}),
        ({"how": "spoken", "spoken_on": "2026-03-13"}, {"spoken_on"}),
        ({"how": "spoken", "spoken_on": "2026-03-09"}, {"spoken_on"}),
        ({"measure_what": "Fler tider"}, {"measure_who", "measure_from", "measure_to"}),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_stored(
    office: Office, changes: dict[str, str], wrong: set[str]
) -> None:
    case, maria = office.case(), office.browser(office.manager)
    refused = send(maria, page_of(case), fields={**SEND, **changes})
    assert refused.status_code == 422
    found = {name for name in (*SEND, *changes) if f'id="{name}-error"' in refused.text}
    assert wrong >= found
    assert found or "error-summary" in refused.text
    assert refused.text.count('<p class="error"') == len(wrong)
    assert office.fresh(case).state == CaseState.WITH_MANAGER
    assert not texts(office, case, TextKind.ANSWER)
    assert not texts(office, case, TextKind.DRAFT)


def test_a_sender_who_reads_arabic_gets_both_languages_and_who_translated(office: Office) -> None:
    case, maria = office.case(language="ar"), office.browser(office.manager)
    page = page_of(case)
    assert 'dir="rtl"' in maria.get(page).text
    for missing in ("translation", "translator"):
        refused = send(maria, page, fields={**BOTH, missing: ""})
        assert refused.status_code == 422
        assert f'id="{missing}-error"' in refused.text
    assert send(maria, page, fields=BOTH).status_code == 303
    swedish, arabic = sorted(
        texts(office, case, TextKind.ANSWER), key=lambda one: one.language != "sv"
    )
    assert (arabic.text, arabic.translator) == (ARABIC, "Tolken Amal")
    assert arabic.translation_of == swedish.key
    assert "Tolken Amal" in maria.get(page).text


def test_what_was_said_with_an_interpreter_needs_a_note_in_swedish_only(office: Office) -> None:
    case = office.case(language="ar", answer_way=AnswerWay.PHONE)
    maria, page = office.browser(office.manager), page_of(case)
    spoken = {**SEND, "how": "spoken", "spoken_on": "2026-03-11"}
    refused = send(maria, page, fields=spoken)
    assert refused.status_code == 422
    assert "kryssa i att tolk var med" in refused.text
    assert send(maria, page, fields={**spoken, "interpreter": "1"}).status_code == 303
    [said] = texts(office, case, TextKind.SPOKEN)
    assert (said.text, said.day, said.translator) == (EASY, date(2026, 3, 11), "Maria, med tolk")
    assert office.fresh(case).rounds[0].answered_on == date(2026, 3, 11)


def test_who_wants_a_call_is_tried_three_times_before_a_text_counts(office: Office) -> None:
    case, maria = office.case(answer_way=AnswerWay.PHONE), office.browser(office.manager)
    refused = send(maria, page_of(case), fields=SEND)
    assert refused.status_code == 422
    assert "Försök tre gånger först." in refused.text
    office.fresh(case).rounds[0].failed_tries = 3
    office.session.commit()
    assert send(maria, page_of(case), fields=SEND).status_code == 303


def test_a_serious_incident_opens_its_record_and_stops_nothing(office: Office) -> None:
    case, maria = office.case(), office.browser(office.manager)
    send(maria, page_of(case), fields={**SEND, "serious": "yes"})
    assert office.session.scalars(select(Incident)).one().case_key == case.key
    assert office.fresh(case).state == CaseState.ANSWERED


def test_a_sender_with_mail_is_told_that_something_waits_and_nothing_else(
    office: Office, app: Flask
) -> None:
    case = office.case(
        answer_way=AnswerWay.EMAIL, contact={"email": "kim@example.org"}, language="ar"
    )
    send(office.browser(office.manager), page_of(case), fields=BOTH)
    mail = office.session.scalars(select(Mail)).one()
    with app.app_context():
        assert unseal(mail.sealed_address, b"mail:" + mail.key) == b"kim@example.org"
    assert mail.language == "ar"
    assert case.number
    assert case.number in mail.subject
    assert "/mitt-svar" in mail.body
    for secret in (EASY, ARABIC, office.unit.name, "kim"):
        assert secret not in mail.subject + mail.body


def test_no_mail_goes_to_who_did_not_ask_for_one(office: Office) -> None:
    case = office.case(contact={"email": "kim@example.org"})
    send(office.browser(office.manager), page_of(case), fields=SEND)
    assert office.session.scalar(select(Mail)) is None


def test_a_measure_is_written_beside_the_answer(office: Office) -> None:
    case, maria = office.case(), office.browser(office.manager)
    fields = {
        "measure_what": "Fler tider på tisdagar",
        "measure_who": "Maria",
        "measure_from": "2026-03-16",
        "measure_to": "2026-04-30",
    }
    assert send(maria, page_of(case), fields={**SEND, **fields}).status_code == 303
    measure = office.session.scalars(select(Measure)).one()
    assert (measure.unit_id, measure.last_day) == (office.unit.id, date(2026, 4, 30))
    assert office.session.scalars(select(CaseMeasure)).one().case_key == case.key
    office.session.commit()
    assert "Fler tider på tisdagar" in maria.get(page_of(case)).text


@pytest.mark.parametrize("state", [one for one in CaseState if one is not CaseState.DRAFT])
def test_only_what_is_with_the_manager_is_answered(office: Office, state: CaseState) -> None:
    case, maria = office.case(state), office.browser(office.manager)
    shown, sent = maria.get(page_of(case)), send(maria, page_of(case), fields=SEND)
    if state is CaseState.RECEIVED:
        assert (shown.status_code, sent.status_code) == (404, 404)
        return
    assert shown.status_code == 200
    right = state is CaseState.WITH_MANAGER
    assert ("Skicka svaret" in shown.text) == right
    assert sent.status_code == (303 if right else 409)


def test_the_answer_is_for_those_who_handle_the_case(office: Office) -> None:
    case, elsewhere = office.case(), "/synpunkter/2026-9999/svar"
    page = page_of(case)
    for staff in (office.theirs, office.reception):
        browser = office.browser(staff)
        for path in (page, f"/synpunkter/{case.number}/brev.pdf"):
            assert browser.get(path).status_code == browser.get(elsewhere).status_code == 404
        assert send(browser, page, fields=SEND).status_code == 404
        assert send(browser, page, f"/synpunkter/{case.number}/avsluta").status_code == 404
    ulla = office.browser(office.investigator)
    assert "Skicka svaret" not in ulla.get(page).text
    assert send(ulla, page, fields=SEND).status_code == 409
    assert office.fresh(case).state == CaseState.WITH_MANAGER


def test_a_manager_whom_it_concerns_is_locked_out(office: Office) -> None:
    case = office.case(manager=office.colleague, conflicts=[office.manager.id])
    maria = office.browser(office.manager)
    assert maria.get(page_of(case)).status_code == 404
    assert send(maria, page_of(case), fields=SEND).status_code == 404
    closing = office.case(
        CaseState.ANSWERED, manager=office.colleague, conflicts=[office.manager.id]
    )
    assert send(maria, page_of(closing), f"/synpunkter/{closing.number}/avsluta").status_code == 404


def test_a_case_that_was_opened_again_shows_both_rounds(office: Office) -> None:
    case, maria = office.case(CaseState.REOPENED), office.browser(office.manager)
    page = maria.get(page_of(case)).text
    assert "Gång 1" in page
    assert "Gång 2" in page
    assert "Jag vill fråga mer." in page
    assert "Vi har ändrat det." in page


def test_the_log_tells_who_did_what_and_never_a_word(office: Office) -> None:
    case, maria = office.case(), office.browser(office.manager)
    send(maria, page_of(case), fields={"action": "save", "answer": "Hemligt ord."})
    send(maria, page_of(case), fields={**SEND, "answer": "Hemligt ord."})
    rows = office.session.scalars(select(AuditEntry).where(AuditEntry.subject_kind == "case")).all()
    assert {"case_add_text", "case_answer", "case_opened"} <= {one.action for one in rows}
    assert not any("Hemligt" in f"{one.action}{one.subject_id}" for one in rows)


@pytest.mark.parametrize("number", ["2026-0001%00", "..%2f..", "2026-٠٠٠١", "x" * 3000, "' OR 1=1"])
def test_an_address_that_is_no_number_is_not_found(office: Office, number: str) -> None:
    maria = office.browser(office.manager)
    for path in ("svar", "brev.pdf", "brev-hem.pdf"):
        assert maria.get(f"/synpunkter/{number}/{path}").status_code == 404


def test_hostile_texts_are_kept_as_text_or_refused(office: Office) -> None:
    case, maria = office.case(), office.browser(office.manager)
    wicked = "<script>alert(1)</script> {{ 7*7 }} \u202eomvänt\u202c \x07\ud7ff ' OR 1=1"
    assert (
        send(maria, page_of(case), fields={"action": "check", "answer": wicked}).status_code == 303
    )
    page = maria.get(f"{page_of(case)}?granska=1").text
    assert "<script>alert" not in page
    assert "\u202e" not in page
    long = send(maria, page_of(case), fields={"answer": "x" * 300_000})
    assert long.status_code == 413
