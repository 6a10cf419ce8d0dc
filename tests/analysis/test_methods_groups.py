"""Ranks, differences, targets and response rates hold what they must."""

from math import isfinite
from warnings import catch_warnings, simplefilter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu

from analysis.methods.comparisons import (
    FourCounts,
    compare_means,
    compare_shares,
    false_discovery,
    fisher_midp,
)
from analysis.methods.estimates import wilson, wilson_population
from analysis.methods.response_rates import ResponseRate, rr2
from analysis.methods.scales import mann_whitney
from analysis.methods.targets import Direction, TargetVerdict, judge_target, meets
from tests.analysis.drawn import counts, four_counts, scales

Codes = dict[int, int]


def persons(codes: Codes) -> list[int]:
    return [code for code, count in codes.items() for _ in range(count)]


@given(scales(), scales())
def test_ranks_from_counts_are_those_of_the_persons(first: Codes, second: Codes) -> None:
    found = mann_whitney(first, second)
    a, b = persons(first), persons(second)
    if not a or not b:
        assert found is None
        return
    assert found is not None
    assert (found.n1, found.n2) == (len(a), len(b))
    with catch_warnings():
        simplefilter("ignore")
        expected = mannwhitneyu(a, b, use_continuity=False, method="asymptotic")
    assert found.superiority == pytest.approx(expected.statistic / (len(a) * len(b)))
    if found.p is None:
        assert len({*a, *b}) == 1
    else:
        assert found.p == pytest.approx(expected.pvalue, abs=1e-9)


@given(scales(), scales())
def test_ranks_turn_with_the_groups_and_keep_when_the_scale_is_stretched(
    first: Codes, second: Codes
) -> None:
    found, turned = mann_whitney(first, second), mann_whitney(second, first)
    stretched = mann_whitney(*({code**3: n for code, n in one.items()} for one in (first, second)))
    assert stretched == found
    if found is None or turned is None:
        assert found is turned
        return
    assert 0 <= found.superiority <= 1
    assert turned.superiority == pytest.approx(1 - found.superiority)
    if found.p is None:
        assert turned.p is None
        return
    assert 0 <= found.p <= 1
    assert turned.p == pytest.approx(found.p)


def test_groups_that_answer_alike_are_alike() -> None:
    codes = {1: 3, 2: 5, 4: 9}
    found = mann_whitney(codes, {code: 2 * count for code, count in codes.items()})
    assert found is not None
    assert (found.superiority, found.p) == (0.5, 1)
    alike = mann_whitney({3: 8}, {3: 5})
    assert alike is not None
    assert (alike.superiority, alike.p) == (0.5, None)


@given(st.lists(four_counts(), min_size=1, max_size=6))
def test_differences_of_shares_turn_with_the_groups(tables: list[FourCounts]) -> None:
    turned = compare_shares([(x2, n2, x1, n1) for x1, n1, x2, n2 in tables])
    for one, other in zip(compare_shares(tables), turned, strict=True):
        assert one.low is not None
        assert one.high is not None
        assert one.p is not None
        assert other.p == pytest.approx(one.p, abs=1e-9)
        assert other.difference == -one.difference
        assert (other.low, other.high) == pytest.approx((-one.high, -one.low))
        assert -1 - 1e-12 <= one.low <= one.high <= 1 + 1e-12
        assert 0 <= one.p <= 1 + 1e-12


@given(st.lists(four_counts(), min_size=2, max_size=60))
def test_tests_made_together_are_those_made_one_by_one(
    tables: list[FourCounts],
) -> None:
    alone = [fisher_midp([table])[0] for table in tables]
    assert fisher_midp(tables) == pytest.approx(alone, abs=1e-12)
    back = false_discovery(alone[::-1])[::-1]
    assert false_discovery(alone) == pytest.approx(back)


