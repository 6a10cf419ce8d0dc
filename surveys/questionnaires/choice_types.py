"""Question types where something is chosen: one choice, faces, several choices."""

from collections.abc import Iterator

from surveys.questionnaires import answers
from surveys.questionnaires.answers import Answer, AnswerError
from surveys.questionnaires.question_type import QuestionType, only
from surveys.questionnaires.questionnaire import Choice, Question


class OneChoice(QuestionType):
    """One of the choices."""

    template = "single.html"
    uses = QuestionType.uses | {"scale", "choices", "extra_choices"}

    def read(self, question: Question, values: list[str]) -> Answer:
        """The code chosen, as the file spells it: '4', never '04'."""
        codes = {
            str(choice.code): choice.code
            for choice in (*self.choices(question), *question.extra_choices)
        }
        code = codes.get(only(values))
        if code is None:
            raise AnswerError(answers.CHOOSE_ONE)
        return Answer({question.id: code})

    def faults(self, question: Question) -> Iterator[tuple[str, str]]:
        """Too few choices, or a face that would not be drawn."""
        if len(self.choices(question)) < 2:
            yield "choices", "Write at least two choices, or the name of a scale."
        if any(choice.face is not None for choice in question.extra_choices):
            yield "extra_choices", "A choice beside the scale has no face. Take “face” away."


class Faces(OneChoice):
    """One of 3, 4 or 5 faces, each with its word."""

    template = "faces.html"

    def faults(self, question: Question) -> Iterator[tuple[str, str]]:
        """Another number of faces, or a choice without one."""
        yield from super().faults(question)
        field = "scale" if question.scale else "choices"
        if len(question.choices) not in (3, 4, 5):
            yield field, "Faces are 3, 4 or 5. Write that many choices, or “type: single”."
        if any(choice.face is None for choice in question.choices):
            yield field, "Every choice needs its face. Write “face:” and a number from -1 to 1."


class Several(QuestionType):
    """Any number of choices; each choice is an item with the code 1 or 0."""

    template = "several.html"
    uses = QuestionType.uses | {"scale", "choices", "exclusive"}

    def items(self, question: Question) -> tuple[str, ...]:
        """One item per choice: 'channels.1'."""
        return tuple(f"{question.id}.{choice.code}" for choice in question.choices)

    def chosen(self, question: Question, answer: Answer) -> frozenset[int]:
        """The choices that were ticked."""
        return frozenset(
            choice.code
            for choice in question.choices
            if answer.items.get(f"{question.id}.{choice.code}") == 1
        )

    def read(self, question: Question, values: list[str]) -> Answer:
        """1 for what was ticked, 0 for the rest; the exclusive choice stands alone."""
        codes = [str(choice.code) for choice in question.choices]
        ticked = set(values)
        if not ticked <= set(codes):
            raise AnswerError(answers.CHOOSE_ONE)
        if str(question.exclusive) in ticked and len(ticked) > 1:
            raise AnswerError(answers.CHOOSE_ALONE)
        return Answer({f"{question.id}.{code}": int(code in ticked) for code in codes})

    def faults(self, question: Question) -> Iterator[tuple[str, str]]:
        """Too few choices, or an exclusive one that is not among them."""
        codes = {choice.code for choice in question.choices}
        if len(codes) < 2:
            yield "choices", "Write at least two choices, or the name of a scale."
        if question.exclusive is not None and question.exclusive not in codes:
            yield "exclusive", f"No choice has the code {question.exclusive}. Write one that has."


class BuiltIn(OneChoice):
    """One of the choices that the type brings with it."""

    uses = QuestionType.uses | {"extra_choices"}

    def __init__(
        self,
        choices: tuple[Choice, ...],
        *,
        background: bool = False,
        template: str = "single.html",
    ) -> None:
        self._choices = choices
        self.background = background
        self.template = template

    def choices(self, question: Question) -> tuple[Choice, ...]:
        """The choices of the type."""
        return self._choices
