"""The comparisons of one survey: what is compared with what, tested together and put into words.

Pure. Everything here is made from disclosed counts.
"""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.methods.comparisons import (
    Difference,
    FourCounts,
    compare_means,
    compare_shares,
    false_discovery,
    in_index,
)
from analysis.methods.disclosure import Codes, Disclosed
from analysis.methods.verdicts import Verdict, judge, refusal
from analysis.results.phrases import Text
from analysis.results.sentences import HIDDEN, Side, Subject, break_text, say, say_mode, say_wording
from analysis.results.series import (
    Comparison,
    ComparisonKind,
    Kind,
    SeriesBreak,
    VariableSeries,
    WaveInfo,
)
from core.codes import Group

#: The groups followed over time; the third group is other people every year.
OVER_TIME = (Group.ALL, Group.WOMAN, Group.MAN)


#: Stands for the mode of waves of which nobody knows it; they are never tested.
UNKNOWN = frozenset({"unknown"})

Sides = tuple[Side, Side]


@dataclass(frozen=True)
class Pair:
    """Two sets of answers to compare, in the order they are spoken of; None is hidden."""

    variable: VariableSeries
    kind: ComparisonKind
    waves: tuple[WaveInfo, ...]
    groups: tuple[Group, ...]
    answers: tuple[Codes | None, Codes | None]
    refused: Verdict | None = None

    @property
    def order(self) -> tuple[int, int]:
        """Which is subtracted from which: women minus men, but the later wave minus the earlier."""
        return (1, 0) if self.kind is ComparisonKind.WAVE else (0, 1)


def counted(variable: VariableSeries, codes: Codes) -> int:
    """The positive answers (a share) or the sum of the codes (a mean)."""
    if variable.kind is Kind.MEAN:
        return sum(code * count for code, count in codes.items())
    return sum(count for code, count in codes.items() if code in variable.positive)


def why_not(
    variable: VariableSeries, waves: Sequence[WaveInfo], first: int, second: int
) -> Verdict | None:
    """Why two waves, by their places, cannot be compared on a variable; None when they can."""
    wordings = tuple(
        variable.comparability.get(wave.label, "") for wave in waves[first + 1 : second + 1]
    )
    modes = (waves[first].modes, waves[second].modes)
    # A published series that never says how people answered is not broken by that.
    return refusal(modes if any(modes) else (UNKNOWN, UNKNOWN), wordings)


def _asked(shown: Container[str], waves: Sequence[WaveInfo]) -> list[int]:
    return [place for place, wave in enumerate(waves) if wave.label in shown]


def breaks_of(
    variable: VariableSeries, asked: Container[str], waves: Sequence[WaveInfo]
) -> tuple[SeriesBreak, ...]:
    """Where the series of a variable is broken; `asked` has the labels of the waves that asked."""
    places = _asked(asked, waves)
    breaks = []
    for first, second in pairwise(places):
        verdict = why_not(variable, waves, first, second)
        if verdict:
            before, after = waves[first], waves[second]
            text = break_text(verdict, after.label, (before.modes, after.modes))
            breaks.append(SeriesBreak(before.label, after.label, verdict, text))
    return tuple(breaks)


def _gender_pairs(
    variable: VariableSeries, shown: Mapping[str, Disclosed], waves: Sequence[WaveInfo]
) -> list[Pair]:
    groups = (Group.WOMAN, Group.MAN)
    return [
        Pair(
            variable,
            ComparisonKind.GENDER,
            (wave,),
            groups,
            (shown[wave.label].cells[Group.WOMAN], shown[wave.label].cells[Group.MAN]),
        )
        for wave in waves
        if wave.has_gender and wave.label in shown
    ]


def _wave_pairs(
    variable: VariableSeries, shown: Mapping[str, Disclosed], waves: Sequence[WaveInfo]
) -> list[Pair]:
    pairs = []
    places = _asked(shown, waves)
    for first, second in pairwise(places):
        refused = why_not(variable, waves, first, second)
        two = (waves[first], waves[second])
        if not any(wave.modes for wave in two):
            continue
        for group in OVER_TIME if all(wave.has_gender for wave in two) else (Group.ALL,):
            before, after = (shown[wave.label].cells[group] for wave in two)
            answers = (before, after)
            pairs.append(Pair(variable, ComparisonKind.WAVE, two, (group,), answers, refused))
    return pairs


