"""Units as a tree, and how many clients each had on a date."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import DomainError
from organisation.models import ClientCount, Unit

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_CODE = 40
LONGEST_NAME = 120


class UnitRefused(DomainError):
    """The unit or client count cannot be stored as asked; the message says why."""


def with_all_below(parents: Mapping[int, int | None], chosen: Collection[int]) -> frozenset[int]:
    """The chosen units and every unit below them. Pure.

    `parents` gives each unit's parent, None at the top; chosen units not in it are left out.
    """
    children = defaultdict(list)
    for unit, parent in parents.items():
        children[parent].append(unit)
    found: set[int] = set()
    waiting = [unit for unit in chosen if unit in parents]
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting.extend(children[unit])
    return frozenset(found)


def parents_of_units(session: Session) -> dict[int, int | None]:
    """Each unit's parent by id; None at the top."""
    return dict(session.execute(select(Unit.id, Unit.parent_id)).all())


def list_units(session: Session) -> Sequence[Unit]:
    """All units by code."""
    return session.scalars(select(Unit).order_by(Unit.code)).all()


def names_of_units(session: Session) -> dict[int, str]:
    """Each unit's name by id."""
    return dict(session.execute(select(Unit.id, Unit.name)).all())


def find_unit(session: Session, code: str) -> Unit:
    """The unit with this code. Raises UnitRefused when there is none."""
    unit = session.scalar(select(Unit).where(Unit.code == code)) if CODE.fullmatch(code) else None
    if unit is None:
        raise UnitRefused(f"there is no unit {code!r}")
    return unit


def add_unit(session: Session, code: str, name: str, parent: Unit | None = None) -> Unit:
    """Store a new unit, at the top of the tree or below another. Raises UnitRefused."""
    if not CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        raise UnitRefused(f"{code!r} is no code: write a-z, 0-9 and single hyphens, at most 40")
    if not 0 < len(name) <= LONGEST_NAME:
        raise UnitRefused(f"a unit's name has 1 to {LONGEST_NAME} characters")
    if session.scalar(select(Unit.id).where(Unit.code == code)):
        raise UnitRefused(f"there is a unit {code!r} already")
    unit = Unit(code=code, name=name, parent_id=parent.id if parent else None)
    session.add(unit)
    session.flush()
    return unit


def clients(session: Session, unit_id: int, as_of: date) -> ClientCount | None:
    """How many women and men the unit served on the date, if it has been entered."""
    return session.get(ClientCount, (unit_id, as_of))


def enter_clients(session: Session, count: ClientCount, *, correct: bool = False) -> None:
    """Store a client count, once per unit and date; `correct` replaces a wrong one.

    Raises UnitRefused.
    """
    if count.women < 0 or count.men < 0:
        raise UnitRefused("a number of clients cannot be below zero")
    if clients(session, count.unit_id, count.as_of) and not correct:
        raise UnitRefused(f"the clients on {count.as_of} have been entered already")
    session.merge(count)
    session.flush()
