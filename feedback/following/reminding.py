"""Which reminders a case gives on a day, and to whom. Plain values in, plain values out.

Reminders count to the target: at 7, 3 and 1 working days left, then every working day when late.
A case that nobody has registered, or that its manager has not read, goes to others in time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.clock import STOCKHOLM
from feedback.cases.states import CaseState
from organisation.working_days import is_working_day, working_days_left

FROM_HOUR, TO_HOUR = 8, 16
#: Working days left until the target, the nearest first.
THRESHOLDS = (1, 3, 7)
UNREAD_DAYS, UNREGISTERED_DAYS = 2, 1


class Receiver(StrEnum):
    """To whom a reminder goes; whoever is away has it copied to the deputy."""

    INVESTIGATORS = "investigators"
    UNIT_MANAGER = "unit_manager"
    MANAGER = "manager"
    NEXT_MANAGER = "next_manager"


@dataclass(frozen=True)
class Waiting:
    """A case that waits for an answer: what decides about its reminders."""

    number: str
    round: int
    state: CaseState
    received: date
    target: date
    last_day: date
    assigned_on: date | None


@dataclass(frozen=True)
class Reminder:
    """What is said once to each receiver: `mark` says what "once" is."""

    kind: str
    mark: str
    to: frozenset[Receiver]


def may_remind(now: datetime) -> bool:
    """Whether it is 08-16 on a working day in Sweden."""
    local = now.astimezone(STOCKHOLM)
    return FROM_HOUR <= local.hour < TO_HOUR and is_working_day(local.date())


def reminders(case: Waiting, today: date) -> Iterator[Reminder]:
    """What a case gives today."""
    if case.state is CaseState.RECEIVED:
        yield from _unregistered(case, today)
    if case.state is CaseState.ASSIGNED and case.assigned_on:
        yield from _unread(case.assigned_on, today)
    yield from _due(case, today)


def _unregistered(case: Waiting, today: date) -> Iterator[Reminder]:
    yield Reminder("new", "new", frozenset({Receiver.INVESTIGATORS}))
    if -working_days_left(today, case.received) >= UNREGISTERED_DAYS:
        both = frozenset({Receiver.INVESTIGATORS, Receiver.UNIT_MANAGER})
        yield Reminder("unregistered", "unregistered", both)


def _unread(assigned_on: date, today: date) -> Iterator[Reminder]:
    """First the manager and the deputy, then the next manager."""
    mark = f"unread-{assigned_on}"
    yield Reminder("assigned", f"assigned-{assigned_on}", frozenset({Receiver.MANAGER}))
    waited = -working_days_left(today, assigned_on)
    if waited >= UNREAD_DAYS:
        yield Reminder("unread", mark, frozenset({Receiver.MANAGER}))
    if waited > UNREAD_DAYS:
        yield Reminder("unread", f"{mark}-next", frozenset({Receiver.NEXT_MANAGER}))


def _due(case: Waiting, today: date) -> Iterator[Reminder]:
    if today > case.last_day:
        both = frozenset({Receiver.MANAGER, Receiver.NEXT_MANAGER})
        yield Reminder("late", f"late-{today}", both)
        return
    left = working_days_left(today, case.target)
    reached = next((days for days in THRESHOLDS if left <= days), None)
    if reached is not None:
        yield Reminder(f"due_{reached}", f"due-{reached}", frozenset({Receiver.MANAGER}))
