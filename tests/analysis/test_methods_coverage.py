"""A short run of the simulation already keeps what the long one is held to."""

import pytest

from benchmarks.coverage import ANSWERS, SURVEYS, coverage_of, false_alarms_of


@pytest.mark.parametrize("n", ANSWERS)
def test_intervals_hold_the_true_share_as_often_as_they_say(n: int) -> None:
    found = coverage_of(n, draws=500)
    assert found.mean >= 0.94
    assert found.lowest >= 0.8


@pytest.mark.parametrize("drawn", SURVEYS)
def test_few_surveys_alarm_where_nothing_differs_and_most_would_with_walds_test(drawn: str) -> None:
    found = false_alarms_of(drawn, draws=1000)
    assert found.ours <= 0.06
    assert found.wald >= 0.5
