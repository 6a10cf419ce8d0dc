"""All variables of a wave in one chart and one table."""

from flask_babel import gettext as _

from analysis.charts.dots import DotChart
from analysis.reports.report import Table
from analysis.reports.survey_asked import SurveyAsked
from analysis.results.overview import Choice, Order, OverviewRow, difference_of
from analysis.results.overview_charts import overview_chart, scale_of
from analysis.results.result_page import cell_text
from core.codes import Group

#: More rows do not fit beside words on one sheet.
MOST_ROWS = 12
GROUPS = (Group.ALL, Group.WOMAN, Group.MAN)


def rows_of_commonest_scale(rows: list[OverviewRow]) -> list[OverviewRow]:
    """The variables that can stand on one axis: those of the scale that most of them have."""
    scales = [scale_of(row.result.variable) for row in rows]
    commonest = max(scales, key=scales.count, default="")
    return [row for row, scale in zip(rows, scales, strict=True) if scale == commonest]


def one_chart(asked: SurveyAsked) -> DotChart | None:
    """The variables of the commonest scale; of many, those where women and men differ most."""
    rows = rows_of_commonest_scale(asked.rows)
    if not rows:
        return None
    kept = sorted(rows, key=difference_of, reverse=True)[:MOST_ROWS]
    chosen = [row for row in rows if row in kept]
    scale = scale_of(chosen[0].result.variable)
    choice = Choice(asked.wave.label, "", Order.AREA)
    return overview_chart(asked.page, choice, chosen, scale, asked.language)


def one_table(asked: SurveyAsked) -> Table:
    """Every variable with its figures of everybody, women and men."""
    columns = (_("Fråga"), _("Alla"), _("Kvinnor"), _("Män"))
    rows = tuple(
        (row.label, *(cell_text(row.result, row.cells[group], asked.language) for group in GROUPS))
        for row in asked.rows
    )
    return Table(_("Värde och osäkerhet, antal svar"), tuple(map(str, columns)), rows)
