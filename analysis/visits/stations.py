"""Which counts of a wave may be shown by station: the station's whole wave, never its weeks. Pure.

Weeks and months are shown of all stations together, and the total before and after each counting
is known. So a table by station is shown only where no station's presses and no week's presses
differ by a few when one of them holds the other, nor say together what a few pressed; else it waits
until more has come. All stations or none: where one is hidden, the weeks could help to find it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from analysis.methods.disclosure import INSIDE
from analysis.visits.weeks import Counting, Presses, parts_of, steps_of

#: Every choice among the stations is looked at, and there are 2^n.
MOST_STATIONS = 8
#: {station: {code: presses}}
StationCounts = dict[int, dict[int, int]]


def settled_stations(
    countings: Sequence[Counting], limit: int, inside: int = INSIDE
) -> tuple[StationCounts, int]:
    """The newest table by station that may be shown, and how many countings it holds.

    Two tables, whenever they were read, differ in every station by nobody or by `limit` at least.
    """
    shown: Counter[tuple[int, int]] = Counter()
    waiting: list[Presses] = []
    held = number = 0
    for step in steps_of(countings, limit, inside):
        number += len(step)
        waiting += [weeks.presses for one in step for weeks in parts_of(one, limit)]
        if may_settle(waiting, limit):
            for presses in waiting:
                shown.update(presses)
            waiting, held = [], number
    found: StationCounts = {}
    for (station, code), count in shown.items():
        if code >= 0 and count:
            found.setdefault(station, {})[code] = count
    return found, held


def may_settle(parts: Sequence[Presses], limit: int) -> bool:
    """Whether a stretch of time may be shown by station beside its parts (weeks)."""
    sizes = [_by_station(presses) for presses in parts]
    stations = {station for size in sizes for station, count in size.items() if count}
    whole = [sum(size[station] for size in sizes) for station in stations]
    if len(stations) > MOST_STATIONS or any(count < limit for count in whole):
        return False
    if any(count < 0 for presses in parts for count in presses.values()):
        return False
    return not any(
        _differs_by_few(sizes, frozenset(chosen), limit)
        for many in range(1, len(stations))
        for chosen in combinations(sorted(stations), many)
    ) and not _gives_away(parts, stations, limit)


def _by_station(presses: Presses) -> Counter[int]:
    found: Counter[int] = Counter()
    for (station, code), count in presses.items():
        found[station] += count if code >= 0 else 0
    return found


def _differs_by_few(sizes: Sequence[Counter[int]], chosen: frozenset[int], limit: int) -> bool:
    """Whether the weeks that hold all presses of some stations hold only a few others."""
    others = 0
    for size in sizes:
        mine = sum(size[station] for station in chosen)
        others += size.total() - mine if mine else 0
    return 0 < others < limit


def _gives_away(parts: Sequence[Presses], stations: Iterable[int], limit: int) -> bool:
    """Whether the sums leave one value for what a few pressed at a station in a week.

    It is known when its bounds meet: max(0, row + column - total) = min(row, column) (Fréchet 1940).
    """
    codes = {code for presses in parts for _station, code in presses if code >= 0}
    for code in codes:
        columns = [_of(presses, code) for presses in parts]
        total = sum(columns)
        for station in stations:
            row = sum(presses.get((station, code), 0) for presses in parts)
            for presses, column in zip(parts, columns, strict=True):
                least, most = max(0, row + column - total), min(row, column)
                few = _by_station(presses)[station] < limit
                if least == most > 0 and few:
                    return True
    return False


def _of(presses: Presses, code: int) -> int:
    return sum(count for (_station, given), count in presses.items() if given == code)
