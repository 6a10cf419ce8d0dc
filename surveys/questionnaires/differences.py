"""What differs between two versions, question by question and word by word. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Literal

from surveys.questionnaires.comparability import translations
from surveys.questionnaires.question_types import type_of
from surveys.questionnaires.questionnaire import ORIGINAL, Choice, Question, Questionnaire

#: A word or a sign, with the blanks after it.
WORD = re.compile(r"(?:\w+|[^\w\s])\s*")


class Change(StrEnum):
    """In what way a question differs."""

    NEW = "new"
    GONE = "gone"
    WORDING = "wording"
    CHOICES = "choices"
    FORM = "form"
    COUNTING = "counting"


class Mark(StrEnum):
    """Whether words stand in both texts, or in one of them."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


#: Words with what became of them.
Marked = tuple[tuple[Mark, str], ...]


@dataclass(frozen=True)
class TextChange:
    """A text before and after, each cut where words were taken away or put in; empty when missing."""

    before: Marked
    after: Marked

    @property
    def same(self) -> bool:
        """Whether nothing has changed."""
        return self.before == self.after


@dataclass(frozen=True)
class ChoiceChange:
    """The label of one code before and after."""

    code: int
    label: TextChange


@dataclass(frozen=True)
class QuestionChange:
    """One question in two versions; without changes it is asked and counted as before."""

    id: str
    before: Question | None
    after: Question | None
    changes: tuple[Change, ...]
    text: TextChange
    help: TextChange
    choices: tuple[ChoiceChange, ...]


def differences(before: Questionnaire, after: Questionnaire) -> list[QuestionChange]:
    """Every question of the later version in its order, then those that are gone."""
    old = {question.id: question for question in before.questions}
    new = {question.id: question for question in after.questions}
    return [
        _question_change(before, after, old.get(code), new.get(code)) for code in {**new, **old}
    ]


def text_change(before: str, after: str) -> TextChange:
    """The words of two texts, marked."""
    old, new = WORD.findall(before), WORD.findall(after)
    pieces = SequenceMatcher(None, _bare(old), _bare(new), autojunk=False).get_opcodes()
    return TextChange(
        tuple(
            (Mark.KEPT if kind == "equal" else Mark.REMOVED, "".join(old[start:end]))
            for kind, start, end, _first, _last in pieces
            if end > start
        ),
        tuple(
            (Mark.KEPT if kind == "equal" else Mark.ADDED, "".join(new[first:last]))
            for kind, _start, _end, first, last in pieces
            if last > first
        ),
    )


def stale_texts(before: Questionnaire, after: Questionnaire, language: str) -> list[str]:
    """The keys of texts whose Swedish is new while the translation stayed as it was."""
    swedish = translations(before, ORIGINAL), translations(after, ORIGINAL)
    translated = translations(before, language), translations(after, language)
    return [
        key
        for key, text in translated[1].items()
        if key in swedish[0]
        and swedish[0][key] != swedish[1][key]
        and translated[0].get(key) == text
    ]


def all_choices(question: Question) -> tuple[Choice, ...]:
    """Every choice with a code: those that count, then those beside them."""
    return (*type_of(question).choices(question), *question.extra_choices)


def _bare(words: list[str]) -> list[str]:
    return [word.strip() for word in words]


def _question_change(
    old: Questionnaire, new: Questionnaire, before: Question | None, after: Question | None
) -> QuestionChange:
    found = after or before
    assert found  # noqa: S101 -- its id came from one of the two versions
    text = text_change(_text(before, "text"), _text(after, "text"))
    aid = text_change(_text(before, "help"), _text(after, "help"))
    choices = tuple(_choice_changes(before, after))
    changes: tuple[Change, ...] = (Change.NEW,) if before is None else (Change.GONE,)
    if before and after:
        changes = tuple(_changes(old, new, before, after))
    return QuestionChange(found.id, before, after, changes, text, aid, choices)


def _changes(
    old: Questionnaire, new: Questionnaire, before: Question, after: Question
) -> Iterator[Change]:
    if (before.text[ORIGINAL], before.help.get(ORIGINAL)) != (
        after.text[ORIGINAL],
        after.help.get(ORIGINAL),
    ):
        yield Change.WORDING
    if _offered(before) != _offered(after):
        yield Change.CHOICES
    if _form(before) != _form(after):
        yield Change.FORM
    if _counted(old, before) != _counted(new, after):
        yield Change.COUNTING


def _offered(question: Question) -> object:
    choices = [(one.code, one.label[ORIGINAL], one.face) for one in all_choices(question)]
    return choices, question.dont_know, question.refuse


def _form(question: Question) -> object:
    limits = question.min, question.max, question.max_length
    return question.type, limits, question.condition, question.exclusive


def _counted(questionnaire: Questionnaire, question: Question) -> object:
    variable = questionnaire.variables.get(question.id)
    return variable and (variable.kind, variable.direction, set(variable.positive))


def _choice_changes(before: Question | None, after: Question | None) -> Iterator[ChoiceChange]:
    """The codes in the order of the later version, then those that are gone."""
    old = {one.code: one.label[ORIGINAL] for one in (all_choices(before) if before else ())}
    new = {one.code: one.label[ORIGINAL] for one in (all_choices(after) if after else ())}
    for code in {**new, **old}:
        yield ChoiceChange(code, text_change(old.get(code, ""), new.get(code, "")))


def _text(question: Question | None, name: Literal["text", "help"]) -> str:
    """The Swedish words of a part of a question; empty where there is none."""
    written = {"text": question.text, "help": question.help}[name] if question else {}
    return written.get(ORIGINAL, "")
