"""What is done to a case beside triage and answering: one form, one verb, one line in its log."""

from datetime import date
from itertools import cycle

import pytest
from sqlalchemy import select

from feedback.cases.belongings import CaseLink
from feedback.cases.kinds import AnswerWay, TextKind
from feedback.cases.models import Case
from feedback.cases.states import CaseState
from tests.feedback.handling.offices import Office, send

pytestmark = pytest.mark.thorough


def page_of(case: Case) -> str:
    """Where the case is."""
    return f"/synpunkter/{case.number}"


def texts(office: Office, case: Case, kind: TextKind) -> dict[str, str]:
    """The texts of a kind by language."""
    found = {one.language: one.text for one in office.fresh(case).texts if one.kind == kind}
    office.session.commit()
    return found


def test_the_manager_says_that_it_is_read(office: Office) -> None:
    case = office.case(CaseState.ASSIGNED)
    maria, page = office.browser(office.manager), page_of(case)
    assert "Jag har läst" in maria.get(page).text
    assert send(maria, page, f"{page}/las").status_code == 303
    assert "Läst av chefen · Maria" in maria.get(page).text
    assert office.fresh(case).rounds[0].read_on == date(2026, 3, 12)
    office.session.commit()
    again = send(maria, page, f"{page}/las")
    assert again.status_code == 409
    assert "Hos chefen" in again.text


def test_a_new_day_is_told_in_both_languages_and_the_first_day_stays(office: Office) -> None:
    case = office.case(language="ar", text="انتظرت")
    maria, page = office.browser(office.manager), page_of(case)
    sent = {"new_day": "2026-04-07", "new_day_text": "Vi frågar fler.", "new_day_text_own": "وقت"}
    for wrong, field in (
        ({"new_day": "2026-03-24"}, "new_day"),
        ({"new_day": "0001-01-01"}, "new_day"),
        ({"new_day_text": ""}, "new_day_text"),
        ({"new_day_text_own": ""}, "new_day_text_own"),
    ):
        refused = send(maria, page, f"{page}/ny-dag", {**sent, **wrong})
        assert refused.status_code == 422
        assert f'href="#{field}"' in refused.text
    send(maria, page, f"{page}/ny-dag", sent)
    shown = maria.get(page).text
    assert "<h1>Svara senast tisdag 24 mars 2026</h1>" in shown
    assert "Besked om ny dag: 7 april 2026" in shown
    assert texts(office, case, TextKind.INTERIM) == {"sv": "Vi frågar fler.", "ar": "وقت"}


def test_two_cases_are_linked_by_number_and_each_is_answered_by_itself(office: Office) -> None:
    case, other = office.case(), office.case()
    elsewhere = office.case(CaseState.REGISTERED, confidential=True)
    maria, page = office.browser(office.manager), page_of(case)
    for number in (case.number, elsewhere.number, "2026-9999", "", "x"):
        refused = send(maria, page, f"{page}/koppla", {"other_number": number or ""})
        assert refused.status_code == 422
    send(maria, page, f"{page}/koppla", {"other_number": f" {other.number} "})
    assert f'<a href="{page_of(other)}">{other.number}</a>' in maria.get(page).text
    assert f'<a href="{page}">{case.number}</a>' in maria.get(page_of(other)).text
    assert len(office.session.scalars(select(CaseLink)).all()) == 1
    office.session.commit()


def test_a_linked_case_that_one_may_not_know_of_is_not_named(office: Office) -> None:
    case, about = office.case(), office.case(conflicts=[])
    ulla, page = office.browser(office.investigator), page_of(case)
    send(ulla, page, f"{page}/koppla", {"other_number": about.number or ""})
    there = page_of(about)
    send(ulla, there, f"{there}/galler", {"conflict": str(office.manager.id)})
    seen = office.browser(office.manager).get(page).text
    assert str(about.number) not in seen
    assert str(about.number) in ulla.get(page).text


def test_the_day_it_came_in_is_put_right_with_a_reason(office: Office) -> None:
    case = office.case(CaseState.REGISTERED)
    ulla, page = office.browser(office.investigator), page_of(case)
    for wrong in (
        {"received": "2026-03-13"},
        {"received": "9999-12-31"},
        {"received": ""},
        {"received_reason": " "},
        {"received_reason": "x" * 301},
    ):
        sent = {"received": "2026-03-05", "received_reason": "Låg i fel fack.", **wrong}
        assert send(ulla, page, f"{page}/kom-in", sent).status_code == 422
    send(ulla, page, f"{page}/kom-in", {"received": "2026-03-05", "received_reason": "Fel fack."})
    shown = ulla.get(page).text
    assert "<h1>Svara senast torsdag 19 mars 2026</h1>" in shown
    assert "Skälet: Fel fack." in shown


def test_tries_to_reach_the_sender_are_counted(office: Office) -> None:
    case = office.case(answer_way=AnswerWay.PHONE)
    maria, page = office.browser(office.manager), page_of(case)
    for _try in range(3):
        send(maria, page, f"{page}/forsok")
    assert "3 försök är noterade." in maria.get(page).text
    assert office.fresh(case).rounds[0].failed_tries == 3


