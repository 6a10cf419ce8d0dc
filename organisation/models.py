"""Units and their client counts, stations, staff, sessions, absences, notices, measures, the audit log."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    LargeBinary,
    String,
    UniqueConstraint,
    false,
    true,
)
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
    #: What stands at the head of its letters: address, telephone, where to find it.
    letter_head: Mapped[str | None] = mapped_column(String(400))


class ClientCount(Base):
    """How many women and men the unit served on one date, entered once."""

    __tablename__ = "client_count"
    __table_args__ = (CheckConstraint("women >= 0 AND men >= 0", name="not_negative"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    as_of: Mapped[date] = mapped_column(primary_key=True)
    women: Mapped[int]
    men: Mapped[int]
    source: Mapped[str] = mapped_column(String(200))


class UnitChange(Base):
    """A reorganisation: what the unit measured before the day cannot be compared with what it does after."""

    __tablename__ = "unit_change"
    __table_args__ = (CheckConstraint("what <> ''", name="says_what"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(String(200))


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
    #: Where notices are sent; without one they are shown on the pages only.
    email: Mapped[str | None] = mapped_column(String(200))
    #: The key of the second step of signing in, encrypted; confirmed by a first right code.
    second_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    second_confirmed: Mapped[bool] = mapped_column(default=False, server_default=false())
    #: The last time step whose code was used; none is taken twice.
    second_last_step: Mapped[int | None]

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
    #: Whether the second step has been passed; until then only its own pages are open.
    whole: Mapped[bool] = mapped_column(default=True, server_default=true())

    staff: Mapped[Staff] = relationship()


class RecoveryCode(Base):
    """A code for once, in place of the second step."""

    __tablename__ = "recovery_code"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)


class Absence(Base):
    """A time when a member of staff is away and another acts with their roles too."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", name="ends_after_it_begins"),
        CheckConstraint("staff_id <> deputy_id", name="another_person"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]

    staff: Mapped[Staff] = relationship(foreign_keys=[staff_id])
    deputy: Mapped[Staff] = relationship(foreign_keys=[deputy_id])


class Notice(Base):
    """What a member of staff should know, without any content: what kind, which number, where."""

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("staff_id", "purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    #: What is said once: remind:2026-0412:1:3.
    purpose: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(20))
    path: Mapped[str] = mapped_column(String(200))
    day: Mapped[date]
    seen: Mapped[bool] = mapped_column(default=False)


class MeasureState(StrEnum):
    """How far a measure has come."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


class Measure(Base):
    """What a unit does about something: who, from when to when, and what came of it."""

    __tablename__ = "measure"
    __table_args__ = (
        CheckConstraint(
            f"state IN ({', '.join(repr(state.value) for state in MeasureState)})",
            name="known_state",
        ),
        CheckConstraint("last_day >= first_day", name="ends_after_it_begins"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    what: Mapped[str] = mapped_column(String(400))
    #: Who does it: a member of staff, or in words.
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    who: Mapped[str] = mapped_column(String(120))
    first_day: Mapped[date]
    last_day: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default=MeasureState.PLANNED.value)
    effect: Mapped[str] = mapped_column(String(1000), default="")
    made_on: Mapped[date]
    revision: Mapped[int] = mapped_column(default=1)

    unit: Mapped[Unit] = relationship()
    staff: Mapped[Staff | None] = relationship()
    notes: Mapped[list["MeasureNote"]] = relationship(
        order_by="MeasureNote.place", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": revision}


class MeasureNote(Base):
    """A dated note on a measure, from a staff meeting for instance."""

    __tablename__ = "measure_note"

    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    text: Mapped[str] = mapped_column(String(1000))


class AuditEntry(Base):
    """Who did what, when; append-only. Never holds an answer or free text."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    action: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(80))
