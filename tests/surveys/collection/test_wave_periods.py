"""How long a wave may be."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.collection.wave_periods import (
    PeriodProblem,
    PeriodRefused,
    check_last_day,
    check_later,
    check_period,
    latest_last_day,
)


def test_a_year_ends_the_day_before_it_began() -> None:
    assert latest_last_day(date(2026, 1, 1)) == date(2026, 12, 31)
    assert latest_last_day(date(2026, 3, 1)) == date(2027, 2, 28)
    assert latest_last_day(date(2024, 2, 29)) == date(2025, 2, 28)
    assert latest_last_day(date(2023, 3, 1)) == date(2024, 2, 29)


@given(st.dates())
def test_every_day_begins_a_year_of_365_or_366_days(opens: date) -> None:
    closes = latest_last_day(opens)
    check_period(opens, closes)
    if opens.year < date.max.year:
        assert (closes - opens).days in (364, 365)


@given(st.dates(), st.dates(), st.dates())
def test_what_is_refused_says_the_first_reason_that_holds(
    opens: date, closes: date, today: date
) -> None:
    reasons = {
        PeriodProblem.LAST_BEFORE_FIRST: closes < opens,
        PeriodProblem.LONGER_THAN_A_YEAR: closes > latest_last_day(opens),
        PeriodProblem.HAS_BEEN: closes < today,
    }
    expected = [reason for reason, holds in reasons.items() if holds]
    if not expected:
        check_last_day(opens, closes, today)
        return
    with pytest.raises(PeriodRefused) as refused:
        check_last_day(opens, closes, today)
    assert refused.value.problem == expected[0]


def test_a_wave_is_made_longer_and_never_shorter() -> None:
    opens, closes, today = date(2026, 3, 1), date(2026, 3, 31), date(2026, 3, 12)
    check_later(opens, closes, closes + timedelta(1), today)
    for later in (closes, closes - timedelta(1)):
        with pytest.raises(PeriodRefused, match="not_later"):
            check_later(opens, closes, later, today)
    with pytest.raises(PeriodRefused, match="longer_than_a_year"):
        check_later(opens, closes, date(2027, 3, 1), today)
    with pytest.raises(PeriodRefused, match="has_been"):
        check_later(opens, closes, date(2026, 4, 2), date(2026, 4, 3))
