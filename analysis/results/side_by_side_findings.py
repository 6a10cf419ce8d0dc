"""What can be said of places beside each other, by the same ladder as everywhere.

Each part is compared with the other parts together, each other unit with the unit.
Figures that others have printed are never tested.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.methods.comparisons import (
    Difference,
    compare_means,
    compare_shares,
    false_discovery,
    in_index,
)
from analysis.methods.disclosure import Codes
from analysis.methods.verdicts import Verdict, judge, refusal
from analysis.results.pairs import counted
from analysis.results.series import Kind, VariableSeries
from analysis.results.side_by_side import Place, PlaceKind, VariablePlaces

#: Says how a question's wording compares between two places, as in a series over time.
Wording = Callable[[str, Place, Place], str]


@dataclass(frozen=True)
class Finding:
    """How a place compares with the others; without figures when it may not be compared."""

    verdict: Verdict
    difference: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class _Test:
    """One comparison to make: where it belongs, both sides, and the lowest known response rate."""

    variable: VariableSeries
    key: tuple[int, int]
    kind: PlaceKind
    first: Codes
    second: Codes
    rate: float | None


def findings(
    beside: Sequence[VariablePlaces], wording: Wording, *, parts_too: bool
) -> dict[tuple[int, int], Finding]:
    """By the place of the variable and of the row: what the comparison allows to be said.

    All variables of the survey must be here: they are one family of tests. With `parts_too` false,
    parts are not compared: between modes, the mode alone can make the whole difference.
    """
    found: dict[tuple[int, int], Finding] = {}
    tests: list[_Test] = []
    for number, one in enumerate(beside):
        for row, place in enumerate(one.places):
            if place.kind is PlaceKind.PART and parts_too:
                asked = _part_test(one, (number, row))
            elif place.kind is PlaceKind.OTHER:
                asked = _unit_test(one, (number, row), wording)
            else:
                continue
            if isinstance(asked, Verdict):
                found[number, row] = Finding(asked)
            else:
                tests.append(asked)
    return found | _judged(tests)


def _part_test(one: VariablePlaces, key: tuple[int, int]) -> _Test | Verdict:
    place = one.places[key[1]]
    rest: dict[int, int] = {}
    for row, other in enumerate(one.places):
        if other.kind is PlaceKind.PART and row != key[1]:
            for code, count in (other.codes or {}).items():
                rest[code] = rest.get(code, 0) + count
    if not place.codes or not rest:
        return Verdict.HIDDEN
    rate = place.wave.response_rate if place.wave else None
    return _Test(one.result.variable, key, place.kind, place.codes, rest, rate)


def _unit_test(one: VariablePlaces, key: tuple[int, int], wording: Wording) -> _Test | Verdict:
    place = one.places[key[1]]
    [unit] = [other for other in one.places if other.kind is PlaceKind.UNIT]
    if not place.codes or not unit.codes or not place.wave or not unit.wave:
        return Verdict.HIDDEN
    degree = wording(one.result.variable.code, place, unit)
    refused = refusal((place.wave.modes, unit.wave.modes), (degree,))
    rates = [rate for at in (place.wave, unit.wave) if (rate := at.response_rate) is not None]
    rate = min(rates) if len(rates) == 2 else None
    return refused or _Test(one.result.variable, key, place.kind, place.codes, unit.codes, rate)


def _differences(tests: Sequence[_Test]) -> list[Difference]:
    """First minus second of every test, in the same order; all shares at once."""
    shares = [test for test in tests if test.variable.kind is Kind.SHARE]
    found = iter(
        compare_shares(
            [
                (
                    *(counted(test.variable, test.first), sum(test.first.values())),
                    *(counted(test.variable, test.second), sum(test.second.values())),
                )
                for test in shares
            ]
        )
    )
    return [
        next(found) if test.variable.kind is Kind.SHARE else _mean_difference(test)
        for test in tests
    ]


def _mean_difference(test: _Test) -> Difference:
    found, steps = compare_means(test.first, test.second), test.variable.steps
    return in_index(found, steps) if steps else found


def _q_values(
    tests: Sequence[_Test], differences: Sequence[Difference]
) -> Iterator[tuple[int, float]]:
    """Benjamini-Hochberg within each kind of comparison."""
    for kind in (PlaceKind.PART, PlaceKind.OTHER):
        places = {
            place: found.p
            for place, (test, found) in enumerate(zip(tests, differences, strict=True))
            if test.kind is kind and found.p is not None
        }
        yield from zip(places, false_discovery(list(places.values())), strict=True)


def _judged(tests: Sequence[_Test]) -> dict[tuple[int, int], Finding]:
    differences = _differences(tests)
    q: Mapping[int, float] = dict(_q_values(tests, differences))
    judged = {}
    for place, (test, found) in enumerate(zip(tests, differences, strict=True)):
        low, high = test.variable.scale
        scale = 1.0 if test.variable.kind is Kind.SHARE else float(high - low)
        verdict = judge(found, q.get(place), test.rate, scale)
        judged[test.key] = Finding(verdict, found.difference, found.low, found.high)
    return judged
