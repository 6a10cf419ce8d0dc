"""The mapping file: how the columns and values of somebody's data become a survey's answers.

YAML, read and checked like a questionnaire file; docs/importing-answers.md is its reference.
"""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    ValidationError,
    model_validator,
)

from core.codes import Gender, Missing, Mode
from organisation.units import MOST_CLIENTS
from surveys.questionnaires.problems import SENTENCES, Path, Problem, QuestionnaireError
from surveys.questionnaires.questionnaire import ChoiceCode, Code, FileName, SurveyCode
from surveys.questionnaires.yaml_lines import Document, read_yaml

MISSING_WORDS = {
    "skipped": Missing.SKIPPED,
    "dont_know": Missing.DONT_KNOW,
    "refused": Missing.REFUSED,
    "not_shown": Missing.NOT_SHOWN,
}
GENDER_WORDS = {gender.name.lower(): gender for gender in Gender}
#: Tabulators and new lines may stand in a cell, and right-to-left marks in Arabic headings.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
MissingWord = Literal["skipped", "dont_know", "refused", "not_shown"]


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _as_column(value: object) -> object:
    return {"column": value} if isinstance(value, str | int) else value


def _as_unit(value: object) -> object:
    return {"code": value} if isinstance(value, str) else value


def _as_day(value: object) -> object:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise ValueError("There is no such day. Write a day as 2026-01-31.") from None


def _as_line(value: str) -> str:
    # Signs that turn the direction of the text around are not printable either.
    if value != value.strip() or not value.replace("\u00a0", " ").isprintable():
        raise ValueError(
            "Write one line of ordinary letters, without control characters or spaces around it."
        )
    return value


def _as_readable(value: str) -> str:
    if CONTROL.search(value):
        raise ValueError("Write it without control characters.")
    return value


def _as_number_of_clients(value: int) -> int:
    if value > MOST_CLIENTS:
        raise ValueError(f"Write a number that is {MOST_CLIENTS} or less.")
    return value


#: What is stored, shown in lists and written in file names.
Line = AfterValidator(_as_line)
#: A heading or a value as it stands in the data; a number may go without quotes.
Raw = Annotated[str, BeforeValidator(_as_text), Field(max_length=500), AfterValidator(_as_readable)]
Heading = Annotated[
    str,
    Field(min_length=1, max_length=500),
    BeforeValidator(_as_text),
    AfterValidator(_as_readable),
]
Key = Annotated[str, AfterValidator(_as_readable)]
Day = Annotated[date, BeforeValidator(_as_day)]
Clients = Annotated[StrictInt, Field(ge=0), AfterValidator(_as_number_of_clients)]


class Part(BaseModel):
    """The ground of every part: never changed, and no word that is not known."""

    # Built at the first mapping, which most runs of the program never see.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class UnitPart(Part):
    """The unit that the answers are about; with a name, the command adds it when it is new."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
    name: Annotated[str, Field(min_length=1, max_length=120), Line] | None = None


class ClientsPart(Part):
    """How many the unit served, for the response rate."""

    women: Clients
    men: Clients
    source: Annotated[str, Field(min_length=1, max_length=200), Line]
    as_of: Day | None = None


class WavePart(Part):
    """A wave, by its label; `value` is what stands in the wave column, the label when not given."""

    label: Annotated[Raw, Field(min_length=1, max_length=40), Line]
    value: Raw | None = None
    opens: Day
    closes: Day
    once_per_person: StrictBool = False
    clients: ClientsPart | None = None


class FixedOrColumn(Part):
    """The same for every row (`value`), or read from a column by `values`."""

    value: Raw | None = None
    column: Heading | None = None
    values: dict[Key, Raw] = {}
    in_years: StrictBool = Field(default=False, description="Age in years, made into age groups.")

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.value is None) == (self.column is None):
            raise ValueError("Write either “column:” or “value:”.")
        return self


class Tick(Part):
    """The column of one choice of a several-choice question."""

    code: ChoiceCode
    column: Heading


class QuestionPart(Part):
    """Where a question's answers stand, and which values mean what."""

    column: Heading | None = None
    values: dict[Key, ChoiceCode | MissingWord] = {}
    missing: dict[MissingWord, tuple[Raw, ...]] = {}
    separator: Annotated[Key, Field(min_length=1, max_length=3)] | None = None
    choices: tuple[Tick, ...] = ()
    ticked: tuple[Raw, ...] = ("1", "x", "X")

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.column is None) == (not self.choices):
            raise ValueError("Write either “column:” or “choices:” with a column for each.")
        return self


