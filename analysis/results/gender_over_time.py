"""Whether the difference between women and men changes over the waves of a series. Pure.

Shares only. Two waves: the difference of the differences. Three or more: the Breslow–Day–Tarone
test of them all, beside how much the last difference differs from the first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.methods.comparisons import Difference, FourCounts
from analysis.methods.disclosure import Disclosed
from analysis.methods.estimates import half_up
from analysis.methods.strata import breslow_day_tarone, difference_of_differences
from analysis.methods.verdicts import Verdict, judge
from analysis.results.breaks import asked_places, last_stretch, reorganised_between, why_not
from analysis.results.comparing import lowest_rate, q_values
from analysis.results.pairs import Shown, counted, is_mixed
from analysis.results.phrases import Language, Text, spoken_of
from analysis.results.refusals import HIDDEN, both, capital, say_modes, say_refusal
from analysis.results.sentences import interval_text, points_text, reservation
from analysis.results.series import Comparison, ComparisonKind, Kind, VariableSeries, WaveInfo
from core.codes import Group

GROUPS = (Group.WOMAN, Group.MAN)
#: Fewer waves than this and nothing can have changed.
TWO = 2


@dataclass(frozen=True)
class Change:
    """The women and men of the last unbroken waves that show both; None is not to be tested.

    `tables` are the positive answers and all answers of women, then of men, of each wave; where
    modes are mixed, only of `modes`, which all waves share.
    """

    variable: VariableSeries
    waves: tuple[WaveInfo, ...]
    tables: tuple[FourCounts, ...] = ()
    refused: Verdict | None = None
    reorganised: str = ""
    modes: tuple[str, ...] = ()


def changes(
    variables: Sequence[VariableSeries], shown: Mapping[str, Shown], waves: Sequence[WaveInfo]
) -> dict[str, Comparison]:
    """By variable, how the difference between women and men has changed; all must come at once."""
    asked = {
        number: one
        for number, variable in enumerate(variables)
        if (one := _change(variable, shown[variable.code], waves))
    }
    found = {number: _found(one.tables) for number, one in asked.items() if one.tables}
    q = q_values({number: (asked[number].waves[-1].label, one) for number, one in found.items()})
    return {
        one.variable.code: _comparison(one, found.get(number), q.get(number))
        for number, one in asked.items()
    }


def _change(variable: VariableSeries, shown: Shown, waves: Sequence[WaveInfo]) -> Change | None:
    split = {wave.label for wave in waves if wave.has_gender and wave.label in shown.counts}
    asked = asked_places(split, waves)
    if variable.kind is Kind.MEAN or len(asked) < TWO:
        return None
    stretch = last_stretch(variable, split, waves)
    if not waves[stretch[0]].modes:
        return None
    if len(stretch) < TWO:
        first, second = asked[-TWO:]
        refused = why_not(variable, waves, first, second)
        what = reorganised_between(waves, first, second)
        return Change(variable, (waves[first], waves[second]), (), refused, what)
    return _told(variable, shown, [waves[place] for place in stretch])


def _told(variable: VariableSeries, shown: Shown, waves: Sequence[WaveInfo]) -> Change:
    """The waves that show women and men; where modes are mixed, in the modes that all share."""
    shared = frozenset.intersection(*(wave.modes for wave in waves))
    if not shared:
        return Change(variable, tuple(waves), refused=Verdict.MODE_CONFOUNDED)
    modes: list[str] = []
    tables = [_table(variable, [shown.counts[wave.label]]) for wave in waves]
    if is_mixed(waves):
        by_mode = [shown.modes_of(wave) for wave in waves]
        modes = [
            mode
            for mode in sorted(shared)
            if all(mode in one and _table(variable, [one[mode]]) for one in by_mode)
        ]
        tables = [_table(variable, [one[mode] for mode in modes]) for one in by_mode]
    told = [(wave, table) for wave, table in zip(waves, tables, strict=True) if table]
    if len(told) < TWO:
        return Change(variable, tuple(waves))
    labels, found = tuple(wave for wave, _ in told), tuple(table for _, table in told)
    return Change(variable, labels, found, modes=tuple(modes))


def _table(variable: VariableSeries, shown: Sequence[Disclosed]) -> FourCounts | None:
    """Women and men of these tables together; None where one of them does not show both."""
    cells = [(one.cells[Group.WOMAN], one.cells[Group.MAN]) for one in shown]
    told = [(women, men) for women, men in cells if women and men]
    if not told or len(told) < len(cells):
        return None
    x1, x2 = (sum(counted(variable, pair[place]) for pair in told) for place in (0, 1))
    n1, n2 = (sum(sum(pair[place].values()) for pair in told) for place in (0, 1))
    return x1, n1, x2, n2


def _found(tables: Sequence[FourCounts]) -> Difference:
    ends = difference_of_differences(tables[0], tables[-1])
    test = breslow_day_tarone(tables) if len(tables) > TWO else None
    # Where all of one group are satisfied every time, there is no odds ratio to compare.
    return replace(ends, p=test.p) if test else ends


def _of_ends(tables: Sequence[FourCounts]) -> bool:
    """Whether all waves are tested together, and so not the change that the interval is of."""
    return len(tables) > TWO and breslow_day_tarone(tables) is not None


def _comparison(one: Change, found: Difference | None, q: float | None) -> Comparison:
    about = (
        ComparisonKind.GENDER_OVER_TIME,
        tuple(wave.label for wave in one.waves),
        GROUPS,
    )
    if one.refused:
        two = (one.waves[0], one.waves[-1])
        sentence = say_refusal(one.refused, two, one.variable.audience, one.reorganised)
        return Comparison(*about, None, None, None, None, None, one.refused, sentence)
    if found is None:
        return Comparison(*about, None, None, None, None, None, Verdict.HIDDEN, HIDDEN)
    rate = lowest_rate(one.waves)
    verdict = judge(found, q, rate, of_ends=_of_ends(one.tables))
    # Women and men are not compared mode by mode, so the sentence must not say that they are.
    sentence = say_modes(one.modes, say_change(verdict, one, found, rate))
    figures = (found.difference, found.low, found.high, found.p, q)
    return Comparison(*about, *figures, verdict, sentence, modes=one.modes)


def say_change(
    verdict: Verdict, one: Change, found: Difference, response_rate: float | None
) -> Text:
    """The sentence of a verdict, with the counts of women and men in the first and last wave."""

    def said(language: Language) -> str:
        spoken = spoken_of(language, one.variable.audience)
        size = language.change_tested.format(waves=len(one.tables))
        if not _of_ends(one.tables):
            points = half_up(100 * abs(found.difference))
            ends = interval_text(found, lambda end: str(half_up(100 * end)), language)
            size = language.change_size.format(size=points_text(points, language), interval=ends)
        return language.changes[verdict].format(
            first=one.waves[0].label,
            last=one.waves[-1].label,
            each=". ".join(_wave_counts(one, place, spoken) for place in (0, -1)),
            size=size,
            reservation=reservation(response_rate, language),
        )

    return both(said)


def _wave_counts(one: Change, place: int, language: Language) -> str:
    """Such as "2019: 28 av 46 kvinnor och 179 av 210 män var nöjda"."""
    x1, n1, x2, n2 = one.tables[place]
    women = language.count.format(total=x1, n=n1, who=language.nouns[Group.WOMAN])
    men = language.count.format(total=x2, n=n2, who=language.nouns[Group.MAN])
    predicate = getattr(one.variable.predicate, language.code)
    said = f"{women}{language.and_}{men} {predicate}"
    return f"{one.waves[place].label}: {capital(said)}"
