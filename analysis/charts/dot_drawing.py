"""The picture of a dot chart: rows under each other, the value scale across."""

from dataclasses import dataclass, replace

from matplotlib.figure import Figure

from analysis.charts.dots import DotChart, DotRow, group_name
from analysis.charts.layout import LINE_HEIGHT, text_height, text_width, ticks, wrap
from analysis.charts.marks import draw_markers
from analysis.charts.page import DARK, LIGHT, NARROW, WIDE, Page
from analysis.charts.parts import Axis, Point
from analysis.charts.text import figure_text, number, words
from core.codes import Group

#: How much of a wide picture the names of the rows may take.
NAMES_PART = 0.36
ROW_GAP = 12.0


@dataclass(frozen=True)
class Field:
    """Where the values run: the x of both ends and the axis."""

    left: float
    right: float
    axis: Axis

    def x(self, value: float) -> float:
        """The place of a value; what passes an end of a grade stops there."""
        kept = min(max(value, self.axis.minimum), self.axis.maximum)
        part = (kept - self.axis.minimum) / (self.axis.maximum - self.axis.minimum)
        return self.left + part * (self.right - self.left)


def dots_figure(chart: DotChart) -> Figure:
    """The chart as a matplotlib Figure at 72 dots per inch: one dot is one pixel."""
    page = Page(NARROW if chart.narrow else WIDE, DARK if chart.dark else LIGHT, rtl=False)
    top = _key(chart, page, _heading(chart, page))
    field = _field(chart, page)
    bands, below = _rows(chart, page, field, top + page.sizes.axis / 2)
    _grid(chart, page, field, bands, below)
    return page.finish(_footer(chart, page, below + page.sizes.axis * 1.8))


def _heading(chart: DotChart, page: Page) -> float:
    sizes, palette = page.sizes, page.palette
    width, top = sizes.width - 2 * sizes.margin, sizes.margin * 0.75
    title = wrap(chart.title, sizes.title, width, bold=True)
    top = page.block(sizes.margin, top, title, sizes.title, palette.ink, "title", bold=True) + 4
    lines = any(point.low is not None for row in chart.rows for _, point in row.points)
    said = f"{chart.subtitle} {words(chart.language).thin_lines}" if lines else chart.subtitle
    subtitle = wrap(said, sizes.subtitle, width)
    top = page.block(sizes.margin, top, subtitle, sizes.subtitle, palette.muted, "subtitle")
    if chart.simulated_label:
        top = page.tag(sizes.margin, top + 8, chart.simulated_label, sizes.subtitle, "simulated")
    return top + 8


def _key(chart: DotChart, page: Page, top: float) -> float:
    """What each shape stands for, on one line where there is room; returns the y below."""
    size, marker, x = page.sizes.label, page.sizes.marker, page.sizes.margin
    for group in chart.groups:
        name = group_name(group, chart.language)
        width = marker * 1.6 + text_width(name, size, bold=True)
        if x > page.sizes.margin and x + width > page.sizes.width - page.sizes.margin:
            x, top = page.sizes.margin, top + size * LINE_HEIGHT
        middle = (x + marker / 2, top + size * LINE_HEIGHT / 2)
        draw_markers([middle], group, page, page.sizes.dodge, "key")
        colour = page.palette.groups[group]
        page.text(x + marker * 1.6, top, name, size, colour, "key", bold=True)
        x += width + size * 1.5
    return top + (size * LINE_HEIGHT + 8 if chart.groups else 0)


def _field(chart: DotChart, page: Page) -> Field:
    sizes = page.sizes
    end = text_width(figure_text(chart.axis.maximum, _ticked(chart.axis), "sv"), sizes.axis) / 2
    right = sizes.width - sizes.margin - max(end, sizes.marker)
    if chart.narrow:
        return Field(sizes.margin + sizes.marker, right, chart.axis)
    widest = max((text_width(row.label, sizes.label) for row in chart.rows), default=0)
    names = min(widest, NAMES_PART * sizes.width)
    return Field(sizes.margin + names + 2 * sizes.marker, right, chart.axis)


def _rows(
    chart: DotChart, page: Page, field: Field, top: float
) -> tuple[list[tuple[float, float]], float]:
    """Draw every row; returns from where to where each has its dots, and the y below the last."""
    sizes, ink = page.sizes, page.palette.ink
    room = sizes.width - 2 * sizes.margin if chart.narrow else field.left - sizes.margin * 2
    dots = max((len(row.points) for row in chart.rows), default=1) or 1
    bands = []
    for row in chart.rows:
        label = wrap(row.label, sizes.label, room)
        high, needed = text_height(label, sizes.label), dots * sizes.dodge + ROW_GAP
        _rule(page, top)
        if chart.narrow:
            page.block(sizes.margin, top + ROW_GAP / 2, label, sizes.label, ink, "row")
            band = (top + ROW_GAP / 2 + high, top + ROW_GAP / 2 + high + needed)
        else:
            band = (top, top + max(high + ROW_GAP, needed))
            start = (sum(band) - high) / 2
            page.block(sizes.margin, start, label, sizes.label, ink, "row")
        _dots(row, chart, page, field, sum(band) / 2)
        bands.append(band)
        top = band[1]
    return bands, top


def _rule(page: Page, y: float) -> None:
    ends = [(page.sizes.margin, y), (page.sizes.width - page.sizes.margin, y)]
    page.line(ends, "hair", page.palette.hair, linewidth=1)


def _dots(row: DotRow, chart: DotChart, page: Page, field: Field, middle: float) -> None:
    sizes = page.sizes
    if not row.points:
        top = middle - sizes.note * LINE_HEIGHT / 2
        hidden = words(chart.language).hidden
        page.text(field.left + 6, top, hidden, sizes.note, page.palette.muted, "hidden")
    for place, (group, point) in enumerate(row.points):
        y = middle + (place - (len(row.points) - 1) / 2) * sizes.dodge
        _interval(group, point, page, field, y)
        draw_markers([(field.x(point.value), y)], group, page, sizes.dodge, f"dot-{group}")


def _interval(group: Group, point: Point, page: Page, field: Field, y: float) -> None:
    if point.low is not None and point.high is not None:
        ends = [(field.x(point.low), y), (field.x(point.high), y)]
        colour = page.palette.groups[group]
        page.line(ends, f"interval-{group}", colour, linewidth=page.sizes.stroke * 0.45)


def _grid(
    chart: DotChart, page: Page, field: Field, bands: list[tuple[float, float]], below: float
) -> None:
    """Thin lines behind the dots, with their numbers below."""
    size, palette = page.sizes.axis, page.palette
    for value in ticks(chart.axis.minimum, chart.axis.maximum):
        x, last = field.x(value), value == chart.axis.maximum
        for start, end in bands:
            ends = [(x, start), (x, end)]
            page.line(ends, "grid", palette.hair, linewidth=1.0, zorder=0)
        say = figure_text if last else number
        text = say(value, _ticked(chart.axis), chart.language)
        page.text(x, below + 8, text, size, palette.muted, "tick", align="middle")


def _ticked(axis: Axis) -> Axis:
    return replace(axis, decimals=0)


def _footer(chart: DotChart, page: Page, top: float) -> float:
    sizes = page.sizes
    if chart.note:
        lines = wrap(chart.note, sizes.note, sizes.width - 2 * sizes.margin)
        top = page.block(sizes.margin, top + 8, lines, sizes.note, page.palette.muted, "note")
    return top + sizes.margin * 0.75
