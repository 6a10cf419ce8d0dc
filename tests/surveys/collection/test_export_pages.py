"""The page on which answers are taken home, and the command."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core.background import Work, do_work
from core.codes import Gender
from organisation.models import AuditEntry, Role, StaffRole
from surveys.collection.answer_commands import answers
from surveys.collection.models import SurveyResponse, Wave
from surveys.collection.waves import close_wave, seal_wave
from tests.factories import item_ids, make_response, make_unit, make_wave, publish_instrument
from tests.organisation.people import make_staff, send, sign_in

PATH = "/enkater/everything/exportera"


@pytest.fixture
def wave(session: Session) -> Wave:
    """Counted answers of ten women and nine men, and an investigator who may take them."""
    unit = make_unit(session)
    make_staff(session, unit)
    wave = make_wave(session, publish_instrument(session, "everything"), unit)
    treatment = item_ids(session, wave.survey)["treatment"]
    for gender, people in ((Gender.WOMAN, 10), (Gender.MAN, 9)):
        for _ in range(people):
            make_response(session, wave, {treatment: 4}, gender=gender)
    close_wave(wave)
    seal_wave(session, wave, 5)
    session.commit()
    return wave


def ask(client: FlaskClient, wave: Wave, **fields: str) -> TestResponse:
    """Send the form with the wave chosen."""
    return send(client, PATH, waves=str(wave.id), **fields)


def test_a_small_file_comes_at_once_and_is_kept_nowhere(
    client: FlaskClient, wave: Wave, session: Session, app: Flask
) -> None:
    sign_in(client)
    response = ask(client, wave, columns="gender", format="xlsx")
    assert response.status_code == 200
    disposition = response.headers["Content-Disposition"]
    assert disposition == "attachment; filename=svar-everything-2026-03-12.xlsx"
    assert response.headers["Cache-Control"] == "no-store"
    assert openpyxl.load_workbook(BytesIO(response.data))["Svar"].max_row == 20
    entry = session.scalars(select(AuditEntry).filter_by(subject_kind="wave_in_export")).one()
    assert (entry.action, entry.subject_id) == ("answers_exported_xlsx", f"{wave.id} 1 both gender")
    folder: Path = app.config["SETTINGS"].data / "work"
    assert not list(folder.iterdir())


def test_spss_is_made_beside_the_server_and_then_taken(
    client: FlaskClient, wave: Wave, session: Session, app: Flask
) -> None:
    sign_in(client)
    response = ask(client, wave, columns="gender", format="sav")
    assert response.status_code == 303
    work = session.scalars(select(Work)).one()
    session.commit()
    with app.app_context():
        do_work(work.key)
    made = client.get(f"{response.location}/fil")
    assert made.data.startswith(b"$FL2")
    assert ".sav" in made.headers["Content-Disposition"]
    for held in session.scalars(select(StaffRole)):
        held.role = Role.RECEPTION.value
    session.commit()
    later = [client.get(f"{response.location}{end}").status_code for end in ("", "/fil")]
    assert later == [404, 404], "who may export no more gets no file either"


def test_a_group_too_small_is_refused_at_the_columns_and_nothing_is_logged(
    client: FlaskClient, wave: Wave, session: Session
) -> None:
    response = session.scalars(select(SurveyResponse)).first()
    assert response
    response.age_group = 5
    session.commit()
    sign_in(client)
    page = ask(client, wave, columns="age_group")
    assert page.status_code == 422
    assert "Det går om du tar bort åldersgrupp." in page.text
    assert "80 år" not in page.text
    assert not session.scalars(select(AuditEntry).filter_by(subject_kind="wave_in_export")).all()


def test_another_units_answers_are_not_there_and_managers_may_not(
    client: FlaskClient, wave: Wave, session: Session
) -> None:
    elsewhere = make_unit(session, "elders")
    make_staff(session, elsewhere, user_name="else")
    make_staff(session, session.merge(wave.unit), Role.MANAGER, user_name="boss")
    session.commit()
    sign_in(client, "else")
    assert client.get(PATH).status_code == 404
    assert ask(client, wave, columns="gender").status_code == 404
    sign_in(client, "boss")
    assert client.get(PATH).status_code == 403
    assert ask(client, wave, columns="gender").status_code == 403


def test_answers_from_a_section_of_another_unit_are_not_given_out(
    client: FlaskClient, wave: Wave, session: Session
) -> None:
    elsewhere = make_unit(session, "elders")
    for response in session.scalars(select(SurveyResponse).filter_by(gender=Gender.MAN)):
        response.unit_id = elsewhere.id
    session.commit()
    sign_in(client)
    assert ask(client, wave, columns="gender").status_code == 403


def test_where_nothing_is_counted_the_page_says_what_to_do(
    client: FlaskClient, wave: Wave, session: Session
) -> None:
    wave.sealings = 0
    session.commit()
    sign_in(client)
    assert "Stäng mättillfället och räkna svaren." in client.get(PATH).text


def test_the_command_writes_the_file_and_says_why_it_does_not(
    app: Flask, wave: Wave, session: Session, tmp_path: Path
) -> None:
    made = tmp_path / "svar.zip"
    asked = ["export", "everything", "--unit", "homeless", "--wave", "2026", "--format", "csv"]
    with app.app_context():
        done = CliRunner().invoke(answers, [*asked, "--show", "gender", "--out", str(made)])
        assert done.output == f"19 responses are in {made} (zip)\n"
        again = CliRunner().invoke(answers, [*asked, "--out", str(made)])
        assert "is there already" in again.output
        unknown = CliRunner().invoke(
            answers, [*asked[:-4], "--wave", "1999", "--out", str(tmp_path / "b")]
        )
        assert "there is no wave '1999'" in unknown.output
    with ZipFile(made) as whole:
        assert whole.namelist() == ["svar.csv", "kodbok.csv", "om-filen.csv"]
    assert session.scalars(select(AuditEntry)).one().staff_id is None
