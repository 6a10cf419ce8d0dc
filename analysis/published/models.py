"""Figures that others have published, kept beside the counts of the unit's own waves; how files are read."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, SmallInteger, String
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


class FigureMapping(Base):
    """How workbooks of one publisher are read: sheet, header row, columns, marks, units, questions."""

    __tablename__ = "figure_mapping"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: The unit whose investigators keep it.
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    name: Mapped[str] = mapped_column(String(80))
    #: As analysis.published.mapping writes it.
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
