"""What is compared with what in one survey: women with men, waves with each other, whole series.

Pure. Everything here is made from disclosed counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from analysis.methods.comparisons import FourCounts
from analysis.methods.disclosure import Codes, Disclosed
from analysis.methods.trends import ENOUGH_WAVES
from analysis.methods.verdicts import Verdict
from analysis.results.breaks import asked_places, last_stretch, reorganised_between, why_not
from analysis.results.series import ComparisonKind, Kind, VariableSeries, WaveInfo
from core.codes import Group

#: The groups followed over time; the third group is other people every year.
OVER_TIME = (Group.ALL, Group.WOMAN, Group.MAN)


@dataclass(frozen=True)
class Shown:
    """The counts of one variable as they may be shown, by wave, and cut by wave and mode."""

    counts: Mapping[str, Disclosed]
    by_mode: Mapping[str, Mapping[str, Disclosed]] = field(default_factory=dict)

    def modes_of(self, wave: WaveInfo) -> Mapping[str, Disclosed]:
        """The wave's answers by mode: where all came by one, they are the wave's own."""
        if len(wave.modes) == 1:
            return {min(wave.modes): self.counts[wave.label]}
        return self.by_mode.get(wave.label, {})


@dataclass(frozen=True)
class Pair:
    """Two sets of answers to compare, in the order they are spoken of; None is hidden.

    `strata` are the answers to test: of women and men, or of every wave; by mode where only those
    of the shared `modes` can be compared. `reorganised` is what changed in the unit between them.
    """

    variable: VariableSeries
    kind: ComparisonKind
    waves: tuple[WaveInfo, ...]
    groups: tuple[Group, ...]
    answers: tuple[Codes | None, Codes | None]
    refused: Verdict | None = None
    reorganised: str = ""
    strata: tuple[tuple[Codes, ...], ...] = ()
    modes: tuple[str, ...] = ()

    def sides_of(self, stratum: tuple[Codes, ...]) -> tuple[Codes, Codes]:
        """Which answers are compared with which: women with men, but the last wave with the first."""
        first, last = stratum[0], stratum[-1]
        return (first, last) if self.kind is ComparisonKind.GENDER else (last, first)

    @cached_property
    def tables(self) -> list[FourCounts]:
        """Of each stratum what is counted and all answers, of the one and of the other side."""
        both = map(self.sides_of, self.strata)
        return [(*_counts(self.variable, one), *_counts(self.variable, two)) for one, two in both]

    @property
    def ends(self) -> tuple[WaveInfo, WaveInfo]:
        """The first and the last wave."""
        return self.waves[0], self.waves[-1]


def _counts(variable: VariableSeries, codes: Codes) -> tuple[int, int]:
    return counted(variable, codes), sum(codes.values())


def is_mixed(waves: Sequence[WaveInfo]) -> bool:
    """Whether only modes that the waves share may be compared.

    Who publishes answers by several modes together does not say which came by which.
    """
    modes = frozenset[str]().union(*(wave.modes for wave in waves))
    return len(modes) > 1 and all(len(wave.modes) == 1 or not wave.source for wave in waves)


def counted(variable: VariableSeries, codes: Codes) -> int:
    """The positive answers (a share) or the sum of the codes (a mean)."""
    if variable.kind is Kind.MEAN:
        return sum(code * count for code, count in codes.items())
    return sum([codes.get(code, 0) for code in variable.positive])


def pairs_of(variable: VariableSeries, shown: Shown, waves: Sequence[WaveInfo]) -> list[Pair]:
    """All comparisons of a variable: women and men in each wave, each wave with the next, trends."""
    return [
        *_gender_pairs(variable, shown, waves),
        *_wave_pairs(variable, shown, waves),
        *_trends(variable, shown, waves),
    ]


def _gender_pairs(variable: VariableSeries, shown: Shown, waves: Sequence[WaveInfo]) -> list[Pair]:
    groups = (Group.WOMAN, Group.MAN)
    pairs = []
    for wave in waves:
        if wave.has_gender and wave.label in shown.counts:
            women, men = (shown.counts[wave.label].cells[group] for group in groups)
            strata = () if women is None or men is None else ((women, men),)
            kind, answers = ComparisonKind.GENDER, (women, men)
            pairs.append(Pair(variable, kind, (wave,), groups, answers, strata=strata))
    return pairs


def _groups(waves: Sequence[WaveInfo]) -> Sequence[Group]:
    return OVER_TIME if all(wave.has_gender for wave in waves) else (Group.ALL,)


def _wave_pairs(variable: VariableSeries, shown: Shown, waves: Sequence[WaveInfo]) -> list[Pair]:
    pairs = []
    for first, second in pairwise(asked_places(shown.counts, waves)):
        two = (waves[first], waves[second])
        if not any(wave.modes for wave in two):
            continue
        refused = why_not(variable, waves, first, second)
        for group in _groups(two):
            if refused:
                what = reorganised_between(waves, first, second)
                answers = _ends(shown, two, group)
                pair = Pair(variable, ComparisonKind.WAVE, two, (group,), answers, refused, what)
            else:
                pair = _over_time(variable, ComparisonKind.WAVE, two, group, shown)
            pairs.append(pair)
    return pairs


def _trends(variable: VariableSeries, shown: Shown, waves: Sequence[WaveInfo]) -> list[Pair]:
    """Each group over the last unbroken waves; why not, where a break leaves fewer than three."""
    asked = asked_places(shown.counts, waves)
    stretch = last_stretch(variable, shown.counts, waves)
    if len(asked) < ENOUGH_WAVES or not waves[stretch[0]].modes:
        return []
    if len(stretch) < ENOUGH_WAVES:
        first, second = asked[-len(stretch) - 1], stretch[0]
        two = (waves[first], waves[second])
        refused = why_not(variable, waves, first, second)
        what = reorganised_between(waves, first, second)
        return [
            Pair(
                variable,
                ComparisonKind.TREND,
                two,
                (group,),
                _ends(shown, two, group),
                refused,
                what,
            )
            for group in _groups(two)
        ]
    joined = [waves[place] for place in stretch]
    return [
        _over_time(variable, ComparisonKind.TREND, joined, group, shown)
        for group in _groups(joined)
    ]


def _ends(
    shown: Shown, waves: Sequence[WaveInfo], group: Group
) -> tuple[Codes | None, Codes | None]:
    first, last = (shown.counts[wave.label].cells[group] for wave in (waves[0], waves[-1]))
    return first, last


def _over_time(
    variable: VariableSeries,
    kind: ComparisonKind,
    waves: Sequence[WaveInfo],
    group: Group,
    shown: Shown,
) -> Pair:
    """A group over waves without a break; where modes are mixed, by the modes that all share."""
    if is_mixed(waves):
        return _by_shared_modes(variable, kind, waves, group, shown)
    found = {wave.label: shown.counts[wave.label].cells[group] for wave in waves}
    if kind is ComparisonKind.TREND:
        kept = [wave for wave in waves if found[wave.label] is not None]
        if len(kept) < ENOUGH_WAVES:
            return Pair(variable, kind, tuple(waves), (group,), (None, None))
        waves = kept
    codes = tuple(one for wave in waves if (one := found[wave.label]) is not None)
    strata = (codes,) if len(codes) == len(waves) else ()
    return Pair(variable, kind, tuple(waves), (group,), _ends(shown, waves, group), strata=strata)


def _by_shared_modes(
    variable: VariableSeries,
    kind: ComparisonKind,
    waves: Sequence[WaveInfo],
    group: Group,
    shown: Shown,
) -> Pair:
    """Only the modes of which every wave shows the group; what is hidden has no part in it."""
    shared = frozenset.intersection(*(wave.modes for wave in waves))
    if not shared:
        ends = _ends(shown, waves, group)
        refused = Verdict.MODE_CONFOUNDED
        return Pair(variable, kind, tuple(waves), (group,), ends, refused)
    tables = [shown.modes_of(wave) for wave in waves]
    strata: dict[str, tuple[Codes, ...]] = {}
    for mode in sorted(shared):
        found = [table[mode].cells[group] if mode in table else None for table in tables]
        told = tuple(codes for codes in found if codes)
        if len(told) == len(waves):
            strata[mode] = told
    answers = (_together(strata, 0), _together(strata, -1))
    return Pair(
        variable,
        kind,
        tuple(waves),
        (group,),
        answers,
        strata=tuple(strata.values()),
        modes=tuple(strata),
    )


def _together(strata: Mapping[str, tuple[Codes, ...]], place: int) -> Codes | None:
    """The answers of all modes in one wave; None where there are none to show."""
    found: dict[int, int] = {}
    for waves in strata.values():
        for code, count in waves[place].items():
            found[code] = found.get(code, 0) + count
    return found or None
