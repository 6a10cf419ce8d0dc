"""Members of staff: adding them, their passwords, roles and language."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from core.errors import DomainError
from core.rate_limits import forget, take
from core.web import STAFF_LANGUAGES
from organisation.audit import record
from organisation.models import Role, Staff, StaffRole, Unit
from organisation.names import alphabetical
from organisation.passwords import GUESSING_RULE, check_new_password, hasher
from organisation.sessions import end_sessions
from organisation.units import chain, parents_of_units

USER_NAME = re.compile(r"[a-z0-9åäö]([a-z0-9åäö._@-]{0,78}[a-z0-9åäö])?")
LONGEST_NAME = 120


class StaffRefused(DomainError):
    """The member of staff cannot be stored as asked; the message says why."""


class WrongPassword(DomainError):
    """The password given is not the person's."""


@dataclass(frozen=True)
class NewStaff:
    """Whom to add: user name, name, and each role with the unit it is held in."""

    user_name: str
    name: str
    roles: Sequence[tuple[Role, Unit]]
    language: str = "sv"


def find_staff(session: Session, user_name: str) -> Staff | None:
    """The member of staff with a user name, in small or capital letters."""
    normal = user_name.strip().lower()
    if not USER_NAME.fullmatch(normal):
        return None
    return session.scalar(select(Staff).where(Staff.user_name == normal))


def list_staff(session: Session) -> Sequence[Staff]:
    """Everyone by user name, with their roles."""
    query = select(Staff).options(selectinload(Staff.roles)).order_by(Staff.user_name)
    return session.scalars(query).all()


def names_of_staff(session: Session, ids: Iterable[int | None]) -> dict[int, str]:
    """The names of members of staff by id."""
    query = select(Staff.id, Staff.name).where(Staff.id.in_({one for one in ids if one}))
    return dict(session.execute(query).all())


def colleagues(session: Session, units: Collection[int]) -> list[Staff]:
    """Everybody with a role in these units or above them, by name."""
    parents = parents_of_units(session)
    around = {one for unit in units for one in chain(parents, unit)}
    query = select(Staff).where(
        Staff.active, Staff.id.in_(select(StaffRole.staff_id).where(StaffRole.unit_id.in_(around)))
    )
    return sorted(session.scalars(query), key=lambda one: alphabetical(one.name))


def add_staff(
    session: Session, new: NewStaff, password: str, at: datetime, by: int | None = None
) -> Staff:
    """Store a new member of staff. `by` is who did it. Raises StaffRefused or PasswordRefused."""
    user_name = new.user_name.strip().lower()
    _check(session, new, user_name)
    check_new_password(password, user_name)
    roles = {(role.value, unit.id) for role, unit in new.roles}
    staff = Staff(
        user_name=user_name,
        name=new.name.strip(),
        password_hash=hasher().hash(password),
        language=new.language,
        roles=[StaffRole(role=role, unit_id=unit_id) for role, unit_id in sorted(roles)],
    )
    session.add(staff)
    session.flush()
    record(session, by, at, "staff_added", "staff", staff.id)
    return staff


def change_password(
    session: Session, staff: Staff, old: str, new: str, at: datetime, keep: bytes
) -> None:
    """Let a person choose a new password and sign them out everywhere but in the browser `keep`.

    Raises WrongPassword, PasswordRefused or MustWait.
    """
    key = f"password:{staff.id}"
    take(session, key, GUESSING_RULE, at)
    if not hasher().verify(staff.password_hash, old):
        raise WrongPassword
    forget(session, key)
    _store_password(session, staff, new, keep)
    record(session, staff.id, at, "password_changed", "staff", staff.id)


def set_password(session: Session, staff: Staff, new: str, at: datetime) -> None:
    """Give a person who has lost theirs a new password; ends all their sessions.

    Raises PasswordRefused.
    """
    _store_password(session, staff, new, None)
    record(session, None, at, "password_set", "staff", staff.id)


def deactivate(session: Session, staff: Staff, at: datetime) -> None:
    """Let a person in no more; what they did stays in the audit log."""
    staff.active = False
    end_sessions(session, staff.id)
    record(session, None, at, "staff_deactivated", "staff", staff.id)


def choose_language(staff: Staff, language: str) -> None:
    """Keep the language of a person's pages. Raises StaffRefused for one that is not offered."""
    if language not in STAFF_LANGUAGES:
        raise StaffRefused(f"the languages are {', '.join(STAFF_LANGUAGES)}")
    staff.language = language


def _store_password(session: Session, staff: Staff, new: str, keep: bytes | None) -> None:
    check_new_password(new, staff.user_name)
    staff.password_hash = hasher().hash(new)
    end_sessions(session, staff.id, keep)


def _check(session: Session, new: NewStaff, user_name: str) -> None:
    if not USER_NAME.fullmatch(user_name):
        raise StaffRefused("a user name has small letters, digits and . _ @ - inside")
    if not 0 < len(new.name.strip()) <= LONGEST_NAME:
        raise StaffRefused(f"a name has 1 to {LONGEST_NAME} characters")
    if not new.roles:
        raise StaffRefused("a member of staff needs at least one role")
    if new.language not in STAFF_LANGUAGES:
        raise StaffRefused(f"the languages are {', '.join(STAFF_LANGUAGES)}")
    if find_staff(session, user_name):
        raise StaffRefused(f"there is a user {user_name!r} already")
