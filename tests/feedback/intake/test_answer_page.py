"""Reading the answer with the code: what is said in each state, and in which language."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core.web import RESPONDENT_LANGUAGES
from feedback.cases.answering import new_day
from feedback.cases.changing import refer, tell
from feedback.cases.events import Mover
from feedback.cases.kinds import Matter, TextKind
from feedback.cases.states import CaseState
from feedback.cases.texts import add_text
from organisation.models import Role, Unit
from tests.feedback.factories import INVESTIGATOR, a_person
from tests.feedback.intake.answer_desk import ANSWER, SAID, WEB, a_case, read, use

pytestmark = pytest.mark.pages

#: What the page says of each state, in its heading.
HEADINGS = {
    CaseState.RECEIVED: "Inget svar än",
    CaseState.REGISTERED: "Inget svar än",
    CaseState.ASSIGNED: "Inget svar än",
    CaseState.WITH_MANAGER: "Inget svar än",
    CaseState.REOPENED: "Inget svar än",
    CaseState.ANSWERED: "Här är ditt svar",
    CaseState.CLOSED: "Här är ditt svar",
    CaseState.ON_HOLD: "Här är ditt svar",
    CaseState.HANDED_OVER: "Andra ska svara dig",
    CaseState.VOIDED: "Det finns inget kvar här",
}


def test_each_state_is_said_in_plain_words(
    app: Flask, client: FlaskClient, session: Session, unit: Unit
) -> None:
    for place, (state, heading) in enumerate(HEADINGS.items()):
        code = f"{place:012}"
        a_case(app, session, unit, state, code=code)
        response = read(client, code)
        assert response.status_code == 200, state
        assert f"<h1>{heading}</h1>" in response.text
        answered = heading == HEADINGS[CaseState.ANSWERED] or state is CaseState.REOPENED
        assert (ANSWER in response.text) == answered, state
        assert (SAID in response.text) == (state is not CaseState.VOIDED)
        waits = heading == HEADINGS[CaseState.RECEIVED]
        assert ("Du får svar senast" in response.text) == waits, state
        may_ask = state in (CaseState.ANSWERED, CaseState.CLOSED)
        assert ('value="reopen"' in response.text) == may_ask, state


def test_what_was_handed_over_says_to_whom(
    app: Flask, client: FlaskClient, session: Session, unit: Unit
) -> None:
    a_case(app, session, unit, CaseState.HANDED_OVER)
    assert "vidare till Region Stockholm." in read(client).text


def test_a_code_is_known_however_it_is_typed(
    app: Flask, client: FlaskClient, session: Session, unit: Unit
) -> None:
    a_case(app, session, unit, CaseState.ANSWERED)
    for typed in ("4821 7730 1956", "4821-7730-1956", "٤٨٢١٧٧٣٠١٩٥٦"):
        assert ANSWER in read(client, typed).text


def test_a_late_answer_and_a_new_day_are_said(
    app: Flask, client: FlaskClient, session: Session, unit: Unit
) -> None:
    case = a_case(app, session, unit, CaseState.WITH_MANAGER, received=date(2026, 2, 16))
    assert "Vi är sena. Du skulle ha fått svar senast måndag 2 mars 2026." in read(client).text
    with app.test_request_context():
        by = Mover(INVESTIGATOR, a_person(session, unit, Role.INVESTIGATOR).id)
        words = {"sv": "Den som vet är borta."}
        new_day(session, case, by, date(2026, 3, 12), day=date(2026, 3, 20), texts=words)
    session.commit()
    page = read(client).text
    for said in ("Vi behöver mer tid.", "Nu får du svar senast fredag 20 mars 2026.", words["sv"]):
        assert said in page


def test_what_was_passed_on_is_told_when_it_has_been_told(
    app: Flask, client: FlaskClient, session: Session, unit: Unit
) -> None:
    case = a_case(app, session, unit, CaseState.REGISTERED)
    with app.test_request_context():
        by = Mover(INVESTIGATOR, a_person(session, unit, Role.INVESTIGATOR).id)
        today = date(2026, 3, 12)
        refer(session, case, by, today, matter=Matter.APPEAL, to="Förvaltningsrätten")
        session.commit()
        assert "Förvaltningsrätten" not in read(client).text
        tell(session, case, by, today, matter=Matter.APPEAL)
    session.commit()
    assert (
        "Du vill ändra ett beslut. Därför har vi skickat det vidare till Förvaltningsrätten."
        in (read(client).text)
    )


def test_drafts_notes_and_translations_for_staff_are_not_shown(
    app: Flask, client: FlaskClient, session: Session, unit: Unit
) -> None:
    case = a_case(app, session, unit, CaseState.WITH_MANAGER, language="ar", text="انتظرت")
    with app.test_request_context():
        day = date(2026, 3, 12)
        for kind in (TextKind.DRAFT, TextKind.NOTE):
            add_text(session, case, kind, "Inte för avsändaren", "sv", day=day)
        said = next(one for one in case.texts if one.kind == TextKind.SAID)
        add_text(session, case, TextKind.SAID, "Översatt", "sv", day=day, translation_of=said.key)
    session.commit()
    page = read(client).text
    assert "انتظرت" in page
    assert "Inte för avsändaren" not in page
    assert "Översatt" not in page


def test_an_answer_stands_in_both_languages_each_marked_as_its_own(
    app: Flask, client: FlaskClient, session: Session, unit: Unit
) -> None:
    a_case(app, session, unit, CaseState.ANSWERED, language="ar")
    page = read(client).text
    assert '<html lang="ar" dir="rtl">' in page
    arabic = page.index('<p class="words" lang="ar" dir="rtl">Hej! Vi har ändrat det. (ar)</p>')
    swedish = page.index(f'<p class="words" lang="sv" dir="ltr">{ANSWER}</p>')
    assert arabic < swedish


def test_the_pages_speak_each_language(
    app: Flask, client: FlaskClient, session: Session, unit: Unit
) -> None:
    a_case(app, session, unit, CaseState.ANSWERED)
    for language in RESPONDENT_LANGUAGES:
        assert f'<html lang="{language}"' in client.get(f"{WEB}?lang={language}").text
        assert f'<html lang="{language}"' in read(client, lang=language).text


def test_changing_the_language_keeps_what_was_typed(
    app: Flask, client: FlaskClient, session: Session, unit: Unit
) -> None:
    a_case(app, session, unit, CaseState.ANSWERED)
    typed = use(client, client.get(WEB), language="en", code="4821 77")
    assert '<html lang="en"' in typed.text
    assert 'value="4821 77"' in typed.text
    page = use(client, read(client), language="fi", text="Hej")
    assert '<html lang="fi"' in page.text
    assert ">Hej</textarea>" in page.text
    assert page.status_code == 200
