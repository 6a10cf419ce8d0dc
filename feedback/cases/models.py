"""Cases and what belongs to them.

An anonymous sender cannot be found by when: keys are random, time is the day, SQLite keeps the
tables without its hidden serial number, and what staff do at the minute is in the audit log only.
"""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.codes import Missing
from core.database import Base, RandomKey
from feedback.cases.kinds import AnswerWay, Channel, Kind, Opinion, Outcome, TextKind
from feedback.cases.states import CaseState
from organisation.models import Staff, Unit

WITHOUT_ROWID = {"sqlite_with_rowid": False}
LOCATOR_BYTES = 4


def one_of(column: str, values: type[StrEnum]) -> str:
    """The condition that a column holds one of the values of an enum."""
    return f"{column} IN ({', '.join(repr(value.value) for value in values)})"


class Theme(Base):
    """What cases are about; a retired one is offered no more."""

    __tablename__ = "theme"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    retired: Mapped[bool] = mapped_column(default=False)


class CaseCounter(Base):
    """The last number given in a year."""

    __tablename__ = "case_counter"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class Case(Base):
    """One view or complaint; the key is the form's submission id."""

    __tablename__ = "feedback_case"
    __table_args__ = (
        CheckConstraint(one_of("kind", Kind), name="known_kind"),
        CheckConstraint(one_of("channel", Channel), name="known_channel"),
        CheckConstraint(one_of("answer_way", AnswerWay), name="known_answer_way"),
        CheckConstraint(one_of("state", CaseState), name="known_state"),
        CheckConstraint(f"outcome IS NULL OR {one_of('outcome', Outcome)}", name="known_outcome"),
        CheckConstraint(f"opinion IS NULL OR {one_of('opinion', Opinion)}", name="known_opinion"),
        CheckConstraint("(state = 'draft') = (number IS NULL)", name="number_at_receipt"),
        CheckConstraint(
            "state <> 'on_hold' OR (held_from IS NOT NULL AND hold_reason IS NOT NULL)",
            name="hold_has_reason",
        ),
        CheckConstraint(
            "state <> 'anonymised' OR (code_locator IS NULL AND code_hash IS NULL)",
            name="anonymised_has_no_code",
        ),
        CheckConstraint("(code_locator IS NULL) = (code_hash IS NULL)", name="whole_code"),
        Index("ix_feedback_case_theme_id_unit_id", "theme_id", "unit_id"),
        Index("ix_feedback_case_state_unit_id", "state", "unit_id"),
        WITHOUT_ROWID,
    )

    key: Mapped[bytes] = mapped_column(RandomKey, primary_key=True)
    #: 2026-0412, given at receipt; only a draft has none.
    number: Mapped[str | None] = mapped_column(String(12), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    channel: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(14))
    #: Whom it concerns; none when the sender does not know, until it is registered.
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    language: Mapped[str] = mapped_column(String(5), default="sv")
    #: core.codes.Gender, or why it is missing.
    gender: Mapped[int] = mapped_column(SmallInteger, default=int(Missing.SKIPPED))
    anonymous: Mapped[bool]
    answer_way: Mapped[str] = mapped_column(String(10), default=AnswerWay.CODE.value)
    received: Mapped[date] = mapped_column(index=True)
    #: The city's own number, or another name for where the case came from.
    foreign_number: Mapped[str | None] = mapped_column(String(60))
    form_serial: Mapped[str | None] = mapped_column(ForeignKey("paper_form.serial"), unique=True)
    registered_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    #: Told to staff: whether it was read back, and whether the writer is who it concerns.
    read_back: Mapped[bool | None]
    written_by_concerned: Mapped[bool] = mapped_column(default=False)
    #: Only the number is shown to those who do not handle it.
    confidential: Mapped[bool] = mapped_column(default=False)
    diary_number: Mapped[str | None] = mapped_column(String(60))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    outcome: Mapped[str | None] = mapped_column(String(12))
    #: Closing sentences without names: what was said, what we did.
    said: Mapped[str | None] = mapped_column(String(300))
    did: Mapped[str | None] = mapped_column(String(300))
    opinion: Mapped[str | None] = mapped_column(String(10))
    #: Somebody has asked for it to be voided; another confirms.
    void_asked_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    void_reason: Mapped[str | None] = mapped_column(String(300))
    hold_reason: Mapped[str | None] = mapped_column(String(300))
    held_from: Mapped[str | None] = mapped_column(String(14))
    handed_over_to: Mapped[str | None] = mapped_column(String(200))
    code_locator: Mapped[bytes | None] = mapped_column(LargeBinary(LOCATOR_BYTES), index=True)
    code_hash: Mapped[str | None] = mapped_column(String(200))
    #: Grows at every change, so that two who save at once are noticed.
    revision: Mapped[int] = mapped_column(default=1)

    unit: Mapped[Unit | None] = relationship()
    theme: Mapped[Theme | None] = relationship()
    manager: Mapped[Staff | None] = relationship(foreign_keys=[manager_id])
    rounds: Mapped[list["CaseRound"]] = relationship(
        order_by="CaseRound.number", cascade="all, delete-orphan"
    )
    texts: Mapped[list["CaseText"]] = relationship(
        order_by="CaseText.place", cascade="all, delete-orphan"
    )
    events: Mapped[list["CaseEvent"]] = relationship(order_by="CaseEvent.place", viewonly=True)

    __mapper_args__ = {"version_id_col": revision}


