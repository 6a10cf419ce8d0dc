"""The words at the end of each line, which a reader needs instead of a legend."""

from dataclasses import dataclass

from analysis.charts.layout import LINE_HEIGHT, spread, text_height, text_width, wrap
from analysis.charts.marks import Plot, draw_beside_markers, draw_level, draw_marks, look_of
from analysis.charts.page import Page, Sizes
from analysis.charts.parts import GenderChart
from analysis.charts.text import beside_label, end_label
from core.codes import Group

#: So many markers side by side leave room for words beside them in a narrow picture.
MOST_BESIDE_A_PHONE = 10


@dataclass(frozen=True)
class EndLabel:
    """The wrapped words for a series' last shown point; `early` when hidden waves follow.

    A label of a figure to compare with has the number of its name in `beside`; that of the level
    is a `level`; that of one of several measures has the `measure` of its line.
    """

    group: Group
    value: float
    early: bool
    lines: list[str]
    beside: int | None = None
    level: bool = False
    measure: int | None = None

    @property
    def bold(self) -> bool:
        """Whether it is the name of a line."""
        return self.beside is None and not self.level


def end_labels(chart: GenderChart, page: Page, axis_width: float) -> tuple[list[EndLabel], bool]:
    """The labels, and whether they stand above the plot.

    So they do on a phone where they would leave many waves too little room beside, and where they
    are more than have room beside.
    """
    sizes = page.sizes
    whole = sizes.width - 2 * sizes.margin - 3 * sizes.marker
    marks = len(chart.series) + len(chart.names_beside) + (chart.level is not None)
    if not (chart.narrow and len(chart.waves) * marks > MOST_BESIDE_A_PHONE):
        left_over = whole - axis_width - len(chart.waves) * sizes.reach
        labels = _labels(chart, sizes, max(sizes.gutter, left_over))
        if sum(text_height(one.lines, sizes.label) for one in labels) <= sizes.plot_height:
            return labels, False
    return _labels(chart, sizes, whole), True


def _labels(chart: GenderChart, sizes: Sizes, room: float) -> list[EndLabel]:
    """A label for each series that has any figure to show, for what stands beside, for the level."""
    labels = []
    for series in chart.series:
        last = max((i for i, point in enumerate(series.points) if point), default=None)
        if last is not None and (point := series.points[last]):
            lines = wrap(end_label(series.name, point, last, chart), sizes.label, room, bold=True)
            early = last < len(chart.waves) - 1
            mine = EndLabel(series.group, point.value, early, lines, measure=series.measure)
            labels.append(mine)
    for one in chart.beside:
        lines = wrap(beside_label(one, chart), sizes.label, room)
        number = chart.names_beside.index(one.name)
        labels.append(EndLabel(Group.ALL, one.point.value, True, lines, number))
    if chart.level:
        lines = wrap(chart.level.name, sizes.label, room)
        labels.append(EndLabel(Group.ALL, chart.level.value, False, lines, level=True))
    return labels


def gutter(labels: list[EndLabel], page: Page) -> float:
    """The room that labels beside the plot take, with their marks."""
    widths = [
        text_width(line, page.sizes.label, bold=label.bold)
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
    look = look_of(label.group, label.measure, page)
    if keyed:
        mark = (x + marker / 2, top + size * LINE_HEIGHT / 2)
        if label.level:
            draw_level([(x, mark[1]), (x + marker, mark[1])], page, "key")
        elif label.beside is None:
            draw_marks([mark], look, page, page.sizes.dodge, "key")
        else:
            draw_beside_markers([mark], label.beside, page, page.sizes.dodge, "key")
        x += marker * 1.6
    if not label.bold:
        return page.block(x, top, label.lines, size, page.palette.ink, "label")
    return page.block(x, top, label.lines, size, look.colour, "label", bold=True)
