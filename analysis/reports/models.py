"""Reports as they were made, kept with their files."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Base, RandomKey
from organisation.models import Unit


class KeptReport(Base):
    """A report: what it is of, and its whole content, so that it never changes afterwards."""

    __tablename__ = "kept_report"

    key: Mapped[bytes] = mapped_column(RandomKey, primary_key=True)
    #: A ReportKind of analysis.reports.kinds.
    kind: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    #: The survey and the label of its wave, or the period: 2026, 2026-T1, 2026-03.
    survey_id: Mapped[int | None] = mapped_column(ForeignKey("survey.id"))
    period: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(5))
    #: Whether it holds no more than everybody may see.
    for_others: Mapped[bool]
    title: Mapped[str] = mapped_column(String(300))
    day: Mapped[date]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    #: Sections with their texts, tables and the names of their pictures, past the disclosure rule.
    content: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)

    unit: Mapped[Unit] = relationship()


class ReportFile(Base):
    """A file of a report: its pictures, and the documents made of it."""

    __tablename__ = "report_file"

    report_key: Mapped[bytes] = mapped_column(
        RandomKey, ForeignKey("kept_report.key", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
