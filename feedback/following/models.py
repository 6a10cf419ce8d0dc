"""What is made of many cases: patterns, "Ni sa – vi gjorde", how long they are kept."""

from datetime import date

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Base
from feedback.cases.models import WITHOUT_ROWID, Theme
from organisation.models import Staff, Unit


class Pattern(Base):
    """Three or more cases of one theme and unit in 90 days: the obligatory analysis."""

    __tablename__ = "pattern"
    __table_args__ = (
        CheckConstraint("closed_on IS NULL OR effect <> ''", name="closed_with_effect"),
        Index(
            "uq_pattern_theme_id_unit_id_open",
            "theme_id",
            "unit_id",
            unique=True,
            sqlite_where=text("closed_on IS NULL"),
            postgresql_where=text("closed_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    opened_on: Mapped[date]
    cause: Mapped[str] = mapped_column(Text, default="")
    remedy: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    follow_up_on: Mapped[date | None]
    effect: Mapped[str] = mapped_column(Text, default="")
    closed_on: Mapped[date | None]
    revision: Mapped[int] = mapped_column(default=1)

    theme: Mapped[Theme] = relationship()
    unit: Mapped[Unit] = relationship()
    owner: Mapped[Staff | None] = relationship()

    __mapper_args__ = {"version_id_col": revision}


class PatternCase(Base):
    """A case of a pattern."""

    __tablename__ = "pattern_case"
    __table_args__ = (WITHOUT_ROWID,)

    pattern_id: Mapped[int] = mapped_column(ForeignKey("pattern.id"), primary_key=True)
    case_key: Mapped[bytes] = mapped_column(
        ForeignKey("feedback_case.key"), primary_key=True, index=True
    )


class Story(Base):
    """ "Ni sa – vi gjorde": written and approved by hand, shown to everyone when approved."""

    __tablename__ = "story"
    __table_args__ = (
        CheckConstraint("(approved_on IS NULL) = (approved_by IS NULL)", name="whole_approval"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    said: Mapped[str] = mapped_column(String(300))
    did: Mapped[str] = mapped_column(String(300))
    written_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    written_on: Mapped[date]
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    approved_on: Mapped[date | None]
    #: The last day it is shown; for ever when none.
    shown_until: Mapped[date | None]

    unit: Mapped[Unit] = relationship()


class RetentionDecision(Base):
    """How long one kind of what is kept stays, and by which decision; without one it stays."""

    __tablename__ = "retention_decision"

    #: A kind of case, or another thing that retention knows.
    what: Mapped[str] = mapped_column(String(40), primary_key=True)
    decision: Mapped[str] = mapped_column(String(200))
    decided_on: Mapped[date]
    months: Mapped[int]
    #: What is to be kept is exported before it is anonymised.
    keep_export: Mapped[bool] = mapped_column(default=False)
    entered_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
