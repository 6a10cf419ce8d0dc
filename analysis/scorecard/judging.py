"""Whether the outcome of a year reaches its target, and whether that is already certain. Pure."""

from dataclasses import dataclass

from analysis.methods.targets import Direction, TargetVerdict, judge_target, meets
from analysis.scorecard.figures import Known, Terms
from analysis.scorecard.kinds import Quantity


@dataclass(frozen=True)
class Standing:
    """A verdict, None while it is too early; a `final` one can no longer change."""

    verdict: TargetVerdict | None
    final: bool


def judge(
    known: Known, target: float, direction: Direction, terms: Terms, *, complete: bool
) -> Standing:
    """Where an outcome stands against the target of its year.

    Counts and amounts that add up only grow: within a limit, nothing is decided before the year is
    over; past it, everything is. All else is as it is now, and may change until the year is over.
    """
    if terms.grows and not complete:
        met = meets(known.value, target, direction)
        if met is not (direction is Direction.AT_LEAST):
            return Standing(None, final=False)
        return Standing(TargetVerdict.REACHED if met else TargetVerdict.NOT_REACHED, final=True)
    # Events and amounts are all there: nobody was asked about them.
    whole = terms.whole or terms.quantity in (Quantity.COUNT, Quantity.AMOUNT)
    verdict = judge_target(known.value, known.low, known.high, target, direction, whole=whole)
    return Standing(verdict, final=complete)
