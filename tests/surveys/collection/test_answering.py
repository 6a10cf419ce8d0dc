"""From a form to answers or errors."""

from hypothesis import given
from hypothesis import strategies as st

from core.codes import Missing
from surveys.collection.answering import FIELD, read_answers
from surveys.collection.routing import path
from surveys.questionnaires.question_types import type_of
from tests.surveys.questionnaires.samples import everything, small

EVERYTHING = everything()


def test_answers_are_read_and_the_rest_is_skipped_or_not_shown() -> None:
    answered = read_answers(EVERYTHING, {"q-treatment": ["4"]})
    assert answered.errors == {}
    assert answered.items["treatment"] == 4
    assert answered.items["came_by"] == Missing.SKIPPED
    assert answered.items["what_was_bad.1"] == Missing.NOT_SHOWN


def test_answers_off_the_path_are_dropped_without_being_judged() -> None:
    raw = {"q-treatment": ["4"], "q-what_was_bad": ["no such"], "q-which_words": ["x" * 999]}
    answered = read_answers(EVERYTHING, raw)
    assert answered.errors == {}
    assert answered.answers["which_words"].text is None
    assert answered.items["which_words"] == Missing.NOT_SHOWN


def test_every_error_is_found_at_once() -> None:
    answered = read_answers(EVERYTHING, {"q-treatment": ["7"], "q-visits": ["många"]})
    assert {code: str(error) for code, error in answered.errors.items()} == {
        "treatment": "Välj ett av svaren.",
        "visits": "Skriv ett tal från 0 till 100.",
    }
    assert not answered.answers.keys() & answered.errors.keys()


def test_an_empty_form_is_told_to_answer_one_question() -> None:
    answered = read_answers(EVERYTHING, {})
    assert {code: str(error) for code, error in answered.errors.items()} == {
        "treatment": "Svara på minst en fråga."
    }


def test_gender_alone_is_no_answer_but_do_not_know_is() -> None:
    assert read_answers(EVERYTHING, {"q-gender": ["1"]}).errors
    assert not read_answers(EVERYTHING, {"q-treatment": ["dk"]}).errors


def test_words_alone_are_an_answer() -> None:
    assert read_answers(EVERYTHING, {"q-better": ["Mer tid"]}).answers["better"].text == "Mer tid"


def test_fields_nobody_asked_for_are_ignored() -> None:
    assert not read_answers(small(), {"q-overall": ["3"], "q-id": ["1"], "csrf": ["x"]}).errors


VALUES = st.sampled_from(["1", "2", "3", "4", "9", "dk", "ref", "", "2026-01-31"]) | st.text()
FORMS = st.dictionaries(
    st.sampled_from([FIELD + question.id for question in EVERYTHING.questions] + ["q-x"]),
    st.lists(VALUES, max_size=3),
)


@given(FORMS)
def test_any_form_gives_every_question_an_answer_or_an_error(raw: dict[str, list[str]]) -> None:
    answered = read_answers(EVERYTHING, raw)
    assert answered.answers.keys() | answered.errors.keys() == {
        question.id for question in EVERYTHING.questions
    }


@given(FORMS)
def test_not_shown_means_off_the_path_and_nothing_else(raw: dict[str, list[str]]) -> None:
    answered = read_answers(EVERYTHING, raw)
    on_path = path(EVERYTHING, answered.answers)
    for question in EVERYTHING.questions:
        items = type_of(question).items(question)
        if question.id in answered.answers and items:
            hidden = {answered.items[item] for item in items} == {Missing.NOT_SHOWN}
            assert hidden == (question.id not in on_path)
