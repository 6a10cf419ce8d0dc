"""A wave cut in parts (sections, modes, age groups): which counts may be looked at, and how.

Pure: counts in, counts out. Hiding itself is done by `disclose_siblings`.
"""

from collections.abc import Callable, Iterable, Mapping

from analysis.methods.disclosure import PARTS, Table
from core.codes import Group

#: {part: table} of one question.
Parts = Mapping[str, Table]
Counts = dict[str, dict[Group, dict[int, int]]]


def merged(parts: Parts, part_of: Callable[[str], str]) -> Counts:
    """The tables of smaller parts added up to those of the parts they belong to."""
    found: Counts = {}
    for name, table in parts.items():
        _add(found, {part_of(name): table})
    return found


def settled(sealings: Iterable[Parts], limit: int) -> Counts:
    """The newest tables that nobody can compare with older ones to see what a few persons answered.

    Takes what each sealing changed, in order. The first is shown. What came later is shown only
    together with so much more that every group in every part changed by nobody or by `limit`
    persons at least: the sealing itself looks at the whole, and one late answer in a section would
    be the difference between two days' tables.
    """
    shown: Counts = {}
    waiting: Counts = {}
    for number, changes in enumerate(sealings):
        _add(waiting, changes)
        if number == 0 or _changes_enough(waiting, limit):
            _add(shown, waiting)
            waiting = {}
    return shown


def _add(into: Counts, parts: Parts) -> None:
    for name, table in parts.items():
        groups = into.setdefault(name, {group: {} for group in PARTS})
        for group, codes in table.items():
            for code, count in codes.items():
                groups[group][code] = groups[group].get(code, 0) + count


def _changes_enough(parts: Parts, limit: int) -> bool:
    changed = [_persons(codes) for table in parts.values() for codes in table.values()]
    return all(persons == 0 or persons >= limit for persons in changed)


def _persons(codes: Mapping[int, int]) -> int:
    """At least how many persons stand behind changes that may be of both signs."""
    more = sum(count for count in codes.values() if count > 0)
    fewer = -sum(count for count in codes.values() if count < 0)
    return max(more, fewer)
