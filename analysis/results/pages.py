"""Results as pages: the surveys there are, one survey's results, and its charts as files."""

from functools import partial
from typing import Any

from flask import Blueprint, Flask, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext

from analysis.charts.gender import gender_chart
from analysis.charts.parts import GenderChart
from analysis.charts.pictures import Picture, picture_response
from analysis.results.phrases import in_language
from analysis.results.queries import surveys_with_results
from analysis.results.result_page import (
    ShownVariable,
    find_result,
    shown_variable,
    shown_waves,
    survey_finding,
    wave_table,
)
from analysis.results.series import ResultCell, VariableResult
from analysis.results.survey_results import SurveyPage, init_results, result_shelf, survey_title
from analysis.results.take_away import (
    FORMS,
    RESERVATION,
    Takeaway,
    figure_columns,
    figure_rows,
    file_response,
    remark_on,
    told_cells,
)
from analysis.results.viewing import View, find_view, to_sign_in
from core.codes import N_
from core.database import session
from core.errors import NotFound
from core.spreadsheets import Row
from organisation.access import Permission, public, requires, units_for
from organisation.start_page import MenuItem, register_menu

blueprint = Blueprint("analysis", __name__)


def init_result_pages(app: Flask) -> None:
    """Give the application its shelf and put results in the main menu."""
    init_results(app)
    register_menu(app, MenuItem("analysis.surveys", N_("Resultat"), Permission.READ_RESULTS))


@blueprint.get("/resultat")
@requires(Permission.READ_RESULTS)
def surveys() -> ResponseReturnValue:
    """The surveys that have results in the reader's units."""
    found = surveys_with_results(session(), units_for(Permission.READ_RESULTS))
    language = str(get_locale())
    titles = [
        {"code": one.code, "title": in_language(survey_title(one), language)} for one in found
    ]
    return render_template("analysis/surveys.html", surveys=titles)


@blueprint.get("/resultat/<string:survey>")
@public
def results(survey: str) -> ResponseReturnValue:
    """A survey's results: all of them inside, published waves for everybody."""
    view = find_view(survey)
    if view is None:
        return to_sign_in()
    page = view.results
    language = str(get_locale())
    variables = _variables(page, language)
    waves = shown_waves(page, language)
    return render_template(
        "analysis/results.html",
        chart_address=partial(_chart_address, view),
        files=partial(_file_addresses, view),
        finding=survey_finding(page),
        title=in_language(page.title, language),
        variables=variables,
        view=view,
        waves=waves,
        **wave_table(waves),
    )


@blueprint.get("/resultat/<string:survey>/diagram/<string:variable>.svg")
@public
def chart(survey: str, variable: str) -> ResponseReturnValue:
    """The chart of a variable; `v` is its fingerprint, `smal` and `mork` choose its form."""
    view = find_view(survey)
    if view is None:
        raise NotFound
    return picture_response(view, variable, lambda: _find_chart(view.results, variable))


@blueprint.get("/resultat/<string:survey>/hamta/<string:variable>/<string:form>")
@public
def take(survey: str, variable: str, form: str) -> ResponseReturnValue:
    """A variable's chart or table as a file to take away."""
    view = find_view(survey)
    if view is None:
        return to_sign_in()
    result = find_result(view.results, variable)
    return file_response(_takeaway(view, result, str(get_locale())), form)


def _variables(page: SurveyPage, language: str) -> list[ShownVariable]:
    """The variables that some wave asked, worded once for each page and language."""
    return result_shelf().kept(
        (page.key, language),
        lambda: [
            shown_variable(page, result, language)
            for result in page.result.variables
            if result.missing
        ],
    )


def _chart_address(view: View, variable: ShownVariable, picture: Picture) -> str:
    return url_for(
        "analysis.chart",
        survey=view.survey.code,
        variable=variable.code,
        enhet=view.unit.code,
        **picture.query,
    )


def _file_addresses(view: View, variable: ShownVariable) -> dict[str, str]:
    parts: dict[str, Any] = {
        "survey": view.survey.code,
        "variable": variable.code,
        "enhet": view.unit.code,
    }
    return {form: url_for("analysis.take", form=form, **parts) for form in FORMS}


def _find_chart(page: SurveyPage, variable: str) -> GenderChart:
    return gender_chart(page, find_result(page, variable), str(get_locale()))


def _takeaway(view: View, result: VariableResult, language: str) -> Takeaway:
    page = view.results
    chart = gender_chart(page, result, language)
    first = in_language(result.variable.label, language), page.unit_name
    rows: list[Row] = []
    for wave in page.result.waves:
        if wave.label in result.missing:
            cells = told_cells((one for one in result.cells if one.wave == wave.label), wave)
            rows += figure_rows((*first, wave.label), result.variable, cells, remark_on(wave))
        rows += _rows_beside(result, wave.label, (*first, wave.label))
    columns = figure_columns(gettext("Fråga"), gettext("Enhet"), gettext("Mättillfälle"))
    names = (view.survey.code, result.variable.code, view.unit.code)
    return Takeaway(names, chart, columns, tuple(rows), (gettext(RESERVATION), chart.note))


def _rows_beside(result: VariableResult, wave: str, first: tuple[str, str, str]) -> list[Row]:
    """What others have published to compare with; the unit's name gives way to whom it is about."""
    return [
        row
        for one in result.references
        if one.wave == wave
        for row in figure_rows(
            (first[0], one.subject or first[1], first[2]),
            result.variable,
            [ResultCell(wave, one.group, one.n, None, one.value, one.low, one.high, hidden=False)],
            gettext("publicerad. Källa: %(source)s", source=one.source),
        )
    ]
