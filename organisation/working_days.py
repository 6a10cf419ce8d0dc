"""Working days in Sweden. Pure.

Not working: Saturday, Sunday, public holidays, midsommarafton, julafton, nyårsafton. Squeezed
days, trettondagsafton, Valborg and skärtorsdagen are working days.
"""

from datetime import date, timedelta
from functools import cache
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import module_from_spec
from pathlib import Path

import holidays
from holidays.constants import DE_FACTO, PUBLIC
from holidays.holiday_base import HolidayBase

DAY = timedelta(days=1)
SATURDAY = 5
WEEKEND = {"sv": ("lördag", "söndag"), "en": ("Saturday", "Sunday")}
LIBRARY_LANGUAGES = {"sv": "sv", "en": "en_US"}


def is_working_day(day: date) -> bool:
    """Whether people are at work that day."""
    return day.weekday() < SATURDAY and day not in _swedish_holidays()


def on_or_after(day: date) -> date:
    """The day itself when it is a working day, else the next one."""
    while not is_working_day(day):
        day += DAY
    return day


def on_or_before(day: date) -> date:
    """The day itself when it is a working day, else the nearest one before it."""
    while not is_working_day(day):
        day -= DAY
    return day


def before(day: date) -> date:
    """The nearest working day before the day."""
    return on_or_before(day - DAY)


def add_working_days(day: date, n: int) -> date:
    """The n-th working day after the day; before it when n is below zero; the day itself for 0."""
    for _ in range(abs(n)):
        day = on_or_after(day + DAY) if n > 0 else before(day)
    return day


def working_days_left(today: date, last: date) -> int:
    """How many working days after today until the last one; 0 on the day itself.

    Below zero when late: minus the working days after the last one until today.
    """
    first, end, sign = (today, last, 1) if today <= last else (last, today, -1)
    days = (first + timedelta(days=n) for n in range(1, (end - first).days + 1))
    return sign * sum(map(is_working_day, days))


def name_of_day_off(day: date, language: str = "sv") -> str:
    """What makes the day no working day, in Swedish or English; empty for a working day."""
    known = language if language in LIBRARY_LANGUAGES else "sv"
    name = _swedish_holidays(LIBRARY_LANGUAGES[known]).get(day)
    return name or ("" if day.weekday() < SATURDAY else WEEKEND[known][day.weekday() - SATURDAY])


@cache
def _swedish_holidays(language: str = "sv") -> HolidayBase:
    """The library's own class for Sweden; years are added as they are asked for.

    Loaded from its file: the package around it would load every other country too.
    """
    file = Path(holidays.__file__).parent / "countries" / "sweden.py"
    loader = SourceFileLoader("synpunkt_swedish_holidays", str(file))
    module = module_from_spec(ModuleSpec(loader.name, loader))
    loader.exec_module(module)
    found: HolidayBase = module.Sweden(categories=(PUBLIC, DE_FACTO), language=language)
    return found
