"""Published figures pass the disclosure rule: a hidden number follows from nothing that is shown."""

import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods.disclosure import INSIDE, PARTS
from analysis.published.figures import (
    Figure,
    FigureTable,
    codes_of,
    disclose_figures,
    disclose_others,
)
from core.codes import Group
from tests.analysis.test_disclosure import picked_out, table

ALL, WOMAN, MAN, OTHER = Group
K = INSIDE


def figures(women: int | None, men: int | None, everybody: int | None) -> FigureTable:
    """A share for each of them that the source tells; None is left out."""
    sizes = {WOMAN: women, MAN: men, ALL: everybody}
    return {group: Figure(0.5, n) for group, n in sizes.items() if n is not None}


def shown(given_: FigureTable) -> set[Group]:
    return set(disclose_figures(given_, K))


@pytest.mark.parametrize(
    ("women", "men", "everybody", "expected"),
    [
        (20, 60, 80, {WOMAN, MAN, ALL}),
        (20, 60, 90, {WOMAN, MAN, ALL}),
        (20, 60, 83, {WOMAN, MAN}),
        (4, 60, 80, {ALL}),
        (4, 60, 64, {ALL}),
        (None, None, 4, set()),
        (None, None, 5, {ALL}),
        (20, 60, None, {WOMAN, MAN}),
        (4, 60, None, set()),
    ],
)
def test_a_group_below_the_limit_is_hidden(
    women: int | None, men: int | None, everybody: int | None, expected: set[Group]
) -> None:
    assert shown(figures(women, men, everybody)) == expected


def test_a_total_of_unknown_number_stands_alone_or_not_at_all() -> None:
    assert shown({ALL: Figure(83.0)}) == {ALL}
    assert shown({ALL: Figure(0.8), WOMAN: Figure(0.5, 3), MAN: Figure(0.5, 60)}) == {ALL}
    assert shown({ALL: Figure(0.8), WOMAN: Figure(0.5, 30), MAN: Figure(0.5, 60)}) == {WOMAN, MAN}
    assert shown({ALL: Figure(0.8), WOMAN: Figure(0.5, 1), MAN: Figure(0.5, 2)}) == set()


def test_counts_of_everybody_leave_the_third_group() -> None:
    published = {
        ALL: Figure(0.5, 100, 60),
        WOMAN: Figure(0.5, 20, 10),
        MAN: Figure(0.5, 70, 45),
    }
    assert codes_of(published, 3, 1) == {
        WOMAN: {3: 10, 1: 10},
        MAN: {3: 45, 1: 25},
        OTHER: {3: 5, 1: 5},
    }
    assert codes_of({**published, MAN: Figure(0.6, 70)}, 3, 1) is None
    assert codes_of({**published, ALL: Figure(0.6, 50, 30)}, 3, 1) is None


def test_a_part_that_would_leave_a_few_of_the_unit_is_hidden() -> None:
    parts = {"A": {ALL: Figure(0.5, 96)}, "B": {ALL: Figure(0.5, 50)}}
    assert set(disclose_others(parts, {ALL: 100}, K)) == {"B"}
    two = {"A": {ALL: Figure(0.5, 50)}, "B": {ALL: Figure(0.5, 46)}}
    assert set(disclose_others(two, {ALL: 100}, K)) == {"A"}
    assert set(disclose_others(two, {ALL: 300}, K)) == {"A", "B"}


def test_the_city_and_a_figure_without_a_number_are_shown() -> None:
    others = {"Hela staden": {ALL: Figure(0.72, 900)}, "Bästa": {ALL: Figure(7.1)}}
    assert set(disclose_others(others, {ALL: 100}, K)) == {"Hela staden", "Bästa"}


def test_the_unit_published_once_more_with_a_few_persons_more_is_hidden() -> None:
    again = {"": {ALL: Figure(0.5, 103)}}
    assert disclose_others(again, {ALL: 100}, K) == {}
    assert set(disclose_others({"": {ALL: Figure(0.5, 100)}}, {ALL: 100}, K)) == {""}


def test_sixty_large_subjects_are_looked_through_at_once() -> None:
    many = {str(one): {ALL: Figure(0.5, 15_000 + 7 * one * one)} for one in range(60)}
    begun = time.monotonic()
    left = disclose_others(many, {ALL: 1_000_000}, K)
    assert time.monotonic() - begun < 1
    assert 0 < len(left) <= 60


@given(st.lists(st.integers(K, 30), max_size=8), st.integers(1, 90))
def test_what_stays_of_any_subjects_never_adds_up_to_nearly_the_whole(
    subjects: list[int], whole: int
) -> None:
    given_ = {str(place): {ALL: Figure(0.5, n)} for place, n in enumerate(subjects)}
    left = [one[ALL].n or 0 for one in disclose_others(given_, {ALL: whole}, K).values()]
    for size in range(1, len(left) + 1):
        for chosen in combinations(left, size):
            assert not 0 < abs(whole - sum(chosen)) < K


sizes = st.integers(0, 12)
tables = st.builds(table, sizes, sizes, sizes)


def published(truth: dict[Group, dict[int, int]]) -> FigureTable:
    """Everything of a table, as a source without any rule would print it."""
    counts = {group: sum(truth[group].values()) for group in PARTS}
    return {ALL: Figure(0.5, sum(counts.values()))} | {
        group: Figure(0.5, n) for group, n in counts.items() if n and group is not OTHER
    }


def told(name: str, found: FigureTable) -> list[frozenset[tuple[str, Group]]]:
    """The sums of groups that shown figures tell; a published total is of all three groups."""
    return [
        frozenset((name, part) for part in (PARTS if group is ALL else (group,))) for group in found
    ]


@given(tables)
def test_no_small_group_follows_from_published_figures(truth: dict[Group, dict[int, int]]) -> None:
    equations = told("", disclose_figures(published(truth), K))
    assert not picked_out([""], {"": truth}, equations, K)


@given(tables, tables, tables)
def test_no_few_persons_are_left_when_parts_are_taken_from_the_whole(
    first: dict[Group, dict[int, int]],
    second: dict[Group, dict[int, int]],
    rest: dict[Group, dict[int, int]],
) -> None:
    unit = {group: {1: first[group][1] + second[group][1] + rest[group][1]} for group in PARTS}
    own = disclose_figures(published(unit), K)
    whole = {group: figure.n for group, figure in own.items() if figure.n is not None}
    others = disclose_others({"a": published(first), "b": published(second)}, whole, K)
    for group, n in whole.items():
        parts = [one[group].n or 0 for one in others.values() if group in one]
        for size in range(1, len(parts) + 1):
            for chosen in combinations(parts, size):
                assert not 0 < abs(n - sum(chosen)) < K