def test_another_authority_answers_and_the_sender_is_told(office: Office) -> None:
    case = office.case(CaseState.REGISTERED)
    ulla, page = office.browser(office.investigator), page_of(case)
    sent = {"hand_over_to": "Region Stockholm", "hand_over_text": "Ring dem."}
    send(ulla, page, f"{page}/lamna-over", sent)
    assert "Synpunkten är lämnad till Region Stockholm." in ulla.get(page).text
    assert texts(office, case, TextKind.TOLD) == {"sv": "Ring dem."}


def test_voiding_takes_two_people(office: Office) -> None:
    case = office.case()
    ulla, maria = office.browser(office.investigator), office.browser(office.manager)
    page = page_of(case)
    send(ulla, page, f"{page}/stryk", {"void_reason": "Någon provade."})
    assert "Ja, stryk den" not in ulla.get(page).text
    alone = send(ulla, page, f"{page}/stryk/ja")
    assert alone.status_code == 400
    assert "Ulla vill stryka synpunkten" in maria.get(page).text
    send(maria, page, f"{page}/stryk/nej")
    assert office.fresh(case).void_asked_by is None
    office.session.commit()
    send(ulla, page, f"{page}/stryk", {"void_reason": "Någon provade."})
    send(maria, page, f"{page}/stryk/ja")
    assert "<h1>Struken</h1>" in ulla.get(page).text
    assert office.fresh(case).state == CaseState.VOIDED


def test_a_case_is_kept_and_released_with_a_reason(office: Office) -> None:
    case = office.case(CaseState.CLOSED)
    ulla, page = office.browser(office.investigator), page_of(case)
    assert send(ulla, page, f"{page}/bevara", {"hold_reason": ""}).status_code == 422
    send(ulla, page, f"{page}/bevara", {"hold_reason": "Tillsyn pågår."})
    assert "Tillsyn pågår." in ulla.get(page).text
    send(ulla, page, f"{page}/bevara/sluta")
    assert office.fresh(case).state == CaseState.CLOSED


def test_staff_open_it_again_and_a_new_promise_begins(office: Office) -> None:
    case = office.case(CaseState.CLOSED)
    maria, page = office.browser(office.manager), page_of(case)
    send(maria, page, f"{page}/oppna-igen", {"reopen_note": "Vi missade en fråga."})
    shown = maria.get(page).text
    assert "<h1>Svara senast torsdag 26 mars 2026</h1>" in shown
    assert "Gång 2" in shown
    assert "Vi missade en fråga." in shown
    assert office.fresh(case).rounds[0].on_time


def test_a_note_is_for_those_who_handle_it(office: Office) -> None:
    case = office.case()
    maria, page = office.browser(office.manager), page_of(case)
    assert send(maria, page, f"{page}/anteckning", {"note": "\x00\u202e "}).status_code == 422
    send(maria, page, f"{page}/anteckning", {"note": "Ring \u202efter\x00 tio.\r\nTack."})
    assert texts(office, case, TextKind.NOTE) == {"sv": "Ring fter tio.\nTack."}
    assert "Text tillagd: Anteckning · Maria" in maria.get(page).text


HOSTILE = (
    "\x00",
    "\x1b[31m",
    "\u202eabc",
    "=1+1",
    "x" * 9000,
    "9" * 40,
    "²",
    "٢٠٢٦-٠٣-١٢",
    "'\"<b>",
)
ACTIONS = (
    "registrera", "chef", "skicka-vidare", "har-fatt-veta", "galler", "las", "ny-dag", "forsok",
    "koppla", "diarienummer", "kom-in", "lamna-over", "stryk", "stryk/ja", "stryk/nej", "bevara",
    "bevara/sluta", "oppna-igen", "anteckning", "oversattning", "lex-sarah/bedom",
)  # fmt: skip
FIELDS = (
    "also", "told", "serious", "unit", "kind", "theme", "confidential",
    "conflict", "to_appeal", "manager", "matter", "passed_to", "new_day", "new_day_text",
    "other_number", "diary_number", "received", "received_reason", "hand_over_to", "void_reason",
    "hand_over_text", "hold_reason", "reopen_note", "note", "original", "translated_to", "incident",
    "translated", "translated_by",
)  # fmt: skip


@pytest.mark.parametrize("first", [0, 1, 2])
def test_whatever_is_sent_nothing_breaks(office: Office, first: int) -> None:
    case = office.case(CaseState.REGISTERED)
    ulla, page = office.browser(office.investigator), page_of(case)
    hostile = dict(zip(FIELDS, cycle(HOSTILE[first:] + HOSTILE[:first]), strict=False))
    days = {"received": "2026-03-01", "new_day": "2026-04-09", "matter": "appeal"}
    for action in ACTIONS:
        answer = send(ulla, page, f"{page}/{action}", hostile | (days if first else {}))
        assert answer.status_code < 500, f"{action} from {first}"
