"""From the cells of somebody's data to a question's codes.

A reader remembers what each value became, so that a value is understood once and not for each row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from core.codes import N_, Missing
from core.tables import whole_number
from core.tables_refusal import TableRefused
from surveys.collection.answer_import_mapping import (
    MISSING_WORDS,
    QuestionPart,
)
from surveys.collection.answering import SILENT
from surveys.questionnaires.answers import Answer, AnswerError
from surveys.questionnaires.choice_types import Several
from surveys.questionnaires.question_type import MISSING_VALUES, Stored
from surveys.questionnaires.question_types import type_of
from surveys.questionnaires.questionnaire import Question

#: Most values that a reader remembers, and characters of a value that an error repeats.
REMEMBERED, REPEATED = 10_000, 40

UNKNOWN_VALUE = N_(
    "Värdet ”%(value)s” finns inte bland svaren. Rätta det, eller skriv i mappningen vad det betyder."
)
MISSING_COLUMN = N_("Kolumnen finns inte i filen. Rätta mappningen. Kolumnerna heter: %(columns)s.")
NOT_OFFERED = N_(
    "Frågan ”%(question)s” har inget sådant svar. Skriv skipped i mappningen i stället."
)
UNKNOWN_CODE = N_("Frågan ”%(question)s” har inget svar med koden %(code)s. Rätta mappningen.")
NOT_A_QUESTION = N_(
    "”%(question)s” hör inte hemma under questions. Skriv gender, age_group eller who_answered."
)
TICKS = N_(
    "”%(question)s” är ingen fråga med flera svar. Skriv column i mappningen i stället för choices."
)


def unknown_value(value: str, column: str | None) -> TableRefused:
    """The refusal of a value; the row is put on it by who knows it."""
    return TableRefused(UNKNOWN_VALUE, None, column, value=value[:REPEATED])


@dataclass(frozen=True)
class Understood:
    """What one question's cells mean: the codes in the order of its items."""

    answer: Answer
    codes: tuple[int, ...]
    says_something: bool


@dataclass
class Columns:
    """The headings of the data, and what of the mapping does not fit them or the questionnaire."""

    header: Sequence[str]
    faults: list[TableRefused] = field(default_factory=list)

    def index(self, heading: str) -> int:
        """Where a heading stands; a missing one becomes a fault."""
        if heading in self.header:
            return self.header.index(heading)
        self.fault(MISSING_COLUMN, heading, columns=", ".join(self.header)[:500])
        return 0

    def fault(self, message: str, column: str | None, **params: object) -> None:
        """Note that the mapping does not fit."""
        self.faults.append(TableRefused(message, None, column, **params))


