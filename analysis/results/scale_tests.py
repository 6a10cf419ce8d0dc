"""Women and men on the whole scale of a question, not only its positive end. Pure.

Mann–Whitney's test in each wave, in a family of its own. Published waves have no scale to test:
they tell only how many were positive.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.methods.comparisons import Difference
from analysis.methods.estimates import half_up
from analysis.methods.scales import RankTest, mann_whitney
from analysis.methods.verdicts import CERTAIN, ENOUGH_ANSWERED, Verdict
from analysis.results.comparing import lowest_rate, q_values
from analysis.results.pairs import Shown
from analysis.results.phrases import Text
from analysis.results.refusals import both
from analysis.results.sentences import reservation
from analysis.results.series import Kind, ScaleTest, VariableSeries, WaveInfo
from core.codes import Group


@dataclass(frozen=True)
class _Asked:
    variable: VariableSeries
    wave: WaveInfo
    found: RankTest

    @property
    def p(self) -> float:
        """1 where everybody gave the same answer."""
        return 1.0 if self.found.p is None else self.found.p


def scale_tests(
    variables: Sequence[VariableSeries], shown: Mapping[str, Shown], waves: Sequence[WaveInfo]
) -> dict[str, tuple[ScaleTest, ...]]:
    """By variable, a test for each wave that shows both women and men; all must come at once."""
    asked = [
        _Asked(variable, wave, found)
        for variable in variables
        if variable.order and variable.kind is Kind.SHARE
        for wave in waves
        if (found := _found(variable, shown[variable.code], wave))
    ]
    q = q_values(
        {place: (one.wave.label, Difference(0.0, p=one.p)) for place, one in enumerate(asked)}
    )
    tests: dict[str, tuple[ScaleTest, ...]] = {}
    for place, one in enumerate(asked):
        code = one.variable.code
        tests[code] = (*tests.get(code, ()), _test(one, q[place]))
    return tests


def _found(variable: VariableSeries, shown: Shown, wave: WaveInfo) -> RankTest | None:
    if wave.source or not wave.has_gender or wave.label not in shown.counts:
        return None
    women, men = (shown.counts[wave.label].cells[group] for group in (Group.WOMAN, Group.MAN))
    if not women or not men:
        return None
    # A higher code is to be the more positive answer.
    return mann_whitney(
        *({variable.order * code: count for code, count in codes.items()} for codes in (women, men))
    )


def _test(one: _Asked, q: float) -> ScaleTest:
    verdict, rate = Verdict.NO_CERTAIN_DIFFERENCE, lowest_rate([one.wave])
    if q <= CERTAIN:
        certain = rate is not None and rate >= ENOUGH_ANSWERED
        verdict = Verdict.DIFFERENCE if certain else Verdict.LIKELY_DIFFERENCE
    found = one.found
    return ScaleTest(
        wave=one.wave.label,
        n=(found.n1, found.n2),
        superiority=found.superiority,
        p=one.p,
        q=q,
        verdict=verdict,
        sentence=say_scale_test(verdict, found, rate),
    )


def say_scale_test(verdict: Verdict, found: RankTest, response_rate: float | None) -> Text:
    """The sentence: how likely it is that a woman gave a more positive answer than a man."""

    def chance(superiority: float) -> int:
        return half_up(100 * superiority)

    women = chance(found.superiority)
    women_more, even = found.superiority >= 0.5, women == chance(0.5)
    percent = women if women_more else chance(1 - found.superiority)
    return both(
        lambda language: language.scale_tests[verdict].format(
            chance=(language.even_chance if even else language.chance[women_more]).format(
                percent=percent
            ),
            n1=found.n1,
            n2=found.n2,
            reservation=reservation(response_rate, language),
        )
    )
