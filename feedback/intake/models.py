"""Printed forms and postcards."""

from datetime import date

from sqlalchemy import (
    ForeignKey,
    LargeBinary,
    String,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Base
from feedback.cases.models import LOCATOR_BYTES, WITHOUT_ROWID


class FormBatch(Base):
    """A printed batch of forms or postcards."""

    __tablename__ = "form_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    postcards: Mapped[bool]
    language: Mapped[str] = mapped_column(String(5))
    printed_on: Mapped[date]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class PaperForm(Base):
    """One printed form: its serial, and the code of its tear-off strip, which is nowhere else."""

    __tablename__ = "paper_form"
    __table_args__ = (WITHOUT_ROWID,)

    #: Random, with a check digit, so that a mistyped one is noticed.
    serial: Mapped[str] = mapped_column(String(12), primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("form_batch.id"), index=True)
    code_locator: Mapped[bytes] = mapped_column(LargeBinary(LOCATOR_BYTES), index=True)
    code_hash: Mapped[str] = mapped_column(String(200))

    batch: Mapped[FormBatch] = relationship()
