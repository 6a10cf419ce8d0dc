"""The gender-split chart: nothing overlaps, nothing is cut, no figure is silently left out."""

from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from analysis.charts.drawing import figure
from analysis.charts.layout import rows, spread, ticks, wrap
from analysis.charts.parts import PERCENT, Axis, Break, GenderChart, Point, Series
from analysis.charts.pictures import draw_chart
from analysis.charts.text import alt_text, number
from core.codes import Group
from tests.analysis.chart_cases import (
    BREAK_WORDS,
    CASES,
    GENDERS,
    breaks,
    chart,
    drawn,
    every_case,
    lines,
    places,
    text_boxes,
)

pytestmark = pytest.mark.thorough


@every_case
def test_no_line_crosses_a_break_and_no_line_passes_a_hidden_point(case: GenderChart) -> None:
    picture = drawn(case)
    dotted = [places(line)[0][0] for line in lines(picture, "break")]
    expected = 0
    for series in case.series:
        for i, pair in enumerate(pairwise(series.points)):
            joined = all(pair) and i not in {stop.after_index for stop in case.breaks}
            expected += joined
    segments = [places(line) for line in lines(picture, "segment")]
    assert sum(len(segment) - 1 for segment in segments) == expected
    for segment in segments:
        assert not any(segment[0][0] < x < segment[-1][0] for x in dotted)


@every_case
def test_every_interval_given_is_drawn_and_holds_its_marker(case: GenderChart) -> None:
    picture = drawn(case)
    points = [point for series in case.series for point in series.points if point]
    intervals = [places(line) for line in lines(picture, "interval")]
    assert len(intervals) == sum(point.low is not None for point in points)
    markers = [place for line in lines(picture, "markers") for place in places(line)]
    assert len(markers) == len(points)
    for (x, y0), (_, y1) in intervals:
        assert any(mx == pytest.approx(x) and y0 - 0.01 <= my <= y1 + 0.01 for mx, my in markers)


@every_case
@pytest.mark.parametrize("narrow", [False, True])
def test_the_svg_is_small_whole_and_needs_nothing_else(case: GenderChart, narrow: bool) -> None:
    svg = draw_chart(replace(case, narrow=narrow))
    assert len(svg) <= 60_000
    root = ElementTree.fromstring(svg)  # noqa: S314 -- our own bytes
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    names = {element.tag.split("}")[1] for element in root.iter()}
    assert names <= {"svg", "defs", "style", "g", "path", "use", "clipPath", "rect"}
    text = svg.decode()
    assert text.replace("http://www.w3.org/2000/svg", "", 1).count("://") == 0
    assert "<!" not in text
    used = {element.get("href", "") for element in root.iter() if element.tag.endswith("use")}
    assert used <= {f"#{element.get('id')}" for element in root.iter()}


def test_the_same_input_gives_the_same_bytes() -> None:
    assert draw_chart(CASES["three breaks"]) == draw_chart(replace(CASES["three breaks"]))
    assert draw_chart(chart(), "png") == draw_chart(chart(), "png")


def test_a_png_has_two_picture_points_per_pixel() -> None:
    png = draw_chart(chart(), "png")
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == 2200


def test_dashes_and_shapes_tell_groups_apart_without_colour() -> None:
    picture = figure(chart(4, GENDERS))
    markers = [line.get_marker() for line in lines(picture, "markers")]
    assert markers == ["o", "s", "^"]
    # Matplotlib names any dash pattern "--"; the pattern itself is what differs.
    patterns = {
        str(line.get_gid())[8:11]: line.get_linestyle() for line in lines(picture, "segment")
    }
    assert patterns == {"wom": "-", "man": "--", "oth": "--"}


def test_the_chart_says_that_its_answers_are_simulated_and_what_thin_lines_mean() -> None:
    texts = " ".join(text for text, _ in text_boxes(figure(chart())))
    assert "Påhittade svar" in texts
    assert "Tunna streck: osäkerhet (95\u00a0%)." in texts


def test_hidden_figures_are_named_under_the_chart() -> None:
    texts = [text for text, _ in text_boxes(figure(CASES["hidden cells"]))]
    assert "Visas inte: Kvinnor 2014, 2017; Män 2012; Övriga och okänt 2016, 2017." in texts


def test_a_chart_without_figures_says_why() -> None:
    texts = [text for text, _ in text_boxes(figure(CASES["all hidden"]))]
    assert "Visas inte, för att ingen ska kunna kännas igen." in texts


