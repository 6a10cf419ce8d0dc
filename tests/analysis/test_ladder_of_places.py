"""A unit beside the city, other units and its own sections: the same ladder."""

from dataclasses import replace

import pytest

from analysis.methods.verdicts import Verdict
from analysis.results.series import Kind, ResultCell, VariableSeries, WaveInfo
from analysis.results.side_by_side import Place, PlaceKind, VariablePlaces
from analysis.results.side_by_side_findings import Finding, findings
from core.codes import Group
from tests.analysis.ladder_cases import ALL, TREATMENT, answers, result_of, wave

AT = wave("2020")
UNIT_COUNTS = (28, 46)


def place(
    name: str,
    kind: PlaceKind,
    counts: tuple[int, int] | None,
    at: WaveInfo = AT,
) -> Place:
    """A row of counted answers; None is hidden."""
    codes = {code: n for code, n in answers(*counts).items() if code > 0} if counts else None
    cells = {group: ResultCell("2020", group) for group in Group}
    if counts:
        cells[ALL] = ResultCell("2020", ALL, counts[1], None, counts[0] / counts[1], hidden=False)
    return Place(name, kind, cells, codes, at)


def city(value: float | None, n: int | None) -> Place:
    """A figure that the city has published."""
    cells = {group: ResultCell("2020", group) for group in Group}
    cells[ALL] = ResultCell("2020", ALL, n, None, value, hidden=value is None, printed=True)
    return Place("Staden", PlaceKind.REFERENCE, cells, remark="Stadens rapport")


def compared(
    *others: Place,
    unit: Place | None = None,
    wording: str = "",
    variable: VariableSeries = TREATMENT,
) -> dict[int, Finding]:
    """By row, what is said of the rows beside the unit, which is the first one."""
    own = unit or place("Enheten", PlaceKind.UNIT, UNIT_COUNTS)
    result = replace(result_of([AT], [((10, 14), (57, 72))]), variable=variable)
    beside = [VariablePlaces(result, (own, *others))]
    found = findings(beside, lambda *_: wording, parts_too=True)
    return {row: one for (_, row), one in found.items()}


PAPER = wave("2020", "paper")
LOW_RATE = wave("2020", rate=0.4)


@pytest.mark.parametrize(
    ("other", "counts", "at", "wording", "verdict", "sentence"),
    [
        (None, None, AT, "", Verdict.HIDDEN, "Visas inte, för att ingen ska kunna kännas igen."),
        (
            (179, 210),
            UNIT_COUNTS,
            PAPER,
            "",
            Verdict.MODE_CONFOUNDED,
            "Går inte att jämföra. Grannen: papper. Enheten: telefon. "
            "Bara det kan ge hela skillnaden.",
        ),
        (
            (179, 210),
            UNIT_COUNTS,
            AT,
            "changed",
            Verdict.WORDING_CHANGED,
            "Frågan ställdes på olika sätt hos Grannen och Enheten. De kan inte jämföras.",
        ),
        (
            (10, 14),
            UNIT_COUNTS,
            AT,
            "",
            Verdict.TOO_FEW,
            "Vi kan inte säga om svaren är olika hos Grannen och Enheten. För få har svarat: "
            "10 av 14 klienter (Grannen) och 28 av 46 klienter (Enheten) var nöjda.",
        ),
        (
            (179, 210),
            UNIT_COUNTS,
            AT,
            "minor",
            Verdict.DIFFERENCE,
            "Statistiskt säkerställd skillnad: 85 % av klienterna (Grannen) och 61 % av klienterna "
            "(Enheten) var nöjda. Skillnaden är 24 procentenheter (osäkerhet 11–39). "
            "179 av 210 klienter (Grannen) och 28 av 46 klienter (Enheten) var nöjda.",
        ),
        (
            (179, 210),
            UNIT_COUNTS,
            LOW_RATE,
            "",
            Verdict.LIKELY_DIFFERENCE,
            "Troligen en skillnad: 85 % av klienterna (Grannen)",
        ),
        (
            (800, 1000),
            (810, 1000),
            AT,
            "",
            Verdict.SIMILAR,
            "Svaren är ungefär lika hos Grannen och Enheten. 800 av 1000 klienter (Grannen)",
        ),
        (
            (80, 100),
            (85, 100),
            AT,
            "",
            Verdict.NO_CERTAIN_DIFFERENCE,
            "Vi ser ingen säker skillnad. Det kan ändå finnas en. 80 av 100 klienter (Grannen)",
        ),
    ],
)
def test_another_unit(
    other: tuple[int, int] | None,
    counts: tuple[int, int] | None,
    at: WaveInfo,
    wording: str,
    verdict: Verdict,
    sentence: str,
) -> None:
    unit = place("Enheten", PlaceKind.UNIT, counts or UNIT_COUNTS)
    [found] = compared(
        place("Grannen", PlaceKind.OTHER, other, at), unit=unit, wording=wording
    ).values()
    assert found.verdict is verdict
    assert found.sentence.sv.startswith(sentence)


