"""Differences between two waves whose answers came by several modes, mode by mode.

A stratum is one mode: its answers in the first wave and in the second. Strata are weighted by
w = n1·n2 / (n1 + n2), as Mantel and Haenszel (1959) do, so both waves have the same mix of modes.
These are about more than this year's clients: no finite population correction.
Pure: counts in, plain values out.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import hypot, prod, sqrt

from scipy.special import ndtr, stdtr, stdtrit

from analysis.methods.comparisons import (
    ENOUGH_FOR_MEANS,
    Difference,
    FourCounts,
    compare_means,
    newcombe,
)
from analysis.methods.estimates import TAIL, moments
from analysis.methods.strata import mantel_haenszel
from analysis.methods.trends import cochran_armitage

#: The answers of one mode, {code: number}, in the first wave and in the second.
TwoWaves = tuple[Mapping[int, int], Mapping[int, int]]
#: One mode over the waves of a series: (positive answers, answers) of each.
Waves = Sequence[tuple[int, int]]


def common_share_difference(strata: Sequence[FourCounts]) -> Difference:
    """The weighted mean of x1/n1 − x2/n2 with an interval, and the Cochran–Mantel–Haenszel test.

    The interval puts those of Newcombe together by the weights (Zou and Donner 2008, MOVER); with
    one stratum it is Newcombe's own. Every n must be positive.
    """
    parts = weights([(n1, n2) for _, n1, _, n2 in strata])
    difference = below = above = 0.0
    for part, (x1, n1, x2, n2) in zip(parts, strata, strict=True):
        one = x1 / n1 - x2 / n2
        low, high = newcombe(x1, n1, x2, n2)
        difference += part * one
        below, above = hypot(below, part * (one - low)), hypot(above, part * (high - one))
    found = mantel_haenszel(strata)
    # Without any stratum that tells, all gave the same answer.
    return Difference(difference, difference - below, difference + above, found.p if found else 1.0)


def weights(sizes: Sequence[tuple[int, int]]) -> list[float]:
    """The part that each stratum of n1 and n2 answers has in the whole; they add up to 1."""
    raw = [n1 * n2 / (n1 + n2) for n1, n2 in sizes]
    whole = sum(raw)
    return [one / whole for one in raw]


def weighted_alike(strata: Sequence[FourCounts]) -> tuple[Fraction, Fraction]:
    """The weighted means of x1/n1 and of x2/n2, exactly, to be rounded once. x may be any sum.

    Σ w·x1/n1 / Σ w with w = n1·n2/N is Σ x1·n2·(R/N) / Σ n1·n2·(R/N), R the product of all N.
    """
    every = prod(n1 + n2 for _, n1, _, n2 in strata)
    first = second = whole = 0
    for x1, n1, x2, n2 in strata:
        others = every // (n1 + n2)
        first, second = first + x1 * n2 * others, second + x2 * n1 * others
        whole += n1 * n2 * others
    return Fraction(first, whole), Fraction(second, whole)


def common_mean_difference(strata: Sequence[TwoWaves]) -> Difference:
    """The weighted mean of the differences between two means, tested as Welch (1947) does for one.

    Degrees of freedom after Satterthwaite (1946). Neither interval nor test when a stratum has
    fewer than ten answers in a wave, or nobody differs from anybody.
    """
    if len(strata) == 1:
        return compare_means(*strata[0])
    both = [(moments(first), moments(second)) for first, second in strata]
    parts = weights([(a.n, b.n) for a, b in both])
    terms = [part * (a.mean - b.mean) for part, (a, b) in zip(parts, both, strict=True)]
    difference = sum(terms)
    if min(min(a.n, b.n) for a, b in both) < ENOUGH_FOR_MEANS:
        return Difference(difference)
    errors = [
        (part * part * one.variance / one.n, one.n)
        for part, pair in zip(parts, both, strict=True)
        for one in pair
    ]
    variance = sum(error for error, _ in errors)
    if variance == 0:
        return Difference(difference)
    freedom = variance**2 / sum(error**2 / (n - 1) for error, n in errors)
    half = float(stdtrit(freedom, 1 - TAIL)) * sqrt(variance)
    p = 2 * float(stdtr(freedom, -abs(difference) / sqrt(variance)))
    return Difference(difference, difference - half, difference + half, p)


def common_trend(strata: Sequence[Waves]) -> tuple[float, float]:
    """The p-value of a trend in shares over the places of the waves, and the sign of its slope.

    One mode: Cochran–Armitage. Several: its sums over the modes, T = Σ s(x − n·p) and
    V = p(1−p)·(Σ n·s² − (Σ n·s)²/N), as Mantel (1963) adds them. p is 1 where all gave the same.
    Every n must be positive.
    """
    if len(strata) == 1:
        found = cochran_armitage([x for x, _ in strata[0]], [n for _, n in strata[0]])
        return (found.p, found.slope) if found else (1.0, 0.0)
    score = variance = 0.0
    for waves in strata:
        answers = sum(n for _, n in waves)
        share = sum(x for x, _ in waves) / answers
        score += sum(place * (x - n * share) for place, (x, n) in enumerate(waves))
        first = sum(place * n for place, (_, n) in enumerate(waves))
        second = sum(place * place * n for place, (_, n) in enumerate(waves))
        variance += share * (1 - share) * (second - first * first / answers)
    return _two_sided(score, variance) if variance else 1.0, score


def mean_trend(strata: Sequence[Sequence[Mapping[int, int]]]) -> tuple[float | None, float]:
    """The p-value of a trend in means over the places of the waves, and the sign of its slope.

    Each wave's mean m is weighted by w = n / s²; slope b = Σ w(t − t̄)m / Σ w(t − t̄)² with the
    variance 1 / Σ w(t − t̄)², against the normal distribution (National Center for Health Statistics
    2018, Guidelines for Analysis of Trends). Over several modes both sums are added up. p is None
    when a mode has fewer than ten answers in a wave, or all of them are the same.
    """
    score = spread = 0.0
    for waves in strata:
        found = [moments(codes) for codes in waves]
        if any(one.n < ENOUGH_FOR_MEANS or one.squares == 0 for one in found):
            return None, 0.0
        weight = [one.n / one.variance for one in found]
        middle = sum(part * place for place, part in enumerate(weight)) / sum(weight)
        for place, (part, one) in enumerate(zip(weight, found, strict=True)):
            score += part * (place - middle) * one.mean
            spread += part * (place - middle) ** 2
    return _two_sided(score, spread), score


def _two_sided(score: float, variance: float) -> float:
    """The p-value of a sum with that variance, which is normal where there is no trend."""
    return 2 * float(ndtr(-abs(score) / sqrt(variance)))
