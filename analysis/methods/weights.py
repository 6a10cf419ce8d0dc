"""Weights that give women and men the parts they have among the clients.

These describe the clients of one wave. Pure: counts in, plain values out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from scipy.special import stdtrit

from analysis.methods.estimates import TAIL, Moments, moments, wilson
from core.codes import Group


@dataclass(frozen=True)
class Weighted:
    """A weighted share (0–1) or mean (the codes' unit), its variance and its 95 % interval.

    `n_eff` is how many answers drawn at random would tell as much; None for a mean. `low` and
    `high` are None where no interval can be made.
    """

    value: float
    variance: float
    n_eff: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class _Found:
    """A weighted mean with its variance, the valid answers, and how many those are worth at most.

    `worth` is Kish's effective sample size with the finite population correction.
    """

    value: float
    variance: float
    n: int
    worth: float


def weights_of(
    population: Mapping[Group, int], respondents: Mapping[Group, int]
) -> dict[Group, float] | None:
    """How many clients each respondent of a group stands for.

    A group that no register counts (N missing or 0) keeps its share of the respondents; those that
    are counted share the rest as in the register. Group.ALL of the register is passed over, unless
    it is all there is. None when nobody answered, or nobody of a group that the register has.
    Source: Holt and Smith 1979.
    """
    asked = {group: n for group, n in population.items() if group is not Group.ALL} or population
    known = {group: n for group, n in asked.items() if n}
    answered, clients = sum(respondents.values()), sum(known.values())
    if not clients or not all(respondents.get(group) for group in known):
        return None
    left = sum(respondents[group] for group in known) / answered
    return {
        group: known[group] * left / n if group in known else clients / answered
        for group, n in respondents.items()
        if n
    }


def _found(
    answers: Mapping[Group, Moments],
    population: Mapping[Group, int],
    respondents: Mapping[Group, int],
) -> _Found | None:
    """The weighted mean of all valid answers, with the variance of R's survey::postStratify.

    With W the weight of all valid answers, a respondent's part is w(y − ȳ)/W, or 0 without a valid
    answer. V = (1 − n/N)·n/(n − 1)·Σ(part − its group's mean part)², n all respondents, which is
    Σ over groups of (w/W)²·(SS + m(ȳ_g − ȳ)²(1 − m/r)) for m valid answers of r respondents.
    """
    weights = weights_of(population, respondents)
    valid = {group: one for group, one in answers.items() if one.n}
    if weights is None or not valid:
        return None
    mass = sum(weights[group] * one.n for group, one in valid.items())
    value = sum(weights[group] * one.total for group, one in valid.items()) / mass
    squares = sum(
        (weights[group] / mass) ** 2
        * (one.squares + one.n * (one.mean - value) ** 2 * (1 - one.n / respondents[group]))
        for group, one in valid.items()
    )
    n, clients = (
        sum(respondents.values()),
        sum(weights[group] * m for group, m in respondents.items() if m),
    )
    left = 1 - n / clients if n < clients else 1.0
    kish = mass**2 / sum(weights[group] ** 2 * one.n for group, one in valid.items())
    return _Found(
        value,
        left * n / (n - 1) * squares if n > 1 else 0.0,
        sum(one.n for one in valid.values()),
        kish / left,
    )


def post_stratified(
    counts: Mapping[Group, tuple[int, int]],
    population: Mapping[Group, int],
    respondents: Mapping[Group, int] | None = None,
) -> Weighted | None:
    """The share of {group: (positive, valid answers)} when each group weighs as in the register.

    `respondents` is everybody who took part, by group, also without a valid answer to this
    question: they carry the weights; when not known, those with valid answers do. The interval is
    Wilson's with n_eff = p(1 − p)/v; where v is 0, Kish's effective sample size for it, as no width
    would claim to be sure; at most that, where all of a group answered alike, for v then takes it to
    be known. The finite population correction falls when n reaches N. None when
    `weights_of` has no weights or there is no valid answer. Raises ValueError when more are positive
    than answered, or than took part. Source: Lumley 2010, 7.2; as golden.R of the reference.
    """
    if any(not 0 <= x <= n for x, n in counts.values()):
        raise ValueError("more positive answers than answers")
    answers = {g: Moments(n, x, x * (n - x) / n if n else 0.0) for g, (x, n) in counts.items()}
    found = _found(answers, population, _took_part(answers, respondents))
    if found is None:
        return None
    spread = found.value * (1 - found.value)
    n_eff = spread / found.variance if found.variance > 0 and spread > 0 else found.worth
    if any(one.n and not one.squares for one in answers.values()):
        n_eff = min(n_eff, found.worth)
    return Weighted(found.value, found.variance, n_eff, *wilson(0, n_eff, found.value))


def post_stratified_mean(
    codes: Mapping[Group, Mapping[int, int]],
    population: Mapping[Group, int],
    respondents: Mapping[Group, int] | None = None,
) -> Weighted | None:
    """The mean of {group: {code: number of valid answers}}, weighted as in `post_stratified`.

    A t-interval with the valid answers less one as its degrees of freedom; none when all of a group
    answered alike, for the variance then takes it to be known. None and ValueError as in `post_stratified`.
    """
    answers = {group: moments(table) for group, table in codes.items()}
    found = _found(answers, population, _took_part(answers, respondents))
    if found is None:
        return None
    alike = any(one.n and not one.squares for one in answers.values())
    if alike or found.n == 1 or found.variance <= 0:
        return Weighted(found.value, found.variance, None, None, None)
    half = float(stdtrit(found.n - 1, 1 - TAIL)) * sqrt(found.variance)
    return Weighted(found.value, found.variance, None, found.value - half, found.value + half)


def _took_part(
    answers: Mapping[Group, Moments], respondents: Mapping[Group, int] | None
) -> Mapping[Group, int]:
    if respondents is None:
        return {group: one.n for group, one in answers.items()}
    if any(one.n > respondents.get(group, 0) for group, one in answers.items()):
        raise ValueError("more answers than respondents")
    return respondents
