"""Working days: the library against holidays worked out by hand, for every day of 2020-2040."""

import subprocess
import sys
from datetime import date, timedelta

import pytest

from organisation.working_days import (
    add_working_days,
    before,
    is_working_day,
    name_of_day_off,
    on_or_after,
    on_or_before,
    working_days_left,
)
from tests.organisation.holidays_by_hand import every_day, is_free

DAY = timedelta(days=1)
LEFT = (
    # Thursday, and Friday is midsommarafton.
    (date(2026, 6, 18), date(2026, 6, 22), 1),
    (date(2026, 6, 18), date(2026, 6, 18), 0),
    (date(2026, 6, 22), date(2026, 6, 18), -1),
    (date(2026, 6, 20), date(2026, 6, 22), 1),
    (date(2026, 3, 9), date(2026, 3, 20), 9),
    (date(2026, 3, 20), date(2026, 3, 9), -9),
)


def test_every_day_of_twenty_one_years_is_what_the_law_says() -> None:
    wrong = [day for day in every_day(2020, 2040) if is_working_day(day) is is_free(day)]
    assert not wrong


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 5), date(2026, 4, 2), date(2026, 4, 30), date(2026, 5, 15),
        date(2026, 5, 25), date(2026, 10, 30), date(2026, 12, 23),
    ],
)  # fmt: skip
def test_squeezed_days_and_the_eves_that_are_no_holidays_are_working_days(day: date) -> None:
    assert is_working_day(day)


def test_the_nearest_working_days_are_next_to_each_other() -> None:
    for day in every_day(2026, 2027):
        first, last = on_or_before(day), on_or_after(day)
        assert first <= day <= last
        assert is_working_day(first)
        assert is_working_day(last)
        assert (first == day) is (last == day) is is_working_day(day)
        assert before(last) == (before(day) if first == last else first)


def test_adding_working_days_goes_both_ways() -> None:
    thursday = date(2026, 6, 18)
    assert add_working_days(thursday, 2) == date(2026, 6, 23)
    assert add_working_days(date(2026, 6, 23), -2) == thursday
    assert add_working_days(date(2026, 6, 20), 0) == date(2026, 6, 20)
    assert add_working_days(date(2026, 6, 20), 1) == date(2026, 6, 22)


@pytest.mark.parametrize(("today", "last", "left"), LEFT)
def test_working_days_left_are_counted_to_the_last_day_and_back_from_it(
    today: date, last: date, left: int
) -> None:
    assert working_days_left(today, last) == left


def test_a_day_off_has_a_name_in_both_languages() -> None:
    assert name_of_day_off(date(2026, 6, 19)) == "Midsommarafton"
    assert name_of_day_off(date(2026, 6, 19), "en") == "Midsummer Eve"
    assert name_of_day_off(date(2026, 3, 14)) == "lördag"
    assert name_of_day_off(date(2026, 3, 15), "en") == "Sunday"
    assert name_of_day_off(date(2026, 3, 13)) == ""


def test_only_the_swedish_holidays_are_loaded() -> None:
    """The library's package of countries takes 0.15 s and 8 MB more, in every process."""
    code = (
        "import sys; from datetime import date; from organisation.working_days import before; "
        "before(date(2026, 1, 1)); print(sum(name.startswith('holidays.c') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 40
