"""The chart of how answers are spread: nothing overlaps, no part is without its figure."""

from dataclasses import replace
from functools import cache
from itertools import combinations
from math import isnan
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.transforms import Bbox

from analysis.charts.distribution import DistributionChart, distribution_alt_text, part_text
from analysis.charts.distribution_drawing import distribution_figure
from analysis.charts.pictures import draw_chart
from tests.analysis.chart_cases import lines, overlap, places, text_boxes
from tests.analysis.distribution_cases import (
    CASES,
    EVEN,
    FOUR,
    STEEP,
    chart,
    every_spread,
    in_every_layout,
)

pytestmark = pytest.mark.thorough


@cache
def drawn(case: DistributionChart) -> Figure:
    """The Figure of a chart."""
    return distribution_figure(case)


def boxes(picture: Figure, kind: str) -> list[tuple[Rectangle, Bbox]]:
    """The boxes of one kind, with their places."""
    found = [one for one in picture.get_children() if isinstance(one, Rectangle)]
    return [(one, one.get_window_extent()) for one in found if one.get_gid() == kind]


@every_spread
@in_every_layout
def test_parts_stand_side_by_side_in_the_order_of_the_choices(
    case: DistributionChart, layout: Any
) -> None:
    picture = drawn(replace(case, **layout))
    parts = [box for _, box in boxes(picture, "part")]
    assert not any(overlap(one, other, 0.01) for one, other in combinations(parts, 2))


@every_spread
@in_every_layout
def test_every_part_has_its_figure_and_every_choice_its_words(
    case: DistributionChart, layout: Any
) -> None:
    told = " ".join(text for text, _ in text_boxes(drawn(replace(case, **layout))))
    told = told.replace("\u00a0", " ")
    for group in case.groups:
        for bar in group.bars:
            for count in bar.counts or ():
                if count:
                    assert part_text(count, bar.n, case.language).replace("\u00a0", " ") in told
    if max(map(len, case.choices)) < 30:
        assert all(choice in told for choice in case.choices)


@every_spread
@pytest.mark.parametrize("narrow", [False, True])
def test_the_svg_is_small_whole_and_needs_nothing_else(
    case: DistributionChart, narrow: bool
) -> None:
    svg = draw_chart(replace(case, narrow=narrow))
    # Every part has its figure and every choice its words: more letters than a line has.
    assert len(svg) <= (90_000 if case is CASES["eleven waves"] else 70_000)
    root = ElementTree.fromstring(svg)  # noqa: S314 -- our own bytes
    names = {element.tag.split("}")[1] for element in root.iter()}
    assert names <= {"svg", "defs", "style", "g", "path", "use", "clipPath", "rect"}
    assert svg.decode().replace("http://www.w3.org/2000/svg", "", 1).count("://") == 0


def test_the_picture_reads_the_same_in_grey() -> None:
    picture = drawn(chart(FOUR, 2, EVEN))
    fills = [one.get_facecolor() for one, _ in boxes(picture, "part")[:4]]
    greys = [0.299 * r + 0.587 * g + 0.114 * b for r, g, b in (to_rgb(one) for one in fills)]
    assert greys[0] < greys[1] - 0.2
    # What is not positive is hatched, and the last part closer than the one before.
    hatches = lines(picture, "hatch")
    counts = [sum(not isnan(x) for x, _ in places(line)) for line in hatches[:2]]
    assert counts[1] > counts[0]
    without = drawn(chart(FOUR, 0, EVEN))
    assert not lines(without, "hatch")


def test_a_hidden_bar_says_so_and_has_no_parts() -> None:
    picture = drawn(CASES["all hidden"])
    texts = [text for text, _ in text_boxes(picture)]
    assert texts.count("visas inte") == 4
    assert not boxes(picture, "part")


def test_the_alt_text_holds_every_figure() -> None:
    said = distribution_alt_text(replace(chart(FOUR, 2, None, STEEP), note=""))
    assert "Alla. 2012: visas inte; 2013: Mycket nöjd 47\u00a0%, Nöjd 43\u00a0%" in said
    assert "Inte alls nöjd 2\u00a0% (256 svar)." in said
    english = distribution_alt_text(CASES["English"])
    assert "Mycket nöjd 35%" in english
    assert "(86 answers)" in english


def test_figures_are_rounded_once_and_half_up() -> None:
    assert part_text(409, 463, "sv") == "88\u00a0%"
    assert part_text(1, 200, "en") == "1%"


def test_the_same_input_gives_the_same_bytes() -> None:
    assert draw_chart(chart()) == draw_chart(replace(chart()))
    assert draw_chart(chart(), "png").startswith(b"\x89PNG")


@pytest.mark.parametrize("change", [{"choices": FOUR[:2]}, {"positive": 5}, {"positive": -1}])
def test_parts_that_do_not_fit_are_refused(change: Any) -> None:
    with pytest.raises(ValueError, match="choice"):
        replace(chart(), **change)


@given(st.lists(st.integers(0, 400), min_size=2, max_size=10), st.booleans())
def test_any_counts_can_be_drawn(counts: list[int], narrow: bool) -> None:
    choices = tuple(f"Svar {i}" for i in range(len(counts)))
    case = chart(choices, len(counts) // 2, tuple(counts) if sum(counts) else None)
    found = text_boxes(distribution_figure(replace(case, narrow=narrow)))
    for (text, box), (other_text, other_box) in combinations(found, 2):
        assert not overlap(box, other_box), (text, other_text)
