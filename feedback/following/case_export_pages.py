"""The page on which cases are taken away as a file, limited as the list was."""

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.clock import clock
from core.database import session
from core.spreadsheets import csv_table, file_headers, workbook
from feedback.cases.access import viewer
from feedback.following.case_export import MOST, about, sheet_of
from feedback.following.filters import LOGGED, choices, conditions, errors_in, given, in_words
from feedback.following.looking import number_of
from feedback.following.noting import note_list
from organisation.access import Permission, requires

blueprint = Blueprint("case_export", __name__)

PATH = "/synpunkter/hamta"
FORMAT, TEXTS = "format", "texter"
XLSX, CSV = "xlsx", "csv"


@blueprint.get(PATH)
@requires(Permission.EXPORT_CASES)
def form() -> ResponseReturnValue:
    """What the file will hold, and how it can be had."""
    return _page({})


@blueprint.post(PATH)
@requires(Permission.EXPORT_CASES)
def export() -> ResponseReturnValue:
    """Give the file out, and write in the log how it was limited."""
    chosen = given(request.args, choices(session(), viewer()))
    errors = _errors(chosen)
    if errors:
        return _page(errors), 422
    with_texts = TEXTS in request.form
    note_list("exported_with_texts" if with_texts else "exported", chosen, LOGGED)
    return _file(chosen, with_texts=with_texts)


def _file(chosen: dict[str, str], *, with_texts: bool) -> Response:
    who, today = viewer(), clock().today()
    wanted = conditions(who, chosen, today)
    sheet = sheet_of(session(), who, wanted, with_texts=with_texts)
    ending = XLSX if request.form[FORMAT] == XLSX else CSV
    if ending == XLSX:
        filters = in_words(chosen, choices(session(), who))
        made = workbook([sheet, about(filters, today)])
    else:
        made = csv_table(sheet.columns, sheet.rows)
    return make_response(made, file_headers(f"synpunkter-{today.isoformat()}.{ending}"))


def _errors(chosen: dict[str, str]) -> dict[str, str]:
    """What keeps the file from being made, by field."""
    errors = errors_in(chosen)
    if errors:
        return {FORMAT: " ".join(errors.values())}
    if request.form.get(FORMAT) not in (XLSX, CSV):
        return {FORMAT: _("Välj Excel eller CSV.")}
    count, _full = number_of(session(), viewer(), *conditions(viewer(), chosen, clock().today()))
    if count > MOST:
        return {FORMAT: _("Högst %(most)s synpunkter i en fil. Välj en kortare tid.", most=MOST)}
    return {}


def _page(errors: dict[str, str]) -> str:
    offered = choices(session(), viewer())
    chosen = given(request.args, offered)
    wanted = [] if errors_in(chosen) else conditions(viewer(), chosen, clock().today())
    count, full = number_of(session(), viewer(), *wanted)
    return render_template(
        "feedback/following/export.html",
        count=count,
        number_only=count - full,
        chosen=chosen,
        filters=in_words(chosen, offered),
        asked=request.form.get(FORMAT, XLSX),
        with_texts=TEXTS in request.form,
        errors=errors,
    )
