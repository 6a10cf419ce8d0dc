"""The mapping file: every error names its line and what to write; no text makes anything else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.collection.answer_import_mapping import read_mapping
from surveys.questionnaires.problems import QuestionnaireError
from tests.surveys.collection.test_answer_import import MAPPING


def problems(text: str) -> list[tuple[int, str]]:
    """Line and sentence of every problem."""
    with pytest.raises(QuestionnaireError) as caught:
        read_mapping(text, "m.yaml")
    return [(problem.line, str(problem)) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("before", "after", "line", "sentence"),
    [
        ("row_id: id\n", "", 1, "“row_id” is missing. Write row_id: and the heading"),
        ("grade: betyg", "grade: {colum: betyg}", 15, "Write “column”"),
        ("survey: everything", "survey: Everything!", 4, "small letters"),
        ("survey: everything", "version: 1", 1, "Write either “survey:” or “questionnaire:”"),
        ("wave_column: year\n", "", 6, "Write “wave_column:” too"),
        ('label: "2020"', 'label: "2019"', 9, "stands here twice"),
        ("closes: 2019-03-31", "closes: 2019-02-01", 8, "The last day comes before the first"),
        ("opens: 2019-03-01", "opens: 2019-13-01", 8, "There is no such day"),
        ("women: 115", "women: -1", 10, "0 or more"),
        ("post: paper", "post: pigeon", 11, "Write one of kiosk, link"),
        ("K: woman", "K: lady", 12, "Write one of woman, man"),
        ("column: sex,", "column: sex, value: man,", 12, "either “column:” or “value:”"),
        ("Bra: 4", "Bra: good", 14, "Write"),
        ("format: 1", "format: 2", 2, "Write"),
        ("questions:", "questions: 4\nold:", 13, "Write names and values"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    before: str, after: str, line: int, sentence: str
) -> None:
    assert before in MAPPING
    found = problems(MAPPING.replace(before, after, 1))
    assert any(at == line and sentence in said for at, said in found), found
    assert all(said.startswith("m.yaml:") for _line, said in found)


def test_a_number_needs_no_quotes_where_a_value_stands() -> None:
    mapping = read_mapping(MAPPING + "  came_by: {column: 7, missing: {skipped: [9, 99]}}\n")
    assert mapping.questions["came_by"].column == "7"
    assert mapping.questions["came_by"].missing == {"skipped": ("9", "99")}


@given(
    st.lists(st.integers(0, len(MAPPING) - 1), min_size=1, max_size=4),
    st.text(st.sampled_from(":{}[]- \n\"'9a,"), max_size=3),
)
@settings(max_examples=150, deadline=None)
def test_no_damage_gives_anything_but_problems(places: list[int], put: str) -> None:
    text = MAPPING
    for place in places:
        text = text[:place] + put + text[place + 1 :]
    try:
        read_mapping(text)
    except QuestionnaireError as error:
        found = error.problems
    else:
        found = []
    assert all(problem.line for problem in found)
