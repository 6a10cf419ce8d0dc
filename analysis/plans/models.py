"""What people decided to do after a wave's result."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Base
from organisation.models import Measure


class PlanDate(Base):
    """Until when every section is to have a plan after a wave's result, where a person has said so."""

    __tablename__ = "plan_date"

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    due: Mapped[date]


class WaveMeasure(Base):
    """A measure of the plan after a wave's result; whose plan it is says the measure's unit."""

    __tablename__ = "wave_measure"

    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), index=True)

    measure: Mapped[Measure] = relationship()
