"""Who gets the monthly mail about visit satisfaction."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base


class VisitMail(Base):
    """The group address that a unit's monthly summary goes to."""

    __tablename__ = "visit_mail"

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    email: Mapped[str] = mapped_column(String(200))
    #: The first day of the last month that was sent.
    sent_for: Mapped[date | None]
