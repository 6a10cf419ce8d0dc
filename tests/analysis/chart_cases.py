"""Charts to try the drawing on, and ways to look at what was drawn."""

from dataclasses import replace
from functools import cache

import pytest
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from analysis.charts.drawing import figure
from analysis.charts.parts import (
    PERCENT,
    Axis,
    Beside,
    Break,
    GenderChart,
    Level,
    Point,
    Series,
    WaveColumn,
)
from core.codes import Group

NAMES = {
    Group.WOMAN: "Kvinnor",
    Group.MAN: "Män",
    Group.OTHER: "Övriga och okänt",
    Group.ALL: "Alla",
}
GENDERS = (Group.WOMAN, Group.MAN, Group.OTHER)
LONG_TITLE = (
    "Går inte att jämföra. 2019 fyllde klienterna i enkäten själva. 2020 svarade de på telefon. "
    "Bara det kan ge hela skillnaden."
)
BREAK_WORDS = "2020: telefon i stället för terminal. Före och efter kan inte jämföras."


def share(value: float) -> Point:
    """A share with an interval around it."""
    return Point(value, max(0.0, value - 0.09), min(1.0, value + 0.07))


def chart(waves: int = 6, groups: tuple[Group, ...] = GENDERS[:2]) -> GenderChart:
    """A plain chart of so many waves and these groups."""
    columns = tuple(WaveColumn(str(2012 + i), 2012.0 + i) for i in range(waves))
    series = tuple(
        Series(
            NAMES[group], group, tuple(share((i * 37 + k * 23) % 101 / 100) for i in range(waves))
        )
        for k, group in enumerate(groups)
    )
    return GenderChart(
        "Bemötande: ingen säkerställd skillnad mellan kvinnor och män",
        'Andel som svarade "mycket bra" eller "bra".',
        PERCENT,
        columns,
        series,
        note="Gäller om de som inte svarade tycker ungefär som de som svarade.",
        simulated_label="Påhittade svar",
    )


def hide(base: GenderChart, cells: set[tuple[int, int]]) -> GenderChart:
    """The chart with the cells (series, wave) hidden."""
    series = tuple(
        replace(s, points=tuple(None if (k, i) in cells else p for i, p in enumerate(s.points)))
        for k, s in enumerate(base.series)
    )
    return replace(base, series=series)


def same_value(base: GenderChart, value: float) -> GenderChart:
    """The chart with every figure the same."""
    series = tuple(replace(s, points=(share(value),) * len(s.points)) for s in base.series)
    return replace(base, series=series)


def long_labels(base: GenderChart) -> GenderChart:
    """The chart with long names."""
    waves = tuple(replace(wave, label=f"Vårterminen {wave.label}") for wave in base.waves)
    names = [f"{s.name} i hela stadsdelsförvaltningen" for s in base.series]
    series = tuple(replace(s, name=name) for s, name in zip(base.series, names, strict=True))
    return replace(base, waves=waves, series=series, title=LONG_TITLE)


def breaks(base: GenderChart, *after: int) -> GenderChart:
    """The chart, broken after these waves."""
    return replace(base, breaks=tuple(Break(i, BREAK_WORDS) for i in after))


def small_changes(base: GenderChart, *waves: int) -> GenderChart:
    """The chart, with an asterisk at these waves and its note."""
    marked = tuple(
        replace(wave, footnote="*") if place in waves else wave
        for place, wave in enumerate(base.waves)
    )
    note = f"* {base.waves[waves[0]].label}: små ändringar i frågan. {base.note}"
    return replace(base, waves=marked, note=note)


def all_hidden(base: GenderChart) -> GenderChart:
    """The chart with no figure shown."""
    return hide(base, {(k, i) for k in range(len(base.series)) for i in range(len(base.waves))})


