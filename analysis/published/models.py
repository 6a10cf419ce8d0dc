"""Figures that others have published, kept beside the counts of the unit's own waves."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base


class PublishedFigure(Base):
    """A figure that others have published, for one item, unit, wave and group.

    Either `positive` of `n` answers, or `value` as it was printed: a share as a fraction, a mean
    on the scale people know (an index 0-100). It passes the same disclosure as counted answers.
    """

    __tablename__ = "published_figure"
    __table_args__ = (
        CheckConstraint("positive >= 0 AND positive <= n", name="part_of_n"),
        CheckConstraint("(positive IS NULL) <> (value IS NULL)", name="counts_or_value"),
        CheckConstraint("positive IS NULL OR n IS NOT NULL", name="counts_have_n"),
        CheckConstraint("gender < 0 OR n IS NOT NULL", name="groups_have_n"),
        CheckConstraint("n <= invited", name="invited_answered"),
    )

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    #: Whom it is about when it is not the unit itself: "Bästa stadsdelen"; empty for the unit.
    subject: Mapped[str] = mapped_column(String(80), primary_key=True, default="")
    label: Mapped[str] = mapped_column(String(40), primary_key=True)
    #: As in core.codes.Gender; a negative code where the source does not split.
    gender: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    #: The wording it was asked with: comparability and breaks are those of the version.
    version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    #: When it was measured; decides its place among the waves.
    day: Mapped[date]
    n: Mapped[int | None]
    positive: Mapped[int | None]
    value: Mapped[float | None]
    #: How many were asked, where the source says so.
    invited: Mapped[int | None]
    mode: Mapped[str | None] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(300))
