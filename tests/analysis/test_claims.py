"""Headings and cells of tables say no more than the tests behind them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from analysis.methods.comparisons import newcombe
from analysis.methods.estimates import half_up, percent
from analysis.methods.verdicts import Verdict
from analysis.reports.wave_cut import until_wave
from analysis.results.phrases import Text
from analysis.results.queries import Division
from analysis.results.result_page import survey_finding
from analysis.results.series import ComparisonKind, SurveyResult, VariableResult
from analysis.results.short_verdicts import (
    comparison_in_brief,
    difference_in_brief,
    women_and_men_in_brief,
)
from analysis.results.side_by_side import PlaceKind, VariablePlaces
from analysis.results.side_by_side_charts import Compared, sentence_of
from analysis.results.side_by_side_findings import Finding
from analysis.results.survey_results import SurveyPage
from tests.analysis.ladder_cases import ALL, TREATMENT, result_by_mode, result_of, wave, years
from tests.analysis.test_ladder_of_places import UNIT_COUNTS, place

NOTHING = Text("", "")


@pytest.fixture(autouse=True)
def _swedish(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def beside(*verdicts: Verdict) -> str:
    """The sentence on so many others beside the unit, of whom this can be said."""
    places = [place("Enheten", PlaceKind.UNIT, UNIT_COUNTS)]
    places += [place(f"Nr {number}", PlaceKind.OTHER, (1, 9)) for number, _ in enumerate(verdicts)]
    result = result_of([wave("2020")], [((10, 14), (57, 72))])
    found = {number + 1: Finding(one, NOTHING) for number, one in enumerate(verdicts)}
    rows = VariablePlaces(result, tuple(places))
    return sentence_of(Compared(rows, found, Division.UNIT, "2020"))


def test_who_probably_differs_is_not_named_with_those_who_certainly_do() -> None:
    both = beside(Verdict.DIFFERENCE, Verdict.LIKELY_DIFFERENCE)
    assert both == "Statistiskt säkerställd skillnad: Nr 0 skiljer sig."
    assert beside(Verdict.LIKELY_DIFFERENCE) == "Troligen en skillnad: Nr 0 skiljer sig."


def test_all_are_only_alike_where_all_were_compared() -> None:
    assert beside(Verdict.SIMILAR, Verdict.HIDDEN) == "Alla som visas svarade ungefär lika."
    assert not beside(Verdict.SIMILAR, Verdict.MODE_CONFOUNDED).startswith("Alla som visas")
    assert not beside(Verdict.SIMILAR, Verdict.NUMBER_UNKNOWN).startswith("Alla som visas")


def test_differences_that_are_only_likely_are_called_so_in_the_heading() -> None:
    likely, certain = Verdict.LIKELY_DIFFERENCE, Verdict.DIFFERENCE
    said = women_and_men_in_brief([likely, Verdict.SIMILAR], "2020")
    assert said == "Kvinnor och män svarade troligen olika på 1 fråga av 2 (2020)"
    said = women_and_men_in_brief([likely, certain, Verdict.SIMILAR], "2020")
    assert said == "Kvinnor och män svarade olika på 2 frågor av 3 (2020)"


def page_of(*results: VariableResult) -> SurveyPage:
    waves = tuple(years(2))
    survey = SurveyResult("s", waves, results)
    return SurveyPage("", NOTHING, "", survey, {}, {}, {}, {}, {})


def test_the_heading_of_the_newest_wave_counts_no_question_of_an_older_one() -> None:
    apart = ((10, 46), (190, 210))
    both = result_of(years(2), [apart, ((40, 46), (180, 210))])
    only_first = result_of(years(1), [apart])
    said = survey_finding(page_of(both, only_first))
    assert said == "Ingen säker skillnad mellan kvinnor och män 2020"


def test_a_difference_is_rounded_alike_in_the_table_and_in_the_sentence() -> None:
    """33/40 − 2/5 is 42.5 percentage points; as floats it is a little less."""
    low, high = newcombe(33, 40, 2, 5)
    assert percent(33 * 5 - 2 * 40, 200) == 43
    assert difference_in_brief(TREATMENT, 33 / 40 - 2 / 5, low, high).startswith("+43 ")
    assert difference_in_brief(TREATMENT, 2 / 5 - 33 / 40, -high, -low).startswith("−43 ")
    assert half_up(42.4) == 42


def test_a_cell_says_when_only_some_modes_were_compared() -> None:
    both = wave("2020", "paper", "telephone")
    paper = ((60, 120), (180, 300))
    result = result_by_mode(
        [wave("2019", "paper"), both],
        [{"paper": paper}, {"paper": paper, "telephone": ((110, 120), (290, 300))}],
    )
    [found] = [
        one
        for one in result.comparisons
        if one.kind is ComparisonKind.WAVE and one.groups == (ALL,)
    ]
    assert found.modes == ("paper",)
    assert ", papper: " in comparison_in_brief(TREATMENT, found)


def test_a_report_of_a_wave_has_no_scale_test_and_no_mark_of_a_later_one() -> None:
    splits = [((28, 46), (150, 210))] * 2
    minor = replace(TREATMENT, comparability={"2020": "minor"})
    whole = result_of(years(2), splits, minor)
    assert [one.wave for one in whole.marks] == ["2020"]
    cut = until_wave(page_of(whole), "2019").result.variables[0]
    assert [one.wave for one in cut.scale_tests] == ["2019"]
    assert cut.marks == ()
