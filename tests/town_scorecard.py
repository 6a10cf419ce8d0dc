"""Indicators in every state for the town."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.methods.targets import Direction
from analysis.scorecard.keeping import say
from analysis.scorecard.kinds import Feed, Frequency, Fulfilment, Quantity
from analysis.scorecard.models import Indicator
from analysis.scorecard.periods import Slot
from analysis.scorecard.word_form import Said
from organisation.models import Unit
from surveys.questionnaires.models import Item, Survey
from tests.analysis.scorecards import aim, counts, make_indicator


def add_scorecard(session: Session, unit: Unit, other: Unit) -> dict[str, str]:
    """By hand, by survey and by cases; hidden, set by the board, and no more followed."""
    homes = make_indicator(session, unit)
    for year, count in ((2023, 41), (2024, 42), (2025, 36)):
        counts(session, homes, (year, 1), all=(count, 100), woman=(12, 30), man=(count - 12, 70))
    aim(session, homes, 2025, 0.4, council=0.35)
    said = Said(0.38, "Färre lediga lägenheter.", "Vi börjar tidigare.", Fulfilment.PARTLY)
    say(session, homes.id, Slot(2025, 1), said, None, date(2026, 1, 15))
    calls = make_indicator(
        session,
        unit,
        goal="",
        name="Samtal utan svar",
        quantity=Quantity.COUNT,
        direction=Direction.AT_MOST,
        frequency=Frequency.TERTIAL,
        adds_up=True,
    )
    counts(session, calls, (2025, 1), all=22.0)
    aim(session, calls, 2025, 90.0)
    few = make_indicator(session, unit, name="Få personer")
    counts(session, few, (2025, 1), all=(1, 3))
    aim(session, few, 2025, None)
    make_indicator(session, unit, name="Det gamla måttet", retired=True)
    elsewhere = make_indicator(session, other)
    survey, cases = _fed(session, unit)
    return {
        "indicator": str(homes.id),
        "indicator_survey": str(survey.id),
        "indicator_cases": str(cases.id),
        "indicator_few": str(few.id),
        "indicator_elsewhere": str(elsewhere.id),
    }


def _fed(session: Session, unit: Unit) -> tuple[Indicator, Indicator]:
    """One that a survey feeds, and one that cases feed."""
    query = select(Item.id).join(Survey, Survey.id == Item.survey_id)
    item = session.scalars(query.where(Survey.code == "everything", Item.code == "treatment")).one()
    survey = make_indicator(
        session, unit, name="Bemötande", feed=Feed.VARIABLE, item_id=item, whole_register=False
    )
    aim(session, survey, 2025, 0.9)
    cases = make_indicator(
        session,
        unit,
        name="Svar i tid",
        feed=Feed.CASES,
        case_figure="on_time",
        frequency=Frequency.TERTIAL,
        adds_up=True,
    )
    return survey, cases
