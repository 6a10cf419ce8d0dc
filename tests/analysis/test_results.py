"""The whole way from counts to figures and sentences."""

import json
from dataclasses import replace
from typing import Any

import pytest

from analysis.methods.verdicts import Verdict
from analysis.results.assembly import assemble
from analysis.results.cells import population_of
from analysis.results.phrases import Text
from analysis.results.refusals import HIDDEN
from analysis.results.series import ComparisonKind, Kind, ResultCell, VariableSeries, WaveInfo
from analysis.results.structure import as_json
from core.codes import Group, Missing
from tests.analysis import reference
from tests.analysis.reference import GROUPS, TOLERANCE, YEARS, golden

ALL, WOMAN, MAN, OTHER = Group
CLIENTS = {ALL: 647, WOMAN: 115, MAN: 532}
TREATMENT = VariableSeries(
    "treatment",
    Text("Bemötande", "Treatment"),
    positive=frozenset({3, 4}),
    predicate=Text("var nöjda", "were satisfied"),
)
PAPER = WaveInfo("2019", frozenset({"paper"}), CLIENTS)
TELEPHONE = WaveInfo("2020", frozenset({"telephone"}), CLIENTS, True, response_rate=0.40)


def answers(positive: int, n: int) -> dict[int, int]:
    """So many positive of n valid answers, over several codes, and some missing."""
    return {4: positive // 2, 3: positive - positive // 2, 1: n - positive, Missing.NOT_SHOWN: 99}


def one_wave(wave: WaveInfo, women: tuple[int, int], men: tuple[int, int], other: int = 0) -> Any:
    table = {WOMAN: answers(*women), MAN: answers(*men), OTHER: answers(0, other)}
    counts = {"treatment": {wave.label: table}}
    return assemble("brukare", [TREATMENT], [wave], counts, 5).variables[0]


def test_every_figure_from_micro_data_agrees_with_the_reference() -> None:
    result = assemble("s", reference.variables(), reference.waves(), reference.counts(), 1, 1)
    for variable in result.variables:
        for cell in variable.cells:
            group = next((name for name, one in GROUPS.items() if one is cell.group), "all")
            expected = golden()["textbook"][f"{cell.wave}:{variable.variable.code}"][group]
            if cell.hidden:
                assert expected["n"] == 0
                continue
            assert (cell.n, cell.count) == (expected["n"], expected["x"])
            assert (cell.low, cell.high) == pytest.approx(expected["wilson_fpc"], abs=TOLERANCE)


def test_comparisons_of_a_wave_are_one_family_and_agree_with_the_reference() -> None:
    result = assemble("s", reference.variables(), reference.waves(), reference.counts(), 5)
    for year in YEARS:
        for variable in result.variables:
            name = f"{year}:{variable.variable.code}"
            expected = golden()["textbook"][name]["women_minus_men"]
            found = next(
                one
                for one in variable.comparisons
                if one.kind is ComparisonKind.GENDER and one.waves == (year,)
            )
            assert found.difference == pytest.approx(expected["diff"], abs=TOLERANCE)
            assert (found.low, found.high) == pytest.approx(expected["newcombe"], abs=TOLERANCE)
            assert found.p == pytest.approx(expected["fisher_midp"], abs=TOLERANCE)
            q = golden()["bh_midp_within_year"][year][name]
            assert found.q == pytest.approx(q, abs=TOLERANCE)


def test_the_grade_agrees_with_the_reference() -> None:
    # Everybody belongs to the total in the reference, whatever their number.
    result = assemble("s", [reference.grade()], reference.waves(), reference.counts(), 1, 1)
    grade = result.variables[0]
    for year in YEARS:
        expected = golden()["grade"]["textbook"][year]
        cell = next(one for one in grade.cells if one.wave == year and one.group is ALL)
        assert cell.n == expected["n"]
        assert cell.value == pytest.approx(expected["mean"], abs=TOLERANCE)
        assert (cell.low, cell.high) == pytest.approx(expected["ci_fpc"], abs=TOLERANCE)
        found = next(one for one in grade.comparisons if one.waves == (year,))
        welch = golden()["grade"]["welch_women_men"][year]
        assert (found.low, found.high) == pytest.approx(welch["ci"], abs=TOLERANCE)
        assert found.p == pytest.approx(welch["p"], abs=TOLERANCE)


def test_every_wave_has_all_four_groups() -> None:
    result = one_wave(TELEPHONE, (28, 46), (179, 210), 3)
    cells = {cell.group: cell for cell in result.cells}
    assert list(cells) == list(Group)
    assert (cells[ALL].n, cells[ALL].population) == (256, 647)
    assert cells[OTHER] == ResultCell("2020", OTHER)


@pytest.mark.parametrize(
    ("wave", "women", "men", "verdict", "start"),
    [
        (PAPER, (3, 4), (57, 72), Verdict.HIDDEN, "Visas inte"),
        (PAPER, (10, 14), (57, 72), Verdict.TOO_FEW, "Vi kan inte säga om kvinnor och män"),
        (TELEPHONE, (28, 46), (179, 210), Verdict.LIKELY_DIFFERENCE, "Troligen en skillnad: 85 %"),
        (
            replace(TELEPHONE, response_rate=0.7),
            (28, 46),
            (179, 210),
            Verdict.DIFFERENCE,
            "Statistiskt säkerställd skillnad: 85 % av männen",
        ),
        (PAPER, (450, 500), (455, 500), Verdict.SIMILAR, "Kvinnor och män svarade ungefär lika"),
        (PAPER, (80, 100), (80, 95), Verdict.NO_CERTAIN_DIFFERENCE, "Vi ser ingen säker skillnad"),
    ],
)
def test_women_and_men_get_the_sentence_their_answers_call_for(
    wave: WaveInfo, women: tuple[int, int], men: tuple[int, int], verdict: Verdict, start: str
) -> None:
    result = one_wave(wave, women, men)
    found = result.comparisons[0]
    assert found.verdict is verdict
    assert found.sentence.sv.startswith(start)
    assert result.finding == found.sentence


def both_waves(first: WaveInfo, second: WaveInfo, variable: VariableSeries = TREATMENT) -> Any:
    tables = {
        first.label: {WOMAN: answers(10, 14), MAN: answers(57, 72)},
        second.label: {WOMAN: answers(28, 46), MAN: answers(179, 210)},
    }
    return assemble("s", [variable], [first, second], {"treatment": tables}, 5).variables[0]


def over_time(result: Any) -> list[Any]:
    return [one for one in result.comparisons if one.kind is ComparisonKind.WAVE]


def test_another_mode_breaks_the_series() -> None:
    result = both_waves(PAPER, TELEPHONE)
    assert [one.groups for one in over_time(result)] == [(ALL,), (WOMAN,), (MAN,)]
    for one in over_time(result):
        assert one.verdict is Verdict.MODE_CONFOUNDED
        assert (one.difference, one.low, one.high, one.p, one.q) == (None,) * 5
        assert "2019 fyllde klienterna i enkäten själva." in one.sentence.sv
    assert [(one.before, one.after) for one in result.breaks] == [("2019", "2020")]


def test_another_wording_breaks_the_series() -> None:
    changed = replace(TREATMENT, comparability={"2020": "changed"})
    result = both_waves(replace(PAPER, modes=TELEPHONE.modes), TELEPHONE, changed)
    assert {one.verdict for one in over_time(result)} == {Verdict.WORDING_CHANGED}
    assert result.breaks[0].text.sv.startswith("2020: frågan ändrades.")


def test_a_minor_wording_does_not() -> None:
    minor = replace(TREATMENT, comparability={"2020": "minor"})
    result = both_waves(replace(PAPER, modes=TELEPHONE.modes), TELEPHONE, minor)
    women = over_time(result)[1]
    assert women.difference == pytest.approx(28 / 46 - 10 / 14)
    assert women.verdict is Verdict.TOO_FEW
    assert result.breaks == ()


def test_a_change_in_a_wave_that_did_not_ask_still_breaks_the_series() -> None:
    waves = [replace(TELEPHONE, label=label) for label in ("2017", "2018", "2019")]
    variable = replace(TREATMENT, comparability={"2018": "not_comparable"})
    table = {WOMAN: answers(28, 46), MAN: answers(179, 210)}
    counts = {"treatment": {"2017": table, "2019": table}}
    result = assemble("s", [variable], waves, counts, 5).variables[0]
    assert [(one.before, one.after) for one in result.breaks] == [("2017", "2019")]
    assert {one.verdict for one in over_time(result)} == {Verdict.WORDING_CHANGED}
    assert [cell.hidden for cell in result.cells if cell.wave == "2018"] == [True] * 4


def test_a_hidden_wave_hides_the_comparisons_made_from_it() -> None:
    second = replace(PAPER, label="2020")
    tables = {
        "2019": {WOMAN: answers(2, 4), MAN: answers(57, 72)},
        "2020": {WOMAN: answers(28, 46), MAN: answers(179, 210)},
    }
    result = assemble("s", [TREATMENT], [PAPER, second], {"treatment": tables}, 5).variables[0]
    by_group = {one.groups: one for one in over_time(result)}
    for group in (WOMAN, MAN):
        assert by_group[group,].verdict is Verdict.HIDDEN
        assert by_group[group,].sentence == HIDDEN
        assert by_group[group,].q is None
    assert by_group[ALL,].difference is not None


def test_a_survey_that_does_not_ask_for_gender_compares_no_genders() -> None:
    wave = replace(PAPER, has_gender=False)
    counts = {"treatment": {"2019": {OTHER: answers(379, 423)}}}
    result = assemble("visit", [TREATMENT], [wave], counts, 5).variables[0]
    assert result.comparisons == ()
    assert result.finding is None
    assert [cell.n for cell in result.cells] == [423, None, None, None]
    assert (result.cells[0].count, result.cells[0].population) == (379, None)


def test_the_population_counts_only_when_a_person_can_answer_once() -> None:
    assert population_of(PAPER, WOMAN, (WOMAN, MAN)) is None
    assert population_of(TELEPHONE, WOMAN, (WOMAN, MAN)) == 115
    assert population_of(TELEPHONE, OTHER, (WOMAN, MAN)) is None
    only_all = replace(TELEPHONE, population={ALL: 647})
    assert population_of(only_all, ALL, (WOMAN, MAN, OTHER)) == 647
    assert population_of(only_all, ALL, (WOMAN, MAN)) is None


def test_the_published_structure() -> None:
    table = {WOMAN: answers(28, 46), MAN: answers(179, 210), OTHER: {1: 2}}
    result = assemble("brukare", [TREATMENT], [TELEPHONE], {"treatment": {"2020": table}}, 5)
    found = json.loads(json.dumps(as_json(result)))
    assert list(found) == ["survey", "variables"]
    variable = found["variables"][0]
    assert (variable["variable"], variable["kind"]) == ("treatment", "share")
    assert variable["cells"][3] == {
        "wave": "2020",
        "group": "other",
        "n": None,
        "population": None,
        "value": None,
        "low": None,
        "high": None,
        "hidden": True,
    }
    comparison = variable["comparisons"][0]
    assert comparison["groups"] == ["woman", "man"]
    assert comparison["verdict"] == "likely_difference"
    assert set(comparison["sentence"]) == {"sv", "en"}
    assert set(comparison) == {
        *("kind", "waves", "groups", "difference", "low", "high", "p", "q", "verdict", "sentence")
    }


def test_a_mean_has_sentences_too() -> None:
    grade = VariableSeries("grade", Text("Betyg", "Grade"), kind=Kind.MEAN)
    table = {WOMAN: {5: 4, 6: 4}, MAN: {7: 20, 9: 20}}
    result = assemble("s", [grade], [PAPER], {"grade": {"2019": table}}, 5).variables[0]
    assert result.comparisons[0].verdict is Verdict.TOO_FEW
    assert result.comparisons[0].sentence.sv.endswith(
        "För få har svarat: 8 kvinnor gav i snitt 5,5 och 40 män gav i snitt 8,0."
    )
