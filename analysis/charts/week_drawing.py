"""The picture of a chart of weeks: a line, what is usual, the limits of chance, weeks outside them."""

from collections.abc import Callable, Iterator, Sequence
from math import ceil
from typing import Any

from matplotlib.figure import Figure

from analysis.charts.layout import (
    LINE_HEIGHT,
    rows,
    spread,
    text_height,
    text_width,
    ticks,
    wrap,
)
from analysis.charts.marks import Plot
from analysis.charts.page import DARK, LIGHT, NARROW, WIDE, Page, Place
from analysis.charts.parts import PERCENT
from analysis.charts.text import figure_text, number
from analysis.charts.weeks import LIMITS, WeekChart, WeekPoint, outside_text, usual_text
from analysis.results.phrases import in_language
from core.codes import Group

AXIS_GAP = 10.0
DASHED, DOTTED = (0, (6, 3)), (0, (2, 2))


def weeks_figure(chart: WeekChart) -> Figure:
    """The chart as a matplotlib Figure at 72 dots per inch: one dot is one pixel."""
    page = Page(NARROW if chart.narrow else WIDE, DARK if chart.dark else LIGHT, rtl=False)
    plot = _plot(chart, page, _heading(chart, page))
    _grid(chart, page, plot)
    _limits(chart, page, plot)
    _line(chart, page, plot)
    _words_beside(chart, page, plot)
    below = _week_labels(chart, page, plot)
    below = _outside_words(chart, page, plot, below)
    return page.finish(_footer(chart, page, below))


def _heading(chart: WeekChart, page: Page) -> float:
    sizes, palette = page.sizes, page.palette
    width, top = sizes.width - 2 * sizes.margin, sizes.margin * 0.75
    title = wrap(chart.title, sizes.title, width, bold=True)
    top = page.block(sizes.margin, top, title, sizes.title, palette.ink, "title", bold=True) + 4
    subtitle = wrap(chart.subtitle, sizes.subtitle, width)
    top = page.block(sizes.margin, top, subtitle, sizes.subtitle, palette.muted, "subtitle")
    if chart.simulated_label:
        top = page.tag(sizes.margin, top + 8, chart.simulated_label, sizes.subtitle, "simulated")
    return top + sizes.axis * 1.2


def _plot(chart: WeekChart, page: Page, top: float) -> Plot:
    sizes = page.sizes
    widest = max(text_width(_tick(value, chart), sizes.axis) for value in ticks(0, 1))
    left = sizes.margin + widest + AXIS_GAP
    lines = [line for _, words in _beside(chart, page) for line in words]
    gutter = max((text_width(line, sizes.note) for line in lines), default=0.0)
    right = sizes.width - sizes.margin - (gutter + 8 if gutter else 0)
    room = sizes.marker
    step = (right - left - 2 * room) / max(1, len(chart.weeks) - 1)
    middle = (left + right) / 2
    xs = [
        left + room + i * step if len(chart.weeks) > 1 else middle for i in range(len(chart.weeks))
    ]
    return Plot(left, right, top, top + sizes.plot_height, tuple(xs), step, 1, PERCENT)


def _grid(chart: WeekChart, page: Page, plot: Plot) -> None:
    size, palette = page.sizes.axis, page.palette
    for value in ticks(0, 1):
        y = plot.y(value)
        colour = palette.hair if value else palette.line
        page.line([(plot.left, y), (plot.right, y)], "grid", colour, linewidth=1.5)
        top = y - size * LINE_HEIGHT / 2
        page.text(
            plot.left - AXIS_GAP, top, _tick(value, chart), size, palette.muted, "tick", align="end"
        )


def _tick(value: float, chart: WeekChart) -> str:
    say = figure_text if value == 1 else number
    return say(value, PERCENT, chart.language)


def _limits(chart: WeekChart, page: Page, plot: Plot) -> None:
    """What is usual, and step by step how far chance reaches."""
    width = page.sizes.stroke
    if chart.usual is not None:
        y = plot.y(chart.usual)
        ends = [(plot.left, y), (plot.right, y)]
        page.line(ends, "usual", page.palette.ink, linewidth=width * 0.5, linestyle=DASHED)
    for name, end in (("low", lambda week: week.low), ("high", lambda week: week.high)):
        for places in _steps(chart.weeks, end, plot):
            page.line(
                places,
                f"limit-{name}",
                page.palette.muted,
                linewidth=width * 0.45,
                linestyle=DOTTED,
            )


def _steps(
    weeks: Sequence[WeekPoint], end: Callable[[WeekPoint], float | None], plot: Plot
) -> Iterator[list[Place]]:
    """Level over each week, and up or down between two; a week without limits breaks it."""
    half = plot.step / 2 if len(weeks) > 1 else (plot.right - plot.left) / 2
    places: list[Place] = []
    for week, x in zip(weeks, plot.columns, strict=True):
        value = end(week)
        if value is None:
            yield from [places] if places else []
            places = []
            continue
        y = plot.y(value)
        places += [(max(plot.left, x - half), y), (min(plot.right, x + half), y)]
    yield from [places] if places else []


