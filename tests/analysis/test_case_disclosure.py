"""Statistics of cases for others: an attacker with every report of a year works nobody out."""

import random
from collections.abc import Callable, Iterator
from datetime import date
from itertools import product

import numpy as np
import pytest

from analysis.cases.disclosure import Seen, figures_for_others
from analysis.cases.figures import GROUPS, TOTAL, CaseFigures, CaseRow, PromiseRow, Rows
from analysis.cases.periods import days, tertial, whole_year
from analysis.methods.disclosure import hide_cells
from core.codes import Group
from tests.analysis.attack import certain

K = 5
SEEN = Seen(date(2026, 12, 31), K)
PERIODS = (whole_year(2026), tertial(2026, 1), tertial(2026, 2))
TABLES: dict[str, Callable[[CaseRow], tuple[str, str]]] = {
    "kinds": lambda row: (row.kind, row.unit),
    "themes": lambda row: (row.theme, row.unit),
    "channels": lambda row: (row.channel, row.group.value),
}
SORTS = [
    CaseRow(day, kind, channel, unit, theme, group, True, None)
    for day, kind, channel, unit, theme, group in product(
        (date(2026, 2, 1), date(2026, 6, 1)),
        ("praise", "question"),
        ("web", "kiosk"),
        ("1", "2"),
        ("7",),
        GROUPS,
    )
]


def told(rows: list[CaseRow]) -> Iterator[tuple[list[float], int]]:
    """Every shown cell of every report: which sorts of cases it counts, and how many there are."""
    for period in PERIODS:
        found = figures_for_others(Rows(rows, [], []), period, SEEN)
        for name, place_of in TABLES.items():
            for place, count in getattr(found, name).items():
                if count is not None:
                    yield (
                        [float(period.holds(s.received) and at(place, place_of(s))) for s in SORTS],
                        count,
                    )


def at(place: tuple[str, str], found: tuple[str, str]) -> bool:
    return all(one in (TOTAL, other) for one, other in zip(place, found, strict=True))


def small(rows: list[CaseRow]) -> Iterator[tuple[str, list[float]]]:
    """Every cell of 1 to 4 persons that a report could have shown."""
    for period in PERIODS:
        for name, place_of in TABLES.items():
            for place in {place_of(sort) for sort in SORTS}:
                for wanted in (place, (place[0], TOTAL), (TOTAL, place[1])):
                    here = [period.holds(s.received) and at(wanted, place_of(s)) for s in SORTS]
                    counted = {SORTS[i] for i, held in enumerate(here) if held}
                    if 0 < sum(row in counted for row in rows) < K:
                        yield f"{period.name} {name} {wanted}", [float(one) for one in here]


@pytest.mark.parametrize("seed", range(12))
def test_an_attacker_with_every_table_of_a_year_works_out_no_small_group(seed: int) -> None:
    dice = random.Random(seed)
    weights = [dice.choice((0.2, 1, 3)) for _ in SORTS]
    rows = dice.choices(SORTS, weights, k=dice.choice((30, 80, 160)))
    # The third group is left out of every table where only it is few: the attacker knows it too.
    shown = list(told(rows))
    if not shown:
        return
    equations = np.array([line for line, _ in shown])
    counts = np.array([float(count) for _, count in shown])
    found = [name for name, line in small(rows) if certain(np.array(line), equations, counts)]
    assert not found


def sent(
    count: int, month: int = 6, group: Group = Group.WOMAN, unit: str = "1", kind: str = "question"
) -> list[CaseRow]:
    row = CaseRow(date(2026, month, 3), kind, "web", unit, "7", group, False, None)
    return [row] * count


def seen(rows: list[CaseRow], promises: list[PromiseRow] | None = None) -> CaseFigures:
    return figures_for_others(Rows(rows, promises or [], []), tertial(2026, 2), SEEN)


def test_a_small_kind_takes_another_with_it_so_that_the_sum_tells_nothing() -> None:
    found = seen([*sent(9), *sent(3, kind="praise"), *sent(20, kind="suggestion")])
    assert found.kinds["praise", TOTAL] is None
    assert found.kinds["question", TOTAL] is None
    assert found.kinds["suggestion", TOTAL] == 20
    assert found.kinds[TOTAL, TOTAL] == 32


def test_a_tertial_is_hidden_when_the_year_minus_it_is_small() -> None:
    alone, beside_small = seen(sent(12)), seen([*sent(12), *sent(2, month=1)])
    assert alone.received[Group.ALL] == 12
    assert beside_small.received[Group.ALL] is None


def test_the_third_group_is_left_out_of_every_table_where_only_it_is_few() -> None:
    rows = [*sent(10), *sent(10, group=Group.MAN), *sent(2, group=Group.OTHER)]
    found = seen(rows)
    assert (found.received[Group.ALL], found.received[Group.OTHER]) == (20, None)
    assert found.kinds[TOTAL, TOTAL] == 20


def test_women_are_not_shown_without_men() -> None:
    found = seen([*sent(30), *sent(3, group=Group.MAN), *sent(8, group=Group.OTHER)])
    assert [found.received[group] for group in GROUPS] == [None, None, None]
    assert found.received[Group.ALL] == 41


def test_deviations_and_second_promises_are_not_told() -> None:
    found = seen([*sent(8), *sent(7, kind="deviation")])
    assert (found.deviations, found.reopened, found.received[Group.ALL]) == (None, None, 8)


def promise(day: int, answered: int | None, group: Group = Group.WOMAN) -> PromiseRow:
    done = date(2026, 6, answered) if answered else None
    kept = None if done is None else done <= date(2026, 6, day)
    received, last = date(2026, 6, 1), date(2026, 6, day)
    return PromiseRow(received, last, 1, group, "code", done, kept, kept, done is not None, None)


def test_few_answers_give_no_share_and_no_median() -> None:
    four, five = ([promise(15, 10)] * count for count in (4, 5))
    assert seen([], four).on_time[Group.ALL] is None
    assert (seen([], four).days, seen([], four).fetched) == (None, None)
    shown = seen([], five)
    verdicts = shown.on_time[Group.ALL]
    assert verdicts
    assert (verdicts.on_time, shown.days, shown.on_time[Group.WOMAN]) == (5, 9, None)


def test_the_shares_of_women_and_men_are_shown_when_each_are_enough() -> None:
    found = seen([], [promise(15, 10)] * 6 + [promise(15, 20, Group.MAN)] * 5)
    women, men = found.on_time[Group.WOMAN], found.on_time[Group.MAN]
    assert women
    assert men
    assert (women.rolled.value, men.rolled.value) == (1, 0)


def test_other_days_than_tertials_and_years_are_refused() -> None:
    with pytest.raises(ValueError, match="tertials"):
        figures_for_others(Rows([], [], []), days(date(2026, 5, 1), date(2026, 5, 9)), SEEN)


def test_a_sum_with_one_hidden_part_only_is_hidden_itself() -> None:
    assert hide_cells({"sum": 9, "part": 9, "small": 3, "over": 3}, [("over", ["small"])], 5) == {
        "small",
        "over",
    }
    found = hide_cells({"year": 30, "a": 3, "b": 20, "c": 7}, [("year", ["a", "b", "c"])], 5)
    assert found == {"a", "c"}
