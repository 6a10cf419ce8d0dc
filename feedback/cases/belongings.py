"""What belongs to a case beside its texts: contact, files, links, what is passed on, incidents."""

from datetime import date

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    LargeBinary,
    SmallInteger,
    String,
)
from sqlalchemy.orm import Mapped, deferred, mapped_column

from core.database import Base, RandomKey
from feedback.cases.kinds import Matter
from feedback.cases.models import WITHOUT_ROWID, one_of


class CaseContact(Base):
    """How to reach the sender: name, address, telephone, e-mail as encrypted JSON."""

    __tablename__ = "case_contact"
    __table_args__ = (WITHOUT_ROWID,)

    case_key: Mapped[bytes] = mapped_column(ForeignKey("feedback_case.key"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class CaseConflict(Base):
    """A member of staff whom the case concerns: reads, answers and closes nothing of it."""

    __tablename__ = "case_conflict"
    __table_args__ = (WITHOUT_ROWID,)

    case_key: Mapped[bytes] = mapped_column(ForeignKey("feedback_case.key"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True, index=True)


class Attachment(Base):
    """An image or a PDF without its metadata, encrypted."""

    __tablename__ = "attachment"
    __table_args__ = (WITHOUT_ROWID,)

    key: Mapped[bytes] = mapped_column(RandomKey, primary_key=True)
    case_key: Mapped[bytes] = mapped_column(ForeignKey("feedback_case.key"), index=True)
    #: image/png, image/jpeg or application/pdf.
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    day: Mapped[date]
    sealed: Mapped[bytes] = deferred(mapped_column(LargeBinary))


class CaseLink(Base):
    """Two cases about the same thing, each with an answer of its own; the smaller key first."""

    __tablename__ = "case_link"
    __table_args__ = (CheckConstraint("case_key < other_key", name="in_order"), WITHOUT_ROWID)

    case_key: Mapped[bytes] = mapped_column(ForeignKey("feedback_case.key"), primary_key=True)
    other_key: Mapped[bytes] = mapped_column(
        ForeignKey("feedback_case.key"), primary_key=True, index=True
    )


class CaseReferral(Base):
    """What else a case is, passed on with its arrival date; the sender is told."""

    __tablename__ = "case_referral"
    __table_args__ = (
        CheckConstraint(one_of("matter", Matter), name="known_matter"),
        WITHOUT_ROWID,
    )

    case_key: Mapped[bytes] = mapped_column(ForeignKey("feedback_case.key"), primary_key=True)
    matter: Mapped[str] = mapped_column(String(12), primary_key=True)
    passed_on: Mapped[date]
    passed_to: Mapped[str] = mapped_column(String(200))
    told_on: Mapped[date | None]


class IncidentCheck(Base):
    """Whether a case could be a serious incident (Lex Sarah), asked at triage and at each answer."""

    __tablename__ = "incident_check"
    __table_args__ = (WITHOUT_ROWID,)

    case_key: Mapped[bytes] = mapped_column(ForeignKey("feedback_case.key"), primary_key=True)
    place: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    serious: Mapped[bool]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    day: Mapped[date]


class Incident(Base):
    """The restricted record of a serious incident; does not stop the clock of its case."""

    __tablename__ = "incident"
    __table_args__ = (WITHOUT_ROWID,)

    key: Mapped[bytes] = mapped_column(RandomKey, primary_key=True)
    case_key: Mapped[bytes] = mapped_column(ForeignKey("feedback_case.key"), unique=True)
    opened_on: Mapped[date]
    opened_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    #: What has happened and been done, as encrypted JSON: [{day, staff, text}].
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    reported_on: Mapped[date | None]
    closed_on: Mapped[date | None]
