"""Reports as pages: the list with its forms, one report, its files and pictures."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import (
    Blueprint,
    Flask,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from analysis.cases.report_docx import DOCX_TYPE
from analysis.charts.pictures import CHART_POLICY, FORMS
from analysis.reports.asking import (
    Choices,
    ReportAsked,
    choices,
    read_period_form,
    read_survey_form,
)
from analysis.reports.keeping import DOCX, PDF, delete_report, find_file, find_report
from analysis.reports.listing import list_page
from analysis.reports.making import KIND
from analysis.reports.models import KeptReport
from analysis.reports.pictures import picture_name
from analysis.results.take_away import FILE_POLICY
from core.background import start
from core.clock import clock
from core.codes import N_
from core.database import session
from core.errors import NotFound
from organisation.access import Permission, check, requires, units_for
from organisation.acting import note, person
from organisation.start_page import MenuItem, register_menu

blueprint = Blueprint("reports", __name__, url_prefix="/rapporter")

ONE = "/<string(length=32):key>"
FORMS_OF_FILES = {"pdf": (PDF, "application/pdf"), "docx": (DOCX, DOCX_TYPE)}


def init_report_pages(app: Flask) -> None:
    """Put reports into the main menu."""
    register_menu(app, MenuItem("reports.reports", N_("Rapporter"), Permission.READ_RESULTS))


@blueprint.get("")
@requires(Permission.READ_RESULTS)
def reports() -> ResponseReturnValue:
    """The kept reports of the person's units, and the forms of a new one."""
    return list_page(_offered(), {}, {})


@blueprint.post("/enkat")
@requires(Permission.READ_RESULTS)
def of_survey() -> ResponseReturnValue:
    """Begin to make a report of a wave."""
    return _make(read_survey_form)


@blueprint.post("/period")
@requires(Permission.READ_RESULTS)
def of_period() -> ResponseReturnValue:
    """Begin to make a report of a month, a tertial or a year."""
    return _make(read_period_form)


@blueprint.get(ONE)
@requires(Permission.READ_RESULTS)
def report(key: str) -> ResponseReturnValue:
    """One report, as it was made."""
    found = _find(key)
    return render_template(
        "analysis/reports/report.html",
        report=found,
        content=found.content,
        made=format_date(found.day, "d MMMM y"),
        may_delete=found.unit_id in units_for(Permission.WRITE_RESULTS),
        pictures=lambda name: _picture_addresses(key, name),
        table_columns=_columns,
    )


@blueprint.get(f"{ONE}/<string:form>")
@requires(Permission.READ_RESULTS)
def file(key: str, form: str) -> ResponseReturnValue:
    """A report as a file: pdf or docx."""
    found = _find(key)
    if form not in FORMS_OF_FILES:
        raise NotFound
    name, kind = FORMS_OF_FILES[form]
    response = make_response(find_file(session(), found, name))
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="{_file_name(found)}.{form}"'
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response


@blueprint.get(f"{ONE}/bild/<string:name>.svg")
@requires(Permission.READ_RESULTS)
def picture(key: str, name: str) -> ResponseReturnValue:
    """A picture of a report."""
    response = make_response(find_file(session(), _find(key), f"{name}.svg"))
    response.mimetype = "image/svg+xml"
    response.headers["Content-Security-Policy"] = CHART_POLICY
    return response


@blueprint.post(f"{ONE}/ta-bort")
@requires(Permission.WRITE_RESULTS)
def delete(key: str) -> ResponseReturnValue:
    """Delete a report with its files."""
    found = _find(key)
    check(Permission.WRITE_RESULTS, found.unit_id)
    delete_report(session(), found)
    note("report_deleted", "report", key)
    flash(_("Rapporten är borttagen."), "done")
    return redirect(url_for(".reports"), 303)


def _offered() -> Choices:
    return choices(session(), units_for(Permission.READ_RESULTS))


def _find(key: str) -> KeptReport:
    return find_report(session(), key, units_for(Permission.READ_RESULTS))


def _make(
    read: Callable[[Mapping[str, str], Choices], tuple[ReportAsked | None, dict[str, str]]],
) -> ResponseReturnValue:
    """Begin with what one of the forms asks for, or show what is wrong with it."""
    offered = _offered()
    asked, errors = read(request.form, offered)
    if asked is None:
        return list_page(offered, request.form, errors), 422
    told = {"asked": asked.as_json(), "back": url_for(".reports")}
    key = start(session(), KIND, told, person().id, clock().now())
    return redirect(url_for("background.work", key=key.hex()), 303)


def _picture_addresses(key: str, name: str) -> list[dict[str, Any]]:
    """Where each form of a picture lies, the plain one last."""
    return [
        {
            "narrow": narrow,
            "dark": dark,
            "href": url_for(".picture", key=key, name=_stem(name, narrow=narrow, dark=dark)),
        }
        for narrow, dark in FORMS
    ]


def _columns(block: dict[str, Any]) -> list[dict[str, Any]]:
    style = "prose" if block["prose"] else "number"
    return [{"label": label, style: place > 0} for place, label in enumerate(block["columns"])]


def _stem(name: str, *, narrow: bool, dark: bool) -> str:
    return picture_name(name, narrow=narrow, dark=dark).removesuffix(".svg")


def _file_name(report: KeptReport) -> str:
    """Such as rapport-homeless-2026-T1, of letters that every system takes."""
    period = "".join(
        c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in report.period
    )
    return f"rapport-{report.kind}-{report.unit.code}-{period}"
