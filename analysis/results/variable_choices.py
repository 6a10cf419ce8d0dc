"""What could be answered to a question, from its positive end, in the words of its newest version."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.results.measured import bilingual
from analysis.results.phrases import Text
from analysis.results.series import VariableSeries
from surveys.questionnaires.question_types import type_of
from surveys.questionnaires.questionnaire import Choice, Question, Questionnaire


@dataclass(frozen=True)
class AskedQuestion:
    """A question as it was asked last: its words, its version's number, and its choices.

    `codes` and `labels` belong together, the first `positive` of them count as positive; a
    question without choices has none.
    """

    words: Text
    version: int
    codes: tuple[int, ...]
    labels: tuple[Text, ...]
    positive: int


def asked_question(
    questionnaires: Sequence[Questionnaire], variable: VariableSeries
) -> AskedQuestion | None:
    """The question that measures a variable; None for an index, which nobody is asked."""
    for number, questionnaire in reversed(list(enumerate(questionnaires, 1))):
        for question in questionnaire.questions:
            if question.id == variable.code and question.id in questionnaire.variables:
                return _asked(question, number, variable)
    return None


def _asked(question: Question, number: int, variable: VariableSeries) -> AskedQuestion:
    choices = _from_the_positive_end(type_of(question).choices(question), variable)
    return AskedQuestion(
        words=bilingual(question.text),
        version=number,
        codes=tuple(choice.code for choice in choices),
        labels=tuple(bilingual(choice.label) for choice in choices),
        positive=sum(choice.code in variable.positive for choice in choices),
    )


def _from_the_positive_end(choices: Iterable[Choice], variable: VariableSeries) -> list[Choice]:
    """What counts as positive, then the rest; steps of a scale in their order, else as listed."""
    return sorted(
        choices,
        key=lambda one: (one.code not in variable.positive, -variable.order * one.code),
    )
