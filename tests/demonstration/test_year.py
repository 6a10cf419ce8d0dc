"""The demonstration: all that the units have published, and nothing invented without its mark."""

import json
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.published.models import PublishedFigure
from analysis.results.queries import find_survey, units_with_results
from core.settings import Settings
from demonstration.commands import find_addresses
from demonstration.published import figure_rows
from demonstration.year import PUBLISHED, load_year
from surveys.collection.models import SurveyResponse, Wave
from surveys.questionnaires.models import Survey

TODAY = date(2026, 3, 10)


def numbers(value: Any) -> list[float]:
    """Every number in a part of the file, but years, months, scales and derived ones."""
    if isinstance(value, dict):
        left_out = {"year", "month", "every_years", "scale", "published_response_rate"}
        return [one for key, part in value.items() if key not in left_out for one in numbers(part)]
    if isinstance(value, list):
        return [one for part in value for one in numbers(part)]
    return [value] if isinstance(value, int | float) else []


def test_every_published_number_of_a_survey_is_among_the_figures() -> None:
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    found: set[float] = set()
    for row in figure_rows(published):
        share = None if row.share is None else round(row.share * 100)
        found |= {n for n in (row.n, row.positive, row.invited, row.mean, share) if n is not None}
    # The visits' index is their share: 379 of 423.
    found.add(round(100 * 379 / 423))
    surveys = {key: part for key, part in published.items() if key not in LOADED_OTHERWISE}
    assert set(numbers(surveys)) <= found


#: Clients are counts of a register; the answers of these waves are invented to the real numbers;
#: indicators are figures of the scorecard.
LOADED_OTHERWISE = {"clients_by_gender", "user_survey_waves", "indicators"}


def test_all_answers_are_invented_and_all_waves_with_answers_say_so(session: Session) -> None:
    load_year(session, TODAY, 5)
    answered = select(SurveyResponse.wave_id).distinct()
    waves = session.scalars(select(Wave).where(Wave.id.in_(answered))).all()
    assert {wave.label for wave in waves} >= {"2019", "2020", "2021", "2026"}
    assert all(wave.simulated for wave in waves)
    counted = select(func.count()).select_from(SurveyResponse).join(Wave).join(Survey)
    for survey, year, people in (
        ("user-survey", "2019", 86),
        ("user-survey", "2020", 256),
        ("staff-survey", "2020", 69),
        ("staff-survey", "2021", 69),
    ):
        asked = counted.where(Survey.code == survey, Wave.label == year)
        assert session.scalar(asked) == people
    assert all(session.scalars(select(PublishedFigure.source)))


def test_the_results_of_each_unit_have_an_address(
    app: Flask, session: Session, settings: Settings
) -> None:
    load_year(session, TODAY, 5)
    session.commit()
    survey = find_survey(session, "staff-survey")
    assert survey
    units = [unit.code for unit in units_with_results(session, survey)]
    assert units == ["hemlosa", "aldreomsorg", "forsorjningsstod"]
    session.commit()
    with app.app_context():
        addresses = find_addresses(settings)["results"]
    for unit in units:
        assert f"{settings.address}/resultat/staff-survey?enhet={unit}" in addresses
    assert addresses[0] == f"{settings.address}/resultat/user-survey"
