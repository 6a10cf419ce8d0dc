"""Published figures as results need them, and which of them may be shown.

Pure. A figure's number of answers passes `disclose` like any count; a figure whose number is not
known has nothing that could be subtracted from anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.methods.disclosure import INSIDE, PARTS, WOMEN_AND_MEN, disclose
from core.codes import Group


@dataclass(frozen=True)
class Figure:
    """One published figure: a share 0–1, or a mean on the scale people know.

    `positive` is there when the source gave counts; without them the value is as it was printed,
    and `n` may be unknown. `computed` is a mean that was made here of published sub-indices. `mode`
    is how people answered, empty when unknown; `version_id` the wording they were asked with.
    """

    value: float
    n: int | None = None
    positive: int | None = None
    source: str = ""
    computed: bool = False
    mode: str = ""
    version_id: int | None = None


#: What a source says by group; ALL is everybody, also where the source does not split.
FigureTable = Mapping[Group, Figure]


@dataclass(frozen=True)
class PublishedTables:
    """Figures that are not counts, by variable and wave, and those of others, by their names."""

    values: Mapping[str, Mapping[str, FigureTable]] = field(default_factory=dict)
    others: Mapping[str, Mapping[str, Mapping[str, FigureTable]]] = field(default_factory=dict)


def third_group(table: FigureTable) -> int:
    """How many are neither women nor men; 0 where the source does not tell."""
    if Group.OTHER in table:
        return table[Group.OTHER].n or 0
    everybody = table[Group.ALL].n if Group.ALL in table else None
    return max(0, (everybody or 0) - sum(_size(table, group) for group in WOMEN_AND_MEN))


def disclose_figures(table: FigureTable, k: int, inside: int = INSIDE) -> dict[Group, Figure]:
    """The figures of one variable and wave that may be shown to those whose limit is `k`.

    They follow `disclose`. A published total cannot be made smaller, so it is shown only where
    it holds those that a total may hold.
    """
    sizes = {group: _size(table, group) for group in WOMEN_AND_MEN}
    sizes[Group.OTHER] = third_group(table)
    shown = disclose({group: {0: n} for group, n in sizes.items()}, k, inside)
    found = {
        group: figure
        for group, figure in table.items()
        if group in PARTS and shown.cells[group] is not None
    }
    total = table.get(Group.ALL)
    if total is None:
        return found
    held = sum(sizes[group] for group in shown.parts)
    if total.n is None:
        fits = not any(sizes.values()) or (not found and held >= k)
    else:
        fits = shown.cells[Group.ALL] is not None and held == total.n
    return {Group.ALL: total, **found} if fits else found


def disclose_others(
    tables: Mapping[str, FigureTable], whole: Mapping[Group, int], k: int, inside: int = INSIDE
) -> dict[str, dict[Group, Figure]]:
    """The figures of others than the unit, by name, that may be shown beside the unit's.

    `whole` is how many are behind the unit's own shown figures. The others may be parts of the
    unit: what is shown of them must never leave 1..k−1 persons when it is subtracted.
    """
    shown = {name: disclose_figures(table, k, inside) for name, table in tables.items()}
    for group in Group:
        told = {
            name: n
            for name, table in shown.items()
            if group in table and (n := table[group].n) is not None
        }
        for name in _leaving_few(told, whole[group], k) if group in whole else ():
            shown[name] = _without(shown[name], group)
    return {name: table for name, table in shown.items() if table}


def _without(table: Mapping[Group, Figure], group: Group) -> dict[Group, Figure]:
    """Without the total nothing is left; without a gender, the total."""
    if group is Group.ALL:
        return {}
    return {one: figure for one, figure in table.items() if one is Group.ALL}


def _leaving_few(sizes: Mapping[str, int], whole: int, k: int) -> list[str]:
    """Those to hide so that no sum of the rest is nearly the whole, or a little more.

    From the largest on, each stays that makes no such sum together with those that stay. The sums
    are the ones among the bits of a number, so the time grows with subjects times persons / 64.
    """
    lowest, most = max(1, whole - k + 1), whole + k - 1
    few = sum(1 << total - lowest for total in range(lowest, most + 1) if total != whole)
    sums, hidden = 1, []
    for name in sorted(sizes, key=lambda one: (-sizes[one], one)):
        if sizes[name] > most:
            continue
        larger = (sums << sizes[name]) & ((1 << (most + 1)) - 1)
        if (larger >> lowest) & few:
            hidden.append(name)
        else:
            sums |= larger
    return hidden


def _size(table: FigureTable, group: Group) -> int:
    return (table[group].n or 0) if group in table else 0


def codes_of(
    table: FigureTable, positive: int, negative: int
) -> dict[Group, dict[int, int]] | None:
    """The table as counts of two codes; None where any figure came without counts.

    Who is in the total but neither woman nor man is the third group.
    """
    counts: dict[Group, tuple[int, int]] = {}
    for group, figure in table.items():
        if figure.positive is None or figure.n is None:
            return None
        counts[group] = (figure.positive, figure.n)
    everybody = counts.pop(Group.ALL, None)
    if everybody is not None and Group.OTHER not in counts:
        yes, n = (sum(pair[place] for pair in counts.values()) for place in (0, 1))
        rest = (everybody[0] - yes, everybody[1] - n)
        if not 0 <= rest[0] <= rest[1]:
            return None
        counts[Group.OTHER] = rest
    return {
        group: {positive: yes, negative: n - yes}
        for group, (yes, n) in ((part, counts.get(part, (0, 0))) for part in PARTS)
    }
