"""The targets that the scorecard sets on a variable, with what can be said of them. Inside only."""

from datetime import date

from sqlalchemy.orm import Session

from analysis.results.queries import items_of
from analysis.results.series import VariableResult
from analysis.results.variable_sentences import Facts
from analysis.results.viewing import View
from analysis.scorecard.feeds import load_outcomes
from analysis.scorecard.queries import indicators_of
from analysis.scorecard.showing import show_indicator
from core.clock import clock


def targets_of_variable(session: Session, view: View, result: VariableResult, wave: str) -> Facts:
    """By indicator and target of the wave's year, the sentence; none for the public.

    A sentence is of the whole year, as on the scorecard; a target that is no number has none.
    """
    if view.audience.name != "inside":
        return []
    item = items_of(session, view.survey).get(result.variable.code)
    year = view.results().opened[wave].year
    facts: Facts = []
    for one in indicators_of(session, [view.unit.id]):
        if one.item_id is not None and one.item_id == item:
            found = load_outcomes(session, one, clock().today())
            shown = show_indicator(session, one, found, year, date(year, 12, 31))
            facts += [
                (f"{shown.name}, {target.name.lower()} {year}", target.sentence or target.text)
                for target in shown.targets
            ]
    return facts
