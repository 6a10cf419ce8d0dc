"""Invented answers to the user survey, the same every time.

How many women and men answer, and how they answer about the whole, is decided; the rest is drawn.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.codes import Gender, Missing, Mode
from surveys.questionnaires.question_types import type_of
from surveys.questionnaires.questionnaire import Question, Questionnaire

#: The question whose shares are decided: how satisfied with the whole.
DECIDED = "overall"
DONT_KNOW = 0.04
SKIPPED = 0.02
VERY = 0.45


@dataclass(frozen=True)
class Answers:
    """How many of a group answered in one mode, and how many of them were satisfied."""

    gender: int
    mode: Mode
    people: int
    satisfied: int


@dataclass(frozen=True)
class Person:
    """One invented response: codes by question id."""

    gender: int
    mode: Mode
    age_group: int
    who_answered: int
    day: date
    codes: Mapping[str, int]


def invent(
    questionnaire: Questionnaire, groups: Sequence[Answers], first: date, days: int, seed: int
) -> Iterator[Person]:
    """The invented responses of a wave, days spread over the period."""
    dice = random.Random(seed)  # noqa: S311 -- the same invented answers every time.
    for group in groups:
        content = [number < group.satisfied for number in range(group.people)]
        dice.shuffle(content)
        for satisfied in content:
            yield Person(
                gender=group.gender,
                mode=group.mode,
                age_group=dice.choices((1, 2, 3, 4, 5), (14, 38, 32, 13, 3))[0],
                who_answered=dice.choices((1, 2, 3), (70, 26, 4))[0],
                day=first + timedelta(days=dice.randrange(days)),
                codes=_codes(dice, questionnaire, satisfied),
            )


def _codes(dice: random.Random, questionnaire: Questionnaire, satisfied: bool) -> dict[str, int]:
    return {
        question.id: _code(dice, questionnaire, question, satisfied)
        for question in questionnaire.questions
        if question.id in questionnaire.variables
    }


def _code(
    dice: random.Random, questionnaire: Questionnaire, question: Question, satisfied: bool
) -> int:
    positive = questionnaire.variables[question.id].positive
    decided = question.id == DECIDED
    if not decided and dice.random() < DONT_KNOW:
        return int(Missing.DONT_KNOW)
    if not decided and dice.random() < SKIPPED:
        return int(Missing.SKIPPED)
    good = satisfied if decided else dice.random() < (0.88 if satisfied else 0.35)
    choices = [choice.code for choice in type_of(question).choices(question)]
    wanted = [code for code in choices if (code in positive) == good]
    return max(wanted) if dice.random() < VERY else min(wanted)


#: 2019: filled in on paper in the reception. 2020: every client was called. Real counts
#: (86 and 256); the split by gender and every answer is invented.
WAVE_2019 = (
    Answers(Gender.WOMAN, Mode.PAPER, 14, 10),
    Answers(Gender.MAN, Mode.PAPER, 72, 57),
)
WAVE_2020 = (
    Answers(Gender.WOMAN, Mode.TELEPHONE, 46, 28),
    Answers(Gender.MAN, Mode.TELEPHONE, 210, 178),
)
#: So that a wave that is sealed soon has figures to show.
WAVE_NOW = (
    Answers(Gender.WOMAN, Mode.KIOSK, 15, 11),
    Answers(Gender.WOMAN, Mode.LINK, 9, 7),
    Answers(Gender.MAN, Mode.KIOSK, 41, 34),
    Answers(Gender.MAN, Mode.LINK, 18, 14),
)
