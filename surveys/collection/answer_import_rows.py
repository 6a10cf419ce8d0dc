"""Reads every row of somebody's data: into a spool what can be stored, into a report what cannot."""

import hmac
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from core.codes import N_
from core.database import KEY_BYTES
from core.tables import Table
from core.tables_refusal import TableRefused
from surveys.collection.answer_import_cells import (
    Columns,
    QuestionReader,
    Understood,
    unknown_value,
)
from surveys.collection.answer_import_mapping import AnswerMapping
from surveys.collection.answer_import_spool import Row, Spool
from surveys.collection.answer_import_values import (
    age_reader,
    day_reader,
    gender_reader,
    language_reader,
    mode_reader,
    not_a_day,
    section_reader,
    who_reader,
)
from surveys.collection.routing import is_asked
from surveys.questionnaires.answers import Answer
from surveys.questionnaires.derived import derivation
from surveys.questionnaires.question_type import Stored
from surveys.questionnaires.question_types import type_of
from surveys.questionnaires.questionnaire import Questionnaire

#: Errors that are told one by one, rows shown beforehand, and longest row id.
MOST_TOLD, SHOWN, LONGEST_ID = 100, 5, 200
TELL_EVERY = 1000
Tell = Callable[[int, int | None], None]

UNKNOWN_QUESTION = N_("Enkäten har ingen fråga ”%(question)s”. Rätta mappningen.")
NO_ROW_ID = N_("Raden saknar ett eget nummer. Skriv ett i kolumnen.")
LONG_ROW_ID = N_("Radens eget nummer är för långt. Skriv högst %(most)s tecken.")
NOTHING = N_("Ingen rad har något svar. Stämmer kolumnerna i mappningen?")
REPEATED = N_(
    "Raden har samma nummer som rad %(other)s. Ta bort en av dem, eller ge den ett eget nummer."
)


@dataclass(frozen=True)
class Source:
    """What is read: the data, how it is to be understood, and the secret behind the keys."""

    table: Table
    mapping: AnswerMapping
    questionnaire: Questionnaire
    #: The codes of the unit and of the units below it.
    sections: Collection[str]
    secret: bytes


@dataclass
class Report:
    """What reading found."""

    rows: int = 0
    #: Rows that say nothing about the service; forms are not sent like that, so they are left out.
    silent: int = 0
    #: Answers to questions that the person was not to be asked; forms drop them too.
    dropped: int = 0
    by_wave: Counter[str] = field(default_factory=Counter)
    #: The modes of each wave, by its label.
    modes: dict[str, set[str]] = field(default_factory=dict)
    by_gender: Counter[int] = field(default_factory=Counter)
    errors: list[TableRefused] = field(default_factory=list)
    number_of_errors: int = 0
    first: list[Row] = field(default_factory=list)

    def count(self, label: str, row: Row) -> None:
        """Count a row that can be stored."""
        self.by_wave[label] += 1
        self.by_gender[row.gender] += 1
        self.modes.setdefault(label, set()).add(row.mode)
        if len(self.first) < SHOWN:
            self.first.append(row)

    def tell_first(self, errors: Iterable[TableRefused]) -> None:
        """Count errors about the whole file; they stand before those of the rows."""
        found = list(errors)
        self.number_of_errors += len(found)
        self.errors[:] = [*found, *self.errors][:MOST_TOLD]

    def tell(self, error: TableRefused) -> None:
        """Count an error, and keep it while there are few."""
        self.number_of_errors += 1
        if len(self.errors) < MOST_TOLD:
            self.errors.append(error)


def item_codes(questionnaire: Questionnaire) -> list[str]:
    """The items that a row's codes belong to, in order; the indices last."""
    asked = (q for q in questionnaire.questions if not type_of(q).background)
    return [*(item for q in asked for item in type_of(q).items(q)), *questionnaire.derived]


def read_rows(source: Source, spool: Spool, tell: Tell) -> Report:
    """Read everything, and put what can be stored into the spool."""
    report = Report()
    reader = RowReader(source, report)
    for fault in reader.columns.faults:
        report.tell(fault)
    if report.errors:
        return report
    about = source.table.source.lines
    for number, values in source.table.rows(report.tell):
        report.rows += 1
        if report.rows % TELL_EVERY == 0:
            tell(report.rows, 2 * about)
        try:
            row = reader.read(number, values)
        except TableRefused:
            for refused in reader.faults(values):
                refused.row = number
                report.tell(refused)
            continue
        if row is not None:
            spool.add(row)
    if not spool and not report.errors:
        report.tell(TableRefused(NOTHING))
    for before, row in spool.repeated():
        column = source.mapping.row_id
        report.tell(TableRefused(REPEATED, row.number, column, other=before.number))
    return report


