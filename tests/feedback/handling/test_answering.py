"""Writing, checking and sending an answer, by whom and when; then closing the case."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.encryption import unseal
from core.outbox import Mail
from feedback.cases.belongings import Incident
from feedback.cases.kinds import AnswerWay, Kind, TextKind
from feedback.cases.models import Case, CaseText
from feedback.cases.states import CaseState
from feedback.handling.closing import personal_shape
from feedback.handling.drafts import draft_in
from feedback.handling.models import CaseMeasure, Phrase
from organisation.models import AuditEntry, Measure, Notice
from tests.feedback.factories import a_theme
from tests.feedback.handling.offices import Office, make_office, send

EASY = "Tack för att du skrev. Nu har vi fler tider."
ARABIC = "شكراً لك. لدينا الآن مواعيد أكثر."
SEND = {"action": "send", "answer": EASY, "how": "written", "serious": "no"}
BOTH = {**SEND, "translation": ARABIC, "translator": "Tolken Amal"}


@pytest.fixture
def office(app: Flask, session: Session) -> Office:
    """The people."""
    return make_office(app, session)


def page_of(case: Case) -> str:
    """Where the answer is written."""
    return f"/synpunkter/{case.number}/svar"


def texts(office: Office, case: Case, kind: TextKind) -> list[CaseText]:
    """The stored texts of a kind."""
    return [one for one in office.fresh(case).texts if one.kind == kind]


def test_a_draft_is_saved_again_and_again_and_nothing_is_sent(office: Office) -> None:
    case, maria = office.case(), office.browser(office.manager)
    page = page_of(case)
    for text in ("Hej.", "Hej.\r\n\r\nVi ändrar det."):
        done = send(maria, page, fields={"action": "save", "answer": text})
        assert done.location == page
    [draft] = texts(office, case, TextKind.DRAFT)
    assert draft.text == "Hej.\n\nVi ändrar det."
    assert "Vi ändrar det.</textarea>" in maria.get(page).text
    assert office.fresh(case).state == CaseState.WITH_MANAGER
    assert [one.action for one in case.events].count("add_text") == 1
    assert not texts(office, case, TextKind.ANSWER)


def test_who_saves_second_is_told_and_sees_the_difference(office: Office) -> None:
    case, maria, karin = (
        office.case(),
        office.browser(office.manager),
        office.browser(office.colleague),
    )
    page = page_of(case)
    send(maria, page, fields={"action": "save", "answer": "Hej du."})
    stale = {"revision": "1", "seen": "3", "action": "send", "answer": "Hej alla.", "serious": "no"}
    told = send(karin, page, fields={**stale, "how": "written"})
    assert told.status_code == 409
    assert "Någon annan hann före" in told.text
    assert "<ins>alla.</ins>" in told.text
    assert "<del>du.</del>" in told.text
    assert "Hej alla.</textarea>" in told.text
    assert [one.text for one in texts(office, case, TextKind.DRAFT)] == ["Hej du."]


def test_the_language_check_advises_and_never_refuses(office: Office) -> None:
    case, maria = office.case(), office.browser(office.manager)
    page = page_of(case)
    hard = "Hej.\n\nBiståndsbedömningsprocessen effektiviserades förvaltningsövergripande."
    done = send(maria, page, fields={"action": "check", "answer": hard})
    assert done.location.endswith("?granska=1#granskning")
    checked = maria.get(done.location).text
    assert "Stycke 2" in checked
    assert "Biståndsbedömningsprocessen" in checked
    assert send(maria, page, fields={**SEND, "answer": hard}).status_code == 303
    assert office.fresh(case).state == CaseState.ANSWERED


def test_an_easy_text_is_said_to_be_easy(office: Office) -> None:
    case, maria = office.case(), office.browser(office.manager)
    done = send(maria, page_of(case), fields={"action": "check", "answer": EASY})
    assert "Texten är lätt att läsa" in maria.get(done.location).text


def test_a_saved_phrase_is_put_last_in_the_draft(office: Office) -> None:
    office.session.add(Phrase(unit_id=office.section.id, title="Tack", text="Tack för ditt brev."))
    office.session.commit()
    phrase = office.session.scalars(select(Phrase)).one()
    case, maria = office.case(), office.browser(office.manager)
    fields = {"action": "phrase", "answer": "Hej.", "phrase": str(phrase.id)}
    send(maria, page_of(case), fields=fields)
    assert [one.text for one in texts(office, case, TextKind.DRAFT)] == [
        "Hej.\n\nTack för ditt brev."
    ]
    wrong = send(maria, page_of(case), fields={**fields, "phrase": "x"})
    assert wrong.status_code == 422
    assert 'id="phrase-error"' in wrong.text


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
    assert "<textarea" not in page


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


def test_a_colleague_reads_the_draft_and_it_is_kept_who_and_when(office: Office) -> None:
    case, maria, karin = (
        office.case(),
        office.browser(office.manager),
        office.browser(office.colleague),
    )
    page = page_of(case)
    asked = {"action": "ask", "answer": EASY, "reader": str(office.investigator.id)}
    assert send(maria, page, fields={**asked, "reader": str(office.theirs.id)}).status_code == 422
    assert send(maria, page, fields=asked).status_code == 303
    assert "Ulla har inte läst utkastet än." in maria.get(page).text
    told = office.session.scalars(select(Notice)).one()
    office.session.commit()
    assert (told.staff_id, told.path) == (office.investigator.id, page)
    ulla = office.browser(office.investigator)
    assert "Du är ombedd att läsa utkastet" in ulla.get(f"/synpunkter/{case.number}").text
    assert EASY in ulla.get(page).text
    assert send(karin, page, f"{page}/last").status_code == 403
    assert send(ulla, page, f"{page}/last").status_code == 303
    assert "Ulla läste utkastet 12 mars 2026." in maria.get(page).text
    send(maria, page, fields=SEND)
    [answer] = texts(office, case, TextKind.ANSWER)
    assert (answer.second_reader_id, answer.second_read_on) == (
        office.investigator.id,
        date(2026, 3, 12),
    )


def test_other_words_are_to_be_read_again(office: Office) -> None:
    case, maria = office.case(), office.browser(office.manager)
    page = page_of(case)
    send(
        maria, page, fields={"action": "ask", "answer": EASY, "reader": str(office.investigator.id)}
    )
    send(office.browser(office.investigator), page, f"{page}/last")
    send(maria, page, fields={"action": "save", "answer": "Något annat."})
    draft = draft_in(office.fresh(case), "sv")
    assert draft
    assert draft.second_reader_id
    assert draft.second_read_on is None


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


def ending(office: Office, **changes: str) -> dict[str, str]:
    """A filled-in closing."""
    theme = a_theme(office.session)
    office.session.commit()
    said = {"said": "Väntan var lång.", "did": "Vi har fler tider."}
    return {"outcome": "founded", "theme": str(theme.id), **said, **changes}


def test_a_case_is_closed_with_outcome_theme_and_two_sentences(office: Office) -> None:
    case, maria = office.case(CaseState.ANSWERED), office.browser(office.manager)
    done = send(maria, page_of(case), f"/synpunkter/{case.number}/avsluta", ending(office))
    assert done.location == f"/synpunkter/{case.number}"
    now = office.fresh(case)
    assert (now.state, now.outcome, now.said) == ("closed", "founded", "Väntan var lång.")
    assert "Så slutade det" in maria.get(done.location).text


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"outcome": "done"}, 1),
        ({"theme": "99999999999999999999"}, 1),
        ({"theme": "x", "said": ""}, 2),
        ({"did": "x" * 301}, 1),
        ({"said": "Ring 070-123 45 67."}, 1),
        ({"said": "Hon är född 640823-3234.", "did": "Vi skrev till kim@example.org."}, 2),
    ],
)
def test_a_closing_that_is_not_whole_is_refused(
    office: Office, changes: dict[str, str], wrong: int
) -> None:
    case, maria = office.case(CaseState.ANSWERED), office.browser(office.manager)
    action = f"/synpunkter/{case.number}/avsluta"
    refused = send(maria, page_of(case), action, ending(office, **changes))
    assert refused.status_code == 422
    assert refused.text.count('class="error"') == wrong
    assert office.fresh(case).state == CaseState.ANSWERED


def test_what_only_looks_like_a_telephone_number_may_stay(office: Office) -> None:
    case, maria = office.case(CaseState.ANSWERED), office.browser(office.manager)
    fields = ending(office, did="Vår nya telefon är 08-508 00 000.", keep="1")
    done = send(maria, page_of(case), f"/synpunkter/{case.number}/avsluta", fields)
    assert done.status_code == 303


@pytest.mark.parametrize("kind", [Kind.PRAISE, Kind.QUESTION, Kind.DEVIATION])
def test_other_kinds_end_without_an_outcome(office: Office, kind: Kind) -> None:
    case, maria = office.case(CaseState.ANSWERED, kind=kind), office.browser(office.manager)
    assert "Hur slutade det?" not in maria.get(page_of(case)).text
    action = f"/synpunkter/{case.number}/avsluta"
    assert send(maria, page_of(case), action, ending(office)).status_code == 303
    assert office.fresh(case).outcome is None


def test_a_case_that_was_opened_again_shows_both_rounds(office: Office) -> None:
    case, maria = office.case(CaseState.REOPENED), office.browser(office.manager)
    page = maria.get(page_of(case)).text
    assert "Gång 1" in page
    assert "Gång 2" in page
    assert "Jag vill fråga mer." in page
    assert "Vi har ändrat det." in page


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ring 08/508 00 000", "telefonnummer"),
        ("kim@example.org", "mejladress"),
        ("640823-3234", "personnummer"),
        ("Vi har 12 tider och 3 rum sedan 2026.", ""),
        ("Den 12 mars 2026 kl. 10", ""),
    ],
)
def test_shapes_of_personal_data_are_noticed(app: Flask, text: str, told: str) -> None:
    with app.test_request_context():
        assert told in personal_shape(text)
        assert bool(personal_shape(text)) == bool(told)


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
