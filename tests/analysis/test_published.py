"""Figures from others beside our own: marked, never tested, and in every form of the results."""

import json
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from analysis.charts.gender import gender_chart
from analysis.charts.text import alt_text
from analysis.published.columns import FigureRow
from analysis.published.importing import check_rows, store
from analysis.results.series import VariableResult
from analysis.results.survey_results import Audience, SurveyPage, load_results
from core.codes import Gender, Group
from core.settings import Settings
from demonstration.published import figure_rows
from demonstration.year import PUBLISHED
from organisation.models import Role, Unit
from surveys.questionnaires.models import Survey
from tests.analysis.situations import MANY, sealed_wave
from tests.analysis.test_pages import said, spaced
from tests.factories import make_unit, publish_instrument
from tests.organisation.people import make_staff, sign_in

SOURCE = "A quality report"
INSTRUMENTS = (
    *("visit_satisfaction", "staff_survey", "postal_survey_2014", "postal_survey_2017"),
    *("after_meeting", "general_grade"),
)


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session)


@pytest.fixture
def all_published(session: Session) -> dict[str, Unit]:
    """Three units and everything that they have published."""
    units = {
        code: make_unit(session, code) for code in ("hemlosa", "aldreomsorg", "forsorjningsstod")
    }
    for instrument in INSTRUMENTS:
        publish_instrument(session, instrument)
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    store(session, check_rows(session, figure_rows(published)))
    session.commit()
    return units


def figure(item: str, label: str, **more: Any) -> FigureRow:
    """A figure of the user survey."""
    made = {"survey": "user-survey", "unit": "homeless", "source": SOURCE} | more
    year = int(label[:4])
    return FigureRow(number=2, item=item, label=label, day=date(year, 12, 31), **made)


def add(session: Session, *rows: FigureRow) -> None:
    made = check_rows(session, rows)
    assert [problem.message for problem in made.problems] == []
    store(session, made)
    session.commit()


def load(app: Flask, session: Session, survey: str, unit: Unit, settings: Settings) -> SurveyPage:
    with app.app_context():
        found = session.query(Survey).filter_by(code=survey).one()
        return load_results(session, found, unit, Audience.inside(settings))


def variable(page: SurveyPage, code: str) -> VariableResult:
    return next(one for one in page.result.variables if one.variable.code == code)


def everybody(result: VariableResult) -> dict[str, tuple[float | None, int | None]]:
    return {
        cell.wave: (cell.value, cell.n)
        for cell in result.cells
        if cell.group is Group.ALL and not cell.hidden
    }


def test_the_whole_file_of_published_figures_is_shown(
    app: Flask, session: Session, settings: Settings, all_published: dict[str, Unit]
) -> None:
    def shown(survey: str, unit: str, code: str) -> dict[str, tuple[float | None, int | None]]:
        return everybody(variable(load(app, session, survey, all_published[unit], settings), code))

    assert shown("visit-satisfaction", "hemlosa", "visit") == {"2019": (379 / 423, 423)}
    assert shown("staff-survey", "hemlosa", "ami") == {
        "2017": (75, None),
        "2018": (83, None),
        "2019": (83, 69),
    }
    assert shown("staff-survey", "aldreomsorg", "ami") == {
        "2015": (83, None),
        "2017": (68, None),
        "2018": (76, None),
    }
    parts = [shown("staff-survey", "aldreomsorg", code)["2018"][0] or 0 for code in
             ("motivation", "leadership", "governance")]  # fmt: skip
    assert parts == [76, 80, 73]
    assert round(sum(parts) / 3) == 76
    questions = {"open_to_ideas": (0.33, 0.5, 0.8), "expectations": (0.74, 0.92, 0.76)}
    for code, shares in questions.items():
        found = shown("staff-survey", "forsorjningsstod", code)
        assert tuple(value for value, _ in found.values()) == shares
    assert shown("postal-survey", "aldreomsorg", "responsible") == {"2017": (409 / 463, 463)}
    assert shown("postal-survey", "aldreomsorg", "took_part") == {"2017": (0.76, None)}
    assert shown("after-meeting", "aldreomsorg", "all_yes") == {"2017": (54 / 59, 59)}
    assert shown("general-grade", "forsorjningsstod", "grade") == {"2018": (6.4, None)}
    assert shown("general-grade", "forsorjningsstod", "expectations") == {"2018": (0.74, None)}


def test_a_changed_wording_breaks_the_series_without_test_line_or_difference(
    app: Flask, session: Session, settings: Settings, all_published: dict[str, Unit]
) -> None:
    page = load(app, session, "postal-survey", all_published["aldreomsorg"], settings)
    reached = variable(page, "reached")
    assert everybody(reached) == {"2014": (0.46, None), "2017": (0.67, None)}
    assert [(stop.before, stop.after) for stop in reached.breaks] == [("2014", "2017")]
    assert reached.comparisons == ()
    alt = spaced(alt_text(gender_chart(page, reached, "sv")))
    assert "2014 (publicerad) 46 %, 2017 (publicerad) 67 %" in alt
    assert "2017: frågan ändrades. Före och efter kan inte jämföras." in alt
    assert "39 % svarade 2017" in alt
    assert "avrundade av källan" in alt


