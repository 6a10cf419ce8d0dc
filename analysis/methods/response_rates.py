"""How many of those who were asked have answered.

Where nobody was asked one by one (a station), answers per client is no response rate.
Pure: counts in, plain values out.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class ResponseRate:
    """Answered of asked; `value` is 0–1, None when nobody was asked."""

    answered: int
    asked: int
    value: float | None


def rr2(answered: int, asked: int) -> ResponseRate:
    """AAPOR's response rate 2: whole and partial answers of all who were to answer.

    RR2 = (I + P) / ((I + P) + (R + NC + O) + (UH + UO)): whoever could not be reached, and whoever
    is not known to belong, stays in the denominator. `answered` is I + P, `asked` the denominator.
    Raises ValueError unless 0 ≤ answered ≤ asked. Source: AAPOR, Standard Definitions, 10th ed.
    2023.
    """
    if not 0 <= answered <= asked:
        raise ValueError(f"{answered} of {asked} is not a response rate")
    return ResponseRate(answered, asked, answered / asked if asked else None)
