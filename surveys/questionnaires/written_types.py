"""Question types where something is written or read: number, day, words, information."""

from collections.abc import Iterator, Sequence
from datetime import date

from surveys.questionnaires import answers
from surveys.questionnaires.answers import Answer, AnswerError
from surveys.questionnaires.question_type import QuestionType, Stored, only
from surveys.questionnaires.questionnaire import Question


class Number(QuestionType):
    """A whole number between the question's min and max; the number is its own code."""

    template = "number.html"
    stored = Stored.NUMBER
    uses = QuestionType.uses | {"min", "max"}

    def read(self, question: Question, values: list[str]) -> Answer:
        """The number; blanks between thousands and any script's digits are understood."""
        digits = "".join(values[0].split())
        fits = len(values) == 1 and len(digits) <= 12 and digits.isdecimal()
        low, high = question.min, question.max
        number = int(digits) if fits else -1
        if not (isinstance(low, int) and isinstance(high, int) and low <= number <= high):
            raise AnswerError(answers.WRITE_WHOLE_NUMBER, low=str(low), high=str(high))
        return Answer({question.id: number})

    def faults(self, question: Question) -> Iterator[tuple[str, str]]:
        """Bounds that are missing, negative, too large or the wrong way round."""
        low, high = question.min, question.max
        if not isinstance(low, int) or not isinstance(high, int):
            yield "min", "A number needs both bounds. Write “min: 0” and “max: 100”."
        elif not 0 <= low < high <= 1_000_000:
            yield "min", "Write min from 0 and up, and a larger max, at most 1000000."


class Day(QuestionType):
    """A day; its code is the day as a number: 20260131."""

    template = "date.html"
    stored = Stored.DAY
    uses = QuestionType.uses | {"min", "max"}

    def read(self, question: Question, values: list[str]) -> Answer:
        """The day as browsers send it, 2026-01-31, within the bounds."""
        try:
            day = date.fromisoformat(only(values, answers.WRITE_DAY))
        except ValueError as error:
            raise AnswerError(answers.WRITE_DAY) from error
        if isinstance(question.min, date) and day < question.min:
            raise AnswerError(answers.WRITE_DAY_FROM, low=question.min.isoformat())
        if isinstance(question.max, date) and day > question.max:
            raise AnswerError(answers.WRITE_DAY_UNTIL, high=question.max.isoformat())
        return Answer({question.id: day.year * 10_000 + day.month * 100 + day.day})

    def faults(self, question: Question) -> Iterator[tuple[str, str]]:
        """Bounds that are numbers, or the wrong way round."""
        low, high = question.min, question.max
        if isinstance(low, int) or isinstance(high, int):
            yield "min", "The bounds of a day are days. Write “min: 2026-01-31”."
        elif low and high and low > high:
            yield "min", "The first day comes after the last. Let min and max change places."


class Words(QuestionType):
    """The person's own words, kept apart from the codes."""

    stored = Stored.TEXT
    uses = QuestionType.uses | {"max_length"}

    def __init__(self, template: str, most: int) -> None:
        self.template = template
        self._most = most

    def longest(self, question: Question) -> int:
        """The most characters allowed."""
        return question.max_length or self._most

    def read(self, question: Question, values: list[str]) -> Answer:
        """The words as written."""
        if len(values) > 1:
            raise AnswerError(answers.WRITE_AGAIN)
        if len(values[0]) > self.longest(question):
            raise AnswerError(answers.WRITE_LESS, most=self.longest(question))
        return Answer({question.id: answers.WRITTEN}, values[0])


class Information(QuestionType):
    """A page to read; nothing is asked and nothing stored, whatever a form sends."""

    template = "information.html"
    stored = Stored.NOTHING
    uses = frozenset()

    def items(self, question: Question) -> tuple[str, ...]:
        """None."""
        return ()

    def parse(self, question: Question, raw: Sequence[str]) -> Answer:
        """Nothing."""
        return Answer()
