"""A chart with one row for each variable or place, and a dot for each group in it.

Plain values, estimated and past the disclosure rule; analysis.charts.dot_drawing makes the picture.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from analysis.charts.gender import NAMES, SIMULATED
from analysis.charts.parts import Axis, Point
from analysis.charts.text import figure_text, number, words
from analysis.results.phrases import in_language
from analysis.results.series import ResultCell
from core.codes import Group

SPLIT = (Group.WOMAN, Group.MAN, Group.OTHER)


@dataclass(frozen=True)
class DotRow:
    """A row with the figures that may be shown; none at all is a row that is hidden."""

    label: str
    points: tuple[tuple[Group, Point], ...]


@dataclass(frozen=True)
class DotChart:
    """Everything a dot chart shows. Equal charts give equal pictures, so it is a cache key."""

    title: str
    subtitle: str
    axis: Axis
    rows: tuple[DotRow, ...]
    simulated_label: str | None = None
    note: str = ""
    language: str = "sv"
    narrow: bool = False
    dark: bool = False

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups that have a dot in any row."""
        found = {group for row in self.rows for group, _ in row.points}
        return tuple(group for group in Group if group in found)


def dots_on_page(chart: DotChart, *, narrow: bool = False, dark: bool = False) -> DotChart:
    """The chart without its title, which a page says as text above it."""
    return replace(chart, title="", narrow=narrow, dark=dark)


def dot_row(label: str, cells: Mapping[Group, ResultCell]) -> DotRow:
    """A row with women and men where they may be shown, else with everybody."""
    shown = {
        group: Point(cell.value, cell.low, cell.high)
        for group, cell in cells.items()
        if cell.value is not None
    }
    split = tuple((group, shown[group]) for group in SPLIT if group in shown)
    whole = ((Group.ALL, shown[Group.ALL]),) if Group.ALL in shown else ()
    return DotRow(label, split or whole)


def group_name(group: Group, language: str) -> str:
    """What a group is called in a chart."""
    return in_language(NAMES[group], language)


def invented_mark(labels: str, language: str) -> str | None:
    """The remark on waves with invented answers; None when there is none."""
    return f"{in_language(SIMULATED, language)}: {labels}" if labels else None


def dots_alt_text(chart: DotChart) -> str:
    """The chart in words: title, what is counted, every figure, note."""
    parts = [chart.title, chart.subtitle, chart.simulated_label or ""]
    parts += [f"{row.label}: {_row_text(row, chart)}." for row in chart.rows]
    return " ".join(part for part in [*parts, chart.note] if part)


def _row_text(row: DotRow, chart: DotChart) -> str:
    if not row.points:
        return words(chart.language).hidden
    return ", ".join(
        f"{group_name(group, chart.language)} {_point_text(point, chart)}"
        for group, point in row.points
    )


def _point_text(point: Point, chart: DotChart) -> str:
    phrases = words(chart.language)
    shown = figure_text(point.value, chart.axis, chart.language)
    if point.low is None or point.high is None:
        return shown
    low = number(point.low, chart.axis, chart.language)
    high = figure_text(point.high, chart.axis, chart.language)
    return f"{shown} ({phrases.uncertainty} {low}–{high})"
