"""What can be said of places beside each other, by the same ladder as everywhere.

Each part is compared with the other parts together; other units, and figures that others have
published, with the unit. A published share of a known number of answers is tested as if its counts
were the nearest whole numbers; one of the city may hold the unit, which makes the test careful.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from analysis.methods.comparisons import Difference, compare_shares
from analysis.methods.disclosure import Codes
from analysis.methods.verdicts import Verdict, judge, refusal
from analysis.results.breaks import UNKNOWN
from analysis.results.comparing import (
    lowest_rate,
    mean_difference,
    q_values,
    scale_of,
    subject_of,
)
from analysis.results.pairs import counted
from analysis.results.phrases import Text
from analysis.results.refusals import HIDDEN, say_mode_of_places, say_wording_of_places
from analysis.results.sentences import Side, say
from analysis.results.series import Kind, ResultCell, VariableSeries
from analysis.results.side_by_side import Place, PlaceKind, VariablePlaces
from core.codes import Group

#: Says how a question's wording compares between two places, as in a series over time.
Wording = Callable[[str, Place, Place], str]
THE_OTHERS = Text("de andra som visas", "the others shown")


@dataclass(frozen=True)
class Finding:
    """How a place compares with the others; without figures when it may not be compared."""

    verdict: Verdict
    sentence: Text
    difference: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class _Test:
    """One comparison to make: where it belongs, both sides, and the lowest known response rate.

    `codes` are both sides' answers; None where a published share has only its number of answers.
    """

    variable: VariableSeries
    key: tuple[int, int]
    kind: PlaceKind
    sides: tuple[Side, Side]
    codes: tuple[Codes, Codes] | None
    rate: float | None


def findings(
    beside: Sequence[VariablePlaces], wording: Wording, *, parts_too: bool
) -> dict[tuple[int, int], Finding]:
    """By the place of the variable and of the row: what the comparison allows to be said.

    All variables of the survey must be here: they are one family of tests for each kind of place.
    With `parts_too` false, parts are not compared: between modes, the mode alone can make the whole
    difference.
    """
    found: dict[tuple[int, int], Finding] = {}
    tests: list[_Test] = []
    for number, one in enumerate(beside):
        for row, place in enumerate(one.places):
            if place.kind is PlaceKind.UNIT or (place.kind is PlaceKind.PART and not parts_too):
                continue
            asked = _test(one, (number, row), wording)
            if isinstance(asked, Finding):
                found[number, row] = asked
            else:
                tests.append(asked)
    return found | _judged(tests)


def _test(one: VariablePlaces, key: tuple[int, int], wording: Wording) -> _Test | Finding:
    kind = one.places[key[1]].kind
    if kind is PlaceKind.PART:
        return _part_test(one, key)
    if kind is PlaceKind.OTHER:
        return _unit_test(one, key, wording)
    return _published_test(one, key, wording)


def _part_test(one: VariablePlaces, key: tuple[int, int]) -> _Test | Finding:
    place, variable = one.places[key[1]], one.result.variable
    rest: dict[int, int] = {}
    for row, other in enumerate(one.places):
        if other.kind is PlaceKind.PART and row != key[1]:
            for code, count in (other.codes or {}).items():
                rest[code] = rest.get(code, 0) + count
    if not place.codes or not rest:
        return Finding(Verdict.HIDDEN, HIDDEN)
    sides = (_side(variable, _name(place), place.codes), _side(variable, THE_OTHERS, rest))
    rate = place.wave.response_rate if place.wave else None
    return _Test(variable, key, place.kind, sides, (place.codes, rest), rate)


def _unit_test(one: VariablePlaces, key: tuple[int, int], wording: Wording) -> _Test | Finding:
    place, unit, variable = one.places[key[1]], _unit(one), one.result.variable
    if not place.codes or not unit.codes or not place.wave or not unit.wave:
        return Finding(Verdict.HIDDEN, HIDDEN)
    names, modes = (_name(place), _name(unit)), (place.wave.modes, unit.wave.modes)
    refused = refusal(modes, (wording(variable.code, place, unit),))
    if refused:
        return _untested(refused, names, modes)
    codes = (place.codes, unit.codes)
    sides = (_side(variable, names[0], codes[0]), _side(variable, names[1], codes[1]))
    return _Test(variable, key, place.kind, sides, codes, lowest_rate([place.wave, unit.wave]))


def _published_test(one: VariablePlaces, key: tuple[int, int], wording: Wording) -> _Test | Finding:
    """A published figure; as it stands where its source does not say enough for a test.

    A mode or a wording that is known to differ ends it; one that is unknown does not, and no more
    than a likely difference is ever said.
    """
    place, unit, variable = one.places[key[1]], _unit(one), one.result.variable
    figures = (place.cells[Group.ALL], unit.cells[Group.ALL])
    if any(figure.value is None for figure in figures):
        return Finding(Verdict.HIDDEN, HIDDEN)
    refused = _refused(variable, place, unit, wording)
    if refused:
        return refused
    sides = (_printed(place, figures[0]), _printed(unit, figures[1]))
    if unit.codes:
        sides = (sides[0], _side(variable, _name(unit), unit.codes))
    if variable.kind is Kind.SHARE and all(side.n for side in sides):
        return _Test(variable, key, place.kind, sides, None, None)
    difference = Difference(float(sides[0].value - sides[1].value))
    sentence = say(Verdict.NUMBER_UNKNOWN, subject_of(variable, sides, difference, None))
    return Finding(Verdict.NUMBER_UNKNOWN, sentence, difference.difference)


def _refused(
    variable: VariableSeries, place: Place, unit: Place, wording: Wording
) -> Finding | None:
    """Why a published figure is not compared, as far as its source tells."""
    known = bool(place.modes and unit.modes)
    modes = (place.modes, unit.modes) if known else (UNKNOWN, UNKNOWN)
    said = wording(variable.code, place, unit) if place.version and unit.version else ""
    refused = refusal(modes, (said,))
    return _untested(refused, (_name(place), _name(unit)), modes) if refused else None


def _untested(
    refused: Verdict, names: tuple[Text, Text], modes: tuple[frozenset[str], frozenset[str]]
) -> Finding:
    if refused is Verdict.MODE_CONFOUNDED:
        return Finding(refused, say_mode_of_places(names, modes))
    return Finding(refused, say_wording_of_places(names))


def _unit(one: VariablePlaces) -> Place:
    [unit] = [place for place in one.places if place.kind is PlaceKind.UNIT]
    return unit


def _name(place: Place) -> Text:
    return Text(place.name, place.name)


def _side(variable: VariableSeries, name: Text, codes: Codes) -> Side:
    total, steps = counted(variable, codes), variable.steps
    n = sum(codes.values())
    return Side(Group.ALL, n, total * 100 if steps else total, unit=steps or 1, place=name)


def _printed(place: Place, figure: ResultCell) -> Side:
    """A figure without counts, as exactly as it was printed."""
    value = Fraction(repr(figure.value))
    total = floor(value * (figure.n or 0) + Fraction(1, 2))
    return Side(Group.ALL, figure.n, total, place=_name(place), exact=value, printed=True)


def _differences(tests: Sequence[_Test]) -> list[Difference]:
    """First minus second of every test, in the same order; all shares at once."""
    shares = [test.sides for test in tests if test.variable.kind is Kind.SHARE]
    found = iter(compare_shares([(a.total, a.n or 0, b.total, b.n or 0) for a, b in shares]))
    return [
        mean_difference(test.variable, [test.codes])
        if test.variable.kind is Kind.MEAN and test.codes
        else next(found)
        for test in tests
    ]


def _judged(tests: Sequence[_Test]) -> dict[tuple[int, int], Finding]:
    differences = _differences(tests)
    q: Mapping[int, float] = q_values(
        {
            place: (test.kind, found)
            for place, (test, found) in enumerate(zip(tests, differences, strict=True))
        }
    )
    judged = {}
    for place, (test, found) in enumerate(zip(tests, differences, strict=True)):
        verdict = judge(found, q.get(place), test.rate, scale_of(test.variable))
        sentence = say(verdict, subject_of(test.variable, test.sides, found, test.rate))
        judged[test.key] = Finding(verdict, sentence, found.difference, found.low, found.high)
    return judged
