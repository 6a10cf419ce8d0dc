"""From the cells of somebody's data to what is kept beside the answers: mode, gender, day and the like."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Generic, TypeVar

from core.codes import N_, Missing, Mode
from core.tables import whole_number
from core.tables_refusal import TableRefused
from surveys.collection.answer_import_cells import Columns, unknown_value
from surveys.collection.answer_import_mapping import GENDER_WORDS, AnswerMapping, FixedOrColumn
from surveys.questionnaires.builtin_choices import AGE_GROUP, WHO_ANSWERED
from surveys.questionnaires.questionnaire import ORIGINAL, Choice, Questionnaire

Value = TypeVar("Value")
#: The first year of each age group of builtin_choices.AGE_GROUP, and the last year believed.
AGE_GROUP_STARTS, OLDEST = (0, 30, 50, 65, 80), 130

UNKNOWN_WORD = N_("Mappningen säger ”%(word)s”, som inte finns att välja. Välj ett av: %(words)s.")
NOT_A_DAY = N_("”%(value)s” är ingen dag. Skriv dagen så här: 2026-01-31.")


class ValueReader(Generic[Value]):
    """The same for every row, or one column's values by the mapping's table.

    A blank is `otherwise`; where that is None every row needs a value.
    """

    def __init__(
        self,
        part: FixedOrColumn | None,
        columns: Columns,
        understand: Callable[[str], Value | None],
        otherwise: Value | None,
        words: Collection[str] = (),
    ) -> None:
        self._understand, self._otherwise = understand, otherwise
        self._heading = part.column if part else None
        self._index = columns.index(part.column) if part and part.column else None
        self._table = part.values if part else {}
        self._fixed: Value | None = otherwise
        given = (
            [] if part is None else [part.value] if part.value is not None else part.values.values()
        )
        for word in given:
            value = understand(word)
            if value is None:
                columns.fault(UNKNOWN_WORD, self._heading, word=word, words=", ".join(words))
            elif part and part.value is not None:
                self._fixed = value
        self._known: dict[str, Value] = {}

    def read(self, row: Sequence[str]) -> Value:
        """The row's value. Raises TableRefused with the column."""
        if self._index is None and self._fixed is not None:
            return self._fixed
        raw = row[self._index or 0]
        found = self._known.get(raw)
        if found is None:
            found = self._known[raw] = self._value(raw)
        return found

    def _value(self, raw: str) -> Value:
        if not raw and raw not in self._table and self._otherwise is not None:
            return self._otherwise
        known = raw in self._table or not self._table
        value = self._understand(self._table.get(raw, raw)) if known else None
        if value is None:
            raise unknown_value(raw, self._heading)
        return value


def mode_reader(mapping: AnswerMapping, columns: Columns) -> ValueReader[str]:
    """Reads the mode; a blank one is an error."""
    modes = {mode.value: mode.value for mode in Mode}
    return ValueReader(mapping.mode, columns, modes.get, None, modes)


def gender_reader(mapping: AnswerMapping, columns: Columns) -> ValueReader[int]:
    """Reads gender; not shown when the mapping does not name it, skipped when blank."""
    codes = {name: int(gender) for name, gender in GENDER_WORDS.items()}
    return _background(
        mapping.gender, columns, {**codes, "skipped": int(Missing.SKIPPED)}.get, codes
    )


def age_reader(mapping: AnswerMapping, columns: Columns) -> ValueReader[int]:
    """Reads the code of the age group, or age in years."""
    in_years = mapping.age_group is not None and mapping.age_group.in_years
    understand = _age_group if in_years else _one_of(AGE_GROUP)
    return _background(mapping.age_group, columns, understand, _codes(AGE_GROUP))


def who_reader(mapping: AnswerMapping, columns: Columns) -> ValueReader[int]:
    """Reads the code of who answered."""
    return _background(mapping.who_answered, columns, _one_of(WHO_ANSWERED), _codes(WHO_ANSWERED))


def language_reader(
    mapping: AnswerMapping, columns: Columns, questionnaire: Questionnaire
) -> ValueReader[str]:
    """Reads the language of the form; one that the questionnaire has."""
    offered: Mapping[str, str] = {code: code for code in questionnaire.languages}
    return ValueReader(mapping.language, columns, offered.get, ORIGINAL, offered)


def section_reader(
    mapping: AnswerMapping, columns: Columns, sections: Collection[str]
) -> ValueReader[str]:
    """Reads the code of the unit at or below the wave's unit; blank is the wave's own."""
    known = {code: code for code in sections}
    return ValueReader(mapping.section, columns, known.get, "", sections)


def day_reader(mapping: AnswerMapping, columns: Columns) -> ValueReader[str]:
    """Reads the day, as 2026-01-31; blank is the day the wave opened."""
    return ValueReader(mapping.day, columns, _day, "", ("2026-01-31",))


def not_a_day(value: str, column: str | None) -> TableRefused:
    """The refusal of a day that is outside its wave."""
    return TableRefused(NOT_A_DAY, None, column, value=value)


def _background(
    part: FixedOrColumn | None,
    columns: Columns,
    understand: Callable[[str], int | None],
    words: Collection[str],
) -> ValueReader[int]:
    otherwise = Missing.NOT_SHOWN if part is None else Missing.SKIPPED
    return ValueReader(part, columns, understand, int(otherwise), words)


def _codes(choices: Sequence[Choice]) -> list[str]:
    return [str(choice.code) for choice in choices]


def _one_of(choices: Sequence[Choice]) -> Callable[[str], int | None]:
    codes = {str(choice.code): choice.code for choice in choices}
    return lambda word: codes.get(str(whole_number(word)))


def _age_group(word: str) -> int | None:
    years = whole_number(word)
    if years is None or not 0 <= years <= OLDEST:
        return None
    return bisect_right(AGE_GROUP_STARTS, years)


def _day(word: str) -> str | None:
    try:
        return date.fromisoformat(word).isoformat()
    except ValueError:
        return None
