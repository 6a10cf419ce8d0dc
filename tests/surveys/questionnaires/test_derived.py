"""Indices made from answers: the figures of the reference, exact whole numbers, and faults."""

import csv
import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.codes import Missing
from surveys.collection.answering import FIELD, read_answers
from surveys.questionnaires.comparability import compare, structure_hash
from surveys.questionnaires.derived import derived_codes, steps
from surveys.questionnaires.file_format import read_questionnaire
from surveys.questionnaires.problems import QuestionnaireError
from surveys.questionnaires.questionnaire import Degree, Questionnaire
from tests.factories import instrument
from tests.surveys.questionnaires.samples import changed, everything, small

GOLDEN = Path(__file__).parents[2] / "golden"
INDICES = ("motivation", "leadership", "governance")

TEAM = """\
format: 1
survey: team
title: {sv: Om laget}
languages: {sv: original}
areas:
  team: {sv: Laget, en: The team}
scales:
  agree:
    choices:
      - {code: 3, label: {sv: Ja}}
      - {code: 2, label: {sv: Delvis}}
      - {code: 1, label: {sv: Nej}}
variables:
  mood:
    label: {sv: Läget, en: The mood}
    area: team
    kind: mean
questions:
  - id: calm
    type: single
    text: {sv: Är det lugnt?}
    scale: agree
    extra_choices:
      - {code: 9, label: {sv: Jag är ny}}
    dont_know: true
  - id: fun
    type: single
    text: {sv: Är det roligt?}
    scale: agree
  - id: grade
    type: grade_0_10
    text: {sv: Vilket betyg får laget?}
  - id: hours
    type: number
    text: {sv: Hur många timmar?}
    min: 0
    max: 40
  - id: words
    type: short_text
    text: {sv: Vad mer?}
derived:
  mood: {of: [calm, fun, grade]}
  week: {of: [hours]}
  all_of_it: {of: [mood, week]}
"""


def team(*changes: tuple[str, str]) -> Questionnaire:
    """The small questionnaire with indices, some words replaced."""
    return read_questionnaire(changed(*changes, text=TEAM))


def exact(questionnaire: Questionnaire, codes: Mapping[str, int], code: str) -> Fraction:
    """A derived item's value, 0 to 100, exactly."""
    return Fraction(100 * derived_codes(questionnaire, codes)[code], steps(questionnaire, code))


def staff() -> list[dict[str, int]]:
    """The 69 staff answers of the reference, under the codes of the shipped staff survey."""
    derived = instrument("staff_survey").derived
    items = [item for index in INDICES for item in derived[index].of]
    columns = ("m1", "m2", "m3", "l1", "l2", "l3", "g1", "g2", "g3")
    with (GOLDEN / "staff.csv").open(newline="") as file:
        return [
            {
                item: int(row[column] or Missing.SKIPPED)
                for item, column in zip(items, columns, strict=True)
            }
            for row in csv.DictReader(file)
        ]


def test_the_staff_index_is_that_of_the_reference() -> None:
    survey = instrument("staff_survey")
    golden = json.loads((GOLDEN / "golden.json").read_text())["staff"]
    found = [derived_codes(survey, codes) for codes in staff()]
    assert len(found) == golden["n"]
    means = {
        code: fmean(one[code] / steps(survey, code) * 100 for one in found if one[code] >= 0)
        for code in (*INDICES, "ami")
    }
    for code in INDICES:
        assert means[code] == pytest.approx(golden["sub"][code], abs=1e-9)
    assert means["ami"] == pytest.approx(golden["ami_person"], abs=1e-9)


def test_three_questions_of_five_steps_have_24_steps_and_their_index_72() -> None:
    survey = instrument("staff_survey")
    assert [steps(survey, code) for code in (*INDICES, "ami")] == [24, 24, 24, 72]


def test_different_scales_count_alike() -> None:
    # calm and fun span 2, the grade 10; three questions: 10 x 6. The hours: 40.
    assert [steps(team(), code) for code in team().derived] == [60, 40, 240]
    codes = {"calm": 3, "fun": 2, "grade": 7, "hours": 10}
    assert exact(team(), codes, "mood") == Fraction(100 + 50 + 70, 3)
    assert exact(team(), codes, "all_of_it") == (Fraction(220, 3) + 25) / 2


def test_an_index_is_the_mean_of_the_answered_questions() -> None:
    codes = {"calm": int(Missing.DONT_KNOW), "fun": 2, "grade": 7}
    assert exact(team(), codes, "mood") == 60
    assert exact(team(), {**codes, "calm": 9}, "mood") == 60


@pytest.mark.parametrize(
    ("codes", "kind"),
    [
        ({"calm": -3, "fun": -3, "grade": -3}, Missing.DONT_KNOW),
        ({"calm": -1, "fun": -1, "grade": -1}, Missing.NOT_SHOWN),
        ({"calm": -3, "fun": -4, "grade": -2}, Missing.SKIPPED),
        ({"calm": 9, "fun": 9, "grade": 99}, Missing.SKIPPED),
        ({}, Missing.NOT_SHOWN),
    ],
)
def test_an_index_without_answers_is_missing_and_says_why(
    codes: dict[str, int], kind: Missing
) -> None:
    found = derived_codes(team(), {**codes, "hours": 8})
    assert (found["mood"], found["all_of_it"]) == (kind, kind)
    assert found["week"] == 8


