"""Weeks, months and stations of presses: no two tables that were ever shown differ by a few."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

import numpy as np
import pytest

from analysis.visits.stations import may_settle, settled_stations
from analysis.visits.weeks import (
    Counting,
    Presses,
    Weeks,
    last_sunday,
    months,
    parts_of,
    shown_weeks,
)

INSIDE, PUBLIC = 5, 10
MONDAY, DAY, WEEK = date(2026, 1, 5), timedelta(days=1), timedelta(days=7)
#: (number of the press, station, day, code)
Press = tuple[int, int, date, int]
#: Which presses a shown table is about.
Persons = frozenset[int]


def weeks_of(sizes: list[int], after: date | None = None, start: date = MONDAY) -> Counting:
    """A counting of weeks with so many presses each, on Wednesdays at station 1."""
    days = {start + i * WEEK + 2 * DAY: {(1, 4): size} for i, size in enumerate(sizes)}
    return Counting(after, days)


def spans(shown: tuple[Weeks, ...]) -> list[tuple[int, int, int]]:
    """First and last ISO week, and how many presses."""
    return [(one.first.isocalendar().week, one.last.isocalendar().week, one.size) for one in shown]


def test_a_week_of_few_presses_is_shown_together_with_the_next() -> None:
    assert spans(shown_weeks([weeks_of([12, 4, 20])], PUBLIC)) == [(2, 2, 12), (3, 4, 24)]


def test_a_last_week_of_few_presses_goes_with_the_one_before() -> None:
    assert spans(shown_weeks([weeks_of([12, 14, 3])], PUBLIC)) == [(2, 2, 12), (3, 4, 17)]


def test_nothing_is_shown_of_too_few_presses() -> None:
    assert not shown_weeks([weeks_of([3, 4])], PUBLIC)
    assert not shown_weeks([], PUBLIC)


def test_a_late_press_counts_in_the_week_in_which_it_was_counted() -> None:
    first = weeks_of([12])
    late = Counting(MONDAY + 6 * DAY, {MONDAY: {(1, 1): 1}, MONDAY + WEEK: {(1, 4): 15}})
    assert spans(shown_weeks([first, late], PUBLIC)) == [(2, 2, 12), (3, 3, 16)]


def test_a_small_counting_by_hand_waits_and_goes_with_the_next() -> None:
    first, small = weeks_of([12]), weeks_of([6], MONDAY + 6 * DAY, MONDAY + WEEK)
    assert spans(shown_weeks([first, small], PUBLIC)) == [(2, 2, 12)]
    then = weeks_of([4, 30], MONDAY + 13 * DAY, MONDAY + 2 * WEEK)
    # Not 6 + 4 by themselves: inside, the total after the six is known.
    assert spans(shown_weeks([first, small, then], PUBLIC)) == [(2, 2, 12), (3, 5, 40)]


def test_more_taken_back_than_came_leaves_no_week_below_zero() -> None:
    back = Counting(MONDAY + 13 * DAY, {MONDAY: {(1, 4): -3}, MONDAY + 2 * WEEK: {(1, 1): 14}})
    assert spans(shown_weeks([weeks_of([12, 11]), back], PUBLIC)) == [(2, 2, 12), (3, 4, 22)]


def test_a_month_is_the_sum_of_the_weeks_whose_thursday_lies_in_it() -> None:
    found = months(shown_weeks([weeks_of([10, 11, 12, 13, 14, 15])], PUBLIC))
    assert [(month.month, weeks.size) for month, weeks in found.items()] == [(1, 46), (2, 29)]
    # Thursday 29 January is the last; Sunday 1 February ends its week.
    assert last_sunday(date(2026, 1, 1)) == date(2026, 2, 1)
    assert last_sunday(date(2026, 12, 1)) == date(2027, 1, 3)


def test_stations_are_shown_when_each_has_enough_and_the_weeks_tell_nothing_more() -> None:
    def week(number: int, first: int, second: int) -> dict[date, Presses]:
        day = MONDAY + number * WEEK
        return {day: {(1, 4): first - 2, (1, 1): 2, (2, 4): second - 2, (2, 1): 2}}

    both = [Counting(None, week(0, 12, 14)), Counting(MONDAY + 6 * DAY, week(1, 20, 11))]
    assert settled_stations(both, PUBLIC) == ({1: {4: 28, 1: 4}, 2: {4: 21, 1: 4}}, 2)
    waits = [both[0], Counting(MONDAY + 6 * DAY, week(1, 20, 3))]
    assert settled_stations(waits, PUBLIC)[1] == 1


def test_a_station_that_was_there_one_week_is_not_shown_beside_it() -> None:
    """The week had 15 presses, the station 12: three were pressed at the other."""
    first, second = {(1, 4): 30, (1, 1): 5}, {(1, 4): 3, (2, 4): 9, (2, 1): 3}
    assert not may_settle([first, second], PUBLIC)


def test_stations_wait_where_the_sums_say_what_a_few_pressed() -> None:
    """All who were dissatisfied pressed at station 2 in the second week: that is all four of them."""
    first, second = {(1, 4): 30, (2, 4): 20}, {(1, 4): 30, (2, 1): 4}
    assert not may_settle([first, second], PUBLIC)


def history(dice: random.Random) -> list[list[Press]]:
    """What each counting of a wave took in: some weeks are quiet, some presses come late."""
    busy = dice.choice((2, 5, 9, 14, 30))
    # Some stations come later than others.
    since = [dice.choice((0, 0, 0, 2, 4)) for _ in range(dice.randint(1, 3))]
    number = 0
    countings: list[list[Press]] = []
    waiting: list[Press] = []
    for week in range(dice.randint(2, 9)):
        for _ in range(dice.randint(0, 2 * busy)):
            late = timedelta(days=dice.choice((0, 0, 0, 0, 0, 0, 0, 8)))
            day = MONDAY + week * WEEK + dice.randrange(7) * DAY - late
            station = dice.choice([n for n, first in enumerate(since) if first <= week] or [0])
            waiting.append((number, station, day, dice.choice((4, 4, 3, 1))))
            number += 1
        # The job counts at the public limit; a person by hand at the limit inside.
        if dice.random() < 0.8 and len(waiting) >= dice.choice((PUBLIC, PUBLIC, INSIDE)):
            countings.append(waiting)
            waiting = []
    return countings


def as_counting(presses: list[Press], after: date | None) -> Counting:
    """What one counting changed."""
    days: dict[date, Counter[tuple[int, int]]] = {}
    for _number, station, day, code in presses:
        days.setdefault(day, Counter())[station, code] += 1
    return Counting(after, days)


def members(presses: list[Press], counting: Counting) -> list[tuple[Weeks, Persons]]:
    """Which presses stand in which part of a counting."""
    begins = (
        counting.after + DAY - (counting.after + DAY).weekday() * DAY
        if counting.after
        else date.min
    )
    return [
        (
            part,
            frozenset(
                number
                for number, _station, day, _code in presses
                if part.first <= max(day - day.weekday() * DAY, begins) <= part.last
            ),
        )
        for part in parts_of(counting, PUBLIC)
    ]


def everything_shown(countings: list[list[Press]]) -> Iterator[Persons]:
    """Every table that a reader could have kept, after each counting; as who is in it."""
    made: list[Counting] = []
    whole: Persons = frozenset()
    parts: list[tuple[Weeks, Persons]] = []
    at_station: dict[int, Persons] = {}
    for number, presses in enumerate(countings):
        after = MONDAY - DAY + number * WEEK if number else None
        made.append(as_counting(presses, after))
        parts += members(presses, made[-1])
        whole |= frozenset(press[0] for press in presses)
        if len(whole) >= INSIDE:
            yield whole
        shown = shown_weeks(made, PUBLIC)
        for weeks in [*shown, *months(shown).values()]:
            yield _who(weeks, shown, parts)
        held = settled_stations(made, PUBLIC)[1]
        for _number, station, _day, _code in [p for some in countings[:held] for p in some]:
            at_station[station] = frozenset(
                p[0] for some in countings[:held] for p in some if p[1] == station
            )
        yield from at_station.values()


def _who(weeks: Weeks, shown: tuple[Weeks, ...], parts: list[tuple[Weeks, Persons]]) -> Persons:
    """The presses of shown weeks: those of the parts that they are made of, in order."""
    sizes = {id(one): one.size for one in shown}
    found: list[tuple[Weeks, Persons]] = []
    rest = list(parts)
    for one in shown:
        persons: Persons = frozenset()
        while rest and len(persons) < sizes[id(one)]:
            persons |= rest.pop(0)[1]
        found.append((one, persons))
    return frozenset[int]().union(
        *(persons for one, persons in found if weeks.first <= one.first and one.last <= weeks.last)
    )


@pytest.mark.parametrize("seed", range(150))
def test_no_tables_that_were_ever_shown_differ_by_a_few(seed: int) -> None:
    """Inside: total, weeks, months and stations after every counting, and all sums of two."""
    tables = set(everything_shown(history(random.Random(seed))))
    for one, other in combinations(tables, 2):
        for difference in (one - other, other - one):
            nested = one <= other or other <= one
            assert not nested or not 0 < len(difference) < INSIDE, (seed, len(difference))


@pytest.mark.parametrize("seed", range(150))
def test_no_few_presses_are_a_sum_of_tables(seed: int) -> None:
    """Linear algebra: what tells apart a few presses is not in the span of what was shown."""
    tables = sorted(set(everything_shown(history(random.Random(seed)))), key=sorted)
    kinds: dict[tuple[bool, ...], int] = Counter()
    for press in frozenset[int]().union(*tables) if tables else frozenset():
        kinds[tuple(press in table for table in tables)] += 1
    if not tables:
        return
    matrix = np.array([[float(held[i]) for held in kinds] for i in range(len(tables))])
    rank = np.linalg.matrix_rank(matrix)
    for place, size in enumerate(kinds.values()):
        if size < INSIDE:
            wanted = np.zeros(len(kinds))
            wanted[place] = 1.0
            assert np.linalg.matrix_rank(np.vstack([matrix, wanted])) > rank, (seed, size)
