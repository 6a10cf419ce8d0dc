"""Every rung of the ladder over time, with the answers that call for it."""

from dataclasses import replace

import pytest

from analysis.methods.verdicts import Verdict
from analysis.results.phrases import Text
from analysis.results.series import SeriesMark, WaveInfo
from tests.analysis.ladder_cases import (
    TREATMENT,
    WOMAN,
    Split,
    over_time,
    result_of,
    trend,
    wave,
    years,
)

HIDDEN: Split = ((3, 4), (0, 0))
FEW: Split = ((10, 14), (57, 72))
LOW: Split = ((28, 46), (150, 210))
MIDDLE: Split = ((33, 46), (165, 210))
HIGH: Split = ((42, 46), (190, 210))
LARGE: Split = ((400, 500), (800, 1000))

PAPER_THEN_TELEPHONE = [wave("2019", "paper"), wave("2020", "telephone")]
SPLIT_IN_TWO = [wave("2019"), wave("2020", reorganised="sektion syd blev en egen enhet.")]


@pytest.mark.parametrize(
    ("waves", "splits", "comparability", "verdict", "sentence"),
    [
        (years(2), [HIDDEN, FEW], "", Verdict.HIDDEN, "Visas inte, för att ingen ska kunna"),
        (
            PAPER_THEN_TELEPHONE,
            [FEW, LOW],
            "changed",
            Verdict.MODE_CONFOUNDED,
            "Går inte att jämföra. 2019 fyllde klienterna i enkäten själva. "
            "2020 svarade de på telefon. Bara det kan ge hela skillnaden.",
        ),
        (
            years(2),
            [LOW, HIGH],
            "changed",
            Verdict.WORDING_CHANGED,
            "Frågan ställdes på ett annat sätt före 2020. Åren före och efter kan inte jämföras.",
        ),
        (
            years(2),
            [LOW, HIGH],
            "scale_changed",
            Verdict.SCALE_CHANGED,
            "Svarsalternativen var andra före 2020. Åren före och efter kan inte jämföras.",
        ),
        (
            SPLIT_IN_TWO,
            [LOW, HIGH],
            "",
            Verdict.UNIT_CHANGED,
            "Enheten ändrades före 2020 (sektion syd blev en egen enhet). "
            "Åren före och efter kan inte jämföras.",
        ),
        (
            years(2),
            [((10, 14), (20, 25)), ((9, 14), (19, 25))],
            "",
            Verdict.TOO_FEW,
            "Vi kan inte säga om klienterna tyckte olika 2019 och 2020. För få har svarat: "
            "30 av 39 klienter 2019 och 28 av 39 klienter 2020 var nöjda.",
        ),
        (
            years(2),
            [LOW, HIGH],
            "",
            Verdict.DIFFERENCE,
            "Statistiskt säkerställd skillnad: 91 % av klienterna 2020 och 70 % av klienterna 2019 "
            "var nöjda. Skillnaden är 21 procentenheter (osäkerhet 14–28). "
            "178 av 256 klienter 2019 och 232 av 256 klienter 2020 var nöjda.",
        ),
        (years(2, 0.4), [LOW, HIGH], "", Verdict.LIKELY_DIFFERENCE, "Troligen en skillnad: 91 %"),
        (years(2), [LARGE, LARGE], "", Verdict.SIMILAR, "Klienterna svarade ungefär lika 2019 och"),
        (
            years(2),
            [LOW, MIDDLE],
            "",
            Verdict.NO_CERTAIN_DIFFERENCE,
            "Vi ser ingen säker skillnad. Det kan ändå finnas en. 178 av 256 klienter 2019",
        ),
    ],
)
def test_a_wave_and_the_one_before(
    waves: list[WaveInfo],
    splits: list[Split],
    comparability: str,
    verdict: Verdict,
    sentence: str,
) -> None:
    variable = replace(TREATMENT, comparability={"2020": comparability})
    found = over_time(result_of(waves, splits, variable))
    assert found.verdict is verdict
    assert found.sentence.sv.startswith(sentence)
    assert (found.difference is None) == (found.p is None) == (found.q is None)


@pytest.mark.parametrize(
    ("waves", "splits", "verdict", "sentence"),
    [
        (years(3), [HIDDEN, FEW, FEW], Verdict.HIDDEN, "Visas inte"),
        (
            years(3),
            [((10, 14), (20, 25)), ((9, 14), (19, 25)), ((9, 14), (20, 25))],
            Verdict.TOO_FEW,
            "Vi kan inte säga om andelen klienter som var nöjda har ökat eller minskat. "
            "För få har svarat: 30 av 39 klienter 2019 och 29 av 39 klienter 2021 var nöjda.",
        ),
        (
            years(3),
            [LOW, MIDDLE, HIGH],
            Verdict.DIFFERENCE,
            "Andelen klienter som var nöjda har ökat från 70 % (2019) till 91 % (2021). "
            "Sett över alla mättillfällen är det statistiskt säkerställt. "
            "Skillnaden mellan det första och det sista är 21 procentenheter (osäkerhet 14–28). "
            "178 av 256 klienter 2019 och 232 av 256 klienter 2021 var nöjda.",
        ),
        (
            years(3, 0.4),
            [HIGH, MIDDLE, LOW],
            Verdict.LIKELY_DIFFERENCE,
            "Troligen har andelen klienter som var nöjda minskat från 91 % (2019) till 70 % (2021), "
            "sett över alla mättillfällen.",
        ),
        (
            years(3),
            [LARGE, LARGE, LARGE],
            Verdict.SIMILAR,
            "Andelen klienter som var nöjda har knappt ändrats från 2019 till 2021. "
            "1200 av 1500 klienter 2019 och 1200 av 1500 klienter 2021 var nöjda.",
        ),
        (
            years(3),
            [LOW, LOW, MIDDLE],
            Verdict.NO_CERTAIN_DIFFERENCE,
            "Vi ser ingen säker ökning eller minskning från 2019 till 2021. "
            "Det kan ändå finnas en. 178 av 256 klienter 2019 och 198 av 256 klienter 2021",
        ),
    ],
)
def test_a_series_of_waves(
    waves: list[WaveInfo], splits: list[Split], verdict: Verdict, sentence: str
) -> None:
    found = trend(result_of(waves, splits))
    assert found.verdict is verdict
    assert found.sentence.sv.startswith(sentence)
    assert found.waves == tuple(one.label for one in waves)


