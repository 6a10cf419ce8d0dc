"""The periods of a year by how often there is an outcome. Pure."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from analysis.scorecard.kinds import Frequency

MONTHS_IN_YEAR = 12
MONTHS = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.TERTIAL: 4, Frequency.YEAR: 12}
#: What stands before the number in a name, such as 2026-T1, 2026-05 and 2026-V53.
LETTERS = {
    Frequency.WEEK: "V",
    Frequency.MONTH: "",
    Frequency.QUARTER: "K",
    Frequency.TERTIAL: "T",
}
FIRST_YEAR, LAST_YEAR = 2000, 2100
ONE_DAY, ONE_WEEK = timedelta(days=1), timedelta(days=7)


class Slot(NamedTuple):
    """One period: its year (of a week as in ISO 8601) and its number in it, from 1."""

    year: int
    number: int


def slots_in(frequency: Frequency, year: int) -> int:
    """How many periods a year has; 52 or 53 weeks."""
    if frequency is Frequency.WEEK:
        # 28 December is always in the last week (ISO 8601).
        return date(year, 12, 28).isocalendar().week
    return MONTHS_IN_YEAR // MONTHS[frequency]


def days_of(frequency: Frequency, slot: Slot) -> tuple[date, date]:
    """The first and the last day. Raises ValueError where the year has no such period."""
    if not 1 <= slot.number <= slots_in(frequency, slot.year):
        raise ValueError(f"{slot} is no {frequency}")
    if frequency is Frequency.WEEK:
        first = date.fromisocalendar(slot.year, slot.number, 1)
        return first, first + ONE_WEEK - ONE_DAY
    length = MONTHS[frequency]
    month = (slot.number - 1) * length + 1
    then = slot.year + (month + length > MONTHS_IN_YEAR), (month + length - 1) % MONTHS_IN_YEAR + 1
    return date(slot.year, month, 1), date(*then, 1) - ONE_DAY


def slot_of(frequency: Frequency, day: date) -> Slot:
    """The period that a day is in."""
    if frequency is Frequency.WEEK:
        year, week, _weekday = day.isocalendar()
        return Slot(year, week)
    return Slot(day.year, (day.month - 1) // MONTHS[frequency] + 1)


def slot_name(frequency: Frequency, slot: Slot) -> str:
    """How a period stands in an address: 2026, 2026-T1, 2026-K4, 2026-05, 2026-V53."""
    if frequency is Frequency.YEAR:
        return str(slot.year)
    wide = 2 if frequency in (Frequency.WEEK, Frequency.MONTH) else 1
    return f"{slot.year}-{LETTERS[frequency]}{slot.number:0{wide}}"


def read_slot(frequency: Frequency, name: str) -> Slot | None:
    """The period with a name; None where there is none."""
    letter = "" if frequency is Frequency.YEAR else f"-{LETTERS[frequency]}([0-9]{{1,2}})"
    found = re.fullmatch(f"([0-9]{{4}}){letter}", name, re.ASCII)
    if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return None
    slot = Slot(int(found[1]), int(found[2]) if letter else 1)
    return slot if 1 <= slot.number <= slots_in(frequency, slot.year) else None


def slots_back(frequency: Frequency, last: Slot, count: int) -> Iterator[Slot]:
    """A period and those before it, the newest first, within the years that there are."""
    slot = last
    for _number in range(count):
        yield slot
        year, number = (
            (slot.year, slot.number - 1)
            if slot.number > 1
            else (slot.year - 1, slots_in(frequency, slot.year - 1))
        )
        if year < FIRST_YEAR:
            return
        slot = Slot(year, number)
