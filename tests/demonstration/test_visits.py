"""The demonstration's presses: forty counted weeks, one of them a real dip, the same every time."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.results.survey_results import Audience
from analysis.visits.index import VisitIndex, visit_index, visit_waves
from core.settings import Settings
from demonstration.visits import WEEKS, load_visits
from organisation.models import Unit
from surveys.collection.states import WaveState
from surveys.questionnaires.models import Survey
from tests.factories import make_station, make_unit, publish_instrument


@pytest.mark.parametrize("today", [date(2026, 11, 26), date(2027, 1, 4), date(2028, 2, 29)])
def test_forty_weeks_are_counted_and_one_of_them_dips(
    app: Flask, session: Session, settings: Settings, today: date
) -> None:
    unit = make_unit(session)
    stations = [make_station(session, unit, place) for place in ("Mötesrummen", "Entrén")]
    version = publish_instrument(session, "visit_satisfaction")
    wave = load_visits(session, version, unit, stations, today, 10)
    assert (wave.state, wave.simulated, wave.sealings) == (WaveState.OPEN, True, WEEKS)
    with app.app_context():
        index = _index(session, settings, wave.survey_id)
    assert len(index.weeks) == WEEKS
    outside = [number for number, week in enumerate(index.weeks) if week.outside]
    assert outside == [29]
    assert len(index.stations) == 2
    assert index.usual
    assert 0.85 < index.usual < 0.93


def _index(session: Session, settings: Settings, survey_id: int) -> VisitIndex:
    audience = Audience.inside(settings)
    survey = session.get_one(Survey, survey_id)
    unit = session.scalars(select(Unit)).one()
    [found] = visit_waves(session, survey, unit, audience)
    index = visit_index(session, survey, found, audience)
    assert index
    return index