def beside(base: GenderChart, *values: float, names: int = 2) -> GenderChart:
    """The chart with so many figures to compare with at its last waves, as others published it."""
    last = len(base.waves) - 1
    waves = tuple(replace(wave, mark="publicerad") for wave in base.waves)
    found = tuple(
        Beside(f"Stadsdel {i % names} (publicerad)", max(0, last - i // names), Point(value))
        for i, value in enumerate(values)
    )
    return replace(base, waves=waves, beside=found)


CASES = {f"{n} waves": chart(n, GENDERS) for n in range(1, 12)}
CASES |= {f"{n} waves, {k} groups": chart(n, GENDERS[:k]) for n in (1, 2, 5, 11) for k in (1, 2)}
CASES |= {
    "everyone": chart(5, (Group.ALL,)),
    "hidden cells": hide(chart(6, GENDERS), {(0, 2), (0, 5), (1, 0), (2, 4), (2, 5)}),
    "a hidden series": hide(chart(3, GENDERS), {(2, 0), (2, 1), (2, 2)}),
    "all hidden": all_hidden(chart(4)),
    "all hidden, broken": breaks(all_hidden(chart(4)), 1),
    "all hidden, one wave": all_hidden(chart(1)),
    "all at the top": same_value(chart(5, GENDERS), 1.0),
    "all at the bottom": same_value(chart(5, GENDERS), 0.0),
    "long": long_labels(chart(6, GENDERS)),
    "long, eleven": long_labels(chart(11, GENDERS)),
    "early break": breaks(chart(9, GENDERS), 0),
    "late break": breaks(chart(9, GENDERS), 7),
    "small changes": small_changes(chart(6, GENDERS), 2, 4),
    "small changes, long": small_changes(long_labels(chart(11, GENDERS)), 3),
    "three breaks": breaks(chart(11, GENDERS), 1, 4, 8),
    "outer breaks": breaks(chart(11, GENDERS), 0, 9),
    "close in time": replace(
        chart(3, GENDERS),
        waves=(WaveColumn("2012", 2012), WaveColumn("T3 2021", 2021.9), WaveColumn("2022", 2022)),
    ),
    "grade": replace(
        chart(4),
        axis=Axis(1, 10),
        series=(Series("Alla", Group.ALL, (Point(6.4, 0.2, 10.9), None, Point(7), Point(1))),),
    ),
    "beside one wave": beside(chart(1, (Group.ALL,)), 0.71, 0.64),
    "beside two waves": beside(chart(2, (Group.ALL,)), 0.37, 0.38, 0.39),
    "beside women and men": beside(chart(4), 0.4, 0.41, 0.9, names=3),
    "beside six waves, three groups": beside(chart(6, GENDERS), 1.0, 0.99, 0.0, 0.5),
    "a level": replace(chart(5, (Group.ALL,)), level=Level(0.4, "Mål 2026: minst 40 %")),
    "a level, eleven": replace(chart(11, GENDERS), level=Level(1.0, "Mål 2026: minst 100 %")),
    "a level where everything is": replace(
        same_value(chart(3, GENDERS), 0.4), level=Level(0.4, "Nämndens mål 2026: under 40 %")
    ),
    "a level, one wave": replace(chart(1), level=Level(0.0, "Mål: högst 0 %")),
    "only beside": beside(all_hidden(chart(2, (Group.ALL,))), 0.7),
    "index": replace(
        chart(2),
        axis=Axis(0, 100, decimals=0),
        series=(Series("Alla", Group.ALL, (Point(75), Point(83, 80.2, 85.7))),),
    ),
    "English": replace(chart(3), language="en"),
    "one long word": replace(chart(2), title="Socialförvaltningsövergripande" * 5),
}
LAYOUTS = {
    "wide": {},
    "narrow": {"narrow": True},
    "dark": {"dark": True},
    "mirrored": {"rtl": True},
}
every_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
every_layout = pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())


@cache
def drawn(case: GenderChart) -> Figure:
    """The Figure of a chart."""
    return figure(case)


def lines(picture: Figure, kind: str) -> list[Line2D]:
    """The lines drawn of one kind."""
    found = [artist for artist in picture.get_children() if isinstance(artist, Line2D)]
    return [line for line in found if str(line.get_gid()).startswith(kind)]


def places(line: Line2D) -> list[tuple[float, float]]:
    """Where a line goes, in pixels."""
    points = line.get_transform().transform(line.get_xydata())
    return [(float(x), float(y)) for x, y in points]


@cache
def text_boxes(picture: Figure) -> list[tuple[str, Bbox]]:
    """Every text with the box it fills."""
    size = picture.bbox
    renderer = RendererAgg(size.width, size.height, picture.dpi)  # type: ignore[no-untyped-call]  # matplotlib has no types here.
    texts = [artist for artist in picture.get_children() if isinstance(artist, Text)]
    return [(text.get_text(), text.get_window_extent(renderer)) for text in texts]


def marker_boxes(picture: Figure) -> list[Bbox]:
    """The boxes of all markers."""
    boxes = []
    for line in [
        *lines(picture, "markers"),
        *lines(picture, "key"),
        *lines(picture, "beside"),
    ]:
        half = (line.get_markersize() + line.get_markeredgewidth()) / 2
        boxes += [
            Bbox.from_extents(x - half, y - half, x + half, y + half) for x, y in places(line)
        ]
    return boxes


def overlap(one: Bbox, other: Bbox, slack: float = 0.0) -> bool:
    """Whether two boxes meet."""
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    return bool(across > slack and down > slack)
