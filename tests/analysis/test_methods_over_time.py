"""Trends and control limits hold what they must."""

from math import isfinite

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, chi2_contingency

from analysis.methods.control_limits import EXPECTED, MINIMUM, RUN, TAIL, p_chart, run_rule
from analysis.methods.trends import ENOUGH_WAVES, cochran_armitage
from tests.analysis.drawn import counts

Waves = list[tuple[int, int]]
WAVES = st.lists(counts(200, least=0), max_size=8)


def trend(waves: Waves) -> tuple[float, float, float] | None:
    found = cochran_armitage([x for x, _ in waves], [n for _, n in waves])
    return (found.chi2, found.p, found.slope) if found else None


@given(WAVES)
def test_a_trend_turns_with_time_and_with_yes_and_no(waves: Waves) -> None:
    found = trend(waves)
    if found is None:
        assert trend(waves[::-1]) is None
        return
    chi2, p, slope = found
    assert all(isfinite(one) for one in found)
    assert chi2 >= 0
    assert 0 <= p <= 1
    assert -1 <= slope <= 1
    for other in (waves[::-1], [(n - x, n) for x, n in waves]):
        assert trend(other) == pytest.approx((chi2, p, -slope), abs=1e-9)


@given(counts(), counts())
def test_the_trend_of_two_waves_is_pearsons_test(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    (x1, n1), (x2, n2) = first, second
    found = cochran_armitage([x1, x2], [n1, n2], least=2)
    if found:
        table = np.array([[x1, n1 - x1], [x2, n2 - x2]])
        expected = chi2_contingency(table, correction=False)
        assert found.chi2 == pytest.approx(expected.statistic, rel=1e-9, abs=1e-9)
        assert found.p == pytest.approx(expected.pvalue, abs=1e-9)
        assert found.slope == pytest.approx(x2 / n2 - x1 / n1)


def test_a_share_that_rises_evenly_has_its_rise_as_slope() -> None:
    found = cochran_armitage([50, 60, 70, 80], [100] * 4)
    assert found is not None
    assert found.slope == pytest.approx(0.1)
    assert found.p < 0.001


def test_a_wave_without_answers_keeps_its_place() -> None:
    found = cochran_armitage([50, 60, 0, 80], [100, 100, 0, 100])
    assert found is not None
    assert found.slope == pytest.approx(0.1)


def test_no_trend_of_two_waves_nor_when_all_answered_alike() -> None:
    assert ENOUGH_WAVES == 3
    assert cochran_armitage([5, 9], [10, 10]) is None
    assert cochran_armitage([5, 0, 9], [10, 0, 10]) is None
    assert cochran_armitage([10, 9, 8], [10, 9, 8]) is None
    assert cochran_armitage([0, 0, 0], [10, 9, 8]) is None
    assert cochran_armitage([], []) is None
    with pytest.raises(ValueError, match="positive"):
        cochran_armitage([5, 11, 5], [10, 10, 10])


@given(st.lists(counts(200, least=0), min_size=10, max_size=40))
def test_control_limits_hold_the_centre_and_stay_within_0_to_1(waves: Waves) -> None:
    chart = p_chart(waves)
    if chart is None:
        assert sum(n > 0 for _, n in waves) < MINIMUM
        return
    assert len(chart.points) == len(waves)
    assert 0 <= chart.centre <= 1
    for (x, n), point in zip(waves, chart.points, strict=True):
        assert point.value == (x / n if n else None)
        if not n or point.low is None or point.high is None:
            assert (point.low, point.high, point.outside) == (None, None, False)
            continue
        assert 0 <= point.low <= point.high <= 1
        assert point.outside != (point.low <= x / n <= point.high)
        if n * min(chart.centre, 1 - chart.centre) >= EXPECTED:
            assert point.low <= chart.centre <= point.high
        else:
            ends = binom.ppf(TAIL, n, chart.centre), binom.isf(TAIL, n, chart.centre)
            assert (point.low, point.high) == (ends[0] / n, ends[1] / n)


def test_noise_is_within_the_limits_and_a_fall_is_outside() -> None:
    weeks = [(80, 100), (84, 100), (76, 100)] * 6
    steady, fallen = p_chart(weeks), p_chart([*weeks, (50, 100)])
    assert steady is not None
    assert fallen is not None
    assert [point.outside for point in steady.points] == [False] * 18
    assert [point.outside for point in fallen.points] == [False] * 18 + [True]
    assert steady.centre == pytest.approx(0.8)
    assert (steady.points[0].low, steady.points[0].high) == pytest.approx((0.68, 0.92))


def test_more_answers_bring_the_limits_nearer() -> None:
    chart = p_chart([(80, 100), (800, 1000)] * 6)
    assert chart is not None
    few, many = chart.points[:2]
    assert few.low is not None
    assert many.low is not None
    assert few.low < many.low


def test_a_week_of_few_answers_is_outside_only_where_chance_almost_never_takes_it() -> None:
    chart = p_chart([*[(80, 100)] * 20, (2, 4), (0, 4), (4, 4), (0, 8), (0, 0)])
    assert chart is not None
    assert [point.outside for point in chart.points[20:]] == [False, False, False, True, False]
    assert chart.points[-1].value is None


def test_a_short_series_has_no_limits_and_where_all_answer_alike_nothing_is_outside() -> None:
    assert p_chart([(80, 100)] * 11) is None
    assert p_chart([]) is None
    for x in (0, 9):
        alike = p_chart([(x, 9)] * 12)
        assert alike is not None
        assert {(point.low, point.high, point.outside) for point in alike.points} == {
            (x / 9, x / 9, False)
        }
    with pytest.raises(ValueError, match="positive"):
        p_chart([(11, 10)] * 12)


def test_eight_in_a_row_on_one_side_are_a_shift() -> None:
    assert RUN == 8
    assert run_rule([0.6] * 7 + [0.4], 0.5) == (False,) * 8
    assert run_rule([0.4, *[0.6] * 8], 0.5) == (False, *(True,) * 8)
    assert run_rule([*[0.6] * 4, 0.5, *[0.6] * 4], 0.5) == (False,) * 9
    assert run_rule([*[0.6] * 4, None, *[0.6] * 4], 0.5) == (*(True,) * 4, False, *(True,) * 4)
    assert run_rule([], 0.5) == ()


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=40), st.floats(0, 1))
def test_a_run_is_the_same_read_backwards(values: list[float | None], centre: float) -> None:
    assert run_rule(values[::-1], centre) == run_rule(values, centre)[::-1]
