"""The staff's list of surveys, with how many waves of each are open."""

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from core.codes import N_
from core.database import session
from organisation.access import Permission, requires, units_for
from organisation.start_page import MenuItem, register_menu
from surveys.collection.waves import open_waves
from surveys.questionnaires.survey_list import (
    LANGUAGE_NAMES,
    SurveySummary,
    list_surveys,
)

blueprint = Blueprint("survey_list", __name__)


def init_survey_list(app: Flask) -> None:
    """Put the surveys in the main menu; called at start-up."""
    item = MenuItem("survey_list.overview", N_("Enkäter"), Permission.SEE_WAVES, seldom=True)
    register_menu(app, item)


@blueprint.get("/enkater")
@requires(Permission.SEE_WAVES)
def overview() -> ResponseReturnValue:
    """The surveys there are; open waves are those of the person's units."""
    surveys = list_surveys(session())
    return render_template(
        "surveys/questionnaires/list.html",
        surveys=surveys,
        finding=_finding(surveys),
        lead=_lead(surveys),
        open_waves=open_waves(session(), units_for(Permission.SEE_WAVES)),
        language_names=LANGUAGE_NAMES,
    )


def _finding(surveys: list[SurveySummary]) -> str:
    if not surveys:
        return str(_("Det finns ingen enkät än"))
    return str(ngettext("Det finns en enkät", "Det finns %(num)d enkäter", len(surveys)))


def _lead(surveys: list[SurveySummary]) -> str:
    drafts = sum(len(one.drafts) for one in surveys)
    if not drafts:
        return ""
    return str(
        ngettext(
            "En översättning är inte granskad",
            "%(num)d översättningar är inte granskade",
            drafts,
        )
    )
