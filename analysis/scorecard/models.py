"""Indicators, their goals by year, figures entered by hand, and what is said of a period."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from analysis.methods.targets import Direction
from analysis.scorecard.kinds import Feed, Frequency, Fulfilment, Quantity, TargetKind, TargetOwner
from core.codes import Group
from core.database import Base
from organisation.models import Unit


def _one_of(column: str, values: type[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(value.value) for value in values)})"


class Indicator(Base):
    """Something followed year after year against a target."""

    __tablename__ = "indicator"
    __table_args__ = (
        CheckConstraint(_one_of("quantity", Quantity), name="known_quantity"),
        CheckConstraint(_one_of("direction", Direction), name="known_direction"),
        CheckConstraint(_one_of("frequency", Frequency), name="known_frequency"),
        CheckConstraint(_one_of("feed", Feed), name="known_feed"),
        CheckConstraint("(feed = 'variable') = (item_id IS NOT NULL)", name="variable_has_item"),
        CheckConstraint("(feed = 'cases') = (case_figure IS NOT NULL)", name="cases_have_figure"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    #: The goal that it belongs to, as the plan of the year words it.
    goal: Mapped[str] = mapped_column(String(200), default="")
    name: Mapped[str] = mapped_column(String(200))
    #: What is counted, of what.
    definition: Mapped[str] = mapped_column(String(1000), default="")
    quantity: Mapped[str] = mapped_column(String(10))
    #: The unit of an amount, such as "kr"; empty elsewhere.
    measured_in: Mapped[str] = mapped_column(String(20), default="")
    direction: Mapped[str] = mapped_column(String(10))
    frequency: Mapped[str] = mapped_column(String(10))
    #: Whether the periods of a year add up to its outcome.
    adds_up: Mapped[bool] = mapped_column(default=False)
    feed: Mapped[str] = mapped_column(String(10))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id"))
    #: A row of analysis.scorecard.case_figures.
    case_figure: Mapped[str | None] = mapped_column(String(30))
    #: Whether figures are of everyone (a register), so that there is no uncertainty to state.
    whole_register: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(String(300), default="")
    #: Its place among the unit's indicators.
    place: Mapped[int] = mapped_column(default=0)
    retired: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)

    unit: Mapped[Unit] = relationship()
    targets: Mapped[list["IndicatorTarget"]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": revision}


class IndicatorTarget(Base):
    """The target of a year; a share is 0-1."""

    __tablename__ = "indicator_target"
    __table_args__ = (
        CheckConstraint(_one_of("owner", TargetOwner), name="known_owner"),
        CheckConstraint(_one_of("kind", TargetKind), name="known_kind"),
        CheckConstraint("(kind = 'number') = (value IS NOT NULL)", name="number_has_value"),
    )

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(String(10), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    value: Mapped[float | None]


class IndicatorFigure(Base):
    """A figure entered by hand for a period and group.

    A share has numerator and denominator, or a printed value; everything else has a value.
    """

    __tablename__ = "indicator_figure"
    __table_args__ = (
        CheckConstraint(_one_of("part", Group), name="known_group"),
        CheckConstraint("(numerator IS NULL) <> (value IS NULL)", name="counts_or_value"),
        CheckConstraint("numerator IS NULL OR denominator IS NOT NULL", name="counts_have_whole"),
        CheckConstraint("numerator >= 0 AND numerator <= denominator", name="part_of_whole"),
        CheckConstraint("source <> ''", name="has_source"),
    )

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(String(10), primary_key=True)
    numerator: Mapped[int | None]
    #: Also how many a printed share was made of, where the source says so.
    denominator: Mapped[int | None]
    value: Mapped[float | None]
    source: Mapped[str] = mapped_column(String(300))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    day: Mapped[date]


class IndicatorWord(Base):
    """What the manager says of a period: forecast, analysis, what is learnt, whether it is met."""

    __tablename__ = "indicator_word"
    __table_args__ = (CheckConstraint(_one_of("fulfilment", Fulfilment), name="known_fulfilment"),)

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True)
    #: What the year is expected to end at, in the indicator's own measure.
    forecast: Mapped[float | None]
    analysis: Mapped[str] = mapped_column(Text, default="")
    learning: Mapped[str] = mapped_column(Text, default="")
    fulfilment: Mapped[str | None] = mapped_column(String(10))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    day: Mapped[date]
    revision: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
