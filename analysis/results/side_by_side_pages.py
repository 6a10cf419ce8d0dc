"""Sections, units and the city side by side in one wave, with filters in the address."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from analysis.charts.dots import dots_alt_text, dots_on_page
from analysis.charts.pictures import Picture, forms_of, picture_response
from analysis.results.overview import areas_to_choose, name_of, named_waves, waves_to_choose
from analysis.results.phrases import in_language
from analysis.results.queries import Division
from analysis.results.side_by_side import PlaceKind
from analysis.results.side_by_side_charts import (
    Compared,
    beside_chart,
    beside_table,
    beside_takeaway,
    compare_places,
    sentence_of,
)
from analysis.results.survey_results import SurveyPage
from analysis.results.take_away import FORMS, file_response
from analysis.results.viewing import View, find_view, to_sign_in
from core.codes import N_
from core.database import session
from core.errors import NotFound
from organisation.access import public

blueprint = Blueprint("side_by_side", __name__)

DIVISION_NAMES = {
    Division.UNIT: N_("Sektioner och enheter"),
    Division.MODE: N_("Svarssätt"),
    Division.AGE: N_("Ålder"),
}


@dataclass(frozen=True)
class Choice:
    """What is put side by side: a wave's label ("" when there is none), a division, an area's code."""

    wave: str
    division: Division
    area: str


@blueprint.get("/resultat/<string:survey>/sida-vid-sida")
@public
def side_by_side(survey: str) -> ResponseReturnValue:
    """Each variable of a wave with its parts, its unit and other units as rows."""
    view = find_view(survey)
    if view is None:
        return to_sign_in()
    page, language = view.results, str(get_locale())
    choice = _choice(page)
    shown = [_shown(page, one, language) for one in _compared(view, choice)]
    return render_template(
        "analysis/side_by_side.html",
        view=view,
        title=in_language(page.title, language),
        choice=choice,
        choices=_choices(page, language),
        variables=shown,
        wave=name_of(page, choice.wave, language),
        simulated=_is_simulated(page, choice),
        chart_address=partial(_chart_address, view, choice),
        files=partial(_file_addresses, view, choice),
    )


@blueprint.get("/resultat/<string:survey>/sida-vid-sida/diagram/<string:variable>.svg")
@public
def chart(survey: str, variable: str) -> ResponseReturnValue:
    """The dot chart of one variable."""
    view = find_view(survey)
    if view is None:
        raise NotFound
    page, choice = view.results, _choice(view.results)
    return picture_response(
        view,
        f"sida_{choice.division}_{variable}",
        lambda: beside_chart(page, _find(view, choice, variable), str(get_locale())),
    )


@blueprint.get("/resultat/<string:survey>/sida-vid-sida/hamta/<string:variable>/<string:form>")
@public
def take(survey: str, variable: str, form: str) -> ResponseReturnValue:
    """The dot chart of one variable, or its table, as a file to take away."""
    view = find_view(survey)
    if view is None:
        return to_sign_in()
    page, choice = view.results, _choice(view.results)
    found = _find(view, choice, variable)
    names = (view.survey.code, variable, view.unit.code, choice.wave, f"per-{choice.division}")
    return file_response(beside_takeaway(page, names, found, str(get_locale())), form)


def _choice(page: SurveyPage) -> Choice:
    """What the address asks for. Raises NotFound for what is not there."""
    waves = waves_to_choose(page) or [""]
    wave, area = request.args.get("mattillfalle", waves[0]), request.args.get("omrade", "")
    division = request.args.get("delning", Division.UNIT)
    if wave not in waves or area not in ("", *page.areas) or division not in list(Division):
        raise NotFound
    return Choice(wave, Division(division), area)


def _choices(page: SurveyPage, language: str) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer: [(value, label)] by field."""
    return {
        "mattillfalle": named_waves(page, language),
        "omrade": areas_to_choose(page, language),
        "delning": [(one.value, _(name)) for one, name in DIVISION_NAMES.items()],
    }


def _compared(view: View, choice: Choice) -> list[Compared]:
    """The variables of the chosen area; all of the survey are tested together first."""
    if not choice.wave:
        return []
    return [
        one
        for one in compare_places(session(), view, choice.wave, choice.division)
        if choice.area in ("", one.beside.result.variable.area)
    ]


def _is_simulated(page: SurveyPage, choice: Choice) -> bool:
    return any(one.simulated for one in page.result.waves if one.label == choice.wave)


def _find(view: View, choice: Choice, variable: str) -> Compared:
    for one in _compared(view, choice):
        if one.code == variable:
            return one
    raise NotFound


def _shown(page: SurveyPage, compared: Compared, language: str) -> dict[str, Any]:
    made, variable = beside_chart(page, compared, language), compared.beside.result.variable
    return {
        "code": variable.code,
        "label": in_language(variable.label, language),
        "area": in_language(page.areas[variable.area], language),
        "sentence": sentence_of(compared),
        "in_words": [in_language(one.sentence, language) for one in compared.findings.values()],
        "alt": dots_alt_text(dots_on_page(made)),
        "pictures": forms_of(made),
        "table": beside_table(compared),
        "published": any(one.kind is PlaceKind.REFERENCE for one in compared.beside.places),
    }


def _asked_for(view: View, choice: Choice) -> dict[str, Any]:
    return {
        "survey": view.survey.code,
        "enhet": view.unit.code,
        "mattillfalle": choice.wave,
        "delning": choice.division.value,
    }


def _chart_address(view: View, choice: Choice, variable: str, picture: Picture) -> str:
    same = _asked_for(view, choice) | picture.query
    return url_for("side_by_side.chart", variable=variable, **same)


def _file_addresses(view: View, choice: Choice, variable: str) -> dict[str, str]:
    same = _asked_for(view, choice)
    return {
        form: url_for("side_by_side.take", variable=variable, form=form, **same) for form in FORMS
    }
