"""The kinds of reports, and the periods that three of them are about."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from flask_babel import format_date
from flask_babel import gettext as _

from analysis.cases.periods import (
    FIRST_YEAR,
    LAST_YEAR,
    Length,
    NoSuchPeriod,
    Period,
    begun_tertials,
    read_name,
    whole_year,
)
from core.codes import N_

MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])", re.ASCII)
#: So many years back can be chosen.
YEARS_BY_MONTH = 3


class ReportKind(StrEnum):
    """What a report is of; the values are kept."""

    SURVEY = "survey"
    WORKPLACE = "workplace"
    MONTH = "month"
    TERTIAL = "tertial"
    YEAR = "year"


KIND_NAMES = {
    ReportKind.SURVEY: N_("Enkät"),
    ReportKind.WORKPLACE: N_("För APT"),
    ReportKind.MONTH: N_("Månad"),
    ReportKind.TERTIAL: N_("Tertial"),
    ReportKind.YEAR: N_("År"),
}
_KIND_OF_LENGTH = {Length.TERTIAL: ReportKind.TERTIAL, Length.YEAR: ReportKind.YEAR}


def read_period(name: str) -> Period:
    """The month (2026-03), tertial (2026-T1) or year with a name. Raises NoSuchPeriod."""
    found = MONTH.fullmatch(name)
    if not found:
        return read_name(name)
    year, month = int(found[1]), int(found[2])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoSuchPeriod
    return _month(year, month)


def kind_of_period(period: Period) -> ReportKind:
    """Which kind of report is about the period."""
    return _KIND_OF_LENGTH.get(period.length, ReportKind.MONTH)


def offered_periods(today: date, first_year: int) -> Iterator[Period]:
    """Every year and tertial that has begun, the newest year first; months of the latest years."""
    for year in range(today.year, first_year - 1, -1):
        yield whole_year(year)
        yield from reversed(begun_tertials(year, today))
        if year > today.year - YEARS_BY_MONTH:
            months = (_month(year, month) for month in range(12, 0, -1))
            yield from (one for one in months if one.first <= today)


def period_text(period: Period) -> str:
    """Mars 2026, tertial 1 2026, or 2026."""
    year = period.first.year
    if period.length is Length.TERTIAL:
        return str(_("Tertial %(number)s, %(year)s", number=period.name[-1], year=year))
    if period.length is Length.YEAR:
        return str(_("Hela %(year)s", year=year))
    text = str(format_date(period.first, "LLLL y"))
    return text[:1].upper() + text[1:]


def _month(year: int, month: int) -> Period:
    last = date(year, month, monthrange(year, month)[1])
    return Period(date(year, month, 1), last, Length.DAYS, f"{year}-{month:02}")
