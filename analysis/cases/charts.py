"""The charts of statistics of cases: women, men and the others over periods, as with surveys."""

from flask_babel import gettext as _

from analysis.cases.figures import GROUPS, CaseFigures
from analysis.cases.periods import in_a_row
from analysis.cases.statistics import Statistics
from analysis.charts.axes import axis_from_zero
from analysis.charts.dots import group_name
from analysis.charts.parts import PERCENT, Axis, GenderChart, Point, Series, WaveColumn
from analysis.charts.text import figure_text
from core.codes import N_, Group

RECEIVED, ON_TIME = "inkomna", "i-tid"
SUBTITLES = {
    RECEIVED: N_("Antal synpunkter, efter den dag de kom in."),
    ON_TIME: N_("Andel svar i tid av alla som skulle ha fått svar, efter sista svarsdag."),
}
FINDINGS = {
    RECEIVED: N_("Synpunkter som kom in: %(told)s"),
    ON_TIME: N_("Svar i tid: %(told)s"),
}
HIDDEN = N_("Kvinnor och män visas inte var för sig, för att ingen ska kunna kännas igen")
NOTHING = N_("Inget att visa för de här dagarna")

#: Whether a figure is hidden, and the figure.
Figure = tuple[bool, float | None]


def case_charts(statistics: Statistics, language: str) -> dict[str, GenderChart]:
    """The charts that have anything to show or to hide."""
    made = {name: case_chart(name, statistics, language) for name in SUBTITLES}
    return {
        name: chart
        for name, chart in made.items()
        if any(len(one.unsaid) < len(chart.waves) for one in chart.series)
    }


def case_chart(name: str, statistics: Statistics, language: str) -> GenderChart:
    """One of RECEIVED and ON_TIME over the periods in a row; its title is the finding."""
    periods = in_a_row(statistics.asked.period)
    series = tuple(_series(name, group, statistics, language) for group in GROUPS)
    values = [point.value for one in series for point in one.points if point]
    axis = axis_from_zero(values) if name == RECEIVED else PERCENT
    return GenderChart(
        title=_title(name, statistics.figures, axis, language),
        subtitle=_(SUBTITLES[name]),
        axis=axis,
        waves=tuple(WaveColumn(period.name, float(place)) for place, period in enumerate(periods)),
        series=tuple(one for one in series if any(one.points)) or series,
        note=_("Övriga och okänt är alla som inte har svarat kvinna eller man."),
        language=language,
    )


def _series(name: str, group: Group, statistics: Statistics, language: str) -> Series:
    found = [
        _figure(name, statistics.by_period[period], group)
        for period in in_a_row(statistics.asked.period)
    ]
    points = tuple(None if value is None else Point(value) for _hidden, value in found)
    unsaid = frozenset(
        place for place, (hidden, value) in enumerate(found) if value is None and not hidden
    )
    return Series(group_name(group, language), group, points, unsaid)


def _figure(name: str, figures: CaseFigures, group: Group) -> Figure:
    """Whether the figure of a group is hidden, and the figure: None also where there is none."""
    if name == RECEIVED:
        count = figures.received[group]
        return count is None, count
    verdicts = figures.on_time[group]
    return verdicts is None, verdicts.rolled.value if verdicts else None


def _title(name: str, figures: CaseFigures, axis: Axis, language: str) -> str:
    found = {group: _figure(name, figures, group) for group in GROUPS}
    told = [
        f"{group_name(group, language).lower()} {figure_text(value, axis, language)}"
        for group, (_hidden, value) in found.items()
        if value is not None
    ]
    if told:
        return str(_(FINDINGS[name], told=", ".join(told)))
    return str(_(HIDDEN if any(hidden for hidden, _value in found.values()) else NOTHING))
