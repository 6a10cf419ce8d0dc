"""The times that statistics of cases are about."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.cases.periods import (
    Length,
    NoSuchPeriod,
    a_year_before,
    before,
    beside,
    days,
    in_a_row,
    offered,
    read_name,
    tertial,
    tertial_of,
    whole_year,
)

DAYS = st.dates(date(2001, 1, 1), date(2100, 12, 31))


@given(DAYS)
def test_every_day_is_in_its_tertial_and_only_there(day: date) -> None:
    found = tertial_of(day)
    assert found.holds(day)
    assert not before(found).holds(day)
    assert read_name(found.name) == found


@given(DAYS, st.integers(0, 500))
def test_the_days_before_are_as_many_and_end_the_day_before(first: date, more: int) -> None:
    period = days(first, first + timedelta(days=more))
    earlier = before(period)
    assert earlier.last == first - timedelta(days=1)
    assert earlier.last - earlier.first == timedelta(days=more)
    assert a_year_before(period).first < first


@given(st.integers(2001, 2100))
def test_three_tertials_make_a_year(year: int) -> None:
    parts = [tertial(year, number) for number in (1, 2, 3)]
    assert parts[0].first == whole_year(year).first
    assert parts[2].last == whole_year(year).last
    assert [before(part) for part in parts[1:]] == parts[:2]


def test_a_tertial_stands_beside_its_year_the_one_before_and_last_years() -> None:
    period = tertial(2026, 2)
    assert [one.name for one in beside(period)] == ["2026", "2026-T1", "2025-T2"]
    assert [one.name for one in in_a_row(period)] == ["2025-T2", "2025-T3", "2026-T1", "2026-T2"]
    assert [one.name for one in beside(whole_year(2026))] == ["2025"]
    assert (period.first, period.last) == (date(2026, 5, 1), date(2026, 8, 31))


def test_a_leap_day_a_year_before_is_the_28th() -> None:
    found = a_year_before(days(date(2024, 2, 29), date(2024, 3, 1)))
    assert (found.first, found.length) == (date(2023, 2, 28), Length.DAYS)


@pytest.mark.parametrize("name", ["", "2026-T4", "2026-t1", "26", "1999", "2026 ", "٢٠٢٦"])
def test_other_names_are_no_periods(name: str) -> None:
    with pytest.raises(NoSuchPeriod):
        read_name(name)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 2, 2), date(2026, 2, 1)),
        (date(1999, 12, 31), date(2026, 1, 1)),
        (date(2026, 1, 1), date(2200, 1, 1)),
    ],
)
def test_days_that_make_no_period_are_refused(first: date, last: date) -> None:
    with pytest.raises(NoSuchPeriod):
        days(first, last)


def test_only_tertials_that_have_begun_are_offered() -> None:
    names = [one.name for one in offered(date(2026, 8, 31), years=2)]
    assert names == ["2026-T2", "2026-T1", "2026", "2025-T3", "2025-T2", "2025-T1", "2025"]
