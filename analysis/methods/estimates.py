"""Shares and means with what is known about their uncertainty (95 %).

These describe the clients of one wave, so the size of the population counts when it is known
and a person can answer once. Pure: counts in, plain values out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import floor, sqrt

import numpy as np
from scipy.special import gammaln, ndtri, stdtrit

CONFIDENCE = 0.95
TAIL = (1 - CONFIDENCE) / 2
Z = float(ndtri(1 - TAIL))
#: Figures nearer a half than this are a half.
ROUNDING = 1e-9
#: Above this part of the population Wilson's normal approximation no longer serves.
NEARLY_ALL = 0.8


class Method(StrEnum):
    """How an interval was made, so that it can be said beside it."""

    WILSON = "wilson"
    WILSON_POPULATION = "wilson_fpc"
    HYPERGEOMETRIC = "hypergeometric_midp"
    T = "t"
    T_POPULATION = "t_fpc"


@dataclass(frozen=True)
class Estimate:
    """A figure with its interval; a share is 0–1, a mean is in the codes' own unit.

    `value` is None for n = 0; `low` and `high` are None where no interval can be made.
    """

    n: int
    value: float | None
    low: float | None
    high: float | None
    method: Method | None


@dataclass(frozen=True)
class Moments:
    """What a mean needs: the number of answers, their sum and the sum of squared deviations."""

    n: int
    total: int
    squares: float

    @property
    def mean(self) -> float:
        """The mean; n must be at least 1."""
        return self.total / self.n

    @property
    def variance(self) -> float:
        """The sample variance; n must be at least 2."""
        return self.squares / (self.n - 1)


NO_ESTIMATE = Estimate(0, None, None, None, None)


def percent(count: int, of: int) -> int:
    """`count` of `of` in whole per cent, rounded once from the exact counts, half up.

    379 of 423 is 90 and 409 of 463 is 88. `of` must be positive.
    """
    return (200 * count + of) // (2 * of)


def tenths(total: int, n: int) -> float:
    """total / n with one decimal, rounded once from the exact numbers, half up; n positive."""
    return ((20 * total + n) // (2 * n)) / 10


def whole(total: int, n: int) -> int:
    """total / n as a whole number, rounded once from the exact numbers, half up; n positive."""
    return (2 * total + n) // (2 * n)


def half_up(value: float) -> int:
    """A difference or a limit as a whole number, half up, though floats are not exact.

    33/40 − 2/5 is 42.5 per cent, but as floats a little less.
    """
    return floor(value + 0.5 + ROUNDING)


def wilson(x: int, n: float, p: float | None = None, z: float = Z) -> tuple[float, float]:
    """Wilson's score interval (Wilson 1927) for x of n, within 0–1 and always holding the share.

    `p` is given with an effective n, where x / n is not the share; `z` for another level than 95 %.
    """
    share = x / n if p is None else p
    square = z * z
    centre = (share + square / (2 * n)) / (1 + square / n)
    half = z / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(0.0, min(centre - half, share)), min(1.0, max(centre + half, share))


def wilson_population(x: int, n: int, population: int) -> tuple[float, float]:
    """Wilson with n* = n(N−1)/(N−n) for n, clipped to what the N−n others leave possible.

    Needs n < N. Source: Wilson 1927 with the finite population correction of Cochran 1977, 2.15.
    """
    low, high = wilson(x, n * (population - 1) / (population - n), x / n)
    return max(low, x / population), min(high, (population - n + x) / population)


def hypergeometric(x: int, n: int, population: int) -> tuple[float, float]:
    """Mid-p limits for the share when nearly all of the population has answered (n < N).

    Every possible number K of positives in the population, x ≤ K ≤ N−n+x, is tried: K stays when
    neither mid-p tail is below 2.5 %. The interval is widened to hold x/n. The distribution
    function goes from K to K+1 by P(X ≤ x | K+1) = P(X ≤ x | K) − P(X = x | K)·(n−x)/(N−K).
    """
    k = np.arange(x, population - n + x + 1, dtype=float)
    others = population - k

    def log_choose(a: np.ndarray | float, b: float) -> np.ndarray | float:
        return gammaln(a + 1) - gammaln(b + 1) - gammaln(a - b + 1)

    at_x = np.exp(log_choose(k, x) + log_choose(others, n - x) - log_choose(float(population), n))
    at_most = np.ones_like(k)
    at_most[1:] -= np.cumsum(at_x[:-1] * (n - x) / others[:-1])
    below = at_most - at_x / 2
    stays = k[(below > TAIL) & (1 - below > TAIL)] / population
    share = x / n
    return min(float(stays.min(initial=share)), share), max(float(stays.max(initial=share)), share)


def estimate_share(x: int, n: int, population: int | None = None) -> Estimate:
    """The share x/n with its interval; plain Wilson when the population is unknown or n reaches it.

    Raises ValueError when x is not within 0–n.
    """
    if not 0 <= x <= n:
        raise ValueError(f"{x} of {n} is not a share")
    if n == 0:
        return NO_ESTIMATE
    if population is None or n >= population:
        return Estimate(n, x / n, *wilson(x, n), Method.WILSON)
    if n > NEARLY_ALL * population:
        return Estimate(n, x / n, *hypergeometric(x, n, population), Method.HYPERGEOMETRIC)
    return Estimate(n, x / n, *wilson_population(x, n, population), Method.WILSON_POPULATION)


def estimate_printed(value: float, n: int | None) -> Estimate:
    """A share as it was printed, of n answers: Wilson around it, no interval where n is unknown."""
    if n is None or n == 0:
        return Estimate(n or 0, value, None, None, None)
    return Estimate(n, value, *wilson(0, n, value), Method.WILSON)


def moments(codes: Mapping[int, int]) -> Moments:
    """The moments of {code: number of answers}; codes of missing answers must not be among them."""
    n = sum(codes.values())
    total = sum(code * count for code, count in codes.items())
    mean = total / n if n else 0.0
    return Moments(n, total, sum(count * (code - mean) ** 2 for code, count in codes.items()))


def estimate_mean(codes: Mapping[int, int], population: int | None = None) -> Estimate:
    """The mean of {code: number of answers} with its t-interval, variance s²/n·(1−n/N).

    Without a population, or when n reaches it, s²/n. No interval for one answer, nor when all gave
    the same: an interval of no width would claim to be sure. Source: Cochran 1977, 2.8.
    """
    m = moments(codes)
    if m.n == 0:
        return NO_ESTIMATE
    if m.n == 1 or m.squares == 0:
        return Estimate(m.n, m.mean, None, None, None)
    corrected = population is not None and m.n < population
    left = 1 - m.n / population if population is not None and corrected else 1.0
    half = float(stdtrit(m.n - 1, 1 - TAIL)) * sqrt(m.variance / m.n * left)
    method = Method.T_POPULATION if corrected else Method.T
    return Estimate(m.n, m.mean, m.mean - half, m.mean + half, method)


def as_index(found: Estimate, steps: int) -> Estimate:
    """A mean of codes 0..steps as an index 0–100."""
    value, low, high = (
        None if one is None else one * 100 / steps for one in (found.value, found.low, found.high)
    )
    return Estimate(found.n, value, low, high, found.method)
