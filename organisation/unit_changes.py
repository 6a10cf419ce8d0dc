"""Days from which a unit is another than before, so that no series goes past them."""

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.errors import DomainError
from organisation.models import Unit, UnitChange

LONGEST_WHAT = 200


class ChangeProblem(StrEnum):
    """Why a change is refused."""

    BAD_WHAT = f"what changed has 1 to {LONGEST_WHAT} characters"
    KNOWN_ALREADY = "the unit has a change on that day already"


class ChangeRefused(DomainError):
    """The change cannot be stored; `problem` says why."""

    def __init__(self, problem: ChangeProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def changes_of_units(session: Session, unit_ids: Collection[int]) -> Sequence[UnitChange]:
    """The changes of some units, the newest first."""
    query = select(UnitChange).where(UnitChange.unit_id.in_(unit_ids))
    return session.scalars(query.order_by(UnitChange.day.desc(), UnitChange.unit_id)).all()


def add_change(session: Session, unit: Unit, day: date, what: str) -> None:
    """What was measured before the day is not compared with what is from that day on.

    Raises ChangeRefused.
    """
    if not 0 < len(what) <= LONGEST_WHAT:
        raise ChangeRefused(ChangeProblem.BAD_WHAT)
    try:
        with session.begin_nested():
            session.add(UnitChange(unit_id=unit.id, day=day, what=what))
    except IntegrityError:
        raise ChangeRefused(ChangeProblem.KNOWN_ALREADY) from None


def remove_change(session: Session, unit: Unit, day: date) -> bool:
    """Take away a change that was wrong; says whether it was there."""
    found = session.get(UnitChange, (unit.id, day))
    if found is None:
        return False
    session.delete(found)
    session.flush()
    return True
