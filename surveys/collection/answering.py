"""From a form's raw values to answers, or to errors that say what to do. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.codes import Missing
from surveys.collection.routing import is_asked
from surveys.questionnaires.answers import ANSWER_ONE, Answer, AnswerError
from surveys.questionnaires.derived import derived_codes
from surveys.questionnaires.question_type import Stored
from surveys.questionnaires.question_types import type_of
from surveys.questionnaires.questionnaire import Questionnaire

#: A question's form field is this and its id.
FIELD = "q-"
#: Kinds of missing where the person has neither chosen nor written anything.
SILENT = {Missing.NOT_SHOWN, Missing.SKIPPED}


@dataclass(frozen=True)
class Answered:
    """Answers and errors by question id; a question has one or the other.

    `answers` holds every question that could be read, those off the path as not shown.
    `derived` holds the indices made from them, when there are no errors.
    """

    answers: dict[str, Answer]
    errors: dict[str, AnswerError]
    derived: Mapping[str, int] = field(default_factory=dict)

    @property
    def items(self) -> dict[str, int]:
        """Every stored item and its code, the indices among them."""
        return {**_codes(self.answers), **self.derived}


def read_answers(questionnaire: Questionnaire, raw: Mapping[str, Sequence[str]]) -> Answered:
    """The answers in a form's values (field → values); what is off the path is dropped."""
    answers: dict[str, Answer] = {}
    errors: dict[str, AnswerError] = {}
    on_path: dict[str, Answer] = {}
    for question in questionnaire.questions:
        kind = type_of(question)
        if not is_asked(questionnaire, question, on_path):
            answers[question.id] = kind.missing(question, Missing.NOT_SHOWN)
            continue
        try:
            answer = kind.parse(question, raw.get(FIELD + question.id, ()))
        except AnswerError as error:
            errors[question.id] = error
        else:
            answers[question.id] = on_path[question.id] = answer
    if not errors and not _says_something(questionnaire, answers):
        errors[_first(questionnaire)] = AnswerError(ANSWER_ONE)
    if errors:
        return Answered({code: answers[code] for code in answers if code not in errors}, errors)
    return Answered(answers, errors, derived_codes(questionnaire, _codes(answers)))


def _codes(answers: Mapping[str, Answer]) -> dict[str, int]:
    return {item: code for answer in answers.values() for item, code in answer.items.items()}


def _says_something(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> bool:
    """Whether something about the service was chosen or written; "Vet inte" is chosen too."""
    return any(
        code not in SILENT
        for question in questionnaire.questions
        if not type_of(question).background
        for code in answers[question.id].items.values()
    )


def _first(questionnaire: Questionnaire) -> str:
    """The first question that can be answered: where the error summary leads."""
    return next(
        (q.id for q in questionnaire.questions if type_of(q).stored is not Stored.NOTHING),
        questionnaire.questions[0].id,
    )
