"""Views and complaints of the period, for readers who may see the unit's statistics of cases."""

from collections.abc import Iterator
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from analysis.cases.periods import Length, Period
from analysis.cases.queries import Where
from analysis.cases.report import Report, ReportChart, make_report
from analysis.cases.statistics import Asked, load_statistics
from analysis.cases.words import EMPTY, ReportTable
from analysis.charts.pictures import Chart
from analysis.reports.report import Block, Picture, Section, Table, Words
from organisation.models import Unit


def case_report(
    session: Session,
    unit: Unit,
    unit_ids: frozenset[int],
    period: Period,
    today: date,
    language: str,
) -> Report:
    """The statistics in words. The sentences of single cases are left out: readers of a kept report
    are others than those who may read each case.
    """
    asked = Asked(period, Where(unit_ids), unit.name, today, most_sentences=0)
    return make_report(load_statistics(session, asked), language)


def case_section(report: Report, period: Period) -> Section:
    """The finding, the figures beside those of a year before, charts, and tables of counts."""
    if report.is_empty:
        none = Words(_("Inga synpunkter kom in i perioden."))
        return Section("synpunkter", _("Synpunkter och klagomål"), (none,))
    blocks: list[Block] = [Words(f"{report.title}.", "strong"), _figures(report.figures)]
    for name, one in _charts(report, period):
        blocks += [Words(one.chart.title, "strong"), Picture(name, one.alt)]
    blocks += [_table(table) for table in report.tables if table.rows]
    blocks += [Words(note, "muted") for note in report.notes]
    return Section("synpunkter", _("Synpunkter och klagomål"), tuple(blocks))


def case_pictures(report: Report, period: Period) -> dict[str, Chart]:
    """The charts of the section by name."""
    return {name: one.chart for name, one in _charts(report, period)}


def _charts(report: Report, period: Period) -> Iterator[tuple[str, ReportChart]]:
    """Months in a row have no short names to stand below a chart."""
    if not report.is_empty and period.length is not Length.DAYS:
        yield from ((f"synpunkter-{one.name}", one) for one in report.charts)


def _figures(table: ReportTable) -> Table:
    """The period and the same one a year before; what is nothing in both is left out."""
    kept = (0, 1, len(table.columns) - 1)
    rows = [tuple(str(row[place]) for place in kept) for row in table.rows]
    said = tuple(row for row in rows if set(row[1:]) - {"0", EMPTY})
    columns = tuple(table.columns[place] for place in kept)
    return Table(_("Perioden och samma tid året före"), columns, said)


def _table(table: ReportTable) -> Table:
    rows = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in table.rows)
    return Table(table.caption, table.columns, rows, table.prose)
