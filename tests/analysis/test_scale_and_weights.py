"""Women and men on the whole scale, and the figure of everybody weighted by known numbers."""

from dataclasses import replace

import pytest

from analysis.methods.disclosure import disclose
from analysis.methods.scales import mann_whitney
from analysis.methods.verdicts import Verdict
from analysis.methods.weights import post_stratified
from analysis.results.assembly import assemble
from analysis.results.cells import weighted_figure
from analysis.results.measured import measured_variables
from analysis.results.series import Kind, ResultCell, ScaleTest, WaveInfo
from surveys.questionnaires.file_format import load_instrument, read_questionnaire
from tests.analysis.ladder_cases import (
    ALL,
    CLIENTS,
    MAN,
    OTHER,
    TREATMENT,
    WOMAN,
    K,
    result_of,
    wave,
    years,
)

WOMEN = {1: 5, 2: 10, 3: 20, 4: 30}
MEN = {1: 60, 2: 70, 3: 50, 4: 20}


def both(
    women: dict[int, int], men: dict[int, int], at: WaveInfo | None = None
) -> tuple[ScaleTest, ...]:
    at = at or wave("2020")
    counts = {"treatment": {at.label: {WOMAN: women, MAN: men}}}
    return assemble("s", [TREATMENT], [at], counts, K).variables[0].scale_tests


def test_the_whole_scale_is_tested_where_both_are_shown() -> None:
    [found] = both(WOMEN, MEN)
    test = mann_whitney(WOMEN, MEN)
    assert test is not None
    assert (found.superiority, found.p, found.q) == (test.superiority, test.p, test.p)
    assert found.verdict is Verdict.DIFFERENCE
    assert found.sentence.sv == (
        "Kvinnors och mäns svar på hela skalan skiljer sig. Det är statistiskt säkerställt. "
        "Tar man en kvinna och en man på måfå är chansen 76 % att kvinnan svarade mer positivt. "
        "Lika svar räknas som hälften. 65 kvinnor och 200 män svarade."
    )
    assert both({1: 2, 4: 2}, MEN) == ()


def test_alike_answers_are_equally_likely() -> None:
    [found] = both(MEN, MEN)
    assert found.verdict is Verdict.NO_CERTAIN_DIFFERENCE
    assert found.sentence.sv == (
        "Vi ser ingen säker skillnad mellan kvinnor och män på hela skalan. "
        "Det kan ändå finnas en. "
        "Tar man en kvinna och en man på måfå är det lika troligt att kvinnan svarade mer positivt "
        "som att mannen gjorde det. 200 kvinnor och 200 män svarade."
    )


def test_a_lower_code_can_be_the_more_positive_answer() -> None:
    at = wave("2020", rate=None)
    turned = replace(TREATMENT, order=-1, positive=frozenset({1, 2}))
    counts = {"treatment": {"2020": {WOMAN: WOMEN, MAN: MEN}}}
    [found] = assemble("s", [turned], [at], counts, K).variables[0].scale_tests
    assert found.superiority == pytest.approx(1 - both(WOMEN, MEN)[0].superiority)
    assert found.verdict is Verdict.LIKELY_DIFFERENCE
    assert found.sentence.sv.startswith(
        "Troligen skiljer sig kvinnors och mäns svar på hela skalan. "
        "Tar man en man och en kvinna på måfå är chansen 76 % att mannen svarade mer positivt."
    )
    assert found.sentence.sv.endswith("män svarade. Vi vet inte hur många som fick frågan.")
    assert found.sentence.en.endswith("men answered. We do not know how many were asked.")


def test_nominal_choices_means_and_published_waves_have_no_scale() -> None:
    counts = {"treatment": {"2020": {WOMAN: WOMEN, MAN: MEN}}}
    for variable in (replace(TREATMENT, order=0), replace(TREATMENT, kind=Kind.MEAN)):
        assert not assemble("s", [variable], [wave("2020")], counts, K).variables[0].scale_tests
    assert both(WOMEN, MEN, wave("2020", source="Stadens rapport")) == ()


def test_the_instruments_say_which_variables_are_scales() -> None:
    questionnaire = read_questionnaire(load_instrument("user_survey"))
    found = {one.series.code: one.series.order for one in measured_variables([questionnaire], {})}
    assert found["treatment"] == found["overall"] == 1


def everybody(at: WaveInfo, women: tuple[int, int], men: tuple[int, int]) -> ResultCell:
    result = result_of([at], [(women, men)])
    return next(cell for cell in result.cells if cell.group is ALL)


def test_everybody_is_weighted_by_the_known_numbers() -> None:
    cell = everybody(wave("2020"), (28, 46), (179, 210))
    expected = post_stratified({WOMAN: (28, 46), MAN: (179, 210)}, CLIENTS)
    assert expected is not None
    assert cell.weighted is not None
    assert (cell.weighted.value, cell.weighted.low, cell.weighted.high) == (
        expected.value,
        expected.low,
        expected.high,
    )
    assert cell.weighted.value == pytest.approx((28 / 46 * 115 + 179 / 210 * 532) / 647)


def test_nothing_is_weighted_by_what_is_hidden_or_not_known() -> None:
    assert everybody(wave("2020"), (2, 4), (179, 210)).weighted is None
    unknown = replace(wave("2020"), population=None)
    assert everybody(unknown, (28, 46), (179, 210)).weighted is None
    many_presses = replace(wave("2020"), once_per_person=False)
    assert everybody(many_presses, (28, 46), (179, 210)).weighted is None
    result = result_of(years(1), [((28, 46), (179, 210))])
    assert [cell.weighted for cell in result.cells if cell.group is not ALL] == [None] * 3


def test_a_hidden_third_group_is_not_in_the_weighted_figure() -> None:
    table = {WOMAN: {4: 20, 1: 20}, MAN: {4: 90, 1: 10}}
    few = disclose(table | {OTHER: {4: 3}}, K)
    many = disclose(table | {OTHER: {4: 30}}, K)
    alone = weighted_figure(TREATMENT, wave("2020"), disclose(table, K))
    assert weighted_figure(TREATMENT, wave("2020"), few) == alone
    with_third = weighted_figure(TREATMENT, wave("2020"), many)
    assert alone is not None
    assert with_third is not None
    assert with_third.value > alone.value


def test_an_index_is_weighted_on_its_own_scale() -> None:
    index = replace(TREATMENT, kind=Kind.MEAN, steps=4, scale=(0, 100))
    found = weighted_figure(index, wave("2020"), disclose({WOMAN: {4: 10, 2: 5}, MAN: {1: 50}}, K))
    assert found is not None
    assert found.value == pytest.approx((115 * (50 / 15) + 532 * 1) / 647 * 25)