def test_others_stand_beside_the_unit_and_are_never_tested(
    app: Flask, session: Session, settings: Settings, all_published: dict[str, Unit]
) -> None:
    page = load(app, session, "general-grade", all_published["forsorjningsstod"], settings)
    grade = variable(page, "grade")
    assert [(one.subject, one.value) for one in grade.references] == [("Bästa stadsdelen", 7.1)]
    assert grade.comparisons == ()
    chart = gender_chart(page, grade, "sv")
    assert [(one.name, one.point.value) for one in chart.beside] == [
        ("Bästa stadsdelen (publicerad)", 7.1)
    ]
    assert "Bästa stadsdelen (publicerad) 7,1" in alt_text(chart)
    city = variable(page, "expectations").references
    assert [(one.subject, one.value) for one in city] == [("Hela staden", 0.72)]


def test_a_series_of_which_nobody_knows_the_mode_is_not_broken_and_not_tested(
    app: Flask, session: Session, settings: Settings, all_published: dict[str, Unit]
) -> None:
    ami = variable(load(app, session, "staff-survey", all_published["hemlosa"], settings), "ami")
    assert ami.breaks == ()
    assert ami.comparisons == ()
    assert all(cell.low is None for cell in ami.cells)


def test_an_index_is_the_mean_of_its_published_parts_where_it_was_not_published(
    app: Flask, session: Session, settings: Settings, unit: Unit
) -> None:
    publish_instrument(session, "staff_survey")
    parts = {"motivation": 76.0, "leadership": 80.0, "governance": 73.0}
    add(
        session,
        *(figure(code, "2018", survey="staff-survey", mean=mean) for code, mean in parts.items()),
    )
    page = load(app, session, "staff-survey", unit, settings)
    [cell] = [one for one in variable(page, "ami").cells if one.group is Group.ALL]
    assert cell.value == pytest.approx((76 + 80 + 73) / 3)
    assert (cell.low, cell.computed) == (None, True)
    note = gender_chart(page, variable(page, "ami"), "sv").note
    assert "2018: medelvärde av publicerade delindex." in note


def test_small_groups_are_hidden_wherever_the_figures_go(
    app: Flask, client: FlaskClient, session: Session, unit: Unit
) -> None:
    publish_instrument(session, "user_survey")
    make_staff(session, unit, Role.MANAGER, "chef")
    add(
        session,
        figure("overall", "2018", n=4, positive=3, gender=int(Gender.WOMAN)),
        figure("overall", "2018", n=52, positive=41, gender=int(Gender.MAN)),
        figure("overall", "2017", n=4, share=0.75),
    )
    sign_in(client, "chef")
    everything = client.get("/resultat/user-survey").text
    for form in ("table", "csv", "json"):
        everything += said(app, "user-survey", "--format", form)
    assert "44 av 56" in everything or "56 svar" in spaced(everything)
    for told in ("75 %", "0.75", "3 av 4", "41 av 52", "52 svar"):
        assert told not in spaced(everything)


def test_a_published_figure_of_a_wave_that_was_counted_here_stands_beside_it(
    app: Flask, client: FlaskClient, session: Session, settings: Settings, unit: Unit
) -> None:
    make_staff(session, unit, Role.MANAGER, "chef")
    sealed_wave(session, publish_instrument(session, "user_survey"), unit, MANY)
    add(session, figure("overall", "2020", n=86, share=0.79))
    page = load(app, session, "user-survey", unit, settings)
    assert [wave.label for wave in page.result.waves] == ["2020"]
    assert everybody(variable(page, "overall"))["2020"] == (67 / 86, 86)
    [beside] = variable(page, "overall").references
    assert (beside.subject, beside.value, beside.n) == ("", 0.79, 86)
    session.commit()
    sign_in(client, "chef")
    shown = spaced(client.get("/resultat/user-survey").text)
    assert "2020, att jämföra med: Publicerad siffra" in shown
    add(session, figure("overall", "2020", n=88, share=0.79))
    assert variable(load(app, session, "user-survey", unit, settings), "overall").references == ()


def test_the_page_the_table_and_the_files_say_that_a_figure_is_published(
    app: Flask, client: FlaskClient, session: Session, unit: Unit
) -> None:
    make_staff(session, unit, Role.MANAGER, "chef")
    sealed_wave(session, publish_instrument(session, "user_survey"), unit, MANY)
    city = {"subject": "Hela staden", "share": 0.81}
    add(session, figure("overall", "2018", share=0.76), figure("overall", "2018", **city))
    sign_in(client, "chef")
    page = spaced(client.get("/resultat/user-survey").text)
    for told in ("2018 (publicerad)", "76 %", "att jämföra med: Hela staden (publicerad)", SOURCE):
        assert told in page
    found = json.loads(said(app, "user-survey", "--format", "json"))
    assert found["published"] == {"2018": SOURCE}
    overall = next(one for one in found["variables"] if one["variable"] == "overall")
    cell = overall["cells"][0]
    assert (cell["wave"], cell["published"], cell["source"]) == ("2018", True, SOURCE)
    assert [one["subject"] for one in overall["references"]] == ["Hela staden"]
    rows = said(app, "user-survey", "--format", "csv").splitlines()
    assert f"overall,2018,all,,,0.76,,,false,,{SOURCE}" in rows
    assert f"overall,2018,all,,,0.81,,,false,Hela staden,{SOURCE}" in rows
    assert f"published, source: {SOURCE}" in said(app, "user-survey")
