"""Differences that are counted within each stratum: a mode, a wave.

About more than this year's clients, so there is never a finite population correction.
Pure: counts in, plain values out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, hypot, log, sqrt

from scipy.special import chdtrc, ndtr

from analysis.methods.comparisons import Difference, FourCounts, newcombe
from analysis.methods.estimates import Z

#: How far (as z), how finely and in how many steps a p-value is searched for.
FARTHEST, FINE, STEPS = 40.0, 1e-12, 100
#: The least and the most that a power of z can be; no step is longer than the most, either.
LEAST, MOST = 0.05, 2.0


@dataclass(frozen=True)
class CommonOdds:
    """The odds ratio common to all strata with its 95 % interval, and the test that it is 1.

    `odds`, `low` and `high` are None where the ratio would be 0 or infinite.
    """

    odds: float | None
    low: float | None
    high: float | None
    chi2: float
    p: float


@dataclass(frozen=True)
class Homogeneity:
    """The test that the odds ratio is the same in all strata; df is their number less one.

    `breslow_day` is the statistic before Tarone's correction, which is small.
    """

    breslow_day: float
    chi2: float
    p: float
    df: int


def _telling(tables: Iterable[FourCounts]) -> list[tuple[int, int, int, int]]:
    """The strata that say something as (a, b, c, d): both groups answered, and not all alike."""
    cells = ((x1, n1 - x1, x2, n2 - x2) for x1, n1, x2, n2 in tables)
    return [(a, b, c, d) for a, b, c, d in cells if a + b and c + d and a + c and b + d]


def _ratio(strata: Sequence[tuple[int, int, int, int]]) -> float | None:
    """Mantel and Haenszel's odds ratio, None when it would be 0 or infinite."""
    over = sum(a * d / (a + b + c + d) for a, b, c, d in strata)
    under = sum(b * c / (a + b + c + d) for a, b, c, d in strata)
    return over / under if over and under else None


def _log_error(strata: Sequence[tuple[int, int, int, int]]) -> float:
    """The standard error of the logarithm of the ratio (Robins, Breslow and Greenland 1986)."""
    pr = ps = qs = over = under = 0.0
    for a, b, c, d in strata:
        n = a + b + c + d
        p, q, r, s = (a + d) / n, (b + c) / n, a * d / n, b * c / n
        pr, ps, qs = pr + p * r, ps + p * s + q * r, qs + q * s
        over, under = over + r, under + s
    return sqrt(pr / (2 * over**2) + ps / (2 * over * under) + qs / (2 * under**2))


def mantel_haenszel(tables: Sequence[FourCounts]) -> CommonOdds | None:
    """Cochran–Mantel–Haenszel's test of two groups within strata, a table (x1, n1, x2, n2) each.

    chi2 = (Σ(a − E))² / ΣV with E = n1·t/N and V = n1·n2·t(N − t)/(N²(N − 1)), without continuity
    correction; odds = Σ(ad/N) / Σ(bc/N), above 1 when the first group is the more positive. None
    when no stratum says anything (both groups answered, and not all alike). Source: Mantel and
    Haenszel 1959; R's mantelhaen.test(correct = FALSE).
    """
    strata = _telling(tables)
    if not strata:
        return None
    away = variance = 0.0
    for a, b, c, d in strata:
        n1, n2, t, n = a + b, c + d, a + c, a + b + c + d
        away += a - n1 * t / n
        variance += n1 * n2 * t * (n - t) / (n * n * (n - 1))
    chi2 = away**2 / variance
    p, odds = float(chdtrc(1, chi2)), _ratio(strata)
    if odds is None:
        return CommonOdds(None, None, None, chi2, p)
    reach = Z * _log_error(strata)
    return CommonOdds(odds, exp(log(odds) - reach), exp(log(odds) + reach), chi2, p)


