"""What may be said about a comparison: a ladder where the first rung that fits is taken.

The words are in analysis.results.sentences. Pure: plain values in, plain values out.
"""

from collections.abc import Set
from enum import StrEnum

from analysis.methods.comparisons import Difference

#: Half an interval wider than this part of the scale: too few have answered.
WIDE = 0.15
#: An interval within this part of the scale on either side of no difference: much the same.
NARROW = 0.10
#: The q-value at which a difference is called certain.
CERTAIN = 0.05
#: The response rate from which the answers are taken to speak for those who were asked.
ENOUGH_ANSWERED = 0.60

#: The comparabilities with the wave before that break a series.
BREAKING = frozenset({"changed", "not_comparable"})
#: What a question's comparability is when its valid codes or those that count as positive changed.
SCALE_CHANGED = "scale_changed"


class Verdict(StrEnum):
    """What a comparison allows to be said, from the first rung to the last."""

    HIDDEN = "hidden"
    MODE_CONFOUNDED = "mode_confounded"
    WORDING_CHANGED = "wording_changed"
    SCALE_CHANGED = "scale_changed"
    UNIT_CHANGED = "unit_changed"
    TOO_FEW = "too_few"
    DIFFERENCE = "difference"
    LIKELY_DIFFERENCE = "likely_difference"
    SIMILAR = "similar"
    NO_CERTAIN_DIFFERENCE = "no_certain_difference"
    #: A published figure that does not say how many answered: there is nothing to test.
    NUMBER_UNKNOWN = "number_unknown"


#: The verdicts of a comparison that is not made at all.
REFUSALS = frozenset(
    {
        Verdict.MODE_CONFOUNDED,
        Verdict.WORDING_CHANGED,
        Verdict.SCALE_CHANGED,
        Verdict.UNIT_CHANGED,
    }
)


def refusal(
    modes: tuple[Set[str], Set[str]], wordings: tuple[str, ...], *, reorganised: bool = False
) -> Verdict | None:
    """Why two waves cannot be compared, or None.

    No mode in common, a wording or its scale changed between them, or the unit was reorganised.
    `wordings` are the comparabilities of the later waves with the one before, up to the last of the
    two. With a mode in common, mode and year can be told apart.
    """
    if not modes[0] & modes[1]:
        return Verdict.MODE_CONFOUNDED
    if SCALE_CHANGED in wordings:
        return Verdict.SCALE_CHANGED
    if BREAKING.intersection(wordings):
        return Verdict.WORDING_CHANGED
    return Verdict.UNIT_CHANGED if reorganised else None


def judge(
    found: Difference,
    q: float | None,
    response_rate: float | None,
    scale: float = 1.0,
    *,
    of_ends: bool = False,
) -> Verdict:
    """The verdict on a difference that was tested, in the order of the ladder.

    `scale` is the length of the scale: 1 for shares, 9 for a grade 1–10. `response_rate` is the
    lowest of those concerned, None when one is unknown. Without an interval it is too few. Test and
    interval are made differently and can disagree at the limit (14 of 14 against 96 of 120: p is
    .047, the interval −2 to 28 points): an interval that holds 0 is no certain difference. Not so
    when it is `of_ends`, the first and the last wave alone, and the test of all waves.
    """
    if found.low is None or found.high is None or q is None:
        return Verdict.TOO_FEW
    differs = q <= CERTAIN and (of_ends or not found.low <= 0 <= found.high)
    if not differs and found.high - found.low > 2 * WIDE * scale:
        return Verdict.TOO_FEW
    if differs:
        certain = response_rate is not None and response_rate >= ENOUGH_ANSWERED
        return Verdict.DIFFERENCE if certain else Verdict.LIKELY_DIFFERENCE
    if max(-found.low, found.high) <= NARROW * scale:
        return Verdict.SIMILAR
    return Verdict.NO_CERTAIN_DIFFERENCE
