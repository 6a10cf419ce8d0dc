"""An attacker who knows every shown table of a wave, and solves them for what is hidden.

Unknown is how many of each section, mode and gender gave each answer; nobody is below zero.
What the shown tables leave only one value for has been worked out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from analysis.methods.disclosure import PARTS, Disclosed, Table, disclose, disclose_siblings
from core.codes import Group

CODES = (1, 4)
#: (section, mode, gender, code)
Kind = tuple[str, str, Group, int]
Kinds = frozenset[Kind]
ACCURACY = 1e-6


@dataclass(frozen=True)
class Secret:
    """What is true: how many of each kind there are."""

    counts: Mapping[Kind, int]

    def persons(self, kinds: Kinds) -> int:
        """How many there are of these kinds."""
        return sum(self.counts[kind] for kind in kinds)

    def table(self, kinds: Kinds) -> Table:
        """The answers of these kinds by gender."""
        found: dict[Group, dict[int, int]] = {group: dict.fromkeys(CODES, 0) for group in PARTS}
        for kind in kinds:
            found[kind[2]][kind[3]] += self.counts[kind]
        return found

    def parts(self, place: int) -> dict[str, Kinds]:
        """The kinds of each section (0) or mode (1)."""
        names = sorted({str(kind[place]) for kind in self.counts})
        return {name: frozenset(one for one in self.counts if one[place] == name) for name in names}


def shown_tables(secret: Secret, k: int) -> Iterator[tuple[Kinds, Disclosed]]:
    """Everything that is shown to those whose limit is k: the whole, by section and by mode."""
    everybody = frozenset(secret.counts)
    yield everybody, disclose(secret.table(everybody), k)
    for place in (0, 1):
        parts = secret.parts(place)
        shown = disclose_siblings({name: secret.table(kinds) for name, kinds in parts.items()}, k)
        for name, table in shown.items():
            yield parts[name], table


def sums(kinds: Kinds, shown: Disclosed) -> Iterator[tuple[Kinds, int]]:
    """What a shown table tells: how many there are of which kinds together."""
    for group, codes in shown.cells.items():
        groups = shown.parts if group is Group.ALL else (group,)
        for code in CODES if codes is not None else ():
            told = frozenset(one for one in kinds if one[2] in groups and one[3] == code)
            yield told, (codes or {}).get(code, 0)


def small_groups(secret: Secret, k: int) -> Iterator[tuple[str, Kinds]]:
    """Sections and modes, and the genders in them, of 1..k-1 persons: each whole and by answer."""
    for place in (0, 1):
        for name, part in secret.parts(place).items():
            for gender in (None, *PARTS):
                group = frozenset(one for one in part if gender in (None, one[2]))
                if 0 < secret.persons(group) < k:
                    yield f"{name} {gender}", group
                    for code in CODES:
                        yield f"{name} {gender} {code}", frozenset(o for o in group if o[3] == code)


def worked_out(secret: Secret, limits: tuple[int, ...], k: int) -> list[str]:
    """The groups of fewer than k persons that a reader of all tables for these limits works out."""
    told = [
        one for limit in limits for table in shown_tables(secret, limit) for one in sums(*table)
    ]
    if not told:
        return []
    order = list(secret.counts)
    equations = np.array([[float(kind in kinds) for kind in order] for kinds, _ in told])
    counts = np.array([float(count) for _, count in told])
    return [
        name
        for name, kinds in small_groups(secret, k)
        if secret.persons(kinds)
        and certain(np.array([float(kind in kinds) for kind in order]), equations, counts)
    ]


def certain(
    wanted: NDArray[np.float64], equations: NDArray[np.float64], counts: NDArray[np.float64]
) -> bool:
    """Whether the equations leave one value for the wanted sum."""
    least = linprog(wanted, A_eq=equations, b_eq=counts, method="highs")
    most = linprog(-wanted, A_eq=equations, b_eq=counts, method="highs")
    if most.fun is None or least.fun is None:
        # Nothing holds it down: the wanted sum can be as large as one likes.
        return False
    return bool(-most.fun - least.fun < ACCURACY)
