"""Swedish days off, worked out from the acts of 1989 and 1977 without the library."""

from collections.abc import Iterator
from datetime import date, timedelta

#: The same date every year: nyårsdagen, trettondedag jul, första maj, nationaldagen, julafton,
#: juldagen, annandag jul, nyårsafton.
FIXED = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))
#: Days from Easter Sunday: långfredagen, påskdagen, annandag påsk, Kristi himmelsfärdsdag,
#: pingstdagen.
FROM_EASTER = (-2, 0, 1, 39, 49)


def easter(year: int) -> date:
    """Easter Sunday. Source: Meeus, Astronomical Algorithms (1991), chapter 8, after Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return date(year, month, day + 1)


def holidays_of(year: int) -> set[date]:
    """Public holidays and the three eves of the Annual Leave Act."""
    midsummer = _saturday_from(date(year, 6, 20))
    found = {date(year, month, day) for month, day in FIXED}
    found |= {easter(year) + timedelta(days=days) for days in FROM_EASTER}
    return found | {
        midsummer - timedelta(days=1), midsummer, _saturday_from(date(year, 10, 31))
    }  # fmt: skip


def is_free(day: date) -> bool:
    """Whether nobody is expected at work."""
    return day.isoweekday() in (6, 7) or day in holidays_of(day.year)


def every_day(first: int, last: int) -> Iterator[date]:
    """Each day from the beginning of the first year to the end of the last."""
    day = date(first, 1, 1)
    while day.year <= last:
        yield day
        day += timedelta(days=1)


def _saturday_from(day: date) -> date:
    return day + timedelta(days=(6 - day.isoweekday()) % 7)
