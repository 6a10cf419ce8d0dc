"""How long a wave may be, and what a new last day may be. Pure.

A wave takes answers from a day to a year: from 1 March until 28 February at the latest.
"""

from datetime import date, timedelta
from enum import StrEnum

from core.errors import DomainError


class PeriodProblem(StrEnum):
    """Why a first and a last day cannot stand."""

    LAST_BEFORE_FIRST = "last_before_first"
    LONGER_THAN_A_YEAR = "longer_than_a_year"
    HAS_BEEN = "has_been"
    NOT_LATER = "not_later"


class PeriodRefused(DomainError):
    """The days cannot stand; `problem` says why."""

    def __init__(self, problem: PeriodProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def latest_last_day(opens: date) -> date:
    """The last day of a year that begins on the day; on the last of days, that day itself."""
    if opens.year == date.max.year:
        return date.max
    leap_day = (opens.month, opens.day) == (2, 29)
    same_day = date(opens.year + 1, 3, 1) if leap_day else opens.replace(year=opens.year + 1)
    return same_day - timedelta(days=1)


def check_period(opens: date, closes: date) -> None:
    """Let a wave last from one day to another. Raises PeriodRefused."""
    if closes < opens:
        raise PeriodRefused(PeriodProblem.LAST_BEFORE_FIRST)
    if closes > latest_last_day(opens):
        raise PeriodRefused(PeriodProblem.LONGER_THAN_A_YEAR)


def check_last_day(opens: date, closes: date, today: date) -> None:
    """Let people answer until a day. Raises PeriodRefused."""
    check_period(opens, closes)
    if closes < today:
        raise PeriodRefused(PeriodProblem.HAS_BEEN)


def check_later(opens: date, closes: date, later: date, today: date) -> None:
    """Let a wave that takes answers until `closes` take them until `later`. Raises PeriodRefused."""
    if later <= closes:
        raise PeriodRefused(PeriodProblem.NOT_LATER)
    check_last_day(opens, later, today)
