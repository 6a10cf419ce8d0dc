"""The questionnaire file: what is read, and what each problem says."""

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.questionnaires.file_format import (
    INSTRUMENTS,
    json_schema,
    load_instrument,
    locate,
    read_questionnaire,
)
from surveys.questionnaires.problems import Problem, QuestionnaireError
from surveys.questionnaires.questionnaire import Questionnaire
from surveys.questionnaires.yaml_lines import read_yaml
from tests.surveys.questionnaires.samples import EVERYTHING, SMALL, changed, everything, small

DOCS = Path(__file__).parents[3] / "docs"
SHIPPED = sorted(path.stem for path in INSTRUMENTS.glob("*.yaml"))


def problems(text: str) -> list[Problem]:
    """The problems of a text that must have some."""
    with pytest.raises(QuestionnaireError) as caught:
        read_questionnaire(text, "small.yaml")
    return caught.value.problems


def said(text: str) -> str:
    """The one problem of a text, as the author sees it."""
    found = problems(text)
    assert len(found) == 1, [str(problem) for problem in found]
    return str(found[0])


def test_a_scale_stands_on_every_question_that_names_it() -> None:
    assert [choice.code for choice in small().question("overall").choices] == [3, 2, 1]


def test_a_questionnaire_survives_being_stored_as_json() -> None:
    stored = json.loads(json.dumps(everything().model_dump(mode="json")))
    assert Questionnaire.model_validate(stored) == everything()


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_instrument_reads_and_fits_the_published_schema(name: str) -> None:
    text = load_instrument(name)
    read_questionnaire(text, f"{name}.yaml")
    jsonschema.validate(read_yaml(text).value, json_schema())


@pytest.mark.parametrize("name", SHIPPED)
def test_no_shipped_question_is_longer_than_ten_words(name: str) -> None:
    for question in read_questionnaire(load_instrument(name)).questions:
        assert len(question.text["sv"].split()) <= 10, question.text["sv"]


def test_the_user_survey_asks_twelve_questions_and_three_of_the_person() -> None:
    survey = read_questionnaire(load_instrument("user_survey"))
    assert len(survey.variables) == 12
    assert [q.id for q in survey.questions[12:]] == ["gender", "age_group", "who_answered"]


