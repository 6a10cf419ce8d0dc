"""What differs between two versions, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.questionnaires.differences import (
    Change,
    Mark,
    QuestionChange,
    differences,
    stale_texts,
    text_change,
)
from surveys.questionnaires.file_format import read_questionnaire
from surveys.questionnaires.in_words import CHANGE_NAMES, DEGREE_NAMES, TYPE_NAMES
from surveys.questionnaires.question_types import TYPES
from surveys.questionnaires.questionnaire import LANGUAGES, Degree
from surveys.questionnaires.survey_list import LANGUAGE_NAMES
from tests.surveys.questionnaires.samples import EVERYTHING, changed, everything, small


def only(code: str, *changes: tuple[str, str]) -> QuestionChange:
    """What became of one question of the small questionnaire."""
    found = {one.id: one for one in differences(small(), small(*changes))}
    return found[code]


def test_the_same_questionnaire_differs_in_nothing() -> None:
    assert all(not one.changes for one in differences(everything(), everything()))


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("{sv: Hur är vi?}", "{sv: Hur är vi mot dig?}", Change.WORDING),
        ("{sv: Hur är vi?}", "{sv: Hur är vi?}\n    help: {sv: I dag}", Change.WORDING),
        ("{sv: Sådär}", "{sv: Så där}", Change.CHOICES),
        ("code: 2, face: 0,", "code: 7, face: 0,", Change.CHOICES),
        ("scale: good\n", "scale: good\n    dont_know: true\n", Change.CHOICES),
        ("type: faces", "type: single", Change.FORM),
        ("positive: [3]", "positive: [3, 2]", Change.COUNTING),
    ],
)
def test_each_kind_of_change_is_seen(old: str, new: str, change: Change) -> None:
    assert change in only("overall", (old, new)).changes


def test_questions_are_new_or_gone_and_both_texts_are_there() -> None:
    renamed = ("id: more", "id: anything")
    found = {one.id: one for one in differences(small(), small(renamed))}
    assert list(found) == ["overall", "anything", "more"]
    assert (found["anything"].changes, found["more"].changes) == ((Change.NEW,), (Change.GONE,))
    assert found["anything"].before is None
    assert found["more"].after is None
    assert found["anything"].text.after == ((Mark.ADDED, "Vad mer?"),)
    assert found["more"].text.before == ((Mark.REMOVED, "Vad mer?"),)


def test_only_the_words_that_changed_are_marked() -> None:
    change = text_change("Hur är vi mot dig?", "Hur bra är vi mot dig på mötet?")
    assert change.before == ((Mark.KEPT, "Hur "), (Mark.KEPT, "är vi mot dig"), (Mark.KEPT, "?"))
    assert [text for mark, text in change.after if mark is Mark.ADDED] == ["bra ", "på mötet"]


@given(st.text(max_size=40), st.text(max_size=40))
def test_the_marked_pieces_put_together_are_the_texts(before: str, after: str) -> None:
    change = text_change(before, after)
    assert "".join(text for _mark, text in change.before) == before.lstrip()
    assert "".join(text for _mark, text in change.after) == after.lstrip()
    assert change.same == (before.split() == after.split() or change.before == change.after)


def test_a_translation_is_stale_when_only_the_swedish_is_new() -> None:
    question = "sv: Hur är vi mot dig?, en: How do we treat you?"
    assert question in EVERYTHING
    swedish_only = read_questionnaire(
        changed((question, question.replace("Hur är", "Hur bra är")), text=EVERYTHING)
    )
    both = read_questionnaire(
        changed(
            (question, "sv: Hur bra är vi mot dig?, en: How well do we treat you?"), text=EVERYTHING
        )
    )
    assert stale_texts(everything(), swedish_only, "en") == ["questions.treatment.text"]
    assert stale_texts(everything(), both, "en") == []
    assert stale_texts(everything(), everything(), "en") == []


def test_everything_that_can_be_has_a_name_for_staff() -> None:
    assert set(TYPE_NAMES) == set(TYPES)
    assert set(CHANGE_NAMES) == set(Change)
    assert set(DEGREE_NAMES) == set(Degree)
    assert set(LANGUAGE_NAMES) == set(LANGUAGES)
