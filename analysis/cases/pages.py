"""Statistics of cases as a page, its charts, and the report to take away."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Flask, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from analysis.cases.asking import FIELDS, OTHERS, PERIOD, READERS, Form, read_form
from analysis.cases.charts import SUBTITLES, case_chart
from analysis.cases.report import Report, make_report
from analysis.cases.report_docx import DOCX_TYPE, report_docx
from analysis.cases.report_files import report_pdf, report_workbook
from analysis.cases.statistics import MOST_IN_WORKBOOK, Statistics, load_statistics
from analysis.cases.words import ReportTable
from analysis.charts.files import chart_path, fingerprint, keep, kept_chart
from analysis.charts.pictures import (
    CHART_CACHE,
    CHART_POLICY,
    Picture,
    draw_chart,
    form_on_page,
    forms_of,
)
from analysis.results.take_away import FILE_POLICY
from analysis.results.viewing import program_settings
from core.codes import N_
from core.database import session
from core.errors import NotFound
from core.spreadsheets import XLSX_TYPE
from feedback.following.noting import note_list
from organisation.access import Permission, requires
from organisation.start_page import MenuItem, register_menu

blueprint = Blueprint("case_statistics", __name__, url_prefix="/synpunkter/statistik")

PDF_TYPE = "application/pdf"
#: What a report can be taken away as.
WRITERS: Mapping[str, tuple[str, Callable[[Report, Statistics], bytes]]] = {
    "pdf": (PDF_TYPE, lambda report, _statistics: report_pdf(report)),
    "docx": (DOCX_TYPE, lambda report, _statistics: report_docx(report, _("Så räknas det"))),
    "xlsx": (XLSX_TYPE, report_workbook),
}


def init_case_statistics(app: Flask) -> None:
    """Put the statistics into the menu."""
    may = Permission.READ_CASE_STATISTICS
    register_menu(app, MenuItem("case_statistics.page", N_("Statistik"), may, seldom=True))


@blueprint.get("")
@requires(Permission.READ_CASE_STATISTICS)
def page() -> ResponseReturnValue:
    """What came in during a period, and what was answered on time."""
    form = read_form(session(), request.args)
    if form.asked is None:
        return render_template("analysis/case_statistics.html", form=form, report=None), 422
    statistics = load_statistics(session(), form.asked)
    note_list("statistics", _chosen(form), FIELDS)
    report = make_report(statistics, str(get_locale()))
    return render_template(
        "analysis/case_statistics.html",
        form=form,
        report=report,
        charts=[_shown(one.name, one.chart) for one in report.charts],
        chart_address=_chart_address,
        table_columns=_columns,
        files={name: _address(".take", form=name) for name in WRITERS},
        turned=_turned(form),
    )


@blueprint.get("/diagram/<string:name>.svg")
@requires(Permission.READ_CASE_STATISTICS)
def chart(name: str) -> ResponseReturnValue:
    """A chart; `smal` and `mork` choose its form. It is made of what this reader may see."""
    form = read_form(session(), request.args)
    if name not in SUBTITLES or form.asked is None:
        raise NotFound
    made = case_chart(name, load_statistics(session(), form.asked), str(get_locale()))
    drawn = form_on_page(made, narrow="smal" in request.args, dark="mork" in request.args)
    path = chart_path(program_settings().data, ("cases", 0, "cases", name), fingerprint(drawn))
    response = make_response(kept_chart(path) or keep(path, draw_chart(drawn)))
    response.mimetype = "image/svg+xml"
    response.headers["Content-Security-Policy"] = CHART_POLICY
    response.headers["Cache-Control"] = CHART_CACHE
    return response


@blueprint.get("/rapport/<string:form>")
@requires(Permission.READ_CASE_STATISTICS)
def take(form: str) -> ResponseReturnValue:
    """The report of the period as a file."""
    if form not in WRITERS:
        raise NotFound
    most = MOST_IN_WORKBOOK if form == "xlsx" else None
    chosen = read_form(session(), request.args, most)
    asked = chosen.asked
    if asked is None:
        raise NotFound
    statistics = load_statistics(session(), asked)
    note_list(f"report_{form}", _chosen(chosen), FIELDS)
    kind, write = WRITERS[form]
    response = make_response(write(make_report(statistics, str(get_locale())), statistics))
    response.headers["Content-Type"] = kind
    name = "-".join(["synpunkter", asked.period.name.replace(" – ", "--")])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response


def _shown(name: str, made: Any) -> dict[str, Any]:
    return {"name": name, "pictures": forms_of(made)}


def _chart_address(name: str, picture: Picture) -> str:
    return _address(".chart", name=name, **picture.query)


def _address(endpoint: str, **more: Any) -> str:
    """Another address of the same period, unit and readers."""
    same = {name: value for name in FIELDS if (value := request.args.get(name))}
    return url_for(endpoint, **{**same, **more})


def _chosen(form: Form) -> dict[str, str]:
    """What is logged of the address: what it was read as, for it may hold anything else too."""
    readers = OTHERS if form.for_others else ""
    return dict(zip(FIELDS, (form.period, form.first, form.last, form.unit, readers), strict=True))


def _turned(form: Form) -> str:
    """The same page for the other readers: with small groups hidden, or with everything."""
    if form.for_others:
        return url_for(".page", period=form.period)
    asked: dict[str, Any] = {PERIOD: form.period, READERS: OTHERS}
    return url_for(".page", **asked)


def _columns(table: ReportTable) -> list[dict[str, Any]]:
    style = "prose" if table.prose else "number"
    return [{"label": label, style: place > 0} for place, label in enumerate(table.columns)]
