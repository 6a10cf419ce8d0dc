"""What people write beside the results of a wave, and what they decided to do after it."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Base
from organisation.models import Measure


class WaveWord(Base):
    """What staff wrote about a wave's results, by topic; a topic is a row of analysis.results.topics."""

    __tablename__ = "wave_word"
    __table_args__ = (CheckConstraint("text <> ''", name="not_empty"),)

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    topic: Mapped[str] = mapped_column(String(20), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    day: Mapped[date]
    revision: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}


class PlanDate(Base):
    """Until when every section is to have a plan after a wave's result, where a person has said so."""

    __tablename__ = "plan_date"

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    due: Mapped[date]


class WaveMeasure(Base):
    """A measure of a section's plan after a wave's result."""

    __tablename__ = "wave_measure"
    __table_args__ = (Index("ix_wave_measure_wave_id", "wave_id"),)

    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))

    measure: Mapped[Measure] = relationship()
