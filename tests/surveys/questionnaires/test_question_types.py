"""Each question type: what it stores, and what it says to a bad answer."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.codes import Missing
from surveys.questionnaires.answers import Answer, AnswerError
from surveys.questionnaires.question_types import TYPES, type_of
from tests.surveys.questionnaires.samples import everything

EVERYTHING = everything()
IDS = [question.id for question in EVERYTHING.questions]


def parse(code: str, *raw: str) -> Answer:
    """The answer of one question of the questionnaire with everything."""
    question = EVERYTHING.question(code)
    return type_of(question).parse(question, raw)


def complaint(code: str, *raw: str) -> str:
    """What a bad answer is told."""
    with pytest.raises(AnswerError) as caught:
        parse(code, *raw)
    return str(caught.value)


def test_the_sample_has_every_type() -> None:
    assert {question.type for question in EVERYTHING.questions} == set(TYPES)


def test_a_face_is_stored_as_its_code() -> None:
    assert parse("treatment", "3") == Answer({"treatment": 3})


def test_a_choice_beside_the_scale_is_stored_but_is_not_among_the_choices() -> None:
    question = EVERYTHING.question("treatment")
    assert parse("treatment", "9") == Answer({"treatment": 9})
    assert [choice.code for choice in type_of(question).choices(question)] == [4, 3, 2, 1]


@pytest.mark.parametrize("code", [code for code in IDS if code != "welcome"])
def test_no_answer_is_skipped(code: str) -> None:
    assert set(parse(code).items.values()) == {Missing.SKIPPED}
    assert parse(code, "", " ").items == parse(code).items


def test_do_not_know_and_refused_are_kinds_of_missing_where_offered() -> None:
    assert parse("treatment", "dk").items == {"treatment": Missing.DONT_KNOW}
    assert parse("treatment", "ref").items == {"treatment": Missing.REFUSED}
    assert parse("visits", "", "dk").items == {"visits": Missing.DONT_KNOW}
    assert complaint("three_faces", "dk") == "Välj ett av svaren."


def test_an_answer_and_do_not_know_together_are_refused() -> None:
    assert complaint("treatment", "3", "dk") == "Välj ett av svaren."


def test_each_of_several_choices_is_an_item() -> None:
    assert parse("what_was_bad", "1", "3").items == {
        "what_was_bad.1": 1,
        "what_was_bad.2": 0,
        "what_was_bad.3": 1,
        "what_was_bad.9": 0,
    }
    assert set(parse("what_was_bad", "dk").items.values()) == {Missing.DONT_KNOW}


def test_the_exclusive_choice_stands_alone() -> None:
    assert parse("what_was_bad", "9").items["what_was_bad.9"] == 1
    assert "stå ensamt" in complaint("what_was_bad", "9", "1")


@pytest.mark.parametrize(
    ("written", "number"), [("0", 0), (" 12 ", 12), ("٣", 3), ("1 00", 100), ("007", 7)]
)
def test_a_number_is_its_own_code(written: str, number: int) -> None:
    assert parse("visits", written).items == {"visits": number}


@pytest.mark.parametrize("written", ["-1", "101", "1,5", "1.5", "två", "²", "9" * 5000, "1e2"])
def test_a_number_outside_the_bounds_is_told_the_bounds(written: str) -> None:
    assert complaint("visits", written) == "Skriv ett tal från 0 till 100."


def test_a_day_is_stored_as_a_number_that_reads_as_a_day() -> None:
    assert parse("last_visit", "2026-01-31").items == {"last_visit": 20260131}


def test_a_day_outside_the_bounds_or_that_does_not_exist_is_told_what_to_write() -> None:
    assert complaint("last_visit", "2019-12-31") == "Välj en dag från och med 2020-01-01."
    assert complaint("last_visit", "2031-01-01") == "Välj en dag till och med 2030-12-31."
    assert complaint("last_visit", "2026-02-30") == "Skriv en dag så här: 2026-01-31."


def test_words_are_kept_apart_from_the_codes() -> None:
    answer = parse("better", " Mer tid\r\nför oss ")
    assert (answer.items, answer.text) == ({"better": 1}, "Mer tid\nför oss")


def test_too_many_words_are_told_how_many_fit() -> None:
    assert parse("which_words", "x" * 50).text == "x" * 50
    assert complaint("which_words", "x" * 51) == "Texten är för lång. Skriv högst 50 tecken."


def test_an_information_page_stores_nothing_whatever_is_sent() -> None:
    assert parse("welcome", "1", "2") == Answer()


def test_gender_is_four_choices_and_voluntary() -> None:
    assert [parse("gender", str(code)).items["gender"] for code in (1, 2, 3, 4)] == [1, 2, 3, 4]
    assert parse("gender").items == {"gender": Missing.SKIPPED}


HOSTILE = st.one_of(
    st.text(),
    st.text(alphabet="\x00\ud800\udfff\u202e٣²½ \n", max_size=8),
    st.integers().map(str),
    st.integers(0, 12).map(str),
    st.dates().map(str),
    st.sampled_from(["dk", "ref", "04", "+4", "4.0", "9" * 5000, "x" * 70_000, "0000-00-00"]),
)


@given(st.sampled_from(IDS), st.lists(HOSTILE, max_size=4))
def test_whatever_is_sent_is_an_answer_or_an_answer_error(code: str, raw: Sequence[str]) -> None:
    question = EVERYTHING.question(code)
    kind = type_of(question)
    try:
        answer = kind.parse(question, raw)
    except AnswerError:
        return
    assert set(answer.items) == set(kind.items(question))
    assert all(type(stored) is int and -4 <= stored < 10**8 for stored in answer.items.values())
    if answer.text is not None:
        answer.text.encode()
        assert "\x00" not in answer.text


@pytest.mark.parametrize("name", TYPES)
def test_every_type_names_its_template(name: str) -> None:
    assert TYPES[name].template.endswith(".html")