def _expected(a: int, b: int, c: int, d: int, odds: float) -> float:
    """The first cell of a stratum with its margins kept and this odds ratio.

    The root of (1 − odds)e² + (n2 − t + odds(n1 + t))e − odds·n1·t = 0 that margins allow, in the
    form that does not subtract what is nearly equal.
    """
    n1, n2, t = a + b, c + d, a + c
    square, middle, last = 1 - odds, n2 - t + odds * (n1 + t), odds * n1 * t
    root = sqrt(middle**2 + 4 * square * last)
    return 2 * last / (middle + root) if middle >= 0 else (root - middle) / (2 * square)


def breslow_day_tarone(tables: Sequence[FourCounts]) -> Homogeneity | None:
    """Breslow–Day's test that all strata have one odds ratio, with Tarone's correction.

    chi2 = Σ(a − e)²/v − (Σ(a − e))²/Σv with e the cell expected under Mantel and Haenszel's ratio
    and v = 1 / (1/e + 1/(n1 − e) + 1/(t − e) + 1/(n2 − t + e)). Strata that say nothing are left
    out; None with fewer than two others or a ratio of 0 or infinity. Source: Breslow and Day 1980,
    4.4; Tarone 1985.
    """
    strata = _telling(tables)
    odds = _ratio(strata)
    if len(strata) < 2 or odds is None:
        return None
    squares = away = variance = 0.0
    for a, b, c, d in strata:
        e = _expected(a, b, c, d, odds)
        v = 1 / (1 / e + 1 / (a + b - e) + 1 / (a + c - e) + 1 / (d - a + e))
        squares, away, variance = squares + (a - e) ** 2 / v, away + a - e, variance + v
    chi2 = max(0.0, squares - away**2 / variance)
    df = len(strata) - 1
    return Homogeneity(squares, chi2, float(chdtrc(df, chi2)), df)


def _limits(first: FourCounts, second: FourCounts, z: float = Z) -> tuple[float, float]:
    d1, d2 = (x1 / n1 - x2 / n2 for x1, n1, x2, n2 in (first, second))
    (low1, high1), (low2, high2) = newcombe(*first, z), newcombe(*second, z)
    change = d2 - d1
    return change - hypot(d2 - low2, high1 - d1), change + hypot(high2 - d2, d1 - low1)


def _level(first: FourCounts, second: FourCounts, change: float) -> float:
    """The p-value that goes with the interval: 1 − the confidence at which it just reaches 0.

    The interval's reach is nearly a power of z, so that z is found by secants of their logarithms.
    """
    if abs(change) < FINE:
        return 1.0
    z, past = Z, (0.0, 0.0)
    for step in range(STEPS):
        low, high = _limits(first, second, z)
        at = log(z), log((change - low if change > 0 else high - change) / abs(change))
        if abs(at[1]) < FINE or at[0] == past[0]:
            break
        slope = (at[1] - past[1]) / (at[0] - past[0]) if step else 1.0
        stretch = -at[1] / min(max(slope, LEAST), MOST)
        z, past = min(z * exp(min(max(stretch, -MOST), MOST)), FARTHEST), at
    return 2 * float(ndtr(-z))


def difference_of_differences(first: FourCounts, second: FourCounts) -> Difference:
    """How much x1/n1 − x2/n2 has changed from `first` to `second`: second minus first.

    MOVER on two of Newcombe's intervals: with d the differences and l, u their limits, the lower
    limit is Δ − √((d₂ − l₂)² + (u₁ − d₁)²), the upper Δ + √((u₂ − d₂)² + (d₁ − l₁)²). The p-value
    belongs to the same interval, so that the two never disagree. Every n must be positive. Source:
    Zou and Donner 2008.
    """
    (x11, n11, x12, n12), (x21, n21, x22, n22) = first, second
    change = (x21 / n21 - x22 / n22) - (x11 / n11 - x12 / n12)
    low, high = _limits(first, second)
    return Difference(change, low, high, _level(first, second, change))
