"""Who can be asked to read a draft: readers_of who see the case in full already."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from feedback.cases.access import facts_of
from feedback.cases.models import Case
from feedback.cases.sight import Sight, Viewer, sight
from organisation.models import Role, Staff
from organisation.names import alphabetical
from organisation.permissions import ROLE_PERMISSIONS, Permission
from organisation.units import parents_of_units, with_all_below


def readers_of(session: Session, case: Case, own_id: int) -> list[Staff]:
    """Those who may read the case beside the person, by name."""
    facts, parents = facts_of(session, case), parents_of_units(session)
    query = select(Staff).where(Staff.active, Staff.id != own_id)
    people = session.scalars(query.options(selectinload(Staff.roles))).all()
    found = [one for one in people if sight(_viewer(one, parents), facts) is Sight.FULL]
    return sorted(found, key=lambda one: alphabetical(one.name))


def _viewer(staff: Staff, parents: dict[int, int | None]) -> Viewer:
    """What a person sees in their own name: deputies come and go."""
    return Viewer(
        staff.id,
        frozenset({staff.id}),
        investigates=_units(staff, Permission.TRIAGE_CASES, parents),
        manages=_units(staff, Permission.ANSWER_CASES, parents),
    )


def _units(staff: Staff, permission: Permission, parents: dict[int, int | None]) -> frozenset[int]:
    held = (one for one in staff.roles if permission in ROLE_PERMISSIONS[Role(one.role)])
    return with_all_below(parents, [one.unit_id for one in held])
