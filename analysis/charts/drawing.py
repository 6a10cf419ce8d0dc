"""The gender-split chart over waves: a frozen GenderChart in, a figure out.

Pure and safe in threads: every picture is its own Figure, and pyplot is never touched.
"""

from itertools import pairwise

from matplotlib.figure import Figure

from analysis.charts.labels import (
    EndLabel,
    end_labels,
    gutter,
    labels_above,
    labels_beside,
)
from analysis.charts.layout import LINE_HEIGHT, columns, rows, text_height, text_width, ticks, wrap
from analysis.charts.marks import Plot, draw_beside, draw_level, draw_series
from analysis.charts.page import DARK, LIGHT, NARROW, WIDE, Align, Page
from analysis.charts.parts import GenderChart
from analysis.charts.text import full_subtitle, hidden_text, hides_all, tick_text, words

AXIS_GAP = 10.0
BREAK_GAP = 8.0


def figure(chart: GenderChart) -> Figure:
    """The chart as a matplotlib Figure at 72 dots per inch: one dot is one pixel."""
    page = Page(NARROW if chart.narrow else WIDE, DARK if chart.dark else LIGHT, chart.rtl)
    top = _heading(chart, page)
    labels, above = end_labels(chart, page, _axis_width(chart, page))
    beside = [] if above else labels
    if hides_all(chart):
        top = _all_hidden(chart, page, top)
    if labels and above:
        top = labels_above(labels, page, top)
    plot = _plot(chart, page, beside, top)
    _grid(chart, page, plot)
    if chart.level:
        y = plot.y(chart.level.value)
        draw_level([(plot.left, y), (plot.right, y)], page, "level")
    draw_series(chart.series, chart.breaks, page, plot)
    draw_beside(chart, page, plot)
    labels_beside(beside, page, plot)
    return page.finish(_footer(chart, page, _wave_labels(chart, page, plot)))


def _heading(chart: GenderChart, page: Page) -> float:
    sizes, palette = page.sizes, page.palette
    width, top = sizes.width - 2 * sizes.margin, sizes.margin * 0.75
    title = wrap(chart.title, sizes.title, width, bold=True)
    top = page.block(sizes.margin, top, title, sizes.title, palette.ink, "title", bold=True) + 4
    subtitle = wrap(full_subtitle(chart), sizes.subtitle, width)
    top = page.block(sizes.margin, top, subtitle, sizes.subtitle, palette.muted, "subtitle")
    if chart.simulated_label:
        top = page.tag(sizes.margin, top + 8, chart.simulated_label, sizes.subtitle, "simulated")
    return top + sizes.axis * 1.2


def _axis_width(chart: GenderChart, page: Page) -> float:
    texts = [tick_text(value, chart) for value in ticks(chart.axis.minimum, chart.axis.maximum)]
    return max(text_width(text, page.sizes.axis) for text in texts) + AXIS_GAP


def _plot(chart: GenderChart, page: Page, labels: list[EndLabel], top: float) -> Plot:
    """The field, below the words of the breaks, which need to know where its columns stand."""
    sizes, groups = page.sizes, max(1, len(chart.series) + len(chart.names_beside))
    left = sizes.margin + _axis_width(chart, page)
    right = sizes.width - sizes.margin - gutter(labels, page)
    if labels and len(chart.waves) == 1:
        right = min(right, left + sizes.reach)
    side = (groups + 1) * sizes.dodge / 2
    years = [wave.position for wave in chart.waves]
    xs = columns(years, left + side, right - side, groups * sizes.dodge)
    nearest = min((b - a for a, b in pairwise(xs)), default=sizes.width)
    top = _break_words(chart, page, xs, top)
    bottom = top + sizes.plot_height
    step = min(sizes.dodge, nearest / groups)
    return Plot(left, right, top, bottom, tuple(xs), step, groups, chart.axis)


