"""Presses at stations put together in weeks that may be shown one by one. Pure.

Everything that is shown of such a wave, now or earlier or to others, is a sum of these parts, and
each part has at least `limit` presses. So no two tables differ by fewer, whichever a reader kept:

- A part never crosses from one shown total to the next, for both are known.
- What comes late counts where its counting begins, so that a week that was shown stays as it was.
- A week of fewer presses goes together with the next, at the end of a counting with the one before.
- A counting of fewer as a whole, as one by hand can be, waits and goes with the next, as the total.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from analysis.methods.disclosure import INSIDE
from analysis.results.part_tables import settled_sealings
from core.codes import Group

DAY, WEEK = timedelta(days=1), timedelta(days=7)
#: {(station, code): how many}; a taken back press is -1, a kind of missing a negative code.
Presses = Mapping[tuple[int, int], int]


@dataclass(frozen=True)
class Counting:
    """What one counting of a wave changed, by day; `after` is the last day counted before it."""

    after: date | None
    days: Mapping[date, Presses]


@dataclass(frozen=True)
class Weeks:
    """A week, or several shown as one: the first and the last Monday, and what was pressed."""

    first: date
    last: date
    presses: Presses

    @property
    def codes(self) -> dict[int, int]:
        """{code: presses} of all stations."""
        return {code: count for code, count in codes_of([self.presses]).items() if count}

    @property
    def size(self) -> int:
        """How many presses that say something."""
        return sum(count for code, count in self.codes.items() if code >= 0)


def monday_of(day: date) -> date:
    """The first day of the ISO week."""
    return day - day.weekday() * DAY


def month_of(weeks: Weeks) -> date:
    """The first day of the month that weeks belong to: that of the first one's Thursday."""
    return (weeks.first + 3 * DAY).replace(day=1)


def last_sunday(month: date) -> date:
    """The end of the last week that belongs to a month: the one of its last Thursday."""
    next_month = (month.replace(day=28) + WEEK).replace(day=1)
    return monday_of(next_month - 4 * DAY) + 6 * DAY


def steps_of(countings: Sequence[Counting], limit: int, inside: int) -> list[list[Counting]]:
    """The countings by which the total that everybody sees grew; what still waits is left out.

    The same rule as of the total itself, so that the weeks always add up to it.
    """
    tables = [{"": {Group.OTHER: codes_of(counting.days.values())}} for counting in countings]
    ends = {
        settled_sealings(tables[:number], limit, (inside, limit))
        for number in range(1, len(tables) + 1)
    }
    return [list(countings[start:end]) for start, end in pairwise([0, *sorted(ends)])]


def shown_weeks(
    countings: Sequence[Counting], limit: int, inside: int = INSIDE
) -> tuple[Weeks, ...]:
    """The weeks of a wave's countings, in order, none with fewer than `limit` presses."""
    shown: list[Weeks] = []
    small: list[Weeks] = []
    for step in steps_of(countings, limit, inside):
        # Its earlier countings were too small, and the total inside may have been known between.
        *before, last = [parts_of(counting, limit) for counting in step]
        small += [weeks for parts in before for weeks in parts]
        for weeks in last or [joined(small)] if last or small else ():
            whole = joined([*small, weeks])
            if not is_enough(weeks, limit) and not is_enough(whole, limit):
                small = [whole]
                continue
            shown, small = [*shown, whole], []
            if len(shown) > 1 and shown[-1].first <= shown[-2].last:
                shown[-2:] = [joined(shown[-2:])]
        # The total holds it, so some week must: more was taken back than came.
        if small and shown:
            shown, small = [*shown, *small], []
        while len(shown) > 1 and not is_enough(shown[-1], limit):
            shown[-2:] = [joined(shown[-2:])]
    return tuple(weeks for weeks in shown if is_enough(weeks, limit))


def parts_of(counting: Counting, limit: int) -> list[Weeks]:
    """The weeks of one counting; a single one that is not enough where the whole is not."""
    by_week: dict[date, Counter[tuple[int, int]]] = {}
    begins = monday_of(counting.after + DAY) if counting.after else date.min
    for day, presses in counting.days.items():
        week = by_week.setdefault(max(monday_of(day), begins), Counter())
        # Not `+=`, which leaves out what is below zero.
        week.update(presses)
    found: list[Weeks] = []
    waiting: list[Weeks] = []
    for monday in sorted(by_week):
        waiting.append(Weeks(monday, monday, by_week[monday]))
        if is_enough(whole := joined(waiting), limit):
            found.append(whole)
            waiting = []
    while found and waiting:
        whole = joined([found.pop(), *waiting])
        waiting = [whole]
        if is_enough(whole, limit):
            found.append(whole)
            waiting = []
    return [*found, joined(waiting)] if waiting else found


def is_enough(weeks: Weeks, limit: int) -> bool:
    """Whether weeks may stand by themselves: so many presses, and nothing below zero."""
    return weeks.size >= limit and min(weeks.codes.values(), default=0) >= 0


def joined(parts: Iterable[Weeks]) -> Weeks:
    """Several shown as one; at least one."""
    every = list(parts)
    presses: Counter[tuple[int, int]] = Counter()
    for one in every:
        presses.update(one.presses)
    return Weeks(min(one.first for one in every), max(one.last for one in every), presses)


def months(weeks: Iterable[Weeks]) -> dict[date, Weeks]:
    """The months, by their first day: each the sum of weeks, so that it says nothing of parts of one."""
    found: dict[date, list[Weeks]] = {}
    for one in weeks:
        found.setdefault(month_of(one), []).append(one)
    return {month: joined(found[month]) for month in sorted(found)}


def codes_of(presses: Iterable[Presses]) -> dict[int, int]:
    """{code: presses} of some together."""
    found: Counter[int] = Counter()
    for one in presses:
        for (_station, code), count in one.items():
            found[code] += count
    return found
