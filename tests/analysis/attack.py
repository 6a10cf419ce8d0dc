"""An attacker who has kept every table ever shown of a wave, and solves them for what is hidden.

Unknown is how many of each sealing, section, mode, age and gender gave each answer; nobody is below
zero. What the shown tables leave only one value for has been worked out. The attacker knows the
rules, too: what a later sealing took in is nobody, or at least the limit.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from analysis.methods.disclosure import (
    INSIDE,
    PARTS,
    PUBLIC,
    Disclosed,
    Table,
    answered,
    disclose,
    disclose_siblings,
)
from analysis.results.part_tables import settled, settled_sealings
from analysis.results.team_rates import Known, team_rates
from core.codes import Group, Missing

VALID = (1, 4)
CODES = (*VALID, int(Missing.DONT_KNOW), int(Missing.SKIPPED))
#: (sealing, section, mode, age, gender, code)
Kind = tuple[int, str, str, str, Group, int]
Kinds = frozenset[Kind]
SEALING: Final = 0
SECTION: Final = 1
MODE: Final = 2
AGE: Final = 3
GENDER: Final = 4
CODE: Final = 5
DIVISIONS = (SECTION, MODE, AGE)
LIMITS = (INSIDE, PUBLIC)
ACCURACY = 1e-6
#: Nobody is below zero, and of no kind are there more than this.
MOST = (0.0, 10_000.0)
#: So many of the tables' solutions are looked at before one wanted sum is solved by itself.
TRIES = 12


@dataclass(frozen=True)
class Secret:
    """What is true: how many of each kind there are; and how many each section was asked."""

    counts: Mapping[Kind, int]
    asked: Mapping[str, int]

    @property
    def sealings(self) -> int:
        """How often the wave has been counted."""
        return 1 + max(kind[SEALING] for kind in self.counts)

    def persons(self, kinds: Iterable[Kind]) -> int:
        """How many there are of these kinds."""
        return sum(self.counts[kind] for kind in kinds)

    def table(self, kinds: Iterable[Kind]) -> Table:
        """The answers of these kinds by gender."""
        found: dict[Group, dict[int, int]] = {group: dict.fromkeys(CODES, 0) for group in PARTS}
        for kind in kinds:
            found[kind[GENDER]][kind[CODE]] += self.counts[kind]
        return found

    def responses(self, kinds: Iterable[Kind]) -> Table:
        """Who took part, of these kinds, by gender."""
        table = self.table(kinds)
        return {group: {1: sum(codes.values())} for group, codes in table.items()}

    def names(self, place: int) -> list[str]:
        """The sections, modes or ages."""
        return sorted({str(kind[place]) for kind in self.counts})

    def of(self, sealing: int, place: int = SEALING, name: str = "") -> Kinds:
        """The kinds that one sealing took in; of one section, mode or age where that is said."""
        return frozenset(
            one
            for one in self.counts
            if one[SEALING] == sealing and (place == SEALING or one[place] == name)
        )


@dataclass(frozen=True)
class Told:
    """One sum that a reader knows: how many there are of some kinds together."""

    kinds: Kinds
    number: int


def everything_told(secret: Secret, k: int) -> Iterator[Told]:
    """All that has been shown to those whose limit is k, after each sealing."""
    for until in range(1, secret.sealings + 1):
        yield from _whole(secret, until, k)
        for place in DIVISIONS:
            yield from _parts(secret, until, place, k)
        yield from _rates(secret, until, k)


def _whole(secret: Secret, until: int, k: int) -> Iterator[Told]:
    """The variable's page: figures, the spread of answers, missing answers, how many took part."""
    steps = [secret.of(sealing) for sealing in range(until)]
    for make, codes in ((secret.table, VALID), (secret.responses, None)):
        held = settled_sealings([{"": make(kinds)} for kinds in steps], k, LIMITS)
        kinds = frozenset[Kind]().union(*steps[:held])
        shown = disclose(make(kinds), k)
        yield from sums(kinds, shown, codes)
        for kind, number in shown.missing.items() if codes else ():
            told = frozenset(o for o in kinds if o[GENDER] in shown.parts and o[CODE] == kind)
            yield Told(told, number)


def _parts(secret: Secret, until: int, place: int, k: int) -> Iterator[Told]:
    """Sections, modes or ages side by side."""
    names = secret.names(place)
    steps = [
        {name: secret.table(secret.of(sealing, place, name)) for name in names}
        for sealing in range(until)
    ]
    held = settled_sealings(steps, PUBLIC, LIMITS)
    for name, shown in disclose_siblings(settled(steps, PUBLIC, LIMITS), k).items():
        kinds = (secret.of(sealing, place, name) for sealing in range(held))
        yield from sums(frozenset[Kind]().union(*kinds), shown, VALID)