def _line(chart: WeekChart, page: Page, plot: Plot) -> None:
    """The line, small hollow rings on it, and full triangles where a week is outside."""
    sizes, colour = page.sizes, page.palette.groups[Group.ALL]
    places = [(x, plot.y(week.value)) for x, week in zip(plot.columns, chart.weeks, strict=True)]
    if len(places) > 1:
        page.line(places, "segment-weeks", colour, linewidth=min(sizes.stroke * 0.8, plot.step / 4))
    size = min(sizes.marker * 0.7, plot.step * 0.8) if len(places) > 1 else sizes.marker
    edge = min(2.0, size / 4)
    style: dict[str, Any] = {"linestyle": "none", "markeredgewidth": edge}
    inside = [place for place, week in zip(places, chart.weeks, strict=True) if not week.outside]
    if inside:
        page.line(
            inside,
            "markers-weeks",
            colour,
            marker="o",
            markersize=size,
            markerfacecolor=page.palette.card,
            **style,
        )
    for place, week in zip(places, chart.weeks, strict=True):
        if week.outside:
            shape = "^" if week.high is not None and week.value > week.high else "v"
            page.line(
                [place],
                "markers-outside",
                page.palette.ink,
                marker=shape,
                markersize=min(sizes.marker * 1.1, plot.step - edge - 1),
                markerfacecolor=page.palette.ink,
                **style,
            )


def _beside(chart: WeekChart, page: Page) -> list[tuple[float, list[str]]]:
    """The words right of the plot, in lines, and the height that they belong to."""
    size, room = page.sizes.note, page.sizes.gutter * (0.8 if chart.narrow else 1)
    last = chart.weeks[-1]
    found = [] if chart.usual is None else [(chart.usual, usual_text(chart, chart.usual))]
    for value, text in zip((last.high, last.low), LIMITS, strict=True):
        if value is not None:
            found.append((value, in_language(text, chart.language)))
    return [(value, wrap(text, size, room)) for value, text in found]


def _words_beside(chart: WeekChart, page: Page, plot: Plot) -> None:
    size, found = page.sizes.note, _beside(chart, page)
    heights = [text_height(lines, size) for _, lines in found]
    wanted = [plot.y(value) for value, _ in found]
    top = plot.top - size * LINE_HEIGHT / 2
    centres = spread(wanted, heights, top, plot.bottom)
    for (_, lines), centre, high in zip(found, centres, heights, strict=True):
        page.block(plot.right + 8, centre - high / 2, lines, size, page.palette.muted, "label")


def _week_labels(chart: WeekChart, page: Page, plot: Plot) -> float:
    """The name of every so-many-th week, as many as stand free; returns the y below them."""
    size, top = page.sizes.axis, plot.bottom + page.sizes.axis * 0.75
    widest = max(text_width(week.label, size) for week in chart.weeks) + size * 0.6
    each = ceil(widest / plot.step)
    for week, x in [*zip(chart.weeks, plot.columns, strict=True)][::each]:
        half = text_width(week.label, size) / 2
        x = min(max(x, page.sizes.margin + half), page.sizes.width - page.sizes.margin - half)
        page.text(x, top, week.label, size, page.palette.muted, "week", align="middle")
    return top + size * LINE_HEIGHT


def _outside_words(chart: WeekChart, page: Page, plot: Plot, top: float) -> float:
    """Below the axis, under their marks, the weeks outside the limits in words."""
    size, left, right = page.sizes.note, page.sizes.margin, page.sizes.width - page.sizes.margin
    found = [
        (outside_text(chart, week), x)
        for week, x in zip(chart.weeks, plot.columns, strict=True)
        if week.outside
    ]
    boxes = []
    for text, x in found:
        width = text_width(text, size, bold=True)
        start = min(max(x - width / 2, left), right - width)
        boxes.append((start, start + width))
    chosen = rows(boxes, size * 0.6)
    for (text, _), (start, _), row in zip(found, boxes, chosen, strict=True):
        y = top + 4 + row * size * LINE_HEIGHT
        page.text(start, y, text, size, page.palette.ink, "outside", bold=True)
    return top + (4 + (max(chosen) + 1) * size * LINE_HEIGHT if chosen else 0)


def _footer(chart: WeekChart, page: Page, top: float) -> float:
    sizes = page.sizes
    if chart.note:
        lines = wrap(chart.note, sizes.note, sizes.width - 2 * sizes.margin)
        top = page.block(sizes.margin, top + 8, lines, sizes.note, page.palette.muted, "note")
    return top + sizes.margin * 0.75
