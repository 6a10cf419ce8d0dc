"""Several indices of everybody in one chart: each has its look, nothing overlaps, nothing is cut."""

from dataclasses import replace

import pytest

from analysis.charts.drawing import figure
from analysis.charts.parts import Axis, GenderChart, Point, Series
from core.codes import Group
from tests.analysis.chart_cases import (
    LAYOUTS,
    all_hidden,
    beside,
    breaks,
    chart,
    hide,
    lines,
)

NAMES = ("Index för medarbetare (AMI)", "Motivation", "Ledarskap", "Styrning")


def measures(waves: int, spread: float = 4.0, names: tuple[str, ...] = NAMES) -> GenderChart:
    """An index and its parts over so many waves, a few steps apart."""
    series = tuple(
        Series(
            name,
            Group.ALL,
            tuple(
                Point(value, value - 3.2, value + 2.7)
                for wave in range(waves)
                for value in [70 + spread * number + wave % 3]
            ),
            measure=number,
        )
        for number, name in enumerate(names)
    )
    return replace(chart(waves), axis=Axis(0, 100, decimals=0), series=series)


CASES = {f"{n} waves": measures(n) for n in range(1, 9)}
CASES |= {
    "all alike": measures(4, spread=0.0),
    "long names": measures(3, names=tuple(f"{name} på arbetsplatsen" for name in NAMES)),
    "a part hidden": hide(measures(3), {(1, 0), (1, 2), (3, 1)}),
    "all hidden": all_hidden(measures(2)),
    "broken": breaks(measures(5), 2),
    "beside a published figure": beside(measures(3), 76, names=1),
    "five": measures(2, names=(*NAMES, "Trivsel")),
}
every_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
every_layout = pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())


def test_each_measure_has_a_shape_and_a_line_of_its_own() -> None:
    picture = figure(measures(3))
    shapes = [line.get_marker() for line in lines(picture, "markers-measure")]
    assert shapes == ["D", "o", "s", "^"]
    colours = {line.get_color() for line in lines(picture, "segment-measure")}
    assert len(colours) == 2, "the index itself, and its parts"
    assert not lines(picture, "markers-all")
