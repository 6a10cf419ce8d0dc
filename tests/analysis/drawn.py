"""Counts for property tests of the methods."""

from hypothesis import strategies as st

from analysis.methods.comparisons import FourCounts
from core.codes import Group


def counts(most: int = 300, least: int = 1) -> st.SearchStrategy[tuple[int, int]]:
    """How many of how many."""
    return st.integers(least, most).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def four_counts(most: int = 300, least: int = 1) -> st.SearchStrategy[FourCounts]:
    """x1, n1, x2, n2."""
    return st.tuples(counts(most, least), counts(most, least)).map(lambda two: (*two[0], *two[1]))


def scales() -> st.SearchStrategy[dict[int, int]]:
    """{code: answers} on a scale 1–10, also with codes nobody gave."""
    return st.dictionaries(st.integers(1, 10), st.integers(0, 60), max_size=10)


def grouped(most: int = 60) -> st.SearchStrategy[dict[Group, tuple[int, int, int]]]:
    """Women, men and others: positive answers, valid answers, and everybody who took part."""
    one = counts(most, 0).flatmap(
        lambda two: st.tuples(st.just(two[0]), st.just(two[1]), st.integers(two[1], two[1] + 20))
    )
    return st.fixed_dictionaries({Group.WOMAN: one, Group.MAN: one, Group.OTHER: one})
