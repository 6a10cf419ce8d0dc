"""Who may be seen: the one place that every figure passes through before it is shown.

A group of fewer than `k` answers is hidden (5 inside the organisation, 10 on public pages), and so
is everything from which its answers could be worked out. Hidden and empty are the same: None.
Estimates, comparisons and sentences are made from what comes out of here, never from what goes in.
Pure: counts in, counts out.

What a total holds must not depend on who looks, or a reader of both pages could subtract one total
from the other. So the rule for the third group is applied at the limit inside as well as at k.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from core.codes import Group, Missing

INSIDE = 5
PUBLIC = 10

#: How many answered what: {code: persons}; negative codes are the kinds of missing.
Codes = Mapping[int, int]
#: The answers to one question by group, without a total; a group may be left out when it is empty.
Table = Mapping[Group, Codes]

PARTS = (Group.WOMAN, Group.MAN, Group.OTHER)
WOMEN_AND_MEN = PARTS[:2]


@dataclass(frozen=True)
class Disclosed:
    """One table as it may be shown.

    `cells` has all four groups, with valid answers only; None is hidden. `parts` are the groups
    that the total is made of. `missing` is how many in the total gave no valid answer, by kind.
    """

    cells: Mapping[Group, Codes | None]
    parts: tuple[Group, ...]
    missing: Mapping[Missing, int]


#: A table of which nothing is shown.
HIDDEN = Disclosed(dict.fromkeys(Group), PARTS, {})


def answered(codes: Codes) -> int:
    """How many gave a valid answer: kinds of missing are outside."""
    return sum(count for code, count in codes.items() if code >= 0)


def _sizes(table: Table) -> dict[Group, int]:
    return {group: answered(table.get(group, {})) for group in PARTS}


def _total(table: Table, parts: Iterable[Group]) -> dict[int, int]:
    total: dict[int, int] = {}
    for group in parts:
        for code, count in table.get(group, {}).items():
            total[code] = total.get(code, 0) + count
    return total


def _valid(codes: Codes) -> dict[int, int]:
    return {code: count for code, count in codes.items() if code >= 0 and count}


def total_parts(sizes: Mapping[Group, int], limits: Iterable[int]) -> tuple[Group, ...]:
    """The groups in a total: women and men only, where only the third group is hidden."""
    third = sizes[Group.OTHER]
    both = min(sizes[group] for group in WOMEN_AND_MEN)
    return WOMEN_AND_MEN if any(third < limit <= both for limit in limits) else PARTS


def _shown_groups(sizes: Mapping[Group, int], k: int) -> frozenset[Group]:
    """Women and men are shown together or not at all, and the third group only beside them."""
    if min(sizes[group] for group in WOMEN_AND_MEN) < k:
        return frozenset()
    return frozenset(group for group in PARTS if sizes[group] >= k)


def _cells(
    table: Table, parts: Iterable[Group], shown: Iterable[Group], k: int
) -> dict[Group, Codes | None]:
    total = _total(table, parts)
    cells: dict[Group, Codes | None] = dict.fromkeys(Group)
    if answered(total) >= k:
        cells[Group.ALL] = _valid(total)
    return cells | {group: _valid(table[group]) for group in shown}


def _missing(
    table: Table, parts: Iterable[Group], shown: Iterable[Group], k: int
) -> dict[Missing, int]:
    """How many in the total gave no valid answer, by kind, where that tells nothing more.

    Answers and missing answers add up to everyone who took part. Where a gender is hidden on one
    question and not on the next, the two sums would differ by the size of the third group.
    """
    if not shown and any(table.get(group) for group in WOMEN_AND_MEN):
        return {}
    total = _total(table, parts)
    kinds = (Missing.SKIPPED, Missing.DONT_KNOW, Missing.REFUSED) if answered(total) >= k else ()
    return {kind: total[kind] for kind in kinds if total.get(kind, 0) >= k}


def disclose(table: Table, k: int, inside: int = INSIDE) -> Disclosed:
    """The table of one question as it may be shown to those whose limit is `k`.

    Women or men fewer than k: only the total. Only the third group fewer than k: the total is women
    and men. Total fewer than k: nothing. `inside` is the lowest limit in use.
    """
    sizes = _sizes(table)
    parts, shown = total_parts(sizes, (inside, k)), _shown_groups(sizes, k)
    return Disclosed(_cells(table, parts, shown, k), parts, _missing(table, parts, shown, k))


def _hide_together(
    sizes: Mapping[str, Mapping[Group, int]], groups: Iterable[Group], hidden: set[str], k: int
) -> set[str]:
    """The complementary rule: the smallest sibling goes too, until the hidden are safe together.

    They do when they are at least two and, in each of `groups`, at least k answers together.
    """
    groups, hidden = tuple(groups), set(hidden)

    def size(name: str) -> tuple[int, str]:
        return sum(sizes[name].values()), name

    for name in sorted(sizes.keys() - hidden, key=size):
        together = [sum(sizes[one][group] for one in hidden) for group in groups]
        if not hidden or (len(hidden) > 1 and min(together) >= k):
            break
        hidden.add(name)
    return hidden


def _given_away(
    tables: Mapping[str, Table],
    parts: tuple[Group, ...],
    closed: set[str],
    unsplit: set[str],
    limit: int,
) -> set[str]:
    """Siblings whose total says what a small group in them answered.

    Were all who gave an answer women, then so are those who gave it here. For each code the hidden
    cells are a table of siblings by gender whose sums can be had; a cell is known when its bounds
    meet: max(0, row + column - total) = min(row, column) (Fréchet 1940).
    """
    found = set()
    for code in {code for table in tables.values() for codes in table.values() for code in codes}:
        cells = {
            name: {group: tables[name].get(group, {}).get(code, 0) for group in parts}
            for name in unsplit
        }
        columns = {group: sum(cell[group] for cell in cells.values()) for group in parts}
        total = sum(columns.values())
        for name in unsplit - closed if code >= 0 else ():
            row = sum(cells[name].values())
            for group in parts:
                most, least = min(row, columns[group]), max(0, row + columns[group] - total)
                if most == least > 0 and answered(tables[name].get(group, {})) < limit:
                    found.add(name)
    return found


def disclose_siblings(
    tables: Mapping[str, Table], k: int, inside: int = INSIDE, public: int = PUBLIC
) -> dict[str, Disclosed]:
    """Tables that add up to one that is shown by `disclose`, such as the sections of a unit.

    What is hidden in one of them could be had as their sum minus the others. So at least two are
    hidden, and together they are at least k; the same for women and men within, and a total goes
    that would say what a small group within answered. Numbers of missing answers are not shown.
    A table that has siblings must never be shown by `disclose` alone.
    """
    sizes = {name: _sizes(table) for name, table in tables.items()}
    parent = {group: sum(size[group] for size in sizes.values()) for group in PARTS}
    parts = total_parts(parent, {inside, k, public})
    totals = {
        name: {Group.ALL: sum(size[group] for group in parts)} for name, size in sizes.items()
    }
    closed: set[str] = set()
    unsplit: set[str] = set()
    # First as inside: were others hidden there than here, who reads both would see everything.
    for limit in sorted({inside, k}):
        closed |= {name for name, total in totals.items() if total[Group.ALL] < limit}
        unsplit |= {name for name, size in sizes.items() if min(size[one] for one in parts) < limit}
        while True:
            closed = _hide_together(totals, [Group.ALL], closed, limit)
            unsplit = _hide_together(sizes, parts, closed | unsplit, limit)
            given_away = _given_away(tables, parts, closed, unsplit, limit)
            # Women and men of the whole are known only where they are shown.
            if not given_away or min(parent[group] for group in WOMEN_AND_MEN) < limit:
                break
            closed |= given_away
    shown = {name: () if name in unsplit else parts for name in tables}
    return {
        name: HIDDEN
        if name in closed
        else Disclosed(_cells(table, parts, shown[name], k), parts, {})
        for name, table in tables.items()
    }


def hide_cells(
    counts: Mapping[str, int],
    sums: Iterable[tuple[str, Collection[str]]],
    k: int,
    with_it: Mapping[str, Collection[str]] | None = None,
) -> frozenset[str]:
    """The cells of crossed tables that may not be shown: small ones, and what would give them away.

    `sums` says which cell is the sum of which others, in every table that a reader may have: rows,
    columns, and the parts of a longer time. Of each sum that is shown, no parts are hidden or at
    least two, which are at least k together; where the sum is hidden, so is one of its parts.
    `with_it` says which cells are never shown without another.
    """
    sums, with_it = [(total, tuple(parts)) for total, parts in sums], with_it or {}
    hidden = {name for name, count in counts.items() if count < k}
    found = -1
    while found != len(hidden):
        found = len(hidden)
        hidden |= {one for name in hidden & with_it.keys() for one in with_it[name]}
        for total, parts in sums:
            gone = hidden.intersection(parts)
            if gone and total not in hidden:
                sizes = {name: {Group.ALL: counts[name]} for name in parts}
                gone = _hide_together(sizes, [Group.ALL], gone, k)
                is_safe = len(gone) > 1 and sum(counts[name] for name in gone) >= k
                hidden |= gone if is_safe else {*gone, total}
            elif total in hidden and not gone:
                hidden.add(min(parts, key=lambda name: (counts[name], name)))
    return frozenset(hidden)
