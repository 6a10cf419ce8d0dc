"""Differences between two groups or two waves, and how sure one can be of them.

These are about more than this year's clients, so there is never a finite population correction.
Pure: counts in, plain values out. The tests are written out because a page makes some two hundred
of them: with scipy.stats, one takes as long as all do here, and the import takes a second.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from analysis.methods.estimates import TAIL, Z, moments, wilson

#: Fewer answers than this in either group and their means are not tested.
ENOUGH_FOR_MEANS = 10
#: Two outcomes are equally likely when their probabilities differ by less than rounding (as in R).
EQUALLY_LIKELY = 1 + 1e-7
#: So many standard deviations, and so many more, from the top of a distribution nothing is left.
FAR, MARGIN = 8, 40
#: How many tables are tested at once.
BATCH = 24

#: x1, n1, x2, n2: the positive answers and all answers of two groups.
FourCounts = tuple[int, int, int, int]
Column = NDArray[np.float64]


@dataclass(frozen=True)
class Difference:
    """First minus second, with a 95 % interval and the p-value; None where none can be made."""

    difference: float
    low: float | None = None
    high: float | None = None
    p: float | None = None


def newcombe(x1: int, n1: int, x2: int, n2: int, z: float = Z) -> tuple[float, float]:
    """The interval for x1/n1 − x2/n2 (method 10 of Newcombe 1998). Both n must be positive."""
    p1, p2 = x1 / n1, x2 / n2
    low1, high1 = wilson(x1, n1, z=z)
    low2, high2 = wilson(x2, n2, z=z)
    difference = p1 - p2
    return difference - hypot(p1 - low1, high2 - p2), difference + hypot(high1 - p1, p2 - low2)


def _outwards(top: Column, n1: Column, n2: Column, x: Column, width: int) -> Column:
    """How likely top+1, top+2, ... top+width are against top, a row for each table.

    P(k+1)/P(k) = (n1−k)(x−k) / ((k+1)(n2−x+k+1)), which is 0 from the end of the support on.
    """
    k = top + np.arange(width)
    steps = np.maximum(n1 - k, 0)
    steps *= np.maximum(x - k, 0)
    steps /= (k + 1) * (k + (n2 - x + 1))
    return np.cumprod(steps, axis=1, out=steps)


def _midp(tables: Sequence[FourCounts]) -> list[float]:
    x1, n1, x2, n2 = np.array(tables, dtype=np.float64).T[:, :, None]
    x, n = x1 + x2, n1 + n2
    top = (x + 1) * (n1 + 1) // (n + 2)
    spread = np.sqrt(x * (n1 / n) * (n2 / n) * ((n - x) / np.maximum(n - 1, 1))).max()
    width = int(min(FAR * spread + MARGIN, np.minimum(n1, x).max() + 1))
    weights = np.ones((len(tables), 2 * width + 1))
    weights[:, :width] = _outwards(x - top, n2, n1, x, width)[:, ::-1]
    weights[:, width + 1 :] = _outwards(top, n1, n2, x, width)
    place = x1 - top + width
    within = np.clip(place, 0, 2 * width)
    seen = np.take_along_axis(weights, within.astype(np.int64), axis=1) * (place == within)
    as_likely = np.sum(weights, axis=1, where=weights <= seen * EQUALLY_LIKELY)
    return list(map(float, (as_likely - seen[:, 0] / 2) / weights.sum(axis=1)))


def fisher_midp(tables: Sequence[FourCounts]) -> list[float]:
    """Two-sided Fisher tests of x1/n1 against x2/n2, with half the weight on what was seen.

    Two-sided as in R's fisher.test: everything as likely as what was seen, or less. The
    hypergeometric distribution is walked outwards from its top until nothing is left, for many
    tables at once, but no more than fit in the processor's cache.
    """
    batches = (tables[start : start + BATCH] for start in range(0, len(tables), BATCH))
    return [p for batch in batches for p in _midp(batch)]


def compare_shares(tables: Sequence[FourCounts]) -> list[Difference]:
    """x1/n1 − x2/n2 with Newcombe's interval and the Fisher mid-P. Every n must be positive."""
    return [
        Difference(x1 / n1 - x2 / n2, *newcombe(x1, n1, x2, n2), p)
        for (x1, n1, x2, n2), p in zip(tables, fisher_midp(tables), strict=True)
    ]


def compare_means(first: Mapping[int, int], second: Mapping[int, int]) -> Difference:
    """The difference of two means of {code: number of answers}, tested by Welch (1947).

    Neither interval nor test with fewer than ten in a group, or when nobody differs from anybody in
    either group. Both need at least one answer.
    """
    a, b = moments(first), moments(second)
    difference = a.mean - b.mean
    if min(a.n, b.n) < ENOUGH_FOR_MEANS or a.squares + b.squares == 0:
        return Difference(difference)
    va, vb = a.variance / a.n, b.variance / b.n
    error = sqrt(va + vb)
    freedom = (va + vb) ** 2 / (va**2 / (a.n - 1) + vb**2 / (b.n - 1))
    half = float(stdtrit(freedom, 1 - TAIL)) * error
    p = 2 * float(stdtr(freedom, -abs(difference) / error))
    return Difference(difference, difference - half, difference + half, p)


def in_index(found: Difference, steps: int) -> Difference:
    """The difference of two means of codes 0..steps, as one of indices 0–100."""
    difference = found.difference * 100 / steps
    if found.low is None or found.high is None:
        return Difference(difference)
    return Difference(difference, found.low * 100 / steps, found.high * 100 / steps, found.p)


def false_discovery(p: Sequence[float]) -> list[float]:
    """The q-values of one family of p-values, in the same order (Benjamini and Hochberg 1995)."""
    order = sorted(range(len(p)), key=p.__getitem__, reverse=True)
    q = [1.0] * len(p)
    least = 1.0
    for place, index in enumerate(order):
        least = min(least, p[index] * len(p) / (len(p) - place))
        q[index] = least
    return q
