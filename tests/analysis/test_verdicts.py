"""The ladder: the first rung that fits."""

import pytest

from analysis.methods.comparisons import Difference, FourCounts, compare_shares
from analysis.methods.verdicts import Verdict, judge, refusal

PAPER, TELEPHONE, BOTH = frozenset({"paper"}), frozenset({"telephone"}), {"paper", "telephone"}


@pytest.mark.parametrize(
    ("low", "high", "q", "rate", "verdict"),
    [
        (-0.16, 0.15, 0.06, 0.9, Verdict.TOO_FEW),
        (0.10, 0.60, 0.05, 0.9, Verdict.DIFFERENCE),
        (0.10, 0.39, 0.05, 0.6, Verdict.DIFFERENCE),
        (0.10, 0.39, 0.05, 0.59, Verdict.LIKELY_DIFFERENCE),
        (0.10, 0.39, 0.05, None, Verdict.LIKELY_DIFFERENCE),
        (0.01, 0.05, 0.01, 0.9, Verdict.DIFFERENCE),
        (-0.10, 0.10, 0.90, 0.9, Verdict.SIMILAR),
        (-0.11, 0.10, 0.90, 0.9, Verdict.NO_CERTAIN_DIFFERENCE),
        (-0.15, 0.15, 0.90, 0.9, Verdict.NO_CERTAIN_DIFFERENCE),
    ],
)
def test_the_first_rung_that_fits_is_taken(
    low: float, high: float, q: float, rate: float | None, verdict: Verdict
) -> None:
    assert judge(Difference((low + high) / 2, low, high, q), q, rate) is verdict


@pytest.mark.parametrize(
    ("tables", "verdict"),
    [((14, 14, 96, 120), Verdict.TOO_FEW), ((147, 260, 120, 260), Verdict.DIFFERENCE)],
)
def test_an_interval_that_holds_no_difference_is_never_a_certain_one(
    tables: FourCounts, verdict: Verdict
) -> None:
    [found] = compare_shares([tables])
    assert found.p is not None
    assert found.p <= 0.05
    assert judge(found, found.p, 0.9) is verdict
    assert judge(found, found.p, 0.9, of_ends=True) is Verdict.DIFFERENCE


def test_a_mean_is_judged_by_the_length_of_its_scale() -> None:
    found = Difference(0.0, -0.8, 0.8, 0.5)
    assert judge(found, 0.5, 0.9, scale=9) is Verdict.SIMILAR
    assert judge(found, 0.5, 0.9, scale=4) is Verdict.TOO_FEW


def test_a_difference_without_interval_is_too_few() -> None:
    assert judge(Difference(1.0), None, 0.9) is Verdict.TOO_FEW


def test_waves_without_a_common_mode_or_wording_are_not_compared() -> None:
    assert refusal((PAPER, TELEPHONE), ()) is Verdict.MODE_CONFOUNDED
    assert refusal((PAPER, TELEPHONE), ("changed",)) is Verdict.MODE_CONFOUNDED
    assert refusal((PAPER, BOTH), ("minor",)) is None
    assert refusal((PAPER, BOTH), ("identical", "changed")) is Verdict.WORDING_CHANGED
    assert refusal((PAPER, PAPER), ("not_comparable",)) is Verdict.WORDING_CHANGED