@pytest.mark.parametrize(
    ("last", "comparability", "verdict"),
    [
        (wave("2021", "paper"), "", Verdict.MODE_CONFOUNDED),
        (wave("2021"), "not_comparable", Verdict.WORDING_CHANGED),
        (wave("2021"), "scale_changed", Verdict.SCALE_CHANGED),
        (wave("2021", reorganised="delades"), "", Verdict.UNIT_CHANGED),
    ],
)
def test_a_broken_series_has_no_trend_and_says_why(
    last: WaveInfo, comparability: str, verdict: Verdict
) -> None:
    variable = replace(TREATMENT, comparability={"2021": comparability})
    result = result_of([*years(2), last], [LOW, MIDDLE, HIGH], variable)
    assert {one.verdict for one in result.trends} == {verdict}
    assert {one.waves for one in result.trends} == {("2020", "2021")}
    assert all(one.difference is None and one.p is None for one in result.trends)
    assert "ökat" not in trend(result).sentence.sv


def test_only_the_last_unbroken_stretch_is_tested() -> None:
    variable = replace(TREATMENT, comparability={"2020": "changed"})
    result = result_of(years(4), [HIGH, LOW, MIDDLE, HIGH], variable)
    assert trend(result).waves == ("2020", "2021", "2022")
    assert "från 70 % (2020) till 91 % (2022)" in trend(result).sentence.sv
    assert [one.waves for one in result.trends] == [("2020", "2021", "2022")] * 3


def test_a_hidden_wave_in_a_series_has_no_part_in_its_trend() -> None:
    result = result_of(years(4), [LOW, ((3, 4), (60, 72)), MIDDLE, HIGH])
    assert trend(result, WOMAN).waves == ("2019", "2021", "2022")
    assert len(trend(result).waves) == 4


def test_a_rise_that_ends_below_its_beginning_is_not_called_one() -> None:
    splits: list[Split] = [
        ((20, 40), (100, 200)),
        *[((10, 40), (50, 200))] * 3,
        *[((36, 40), (180, 200))] * 3,
        ((19, 40), (99, 200)),
    ]
    found = trend(result_of(years(8), splits))
    assert found.q is not None
    assert found.q < 0.05
    assert found.verdict is Verdict.NO_CERTAIN_DIFFERENCE


def test_each_kind_of_comparison_is_a_family_of_its_own() -> None:
    result = result_of(years(3), [LOW, MIDDLE, HIGH])
    tested = [one.p for one in result.trends if one.p is not None]
    assert trend(result).q == pytest.approx(
        min(p * 3 / rank for rank, p in enumerate(sorted(tested), 1) if p >= (trend(result).p or 0))
    )
    assert result.interaction is not None
    assert result.interaction.q == result.interaction.p


def test_a_small_change_of_the_wording_joins_with_a_mark() -> None:
    variable = replace(TREATMENT, comparability={"2020": "minor", "2021": "changed"})
    result = result_of(years(3), [LOW, MIDDLE, HIGH], variable)
    assert result.marks == (
        SeriesMark(
            "2020",
            Text("2020: små ändringar i frågan.", "2020: small changes in the question."),
        ),
    )
    assert [stop.after for stop in result.breaks] == ["2021"]


@pytest.mark.parametrize(
    ("waves", "comparability", "note"),
    [
        (
            SPLIT_IN_TWO,
            "",
            "2020: enheten ändrades (sektion syd blev en egen enhet). "
            "Före och efter kan inte jämföras.",
        ),
        (
            years(2),
            "scale_changed",
            "2020: svarsalternativen ändrades. Före och efter kan inte jämföras.",
        ),
        (years(2), "changed", "2020: frågan ändrades. Före och efter kan inte jämföras."),
        (
            PAPER_THEN_TELEPHONE,
            "",
            "2020: telefon i stället för papper. Före och efter kan inte jämföras.",
        ),
    ],
)
def test_every_break_has_its_note(waves: list[WaveInfo], comparability: str, note: str) -> None:
    variable = replace(TREATMENT, comparability={"2020": comparability})
    [stop] = result_of(waves, [LOW, HIGH], variable).breaks
    assert stop.text.sv == note
