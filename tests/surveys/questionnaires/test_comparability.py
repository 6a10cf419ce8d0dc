"""Two versions of a questionnaire: what is the same, and what a person must say."""

import pytest

from surveys.questionnaires.comparability import (
    compare,
    source_hash,
    structure_hash,
    translations,
)
from surveys.questionnaires.file_format import read_questionnaire
from surveys.questionnaires.questionnaire import Degree
from tests.surveys.questionnaires.samples import EVERYTHING, changed, everything, small

NEW_WORDS = ("Hur är vi?", "Hur är vi mot dig?")


def declared(degree: str, note: str = "Tydligare") -> tuple[str, str]:
    """A change that declares the comparability of the first question."""
    return (
        "scale: good\n",
        f"scale: good\n    comparability: {{degree: {degree}, note: {{sv: {note}, en: Why}}}}\n",
    )


FIVE = (
    "      - {code: 3, face: 1, label: {sv: Bra}}\n",
    "      - {code: 5, face: 1, label: {sv: Toppen}}\n"
    "      - {code: 4, face: 0.5, label: {sv: Fint}}\n"
    "      - {code: 3, face: 0.2, label: {sv: Bra}}\n",
)


def test_a_question_with_the_same_words_is_identical_by_itself() -> None:
    comparison = compare(small(), small())
    assert comparison.degrees == {"overall": Degree.IDENTICAL, "more": Degree.IDENTICAL}
    assert comparison.problems == []


def test_changed_words_demand_that_a_person_says_how_comparable() -> None:
    comparison = compare(small(), small(NEW_WORDS))
    assert [problem.where for problem in comparison.problems] == ["questions[0].comparability"]
    assert "“overall” (Hur är vi mot dig?)" in comparison.problems[0].message


@pytest.mark.parametrize("degree", ["minor", "changed", "not_comparable"])
def test_what_the_person_says_is_kept(degree: str) -> None:
    comparison = compare(small(), small(NEW_WORDS, declared(degree)))
    assert comparison.problems == []
    assert comparison.degrees["overall"] == degree
    assert comparison.notes["overall"].sv == "Tydligare"


def test_changed_words_are_never_called_identical() -> None:
    assert compare(small(), small(NEW_WORDS, declared("identical"))).problems


def test_what_was_said_of_an_older_change_does_not_answer_for_a_new_one() -> None:
    second = small(NEW_WORDS, declared("minor"))
    third = small(("Hur är vi?", "Hur är det här?"), declared("minor"))
    assert compare(second, third).problems
    assert compare(second, second).degrees["overall"] is Degree.IDENTICAL


def test_three_and_five_faces_are_never_silently_the_same() -> None:
    assert compare(small(), small(FIVE)).problems
    assert compare(small(), small(FIVE, declared("minor"))).problems
    assert compare(small(), small(FIVE, declared("not_comparable"))).problems == []


def test_another_positive_set_is_a_change() -> None:
    assert compare(small(), small(("positive: [3]", "positive: [3, 2]"))).problems


def test_a_changed_label_demands_the_same_meaning() -> None:
    comparison = compare(small(), small(("{sv: Sådär}", "{sv: Varken bra eller dåligt}")))
    assert "The code 2 of “overall” meant “Sådär” before." in comparison.problems[0].message
    marked = small(("{sv: Sådär}", "{sv: Så där}, same_meaning: true"))
    comparison = compare(small(), marked)
    assert comparison.problems == []
    assert comparison.degrees["overall"] is Degree.MINOR


def test_the_mark_of_the_same_meaning_does_not_stay_for_the_next_change() -> None:
    marked = small(("{sv: Sådär}", "{sv: Så där}, same_meaning: true"))
    assert "Take “same_meaning” away" in compare(marked, marked).problems[0].message


def test_a_code_that_was_left_out_never_returns() -> None:
    first, second, third = small(FIVE), small(), small(FIVE, declared("changed"))
    assert compare(first, second, ()).problems[0].where == "questions[0].comparability"
    messages = [problem.message for problem in compare(second, third, [first]).problems]
    assert "The code 4 of “overall” was withdrawn. Give the choice a new code." in messages


def test_a_question_that_was_away_is_compared_with_its_latest_words() -> None:
    text = changed(("    text: {sv: Vad mer?}", "    text: {sv: Vad till?}"))
    without = small(("id: more", "id: other"))
    comparison = compare(without, read_questionnaire(text), [small()])
    assert "“more”" in comparison.problems[0].message


def test_a_new_question_needs_no_word() -> None:
    comparison = compare(small(), small(("id: more", "id: other")))
    assert comparison.problems == []
    assert "other" not in comparison.degrees


def test_a_translation_or_a_recording_makes_no_new_version() -> None:
    translated = read_questionnaire(
        changed(
            ("How do we treat you?", "How are we towards you?"),
            ("en: draft", "en: reviewed"),
            ("audio: {sv: treatment-sv.ogg}", "audio: {sv: other.ogg, ar: treatment-ar.ogg}"),
            text=EVERYTHING,
        )
    )
    assert structure_hash(translated) == structure_hash(everything())
    assert translations(translated, "en") != translations(everything(), "en")


@pytest.mark.parametrize(
    "change",
    [
        NEW_WORDS,
        ("{sv: Sådär}", "{sv: Så där}"),
        ("face: 0,", "face: 0.1,"),
        ("type: short_text", "type: long_text"),
        ("codes: [1]", "codes: [2]"),
    ],
)
def test_swedish_words_and_structure_make_a_new_version(change: tuple[str, str]) -> None:
    assert structure_hash(small(change)) != structure_hash(small())


def test_translations_are_found_by_keys_that_outlive_a_moved_question() -> None:
    arabic = translations(everything(), "ar")
    assert arabic["questions.three_faces.3"] == "قصير"
    assert arabic["scales.good.4"] == "جيد جدًا"
    assert "questions.welcome.help" not in arabic


def test_the_hash_of_a_source_text_tells_when_it_has_changed() -> None:
    assert source_hash("Hur är vi?") != source_hash("Hur är vi mot dig?")
    assert len(source_hash("å")) == 64