def _rates(secret: Secret, until: int, k: int) -> Iterator[Told]:
    """How many of each team answered."""
    names = secret.names(SECTION)
    steps = [
        {name: secret.responses(secret.of(sealing, SECTION, name)) for name in names}
        for sealing in range(until)
    ]
    tables, held = settled(steps, PUBLIC, LIMITS), settled_sealings(steps, PUBLIC, LIMITS)
    inside = disclose_siblings(_valid_tables(secret, until), INSIDE)
    known = {
        name: Known(secret.asked.get(name), answered(inside[name].cells[Group.ALL] or {}))
        for name in names
    }
    parts = next(
        (one.parts for one in disclose_siblings(tables, k).values() if one.cells[Group.ALL]), PARTS
    )
    for one in team_rates(tables, known, (k, INSIDE), PUBLIC):
        if one.answered is not None:
            kinds = frozenset[Kind]().union(
                *(secret.of(sealing, SECTION, one.team) for sealing in range(held))
            )
            yield Told(frozenset(kind for kind in kinds if kind[GENDER] in parts), one.answered)


def _valid_tables(secret: Secret, until: int) -> Mapping[str, Table]:
    steps = [
        {name: secret.table(secret.of(sealing, SECTION, name)) for name in secret.names(SECTION)}
        for sealing in range(until)
    ]
    return settled(steps, PUBLIC, LIMITS)


def sums(kinds: Kinds, shown: Disclosed, codes: Sequence[int] | None) -> Iterator[Told]:
    """What a shown table tells: by answer, or of all together."""
    for group, cell in shown.cells.items():
        if cell is None:
            continue
        groups = shown.parts if group is Group.ALL else (group,)
        held = [one for one in kinds if one[GENDER] in groups]
        if codes is None:
            yield Told(frozenset(held), sum(cell.values()))
        for code in codes or ():
            yield Told(frozenset(one for one in held if one[CODE] == code), cell.get(code, 0))


def small_groups(secret: Secret, k: int) -> Iterator[tuple[str, Kinds]]:
    """Whoever answered something, 1..k-1 of them: by sealing, part and gender; whole and by answer.

    And who took part, where that is 1..k-1.
    """
    spans: set[tuple[int, ...]] = {(sealing,) for sealing in range(secret.sealings)}
    spans |= {tuple(range(until)) for until in range(1, secret.sealings + 1)}
    cuts = [(SEALING, ""), *((place, name) for place in DIVISIONS for name in secret.names(place))]
    for span, (place, name), gender in product(sorted(spans), cuts, (None, *PARTS)):
        group = frozenset(
            one
            for sealing in span
            for one in secret.of(sealing, place, name)
            if gender in (None, one[GENDER])
        )
        about = f"sealings {span} {name or 'all'} {gender or 'everybody'}"
        if 0 < secret.persons(group) < k:
            yield f"{about}: who took part", group
        if 0 < secret.persons(one for one in group if one[CODE] in VALID) < k:
            for codes in (VALID, *((code,) for code in VALID)):
                yield f"{about}: {codes}", frozenset(o for o in group if o[CODE] in codes)


def not_empty(secret: Secret) -> list[Kind]:
    """The kinds that there may be, as far as the attacker knows.

    Of what came later, who is in no section, mode or age by gender is known: the rule lets in
    nobody or many, and the totals tell which.
    """
    there = {
        (kind[SEALING], place, kind[place], kind[GENDER])
        for kind, count in secret.counts.items()
        for place in DIVISIONS
        if count
    }
    return [
        kind
        for kind in secret.counts
        if kind[SEALING] == 0
        or all((kind[SEALING], place, kind[place], kind[GENDER]) in there for place in DIVISIONS)
    ]


def worked_out(secret: Secret, limits: tuple[int, ...], k: int) -> list[str]:
    """The groups of fewer than k persons that a reader of all tables for these limits works out."""
    told = {one for limit in limits for one in everything_told(secret, limit)}
    if not told:
        return []
    order = not_empty(secret)
    equations = np.array([[float(kind in one.kinds) for kind in order] for one in told])
    counts = np.array([float(one.number) for one in told])
    wanted = {
        name: np.array([float(kind in kinds) for kind in order])
        for name, kinds in small_groups(secret, k)
        if secret.persons(kinds)
    }
    return sorted(_certain(wanted, equations, counts))


def _certain(
    wanted: Mapping[str, NDArray[np.float64]],
    equations: NDArray[np.float64],
    counts: NDArray[np.float64],
) -> Iterator[str]:
    """The wanted sums for which the equations leave one value; first some solutions by chance."""
    dice = np.random.default_rng(1)
    solutions: list[NDArray[np.float64]] = []
    for _ in range(TRIES):
        found = linprog(
            dice.normal(size=len(equations[0])), A_eq=equations, b_eq=counts, bounds=MOST
        )
        assert found.x is not None
        solutions.append(found.x)
    for name, sum_of in wanted.items():
        values = [float(sum_of @ solution) for solution in solutions]
        if max(values) - min(values) < ACCURACY and certain(sum_of, equations, counts):
            yield name


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
