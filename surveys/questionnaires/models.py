"""What is asked, as it was published: surveys, variables, items and immutable versions."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Base

#: The item that every response counts on once, so that cells know how many answered.
RESPONSE_ITEM = "response"


class Survey(Base):
    """A series asked again and again."""

    __tablename__ = "survey"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)

    versions: Mapped[list["QuestionnaireVersion"]] = relationship(
        order_by="QuestionnaireVersion.number", back_populates="survey"
    )


class Item(Base):
    """What one stored code belongs to: a variable, or one choice of a several-choice variable.

    Items live as long as the survey; the same item in two versions is the same variable.
    """

    __tablename__ = "item"
    __table_args__ = (UniqueConstraint("survey_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    code: Mapped[str] = mapped_column(String(120))


class QuestionnaireVersion(Base):
    """The exact structure and Swedish wording; never changed once published."""

    __tablename__ = "questionnaire_version"
    __table_args__ = (UniqueConstraint("survey_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    number: Mapped[int]
    structure_hash: Mapped[str] = mapped_column(String(64))
    #: One question answered by one choice: choosing is sending, and counting is by the day.
    one_question: Mapped[bool]
    published_on: Mapped[date]

    survey: Mapped[Survey] = relationship(back_populates="versions")
    revisions: Mapped[list["QuestionnaireRevision"]] = relationship(
        order_by="QuestionnaireRevision.revision", back_populates="version"
    )


class QuestionnaireRevision(Base):
    """A version with its translations; another translation is another revision."""

    __tablename__ = "questionnaire_revision"

    version_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire_version.id"), primary_key=True
    )
    revision: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    content_hash: Mapped[str] = mapped_column(String(64))

    version: Mapped[QuestionnaireVersion] = relationship(back_populates="revisions")


class QuestionComparability(Base):
    """What a person said of a question and the version before it."""

    __tablename__ = "question_comparability"

    version_id: Mapped[int] = mapped_column(
        ForeignKey("questionnaire_version.id"), primary_key=True
    )
    question: Mapped[str] = mapped_column(String(40), primary_key=True)
    degree: Mapped[str] = mapped_column(String(20))
    note_sv: Mapped[str | None] = mapped_column(String(2000))
    note_en: Mapped[str | None] = mapped_column(String(2000))
