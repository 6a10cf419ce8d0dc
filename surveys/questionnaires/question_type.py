"""What every question type can do: the ground of the types in question_types.py."""

import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum

from core.codes import Missing
from surveys.questionnaires import answers
from surveys.questionnaires.answers import Answer, AnswerError
from surveys.questionnaires.questionnaire import Choice, Question

MISSING_VALUES = {"dk": Missing.DONT_KNOW, "ref": Missing.REFUSED}
#: Longest value looked at where a code, a number or a day is expected.
LONGEST_VALUE = 100


class Stored(StrEnum):
    """What the codes of a type's items are."""

    NOTHING = "nothing"
    CODE = "code"
    NUMBER = "number"
    DAY = "day"
    TEXT = "text"


class QuestionType:
    """What every type can do; the classes below say only where they differ."""

    template: str
    stored: Stored = Stored.CODE
    #: About the person, not the service: alone it is no answer to a survey.
    background: bool = False
    #: Fields of a question that only some types use.
    uses: frozenset[str] = frozenset({"dont_know", "refuse"})

    def items(self, question: Question) -> tuple[str, ...]:
        """The items the question stores: its own code, when nothing else is said."""
        return (question.id,)

    def choices(self, question: Question) -> tuple[Choice, ...]:
        """The choices that count as valid answers; `extra_choices` stand beside them."""
        return question.choices

    def parse(self, question: Question, raw: Sequence[str]) -> Answer:
        """The answer in a form's values; AnswerError, never anything else, for a bad one."""
        values = [value for value in map(clean, raw) if value]
        if not values:
            return self.missing(question, Missing.SKIPPED)
        for value in values:
            kind = MISSING_VALUES.get(value)
            if kind is not None and self._offers(question, kind):
                if len(values) > 1:
                    raise AnswerError(answers.CHOOSE_ONE)
                return self.missing(question, kind)
        return self.read(question, values)

    def missing(self, question: Question, kind: Missing) -> Answer:
        """Every item of the question missing, for one reason."""
        return Answer(dict.fromkeys(self.items(question), int(kind)))

    def chosen(self, question: Question, answer: Answer) -> frozenset[int]:
        """The codes a condition on this question can look for."""
        return frozenset(code for code in answer.items.values() if code >= 0)

    def read(self, question: Question, values: list[str]) -> Answer:
        """The answer in one or more values, cleaned and not blank."""
        raise NotImplementedError

    def faults(self, question: Question) -> Iterator[tuple[str, str]]:
        """What the author should change: pairs of field and sentence."""
        yield from ()

    def _offers(self, question: Question, kind: Missing) -> bool:
        return question.dont_know if kind is Missing.DONT_KNOW else question.refuse


def clean(value: str) -> str:
    """The value without blanks around it; AnswerError for control and broken characters."""
    value = value.replace("\r\n", "\n").strip()
    if any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\t" for sign in value):
        raise AnswerError(answers.WRITE_AGAIN)
    return value


def only(values: list[str], otherwise: str = answers.CHOOSE_ONE) -> str:
    """The only value; AnswerError with the text `otherwise` for many, or an over-long one."""
    if len(values) > 1 or len(values[0]) > LONGEST_VALUE:
        raise AnswerError(otherwise)
    return values[0]
