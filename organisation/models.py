"""Units and their client counts, stations, staff, sessions and the audit log."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Base, Instant


class Role(StrEnum):
    """What a member of staff may do in a unit and all units below it."""

    ADMINISTRATOR = "administrator"
    INVESTIGATOR = "investigator"
    MANAGER = "manager"
    CASE_WORKER = "case_worker"
    RECEPTION = "reception"
    INTERVIEWER = "interviewer"


class Unit(Base):
    """A unit in the tree; a section is a leaf."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))


class ClientCount(Base):
    """How many women and men the unit served on one date, entered once."""

    __tablename__ = "client_count"
    __table_args__ = (CheckConstraint("women >= 0 AND men >= 0", name="not_negative"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    as_of: Mapped[date] = mapped_column(primary_key=True)
    women: Mapped[int]
    men: Mapped[int]
    source: Mapped[str] = mapped_column(String(200))


class Station(Base):
    """A registered kiosk device and its place; `address` is secret."""

    __tablename__ = "station"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    place: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(40), unique=True)
    retired: Mapped[bool] = mapped_column(default=False)

    unit: Mapped[Unit] = relationship()


class Staff(Base):
    """A member of staff who can sign in."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_name: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(5), default="sv")
    active: Mapped[bool] = mapped_column(default=True)

    roles: Mapped[list["StaffRole"]] = relationship(cascade="all, delete-orphan")


class StaffRole(Base):
    """A role that a member of staff holds in a unit and all units below it."""

    __tablename__ = "staff_role"
    __table_args__ = (
        CheckConstraint(
            f"role IN ({', '.join(repr(role.value) for role in Role)})", name="known_role"
        ),
    )

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)


class StaffSession(Base):
    """One signed-in browser; its row gone means signed out. Only the token's hash is kept."""

    __tablename__ = "staff_session"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    started: Mapped[datetime] = mapped_column(Instant)
    last_seen: Mapped[datetime] = mapped_column(Instant)

    staff: Mapped[Staff] = relationship()


class AuditEntry(Base):
    """Who did what, when; append-only. Never holds an answer or free text."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    action: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(80))
