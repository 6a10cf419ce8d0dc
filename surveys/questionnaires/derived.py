"""Derived items: an index of 0 to 100, computed for each person and kept as a whole number. Pure.

Source: statistics.md and the golden reference, section 4. An item counts (v - lowest) /
(highest - lowest); an index of questions is the mean of the answered ones; an index of indices
is the mean of all its parts, and missing when one of them is. With `all_answered`, so is an index
of questions.
A code is index / 100 x steps, where `steps` makes every possible code a whole number, so that
kept counts give the mean and the variance exactly: mean of (code / steps x 100).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from math import lcm

from core.codes import Missing
from surveys.questionnaires.question_types import type_of
from surveys.questionnaires.questionnaire import Question, Questionnaire

Codes = Mapping[str, int]


def steps(questionnaire: Questionnaire, code: str) -> int:
    """The code of a derived item that means 100; KeyError when there is no such item.

    n questions whose scales span r codes: r x lcm(1, ..., n), and r x n when all have to be
    answered. m indices of s steps: s x m.
    Different spans or steps are brought to their least common multiple first.
    """
    parts = questionnaire.derived[code].of
    if is_index_of_indices(questionnaire, code):
        return lcm(*(steps(questionnaire, part) for part in parts)) * len(parts)
    spans = (max(valid) - min(valid) for valid in _valid_codes(questionnaire, code).values())
    if questionnaire.derived[code].all_answered:
        return lcm(*spans) * len(parts)
    return lcm(*spans) * lcm(*range(1, len(parts) + 1))


def derived_codes(questionnaire: Questionnaire, codes: Codes) -> dict[str, int]:
    """The code of every derived item from one person's stored codes, by item.

    A missing index has the negative code that its missing parts share, or else "skipped".
    """
    return derivation(questionnaire)(codes)


def derivation(questionnaire: Questionnaire) -> Callable[[Codes], dict[str, int]]:
    """`derived_codes` for many persons: what does not depend on the person is worked out once."""
    indices = {
        code: _of_indices(questionnaire, code)
        if is_index_of_indices(questionnaire, code)
        else _of_questions(questionnaire, code)
        for code in questionnaire.derived
    }

    def derive(codes: Codes) -> dict[str, int]:
        found: dict[str, int] = {}
        for code, index in indices.items():
            found[code] = index.code({**codes, **found})
        return found

    return derive


def is_index_of_indices(questionnaire: Questionnaire, code: str) -> bool:
    """Whether the parts of a derived item are derived items themselves."""
    return all(part in questionnaire.derived for part in questionnaire.derived[code].of)


def valid_codes(question: Question) -> Collection[int]:
    """The codes that count in an index; empty when the question has no scale."""
    kind = type_of(question)
    if len(kind.items(question)) != 1 or kind.background:
        return ()
    if isinstance(question.min, int) and isinstance(question.max, int):
        return range(question.min, question.max + 1)
    return [choice.code for choice in kind.choices(question)]


@dataclass(frozen=True)
class _OfQuestions:
    """What each answer to each question is worth, in steps."""

    worth: Mapping[str, Mapping[int, int]]
    all_answered: bool

    def code(self, codes: Codes) -> int:
        """The mean of the answered ones, when they are enough."""
        answers = [codes.get(part, Missing.NOT_SHOWN) for part in self.worth]
        given = [
            worth[answer]
            for worth, answer in zip(self.worth.values(), answers, strict=True)
            if answer in worth
        ]
        if not given or (self.all_answered and len(given) < len(answers)):
            return _missing([answer for answer in answers if answer < 0] or answers)
        return sum(given) // len(given)


@dataclass(frozen=True)
class _OfIndices:
    """What one step of each part is worth, in steps."""

    worth: Mapping[str, int]

    def code(self, codes: Codes) -> int:
        """The mean of all, when all are there."""
        missing = [codes[part] for part in self.worth if codes[part] < 0]
        if missing:
            return _missing(missing)
        return sum(codes[part] * worth for part, worth in self.worth.items())


def _of_questions(questionnaire: Questionnaire, code: str) -> _OfQuestions:
    whole = steps(questionnaire, code)
    return _OfQuestions(
        {
            part: {one: (one - min(valid)) * whole // (max(valid) - min(valid)) for one in valid}
            for part, valid in _valid_codes(questionnaire, code).items()
        },
        questionnaire.derived[code].all_answered,
    )


def _of_indices(questionnaire: Questionnaire, code: str) -> _OfIndices:
    parts = questionnaire.derived[code].of
    share = steps(questionnaire, code) // len(parts)
    return _OfIndices({part: share // steps(questionnaire, part) for part in parts})


def _valid_codes(questionnaire: Questionnaire, code: str) -> dict[str, Collection[int]]:
    parts = questionnaire.derived[code].of
    return {part: valid_codes(questionnaire.question(part)) for part in parts}


def _missing(codes: Collection[int]) -> int:
    kinds = set(codes)
    only = kinds.pop()
    return only if not kinds and only < 0 else int(Missing.SKIPPED)