def test_the_schema_accepts_everything_and_refuses_an_unknown_word() -> None:
    jsonschema.validate(read_yaml(EVERYTHING).value, json_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(read_yaml(EVERYTHING + "colour: red\n").value, json_schema())


def test_the_published_schema_is_the_models_schema() -> None:
    published = json.loads((DOCS / "questionnaire.schema.json").read_text(encoding="utf-8"))
    assert published == json_schema(), "write docs/questionnaire.schema.json again"


def test_the_example_in_the_reference_reads() -> None:
    reference = (DOCS / "questionnaire-file.md").read_text(encoding="utf-8")
    example = reference.split("```yaml\n", 1)[1].split("```", 1)[0]
    assert read_questionnaire(example).survey == "after-meeting"


def test_every_type_is_in_the_reference() -> None:
    from_reference = (DOCS / "questionnaire-file.md").read_text(encoding="utf-8")
    for question in everything().questions:
        assert f"`{question.type}`" in from_reference


def test_a_file_that_does_not_exist_is_no_instrument() -> None:
    with pytest.raises(KeyError):
        load_instrument("../file_format")


MISTAKES = [
    (("    text: {sv: Hur är vi?}", "    txet: {sv: Hur är vi?}"), "Write “text”"),
    (("Hur är vi?", "''"), "questions[0].text.sv: The text is empty"),
    (("{sv: Bra}", "{sv: 10}"), 'Put a number, true and false in quotes: "10"'),
    (("{code: 3,", "{code: three,"), "Write a whole number, without quotes."),
    (("{code: 3,", "{code: -3,"), "Write a number that is 0 or more."),
    (("{code: 2,", "{code: 3,"), "The code 3 is taken by another choice."),
    (("face: 0,", "face: 2,"), "Write a number that is 1 or less."),
    (("type: faces", "type: face"), "The types are: faces, single, several"),
    (("scale: good\n", "scale: god\n"), "There is no scale “god”"),
    (("scale: good\n", "choices: good\n"), "Write a list here"),
    (("positive: [3]", "positive: [4]"), "4 is not on the scale. Write codes among 1, 2, 3."),
    (("positive: [3]", "positive: []"), "Write some codes of the scale here"),
    (("kind: share", "kind: part"), "Write one of 'share' or 'mean'."),
    (("area: overall", "area: over_all"), "There is no area “over_all”"),
    (("survey: small", "survey: Small Survey"), "small letters a-z, digits and hyphens"),
    (("format: 1", "format: 2"), "Write one of 1."),
    (("sv: original", "sv: draft"), "Swedish is the original"),
    (("{sv: original}", "{sv: original, sw: draft}"), "There is no language “sw”"),
    (("id: more", "id: overall"), "is the id of two questions"),
    (("id: more", "id: response"), "is used by the software"),
    (("{variable: overall, codes: [1]}", "{variable: later, codes: [1]}"), "not asked before"),
    (("{variable: overall, codes: [1]}", "{variable: overall, codes: [7]}"), "has no code 7"),
    (("Vad mer?", '"Vad mer om {enheten}?"'), "Only {unit} may stand in braces"),
    (
        ("scale: good\n", "scale: good\n    condition: {variable: more, codes: [1]}\n"),
        "not asked before",
    ),
    (("type: short_text", "type: number"), "Write “min: 0” and “max: 100”."),
    (("type: short_text", "type: number\n    min: 9\n    max: 2"), "a larger max"),
    (("type: short_text", "type: date\n    min: 2026-02-30"), "There is no such day"),
    (("type: short_text", "type: date\n    min: 5"), "The bounds of a day are days"),
    (("type: short_text", "type: short_text\n    dont_know: ja"), "Write true or false."),
    (("type: short_text", "type: short_text\n    exclusive: 1"), "does not use “exclusive”"),
    (("      - {code: 2, face: 0, label: {sv: Sådär}}\n", ""), "Faces are 3, 4 or 5."),
    (("face: 0, ", ""), "Every choice needs its face."),
    (("{sv: Om oss}", "[Om oss]"), "Write names and values here"),
    (("{sv: Om oss}", "&a {sv: Om oss}"), "Anchors (&) and aliases (*) are not read."),
    (("{sv: Om oss}", "!!python/object:os.system {}"), "Tags (!) are not read."),
    (("format: 1\n", "format: 1\nformat: 1\n"), "“format” stands here twice."),
    (("format: 1\n", "format: 1\n1: 2\n"), "Write a word before the colon"),
    (("{sv: Om oss}", "{sv: Om oss"), "This is not YAML"),
    (("scale: good\n", "scale: good\n    withdrawn_codes: [2]\n"), "was withdrawn"),
    (("format: 1\n", "format: 1\nwording_locked: true\n"), "who owns the questionnaire"),
]


@pytest.mark.parametrize(("change", "sentence"), MISTAKES, ids=[m[1] for m in MISTAKES])
def test_a_mistake_is_told_with_what_to_write_instead(
    change: tuple[str, str], sentence: str
) -> None:
    messages = [str(problem) for problem in problems(changed(change))]
    assert any(sentence in message for message in messages), messages


def test_a_problem_names_the_file_the_line_and_the_path() -> None:
    text = changed(
        ("{sv: original}", "{sv: original, en: draft}"), ("{sv: Om oss}", "{sv: A, en: B}")
    )
    found = {str(problem) for problem in problems(text)}
    assert (
        "small.yaml:27: questions[1].text: The text is missing in “en”."
        " Write it, or take en out of languages."
    ) in found


def test_a_missing_word_is_told_with_an_example() -> None:
    assert said(changed(("survey: small\n", ""))) == (
        "small.yaml:1: survey: “survey” is missing. Write survey: user-survey"
    )


def test_no_is_a_word_and_no_truth() -> None:
    assert small(("{sv: Bra}", "{sv: No}")).question("overall").choices[0].label["sv"] == "No"


def test_scale_and_choices_are_never_both_written() -> None:
    both = ("scale: good\n", "scale: good\n    choices:\n      - {code: 1, label: {sv: A}}\n")
    messages = [problem.message for problem in problems(changed(both))]
    assert "Write scale or choices, not both." in messages


def test_a_condition_points_at_a_question_with_choices() -> None:
    text = changed(
        ("{variable: treatment, codes: [2, 1]}", "{variable: welcome, codes: [1]}"), text=EVERYTHING
    )
    assert "“welcome” has no choices." in said(text)


def test_an_exclusive_choice_is_one_of_the_choices() -> None:
    assert "No choice has the code 8." in said(
        changed(("exclusive: 9", "exclusive: 8"), text=EVERYTHING)
    )


def test_a_language_whose_own_choices_are_missing_is_told() -> None:
    text = changed(
        ("{sv: original}", "{sv: original, so: draft}"),
        ("type: short_text", "type: gender"),
    )
    assert any("not translated to “so” yet" in problem.message for problem in problems(text))


def test_a_file_larger_than_one_megabyte_is_refused() -> None:
    assert "larger than 1 MB" in said("# " + "x" * 1_000_000)


def test_a_deeply_nested_file_is_refused() -> None:
    assert "levels inside each other" in said("a: " + "[" * 5000)


@given(st.text() | st.text(alphabet="{}[]:-&*!#'\" \nab1\x00\ud800"))
def test_any_text_gives_problems_and_nothing_worse(text: str) -> None:
    assert problems(text)


@given(st.integers(0, len(SMALL)), st.integers(0, 60), st.text(max_size=9))
def test_a_damaged_file_gives_a_questionnaire_or_problems(at: int, size: int, put: str) -> None:
    found: list[Problem] = []
    try:
        read_questionnaire(SMALL[:at] + put + SMALL[at + size :])
    except QuestionnaireError as error:
        found = error.problems
    assert all(problem.line > 0 and "See docs" not in problem.message for problem in found)


def test_problems_found_later_get_their_lines_from_the_file() -> None:
    found = locate([Problem(("questions", 1, "comparability"), "Say more.")], SMALL, "small.yaml")
    assert str(found[0]) == "small.yaml:25: questions[1].comparability: Say more."
