"""The Kolada-shaped table as a file, of a unit and some years."""

from collections.abc import Callable, Mapping, Sequence

from flask import Blueprint, make_response, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from analysis.cases.periods import FIRST_YEAR, LAST_YEAR
from analysis.reports.kolada import Years, kolada_csv, kolada_rows, kolada_workbook
from analysis.results.survey_results import Audience
from analysis.results.viewing import program_settings
from core.clock import clock
from core.database import session
from core.errors import NotFound
from core.spreadsheets import Row, file_headers
from organisation.access import Permission, requires, units_for
from organisation.acting import note
from organisation.models import Unit
from organisation.units import UnitRefused, find_unit

blueprint = Blueprint("kolada", __name__)

WRITERS: Mapping[str, Callable[[Sequence[Row]], bytes]] = {
    "csv": kolada_csv,
    "xlsx": kolada_workbook,
}


@blueprint.get("/rapporter/kolada/<string:form>")
@requires(Permission.READ_RESULTS)
def table(form: str) -> ResponseReturnValue:
    """The table of `enhet` from the year `fran` to `till`; without years this one."""
    if form not in WRITERS:
        raise NotFound
    unit, audience = _unit(), Audience.inside(program_settings())
    rows = kolada_rows(session(), unit, _years(), audience, str(get_locale()))
    note(f"kolada_{form}", "unit", unit.id)
    response = make_response(WRITERS[form](rows))
    response.headers.update(file_headers(f"kolada-{unit.code}.{form}"))
    return response


def _unit() -> Unit:
    """Raises NotFound for a unit that is not the person's."""
    try:
        found = find_unit(session(), request.args.get("enhet", ""))
    except UnitRefused:
        raise NotFound from None
    if found.id not in units_for(Permission.READ_RESULTS):
        raise NotFound
    return found


def _years() -> Years:
    """Raises NotFound for what is no span of years."""
    today = clock().today().year
    first, last = (request.args.get(name, str(today)) for name in ("fran", "till"))
    for text in (first, last):
        if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR):
            raise NotFound
    return Years(int(first), int(last))