class RowReader:
    """Reads one row after the other by the mapping."""

    def __init__(self, source: Source, report: Report) -> None:
        self.source, self.report = source, report
        mapping, questionnaire = source.mapping, source.questionnaire
        self.columns = columns = Columns(source.table.header)
        self._row_id = columns.index(mapping.row_id)
        self._wave = columns.index(mapping.wave_column) if mapping.wave_column else None
        self._waves = {wave.value or wave.label: n for n, wave in enumerate(mapping.waves)}
        self._mode = mode_reader(mapping, columns)
        self._language = language_reader(mapping, columns, questionnaire)
        self._section = section_reader(mapping, columns, source.sections)
        self._gender = gender_reader(mapping, columns)
        self._age = age_reader(mapping, columns)
        self._who = who_reader(mapping, columns)
        self._day = day_reader(mapping, columns)
        self._derive = derivation(questionnaire)
        self._opens = [wave.opens.isoformat() for wave in mapping.waves]
        self._closes = [wave.closes.isoformat() for wave in mapping.waves]
        known = {question.id for question in questionnaire.questions}
        for name in mapping.questions.keys() - known:
            columns.fault(UNKNOWN_QUESTION, None, question=name)
        self._questions = [
            QuestionReader(question, mapping.questions.get(question.id), columns)
            for question in questionnaire.questions
        ]
        self._asked = [reader for reader in self._questions if not reader.kind.background]
        self._written = any(one.part and one.kind.stored is Stored.TEXT for one in self._asked)
        self._routed = any(question.condition for question in questionnaire.questions)
        self._items = item_codes(questionnaire)
        self._names = [self._name(wave.label) for wave in mapping.waves]

    def read(self, number: int, values: Sequence[str]) -> Row | None:
        """The row as it will be stored; None when it says nothing. Raises TableRefused."""
        wave, day = self._wave_and_day(values)
        gender, age, who = self._gender.read(values), self._age.read(values), self._who.read(values)
        if self._routed:
            given = {"gender": gender, "age_group": age, "who_answered": who}
            found = self._on_path(values, given)
        else:
            found = [reader.read(values) for reader in self._asked]
        row = Row(
            key=self._key(wave, values[self._row_id]),
            number=number,
            wave=wave,
            mode=self._mode.read(values),
            language=self._language.read(values),
            section=self._section.read(values),
            gender=gender,
            age_group=age,
            who_answered=who,
            day=day,
            codes=self._codes(found),
            texts=tuple(_texts(found)) if self._written else (),
        )
        if not any(one.says_something for one in found):
            self.report.silent += 1
            return None
        self.report.count(self.source.mapping.waves[wave].label, row)
        return row

    def faults(self, values: Sequence[str]) -> Iterator[TableRefused]:
        """Everything that is wrong with a row."""
        asked = [question.read for question in self._questions if question.part]
        kept = (self._mode, self._language, self._section, self._gender, self._age, self._who)
        own: list[Callable[[Sequence[str]], object]] = [self._wave_and_day, self._row_key]
        for read in (*own, *(reader.read for reader in kept), *asked):
            try:
                read(values)
            except TableRefused as refused:
                yield refused

    def _wave_and_day(self, values: Sequence[str]) -> tuple[int, str]:
        wave = self._wave_of(values)
        return wave, self._day_of(wave, values)

    def _row_key(self, values: Sequence[str]) -> bytes:
        return self._key(0, values[self._row_id])

    def _on_path(self, values: Sequence[str], given: dict[str, int]) -> list[Understood]:
        """Each question's answer; what was not to be asked is not shown, and counted if it was said."""
        on_path: dict[str, Answer] = {}
        answers: list[Understood] = []
        for reader in self._questions:
            question = reader.question
            if reader.kind.background:
                on_path[question.id] = Answer({question.id: given[question.type]})
                continue
            found = reader.read(values)
            if not is_asked(self.source.questionnaire, question, on_path):
                self.report.dropped += found.says_something
                found = reader.not_shown
            elif reader.part:
                on_path[question.id] = found.answer
            answers.append(found)
        return answers

    def _codes(self, answers: Sequence[Understood]) -> tuple[int, ...]:
        """By the order of the items; the indices last."""
        codes = [code for one in answers for code in one.codes]
        if self.source.questionnaire.derived:
            by_item = dict(zip(self._items, codes, strict=False))
            codes.extend(self._derive(by_item).values())
        return tuple(codes)

    def _wave_of(self, values: Sequence[str]) -> int:
        if self._wave is None:
            return 0
        found = self._waves.get(values[self._wave])
        if found is None:
            raise unknown_value(values[self._wave], self.source.mapping.wave_column)
        return found

    def _day_of(self, wave: int, values: Sequence[str]) -> str:
        day = self._day.read(values)
        if day and not self._opens[wave] <= day <= self._closes[wave]:
            raise not_a_day(
                day, self.source.mapping.day.column if self.source.mapping.day else None
            )
        return day or self._opens[wave]

    def _key(self, wave: int, row_id: str) -> bytes:
        """The same for the same row of the same wave, and telling nothing without the secret."""
        if not row_id:
            raise TableRefused(NO_ROW_ID, None, self.source.mapping.row_id)
        if len(row_id) > LONGEST_ID:
            raise TableRefused(LONG_ROW_ID, None, self.source.mapping.row_id, most=LONGEST_ID)
        name = self._names[wave] + row_id.encode()
        return hmac.digest(self.source.secret, name, "sha256")[:KEY_BYTES]

    def _name(self, label: str) -> bytes:
        """What stands before the row id of a wave's rows."""
        names = (self.source.questionnaire.survey, self.source.mapping.unit.code, label)
        # No text holds the sign that stands between them.
        return b"imported answers" + "".join(f"{name}\0" for name in names).encode()


def _texts(answers: Iterable[Understood]) -> Iterator[tuple[int, str]]:
    """What was written, each by the place of its item."""
    place = 0
    for one in answers:
        if one.answer.text:
            yield place, one.answer.text
        place += len(one.codes)