def _break_words(chart: GenderChart, page: Page, xs: list[float], top: float) -> float:
    """Draws dotted lines with their words on top; returns the y where the plot begins.

    Words run in the reading direction where there is room, else all the other way. The break with
    the longest way to run stands highest: so no dotted line crosses another's words.
    """
    sizes, colour = page.sizes, page.palette.muted
    found = [((xs[b.after_index] + xs[b.after_index + 1]) / 2, b.text) for b in chart.breaks]
    found.sort()
    back = bool(found) and sizes.width - found[-1][0] < min(sizes.width * 0.35, found[0][0])
    blocks = []
    for x, text in reversed(found) if back else found:
        room = x - sizes.margin if back else sizes.width - sizes.margin - x
        lines = wrap(text, sizes.note, room - BREAK_GAP)
        blocks.append((x, top, lines))
        top += text_height(lines, sizes.note) + 6
    start = top + (sizes.note * 0.8 if blocks else 0)
    for x, y, lines in blocks:
        ends = [(x, y), (x, start + sizes.plot_height)]
        page.line(ends, "break", colour, linewidth=1.6, linestyle=(0, (1.5, 2.5)))
        side = -BREAK_GAP if back else BREAK_GAP
        align: Align = "end" if back else "start"
        page.block(x + side, y, lines, sizes.note, colour, "break-words", align=align)
    return start


def _grid(chart: GenderChart, page: Page, plot: Plot) -> None:
    size, palette = page.sizes.axis, page.palette
    for value in ticks(chart.axis.minimum, chart.axis.maximum):
        y = plot.y(value)
        colour = palette.line if value == chart.axis.minimum else palette.hair
        page.line([(plot.left, y), (plot.right, y)], "grid", colour, linewidth=1.5)
        x, top = plot.left - AXIS_GAP, y - size * LINE_HEIGHT / 2
        page.text(x, top, tick_text(value, chart), size, palette.muted, "tick", align="end")


def _all_hidden(chart: GenderChart, page: Page, top: float) -> float:
    sizes = page.sizes
    width = sizes.width - 2 * sizes.margin
    lines = wrap(words(chart.language).all_hidden, sizes.label, width)
    below = page.block(sizes.margin, top, lines, sizes.label, page.palette.ink, "all-hidden")
    return below + sizes.axis


def _wave_labels(chart: GenderChart, page: Page, plot: Plot) -> float:
    """The names under the columns, in as many rows as keep them apart; returns the y below."""
    # Nine letters wide or so: a wider block could not stand under its column at the edge.
    widest = page.sizes.axis * 9
    size, left, right = page.sizes.axis, page.sizes.margin, page.sizes.width - page.sizes.margin
    labels = [
        [
            line
            for text in (wave.label + wave.footnote, wave.mark)
            for line in wrap(text, size, widest)
        ]
        for wave in chart.waves
    ]
    halves = [max(text_width(line, size) for line in lines) / 2 for lines in labels]
    wide = list(zip(plot.columns, halves, strict=True))
    middles = [min(max(x, left + half), right - half) for x, half in wide]
    boxes = [(x - half, x + half) for x, half in zip(middles, halves, strict=True)]
    chosen = rows(boxes, size / 2)
    # Clear of the number at the axis' end and of a marker on it.
    below = plot.bottom + size * 0.75
    for row in range(max(chosen) + 1):
        top = below
        for lines, x, mine in zip(labels, middles, chosen, strict=True):
            if mine == row:
                end = page.block(x, top, lines, size, page.palette.muted, "wave", align="middle")
                below = max(below, end)
    return below


def _footer(chart: GenderChart, page: Page, top: float) -> float:
    sizes, width = page.sizes, page.sizes.width - 2 * page.sizes.margin
    for text in filter(None, (hidden_text(chart), chart.note)):
        lines = wrap(text, sizes.note, width)
        top = page.block(sizes.margin, top + 8, lines, sizes.note, page.palette.muted, "note")
    return top + sizes.margin * 0.75
