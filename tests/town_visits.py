"""Presses for the town: a survey of one question, counted each week, and open to everybody."""

from datetime import date

from sqlalchemy.orm import Session

from organisation.models import Unit
from surveys.questionnaires.publishing import publish
from tests.analysis.visit_waves import visit_wave, weeks_of_presses
from tests.factories import MARCH, instrument

#: A survey of its own, so that the other one stays without answers.
SURVEY = "weekly"
WEEKS = [(24, 3), (30, 2), (28, 4), (26, 3), (33, 1), (27, 3), (29, 2), (31, 4), (25, 3), (28, 2)]


def add_visits(session: Session, unit: Unit) -> None:
    """Sixteen weeks at two stations with one real dip; one that has been counted too little."""
    known = instrument("visit_satisfaction")
    title = {language: f"{words} (2)" for language, words in known.title.items()}
    weekly = known.model_copy(update={"survey": SURVEY, "title": title})
    version = publish(session, weekly, MARCH).version
    wave = visit_wave(session, version=version, unit=unit, opens=date(2025, 11, 17))
    wave.published, wave.simulated = True, True
    weeks_of_presses(session, wave, [*WEEKS, (12, 15), *WEEKS[:5]], each_station=True)
    begun = visit_wave(session, ["Hallen"], version=version, unit=unit, label="2026, hallen")
    weeks_of_presses(session, begun, [(4, 2)])
