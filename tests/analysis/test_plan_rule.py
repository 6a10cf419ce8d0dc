"""Who is to have a plan, and until when: over any tree of units."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from analysis.plans.rule import due_day, sections_of

#: Each unit's parent, which is one with a lower number or none.
TREES = st.dictionaries(st.integers(1, 30), st.integers(1, 30) | st.none(), min_size=1)


@given(TREES)
def test_sections_are_leaves_below_the_unit_and_never_none(tree: dict[int, int | None]) -> None:
    parents = {
        unit: above if above in tree and above < unit else None for unit, above in tree.items()
    }
    for unit in parents:
        found = sections_of(parents, unit)
        assert found
        assert not found & set(parents.values())
        assert found == {unit} or unit not in found


def test_the_last_day_is_the_sixtieth() -> None:
    assert due_day(date(2026, 1, 1), None) == date(2026, 3, 2)
    assert due_day(date(2026, 1, 1), date(2026, 1, 2)) == date(2026, 1, 2)
