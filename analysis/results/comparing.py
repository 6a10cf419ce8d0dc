"""The comparisons of one survey: tested together, judged by the ladder and put into words.

Pure. Everything here is made from disclosed counts.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from analysis.methods.common_differences import (
    common_mean_difference,
    common_share_difference,
    common_trend,
    mean_trend,
    weighted_alike,
)
from analysis.methods.comparisons import (
    Difference,
    FourCounts,
    compare_shares,
    false_discovery,
    in_index,
)
from analysis.methods.disclosure import Codes
from analysis.methods.verdicts import Verdict, judge
from analysis.results.pairs import Pair, counted
from analysis.results.phrases import Text
from analysis.results.refusals import HIDDEN, say_refusal, say_shared_modes
from analysis.results.sentences import Side, Subject, say
from analysis.results.series import Comparison, ComparisonKind, Kind, VariableSeries, WaveInfo

Sides = tuple[Side, Side]
CHANGED = frozenset({Verdict.DIFFERENCE, Verdict.LIKELY_DIFFERENCE})


@dataclass(frozen=True)
class Found:
    """What was found of a pair; of a trend also which way its slope goes (its sign)."""

    difference: Difference
    slope: float | None = None


def compare(pairs: Sequence[Pair]) -> list[Comparison]:
    """Every pair of one survey as a comparison, in the same order; all must come in one call."""
    sides = [_sides(pair) for pair in pairs]
    found = _found(pairs, sides)
    q = q_values({place: (_family(pairs[place]), one.difference) for place, one in found.items()})
    return [
        _comparison(pair, sides[place], found.get(place), q.get(place))
        for place, pair in enumerate(pairs)
    ]


def q_values(tested: Mapping[int, tuple[Hashable, Difference]]) -> dict[int, float]:
    """Benjamini–Hochberg within each family: by key, the q-value of what has a p-value."""
    families: dict[Hashable, dict[int, float]] = defaultdict(dict)
    for key, (family, difference) in tested.items():
        if difference.p is not None:
            families[family][key] = difference.p
    q: dict[int, float] = {}
    for members in families.values():
        q.update(zip(members, false_discovery(list(members.values())), strict=True))
    return q


def lowest_rate(waves: Sequence[WaveInfo]) -> float | None:
    """The lowest response rate of the waves; None when one is unknown."""
    rates = [wave.response_rate for wave in waves if wave.response_rate is not None]
    return min(rates) if len(rates) == len(waves) else None


def scale_of(variable: VariableSeries) -> float:
    """How long the scale of the variable's figures is."""
    return 1.0 if variable.kind is Kind.SHARE else float(variable.scale[1] - variable.scale[0])


def subject_of(
    variable: VariableSeries, sides: Sides, found: Difference, rate: float | None
) -> Subject:
    """What the sentence on two sides of a variable is about."""
    predicate = variable.predicate if variable.kind is Kind.SHARE else None
    decimals = 0 if variable.steps else 1
    return Subject(sides, found, predicate, rate, decimals, variable.audience)


def mean_difference(variable: VariableSeries, strata: Sequence[tuple[Codes, Codes]]) -> Difference:
    """First minus second on the scale that people know."""
    found = common_mean_difference(strata)
    return in_index(found, variable.steps) if variable.steps else found


def _family(pair: Pair) -> tuple[str, ...]:
    """One survey, one wave (the newest for a series; both where two are compared), one kind."""
    waves = pair.waves[-1:] if pair.kind is ComparisonKind.TREND else pair.waves
    return pair.kind.value, *(wave.label for wave in waves)


def _sides(pair: Pair) -> Sides | None:
    """Both sides in the order they are spoken of; None when hidden or not to be compared."""
    first, second = pair.answers
    if first is None or second is None or pair.refused:
        return None
    exact = _weighted_alike(pair)
    return _side(pair, 0, first, exact[0]), _side(pair, 1, second, exact[1])


