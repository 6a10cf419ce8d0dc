"""Units, the tree and client counts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from organisation.models import ClientCount
from organisation.units import (
    UnitRefused,
    add_unit,
    clients,
    enter_clients,
    find_unit,
    list_units,
    with_all_below,
)

Parents = dict[int, int | None]


@st.composite
def trees(draw: st.DrawFn) -> Parents:
    """Units 1..n, each below an earlier one or at the top."""
    size = draw(st.integers(0, 25))
    return {
        unit: draw(st.none() | st.integers(1, unit - 1)) if unit > 1 else None
        for unit in range(1, size + 1)
    }


def is_below(parents: Parents, unit: int | None, tops: set[int]) -> bool:
    """The definition: walk up until a chosen unit or the top."""
    while unit is not None and unit not in tops:
        unit = parents[unit]
    return unit is not None


@given(trees(), st.sets(st.integers(1, 30), max_size=5))
def test_scope_is_the_chosen_units_and_everything_below_them(
    parents: Parents, chosen: set[int]
) -> None:
    expected = {unit for unit in parents if is_below(parents, unit, chosen)}
    assert with_all_below(parents, chosen) == expected


@given(trees(), st.sets(st.integers(1, 25)), st.sets(st.integers(1, 25)))
def test_scopes_of_two_roles_are_the_union_of_each(
    parents: Parents, first: set[int], second: set[int]
) -> None:
    both = with_all_below(parents, first | second)
    assert both == with_all_below(parents, first) | with_all_below(parents, second)


@given(trees(), st.sets(st.integers(1, 25)))
def test_scope_taken_again_is_the_same(parents: Parents, chosen: set[int]) -> None:
    once = with_all_below(parents, chosen)
    assert with_all_below(parents, once) == once


def test_a_damaged_tree_with_a_ring_does_not_hang() -> None:
    assert with_all_below({1: 2, 2: 1, 3: None}, {1}) == {1, 2}


def test_units_are_added_below_each_other_and_listed_by_code(session: Session) -> None:
    top = add_unit(session, "vuxen", "Vuxensektionen")
    add_unit(session, "hemlos", "Enheten för hemlösa", top)
    assert [unit.code for unit in list_units(session)] == ["hemlos", "vuxen"]
    assert find_unit(session, "hemlos").parent_id == top.id


@pytest.mark.parametrize("code", ["", "Vuxen", "a b", "-a", "a--b", "a" * 41, "a\x00b", "å", "a\n"])
def test_a_code_that_is_no_code_is_refused(session: Session, code: str) -> None:
    with pytest.raises(UnitRefused):
        add_unit(session, code, "Namn")
    with pytest.raises(UnitRefused):
        find_unit(session, code)


def test_a_code_is_used_once(session: Session) -> None:
    add_unit(session, "vuxen", "Vuxensektionen")
    with pytest.raises(UnitRefused, match="already"):
        add_unit(session, "vuxen", "En annan")


def test_client_counts_are_entered_once_per_unit_and_date(session: Session) -> None:
    unit = add_unit(session, "vuxen", "Vuxensektionen")
    day = date(2020, 10, 1)

    def count(women: int) -> ClientCount:
        return ClientCount(unit_id=unit.id, as_of=day, women=women, men=532, source="register")

    enter_clients(session, count(115))
    with pytest.raises(UnitRefused, match="already"):
        enter_clients(session, count(116))
    enter_clients(session, count(117), correct=True)
    stored = clients(session, unit.id, day)
    assert stored is not None
    assert (stored.women, stored.men) == (117, 532)
    assert clients(session, unit.id, date(2020, 10, 2)) is None


def test_a_negative_number_of_clients_is_refused(session: Session) -> None:
    unit = add_unit(session, "vuxen", "Vuxensektionen")
    wrong = ClientCount(unit_id=unit.id, as_of=date(2020, 1, 1), women=-1, men=0, source="x")
    with pytest.raises(UnitRefused):
        enter_clients(session, wrong)
