"""Whether a target is reached, with what is known about the uncertainty.

Pure: plain values in, plain values out. The words are in the packages that show them.
"""

from enum import StrEnum

#: Figures nearer each other than this are the same: sums of fractions are not exact.
SAME = 1e-9


class Direction(StrEnum):
    """How the outcome is to stand to the target."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BELOW = "below"


class TargetVerdict(StrEnum):
    """What can be said about a target."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    UNKNOWN = "unknown"


def meets(value: float, target: float, direction: Direction) -> bool:
    """The bare comparison of an outcome with its target, both in the same unit."""
    if direction is Direction.AT_LEAST:
        return value >= target - SAME
    if direction is Direction.AT_MOST:
        return value <= target + SAME
    return value < target - SAME


def judge_target(
    value: float | None,
    low: float | None,
    high: float | None,
    target: float,
    direction: Direction,
    *,
    whole: bool = False,
) -> TargetVerdict:
    """Reached when the whole interval meets the target, not reached when none of it does.

    `whole` is a register of everybody (closed cases, staff counts): the bare comparison, whatever
    the limits. Unknown without a value, or without an interval where there should be one.
    """
    if whole:
        low = high = value
    if value is None or low is None or high is None:
        return TargetVerdict.UNKNOWN
    met = {meets(limit, target, direction) for limit in (low, high)}
    if len(met) > 1:
        return TargetVerdict.UNKNOWN
    return TargetVerdict.REACHED if met.pop() else TargetVerdict.NOT_REACHED