def _side(pair: Pair, place: int, codes: Codes, exact: Fraction | None) -> Side:
    over_time = pair.kind is not ComparisonKind.GENDER
    group = pair.groups[0 if over_time else place]
    wave = pair.ends[place].label if over_time else None
    total, steps = counted(pair.variable, codes), pair.variable.steps
    n = sum(codes.values())
    return Side(group, n, total * 100 if steps else total, wave, steps or 1, exact=exact)


def _weighted_alike(pair: Pair) -> tuple[Fraction | None, Fraction | None]:
    """The shares or means with the modes weighted alike at both ends; None where there is one."""
    if len(pair.strata) < 2:
        return None, None
    times = 100 if pair.variable.steps else 1
    steps = pair.variable.steps or 1
    last, first = weighted_alike(pair.tables)
    return first * times / steps, last * times / steps


def _found(pairs: Sequence[Pair], sides: Sequence[Sides | None]) -> dict[int, Found]:
    """What is found of every pair that can be compared, by its place; plain shares all at once."""
    tables: dict[int, FourCounts] = {}
    found: dict[int, Found] = {}
    for place, (pair, both) in enumerate(zip(pairs, sides, strict=True)):
        if both is None:
            continue
        share = pair.variable.kind is Kind.SHARE
        if pair.kind is ComparisonKind.TREND:
            found[place] = _trend_of_shares(pair) if share else _trend_of_means(pair)
        elif not share:
            found[place] = Found(_mean_difference(pair))
        elif pair.modes:
            found[place] = Found(common_share_difference(pair.tables))
        else:
            tables[place] = pair.tables[0]
    plain = compare_shares(list(tables.values()))
    return found | {place: Found(one) for place, one in zip(tables, plain, strict=True)}


def _mean_difference(pair: Pair) -> Difference:
    return mean_difference(pair.variable, [pair.sides_of(waves) for waves in pair.strata])


def _trend_of_shares(pair: Pair) -> Found:
    """The last wave minus the first, and the test of the whole series."""
    ends = common_share_difference(pair.tables)
    p, slope = common_trend(
        [
            [(counted(pair.variable, codes), sum(codes.values())) for codes in waves]
            for waves in pair.strata
        ]
    )
    return Found(replace(ends, p=p), slope)


def _trend_of_means(pair: Pair) -> Found:
    ends = _mean_difference(pair)
    p, slope = mean_trend(pair.strata)
    return Found(replace(ends, p=p), slope)


def _comparison(
    pair: Pair, sides: Sides | None, found: Found | None, q: float | None
) -> Comparison:
    about = (pair.kind, tuple(wave.label for wave in pair.waves), pair.groups)
    if sides is None or found is None:
        return Comparison(*about, None, None, None, None, None, *_untested(pair))
    one = found.difference
    figures = (one.difference, one.low, one.high, one.p, q)
    return Comparison(*about, *figures, *_judged(pair, sides, found, q), modes=pair.modes)


def _untested(pair: Pair) -> tuple[Verdict, Text]:
    if None in pair.answers or pair.refused is None:
        return Verdict.HIDDEN, HIDDEN
    audience = pair.variable.audience
    return pair.refused, say_refusal(pair.refused, pair.ends, audience, pair.reorganised)


def _judged(pair: Pair, sides: Sides, found: Found, q: float | None) -> tuple[Verdict, Text]:
    rate = lowest_rate(pair.waves)
    slope, trend = found.slope, pair.kind is ComparisonKind.TREND
    verdict = judge(found.difference, q, rate, scale_of(pair.variable), of_ends=trend)
    # A rise that ends below its beginning is not called one.
    if verdict in CHANGED and slope is not None and slope * found.difference.difference <= 0:
        verdict = Verdict.NO_CERTAIN_DIFFERENCE
    subject = subject_of(pair.variable, sides, found.difference, rate)
    sentence = say(verdict, replace(subject, is_trend=trend))
    return verdict, say_shared_modes(pair.modes, sentence)
