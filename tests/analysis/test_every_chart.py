"""Every kind of chart, in its hardest forms: nothing overlaps, nothing is cut, all can be read.

Also in the dark, in grey print, and with a name that runs from right to left.
"""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from analysis.charts.pictures import Chart, figure_of
from tests.analysis.drawn_picture import faults
from tests.analysis.hard_charts import (
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
@pytest.mark.parametrize("dress", DRESSES)
def test_charts_over_time_can_be_read(dress: str) -> None:
    assert told(all_of_each(dress)) == []


@thorough
@pytest.mark.parametrize("waves", [1, 2, 3, 4, 6])
def test_a_hidden_cell_in_any_place_moves_nothing_onto_another(waves: int) -> None:
    assert told(with_a_hidden_cell(waves)) == []


@thorough
@names
@pytest.mark.parametrize("rows", [1, 2, 7, 14])
def test_charts_of_rows_can_be_read(rows: int, name: str) -> None:
    assert told(rows_of_dots(rows, name)) == []


@thorough
@names
@pytest.mark.parametrize("choices", [2, 3, 4, 5, 6, 7, 10])
def test_charts_of_spread_answers_can_be_read(choices: int, name: str) -> None:
    assert told(spread_answers(choices, name)) == []


@thorough
@pytest.mark.parametrize("dips", [0, 1, 7])
@pytest.mark.parametrize("usual", [0.0, 0.03, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("weeks", [1, 2, 5, 12, 30, 53])
def test_charts_of_weeks_can_be_read(weeks: int, usual: float, dips: int) -> None:
    assert told(weeks_in_a_row(weeks, usual, dips)) == []
