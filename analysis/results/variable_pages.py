"""The page of one variable: its figures over the waves, how answers are spread, all that is said."""

from functools import partial
from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from analysis.charts.pictures import Picture, picture_response
from analysis.results.distribution import distribution_takeaway
from analysis.results.take_away import FORMS, file_response
from analysis.results.variable_page import VariableChoice, find_distribution, variable_in_words
from analysis.results.variable_targets import targets_of_variable
from analysis.results.viewing import View, find_view, to_sign_in
from core.database import session
from core.errors import NotFound
from organisation.access import public

blueprint = Blueprint("variable", __name__)

PAGE = "/resultat/<string:survey>/fraga/<string:variable>"


@blueprint.get(PAGE)
@public
def variable(survey: str, variable: str) -> ResponseReturnValue:
    """Everything that may be shown and said of one variable."""
    view = find_view(survey)
    if view is None:
        return to_sign_in()
    choice = VariableChoice.asked(view, variable)
    return render_template(
        "analysis/variable.html",
        view=view,
        choice=choice,
        address=partial(_address, view),
        chart_address=partial(_chart_address, view, choice),
        files={
            "chart": _files("analysis.take", view, choice),
            "spread": _files("variable.take", view, choice),
        },
        targets=targets_of_variable(session(), view, choice.result, choice.wave),
        **variable_in_words(view, choice, str(get_locale())),
    )


@blueprint.get(f"{PAGE}/fordelning.svg")
@public
def distribution(survey: str, variable: str) -> ResponseReturnValue:
    """The chart of how answers are spread; `mattillfalle` chooses the wave of women and men."""
    view = find_view(survey)
    if view is None:
        raise NotFound
    return picture_response(
        view,
        f"fordelning_{variable}",
        lambda: find_distribution(view, VariableChoice.asked(view, variable))[0],
    )


@blueprint.get(f"{PAGE}/hamta/<string:form>")
@public
def take(survey: str, variable: str, form: str) -> ResponseReturnValue:
    """How answers are spread as a file to take away."""
    view = find_view(survey)
    if view is None:
        return to_sign_in()
    choice = VariableChoice.asked(view, variable)
    chart, asked = find_distribution(view, choice)
    names = (view.survey.code, f"{variable}-fordelning", view.unit.code, choice.wave)
    taken = distribution_takeaway(view.results, choice.result, asked, chart, names)
    return file_response(taken, form)


def _address(view: View, code: str) -> str:
    same: dict[str, Any] = {"survey": view.survey.code, "enhet": view.unit.code}
    return url_for("variable.variable", variable=code, **same)


def _chart_address(view: View, choice: VariableChoice, endpoint: str, picture: Picture) -> str:
    return url_for(endpoint, **_asked_for(view, choice), **picture.query)


def _files(endpoint: str, view: View, choice: VariableChoice) -> dict[str, str]:
    return {form: url_for(endpoint, form=form, **_asked_for(view, choice)) for form in FORMS}


def _asked_for(view: View, choice: VariableChoice) -> dict[str, Any]:
    return {
        "survey": view.survey.code,
        "variable": choice.result.variable.code,
        "enhet": view.unit.code,
        "mattillfalle": choice.wave,
    }
