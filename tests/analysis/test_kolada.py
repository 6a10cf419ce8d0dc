"""The Kolada-shaped table: T, K and M by year, only what may be shown, as file and command."""

import io
import json

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.reports.commands import kolada
from analysis.reports.kolada import COLUMNS
from analysis.scorecard.models import Indicator, IndicatorFigure
from organisation.models import AuditEntry, Role, Unit
from tests.analysis.situations import FEW_WOMEN, MANY, sealed_wave
from tests.factories import MARCH, make_unit, publish_instrument
from tests.organisation.people import make_staff, sign_in

PAGE = "/rapporter/kolada"


@pytest.fixture
def unit(session: Session) -> Unit:
    """A unit whose name begins as a formula; figures of 2020, and of 2021 with too few women."""
    unit = make_unit(session)
    unit.name = "=1+1"
    make_staff(session, unit, Role.MANAGER, "chef")
    make_staff(session, make_unit(session, "elders"), Role.MANAGER, "annan")
    version = publish_instrument(session, "user_survey")
    sealed_wave(session, version, unit, MANY, published=True)
    sealed_wave(session, version, unit, FEW_WOMEN, year=2021)
    return unit


def told(app: Flask, *arguments: str, status: int = 0) -> str:
    """What the command prints."""
    with app.app_context():
        ended = CliRunner().invoke(kolada, [*arguments])
    assert ended.exit_code == status, ended.output
    return ended.output


def test_each_year_and_gender_has_a_row_and_what_is_hidden_is_empty(app: Flask, unit: Unit) -> None:
    rows = json.loads(told(app, "homeless", "--from", "2020", "--to", "2021", "--format", "json"))
    overall = [row for row in rows if row["kpi"] == "user-survey.overall"]
    found = [(row["period"], row["gender"], row["value"], row["count"]) for row in overall]
    assert found == [
        (2020, "T", 78, 86), (2020, "K", 71, 14), (2020, "M", 79, 72),
        (2021, "T", 77, 56), (2021, "K", None, None), (2021, "M", None, None),
    ]  # fmt: skip
    assert {row["unit"] for row in overall} == {"%"}
    assert len(rows) == 12 * 2 * 3


def test_indicators_follow_and_a_year_that_is_not_over_says_so(
    app: Flask, session: Session, unit: Unit
) -> None:
    indicator = Indicator(
        unit_id=unit.id, name="Avslutade med plan", quantity="share", direction="at_least",
        frequency="tertial", feed="hand", whole_register=True, adds_up=True,
    )  # fmt: skip
    session.add(indicator)
    session.flush()
    session.add(
        IndicatorFigure(
            indicator_id=indicator.id, year=2020, period=1, part="all", numerator=17,
            denominator=40, source="Registret", day=MARCH,
        )
    )  # fmt: skip
    session.commit()
    rows = json.loads(told(app, "homeless", "--from", "2020", "--to", "2020", "--format", "json"))
    found = [row for row in rows if row["kpi"] == f"indicator.{indicator.id}"]
    assert [(row["gender"], row["value"], row["count"]) for row in found] == [
        ("T", 43, 40), ("K", None, None), ("M", None, None),
    ]  # fmt: skip
    assert {row["status"] for row in found} == {"so far"}


def test_the_public_gets_published_waves_at_its_own_limit(app: Flask, unit: Unit) -> None:
    years = ("--from", "2020", "--to", "2021")
    rows = json.loads(told(app, "homeless", *years, "--public", "--format", "json"))
    assert {row["period"] for row in rows} == {2020}


def test_the_command_says_what_it_cannot_do(app: Flask, unit: Unit) -> None:
    assert "no unit" in told(app, "nowhere", status=1)
    assert "--to" in told(app, "homeless", "--from", "2021", "--to", "2020", status=2)
    assert told(app, "homeless").strip() == ";".join(COLUMNS)


@pytest.mark.pages
def test_the_file_opens_in_swedish_excel_and_holds_no_formula(
    client: FlaskClient, session: Session, unit: Unit
) -> None:
    sign_in(client, "chef")
    asked = "enhet=homeless&fran=2020&till=2021"
    lines = client.get(f"{PAGE}/csv?{asked}").data.decode("utf-8-sig").splitlines()
    assert lines[0] == ";".join(COLUMNS)
    assert ";'=1+1;" in lines[1]
    book = load_workbook(io.BytesIO(client.get(f"{PAGE}/xlsx?{asked}").data))
    sheet = book["Kolada"]
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert sheet["D2"].value == "=1+1"
    assert sheet["D2"].data_type == "s"
    actions = session.scalars(select(AuditEntry.action).filter_by(subject_kind="unit")).all()
    assert sorted(actions) == ["kolada_csv", "kolada_xlsx"]


@pytest.mark.pages
def test_a_unit_of_others_and_years_that_are_none_are_not_there(
    client: FlaskClient, unit: Unit
) -> None:
    sign_in(client, "annan")
    assert client.get(f"{PAGE}/csv?enhet=homeless").status_code == 404
    for years in ("fran=x", "fran=20200", "till=1", "fran=²⁰²⁰"):
        assert client.get(f"{PAGE}/csv?enhet=elders&{years}").status_code == 404
    assert client.get(f"{PAGE}/csv?enhet=elders&fran=2021&till=2020").status_code == 200
