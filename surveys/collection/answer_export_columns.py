"""The columns of an export: what each is called, what its codes mean, and how a row fills it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _

from core.codes import MODE_NAMES, N_, Gender, Missing
from surveys.collection.answer_export_rows import OTHERS, ResponseRow
from surveys.collection.answer_export_rule import Background
from surveys.questionnaires.builtin_choices import AGE_GROUP, GENDER, WHO_ANSWERED
from surveys.questionnaires.questionnaire import ORIGINAL, Questionnaire

#: What a cell of an export holds: a code or a number, an index, a text, or nothing.
Value = int | float | str | None

MISSING_NAMES = {
    Missing.NOT_SHOWN: N_("Frågan visades inte"),
    Missing.SKIPPED: N_("Hoppade över"),
    Missing.DONT_KNOW: N_("Vet inte"),
    Missing.REFUSED: N_("Vill inte svara"),
}
BACKGROUND_NAMES = {
    Background.GENDER: N_("kön"),
    Background.AGE_GROUP: N_("åldersgrupp"),
    Background.SECTION: N_("sektion"),
    Background.MODE: N_("svarssätt"),
    Background.LANGUAGE: N_("språk"),
    Background.WHO_ANSWERED: N_("vem som svarade"),
    Background.MONTH: N_("månad"),
}
BUILT_IN = {
    Background.GENDER: GENDER,
    Background.AGE_GROUP: AGE_GROUP,
    Background.WHO_ANSWERED: WHO_ANSWERED,
}


class Kind(StrEnum):
    """What the cells of a column are."""

    CODE = "code"
    NUMBER = "number"
    DAY = "day"
    INDEX = "index"
    NAME = "name"
    TEXT = "text"


KIND_NAMES = {
    Kind.CODE: N_("kod"),
    Kind.NUMBER: N_("tal"),
    Kind.DAY: N_("dag, skriven ÅÅÅÅMMDD"),
    Kind.INDEX: N_("index, 0–100"),
    Kind.NAME: N_("namn"),
    Kind.TEXT: N_("text"),
}


@dataclass(frozen=True)
class Column:
    """One column; `labels` are the words of its codes, `texts` the question per language."""

    name: str
    kind: Kind
    value: Callable[[ResponseRow], Value]
    texts: Mapping[str, str]
    labels: Mapping[Any, str] = field(default_factory=dict)
    #: The code of the question or index, to look up what was said of it; "" for a background.
    variable: str = ""
    positive: tuple[int, ...] = ()
    made_of: tuple[str, ...] = ()
    ordered: bool = False

    @property
    def is_text(self) -> bool:
        """Whether its cells are words, also where they are names that stay the same."""
        return self.kind in (Kind.NAME, Kind.TEXT)

    @property
    def alone(self) -> bool:
        """Whether its cells say everything, so that no column with words stands beside it."""
        return self.kind is Kind.TEXT

    @property
    def title(self) -> str:
        """The question in Swedish, or what the column tells of a person."""
        return self.texts.get(ORIGINAL) or self.name

    def words(self) -> Callable[[Value], Value]:
        """What gives a value as people read it: the label of a code, else the value itself."""
        missing: dict[Value, str] = {
            int(kind): str(_(name)) for kind, name in MISSING_NAMES.items()
        }
        known = {**self.labels, **missing}
        if self.kind is Kind.DAY:
            return lambda day: (
                _day(day) if isinstance(day, int) and day > 0 else known.get(day, day)
            )
        return lambda value: known.get(value, value)


def _day(number: int) -> str:
    return f"{number // 10_000}-{number // 100 % 100:02}-{number % 100:02}"


@dataclass(frozen=True)
class Asked:
    """What was asked: the versions of the exported waves by id, the oldest first."""

    versions: Mapping[int, Questionnaire]
    items: Mapping[str, int]
    language: str

    def word(self, text: Mapping[str, str]) -> str:
        """A text in the language of the file, or else in Swedish."""
        return text.get(self.language) or text.get(ORIGINAL, "")


def named(name: str) -> dict[str, str]:
    """A text that is the same in every language of the file."""
    return {ORIGINAL: name}


def background(asked: Asked, one: Background, sections: Mapping[int, tuple[str, str]]) -> Column:
    """The column of what the file shows of a person besides the answers."""
    column = Column(one, Kind.NAME, lambda row: row.background[one], named(BACKGROUND_NAMES[one]))
    if one is Background.SECTION:
        code_of = {unit: code for unit, (code, _name) in sections.items()}
        return replace(
            column,
            value=lambda row: code_of[int(row.background[one])],
            labels=dict(sections.values()),
        )
    if one is Background.MONTH:
        return replace(column, kind=Kind.TEXT, value=lambda row: _month(int(row.background[one])))
    if one is Background.MODE:
        names = {mode.value: str(_(name)) for mode, name in MODE_NAMES.items()}
        return replace(column, labels=names)
    labels = {choice.code: asked.word(choice.label) for choice in BUILT_IN.get(one, ())}
    if one is Background.GENDER:
        others = str(_("Övriga och okänt"))
        labels = {code: labels[code] for code in (Gender.WOMAN, Gender.MAN)} | {OTHERS: others}
    kind = Kind.CODE if labels else Kind.NAME
    return replace(column, kind=kind, labels=labels, ordered=one is Background.AGE_GROUP)


def _month(number: int) -> str:
    return f"{number // 100}-{number % 100:02}"
