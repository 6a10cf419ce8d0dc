"""Whether a share has gone up or down over at least three waves of one unbroken series.

About more than this year's clients, so there is never a finite population correction.
Pure: counts in, plain values out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import chdtrc

#: Fewer waves than this are a difference, not a trend.
ENOUGH_WAVES = 3


@dataclass(frozen=True)
class Trend:
    """The test of a trend (chi2 with one degree of freedom) and its slope, as a share per wave."""

    chi2: float
    p: float
    slope: float


def cochran_armitage(
    positive: Sequence[int], n: Sequence[int], least: int = ENOUGH_WAVES
) -> Trend | None:
    """The trend of positive[i] of n[i] over waves i = 0, 1, 2, …, each one step from the next.

    With p the share of all waves together and s the steps: T = Σ s(x − np),
    chi2 = T² / (p(1 − p)·S) with S = Σ n(s − s̄)² and s̄ weighted by n; slope = T / S.
    None with fewer than `least` waves with answers, or when all answered alike. Waves without
    answers keep their place. Raises ValueError unless 0 ≤ positive ≤ n. Source: Armitage 1955; R's
    prop.trend.test.
    """
    waves = list(zip(positive, n, strict=True))
    if any(not 0 <= x <= of for x, of in waves):
        raise ValueError("more positive answers than answers")
    total, of_all = sum(positive), sum(n)
    if sum(of > 0 for of in n) < least or total in (0, of_all):
        return None
    share = total / of_all
    middle = sum(step * of for step, of in enumerate(n)) / of_all
    rise = sum((step - middle) * (x - of * share) for step, (x, of) in enumerate(waves))
    spread = sum(of * (step - middle) ** 2 for step, of in enumerate(n))
    chi2 = rise**2 / (share * (1 - share) * spread)
    return Trend(chi2, float(chdtrc(1, chi2)), rise / spread)
