"""The path through a questionnaire."""

from surveys.collection.routing import path
from surveys.questionnaires.answers import Answer
from tests.surveys.questionnaires.samples import everything

BAD = Answer({"treatment": 1})
WORDS = Answer({"what_was_bad.1": 0, "what_was_bad.3": 1})


def test_a_question_with_a_condition_is_asked_only_after_that_answer() -> None:
    assert "what_was_bad" in path(everything(), {"treatment": BAD})
    assert "what_was_bad" not in path(everything(), {"treatment": Answer({"treatment": 4})})
    assert "what_was_bad" not in path(everything(), {})


def test_a_missing_answer_opens_nothing() -> None:
    assert "what_was_bad" not in path(everything(), {"treatment": Answer({"treatment": -3})})


def test_a_ticked_choice_opens_its_question() -> None:
    assert "which_words" in path(everything(), {"treatment": BAD, "what_was_bad": WORDS})


def test_an_answer_off_the_path_opens_nothing() -> None:
    assert "which_words" not in path(everything(), {"what_was_bad": WORDS})


def test_questions_without_a_condition_are_always_on_the_path_in_order() -> None:
    free = [question.id for question in everything().questions if not question.condition]
    assert list(path(everything(), {})) == free
