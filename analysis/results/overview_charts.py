"""The overview as dot charts: one for each value scale, with a row for each variable."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from analysis.charts.dots import DotChart, dot_row, dots_alt_text, dots_on_page, invented_mark
from analysis.charts.gender import axis_of, wave_name
from analysis.charts.pictures import forms_of
from analysis.methods.verdicts import Verdict
from analysis.results.overview import Choice, OverviewRow
from analysis.results.series import Kind, VariableSeries
from analysis.results.short_verdicts import women_and_men_in_brief
from analysis.results.survey_results import SurveyPage
from analysis.results.take_away import (
    RESERVATION,
    Takeaway,
    figure_columns,
    figure_rows,
    remark_on,
    told_cells,
)
from core.codes import Group


def scale_of(variable: VariableSeries) -> str:
    """What stands in the address of the chart that a variable belongs to: share, mean_1_10."""
    if variable.kind is Kind.SHARE:
        return Kind.SHARE.value
    return f"{Kind.MEAN.value}_{variable.scale[0]}_{variable.scale[1]}"


def scales_of(rows: Sequence[OverviewRow]) -> list[str]:
    """The value scales of the rows, in the order they come."""
    return list(dict.fromkeys(scale_of(row.result.variable) for row in rows))


def overview_chart(
    page: SurveyPage, choice: Choice, rows: Sequence[OverviewRow], scale: str, language: str
) -> DotChart:
    """The rows of one scale, which must be one of theirs."""
    chosen = [row for row in rows if scale_of(row.result.variable) == scale]
    variable = chosen[0].result.variable
    [wave] = [wave for wave in page.result.waves if wave.label == choice.wave]
    name = wave_name(wave, language)
    counted = _("Andel som svarade positivt, %(wave)s.", wave=name)
    if variable.kind is Kind.MEAN:
        low, high = variable.scale
        counted = _("Medelvärde, %(low)s–%(high)s, %(wave)s.", low=low, high=high, wave=name)
    return DotChart(
        title=finding_of(chosen, name),
        subtitle=counted,
        axis=axis_of(variable),
        rows=tuple(dot_row(row.label, row.cells) for row in chosen),
        simulated_label=invented_mark(wave.label if wave.simulated else "", language),
        note=_("Källa: %(source)s", source=wave.source) if wave.source else "",
        language=language,
    )


def shown_chart(
    page: SurveyPage, choice: Choice, rows: Sequence[OverviewRow], scale: str, language: str
) -> dict[str, Any]:
    """The chart of one scale as a page shows it."""
    made = overview_chart(page, choice, rows, scale, language)
    return {
        "scale": scale,
        "name": made.subtitle.rstrip("."),
        "title": made.title,
        "alt": dots_alt_text(dots_on_page(made)),
        "pictures": forms_of(made),
    }


def finding_of(rows: Sequence[OverviewRow], wave: str) -> str:
    """What can be said of women and men over these variables in the wave."""
    judged = [row.gender for row in rows if row.gender and row.gender.verdict is not Verdict.HIDDEN]
    both = (Group.WOMAN, Group.MAN)
    if not judged and any(all(row.cells[one].value is not None for one in both) for row in rows):
        # Others have published the shares and not the counts.
        return str(_("Skillnaden mellan kvinnor och män är inte prövad %(wave)s", wave=wave))
    if not judged:
        return str(_("Kvinnor och män visas inte var för sig %(wave)s", wave=wave))
    return women_and_men_in_brief([one.verdict for one in judged], wave)


def overview_takeaway(
    page: SurveyPage,
    names: tuple[str, ...],
    chart: DotChart,
    rows: Sequence[OverviewRow],
    wave: str,
) -> Takeaway:
    """A chart of the overview with its table; `rows` are those in the chart."""
    [info] = [one for one in page.result.waves if one.label == wave]
    table = tuple(
        line
        for row in rows
        for line in figure_rows(
            (row.area, row.label, page.unit_name, wave),
            row.result.variable,
            told_cells(row.cells.values(), info),
            remark_on(info),
        )
    )
    columns = figure_columns(_("Område"), _("Fråga"), _("Enhet"), _("Mättillfälle"))
    return Takeaway(names, chart, columns, table, (_(RESERVATION), chart.note))
