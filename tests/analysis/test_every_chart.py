"""Every kind of chart, in its hardest forms: nothing overlaps, nothing is cut, all can be read.

Also in the dark, in grey print, and with a name that runs from right to left.
"""

from collections.abc import Iterable
from dataclasses import replace
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from matplotlib.textpath import text_to_path

from analysis.charts.layout import directed, font
from analysis.charts.page import LIGHT, WIDE, Page
from analysis.charts.parts import Axis
from analysis.charts.pictures import Chart, figure_of
from analysis.charts.text import figure_text, number
from tests.analysis import chart_cases, distribution_cases, test_index_charts, test_visit_chart
from tests.analysis.drawn_picture import faults
from tests.analysis.hard_charts import (
    ARABIC,
    DRESSES,
    WORDINGS,
    all_of_each,
    few_of_each,
    rows_of_dots,
    spread_answers,
    weeks_in_a_row,
    with_a_hidden_cell,
)

thorough = pytest.mark.thorough
names = pytest.mark.parametrize("name", ["Bemötande", *WORDINGS.values()])


def told(charts: Iterable[tuple[str, Chart]]) -> list[str]:
    """Everything that is wrong with any of the charts, after the chart's name."""
    return [
        f"{name}{' (narrow)' if chart.narrow else ''}: {fault}"
        for name, chart in charts
        for fault in faults(figure_of(chart))
    ]


def test_a_few_hard_charts_of_every_kind_can_be_read() -> None:
    assert told(few_of_each()) == []


def test_they_can_be_read_in_the_dark() -> None:
    assert told((name, replace(chart, dark=True)) for name, chart in list(few_of_each())[::3]) == []


@thorough
@pytest.mark.parametrize("layout", chart_cases.LAYOUTS.values(), ids=chart_cases.LAYOUTS)
@pytest.mark.parametrize(
    "kind", [chart_cases, test_index_charts, distribution_cases, test_visit_chart]
)
def test_the_charts_of_the_other_tests_can_be_read(kind: ModuleType, layout: Any) -> None:
    fitting = [one for one in kind.CASES.items() if not layout.keys() - vars(one[1]).keys()]
    assert told((name, replace(chart, **layout)) for name, chart in fitting) == []


@thorough
@pytest.mark.parametrize("dress", DRESSES)
def test_charts_over_time_can_be_read(dress: str) -> None:
    assert told(all_of_each(dress)) == []


@thorough
@pytest.mark.parametrize("waves", [1, 2, 5])
def test_a_hidden_cell_in_any_place_moves_nothing_onto_another(waves: int) -> None:
    assert told(with_a_hidden_cell(waves)) == []


@thorough
@names
@pytest.mark.parametrize("rows", [1, 7, 14])
def test_charts_of_rows_can_be_read(rows: int, name: str) -> None:
    assert told(rows_of_dots(rows, name)) == []


@thorough
@names
@pytest.mark.parametrize("choices", [2, 3, 4, 5, 7, 10])
def test_charts_of_spread_answers_can_be_read(choices: int, name: str) -> None:
    assert told(spread_answers(choices, name)) == []


@thorough
@pytest.mark.parametrize("dips", [0, 1, 7])
@pytest.mark.parametrize("usual", [0.0, 0.9, 1.0])
@pytest.mark.parametrize("weeks", [1, 2, 12, 53])
def test_charts_of_weeks_can_be_read(weeks: int, usual: float, dips: int) -> None:
    assert told(weeks_in_a_row(weeks, usual, dips)) == []


def test_what_follows_an_arabic_name_stands_after_it_in_a_swedish_chart() -> None:
    def ink(line: str) -> Any:
        return np.asarray(text_to_path.get_text_path(font(bold=False, size=20), line)[0])

    name, whole = ink(ARABIC), ink(directed(f"{ARABIC} 85\u00a0%", rtl=False))
    assert np.allclose(whole[: len(name)], name), "the name comes first, its letters as they were"
    assert whole[len(name) :, 0].min() > name[:, 0].max()
    assert directed("Kvinnor 85\u00a0%", rtl=False) == "Kvinnor 85\u00a0%"


def test_large_numbers_are_written_as_in_the_tables() -> None:
    amount = Axis(0, 2_000_000, "kr", 0)
    assert figure_text(1_250_000, amount, "sv") == "1\u00a0250\u00a0000\u00a0kr"
    assert number(1_250.5, Axis(0, 2000), "en") == "1,250.5"


def test_a_bad_picture_is_told_by_its_faults() -> None:
    page = Page(WIDE, LIGHT, rtl=False)
    page.text(20, 20, "ett", 20, LIGHT.ink, "label")
    page.text(25, 25, "två", 20, LIGHT.line, "label")
    page.text(1095, 60, "tre", 20, LIGHT.ink, "label")
    page.text(190, 140, "fyra", 20, LIGHT.ink, "label")
    page.line([(100, 100), (300, 200)], "segment-woman-0", LIGHT.ink)
    for place, whose in ((24, "man"), (500, "woman")):
        page.line([(place, 32)], f"markers-{whose}", LIGHT.ink, marker="o", linestyle="none")
    found = faults(page.finish(300))
    assert [fault.rstrip(".0123456789") for fault in found] == [
        "'tre' is cut by ",
        "'ett' meets 'två'",
        "'ett' meets 1 marks",
        "'två' meets 1 marks",
        "'fyra' is crossed by segment-woman-",
        "'två' is faint",
        "two groups have the same shape: {'man': 'o', 'woman': 'o'}",
    ]
