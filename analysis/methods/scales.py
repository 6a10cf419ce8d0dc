"""Ordinal scales of two groups, compared answer by answer and not by their means.

Pure: counts in, plain values out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from scipy.special import ndtr


@dataclass(frozen=True)
class RankTest:
    """The test (`p`, None when all gave the same answer), the effect and the answers of each.

    `superiority` is the chance that one of the first group, drawn at random, answered higher than
    one of the second, equal answers counted half: 0.5 when the groups answer alike.
    """

    p: float | None
    superiority: float
    n1: int
    n2: int


def mann_whitney(first: Mapping[int, int], second: Mapping[int, int]) -> RankTest | None:
    """Mann–Whitney's test of two groups' {code: number of answers}; higher codes are higher.

    U = Σ first(c)·(second below c + second(c)/2), superiority = U / n1·n2. Normal approximation
    with variance n1·n2/12·((N + 1) − Σ(t³ − t)/(N(N − 1))), t the answers tied at a code; no
    continuity correction. None when a group has no answers. Missing answers must not be among the
    codes. Source: Lehmann 1975, 1.4; R's wilcox.test(exact = FALSE, correct = FALSE).
    """
    n1, n2 = sum(first.values()), sum(second.values())
    if not n1 or not n2:
        return None
    doubled, below, tied = 0, 0, 0
    for code in sorted({*first, *second}):
        a, b = first.get(code, 0), second.get(code, 0)
        doubled += a * (2 * below + b)
        below += b
        tied += (a + b) ** 3 - (a + b)
    n = n1 + n2
    superiority = doubled / (2 * n1 * n2)
    if tied == n**3 - n:
        return RankTest(None, superiority, n1, n2)
    variance = n1 * n2 / 12 * ((n + 1) - tied / (n * (n - 1)))
    away = abs(doubled - n1 * n2) / 2 / sqrt(variance)
    return RankTest(2 * float(ndtr(-away)), superiority, n1, n2)