def pairs_of(
    variable: VariableSeries, shown: Mapping[str, Disclosed], waves: Sequence[WaveInfo]
) -> list[Pair]:
    """All comparisons of a variable: women and men in each wave, then each wave with the next."""
    return _gender_pairs(variable, shown, waves) + _wave_pairs(variable, shown, waves)


def _side(pair: Pair, place: int, codes: Codes) -> Side:
    over_time = pair.kind is ComparisonKind.WAVE
    group = pair.groups[0 if over_time else place]
    wave = pair.waves[place].label if over_time else None
    total, steps = counted(pair.variable, codes), pair.variable.steps
    return Side(group, sum(codes.values()), total * 100 if steps else total, wave, steps or 1)


def _sides(pair: Pair) -> Sides | None:
    """Both sides in the order they are spoken of; None when hidden or not to be compared."""
    first, second = pair.answers
    if first is None or second is None or pair.refused:
        return None
    return _side(pair, 0, first), _side(pair, 1, second)


def _mean_difference(pair: Pair) -> Difference:
    first, second = (pair.answers[place] or {} for place in pair.order)
    found, steps = compare_means(first, second), pair.variable.steps
    return in_index(found, steps) if steps else found


def _share_counts(pair: Pair, sides: Sides) -> FourCounts:
    a, b = (sides[place] for place in pair.order)
    return a.total, a.n, b.total, b.n


def _differences(pairs: Sequence[Pair], sides: Sequence[Sides | None]) -> dict[int, Difference]:
    """The difference of every pair that can be compared, by its place; all shares at once."""
    tables: dict[int, FourCounts] = {}
    means: dict[int, Difference] = {}
    for place, (pair, both) in enumerate(zip(pairs, sides, strict=True)):
        if both and pair.variable.kind is Kind.MEAN:
            means[place] = _mean_difference(pair)
        elif both:
            tables[place] = _share_counts(pair, both)
    return means | dict(zip(tables, compare_shares(list(tables.values())), strict=True))


def _q_values(pairs: Sequence[Pair], found: Mapping[int, Difference]) -> dict[int, float]:
    """Benjamini–Hochberg within each family: one wave, or two, and one kind of comparison."""
    families: dict[tuple[str, ...], dict[int, float]] = defaultdict(dict)
    for place, difference in found.items():
        if difference.p is not None:
            pair = pairs[place]
            families[pair.kind.value, *(wave.label for wave in pair.waves)][place] = difference.p
    q: dict[int, float] = {}
    for tested in families.values():
        q.update(zip(tested, false_discovery(list(tested.values())), strict=True))
    return q


def _untested(pair: Pair) -> tuple[Verdict, Text]:
    if None in pair.answers or pair.refused is None:
        return Verdict.HIDDEN, HIDDEN
    before, after = pair.waves
    if pair.refused is Verdict.MODE_CONFOUNDED:
        modes = (before.modes, after.modes)
        labels = (before.label, after.label)
        return pair.refused, say_mode(labels, modes, pair.variable.audience)
    return pair.refused, say_wording(after.label)


def _scale(variable: VariableSeries) -> float:
    return 1.0 if variable.kind is Kind.SHARE else float(variable.scale[1] - variable.scale[0])


def _judged(pair: Pair, sides: Sides, found: Difference, q: float | None) -> tuple[Verdict, Text]:
    rates = [wave.response_rate for wave in pair.waves if wave.response_rate is not None]
    rate = min(rates) if len(rates) == len(pair.waves) else None
    verdict = judge(found, q, rate, _scale(pair.variable))
    predicate = pair.variable.predicate if pair.variable.kind is Kind.SHARE else None
    decimals = 0 if pair.variable.steps else 1
    subject = Subject(sides, found, predicate, rate, decimals, pair.variable.audience)
    return verdict, say(verdict, subject)


def _comparison(
    pair: Pair, sides: Sides | None, found: Difference | None, q: float | None
) -> Comparison:
    about = (pair.kind, tuple(wave.label for wave in pair.waves), pair.groups)
    if sides is None or found is None:
        return Comparison(*about, None, None, None, None, None, *_untested(pair))
    figures = (found.difference, found.low, found.high, found.p, q)
    return Comparison(*about, *figures, *_judged(pair, sides, found, q))


def compare(pairs: Sequence[Pair]) -> list[Comparison]:
    """Every pair of one survey as a comparison, in the same order; all must come in one call."""
    sides = [_sides(pair) for pair in pairs]
    found = _differences(pairs, sides)
    q = _q_values(pairs, found)
    return [
        _comparison(pair, sides[place], found.get(place), q.get(place))
        for place, pair in enumerate(pairs)
    ]
