"""What people see of counting while a wave is open: the form, the wave's page, the results, files."""

from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.collection.answer_export import ExportRefused, Wanted, releases
from surveys.collection.answer_export_files import Format
from surveys.collection.answer_export_refusal import Reason
from surveys.collection.answer_export_rule import Background
from surveys.collection.commands import wave as wave_commands
from surveys.collection.models import Wave
from surveys.collection.waves import close_wave, seal_wave
from surveys.questionnaires.models import QuestionnaireVersion
from tests.analysis.visit_waves import OPENS, WEEK, count_week, press, visit_wave
from tests.conftest import FixedClock
from tests.factories import make_unit, publish_instrument
from tests.organisation.people import form_token, make_staff, sign_in

LIMIT = 5


@pytest.fixture
def wave(session: Session) -> Wave:
    """Open, and counted each week."""
    return visit_wave(session)


def form_of(version: QuestionnaireVersion, **changed: str) -> dict[str, object]:
    """What the form of a new wave sends."""
    form = {"version": str(version.number), "label": "Tryck", "opens": "2026-03-12"}
    return {**form, "closes": "2026-12-31", "modes": ["link"], "clients": "", **changed}


@pytest.mark.parametrize(
    ("name", "each", "status"),
    [
        ("visit_satisfaction", "week", 303),
        ("user_survey", "week", 422),
        ("user_survey", "month", 303),
        ("user_survey", "tertial", 303),
        ("user_survey", "", 303),
        ("user_survey", "day", 422),
        ("user_survey", "week\x00", 422),
    ],
)
def test_who_opens_a_wave_chooses_when_it_is_counted(
    client: FlaskClient, session: Session, name: str, each: str, status: int
) -> None:
    unit, version = make_unit(session, "homeless"), publish_instrument(session, name)
    make_staff(session, unit)
    session.commit()
    sign_in(client)
    path = f"/mattillfallen/nytt?enkat={version.survey.code}&enhet=homeless"
    page = client.get(path).text
    assert ("Varje vecka" in page) == version.one_question
    form = form_of(version, counted_each=each, csrf_token=form_token(client.get(path)))
    assert client.post(path, data=form).status_code == status
    wave = session.scalar(select(Wave))
    assert (wave.counted_each or "" if wave else None) == (each if status == 303 else None)


def test_the_page_says_until_when_it_is_counted_and_what_waits(
    client: FlaskClient, session: Session, clock: FixedClock, wave: Wave
) -> None:
    press(session, wave, OPENS, {4: 20})
    count_week(session, wave, 0)
    make_staff(session, wave.unit)
    session.commit()
    sign_in(client)
    page = client.get(f"/mattillfallen/{wave.id}").text
    assert "Räknade till och med" in page
    assert "11 januari 2026" in page
    assert "väntar. De räknas" not in page
    press(session, wave, OPENS + WEEK, {4: 3})
    session.commit()
    page = client.get(f"/mattillfallen/{wave.id}").text
    assert "Svaren till och med 8 mars 2026 väntar." in page
    assert "Vem får se resultatet?" in page


def test_results_of_an_open_wave_say_until_which_day(
    client: FlaskClient, session: Session, wave: Wave
) -> None:
    press(session, wave, OPENS, {4: 20, 1: 4})
    count_week(session, wave, 0)
    press(session, wave, OPENS + WEEK, {4: 13})
    make_staff(session, wave.unit)
    session.commit()
    sign_in(client)
    for path in ("", "/oversikt", "/hamta/visit/csv"):
        answer = client.get(f"/resultat/visit-satisfaction{path}").text
        assert "till och med 11 januari" in answer
        # 24 presses have been counted, and 37 have come in.
        assert "83" in answer
        assert "89 %" not in answer
        assert ";37;" not in answer
    close_wave(wave)
    seal_wave(session, wave, LIMIT)
    session.commit()
    assert "till och med" not in client.get("/resultat/visit-satisfaction").text


def test_answers_of_an_open_wave_leave_in_no_file(
    client: FlaskClient, session: Session, wave: Wave
) -> None:
    press(session, wave, OPENS, {4: 20, 1: 14})
    count_week(session, wave, 0)
    make_staff(session, wave.unit)
    session.commit()
    sign_in(client)
    assert f'value="{wave.id}"' not in client.get("/resultat/visit-satisfaction/svar").text


def test_the_command_counts_each_week_only_where_there_is_one_question(
    app: Flask, session: Session
) -> None:
    visits = publish_instrument(session, "visit_satisfaction").survey.code
    publish_instrument(session, "user_survey")
    make_unit(session, "homeless")
    session.commit()
    days = ["2026-03-12", "2026-12-31", "--mode", "link", "--count-each", "week"]
    with app.app_context():
        for survey, status in ((visits, 0), ("user-survey", 1)):
            done = CliRunner().invoke(wave_commands, ["open", survey, "homeless", "2026", *days])
            assert done.exit_code == status, done.output
    assert [one.counted_each for one in session.scalars(select(Wave))] == ["week"]


def test_a_file_never_cuts_the_weeks_that_are_shown_by_months(
    app: Flask, session: Session, wave: Wave
) -> None:
    press(session, wave, OPENS, {4: 20, 1: 14})
    press(session, wave, OPENS + 4 * WEEK, {4: 10})
    close_wave(wave)
    seal_wave(session, wave, LIMIT, date(2026, 12, 31))
    with app.app_context():
        wanted = Wanted((wave.id,), (Background.SECTION, Background.MONTH), Format.XLSX)
        with pytest.raises(ExportRefused) as refused:
            releases(session, [wave], wanted, LIMIT)
        assert refused.value.reason is Reason.SHOWN_BY_WEEK
        assert "Det går om du tar bort månad." in str(refused.value)
        # One section is no part.
        assert releases(session, [wave], replace(wanted, shown=(Background.SECTION,)), LIMIT)
