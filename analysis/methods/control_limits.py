"""Control limits for a share followed week by week, so that noise is not taken for news.

Pure: counts in, plain values out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt

import numpy as np
from scipy.special import bdtr, ndtr

#: Limits from fewer points with answers than this would themselves be noise.
MINIMUM = 12
#: Where fewer than this of either answer are expected, standard deviations are no limits.
EXPECTED = 5
#: The width of the limits in standard deviations, and how often chance alone passes each of them.
SIGMA = 3
TAIL = float(ndtr(-SIGMA))
#: So many points in a row on one side of the centre are a shift.
RUN = 8


@dataclass(frozen=True)
class PChartPoint:
    """A share with the limits for its n; all None where nobody answered."""

    value: float | None
    low: float | None
    high: float | None
    outside: bool


@dataclass(frozen=True)
class PChart:
    """The share of all points together, and every point in the order given."""

    centre: float
    points: tuple[PChartPoint, ...]


def _limits(n: int, centre: float) -> tuple[float, float]:
    if n * min(centre, 1 - centre) >= EXPECTED:
        reach = SIGMA * sqrt(centre * (1 - centre) / n)
        return max(0.0, centre - reach), min(1.0, centre + reach)
    at_most = bdtr(np.arange(n), n, centre)
    low = np.searchsorted(at_most, TAIL)
    high = np.searchsorted(at_most, 1 - TAIL)
    return float(low) / n, float(high) / n


def _point(x: int, n: int, centre: float) -> PChartPoint:
    if not n:
        return PChartPoint(None, None, None, outside=False)
    low, high = _limits(n, centre)
    return PChartPoint(x / n, low, high, outside=not low <= x / n <= high)


def p_chart(counts: Sequence[tuple[int, int]]) -> PChart | None:
    """Shewhart's p-chart of (positive, n) in order of time: centre ± 3·√(centre(1 − centre)/n).

    The centre is the share of all points together; the limits stay within 0–1. Where fewer than
    five of either answer are expected they are probability limits: the lowest and the highest share
    such that less, or more, has a binomial probability below that of three standard deviations,
    0.00135. None with fewer than twelve points with answers. Raises ValueError unless
    0 ≤ positive ≤ n. Source: Montgomery, Introduction to Statistical Quality Control, 7.2.
    """
    if any(not 0 <= x <= n for x, n in counts):
        raise ValueError("more positive answers than answers")
    if sum(n > 0 for _, n in counts) < MINIMUM:
        return None
    centre = sum(x for x, _ in counts) / sum(n for _, n in counts)
    return PChart(centre, tuple(_point(x, n, centre) for x, n in counts))


def run_rule(values: Sequence[float | None], centre: float) -> tuple[bool, ...]:
    """Which points are part of eight or more in a row on one side of the centre.

    A point on the centre ends a row; a point without a value is passed over and belongs to none.
    Source: Western Electric, Statistical Quality Control Handbook, 1956.
    """
    there = [place for place, value in enumerate(values) if value is not None]
    shifted: set[int] = set()
    for side, row in groupby(there, key=lambda place: _side(values[place], centre)):
        places = list(row)
        if side and len(places) >= RUN:
            shifted.update(places)
    return tuple(place in shifted for place in range(len(values)))


def _side(value: float | None, centre: float) -> int:
    return 0 if value is None or value == centre else 1 if value > centre else -1
