"""The targets that the scorecard sets on a variable, with what can be said of them. Inside only."""

from sqlalchemy.orm import Session

from analysis.cases.periods import whole_year
from analysis.results.queries import items_of
from analysis.results.series import VariableResult
from analysis.results.variable_sentences import Facts
from analysis.results.viewing import View
from analysis.scorecard.queries import indicators_of
from analysis.scorecard.showing import show_indicators


def targets_of_variable(session: Session, view: View, result: VariableResult, wave: str) -> Facts:
    """By indicator and target of the wave's year, the sentence; none for the public.

    A sentence is of the whole year, as on the scorecard; a target that is no number has none.
    """
    if view.audience.name != "inside":
        return []
    item = items_of(session, view.survey).get(result.variable.code)
    year = view.results.opened[wave].year
    indicators = indicators_of(session, [view.unit.id]) if item else []
    fed = [one for one in indicators if one.item_id == item]
    return [
        (f"{shown.name}, {target.name.lower()} {year}", target.sentence or target.text)
        for shown in show_indicators(session, fed, whole_year(year))
        for target in shown.targets
    ]
