"""The deadline board: rows of open cases in, columns out. Pure.

A case stands in the column of its last day, and inside the column by its target. What nobody has
triaged stands first, whatever its day is.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from organisation.working_days import add_working_days

SOON, FAIRLY_SOON = 2, 5
SUNDAY = 6


class Column(StrEnum):
    """Where a case stands, in the order of the board."""

    UNREGISTERED = "unregistered"
    LATE = "late"
    TWO = "two"
    FIVE = "five"
    LATER = "later"


class Label(StrEnum):
    """What stands on a case beside its day."""

    NEW_DAY = "new_day"
    UNREAD = "unread"


@dataclass(frozen=True)
class Work:
    """An open case as far as somebody sees it; of what is not `full` only number and dates are known.

    Dates are those of its present round; a deviation has no last day.
    """

    number: str
    full: bool
    registered: bool
    last_day: date | None
    target: date | None
    confidential: bool = False
    unread: bool = False
    new_day: date | None = None
    unit_id: int | None = None
    unit: str = ""
    manager_id: int | None = None
    manager: str = ""
    kind: str = ""
    channel: str = ""
    theme: str = ""

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels it carries."""
        carried = {Label.NEW_DAY: self.new_day is not None, Label.UNREAD: self.unread}
        return tuple(label for label, is_on in carried.items() if is_on)


@dataclass(frozen=True)
class Borders:
    """Today, and the last days that still belong to each of the middle columns."""

    today: date
    two: date
    five: date


@dataclass(frozen=True)
class Asked:
    """What the board is limited to; None for everything. A manager's name is a secret of a case."""

    unit_id: int | None = None
    manager_id: int | None = None
    label: Label | None = None

    def holds(self, work: Work) -> bool:
        """Whether a case is among what is asked for."""
        return (
            self.unit_id in (None, work.unit_id)
            and (self.manager_id is None or (work.full and work.manager_id == self.manager_id))
            and (self.label is None or self.label in work.labels)
        )


@dataclass(frozen=True)
class Counts:
    """How much work there is: open, late, to be answered this week and not late, not triaged."""

    open: int
    late: int
    this_week: int
    unregistered: int
    unread: int
    number_only: int


def borders(today: date) -> Borders:
    """Where the columns end: within two, and within five working days after today."""

    def until(days: int) -> date:
        return add_working_days(today, days + 1) - timedelta(days=1)

    return Borders(today, until(SOON), until(FAIRLY_SOON))


def column_of(work: Work, borders: Borders) -> Column:
    """The one column of an open case; what has no last day comes later than all."""
    if not work.registered:
        return Column.UNREGISTERED
    if work.last_day is None or work.last_day > borders.five:
        return Column.LATER
    if work.last_day < borders.today:
        return Column.LATE
    return Column.TWO if work.last_day <= borders.two else Column.FIVE


def columns(works: Iterable[Work], today: date) -> Mapping[Column, Sequence[Work]]:
    """Every column with its cases, the nearest target first."""
    found: dict[Column, list[Work]] = {column: [] for column in Column}
    limits = borders(today)
    for work in sorted(works, key=_urgency):
        found[column_of(work, limits)].append(work)
    return found


def counts(works: Iterable[Work], today: date) -> Counts:
    """How much work there is; the week ends on Sunday."""
    held, sunday = list(works), today + timedelta(days=SUNDAY - today.weekday())

    def how_many(is_meant: Callable[[Work], bool]) -> int:
        return sum(map(is_meant, held))

    return Counts(
        open=len(held),
        late=how_many(lambda one: one.last_day is not None and one.last_day < today),
        this_week=how_many(
            lambda one: one.last_day is not None and today <= one.last_day <= sunday
        ),
        unregistered=how_many(lambda one: not one.registered),
        unread=how_many(lambda one: one.unread),
        number_only=how_many(lambda one: not one.full),
    )


def per_manager(works: Iterable[Work], today: date) -> list[tuple[int | None, str, Counts]]:
    """The work of each manager, by id and name, the most late first; None is nobody's.

    What is not seen in full is nobody's here: who handles it is not told.
    """
    held: dict[tuple[int | None, str], list[Work]] = defaultdict(list)
    for work in works:
        held[(work.manager_id, work.manager) if work.full else (None, "")].append(work)
    found = [(*whose, counts(theirs, today)) for whose, theirs in held.items()]
    return sorted(found, key=lambda one: (one[0] is None, -one[2].late, -one[2].open, one[1]))


def _urgency(work: Work) -> tuple[date, date, str]:
    return work.target or date.max, work.last_day or date.max, work.number
