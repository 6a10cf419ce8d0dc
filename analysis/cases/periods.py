"""The time that statistics of cases are about: a tertial, a year, or any days. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.errors import DomainError

ONE_DAY = timedelta(days=1)
TERTIALS = (1, 2, 3)
#: Four tertials reach back to the same one last year.
PERIODS_IN_CHART = 4
FIRST_YEAR, LAST_YEAR = 2000, 2199
NAME = re.compile(r"([0-9]{4})(?:-T([123]))?", re.ASCII)


class Length(StrEnum):
    """What kind of time it is."""

    TERTIAL = "tertial"
    YEAR = "year"
    DAYS = "days"


class NoSuchPeriod(DomainError):
    """The text or the days make no period."""

    status = 404
    template = "errors/not_found.html"


@dataclass(frozen=True)
class Period:
    """From a day to another, both in it. `name` is 2026-T2, 2026, or the two days."""

    first: date
    last: date
    length: Length
    name: str

    def holds(self, day: date) -> bool:
        """Whether a day is in it."""
        return self.first <= day <= self.last


def tertial(year: int, number: int) -> Period:
    """Four months: January–April, May–August or September–December."""
    first = date(year, 4 * number - 3, 1)
    last = (date(year, 4 * number + 1, 1) if number < len(TERTIALS) else date(year + 1, 1, 1)) - (
        ONE_DAY
    )
    return Period(first, last, Length.TERTIAL, f"{year}-T{number}")


def whole_year(year: int) -> Period:
    """January to December."""
    return Period(date(year, 1, 1), date(year, 12, 31), Length.YEAR, str(year))


def days(first: date, last: date) -> Period:
    """Any days. Raises NoSuchPeriod."""
    known = first.year >= FIRST_YEAR and last.year <= LAST_YEAR
    if last < first or not known:
        raise NoSuchPeriod
    return Period(first, last, Length.DAYS, f"{first} – {last}")


def tertial_of(day: date) -> Period:
    """The tertial that a day is in."""
    return tertial(day.year, (day.month + 3) // 4)


def read_name(name: str) -> Period:
    """The tertial or year with a name. Raises NoSuchPeriod."""
    found = NAME.fullmatch(name)
    if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise NoSuchPeriod
    year = int(found[1])
    return tertial(year, int(found[2])) if found[2] else whole_year(year)


def before(period: Period) -> Period:
    """The period of the same length that ends the day before it begins."""
    end = period.first - ONE_DAY
    if period.length is Length.TERTIAL:
        return tertial_of(end)
    if period.length is Length.YEAR:
        return whole_year(end.year)
    length = period.last - period.first
    return Period(end - length, end, Length.DAYS, f"{end - length} – {end}")


def a_year_before(period: Period) -> Period:
    """The same tertial, or the same days, of the year before; of a year the year before."""
    if period.length is Length.TERTIAL:
        return tertial(period.first.year - 1, int(period.name[-1]))
    if period.length is Length.YEAR:
        return before(period)
    first, last = _year_earlier(period.first), _year_earlier(period.last)
    return Period(first, last, Length.DAYS, f"{first} – {last}")


def year_of(period: Period) -> Period:
    """The year that a tertial or a year is in."""
    return whole_year(period.first.year)


def begun_tertials(year: int, today: date) -> list[Period]:
    """The tertials of a year that have begun."""
    return [one for number in TERTIALS if (one := tertial(year, number)).first <= today]


def in_a_row(period: Period, count: int = PERIODS_IN_CHART) -> list[Period]:
    """The period with those before it, the oldest first."""
    found = [period]
    while len(found) < count:
        found.append(before(found[-1]))
    return found[::-1]


def beside(period: Period) -> list[Period]:
    """What a period is compared with: its year, the one before, the same one a year before."""
    around = [year_of(period)] if period.length is Length.TERTIAL else []
    return list(dict.fromkeys([*around, before(period), a_year_before(period)]))


def offered(today: date, years: int = 4) -> Iterator[Period]:
    """Tertials and years to choose, the newest first."""
    for year in range(today.year, today.year - years, -1):
        yield from reversed(begun_tertials(year, today))
        yield whole_year(year)


def _year_earlier(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
