"""The mapping file: every error names its line and what to write; no text makes anything else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.collection.answer_import_mapping import read_mapping
from surveys.questionnaires.problems import QuestionnaireError
from tests.surveys.collection.import_desk import MAPPING


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


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ('label: "2019"', r'label: "20\019"', 8),
        ('label: "2019"', r'label: "2019\n"', 8),
        ('label: "2019"', r'label: "\u202e9102"', 8),
        ('label: "2019"', 'label: " "', 8),
        ("source: register", r'source: "reg\nister"', 10),
        ("unit: homeless", r'unit: {code: homeless, name: "No\u2066rra"}', 5),
        ("unit: homeless", 'sheet: "a\\0"\nunit: homeless', 5),
        ("row_id: id", r'row_id: "i\0d"', 3),
        ("K: woman", r'"K\0": woman', 12),
        ("unit: homeless", r'"un\0it": homeless', 1),
        ("women: 115", "women: 1000001", 10),
        ("row_id: id", 'row_id: ""', 3),
        ("grade: betyg", 'grade: ""', 15),
    ],
)
def test_signs_that_disturb_later_and_numbers_too_large_are_refused_with_their_line(
    before: str, after: str, line: int
) -> None:
    assert before in MAPPING
    found = problems(MAPPING.replace(before, after, 1))
    assert line in [at for at, _said in found], found
    assert all(said.isprintable() for _at, said in found)


def test_a_heading_may_have_two_lines_and_a_name_a_space_that_does_not_break() -> None:
    text = MAPPING.replace("grade: betyg", r'grade: "Ditt\nbetyg"').replace(
        "source: register", r'source: "1\u00a0juni"'
    )
    assert read_mapping(text).questions["grade"].column == "Ditt\nbetyg"


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
