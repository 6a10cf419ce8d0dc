"""A wave counted several times, whole or cut in parts: which of its counts may be looked at.

Parts are sections, modes or age groups. Pure: counts in, counts out. Hiding itself is done by
`disclose` and `disclose_siblings`.
"""

from collections.abc import Callable, Mapping, Sequence

from analysis.methods.disclosure import PARTS, Table, disclose_siblings
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


def settled(sealings: Sequence[Parts], limit: int, limits: tuple[int, int]) -> Counts:
    """The newest tables that nobody can compare with older ones to see what a few persons answered.

    Takes what each sealing changed, in order; `limits` are those inside and in public.
    """
    shown: Counts = {}
    for changes in sealings[: settled_sealings(sealings, limit, limits)]:
        _add(shown, changes)
    return shown


def settled_whole(sealings: Sequence[Table], limit: int, limits: tuple[int, int]) -> Table:
    """The same of a wave that is not cut in parts."""
    return settled([{"": table} for table in sealings], limit, limits).get("", {})


def settled_sealings(sealings: Sequence[Parts], limit: int, limits: tuple[int, int]) -> int:
    """How many sealings may be shown.

    The first may. What came later may only together with so much more that every group in every
    part changed by nobody or by `limit` valid answers at least: the sealing itself looks at who
    took part in the whole wave, and one late answer to a question or in a section would be the
    difference between two days' tables. Where other groups are shown than before, nobody is not
    enough: who was hidden would be the older total minus those who have not changed.

    Others see the wave as far as colleagues do, and parts as far as both see the whole: else a few
    late answers would be the difference between the sum of the parts and the whole.
    """
    if len(sealings) < 2:
        return len(sealings)
    whole = [merged(parts, lambda _part: "") for parts in sealings]
    moments = list(range(1, len(sealings) + 1))
    for k in sorted(one for one in limits if one <= limit):
        moments = _moments(whole, moments, k, limits)
    return max(_moments(sealings, moments, limit, limits), default=0)


def _moments(
    sealings: Sequence[Parts], among: Sequence[int], limit: int, limits: tuple[int, int]
) -> list[int]:
    """The sealings, of some, after which something new may be shown."""
    shown: Counts = {}
    waiting: Counts = {}
    found: list[int] = []
    for number, changes in enumerate(sealings, 1):
        _add(waiting, changes)
        if number == 1 or (number in among and _may_follow(shown, waiting, limit, limits)):
            _add(shown, waiting)
            waiting = {}
            found.append(number)
    return found


def _add(into: Counts, parts: Parts) -> None:
    for name, table in parts.items():
        groups = into.setdefault(name, {group: {} for group in PARTS})
        for group, codes in table.items():
            for code, count in codes.items():
                groups[group][code] = groups[group].get(code, 0) + count


def _may_follow(shown: Parts, waiting: Parts, limit: int, limits: tuple[int, int]) -> bool:
    changed = _persons_by_group(waiting)
    if any(0 < persons < limit for persons in changed.values()):
        return False
    together: Counts = {}
    for counts in (shown, waiting):
        _add(together, counts)
    there = {place for place, persons in _persons_by_group(together).items() if persons}
    if all(changed.get(place) for place in there):
        return True
    nothing_shown = sum(_persons_by_group(shown).values()) < min(limits)
    return nothing_shown or _cells_shown(shown, limits) == _cells_shown(together, limits)


def _cells_shown(parts: Parts, limits: tuple[int, int]) -> frozenset[object]:
    """Which cells a reader sees, inside and in public, and of which groups the totals are made."""
    return frozenset(
        (k, name, group, one.parts)
        for k in limits
        for name, one in disclose_siblings(parts, k, *limits).items()
        for group, codes in one.cells.items()
        if codes is not None
    )


def _persons_by_group(parts: Parts) -> dict[tuple[str, Group], int]:
    """At least how many valid answers stand behind counts that may be of both signs."""
    found = {}
    for name, table in parts.items():
        for group, codes in table.items():
            valid = [count for code, count in codes.items() if code >= 0]
            more, fewer = (sum(sign * n for n in valid if sign * n > 0) for sign in (1, -1))
            found[name, group] = max(more, fewer)
    return found
