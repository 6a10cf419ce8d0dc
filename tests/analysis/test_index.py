"""Indices: from the answers of 69 people over kept codes to the reference's AMI and sub-indices."""

import csv
from collections import Counter
from dataclasses import replace

import pytest

from analysis.methods.verdicts import Verdict
from analysis.results.assembly import assemble
from analysis.results.measured import Measured, measured_variables
from analysis.results.series import SurveyResult, VariableResult, WaveInfo
from core.codes import Group, Missing
from surveys.questionnaires.derived import derived_codes
from surveys.questionnaires.file_format import load_instrument, read_questionnaire
from surveys.questionnaires.questionnaire import Questionnaire
from tests.analysis.reference import GOLDEN, GROUPS, TOLERANCE, golden
from tests.analysis.reference_strata import ITEMS

INDICES = ("motivation", "leadership", "governance", "ami")
STAFF = {Group.WOMAN: 55, Group.MAN: 16, Group.ALL: 71}
WAVE = WaveInfo("2019", frozenset({"link"}), STAFF, once_per_person=True, response_rate=69 / 71)


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    return read_questionnaire(load_instrument("staff_survey"))


@pytest.fixture(scope="module")
def measured(questionnaire: Questionnaire) -> dict[str, Measured]:
    found = {one.series.code: one for one in measured_variables([questionnaire], {})}
    return {code: found[code] for code in INDICES}


@pytest.fixture(scope="module")
def result(questionnaire: Questionnaire, measured: dict[str, Measured]) -> SurveyResult:
    counts: dict[str, dict[Group, Counter[int]]] = {
        code: {group: Counter() for group in GROUPS.values()} for code in INDICES
    }
    with (GOLDEN / "staff.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            codes = {ITEMS[name]: int(row[name] or Missing.SKIPPED) for name in ITEMS}
            for code, value in derived_codes(questionnaire, codes).items():
                counts[code][GROUPS[row["gender"]]][value] += 1
    waves = {code: {WAVE.label: table} for code, table in counts.items()}
    return assemble("staff", [one.series for one in measured.values()], [WAVE], waves, 5)


def one(result: SurveyResult, code: str) -> VariableResult:
    return next(each for each in result.variables if each.variable.code == code)


@pytest.mark.parametrize("code", ["motivation", "leadership", "governance"])
def test_a_sub_index_is_that_of_the_reference(result: SurveyResult, code: str) -> None:
    cell = one(result, code).cells[0]
    assert cell.value == pytest.approx(golden()["staff"]["sub"][code], abs=TOLERANCE)
    assert (cell.n, cell.population) == (69, 71)


def test_the_staff_index_and_its_interval_are_those_of_the_reference(result: SurveyResult) -> None:
    cell = one(result, "ami").cells[0]
    assert cell.value == pytest.approx(golden()["staff"]["ami_person"], abs=TOLERANCE)
    assert (cell.low, cell.high) == pytest.approx(golden()["staff"]["ami_ci_t"], abs=TOLERANCE)


def test_women_and_men_are_compared_on_the_scale_of_the_index(result: SurveyResult) -> None:
    ami = one(result, "ami")
    means = {each["gender"]: each["mean"] for each in golden()["staff"]["by_gender"]}
    found = ami.comparisons[0]
    difference = means["woman"] - means["man"]
    assert found.difference == pytest.approx(difference, abs=TOLERANCE)
    assert found.verdict is Verdict.NO_CERTAIN_DIFFERENCE
    assert found.sentence.sv == (
        "Vi ser ingen säker skillnad. Det kan ändå finnas en. "
        "53 kvinnor gav i snitt 74 och 16 män gav i snitt 76."
    )


def test_an_index_cut_finer_in_a_later_version_stays_on_one_scale(
    questionnaire: Questionnaire,
) -> None:
    shorter = questionnaire.model_copy(
        update={
            "derived": questionnaire.derived
            | {"motivation": replace_parts(questionnaire, "motivation", ("meaning",))}
        }
    )
    found = {each.series.code: each for each in measured_variables([shorter, questionnaire], {})}
    motivation = found["motivation"]
    assert motivation.series.steps == 24
    assert motivation.times == {1: 6, 2: 1}
    assert found["ami"].parts == ("motivation", "leadership", "governance")


def replace_parts(questionnaire: Questionnaire, code: str, parts: tuple[str, ...]) -> object:
    """The index made of other questions."""
    return questionnaire.derived[code].model_copy(update={"of": parts})


def test_yes_to_all_questions_is_a_share_of_the_last_step() -> None:
    asked = read_questionnaire(load_instrument("after_meeting"))
    [yes] = [each for each in measured_variables([asked], {}) if each.series.code == "all_yes"]
    assert yes.series.positive == {3}
    assert yes.counted.sv == "Andel som svarade ja på alla frågor."
    all_yes = derived_codes(asked, {"got_answers": 1, "knows_next": 1, "treatment": 1})
    one_no = derived_codes(asked, {"got_answers": 1, "knows_next": 0, "treatment": 1})
    unknown = derived_codes(asked, {"got_answers": 1, "knows_next": -3, "treatment": 1})
    assert unknown["all_yes"] == -3
    counts = {Group.OTHER: {all_yes["all_yes"]: 54, one_no["all_yes"]: 5}}
    wave = replace(WAVE, has_gender=False, population=None)
    result = assemble("after", [yes.series], [wave], {"all_yes": {"2019": counts}}, 5)
    assert (result.variables[0].cells[0].count, result.variables[0].cells[0].n) == (54, 59)
