"""What a questionnaire is: plain, frozen values, as written in a questionnaire file.

The descriptions end up in docs/questionnaire.schema.json. What no single field can tell
(a condition that points backwards, a face on every choice) is checked in checks.py.
"""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StrictBool,
    StrictInt,
    WithJsonSchema,
)

LANGUAGES = ("sv", "en", "fi", "ar", "fa", "so", "ti", "uk")
ORIGINAL = "sv"
#: Item codes that collecting uses for itself.
RESERVED = {"response"}


def _offered(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(f"There is no language “{language}”. Write one of {', '.join(LANGUAGES)}.")
    return language


Language = Annotated[
    str, AfterValidator(_offered), WithJsonSchema({"type": "string", "enum": [*LANGUAGES]})
]
# At least three letters, so that a code is never taken for a language.
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{2,39}$")]
SurveyCode = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
Words = Annotated[
    str, Field(min_length=1, max_length=2000, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]+$")
]
FileName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*(\.[a-z0-9]+)+$", max_length=100)]
Text = dict[Language, Words]
Media = dict[Language, FileName]
ChoiceCode = Annotated[StrictInt, Field(ge=0, le=999)]


def _bound(value: object) -> int | date:
    """A whole number, or a day as YYYY-MM-DD; pydantic itself would take "5" for a second."""
    if isinstance(value, int | date) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ValueError("There is no such day. Write a day as 2026-01-31.") from error
    raise ValueError("Write a whole number without quotes, or a day as 2026-01-31.")


def _written_bound(value: int | date) -> int | str:
    return value.isoformat() if isinstance(value, date) else value


Bound = Annotated[
    int | date,
    PlainValidator(_bound, json_schema_input_type=int | date),
    PlainSerializer(_written_bound, when_used="json"),
]


class Degree(StrEnum):
    """How far a question can be compared with the version before, said by a person."""

    IDENTICAL = "identical"
    MINOR = "minor"
    CHANGED = "changed"
    NOT_COMPARABLE = "not_comparable"


class Audience(StrEnum):
    """Who answers; the language check asks less of a survey for staff."""

    CLIENTS = "clients"
    RELATIVES = "relatives"
    STAFF = "staff"


class Part(BaseModel):
    """The ground of every part: never changed, and no word that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StaffText(Part):
    """A text that staff read: Swedish and English."""

    sv: Words
    en: Words


class Choice(Part):
    """One choice: its code never changes, its words may."""

    code: ChoiceCode = Field(
        description="Fixed whole number, 0-999; never given to another choice."
    )
    label: Text = Field(description="The words people choose, per language.")
    face: Annotated[float, Field(ge=-1, le=1, strict=True)] | None = Field(
        default=None, description="Curve of the mouth: 1 a broad smile, 0 straight, -1 deeply sad."
    )
    same_meaning: StrictBool = Field(
        default=False,
        description="The Swedish label differs from the version before; the meaning does not.",
    )
    audio: Media = Field(default={}, description="Sound file per language.")
    picture: Media = Field(default={}, description="Picture file per language.")


class Scale(Part):
    """Choices with a name, to be used by many questions; the positive end first."""

    choices: tuple[Choice, ...]


class Variable(Part):
    """The thing measured across versions and years."""

    label: StaffText = Field(description="A short name for menus and charts.")
    area: Code = Field(description="One of the areas of this file.")
    kind: Literal["share", "mean"] = Field(
        description="share: part who gave a positive answer; mean: average of the codes."
    )
    direction: Literal["higher_is_better", "lower_is_better", "neutral"] = "higher_is_better"
    positive: tuple[ChoiceCode, ...] = Field(
        default=(), description="The codes that count as positive (share)."
    )
    predicate: StaffText | None = Field(
        default=None,
        description="What those with a positive answer did: 'var nöjda', 'were satisfied'.",
    )


class Condition(Part):
    """The question is asked only when an earlier answer has one of these codes."""

    variable: Code = Field(description="The id of an earlier question.")
    codes: tuple[ChoiceCode, ...] = Field(min_length=1)


class Comparability(Part):
    """What a person says of a question and the version before."""

    degree: Degree
    note: StaffText


class Question(Part):
    """A variable's wording in this version. Which fields a type uses is in question_types.py."""

    id: Code = Field(description="Stable code; the variable of the same code measures it.")
    type: str = Field(description="One of the types in docs/questionnaire-file.md.")
    text: Text = Field(description="The question, per language.")
    help: Text = Field(default={}, description="A line of help; a missing one is shown in Swedish.")
    scale: Code | None = Field(default=None, description="The name of a scale in this file.")
    choices: tuple[Choice, ...] = Field(default=(), description="Own choices, instead of a scale.")
    extra_choices: tuple[Choice, ...] = Field(
        default=(),
        description="Choices beside the scale; never in the denominator, never with a face.",
    )
    exclusive: ChoiceCode | None = Field(
        default=None,
        description="The choice of a several-choice question that excludes the others.",
    )
    dont_know: StrictBool = Field(default=False, description="Offer 'Vet inte'.")
    refuse: StrictBool = Field(default=False, description="Offer 'Vill inte svara'.")
    condition: Condition | None = None
    min: Bound | None = Field(default=None, description="Lowest number or first day.")
    max: Bound | None = Field(default=None, description="Highest number or last day.")
    max_length: Annotated[StrictInt, Field(ge=1, le=5000)] | None = Field(
        default=None, description="Most characters of a text."
    )
    withdrawn_codes: tuple[ChoiceCode, ...] = Field(
        default=(), description="Codes that may never return."
    )
    comparability: Comparability | None = Field(
        default=None, description="Compared with the version before."
    )
    audio: Media = Field(default={}, description="Sound file per language.")
    picture: Media = Field(default={}, description="Picture file per language.")


class Derived(Part):
    """An index of 0 to 100 made from answers, computed for each person and stored beside them."""

    of: tuple[Code, ...] = Field(
        min_length=1,
        description="Ids of questions, or of indices above this one; never both.",
    )
    all_answered: StrictBool = Field(
        default=False, description="Missing unless every one of the questions was answered."
    )
    comparability: Comparability | None = Field(
        default=None, description="Compared with the version before, when `of` is another."
    )


class Questionnaire(Part):
    """One version of a survey's questionnaire."""

    format: Literal[1] = Field(description="The version of this file format.")
    survey: SurveyCode = Field(description="Stable code of the survey, e.g. user-survey.")
    audience: Audience = Field(
        default=Audience.CLIENTS,
        # What was published before this field was there keeps its hash.
        exclude_if=lambda audience: audience == Audience.CLIENTS,
        description="Who answers: clients, relatives or staff.",
    )
    title: Text
    intro: tuple[Text, ...] = Field(
        default=(), description="Paragraphs; {unit} becomes the unit's name."
    )
    languages: dict[Language, Literal["original", "draft", "reviewed"]] = Field(
        description="sv is the original; each other language is a draft or reviewed."
    )
    source: Words | None = Field(
        default=None, description="Who owns the questionnaire, when it is another's."
    )
    wording_locked: StrictBool = Field(
        default=False, description="The owner allows no change of the words."
    )
    areas: dict[Code, StaffText] = {}
    scales: dict[Code, Scale] = {}
    variables: dict[Code, Variable] = {}
    questions: tuple[Question, ...] = Field(min_length=1)
    derived: dict[Code, Derived] = Field(
        default={},
        # What was published before there were indices keeps its hash.
        exclude_if=lambda derived: not derived,
        description="Indices by code, in order; the variable of the same code measures one.",
    )

    def question(self, code: str) -> Question:
        """The question with this id; KeyError when there is none."""
        for question in self.questions:
            if question.id == code:
                return question
        raise KeyError(code)
