"""What answering needs: saved phrases, and the measures that came out of cases."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Base
from feedback.cases.models import WITHOUT_ROWID
from organisation.models import Measure


class Phrase(Base):
    """A saved phrase of a unit, for answers."""

    __tablename__ = "phrase"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    title: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(String(2000))


class CaseMeasure(Base):
    """A measure that came out of a case; one measure may come from several."""

    __tablename__ = "case_measure"
    __table_args__ = (WITHOUT_ROWID,)

    case_key: Mapped[bytes] = mapped_column(ForeignKey("feedback_case.key"), primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), primary_key=True, index=True)

    measure: Mapped[Measure] = relationship()