@given(
    calm=st.sampled_from([3, 2, 1, -2, -3, 9]),
    fun=st.sampled_from([3, 2, 1, -2]),
    grade=st.sampled_from([*range(11), -2]),
    hours=st.sampled_from([*range(41), -2]),
)
def test_a_code_is_always_the_exact_value(calm: int, fun: int, grade: int, hours: int) -> None:
    codes = {"calm": calm, "fun": fun, "grade": grade, "hours": hours}
    parts = [Fraction(code - 1, 2) for code in (calm, fun) if 1 <= code <= 3]
    parts += [Fraction(grade, 10)] if grade >= 0 else []
    found = derived_codes(team(), codes)
    if not parts:
        assert found["mood"] < 0
        assert found["all_of_it"] < 0
        return
    mood = sum(parts, Fraction()) / len(parts)
    assert Fraction(found["mood"], 60) == mood
    assert (
        found["all_of_it"] == (mood + Fraction(hours, 40)) / 2 * 240
        if hours >= 0
        else found["all_of_it"] == Missing.SKIPPED
    )


def test_a_form_that_is_read_brings_its_indices() -> None:
    raw = {FIELD + "calm": ["3"], FIELD + "fun": ["1"], FIELD + "hours": ["20"]}
    items = read_answers(team(), raw).items
    assert (items["mood"], items["week"], items["all_of_it"]) == (30, 20, 120)
    assert items["calm"] == 3


def test_a_form_with_errors_has_no_indices() -> None:
    answered = read_answers(team(), {FIELD + "calm": ["7"]})
    assert answered.errors
    assert not answered.derived


def test_a_questionnaire_without_indices_has_none_and_keeps_its_hash() -> None:
    assert derived_codes(everything(), {"treatment": 4}) == {}
    assert "derived" not in everything().model_dump(mode="json")
    assert structure_hash(team()) != structure_hash(team(("[calm, fun, grade]", "[calm, fun]")))


MISTAKES = [
    (("[hours]", "[words]"), "“words” has no scale."),
    (("[hours]", "[horas]"), "There is no question “horas”."),
    (("[hours]", "[all_of_it]"), "There is no index above this one “all_of_it”."),
    (("[hours]", "[week]"), "There is no index above this one “week”."),
    (("[mood, week]", "[mood, mood]"), "“mood” stands here twice."),
    (("[mood, week]", "[mood, fun]"), "Questions and indices stand here together."),
    (("[hours]", "[]"), "Write at least 1 here."),
    (("  week: {of", "  words: {of"), "“words” is the id of a question."),
    (("  week: {of", "  response: {of"), "“response” is used by the software."),
    (("max: 40", "max: 10001"), "10000 is the most"),
    (("kind: mean", "kind: share"), "Write “kind: mean”."),
    (("kind: mean", "kind: mean\n    positive: [3]"), "A mean has no positive codes."),
    (("  mood:\n", "  moods:\n"), "No question has the id “moods”."),
]


@pytest.mark.parametrize(("change", "sentence"), MISTAKES, ids=[m[1] for m in MISTAKES])
def test_a_mistake_is_told_with_what_to_write_instead(
    change: tuple[str, str], sentence: str
) -> None:
    with pytest.raises(QuestionnaireError) as caught:
        team(change)
    messages = [str(problem) for problem in caught.value.problems]
    assert any(sentence in message for message in messages), messages


SAID = "comparability: {degree: %s, note: {sv: Kortare, en: Shorter}}"


def test_an_index_is_as_comparable_as_the_least_comparable_of_its_questions() -> None:
    words = ("Är det lugnt?}", "Är det tyst?}\n    " + SAID % "minor")
    degrees = compare(team(), team(words)).degrees
    assert degrees["mood"] is Degree.MINOR
    assert degrees["week"] is Degree.IDENTICAL
    assert degrees["all_of_it"] is Degree.MINOR
    assert compare(team(), team(words)).notes["all_of_it"].sv == "Kortare"


def test_an_index_of_other_questions_demands_a_word() -> None:
    fewer = ("[calm, fun, grade]}", "[calm, fun]}")
    wheres = [problem.where for problem in compare(team(), team(fewer)).problems]
    assert wheres == ["derived.mood.comparability"]


def test_an_index_of_other_questions_breaks_its_series_and_those_above() -> None:
    after = team(("[calm, fun, grade]}", "[calm, fun], " + SAID % "changed" + "}"))
    comparison = compare(team(), after)
    assert comparison.problems == []
    assert comparison.degrees["mood"] is comparison.degrees["all_of_it"] is Degree.CHANGED


def test_an_index_of_other_questions_is_never_a_minor_change() -> None:
    after = team(("[calm, fun, grade]}", "[calm, fun], " + SAID % "minor" + "}"))
    assert "(changed or not_comparable)" in compare(team(), after).problems[0].message


def test_a_question_never_becomes_an_index() -> None:
    before = small(("id: more", "id: week"))
    assert "“week” was a question before." in compare(before, team()).problems[-1].message