def test_the_alt_text_holds_every_shown_figure() -> None:
    base = replace(breaks(chart(2), 0), title="Ungefär lika", note="")
    series = (
        Series("Kvinnor", Group.WOMAN, (None, Point(0.285, 0.2, 0.4))),
        Series("Män", Group.MAN, (Point(0.5), Point(1.0, 0.9, 1.0))),
    )
    assert alt_text(replace(base, series=series)) == (
        'Ungefär lika. Andel som svarade "mycket bra" eller "bra". Påhittade svar. '
        "Kvinnor: 2012 visas inte, 2013 29\u00a0% (osäkerhet 20–40\u00a0%). "
        "Män: 2012 50\u00a0%, 2013 100\u00a0% (osäkerhet 90–100\u00a0%). "
        f"Serien är bruten mellan 2012 och 2013: {BREAK_WORDS}"
    )


def test_numbers_are_rounded_once_and_half_up() -> None:
    assert number(379 / 423, PERCENT, "sv") == "90"
    assert number(0.285, PERCENT, "sv") == "29"
    assert number(6.45, Axis(1, 10), "sv") == "6,5"
    assert number(6.45, Axis(1, 10), "en") == "6.5"


@pytest.mark.parametrize(
    "change",
    [
        {"waves": ()},
        {"waves": chart().waves[::-1]},
        {"waves": chart().waves[1:]},
        {"breaks": (Break(5, "efter den sista"),)},
        {"axis": Axis(10, 1)},
    ],
)
def test_parts_that_do_not_fit_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"waves|point|break|axis"):
        replace(chart(), **change)  # type: ignore[arg-type]  # mypy cannot know which fields.


def test_a_chart_of_two_waves_uses_the_whole_width() -> None:
    picture = figure(chart(2, GENDERS[:2]))
    ends = [x for line in lines(picture, "grid") for x, _ in places(line)]
    words = [box.x1 for text, box in text_boxes(picture) if text.startswith(("Kvinnor", "Män"))]
    assert max(ends) > picture.bbox.width * 0.6
    assert max(words) > picture.bbox.width * 0.85


def test_figures_to_compare_with_have_a_mark_and_words_but_no_line() -> None:
    picture = figure(CASES["beside two waves"])
    shapes = {line.get_marker() for line in lines(picture, "beside")}
    assert shapes == {"X", "P"}
    assert all("beside" not in str(line.get_gid()) for line in lines(picture, "segment"))
    said = alt_text(CASES["beside two waves"])
    assert "Att jämföra med: 2013 (publicerad) Stadsdel 0 (publicerad) 37\u00a0%" in said


def test_a_small_change_is_an_asterisk_and_a_note_and_the_line_goes_on() -> None:
    case = CASES["small changes"]
    picture = figure(case)
    texts = [text for text, _ in text_boxes(picture)]
    assert "2014*" in texts
    assert "2013" in texts
    assert len(lines(picture, "segment")) == len(lines(figure(chart(6, GENDERS)), "segment"))
    assert "* 2014: små ändringar i frågan." in alt_text(case)


def test_an_index_has_a_scale_of_0_to_100_without_a_sign() -> None:
    texts = [text for text, _ in text_boxes(figure(CASES["index"]))]
    assert "100" in texts
    assert "Alla 83" in texts
    assert not any("%" in text for text in texts if text[:1].isdigit())


def test_ticks_fall_on_whole_numbers_of_the_scale() -> None:
    assert ticks(1, 10) == [1, 4, 7, 10]
    assert ticks(0, 10) == [0, 2, 4, 6, 8, 10]
    assert ticks(1, 4) == [1, 2, 3, 4]
    assert ticks(0, 1) == [0, 0.25, 0.5, 0.75, 1]


def test_spread_keeps_order_and_bounds() -> None:
    assert spread([50, 52, 51], [10, 10, 10], 0, 100) == [50, 70, 60]
    assert spread([99, 98], [10, 10], 0, 100) == [95, 85]


def test_rows_put_a_box_in_the_first_free_row() -> None:
    assert rows([(0, 10), (5, 15), (12, 20)], 1) == [0, 1, 0]


def test_wrapping_never_parts_a_number_from_its_unit() -> None:
    assert all("79\u00a0%" in line for line in wrap("79\u00a0% 79\u00a0%", 20, 60))
