"""The report of a period as a printed document (PDF), a workbook and data."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from flask_babel import gettext as _

from analysis.cases.figures import TOTAL, CaseFigures, Cross, OnTime, Share
from analysis.cases.periods import Period
from analysis.cases.report import Report
from analysis.cases.statistics import Statistics
from analysis.cases.words import ReportTable
from analysis.charts.gender import on_page
from analysis.charts.pictures import draw_chart
from core.codes import Group
from core.documents import make_pdf
from core.spreadsheets import Row, Sheet, workbook

#: Characters per column of a workbook.
FIRST_COLUMN, PROSE, COUNT = 36, 34, 16
#: A sheet's name holds at most so many characters, and none of these.
LONGEST_NAME, NOT_IN_NAMES = 31, str.maketrans("[]:*?/\\", "       ")


def report_pdf(report: Report) -> bytes:
    """The report on A4, tagged, with its charts as pictures with words."""
    data = {
        "title": report.title,
        "lead": report.lead,
        "figures": _printed(report.figures),
        "charts": [
            {
                "heading": one.heading,
                "title": one.chart.title,
                "picture": draw_chart(on_page(one.chart)),
                "alt": one.alt,
                "table": _printed(one.table),
            }
            for one in report.charts
        ],
        "tables": [_printed(one) for one in report.tables],
        "sentences": _printed(report.sentences) if report.sentences else None,
        "notes_heading": _("Så räknas det"),
        "notes": report.notes,
    }
    return make_pdf("case_report", report.language, data)


def report_workbook(report: Report, statistics: Statistics) -> bytes:
    """A sheet for each table, with numbers as numbers, and one about them."""
    about: list[Row] = [(text,) for text in (report.title, report.lead, *report.notes)]
    tables = [*report.tables, *(one.table for one in report.charts)]
    sheets = [_sheet(report.figures), _numbers(statistics), *map(_sheet, tables)]
    if report.sentences:
        sheets.append(_sheet(report.sentences))
    sheets.append(Sheet(_("Om rapporten"), (_("Att veta"),), about, widths=(90,), wrapped=True))
    return workbook(sheets)


def report_data(statistics: Statistics) -> dict[str, Any]:
    """The figures for another program; null is hidden, and so is a cell that is null.

    Shares are 0–1 with their counts. Rows and columns of tables are codes and ids.
    """
    asked = statistics.asked
    return {
        "period": _days(asked.period),
        "unit": asked.unit_name,
        "as_of": asked.today.isoformat(),
        "hidden_below": asked.limit,
        **_data(statistics.figures),
        "compared": {
            period.name: {**_days(period), **_data(found)}
            for period, found in statistics.by_period.items()
            if period != asked.period
        },
        "units": dict(statistics.units),
        "themes": dict(statistics.themes),
        "closed": [asdict(one) for one in statistics.sentences],
    }


def _printed(table: ReportTable) -> dict[str, Any]:
    rows = [["" if cell is None else str(cell) for cell in row] for row in table.rows]
    return {
        "caption": table.caption,
        "columns": list(table.columns),
        "rows": rows,
        "prose": table.prose,
    }


def _sheet(table: ReportTable) -> Sheet:
    width = PROSE if table.prose else COUNT
    name = table.caption.translate(NOT_IN_NAMES)[:LONGEST_NAME]
    return Sheet(name, table.columns, table.rows, widths=(FIRST_COLUMN, width), wrapped=True)


def _numbers(statistics: Statistics) -> Sheet:
    """The shares as numbers: one row for each share and period."""
    rows: list[Row] = [
        (name, period.name, share.value, share.part, share.whole, overdue)
        for period, found in statistics.by_period.items()
        for name, share, overdue in _shares(found)
        if share
    ]
    columns = (_("Mått"), _("Period"), _("Andel"), _("Antal"), _("Av"), _("Försenade utan svar"))
    return Sheet(_("Andelar"), columns, rows, widths=(FIRST_COLUMN, PROSE, COUNT))


def _shares(found: CaseFigures) -> Iterator[tuple[str, Share | None, int | None]]:
    verdicts = found.on_time[Group.ALL]
    if verdicts:
        yield _("Svar i tid, till sista svarsdag"), verdicts.rolled, verdicts.overdue
        yield _("Svar i tid, strikt: inom 14 dagar"), verdicts.strict, verdicts.overdue
    yield _("Anonyma"), found.anonymous, None
    yield _("Svar som har hämtats med kod"), found.fetched, None
    yield _("Klagomål som var befogade"), found.founded, None
    yield _("Klagomål som var delvis befogade"), found.partly, None


def _days(period: Period) -> dict[str, str]:
    return {
        "name": period.name,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
    }


def _data(found: CaseFigures) -> dict[str, Any]:
    return {
        "received": {group.value: found.received[group] for group in Group},
        "deviations": found.deviations,
        "on_time": {group.value: _verdicts(found.on_time[group]) for group in Group},
        "reopened_promises": found.reopened,
        "median_days": found.days,
        "anonymous": _share(found.anonymous),
        "fetched_by_code": _share(found.fetched),
        "founded": _share(found.founded),
        "partly_founded": _share(found.partly),
        "measures": asdict(found.measures) if found.measures else None,
        "kind_by_unit": _cross(found.kinds),
        "theme_by_unit": _cross(found.themes),
        "channel_by_gender": _cross(found.channels),
    }


def _verdicts(found: OnTime | None) -> dict[str, Any] | None:
    if found is None:
        return None
    shares = {"share": found.rolled.value, "strict_share": found.strict.value}
    return {**shares, **asdict(found), "of": found.whole}


def _share(found: Share | None) -> dict[str, Any] | None:
    return {"share": found.value, "part": found.part, "of": found.whole} if found else None


def _cross(table: Cross) -> dict[str, dict[str, int | None]]:
    """Rows of columns; "all" is the total."""
    rows: dict[str, dict[str, int | None]] = {}
    for (row, column), count in sorted(table.items()):
        rows.setdefault(row if row != TOTAL else "all", {})[
            column if column != TOTAL else "all"
        ] = count
    return rows
