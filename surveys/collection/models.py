"""Waves, the stored responses and the kept counts.

Nothing here can tell who answered, when on the day, or in which order: keys are random,
time is the day, and SQLite keeps the tables without its hidden serial number.
"""

from datetime import date

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.codes import Mode
from core.database import Base, RandomKey
from organisation.models import Station, Unit
from surveys.collection.states import CountingPeriod, WaveState
from surveys.questionnaires.models import QuestionnaireVersion, Survey

WITHOUT_ROWID = {"sqlite_with_rowid": False}
#: What a kept count holds where a response came from no station.
NO_STATION = 0


def _one_of(column: str, values: type[Mode] | type[WaveState] | type[CountingPeriod]) -> str:
    return f"{column} IN ({', '.join(repr(value.value) for value in values)})"


class Wave(Base):
    """One round of collecting: a version, a unit, a period and the modes."""

    __tablename__ = "wave"
    __table_args__ = (
        UniqueConstraint("survey_id", "unit_id", "label"),
        CheckConstraint("closes >= opens", name="closes_after_opens"),
        CheckConstraint(_one_of("state", WaveState), name="known_state"),
        CheckConstraint("sealings >= 0", name="sealings_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    label: Mapped[str] = mapped_column(String(40))
    opens: Mapped[date]
    closes: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default=WaveState.OPEN.value)
    #: How many times its answers have been counted and shown.
    sealings: Mapped[int] = mapped_column(default=0)
    #: The address of a link wave.
    code: Mapped[str | None] = mapped_column(String(12), unique=True)
    #: Whether each client can answer at most once (code, telephone, register).
    once_per_person: Mapped[bool] = mapped_column(default=False)
    #: Which client count of the unit the wave belongs to.
    clients_as_of: Mapped[date | None]
    simulated: Mapped[bool] = mapped_column(default=False)
    published: Mapped[bool] = mapped_column(default=False)
    #: How often its answers are counted while it is open; none when only after it has closed.
    counted_each: Mapped[str | None] = mapped_column(
        String(10),
        CheckConstraint(_one_of("counted_each", CountingPeriod), name="known_counting_period"),
    )

    survey: Mapped[Survey] = relationship()
    version: Mapped[QuestionnaireVersion] = relationship()
    unit: Mapped[Unit] = relationship()
    modes: Mapped[list["WaveMode"]] = relationship(cascade="all, delete-orphan")
    stations: Mapped[list[Station]] = relationship(secondary="wave_station")


class WaveMode(Base):
    """A mode in which the wave takes answers."""

    __tablename__ = "wave_mode"
    __table_args__ = (CheckConstraint(_one_of("mode", Mode), name="known_mode"),)

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    mode: Mapped[str] = mapped_column(String(20), primary_key=True)


class WaveStation(Base):
    """A station that shows the wave's survey."""

    __tablename__ = "wave_station"

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"), primary_key=True)


class WaveSealing(Base):
    """One counting of a wave: which answers it took, and when."""

    __tablename__ = "wave_sealing"
    __table_args__ = (CheckConstraint("number >= 1", name="counted_from_one"),)

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    #: The last day whose answers it counted.
    through: Mapped[date]
    day: Mapped[date]


class WaveInvited(Base):
    """How many of a unit or section were asked; response rates of teams are counted from it."""

    __tablename__ = "wave_invited"
    __table_args__ = (CheckConstraint("persons > 0", name="somebody"),)

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    persons: Mapped[int]


class WaveReopening(Base):
    """Why a closed or counted wave was opened again, and until which day."""

    __tablename__ = "wave_reopening"
    __table_args__ = (CheckConstraint("reason <> ''", name="has_reason"),)

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    closes: Mapped[date]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[str] = mapped_column(String(500))


class SurveyResponse(Base):
    """One person's filled-in questionnaire; the key is the form's submission id."""

    __tablename__ = "survey_response"
    __table_args__ = (
        CheckConstraint(_one_of("mode", Mode), name="known_mode"),
        Index("ix_survey_response_wave_id_counted_in", "wave_id", "counted_in"),
        WITHOUT_ROWID,
    )

    key: Mapped[bytes] = mapped_column(RandomKey, primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    revision: Mapped[int] = mapped_column(SmallInteger)
    mode: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(5))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    station_id: Mapped[int | None] = mapped_column(ForeignKey("station.id"))
    gender: Mapped[int] = mapped_column(SmallInteger)
    age_group: Mapped[int] = mapped_column(SmallInteger)
    who_answered: Mapped[int] = mapped_column(SmallInteger)
    day: Mapped[date]
    #: The sealing that counted it; none while it waits.
    counted_in: Mapped[int | None]


class Answer(Base):
    """The answer to one item: the code of a choice, a number, or a day as 20260131.

    Negative codes say why it is missing (core.codes.Missing).
    """

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint("code >= -4", name="known_missing"),
        WITHOUT_ROWID,
    )

    response_key: Mapped[bytes] = mapped_column(
        RandomKey, ForeignKey("survey_response.key"), primary_key=True
    )
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    code: Mapped[int]


class TextAnswer(Base):
    """Free text, kept apart so that it can be hidden and deleted apart."""

    __tablename__ = "text_answer"
    __table_args__ = (
        CheckConstraint("text <> ''", name="not_empty"),
        WITHOUT_ROWID,
    )

    response_key: Mapped[bytes] = mapped_column(
        RandomKey, ForeignKey("survey_response.key"), primary_key=True
    )
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class Cell(Base):
    """A kept count: how many responses of one kind gave one code on one item.

    Rows of a sealing that has not happened yet (`sealing` > the wave's `sealings`) are
    corrections and withdrawals that wait for it; they may be negative.
    """

    __tablename__ = "cell"
    __table_args__ = (WITHOUT_ROWID,)

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    sealing: Mapped[int] = mapped_column(primary_key=True)
    gender: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    code: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    station_id: Mapped[int] = mapped_column(primary_key=True)
    mode: Mapped[str] = mapped_column(String(20), primary_key=True)
    age_group: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    #: The day for a survey of one question, else the day the wave opened.
    day: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[int]