@pytest.mark.parametrize(
    ("mode", "version", "verdict", "sentence"),
    [
        ("paper", 0, Verdict.MODE_CONFOUNDED, "Går inte att jämföra. Staden: papper. Enheten: tel"),
        ("telephone", 1, Verdict.WORDING_CHANGED, "Frågan ställdes på olika sätt hos Staden och"),
        ("telephone", 0, Verdict.LIKELY_DIFFERENCE, "Troligen en skillnad: 85 %"),
        ("", 0, Verdict.LIKELY_DIFFERENCE, "Troligen en skillnad: 85 %"),
    ],
)
def test_a_published_figure_of_another_mode_or_wording_is_not_compared(
    mode: str, version: int, verdict: Verdict, sentence: str
) -> None:
    """What is not known of it refuses nothing, but then no difference is certain."""
    modes = frozenset({mode} if mode else ())
    unit = replace(place("Enheten", PlaceKind.UNIT, UNIT_COUNTS), modes=AT.modes, version=2)
    figure = replace(city(0.852, 2100), modes=modes, version=version)
    [found] = compared(figure, unit=unit, wording="changed").values()
    assert found.verdict is verdict
    assert found.sentence.sv.startswith(sentence)


def test_a_published_share_of_a_known_number_is_tested() -> None:
    [found] = compared(city(0.852, 2100)).values()
    assert found.verdict is Verdict.LIKELY_DIFFERENCE
    assert found.difference == pytest.approx(1789 / 2100 - 28 / 46)
    assert found.low is not None
    assert found.low > 0
    assert found.sentence.sv == (
        "Troligen en skillnad: 85 % av klienterna (Staden) och 61 % av klienterna (Enheten) "
        "var nöjda. Skillnaden är 24 procentenheter (osäkerhet 11–39). "
        "85 % av 2100 klienter (Staden) och 28 av 46 klienter (Enheten) var nöjda. "
        "Vi vet inte hur många som fick frågan."
    )


def test_a_published_share_of_an_unknown_number_stands_as_it_is() -> None:
    [found] = compared(city(0.85, None)).values()
    assert found.verdict is Verdict.NUMBER_UNKNOWN
    assert (found.low, found.high) == (None, None)
    assert found.difference == pytest.approx(0.85 - 28 / 46)
    assert found.sentence.sv == (
        "85 % av klienterna (Staden) och 61 % av klienterna (Enheten) var nöjda. "
        "Vi kan inte säga om skillnaden är säker. Källan säger inte hur många som svarade."
    )
    assert found.sentence.en.endswith("The source does not say how many answered.")


def test_a_published_mean_is_not_tested_without_its_answers() -> None:
    grade = replace(TREATMENT, kind=Kind.MEAN, scale=(1, 10))
    [found] = compared(city(3.2, 2100), variable=grade).values()
    assert found.verdict is Verdict.NUMBER_UNKNOWN
    assert found.sentence.sv == (
        "Klienterna (Staden) gav i snitt 3,2 och klienterna (Enheten) gav i snitt 2,5. "
        "Vi kan inte säga om skillnaden är säker. Källan säger inte hur svaren fördelade sig."
    )


def test_means_of_counted_answers_are_tested_by_welch() -> None:
    grade = replace(TREATMENT, kind=Kind.MEAN, scale=(1, 4))
    found = compared(
        place("Grannen", PlaceKind.OTHER, (179, 210)),
        place("Småbyn", PlaceKind.OTHER, (4, 6)),
        variable=grade,
    )
    assert found[1].verdict is Verdict.DIFFERENCE
    assert found[1].sentence.sv.startswith("Statistiskt säkerställd skillnad: klienterna (Grannen)")
    assert found[2].verdict is Verdict.TOO_FEW


def test_a_hidden_unit_hides_what_it_is_compared_with() -> None:
    hidden = place("Enheten", PlaceKind.UNIT, None)
    found = compared(city(0.85, 2100), place("Grannen", PlaceKind.OTHER, (179, 210)), unit=hidden)
    assert {one.verdict for one in found.values()} == {Verdict.HIDDEN}
    assert compared(city(None, None))[1].verdict is Verdict.HIDDEN


def test_a_section_is_compared_with_the_others_together() -> None:
    found = compared(
        place("Norr", PlaceKind.PART, (20, 40)), place("Syd", PlaceKind.PART, (90, 100))
    )
    assert found[1].sentence.sv.startswith(
        "Statistiskt säkerställd skillnad: 90 % av klienterna (de andra som visas) och 50 % av "
        "klienterna (Norr) var nöjda."
    )
    assert "(the others shown)" in found[1].sentence.en
