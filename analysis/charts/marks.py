"""The figures of a chart: where the plot lies, and the intervals, lines and markers in it.

Dashes and shapes carry what colour carries, so the picture reads the same in grey print.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.charts.page import Page, Place
from analysis.charts.parts import Axis, Break, GenderChart, Point, Series
from core.codes import Group

MARKERS = {Group.WOMAN: "o", Group.MAN: "s", Group.OTHER: "^", Group.ALL: "D"}
DASHES: dict[Group, str | tuple[int, tuple[float, float]]] = {
    Group.WOMAN: "-",
    Group.MAN: (0, (3.2, 1.3)),
    Group.OTHER: (0, (1, 1.2)),
    Group.ALL: "-",
}
#: Of several measures of everybody in one chart: shape, its scale, dashes. The first is the whole.
MEASURES: tuple[tuple[str, float, str | tuple[int, tuple[float, ...]]], ...] = (
    ("D", 0.84, "-"),
    ("o", 1.0, (0, (5, 1.2))),
    ("s", 0.94, (0, (2.2, 1.1))),
    ("^", 1.06, (0, (1, 1.2))),
    ("v", 1.06, (0, (5, 1.2, 1, 1.2))),
)
#: Of figures to compare with: a cross, a plus, a triangle that points down.
BESIDE_MARKERS = ("X", "P", "v")
# Shapes of the same nominal size look larger or smaller than a circle.
MARKER_SCALE = {Group.WOMAN: 1.0, Group.MAN: 0.94, Group.OTHER: 1.06, Group.ALL: 0.84}


@dataclass(frozen=True)
class Look:
    """How a line is told from others: the shape of its markers, their scale, dashes, colour."""

    shape: str
    scale: float
    dashes: str | tuple[int, tuple[float, ...]]
    colour: str


def look_of(group: Group, measure: int | None, page: Page) -> Look:
    """The look of a group, or of one of several measures of everybody."""
    palette = page.palette
    if measure is None:
        return Look(MARKERS[group], MARKER_SCALE[group], DASHES[group], palette.groups[group])
    shape, scale, dashes = MEASURES[measure % len(MEASURES)]
    return Look(shape, scale, dashes, palette.ink if measure == 0 else palette.groups[group])


@dataclass(frozen=True)
class Plot:
    """The field of figures: its edges, the x of each wave, the step between groups."""

    left: float
    right: float
    top: float
    bottom: float
    columns: tuple[float, ...]
    step: float
    groups: int
    axis: Axis

    def y(self, value: float) -> float:
        """The height of a value. A t-interval may pass a grade's ends; the picture stops there."""
        kept = min(max(value, self.axis.minimum), self.axis.maximum)
        part = (kept - self.axis.minimum) / (self.axis.maximum - self.axis.minimum)
        return self.bottom - part * (self.bottom - self.top)

    def dodged(self, series: int) -> list[float]:
        """The x of each wave for one series, moved aside so that markers never meet."""
        aside = (series - (self.groups - 1) / 2) * self.step
        return [x + aside for x in self.columns]


def draw_series(
    all_series: tuple[Series, ...], breaks: tuple[Break, ...], page: Page, plot: Plot
) -> None:
    """Every interval, then every line, then every marker, so that no line runs over a marker."""
    placed = [(series, plot.dodged(i)) for i, series in enumerate(all_series)]
    ends = {stop.after_index for stop in breaks}
    for series, xs in placed:
        _intervals(series, xs, page, plot)
    for series, xs in placed:
        _segments(series, xs, ends, page, plot)
    for series, xs in placed:
        found = zip(xs, series.points, strict=True)
        places = [(x, plot.y(point.value)) for x, point in found if point]
        if places:
            look = look_of(series.group, series.measure, page)
            draw_marks(places, look, page, plot.step, f"markers-{_name(series)}")


def draw_markers(places: list[Place], group: Group, page: Page, room: float, gid: str) -> None:
    """Hollow markers of a group's shape, small enough to stand `room` apart."""
    draw_marks(places, look_of(group, None, page), page, room, gid)


def draw_marks(places: list[Place], look: Look, page: Page, room: float, gid: str) -> None:
    """Hollow markers of a look."""
    _hollow(places, (look.shape, look.scale, look.colour), page, room, gid)


def _name(series: Series) -> str:
    return series.group.value if series.measure is None else f"measure-{series.measure}"


def draw_level(places: list[Place], page: Page, gid: str) -> None:
    """A thin dashed line between two places, as no line of a group looks."""
    width = page.sizes.stroke * 0.6
    page.line(places, gid, page.palette.ink, linewidth=width, linestyle=(0, (5, 3)))


def draw_beside(chart: GenderChart, page: Page, plot: Plot) -> None:
    """The figures to compare with: each name has its shape, and its place aside of the groups."""
    for number, name in enumerate(chart.names_beside):
        xs = plot.dodged(len(chart.series) + number)
        ours = [one for one in chart.beside if one.name == name]
        for one in ours:
            if one.point.low is not None and one.point.high is not None:
                ends = [(xs[one.wave], plot.y(end)) for end in (one.point.low, one.point.high)]
                width = page.sizes.stroke * 0.45
                page.line(ends, f"beside-interval-{number}", page.palette.ink, linewidth=width)
        places = [(xs[one.wave], plot.y(one.point.value)) for one in ours]
        draw_beside_markers(places, number, page, plot.step, f"beside-{number}")


def draw_beside_markers(
    places: list[Place], number: int, page: Page, room: float, gid: str
) -> None:
    """Hollow markers of the shape for the so-many-th name of those to compare with."""
    shape = BESIDE_MARKERS[number % len(BESIDE_MARKERS)]
    _hollow(places, (shape, 1.0, page.palette.ink), page, room, gid)


def _hollow(
    places: list[Place], look: tuple[str, float, str], page: Page, room: float, gid: str
) -> None:
    shape, scale, colour = look
    edge = min(page.sizes.stroke * 0.85, room / 5)
    size = min(page.sizes.marker, room - edge - 1) * scale
    page.line(
        places,
        gid,
        colour,
        linestyle="none",
        marker=shape,
        markersize=size,
        markerfacecolor=page.palette.card,
        markeredgewidth=edge,
    )


def _intervals(series: Series, xs: list[float], page: Page, plot: Plot) -> None:
    colour = look_of(series.group, series.measure, page).colour
    width = page.sizes.stroke * 0.45
    for i, (x, point) in enumerate(zip(xs, series.points, strict=True)):
        if point and point.low is not None and point.high is not None:
            ends = [(x, plot.y(point.low)), (x, plot.y(point.high))]
            page.line(ends, f"interval-{_name(series)}-{i}", colour, linewidth=width)


def _segments(series: Series, xs: list[float], ends: set[int], page: Page, plot: Plot) -> None:
    look = look_of(series.group, series.measure, page)
    for run in _runs(series.points, ends):
        page.line(
            [(xs[i], plot.y(point.value)) for i, point in run],
            f"segment-{_name(series)}-{run[0][0]}",
            look.colour,
            linewidth=page.sizes.stroke,
            linestyle=look.dashes,
        )


def _runs(points: tuple[Point | None, ...], ends: set[int]) -> Iterator[list[tuple[int, Point]]]:
    """The stretches of two or more waves that one line may pass: no gap and no break inside."""
    run: list[tuple[int, Point]] = []
    for i, point in enumerate(points):
        if point:
            run.append((i, point))
        if point is None or i in ends or i == len(points) - 1:
            if len(run) > 1:
                yield run
            run = []
