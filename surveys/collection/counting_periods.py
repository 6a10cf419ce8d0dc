"""When the periods end in which an open wave is counted. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from surveys.collection.states import CountingPeriod

DAY = timedelta(days=1)
#: How many months each period has; a week is counted in days.
MONTHS = {CountingPeriod.MONTH: 1, CountingPeriod.TERTIAL: 4}


def period_end(each: CountingPeriod, day: date) -> date:
    """The last day of the period that holds the day: a Sunday, or the last day of a month."""
    if each is CountingPeriod.WEEK:
        return day + (6 - day.weekday()) * DAY
    months = MONTHS[each]
    last = (day.month - 1) // months * months + months
    return date(day.year + last // 12, last % 12 + 1, 1) - DAY


def ended_periods(each: CountingPeriod, first: date, today: date) -> Iterator[date]:
    """The last day of every period that has ended before today, from the one that holds `first`."""
    end = period_end(each, first)
    while end < today:
        yield end
        end = period_end(each, end + DAY)