class CaseRound(Base):
    """One promise of an answer: the first, and one for each reopening.

    The dates are stored with their rule's version and never computed again. A deviation has none.
    """

    __tablename__ = "case_round"
    __table_args__ = (
        CheckConstraint(
            "(nominal IS NULL) = (last_day IS NULL) AND (last_day IS NULL) = (target IS NULL)",
            name="whole_promise",
        ),
        CheckConstraint(
            "(answered_on IS NULL OR last_day IS NULL) = (on_time IS NULL)",
            name="verdict_at_answer",
        ),
        CheckConstraint("(on_time IS NULL) = (strictly IS NULL)", name="both_verdicts"),
        Index("ix_case_round_answered_on_last_day", "answered_on", "last_day"),
        WITHOUT_ROWID,
    )

    case_key: Mapped[bytes] = mapped_column(ForeignKey("feedback_case.key"), primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    received: Mapped[date] = mapped_column(index=True)
    #: Why the date was changed by hand.
    received_reason: Mapped[str | None] = mapped_column(String(300))
    rule: Mapped[int] = mapped_column(SmallInteger)
    nominal: Mapped[date | None]
    last_day: Mapped[date | None]
    target: Mapped[date | None]
    registered_on: Mapped[date | None]
    assigned_on: Mapped[date | None]
    read_on: Mapped[date | None]
    #: "Besked om ny dag": the last new day that was promised; the first due date stays.
    new_day: Mapped[date | None]
    #: The answer's local send date, and the verdict frozen that day.
    answered_on: Mapped[date | None]
    on_time: Mapped[bool | None]
    strictly: Mapped[bool | None]
    #: The sender has opened the answer with the code.
    fetched_on: Mapped[date | None]
    failed_tries: Mapped[int] = mapped_column(SmallInteger, default=0)
    closed_on: Mapped[date | None]


class CaseText(Base):
    """Words that belong to a case; they go when it is anonymised."""

    __tablename__ = "case_text"
    __table_args__ = (
        UniqueConstraint("case_key", "place"),
        CheckConstraint(one_of("kind", TextKind), name="known_kind"),
        WITHOUT_ROWID,
    )

    key: Mapped[bytes] = mapped_column(RandomKey, primary_key=True)
    case_key: Mapped[bytes] = mapped_column(ForeignKey("feedback_case.key"), index=True)
    #: 1, 2, 3... within the case.
    place: Mapped[int]
    round: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(5))
    text: Mapped[str] = mapped_column(Text)
    #: Set when it translates another text of the case.
    translation_of: Mapped[bytes | None] = mapped_column(ForeignKey("case_text.key"))
    #: Who wrote or translated it: staff, or somebody outside by name; the sender when neither.
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    translator: Mapped[str | None] = mapped_column(String(120))
    day: Mapped[date]
    #: The second reader of an answer, and when it was read.
    second_reader_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    second_read_on: Mapped[date | None]


class CaseEvent(Base):
    """What happened to a case, by the day; append-only. Never holds free text."""

    __tablename__ = "case_event"
    __table_args__ = (WITHOUT_ROWID,)

    case_key: Mapped[bytes] = mapped_column(ForeignKey("feedback_case.key"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    action: Mapped[str] = mapped_column(String(40))
    day: Mapped[date]
    #: None when the sender or a job did it; `actor` says which.
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    actor: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(14))
    #: Dates, codes and ids that belong to it.
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class CaseWord(Base):
    """A word of a case's number and texts, folded; for search by word beginnings.

    Bytes compare the same on both databases. Rows go when the text goes.
    """

    __tablename__ = "case_word"
    __table_args__ = (WITHOUT_ROWID,)

    word: Mapped[bytes] = mapped_column(LargeBinary(40), primary_key=True)
    case_key: Mapped[bytes] = mapped_column(
        ForeignKey("feedback_case.key"), primary_key=True, index=True
    )
