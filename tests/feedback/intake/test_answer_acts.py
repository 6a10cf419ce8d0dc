"""What the sender does on the page of an answer: reads, writes more, asks again, judges."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from feedback.cases.kinds import TextKind
from feedback.cases.models import CaseEvent, CaseText
from feedback.cases.states import CaseState
from organisation.models import Unit
from tests.conftest import FixedClock
from tests.feedback.intake.answer_desk import a_case, read, use

pytestmark = pytest.mark.pages

NUMBER = "19811218-9876"


def test_the_day_of_the_first_reading_is_kept_and_no_later_one(
    app: Flask, client: FlaskClient, session: Session, unit: Unit, clock: FixedClock
) -> None:
    case = a_case(app, session, unit, CaseState.ANSWERED)
    read(client)
    clock.instant = clock.instant.replace(day=20)
    read(client)
    session.refresh(case.rounds[0])
    assert case.rounds[0].fetched_on == date(2026, 3, 12)
    assert session.query(CaseEvent).filter_by(action="fetch").count() == 1


def test_waiting_for_an_answer_is_no_reading_of_it(
    app: Flask, client: FlaskClient, session: Session, unit: Unit
) -> None:
    case = a_case(app, session, unit, CaseState.WITH_MANAGER)
    read(client)
    session.refresh(case.rounds[0])
    assert case.rounds[0].fetched_on is None


def test_a_message_is_stored_once_though_the_page_is_loaded_again(
    app: Flask, client: FlaskClient, session: Session, unit: Unit
) -> None:
    case = a_case(app, session, unit, CaseState.WITH_MANAGER)
    page = read(client)
    for _time in range(2):
        answer = use(client, page, do="message", text="En sak\x00 till\u202e.")
        assert "Tack! Vi har fått det du skrev." in answer.text
    session.expire_all()
    found = [one.text for one in case.texts if one.kind == TextKind.MESSAGE]
    assert found == ["En sak till."]
    assert session.query(CaseEvent).filter_by(action="message").one().staff_id is None


def test_asking_again_promises_a_new_answer_and_leaves_the_first_verdict(
    app: Flask, client: FlaskClient, session: Session, unit: Unit
) -> None:
    case = a_case(app, session, unit, CaseState.CLOSED)
    page = read(client)
    for _time in range(2):
        answer = use(client, page, do="reopen", text="Vad menar ni?")
        assert "Du får svar senast torsdag 26 mars 2026." in answer.text
    session.expire_all()
    assert CaseState(case.state) is CaseState.REOPENED
    assert [one.on_time for one in case.rounds] == [True, None]
    written = session.query(CaseText).filter_by(text="Vad menar ni?").one()
    assert (written.kind, written.round) == (TextKind.MESSAGE, 2)


def test_asking_again_needs_no_words(
    app: Flask, client: FlaskClient, session: Session, unit: Unit
) -> None:
    case = a_case(app, session, unit, CaseState.ANSWERED)
    assert "Vi har fått din fråga" in use(client, read(client), do="reopen").text
    session.refresh(case)
    assert CaseState(case.state) is CaseState.REOPENED


def test_an_opinion_is_kept_and_the_last_one_counts(
    app: Flask, client: FlaskClient, session: Session, unit: Unit
) -> None:
    case = a_case(app, session, unit, CaseState.ANSWERED)
    page = read(client)
    for value in ("somewhat", "yes", "yes"):
        page = use(client, page, do=f"opinion-{value}")
    assert 'value="opinion-yes" aria-pressed="true"' in page.text
    session.refresh(case)
    assert case.opinion == "yes"


@pytest.mark.parametrize("do", ["message", "reopen"])
def test_what_looks_like_a_personal_number_is_asked_about_once(
    app: Flask, client: FlaskClient, session: Session, unit: Unit, do: str
) -> None:
    a_case(app, session, unit, CaseState.ANSWERED)
    page = use(client, read(client), do=do, text=f"Jag har {NUMBER}")
    assert page.status_code == 422
    assert f"Jag har {NUMBER}</textarea>" in page.text
    assert not session.query(CaseText).filter_by(kind=TextKind.MESSAGE).count()
    session.rollback()
    assert use(client, page, do=do, text=f"Jag har {NUMBER}").status_code == 200
    assert session.query(CaseText).filter_by(kind=TextKind.MESSAGE).count() == 1


def test_nothing_and_too_much_are_refused_at_the_field(
    app: Flask, client: FlaskClient, session: Session, unit: Unit
) -> None:
    a_case(app, session, unit, CaseState.ANSWERED)
    for text in ("", " \n ", "x" * 70_000):
        page = use(client, read(client), do="message", text=text)
        assert page.status_code == 422
        assert 'id="text-error"' in page.text
        assert text.strip() in page.text
