"""The words at the end of each line, which a reader needs instead of a legend."""

from dataclasses import dataclass

from analysis.charts.layout import LINE_HEIGHT, spread, text_height, text_width, wrap
from analysis.charts.marks import Plot, draw_beside_markers, draw_markers
from analysis.charts.page import Page
from analysis.charts.parts import GenderChart
from analysis.charts.text import beside_label, end_label
from core.codes import Group


@dataclass(frozen=True)
class EndLabel:
    """The wrapped words for a series' last shown point; `early` when hidden waves follow.

    A label of a figure to compare with has the number of its name in `beside`.
    """

    group: Group
    value: float
    early: bool
    lines: list[str]
    beside: int | None = None


def above_plot(chart: GenderChart) -> bool:
    """Whether the labels stand above: on a phone, beside, they leave many waves too little room."""
    lines = len(chart.series) + len(chart.names_beside)
    return chart.narrow and len(chart.waves) * lines > 10


def end_labels(chart: GenderChart, page: Page, axis_width: float) -> list[EndLabel]:
    """A label for each series that has any figure to show."""
    sizes = page.sizes
    whole = sizes.width - 2 * sizes.margin - 3 * sizes.marker
    left_over = whole - axis_width - len(chart.waves) * sizes.reach
    room = whole if above_plot(chart) else max(sizes.gutter, left_over)
    labels = []
    for series in chart.series:
        last = max((i for i, point in enumerate(series.points) if point), default=None)
        if last is not None and (point := series.points[last]):
            lines = wrap(end_label(series.name, point, last, chart), sizes.label, room, bold=True)
            early = last < len(chart.waves) - 1
            labels.append(EndLabel(series.group, point.value, early, lines))
    for one in chart.beside:
        lines = wrap(beside_label(one, chart), sizes.label, room)
        number = chart.names_beside.index(one.name)
        labels.append(EndLabel(Group.ALL, one.point.value, True, lines, number))
    return labels


def gutter(labels: list[EndLabel], page: Page) -> float:
    """The room that labels beside the plot take, with their marks."""
    widths = [
        text_width(line, page.sizes.label, bold=label.beside is None)
        for label in labels
        for line in label.lines
    ]
    return max(widths) + 3 * page.sizes.marker if widths else 0.0


def labels_beside(labels: list[EndLabel], page: Page, plot: Plot) -> None:
    """Labels right of the plot, each at the height of its point or as near as the others allow."""
    size = page.sizes.label
    wanted = [plot.y(label.value) for label in labels]
    heights = [text_height(label.lines, size) for label in labels]
    centres = spread(wanted, heights, plot.top - size * LINE_HEIGHT / 2, plot.bottom)
    moved = [abs(centre - y) > size * 0.75 for centre, y in zip(centres, wanted, strict=True)]
    # Words beside the end of their line need no mark; moved ones must say which line is theirs.
    keyed = any(moved) or any(label.early for label in labels)
    for label, centre, height in zip(labels, centres, heights, strict=True):
        _label(label, plot.right + page.sizes.marker, centre - height / 2, page, keyed)


def labels_above(labels: list[EndLabel], page: Page, top: float) -> float:
    """Labels under each other from `top`; returns the y where the plot may begin."""
    for label in labels:
        top = _label(label, page.sizes.margin, top, page, keyed=True)
    return top + page.sizes.axis


def _label(label: EndLabel, x: float, top: float, page: Page, keyed: bool) -> float:
    size, marker = page.sizes.label, page.sizes.marker
    if keyed:
        mark = (x + marker / 2, top + size * LINE_HEIGHT / 2)
        if label.beside is None:
            draw_markers([mark], label.group, page, page.sizes.dodge, "key")
        else:
            draw_beside_markers([mark], label.beside, page, page.sizes.dodge, "key")
        x += marker * 1.6
    if label.beside is not None:
        return page.block(x, top, label.lines, size, page.palette.ink, "label")
    colour = page.palette.groups[label.group]
    return page.block(x, top, label.lines, size, colour, "label", bold=True)
