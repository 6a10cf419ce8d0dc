"""Absence and deputies: who stands in for whom on a day, with their roles too."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from core.errors import DomainError
from organisation.models import Absence, Staff, StaffRole
from organisation.second_step import ROLES as CAREFUL_ROLES


class AbsenceProblem(StrEnum):
    """Why an absence is refused."""

    NOBODY = "choose who is away, among those whose absences you may enter"
    NO_DEPUTY = "choose a deputy who can sign in"
    SAME_PERSON = "the deputy is another person"
    CARELESS_DEPUTY = "the deputy needs a role that signs in with a second step too"
    NO_DAY = "write the first day"
    BACKWARDS = "the last day is not before the first"
    PAST = "the last day is today or later"
    OVERLAPS = "there is an absence in these days already"


class AbsenceRefused(DomainError):
    """The absence cannot be stored as asked; `problem` says why."""

    def __init__(self, problem: AbsenceProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True)
class Away:
    """Who is away, who stands in, and the first and the last day."""

    staff: Staff
    deputy: Staff
    first_day: date
    last_day: date


def standing_in_for(session: Session, staff_id: int, today: date) -> Sequence[Staff]:
    """Those whom a person stands in for on a day, with their roles; none who has left."""
    mine = select(Staff).join(Absence, Absence.staff_id == Staff.id)
    query = mine.where(
        Absence.deputy_id == staff_id, Absence.first_day <= today, Absence.last_day >= today
    )
    return session.scalars(
        query.where(Staff.active).options(selectinload(Staff.roles)).distinct()
    ).all()


def absences_on(session: Session, staff_ids: Collection[int], today: date) -> dict[int, Absence]:
    """The absence of each person who is away on a day, with the deputy, by the person's id."""
    query = select(Absence).where(
        Absence.staff_id.in_(staff_ids), Absence.first_day <= today, Absence.last_day >= today
    )
    found = session.scalars(query.options(selectinload(Absence.deputy)))
    return {one.staff_id: one for one in found}


def coming_absences(session: Session, staff_ids: Collection[int], today: date) -> Sequence[Absence]:
    """What goes on or is to come, the first first, with both persons."""
    query = select(Absence).where(Absence.staff_id.in_(staff_ids), Absence.last_day >= today)
    both = selectinload(Absence.staff), selectinload(Absence.deputy)
    return session.scalars(query.options(*both).order_by(Absence.first_day, Absence.id)).all()


def people_of(session: Session, unit_ids: Collection[int]) -> Sequence[Staff]:
    """Everybody who can sign in and holds a role in one of the units, with their roles."""
    held = select(StaffRole.staff_id).where(StaffRole.unit_id.in_(unit_ids))
    query = select(Staff).where(Staff.active, Staff.id.in_(held))
    return session.scalars(query.options(selectinload(Staff.roles))).all()


def add_absence(session: Session, away: Away, today: date) -> Absence:
    """Store an absence. Raises AbsenceRefused."""
    problem = _problem(session, away, today)
    if problem:
        raise AbsenceRefused(problem)
    absence = Absence(
        staff_id=away.staff.id,
        deputy_id=away.deputy.id,
        first_day=away.first_day,
        last_day=away.last_day,
    )
    session.add(absence)
    session.flush()
    return absence


def end_absence(session: Session, absence: Absence) -> None:
    """The person is back, or was never away: the deputy stands in no more."""
    session.delete(absence)


def _problem(session: Session, away: Away, today: date) -> AbsenceProblem | None:
    if away.staff.id == away.deputy.id:
        return AbsenceProblem.SAME_PERSON
    if not away.deputy.active:
        return AbsenceProblem.NO_DEPUTY
    if _is_careful(away.staff) and not _is_careful(away.deputy):
        return AbsenceProblem.CARELESS_DEPUTY
    if away.last_day < away.first_day:
        return AbsenceProblem.BACKWARDS
    if away.last_day < today:
        return AbsenceProblem.PAST
    same_days = select(Absence.id).where(
        Absence.staff_id == away.staff.id,
        Absence.first_day <= away.last_day,
        Absence.last_day >= away.first_day,
    )
    return AbsenceProblem.OVERLAPS if session.scalar(same_days.limit(1)) else None


def _is_careful(staff: Staff) -> bool:
    return any(held.role in CAREFUL_ROLES for held in staff.roles)
