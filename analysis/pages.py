"""Results as pages: the surveys there are, one survey's results, and its charts as files."""

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from flask import (
    Blueprint,
    Flask,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from analysis.chart_files import FINGERPRINT, chart_path, draw_and_keep, fingerprint, kept_chart
from analysis.chart_parts import GenderChart
from analysis.gender_charts import gender_chart, variant
from analysis.queries import find_survey, surveys_with_results, units_with_results
from analysis.result_page import (
    Picture,
    ShownVariable,
    said,
    shown_variable,
    shown_waves,
    survey_finding,
    wave_table,
)
from analysis.survey_results import (
    Audience,
    SurveyPage,
    init_results,
    load_results,
    result_shelf,
    survey_title,
)
from core.codes import N_
from core.database import session
from core.errors import NotAllowed, NotFound
from core.settings import Settings
from organisation.access import Permission, public, requires, signed_in, units_for
from organisation.frame import use_language_of_address
from organisation.models import Unit
from organisation.start_page import MenuItem, register_menu
from surveys.questionnaires.models import Survey

blueprint = Blueprint("analysis", __name__)

VARIABLE = re.compile(r"[a-z][a-z0-9_]{2,39}")
#: A chart stands in its own sandbox; its style attributes can do nothing outside the picture.
CHART_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
CHART_CACHE = "private, max-age=86400"


def init_result_pages(app: Flask) -> None:
    """Give the application its shelf and put results in the main menu."""
    init_results(app)
    register_menu(app, MenuItem("analysis.surveys", N_("Resultat"), Permission.READ_RESULTS))


@dataclass(frozen=True)
class View:
    """What a reader has asked for and may see."""

    survey: Survey
    unit: Unit
    units: tuple[Unit, ...]
    audience: Audience

    def owner(self, variable: str) -> tuple[str, int, str, str]:
        """Whose picture a chart of the variable is."""
        return self.audience.name, self.unit.id, self.survey.code, variable


@blueprint.get("/resultat")
@requires(Permission.READ_RESULTS)
def surveys() -> ResponseReturnValue:
    """The surveys that have results in the reader's units."""
    found = surveys_with_results(session(), units_for(Permission.READ_RESULTS))
    language = str(get_locale())
    titles = [{"code": one.code, "title": said(survey_title(one), language)} for one in found]
    return render_template("analysis/surveys.html", surveys=titles)


@blueprint.get("/resultat/<string:survey>")
@public
def results(survey: str) -> ResponseReturnValue:
    """A survey's results: all of them inside, published waves for everybody."""
    view = _view(survey)
    if view is None:
        return redirect(url_for("organisation.sign_in_form", next=request.full_path.rstrip("?")))
    page = load_results(session(), view.survey, view.unit, view.audience)
    language = str(get_locale())
    variables = _variables(page, language)
    waves = shown_waves(page, language)
    return render_template(
        "analysis/results.html",
        chart_address=partial(_chart_address, view),
        finding=survey_finding(page),
        title=said(page.title, language),
        variables=variables,
        view=view,
        waves=waves,
        **wave_table(waves),
    )


@blueprint.get("/resultat/<string:survey>/diagram/<string:variable>.svg")
@public
def chart(survey: str, variable: str) -> ResponseReturnValue:
    """The chart of a variable; `v` is its fingerprint, `smal` and `mork` choose its form."""
    view = _view(survey)
    if view is None:
        raise NotFound
    mark = request.args.get("v", "")
    path = _path(view, variable, mark)
    picture = kept_chart(path) if path else None
    return _svg(picture or _draw(view, variable))


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


def _view(code: str) -> View | None:
    """What may be seen; None for someone who has to sign in first."""
    staff = signed_in()
    use_language_of_address()
    found = find_survey(session(), code)
    if found is None:
        raise NotFound
    own = units_for(Permission.READ_RESULTS) if staff else frozenset()
    settings: Settings = current_app.config["SETTINGS"]
    inside = tuple(unit for unit in units_with_results(session(), found) if unit.id in own)
    if inside:
        return View(found, _chosen(inside), inside, Audience.inside(settings))
    open_units = tuple(units_with_results(session(), found, published_only=True))
    if open_units:
        return View(found, _chosen(open_units), open_units, Audience.public(settings))
    if staff:
        raise NotAllowed
    return None


def _chart_address(view: View, variable: ShownVariable, picture: Picture) -> str:
    return url_for(
        "analysis.chart",
        survey=view.survey.code,
        variable=variable.code,
        enhet=view.unit.code,
        v=picture.mark,
        smal=1 if picture.narrow else None,
        mork=1 if picture.dark else None,
    )


def _chosen(units: tuple[Unit, ...]) -> Unit:
    wanted = request.args.get("enhet")
    for unit in units:
        if wanted in (None, unit.code):
            return unit
    raise NotFound


def _path(view: View, variable: str, mark: str) -> Path | None:
    if not (VARIABLE.fullmatch(variable) and FINGERPRINT.fullmatch(mark)):
        return None
    settings: Settings = current_app.config["SETTINGS"]
    return chart_path(settings.data, view.owner(variable), mark)


def _draw(view: View, variable: str) -> bytes:
    page = load_results(session(), view.survey, view.unit, view.audience)
    made = _form(_find_chart(page, variable))
    settings: Settings = current_app.config["SETTINGS"]
    path = chart_path(settings.data, view.owner(variable), fingerprint(made))
    return kept_chart(path) or draw_and_keep(path, made)


def _find_chart(page: SurveyPage, variable: str) -> GenderChart:
    for result in page.result.variables:
        if result.variable.code == variable and result.missing:
            return gender_chart(page, result, str(get_locale()))
    raise NotFound


def _form(made: GenderChart) -> GenderChart:
    return variant(made, narrow="smal" in request.args, dark="mork" in request.args)


def _svg(picture: bytes) -> ResponseReturnValue:
    response = make_response(picture)
    response.mimetype = "image/svg+xml"
    response.headers["Content-Security-Policy"] = CHART_POLICY
    response.headers["Cache-Control"] = CHART_CACHE
    return response
