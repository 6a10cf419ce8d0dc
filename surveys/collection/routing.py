"""Which questions are on a respondent's path. Pure."""

from collections.abc import Mapping

from surveys.questionnaires.answers import Answer
from surveys.questionnaires.question_types import type_of
from surveys.questionnaires.questionnaire import Question, Questionnaire


def is_asked(
    questionnaire: Questionnaire, question: Question, answers: Mapping[str, Answer]
) -> bool:
    """Whether a question is asked, given the answers to the questions before it.

    A question that was not asked, or whose answer could not be read, opens no other.
    """
    condition = question.condition
    if condition is None:
        return True
    answer = answers.get(condition.variable)
    if answer is None:
        return False
    asked = questionnaire.question(condition.variable)
    return not type_of(asked).chosen(asked, answer).isdisjoint(condition.codes)


def path(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The ids of the questions on the path, in order; answers off the path open nothing."""
    on_path: dict[str, Answer] = {}
    asked: list[str] = []
    for question in questionnaire.questions:
        if is_asked(questionnaire, question, on_path):
            asked.append(question.id)
            if question.id in answers:
                on_path[question.id] = answers[question.id]
    return tuple(asked)
