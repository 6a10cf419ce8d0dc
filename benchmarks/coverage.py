"""`python -m benchmarks.coverage`: how often the statistics of a survey are right, by simulation.

Two questions, both with seeded draws. How often does the interval of a share hold the true share?
How many surveys call any difference certain when women and men think alike?
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from analysis.methods.comparisons import Difference, compare_shares, false_discovery
from analysis.methods.estimates import Z, estimate_share
from analysis.methods.verdicts import Verdict, judge

SEED, DRAWS = 2019, 20_000
CLIENTS = 647
ANSWERS = (15, 30, 86, 256)
#: The true shares of which the coverage is the mean, in per cent.
TRUE_SHARES = range(1, 100)
WOMEN, MEN, QUESTIONS = 15, 71, 12
#: Above the rate that lets the ladder say "certain" instead of "likely"; both count as an alarm.
RESPONSE_RATE = 0.65
ALARMS = frozenset({Verdict.DIFFERENCE, Verdict.LIKELY_DIFFERENCE})

Counts = NDArray[np.int64]
Shares = NDArray[np.float64]
Say = Callable[[str], None]


@dataclass(frozen=True)
class Coverage:
    """The share of intervals that hold the true share: the mean over true shares, and the lowest."""

    n: int
    mean: float
    lowest: float
    lowest_at: float


@dataclass(frozen=True)
class FalseAlarms:
    """The share of surveys with any alarm: ours, and Wald's test of each question by itself."""

    drawn: str
    ours: float
    wald: float


def coverage_of(n: int, draws: int = DRAWS) -> Coverage:
    """n of 647 clients answer, drawn without replacement, `draws` times for each true share."""
    random = np.random.default_rng([SEED, n])
    found = [estimate_share(x, n, CLIENTS) for x in range(n + 1)]
    low = np.array([one.low for one in found], dtype=float)
    high = np.array([one.high for one in found], dtype=float)
    held: dict[float, float] = {}
    for percent in TRUE_SHARES:
        positive = round(CLIENTS * percent / 100)
        x = random.hypergeometric(positive, CLIENTS - positive, n, draws)
        share = positive / CLIENTS
        held[share] = float(np.mean((low[x] <= share) & (share <= high[x])))
    lowest_at = min(held, key=held.__getitem__)
    return Coverage(n, float(np.mean(list(held.values()))), held[lowest_at], lowest_at)


def varied(random: np.random.Generator, draws: int) -> Shares:
    """Each question of each survey has its own true share between 60 and 95 %."""
    return random.uniform(0.60, 0.95, (draws, QUESTIONS))


def same(share: float) -> Callable[[np.random.Generator, int], Shares]:
    """All questions have this true share."""
    return lambda _random, draws: np.full((draws, QUESTIONS), share)


def alone(random: np.random.Generator, people: int, shares: Shares) -> Counts:
    """How many are positive when what one answers to a question says nothing of the others."""
    return random.binomial(people, shares)


def alike(random: np.random.Generator, people: int, shares: Shares) -> Counts:
    """How many are positive when persons are: half of what decides an answer is the person's own."""
    own = random.standard_normal((people, len(shares), 1))
    moment = random.standard_normal((people, *shares.shape))
    positive = (own + moment) / np.sqrt(2) < ndtri(shares)
    counted: Counts = positive.sum(axis=0)
    return counted


SURVEYS: dict[str, tuple[Callable[..., Shares], Callable[..., Counts]]] = {
    "true shares 60–95 %": (varied, alone),
    "true shares 60–95 %, persons alike": (varied, alike),
    **{
        f"all true shares {percent} %": (same(percent / 100), alone) for percent in (50, 70, 80, 90)
    },
}


def _wald(x: Counts, y: Counts) -> NDArray[np.bool_]:
    """What a textbook does without thinking: p1 − p2 against its own standard error, each alone."""
    p, q = x / WOMEN, y / MEN
    error = np.sqrt(p * (1 - p) / WOMEN + q * (1 - q) / MEN)
    return np.asarray(np.abs(p - q) > Z * error)


def _ladder(found: list[Difference]) -> bool:
    """Whether the ladder says of any question that women and men differ."""
    q = false_discovery([one.p if one.p is not None else 1.0 for one in found])
    verdicts = (judge(one, value, RESPONSE_RATE) for one, value in zip(found, q, strict=True))
    return not ALARMS.isdisjoint(verdicts)


def false_alarms_of(drawn: str, draws: int = DRAWS) -> FalseAlarms:
    """Surveys of twelve questions in which women and men think alike, answered by 15 and by 71."""
    random = np.random.default_rng([SEED, *drawn.encode()])
    shares_of, answers_of = SURVEYS[drawn]
    shares = shares_of(random, draws)
    x, y = answers_of(random, WOMEN, shares), answers_of(random, MEN, shares)
    every = [(a, WOMEN, b, MEN) for a in range(WOMEN + 1) for b in range(MEN + 1)]
    tested = compare_shares(every)
    ours = [_ladder([tested[place] for place in survey]) for survey in (x * (MEN + 1) + y).tolist()]
    return FalseAlarms(drawn, float(np.mean(ours)), float(np.mean(_wald(x, y).any(axis=1))))


def measure_coverage(say: Say) -> dict[str, Any]:
    """All figures; those with a goal are the lowest mean coverage and the most false alarms."""
    covered = []
    for n in ANSWERS:
        found = coverage_of(n)
        covered.append(found)
        say(
            f"{n:4} of {CLIENTS}: {found.mean:.3f} of intervals hold the true share "
            f"(lowest {found.lowest:.3f}, at {100 * found.lowest_at:.1f} %)"
        )
    alarms = []
    for drawn in SURVEYS:
        one = false_alarms_of(drawn)
        alarms.append(one)
        say(f"{drawn}: {one.ours:.3f} of surveys with a false alarm, Wald {one.wald:.3f}")
    return {
        "share_coverage": min(one.mean for one in covered),
        "share_coverage_lowest": min(one.lowest for one in covered),
        "false_alarms": max(one.ours for one in alarms),
        "false_alarms_wald": alarms[0].wald,
    }


if __name__ == "__main__":
    measure_coverage(click.echo)