class QuestionReader:
    """Reads the cells of one question."""

    def __init__(self, question: Question, part: QuestionPart | None, columns: Columns) -> None:
        self.question, self.kind = question, type_of(question)
        self.items = self.kind.items(question)
        self.part = part
        headings = (
            []
            if part is None
            else [part.column]
            if part.column
            else [t.column for t in part.choices]
        )
        self.headings = [heading for heading in headings if heading]
        indexes = [columns.index(heading) for heading in self.headings]
        #: One cell by itself, several as a tuple: both can be looked up as they are.
        self._cells = itemgetter(*indexes) if indexes else None
        self.not_shown = self._understood(self.kind.missing(question, Missing.NOT_SHOWN))
        self._known: dict[str | tuple[str, ...], Understood] = {}
        self._values: dict[str, str | Missing] = {}
        if part is not None:
            self._values = dict(_values_of(part))
            self._check(part, columns)

    def read(self, row: Sequence[str]) -> Understood:
        """What the row's cells mean; not shown when the mapping names no column.

        Raises TableRefused with the column.
        """
        if self._cells is None:
            return self.not_shown
        cells = self._cells(row)
        return self._known.get(cells) or self._learn(cells)

    def _learn(self, cells: str | tuple[str, ...]) -> Understood:
        raw = (cells,) if isinstance(cells, str) else cells
        try:
            found = self._understood(self._answer(raw))
        except AnswerError as error:
            raise self._refusal(raw, error) from None
        if len(self._known) < REMEMBERED:
            self._known[cells] = found
        return found

    def _answer(self, raw: tuple[str, ...]) -> Answer:
        if self.part is not None and self.part.choices:
            return self._ticked(raw, self.part)
        [value] = raw
        separator = self.part.separator if self.part else None
        parts = [part.strip() for part in value.split(separator)] if separator else [value]
        codes = [self._value(part) for part in parts]
        kinds = [code for code in codes if isinstance(code, Missing)]
        if kinds and len(codes) == 1:
            return self.kind.missing(self.question, kinds[0])
        return self.kind.parse(self.question, [str(code) for code in codes if code not in kinds])

    def _value(self, raw: str) -> str | Missing:
        if raw in self._values:
            return self._values[raw]
        if not raw:
            return Missing.SKIPPED
        if (self.part and self.part.values) or raw in MISSING_VALUES:
            raise unknown_value(raw, self.headings[0])
        whole = None if self.kind.stored is Stored.TEXT else whole_number(raw)
        return raw if whole is None else str(whole)

    def _ticked(self, raw: tuple[str, ...], part: QuestionPart) -> Answer:
        """The choices whose columns are ticked; skipped when every column is blank."""
        if not any(raw):
            return self.kind.missing(self.question, Missing.SKIPPED)
        ticked = []
        for value, tick in zip(raw, part.choices, strict=True):
            if value in part.ticked:
                ticked.append(str(tick.code))
            elif value not in ("", "0"):
                raise unknown_value(value, tick.column)
        if not ticked:
            return Answer(dict.fromkeys(self.items, 0))
        return self.kind.parse(self.question, ticked)

    def _understood(self, answer: Answer) -> Understood:
        says = not self.kind.background and any(c not in SILENT for c in answer.items.values())
        return Understood(answer, tuple(answer.items[item] for item in self.items), says)

    def _refusal(self, raw: tuple[str, ...], error: AnswerError) -> TableRefused:
        if self.kind.stored is Stored.CODE and len(raw) == 1:
            return unknown_value(raw[0], self.headings[0])
        return TableRefused(error.message, None, self.headings[0], **error.params)

    def _check(self, part: QuestionPart, columns: Columns) -> None:
        """Whether what the mapping says can be said of this question."""
        name, heading = self.question.id, self.headings[0]
        if self.kind.background or self.kind.stored is Stored.NOTHING:
            columns.fault(NOT_A_QUESTION, heading, question=name)
        elif part.choices and not isinstance(self.kind, Several):
            columns.fault(TICKS, heading, question=name)
        elif self.kind.stored is Stored.CODE:
            choices = (*self.kind.choices(self.question), *self.question.extra_choices)
            for code in _codes_of(part) - {choice.code for choice in choices}:
                columns.fault(UNKNOWN_CODE, heading, question=name, code=code)
        for word in {*part.missing, *(w for w in part.values.values() if isinstance(w, str))}:
            if not _is_offered(word, self.question):
                columns.fault(NOT_OFFERED, heading, question=name)


def _codes_of(part: QuestionPart) -> set[int]:
    named = {code for code in part.values.values() if isinstance(code, int)}
    return named | {tick.code for tick in part.choices}


def _is_offered(word: str, question: Question) -> bool:
    offered = {"dont_know": question.dont_know, "refused": question.refuse}
    return offered.get(word, True)


def _values_of(part: QuestionPart) -> Iterable[tuple[str, str | Missing]]:
    for raw, code in part.values.items():
        yield raw, MISSING_WORDS[code] if isinstance(code, str) else str(code)
    for word, raws in part.missing.items():
        for raw in raws:
            yield raw, MISSING_WORDS[word]
