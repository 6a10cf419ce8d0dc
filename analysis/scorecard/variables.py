"""What surveys can feed an indicator with."""

from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import get_locale
from sqlalchemy.orm import Session

from analysis.results.measured import measured_variables
from analysis.results.phrases import in_language
from analysis.results.queries import items_of, surveys_with_results
from analysis.results.series import Kind
from analysis.results.survey_results import survey_title
from analysis.scorecard.kinds import Quantity
from surveys.questionnaires.publishing import latest_questionnaire

QUANTITIES = {Kind.SHARE: Quantity.SHARE, Kind.MEAN: Quantity.MEAN}


@dataclass(frozen=True)
class FedBy:
    """A question of a survey, by the id of its item: its name, and what its result is."""

    item_id: int
    name: str
    quantity: Quantity


def variables_for(session: Session, unit_ids: Collection[int]) -> list[FedBy]:
    """The questions and indices of every survey that some units have results of."""
    language, found = str(get_locale()), []
    for survey in surveys_with_results(session, unit_ids):
        ids = items_of(session, survey)
        title = in_language(survey_title(survey), language)
        questionnaires = [latest_questionnaire(version) for version in survey.versions]
        for one in measured_variables(questionnaires, {}):
            if one.series.code in ids:
                name = f"{title}: {in_language(one.series.label, language)}"
                found.append(FedBy(ids[one.series.code], name, QUANTITIES[one.series.kind]))
    return found
