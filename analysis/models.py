"""Figures that others have published, kept beside the counts of the unit's own waves."""

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base


class PublishedFigure(Base):
    """A published share: `positive` of `n` answers, for one item, unit, year and group.

    Only counts are kept here; they pass the same disclosure as counted answers.
    """

    __tablename__ = "published_figure"
    __table_args__ = (CheckConstraint("positive >= 0 AND positive <= n", name="part_of_n"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    label: Mapped[str] = mapped_column(String(40), primary_key=True)
    #: As in core.codes.Gender; a negative code where the source does not split.
    gender: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    n: Mapped[int]
    positive: Mapped[int]
    mode: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(300))
