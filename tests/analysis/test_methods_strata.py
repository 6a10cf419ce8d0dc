"""What is counted within strata, and differences of differences, hold what they must."""

from math import hypot, isfinite
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods.comparisons import FourCounts, newcombe
from analysis.methods.strata import (
    breslow_day_tarone,
    difference_of_differences,
    mantel_haenszel,
)
from tests.analysis.drawn import four_counts

NORMAL = NormalDist()
Tables = list[FourCounts]
TABLES = st.lists(four_counts(80, least=0), max_size=6)


def swapped(tables: Tables) -> Tables:
    return [(x2, n2, x1, n1) for x1, n1, x2, n2 in tables]


@given(TABLES)
def test_the_common_odds_turn_with_the_groups_and_their_interval_holds_them(
    tables: Tables,
) -> None:
    found, turned = mantel_haenszel(tables), mantel_haenszel(swapped(tables))
    if found is None or turned is None:
        assert found is turned
        return
    assert isfinite(found.chi2)
    assert 0 <= found.p <= 1
    assert turned.chi2 == pytest.approx(found.chi2, abs=1e-12)
    if found.odds is None or found.low is None or found.high is None:
        assert turned.odds is None
        return
    assert 0 < found.low < found.odds < found.high
    assert turned.odds == pytest.approx(1 / found.odds)
    assert (turned.low, turned.high) == pytest.approx((1 / found.high, 1 / found.low))


@given(TABLES)
def test_the_order_of_strata_means_nothing_and_neither_do_empty_ones(
    tables: Tables,
) -> None:
    others: Tables = [(0, 0, 0, 0), (5, 5, 0, 0), (0, 7, 0, 9), (3, 3, 4, 4)]
    mixed = sorted([*tables, *others], reverse=True)
    first, second = mantel_haenszel(tables), mantel_haenszel(mixed)
    assert (first is None) == (second is None)
    if first and second:
        assert second.chi2 == pytest.approx(first.chi2, abs=1e-12)
        assert second.odds == pytest.approx(first.odds)
    alike, alike_mixed = breslow_day_tarone(tables), breslow_day_tarone(mixed)
    assert (alike is None) == (alike_mixed is None)
    if alike and alike_mixed:
        assert alike_mixed.df == alike.df
        assert alike_mixed.chi2 == pytest.approx(alike.chi2, abs=1e-9)


@given(TABLES)
def test_whether_strata_are_alike_does_not_depend_on_who_comes_first(tables: Tables) -> None:
    found, turned = breslow_day_tarone(tables), breslow_day_tarone(swapped(tables))
    if found is None or turned is None:
        assert found is turned
        return
    assert 0 <= found.p <= 1
    assert isfinite(found.chi2)
    assert found.chi2 <= found.breslow_day
    assert turned.chi2 == pytest.approx(found.chi2, rel=1e-7, abs=1e-7)


@given(four_counts(40), st.integers(2, 4))
def test_strata_with_the_same_counts_are_alike(table: FourCounts, times: int) -> None:
    found = breslow_day_tarone([table] * times)
    if found:
        assert found.chi2 == pytest.approx(0, abs=1e-6)
        assert found.df == times - 1


def test_women_ahead_one_year_and_behind_the_next_is_not_one_difference() -> None:
    found = breslow_day_tarone([(45, 50, 25, 50), (25, 50, 45, 50), (35, 50, 35, 50)])
    assert found is not None
    assert found.p < 0.001
    common = mantel_haenszel([(45, 50, 25, 50), (25, 50, 45, 50)])
    assert common is not None
    assert (common.odds, common.chi2, common.p) == pytest.approx((1, 0, 1))


def test_what_says_nothing_gives_nothing() -> None:
    assert mantel_haenszel([]) is None
    assert mantel_haenszel([(1, 1, 0, 0), (4, 4, 9, 9)]) is None
    assert breslow_day_tarone([]) is None
    assert breslow_day_tarone([(5, 9, 4, 9)]) is None
    everyone = mantel_haenszel([(9, 9, 4, 9)])
    assert everyone is not None
    assert (everyone.odds, everyone.low, everyone.high) == (None, None, None)
    assert everyone.p < 0.05
    assert breslow_day_tarone([(9, 9, 4, 9), (8, 8, 3, 9)]) is None


@given(four_counts(), four_counts())
def test_a_difference_of_differences_turns_with_the_waves_and_with_the_groups(
    first: FourCounts, second: FourCounts
) -> None:
    found = difference_of_differences(first, second)
    assert found.low is not None
    assert found.high is not None
    assert found.p is not None
    assert -2 <= found.difference <= 2
    assert found.low - 1e-12 <= found.difference <= found.high + 1e-12
    back = difference_of_differences(second, first)
    turned = difference_of_differences(*swapped([first, second]))
    for other in (back, turned):
        assert other.difference == pytest.approx(-found.difference)
        assert (other.low, other.high) == pytest.approx((-found.high, -found.low), abs=1e-9)
        assert other.p == pytest.approx(found.p, abs=1e-9)


@given(four_counts(60), four_counts(60))
def test_the_p_value_and_the_interval_of_a_difference_of_differences_never_disagree(
    first: FourCounts, second: FourCounts
) -> None:
    found = difference_of_differences(first, second)
    assert found.low is not None
    assert found.high is not None
    assert found.p is not None
    assert 0 <= found.p <= 1
    nearest = min(abs(found.low), abs(found.high))
    if nearest > 1e-9 and found.difference:
        assert (found.p < 0.05) == (found.low > 0 or found.high < 0)


def test_rounding_is_no_change_and_the_greatest_change_is_certain() -> None:
    assert difference_of_differences((3, 10, 2, 10), (4, 10, 3, 10)).p == 1
    assert difference_of_differences((0, 40, 40, 40), (40, 40, 0, 40)).p == pytest.approx(0)


@given(four_counts())
def test_the_same_counts_twice_have_not_changed(table: FourCounts) -> None:
    found = difference_of_differences(table, table)
    assert (found.difference, found.p) == (0, 1)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= 0 <= found.high


@given(four_counts(40), four_counts(40))
def test_the_p_value_is_the_level_at_which_the_interval_reaches_no_change(
    first: FourCounts, second: FourCounts
) -> None:
    found = difference_of_differences(first, second)
    assert found.p is not None
    if not 1e-9 < found.p < 1 - 1e-9:
        return
    (d1, d2) = (x1 / n1 - x2 / n2 for x1, n1, x2, n2 in (first, second))
    nearest, farthest = 0.0, 40.0
    for _ in range(100):
        z = (nearest + farthest) / 2
        (low1, high1), (low2, high2) = newcombe(*first, z), newcombe(*second, z)
        towards = (d2 - low2, high1 - d1) if d2 > d1 else (high2 - d2, d1 - low1)
        if hypot(*towards) > abs(d2 - d1):
            farthest = z
        else:
            nearest = z
    assert 2 * NORMAL.cdf(-z) == pytest.approx(found.p, rel=1e-6, abs=1e-9)
