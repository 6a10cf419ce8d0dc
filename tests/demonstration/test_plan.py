"""What is invented after the result of 2020: marked as such, and true to the figures beside it."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.cases.periods import whole_year
from analysis.plans.plans import missing_plans, planned_waves, plans_of
from analysis.results.queries import find_survey
from analysis.results.survey_results import Audience, load_results
from analysis.results.word_queries import words_of
from analysis.scorecard.showing import scorecard
from core.settings import Settings
from demonstration.plan import ABOUT_HOMES, SURVEY, WAVE, WORDS, load_plan
from demonstration.published import HOMELESS
from demonstration.year import load_year
from organisation.models import Measure, Role, Staff
from organisation.units import find_unit
from tests.organisation.people import make_staff

TODAY = date(2026, 3, 10)


@pytest.fixture
def manager(session: Session) -> Staff:
    """The manager of the demonstration, who has written everything."""
    load_year(session, TODAY, 5)
    added = make_staff(session, find_unit(session, HOMELESS), role=Role.MANAGER)
    load_plan(session, TODAY, added)
    return added


def test_three_teams_have_a_plan_one_of_them_late_and_one_team_has_none(
    app: Flask, session: Session, manager: Staff
) -> None:
    [planned] = [one for one in planned_waves(session, SURVEY) if one.wave.label == WAVE]
    made = plans_of(session, planned)
    assert sorted(len(measures) for measures in made.values()) == [0, 1, 1, 1]
    [missing] = [
        one for one in missing_plans(session, made, TODAY) if one.wave.id == planned.wave.id
    ]
    assert missing.unit.name == "Ledning och administration"
    measures = [one for some in made.values() for one in some]
    assert [one.effect != "" for one in measures if one.state == "done"] == [True]
    assert [one.last_day < TODAY for one in measures if one.state != "done"] == [True, False]


def test_everything_written_says_that_it_is_invented(
    app: Flask, session: Session, manager: Staff
) -> None:
    measures = session.scalars(select(Measure)).all()
    texts = [*WORDS.values(), ABOUT_HOMES.analysis, ABOUT_HOMES.learning]
    texts += [one.what for one in measures] + [one.effect for one in measures if one.effect]
    texts += [note.text for one in measures for note in one.notes]
    assert all(text.startswith("Påhittat") for text in texts)


def test_the_words_say_the_figures_of_the_page(
    app: Flask, session: Session, settings: Settings, manager: Staff
) -> None:
    survey, unit = find_survey(session, SURVEY), find_unit(session, HOMELESS)
    assert survey
    [planned] = [one for one in planned_waves(session, SURVEY) if one.wave.label == WAVE]
    assert words_of(session, planned.wave.id).keys() == WORDS.keys()
    with app.test_request_context():
        page = load_results(session, survey, unit, Audience.inside(settings)).result
        homes = scorecard(session, [unit.id], whole_year(2019))
    [overall] = [one for one in page.variables if one.variable.code == "overall"]
    shares = {
        cell.group.value: round(100 * cell.value)
        for cell in overall.cells
        if cell.wave == WAVE and cell.value is not None
    }
    said = "{all} % av dem som svarade var nöjda med oss: {man} % av männen och\n{woman} % av kvinnorna"
    assert said.replace("\n", " ").format(**shares) in WORDS["analysis"]
    assert "28 av 46 kvinnor (61 %) och 178 av 210 män (85 %)" in WORDS["gender_figures"]
    assert (shares["woman"], shares["man"]) == (61, 85)
    [word] = [one.analysis for one in homes if one.analysis]
    assert word == ABOUT_HOMES.analysis
