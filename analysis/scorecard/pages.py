"""The scorecard: the indicators of a unit, one indicator, and their charts."""

from flask import Blueprint, Flask, make_response, request
from flask.typing import ResponseReturnValue

from analysis.charts.files import chart_path, fingerprint, keep, kept_chart
from analysis.charts.pictures import CHART_CACHE, CHART_POLICY, draw_chart, form_on_page
from analysis.results.viewing import program_settings
from analysis.scorecard.asking import ONE, asked_indicator
from analysis.scorecard.indicator_page import indicator_chart, indicator_page, slot_asked
from analysis.scorecard.models import Indicator
from analysis.scorecard.overview_page import overview_page
from core.codes import N_
from core.errors import NotFound
from organisation.access import Permission, requires
from organisation.start_page import MenuItem, register_menu

blueprint = Blueprint("scorecard", __name__)

LIST = "/styrkort"


def init_scorecard(app: Flask) -> None:
    """Put the scorecard into the menu."""
    register_menu(app, MenuItem("scorecard.overview", N_("Styrkort"), Permission.READ_RESULTS))


@blueprint.get(LIST)
@requires(Permission.READ_RESULTS)
def overview() -> ResponseReturnValue:
    """The indicators of a unit in a year, by goal."""
    return overview_page()


@blueprint.get(LIST + ONE)
@requires(Permission.READ_RESULTS)
def indicator(indicator_id: int) -> ResponseReturnValue:
    """Everything of one indicator; the address says which period is looked at."""
    return indicator_page(_find(indicator_id))


@blueprint.get(f"{LIST}{ONE}/diagram/<string:name>.svg")
@requires(Permission.READ_RESULTS)
def chart(indicator_id: int, name: str) -> ResponseReturnValue:
    """A chart of the years or the periods; `smal` and `mork` choose its form."""
    found = _find(indicator_id)
    made = indicator_chart(found, name, slot_asked(found))
    if made is None:
        raise NotFound
    drawn = form_on_page(made, narrow="smal" in request.args, dark="mork" in request.args)
    owner = ("inside", found.unit_id, "scorecard", f"{found.id}_{name}")
    path = chart_path(program_settings().data, owner, fingerprint(drawn))
    response = make_response(kept_chart(path) or keep(path, draw_chart(drawn)))
    response.mimetype = "image/svg+xml"
    response.headers["Content-Security-Policy"] = CHART_POLICY
    response.headers["Cache-Control"] = CHART_CACHE
    return response


def _find(indicator_id: int) -> Indicator:
    return asked_indicator(indicator_id, Permission.READ_RESULTS)