class AnswerMapping(Part):
    """The whole file."""

    format: Literal[1]
    data: Annotated[str, Field(min_length=1, max_length=500), Line] | None = None
    sheet: Key | None = None
    row_id: Heading
    survey: SurveyCode | None = None
    version: Annotated[StrictInt, Field(ge=1)] | None = None
    questionnaire: FileName | None = None
    unit: Annotated[UnitPart, BeforeValidator(_as_unit)]
    wave_column: Heading | None = None
    waves: tuple[WavePart, ...] = Field(min_length=1)
    then: Literal["open", "closed", "sealed"] = "open"
    simulated: StrictBool = False
    mode: FixedOrColumn
    gender: FixedOrColumn | None = None
    age_group: FixedOrColumn | None = None
    who_answered: FixedOrColumn | None = None
    section: FixedOrColumn | None = None
    language: FixedOrColumn | None = None
    day: FixedOrColumn | None = None
    questions: dict[Code, Annotated[QuestionPart, BeforeValidator(_as_column)]] = Field(
        min_length=1
    )


def read_mapping(text: str, filename: str = "mapping.yaml") -> AnswerMapping:
    """The mapping in a file's text. QuestionnaireError holds every problem, with its line."""
    try:
        document = read_yaml(text)
        return _checked(document)
    except QuestionnaireError as error:
        found = [replace(problem, filename=filename) for problem in error.problems]
        raise QuestionnaireError(found) from error


def _checked(document: Document) -> AnswerMapping:
    try:
        mapping = AnswerMapping.model_validate(document.value)
    except ValidationError as error:
        found = [_problem(detail, document.lines) for detail in error.errors(include_url=False)]
    else:
        found = list(_faults(mapping))
        if not found:
            return mapping
    placed = [replace(problem, line=document.line(problem.path)) for problem in found]
    raise QuestionnaireError(sorted(set(placed), key=lambda problem: problem.line))


def _faults(mapping: AnswerMapping) -> Iterator[Problem]:
    """What no single field can tell."""
    if (mapping.survey is None) == (mapping.questionnaire is None):
        yield Problem(("survey",), "Write either “survey:” or “questionnaire:”.")
    if len(mapping.waves) > 1 and mapping.wave_column is None:
        yield Problem(("waves",), "There are several waves. Write “wave_column:” too.")
    labels, values = set[str](), set[str]()
    for number, wave in enumerate(mapping.waves):
        if wave.closes < wave.opens:
            yield Problem(("waves", number, "closes"), "The last day comes before the first.")
        if wave.label in labels or (wave.value or wave.label) in values:
            yield Problem(("waves", number), f"“{wave.label}” stands here twice. Keep one of them.")
        labels.add(wave.label)
        values.add(wave.value or wave.label)
    yield from _unknown_words("mode", mapping.mode, list(Mode))
    yield from _unknown_words("gender", mapping.gender, [*GENDER_WORDS, "skipped"])


def _unknown_words(
    name: str, part: FixedOrColumn | None, allowed: Sequence[str]
) -> Iterator[Problem]:
    if part is None:
        return
    given = {"value": part.value} if part.value else part.values
    for raw, word in given.items():
        if word not in allowed:
            path: Path = (name, "value") if part.value else (name, "values", raw)
            yield Problem(path, f"Write one of {', '.join(allowed)}.")


def _problem(detail: Mapping[str, Any], lines: Mapping[Path, int]) -> Problem:
    path: Path = ()
    for step in detail["loc"]:
        if (*path, step) in lines and not CONTROL.search(str(step)):
            path = (*path, step)
    word = CONTROL.sub("", str(detail["loc"][-1])) if detail["loc"] else ""
    if detail["type"] == "missing":
        return Problem(
            (*path, word), f"“{word}” is missing. Write {EXAMPLES.get(word, word + ': …')}"
        )
    if detail["type"] == "extra_forbidden":
        near = difflib.get_close_matches(word, KNOWN_WORDS, n=1)
        hint = f"Write “{near[0]}”, or take it away." if near else "Take it away."
        return Problem(path, f"“{word}” is not known here. {hint}")
    if detail["type"] == "string_pattern_mismatch":
        return Problem(
            path, "Write small letters a-z, digits and hyphens (in ids of questions: _)."
        )
    describe = SENTENCES.get(detail["type"])
    sentence = describe(word, detail.get("ctx", {})) if describe else OTHERWISE
    return Problem(path, sentence)


OTHERWISE = "This cannot be read. See docs/importing-answers.md for what to write."
PARTS = (
    AnswerMapping, UnitPart, ClientsPart, WavePart, FixedOrColumn, Tick, QuestionPart,
)  # fmt: skip
KNOWN_WORDS = sorted({name for part in PARTS for name in part.model_fields})
EXAMPLES = {
    "format": "format: 1",
    "row_id": "row_id: and the heading of the column that tells rows apart",
    "unit": "unit: {code: homeless, name: Hemlöshetsenheten}",
    "waves": 'waves: and one line for each: - {label: "2019", opens: 2019-03-01, closes: 2019-03-31}',
    "label": 'label: "2019"',
    "opens": "opens: 2019-03-01",
    "closes": "closes: 2019-03-31",
    "mode": "mode: {value: paper}",
    "questions": "questions: and the id and heading of each: treatment: q1",
    "women": "women: 115",
    "men": "men: 532",
    "source": "source: and where the numbers come from",
}
