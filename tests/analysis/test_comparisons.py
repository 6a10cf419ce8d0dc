"""Differences and their tests agree with the reference."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, fisher_exact, hypergeom

from analysis.methods.comparisons import (
    compare_means,
    compare_shares,
    false_discovery,
    fisher_midp,
    newcombe,
)
from core.codes import Group
from tests.analysis.reference import TOLERANCE, YEARS, golden, table

ENTRIES: list[dict[str, Any]] = list(golden()["textbook"].values())
TABLES = [
    (entry["woman"]["x"], entry["woman"]["n"], entry["man"]["x"], entry["man"]["n"])
    for entry in ENTRIES
]


def test_women_minus_men_agrees_with_the_reference() -> None:
    for entry, found in zip(ENTRIES, compare_shares(TABLES), strict=True):
        expected = entry["women_minus_men"]
        assert found.difference == pytest.approx(expected["diff"], abs=TOLERANCE)
        assert (found.low, found.high) == pytest.approx(expected["newcombe"], abs=TOLERANCE)
        assert found.p == pytest.approx(expected["fisher_midp"], abs=TOLERANCE)


def test_q_values_agree_with_the_reference_in_each_year_and_in_all() -> None:
    p = dict(zip(golden()["textbook"], fisher_midp(TABLES), strict=True))
    assert false_discovery(list(p.values())) == pytest.approx(
        [golden()["bh_midp_all"][name] for name in p], abs=TOLERANCE
    )
    for year in YEARS:
        names = [name for name in p if name.startswith(year)]
        expected = golden()["bh_midp_within_year"][year]
        assert false_discovery([p[name] for name in names]) == pytest.approx(
            [expected[name] for name in names], abs=TOLERANCE
        )


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_q_values_are_benjamini_hochberg(p: list[float]) -> None:
    assert false_discovery(p) == pytest.approx(list(false_discovery_control(p)), abs=1e-12)


def counts(most: int) -> st.SearchStrategy[tuple[int, int]]:
    """How many of how many."""
    return st.integers(1, most).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(st.lists(st.tuples(counts(60), counts(500)), min_size=1, max_size=5))
def test_fisher_midp_is_the_exact_test_less_half_of_what_was_seen(
    drawn: list[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    tables = [(*first, *second) for first, second in drawn]
    for found, (x1, n1, x2, n2) in zip(fisher_midp(tables), tables, strict=True):
        exact = fisher_exact(np.array([[x1, n1 - x1], [x2, n2 - x2]])).pvalue
        seen = hypergeom.pmf(x1, n1 + n2, n1, x1 + x2)
        assert found == pytest.approx(exact - seen / 2, abs=TOLERANCE)


def test_fisher_midp_holds_for_large_and_far_apart_groups_beside_small_ones() -> None:
    large, far, small = fisher_midp(
        [(23_000, 46_000, 104_000, 210_000), (10, 5000, 4990, 5000), (3, 5, 4, 9)]
    )
    exact = fisher_exact(np.array([[23_000, 23_000], [104_000, 106_000]])).pvalue
    assert large == pytest.approx(exact - hypergeom.pmf(23_000, 256_000, 46_000, 127_000) / 2)
    assert far == 0
    assert small == pytest.approx(fisher_midp([(3, 5, 4, 9)])[0])
    assert fisher_midp([]) == []


@given(counts(300), counts(300))
def test_an_interval_of_a_difference_holds_it_and_turns_with_it(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    low, high = newcombe(*first, *second)
    difference = first[0] / first[1] - second[0] / second[1]
    assert low - 1e-12 <= difference <= high + 1e-12
    assert newcombe(*second, *first) == pytest.approx((-high, -low))


@pytest.mark.parametrize("year", YEARS)
def test_women_and_mens_grades_agree_with_the_reference(year: str) -> None:
    expected = golden()["grade"]["welch_women_men"][year]
    women, men = (
        {code: count for code, count in table("q6", year)[group].items() if code >= 0}
        for group in (Group.WOMAN, Group.MAN)
    )
    found = compare_means(women, men)
    assert (found.low, found.high) == pytest.approx(expected["ci"], abs=TOLERANCE)
    assert found.p == pytest.approx(expected["p"], abs=TOLERANCE)


def test_means_of_fewer_than_ten_are_not_tested() -> None:
    assert compare_means({5: 4, 6: 5}, {5: 20, 8: 10}).p is None
    assert compare_means({5: 4, 6: 6}, {5: 20, 8: 10}).p is not None
    assert compare_means({5: 12}, {8: 10}).low is None
