"""Nobody can be picked out: the rules, and an attacker who subtracts everything from everything."""

from collections.abc import Iterable, Mapping
from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods.disclosure import (
    INSIDE,
    PARTS,
    PUBLIC,
    WOMEN_AND_MEN,
    Disclosed,
    Table,
    answered,
    disclose,
    disclose_siblings,
)
from core.codes import Group, Missing

ALL, WOMAN, MAN, OTHER = Group


def table(women: int, men: int, other: int) -> dict[Group, dict[int, int]]:
    """So many positive answers in each group."""
    return {WOMAN: {1: women}, MAN: {1: men}, OTHER: {1: other}}


def sizes(shown: Disclosed) -> dict[Group, int | None]:
    """What a reader sees of the numbers of answers."""
    return {
        group: None if codes is None else answered(codes) for group, codes in shown.cells.items()
    }


def test_everything_is_shown_when_every_group_is_large_enough() -> None:
    assert sizes(disclose(table(5, 5, 5), 5)) == {ALL: 15, WOMAN: 5, MAN: 5, OTHER: 5}


def test_a_small_third_group_leaves_a_total_of_women_and_men() -> None:
    shown = disclose(table(14, 72, 4), 5)
    assert sizes(shown) == {ALL: 86, WOMAN: 14, MAN: 72, OTHER: None}
    assert shown.parts == WOMEN_AND_MEN
    assert shown == disclose(table(14, 72, 0), 5)


def test_few_women_or_few_men_leave_only_the_total() -> None:
    assert sizes(disclose(table(4, 72, 3), 5)) == {ALL: 79, WOMAN: None, MAN: None, OTHER: None}
    assert sizes(disclose(table(72, 0, 8), 5)) == {ALL: 80, WOMAN: None, MAN: None, OTHER: None}


def test_few_answers_leave_nothing() -> None:
    hidden = dict.fromkeys(Group)
    assert sizes(disclose(table(2, 2, 0), 5)) == hidden
    assert disclose(table(1, 1, 1), 5).cells == disclose({}, 5).cells == hidden
    assert sizes(disclose(table(4, 5, 0), PUBLIC)) == hidden


def test_the_limit_is_about_valid_answers() -> None:
    codes = {WOMAN: {1: 4, Missing.DONT_KNOW: 9}, MAN: {1: 30}}
    assert disclose(codes, 5).cells[WOMAN] is None


def test_one_total_minus_the_other_tells_nothing_to_who_reads_both_pages() -> None:
    inside, public = (disclose(table(8, 50, 2), k) for k in (INSIDE, PUBLIC))
    assert sizes(inside)[ALL] == sizes(public)[ALL] == 58
    assert sizes(public)[WOMAN] is None


def test_missing_answers_are_numbered_only_where_they_tell_nothing_more() -> None:
    missing: dict[int, int] = {Missing.DONT_KNOW: 6, Missing.SKIPPED: 2, Missing.NOT_SHOWN: 30}
    split = disclose({WOMAN: {1: 10}, MAN: {1: 20, **missing}, OTHER: {1: 3, -3: 9}}, 5)
    assert split.missing == {Missing.DONT_KNOW: 6}
    assert disclose({WOMAN: {1: 4}, MAN: {1: 20, **missing}}, 5).missing == {}
    assert disclose({OTHER: {1: 20, **missing}}, 5).missing == {Missing.DONT_KNOW: 6}
    assert disclose({OTHER: {1: 4, **missing}}, 5).missing == {}


groups = st.integers(0, 14)
tables = st.builds(table, groups, groups, groups)
Equation = frozenset[tuple[str, Group]]


def told(name: str, shown: Disclosed) -> list[Equation]:
    """The sums of groups that a shown table tells."""
    return [
        frozenset((name, part) for part in (shown.parts if group is ALL else (group,)))
        for group, codes in shown.cells.items()
        if codes is not None
    ]


def picked_out(
    names: Iterable[str], truth: Mapping[str, Table], equations: list[Equation], k: int
) -> list[Equation]:
    """Every set of 1..k−1 persons, made of whole groups, that follows from what is told."""
    people = [(name, group) for name in names for group in PARTS]
    matrix = np.array([[float(one in sums) for one in people] for sums in equations])
    if not equations:
        return []
    reach = np.linalg.pinv(matrix) @ matrix
    found = []
    for size in range(1, len(people) + 1):
        for chosen in combinations(people, size):
            persons = sum(answered(truth[name].get(group, {})) for name, group in chosen)
            if 0 < persons < k:
                wanted = np.array([float(one in chosen) for one in people])
                if np.allclose(wanted @ reach, wanted):
                    found.append(frozenset(chosen))
    return found


@given(tables)
def test_no_small_group_follows_from_one_table(truth: Table) -> None:
    inside, public = disclose(truth, INSIDE), disclose(truth, PUBLIC)
    seen_outside = told("", public)
    seen_inside = told("", inside) + seen_outside
    assert not picked_out([""], {"": truth}, seen_outside, PUBLIC)
    assert not picked_out([""], {"": truth}, seen_inside, INSIDE)


@given(tables)
def test_what_is_hidden_looks_like_what_is_empty(truth: Table) -> None:
    shown = disclose(truth, INSIDE)
    if shown.cells[WOMAN] is not None and shown.cells[OTHER] is None:
        assert disclose({**truth, OTHER: {}}, INSIDE) == shown
    for group, codes in shown.cells.items():
        assert codes is None or answered(codes) >= INSIDE, group


@given(st.lists(tables, min_size=2, max_size=3))
def test_no_small_group_follows_from_siblings_and_their_parent(drawn: list[Table]) -> None:
    truth = dict(zip("abc", drawn, strict=False))
    parent = table(*(sum(answered(one[group]) for one in drawn) for group in PARTS))
    seen: list[Equation] = []
    for k in (PUBLIC, INSIDE):
        for name, shown in disclose_siblings(truth, k).items():
            seen += told(name, shown)
        seen += [
            frozenset((name, group) for name in truth for _, group in sums)
            for sums in told("", disclose(parent, k))
        ]
        assert not picked_out(truth, truth, seen, k)


def test_the_smallest_sibling_goes_too() -> None:
    shown = disclose_siblings({"a": table(2, 1, 0), "b": table(30, 30, 0), "c": table(9, 9, 0)}, 5)
    assert sizes(shown["a"]) == sizes(shown["c"]) == dict.fromkeys(Group)
    assert sizes(shown["b"]) == {ALL: 60, WOMAN: 30, MAN: 30, OTHER: None}


def test_siblings_that_are_all_large_are_all_shown() -> None:
    shown = disclose_siblings({"a": table(12, 15, 1), "b": table(30, 30, 2)}, 5)
    assert [sizes(one)[ALL] for one in shown.values()] == [27, 60]


def test_the_split_of_the_smallest_sibling_goes_too() -> None:
    shown = disclose_siblings({"a": table(2, 20, 0), "b": table(30, 30, 0), "c": table(9, 9, 0)}, 5)
    assert [sizes(one)[WOMAN] for one in shown.values()] == [None, 30, None]
    assert [sizes(one)[ALL] for one in shown.values()] == [22, 60, 18]