@given(scales(), scales())
def test_differences_of_means_turn_with_the_groups(first: Codes, second: Codes) -> None:
    if not sum(first.values()) or not sum(second.values()):
        return
    one, other = compare_means(first, second), compare_means(second, first)
    assert other.difference == -one.difference
    if one.low is None or one.high is None or one.p is None:
        assert other.low is other.p is None
        return
    assert one.low <= one.difference <= one.high
    assert (other.low, other.high) == pytest.approx((-one.high, -one.low))
    assert other.p == pytest.approx(one.p)
    assert 0 <= one.p <= 1
    assert isfinite(one.low)


@given(counts(500), st.integers(1, 2000))
def test_more_positive_answers_never_lower_an_interval(found: tuple[int, int], more: int) -> None:
    x, n = found
    if x == n:
        return
    for (low, high), (next_low, next_high) in (
        (wilson(x, n), wilson(x + 1, n)),
        (wilson_population(x, n, n + more), wilson_population(x + 1, n, n + more)),
    ):
        assert low <= next_low + 1e-12
        assert high <= next_high + 1e-12


AT_LEAST, AT_MOST, BELOW = Direction
REACHED, NOT_REACHED, UNKNOWN = TargetVerdict


@pytest.mark.parametrize(
    ("figures", "direction", "verdict"),
    [
        ((0.90, 0.85, 0.94), AT_LEAST, REACHED),
        ((0.36, 0.33, 0.39), AT_LEAST, NOT_REACHED),
        ((0.76, 0.66, 0.84), AT_LEAST, UNKNOWN),
        ((0.85, 0.80, 0.90), AT_LEAST, REACHED),
        ((0.75, 0.70, 0.80), AT_LEAST, UNKNOWN),
        ((0.75, 0.70, 0.80), AT_MOST, REACHED),
        ((0.75, 0.70, 0.80), BELOW, UNKNOWN),
        ((0.75, 0.70, 0.79), BELOW, REACHED),
        ((0.85, 0.80, 0.90), BELOW, NOT_REACHED),
        ((0.85, 0.81, 0.90), AT_MOST, NOT_REACHED),
        ((0.85, None, None), AT_LEAST, UNKNOWN),
        ((None, None, None), AT_LEAST, UNKNOWN),
    ],
)
def test_a_target_of_80_per_cent_is_judged_by_the_whole_interval(
    figures: tuple[float | None, float | None, float | None],
    direction: Direction,
    verdict: TargetVerdict,
) -> None:
    assert judge_target(*figures, 0.40 if figures[0] == 0.36 else 0.80, direction) is verdict


def test_a_register_is_compared_as_it_is() -> None:
    assert judge_target(22, None, None, 90, AT_MOST, whole=True) is REACHED
    assert judge_target(0.79, None, None, 0.80, AT_LEAST, whole=True) is NOT_REACHED
    assert judge_target(0.81, 0.60, 0.90, 0.80, AT_LEAST, whole=True) is REACHED
    assert judge_target(None, None, None, 0.80, AT_LEAST, whole=True) is UNKNOWN


def test_a_figure_at_the_target_is_at_it_whatever_its_last_digit() -> None:
    assert meets(0.1 + 0.7, 0.8, AT_LEAST)
    assert meets(0.1 + 0.2, 0.3, AT_MOST)
    assert not meets(0.1 + 0.7, 0.8, BELOW)


@given(st.floats(0, 1), st.floats(0, 0.2), st.floats(0, 0.2), st.floats(0, 1))
def test_what_the_interval_says_the_figure_says_too(
    value: float, below: float, above: float, target: float
) -> None:
    for direction in Direction:
        verdict = judge_target(value, value - below, value + above, target, direction)
        if verdict is not UNKNOWN:
            assert (verdict is REACHED) == meets(value, target, direction)


def test_a_response_rate_has_its_counts() -> None:
    assert rr2(69, 71) == ResponseRate(69, 71, 69 / 71)
    assert rr2(0, 0).value is None
    with pytest.raises(ValueError, match="72 of 71"):
        rr2(72, 71)
