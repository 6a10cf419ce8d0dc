"""Who can answer a case, and whom of the staff it may concern."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from organisation.absences import absences_on
from organisation.access import ROLE_PERMISSIONS, Permission
from organisation.models import Absence, Staff, StaffRole
from organisation.names import alphabetical
from organisation.units import chain, parents_of_units

ANSWERING = [
    role.value for role, held in ROLE_PERMISSIONS.items() if Permission.ANSWER_CASES in held
]


@dataclass(frozen=True)
class Candidate:
    """Somebody who may answer; `absence` while they are away."""

    staff: Staff
    absence: Absence | None


def candidates(
    session: Session, unit_id: int | None, conflicts: Collection[int], today: date
) -> list[Candidate]:
    """The managers of a unit and of those above it, the nearest first, without who is in conflict."""
    above = chain(parents_of_units(session), unit_id)
    held = session.execute(
        select(Staff, StaffRole.unit_id)
        .join(StaffRole, StaffRole.staff_id == Staff.id)
        .where(StaffRole.role.in_(ANSWERING), StaffRole.unit_id.in_(above))
        .where(Staff.active, Staff.id.not_in(conflicts))
    ).all()
    nearest = sorted(held, key=lambda one: (above.index(one[1]), alphabetical(one[0].name)))
    people = list({staff.id: staff for staff, _unit in nearest}.values())
    away = absences_on(session, [one.id for one in people], today)
    return [Candidate(one, away.get(one.id)) for one in people]
