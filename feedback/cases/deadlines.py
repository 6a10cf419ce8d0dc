"""When an answer is due: dates only, never hours. Pure.

nominal = received + 14 days; last_day = nominal moved forward to a working day; target = nominal
moved back to one. Reminders count to target, late is after last_day, and the clock never pauses.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from organisation.working_days import before, on_or_after, on_or_before

#: The version of this rule, stored with each promise; a new rule never recomputes an old case.
RULE = 1
TIME_TO_ANSWER = timedelta(days=14)
STOCKHOLM = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True)
class Promise:
    """The day that something was received, and the three dates that follow from it."""

    received: date
    nominal: date
    last_day: date
    target: date


def promise(received: date) -> Promise:
    """The dates of what was received on a day, which is day 0."""
    nominal = received + TIME_TO_ANSWER
    return Promise(received, nominal, on_or_after(nominal), on_or_before(nominal))


def received_at(instant: datetime) -> date:
    """The date on the wall in Sweden at an instant, which has a time zone."""
    return instant.astimezone(STOCKHOLM).date()


def received_from_letterbox(first_emptied: date) -> date:
    """What lies there at a day's first emptying came on the nearest working day before it."""
    return before(first_emptied)


def verdict(answered_on: date, promised: Promise) -> tuple[bool, bool]:
    """Whether an answer sent on a day was on time, and whether it was so strictly."""
    return answered_on <= promised.last_day, answered_on <= promised.nominal
