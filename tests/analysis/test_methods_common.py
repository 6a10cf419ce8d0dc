"""Differences and trends within modes hold what they must, and with one mode are the plain ones."""

from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods.common_differences import (
    common_mean_difference,
    common_share_difference,
    common_trend,
    mean_trend,
)
from analysis.methods.comparisons import FourCounts, compare_means, newcombe
from analysis.methods.estimates import moments
from analysis.methods.strata import mantel_haenszel
from analysis.methods.trends import cochran_armitage
from tests.analysis.drawn import counts, four_counts, scales

MODES = st.lists(four_counts(80), min_size=1, max_size=4)
ANSWERED = scales().filter(lambda codes: sum(codes.values()) > 0)
Two = tuple[dict[int, int], dict[int, int]]


@given(MODES)
def test_a_difference_within_modes_turns_with_the_waves_and_lies_in_its_interval(
    strata: list[FourCounts],
) -> None:
    found = common_share_difference(strata)
    turned = common_share_difference([(x2, n2, x1, n1) for x1, n1, x2, n2 in strata])
    assert found.low is not None
    assert found.high is not None
    assert found.p is not None
    assert -1 - 1e-12 <= found.low <= found.difference + 1e-12
    assert found.difference - 1e-12 <= found.high <= 1 + 1e-12
    assert 0 <= found.p <= 1
    assert turned.difference == pytest.approx(-found.difference)
    assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low), abs=1e-12)
    assert turned.p == pytest.approx(found.p)


@given(four_counts())
def test_with_one_mode_the_interval_is_newcombes(table: FourCounts) -> None:
    found = common_share_difference([table])
    assert (found.low, found.high) == pytest.approx(newcombe(*table))
    test = mantel_haenszel([table])
    assert found.p == (test.p if test else 1)


def test_a_change_of_modes_alone_is_no_difference() -> None:
    """Nine of ten on the telephone and half at the kiosk, both years; more by telephone later."""
    later, earlier = ((180, 200), (25, 50)), ((45, 50), (100, 200))
    found = common_share_difference(
        [(*one, *other) for one, other in zip(later, earlier, strict=True)]
    )
    assert (found.difference, found.p) == pytest.approx((0, 1))


@given(st.lists(st.tuples(ANSWERED, ANSWERED), min_size=1, max_size=3))
def test_a_difference_of_means_within_modes_turns_with_the_waves(strata: list[Two]) -> None:
    found = common_mean_difference(strata)
    turned = common_mean_difference([(second, first) for first, second in strata])
    assert turned.difference == pytest.approx(-found.difference, abs=1e-12)
    if found.low is None or found.high is None or found.p is None:
        assert turned.low is turned.p is None
        return
    assert found.low <= found.difference <= found.high
    assert 0 <= found.p <= 1
    assert turned.p == pytest.approx(found.p)


def test_two_modes_with_the_same_answers_are_one_with_twice_as_many() -> None:
    first, second = {4: 30, 6: 30, 9: 5}, {3: 20, 6: 40, 8: 12}
    within = common_mean_difference([(first, second)] * 2)
    plain = compare_means(first, second)
    assert within.difference == pytest.approx(plain.difference)
    assert within.low is not None
    assert plain.low is not None
    reach, once = within.difference - within.low, plain.difference - plain.low
    assert reach / once == pytest.approx(0.5**0.5, rel=0.01)


@given(st.lists(counts(100), min_size=3, max_size=6))
def test_the_trend_of_one_mode_is_cochran_armitages(waves: list[tuple[int, int]]) -> None:
    p, _ = common_trend([waves])
    plain = cochran_armitage([x for x, _ in waves], [n for _, n in waves])
    assert p == (plain.p if plain else 1)
    # A second mode that stands still does not make a trend more certain.
    if plain:
        still = [(50, 100)] * len(waves)
        with_still, slope = common_trend([waves, still])
        assert with_still >= p - 1e-12
        assert slope * plain.slope >= 0


@given(st.lists(ANSWERED, min_size=2, max_size=5), st.integers(1, 2))
def test_a_trend_of_means_turns_with_time(waves: list[dict[int, int]], modes: int) -> None:
    p, slope = mean_trend([waves] * modes)
    turned, back = mean_trend([waves[::-1]] * modes)
    if p is None or turned is None:
        assert p is turned
        return
    assert 0 <= p <= 1
    assert turned == pytest.approx(p, abs=1e-9)
    assert back == pytest.approx(-slope, rel=1e-6, abs=1e-6)


def test_the_trend_of_two_means_is_their_difference_against_its_error() -> None:
    first, second = {4: 30, 6: 30, 9: 5}, {3: 20, 6: 40, 8: 12}
    p, _ = mean_trend([[first, second]])
    a, b = moments(first), moments(second)
    z = abs(a.mean - b.mean) / (a.variance / a.n + b.variance / b.n) ** 0.5
    assert p == pytest.approx(2 * NormalDist().cdf(-z))
