"""The difference between women and men over time: every rung of the ladder."""

import pytest

from analysis.methods.verdicts import Verdict
from analysis.results.series import WaveInfo
from tests.analysis.ladder_cases import MAN, WOMAN, Split, result_of, wave, years

HIDDEN: Split = ((3, 4), (0, 0))
FEW: Split = ((10, 14), (57, 72))
LOW: Split = ((28, 46), (150, 210))
HIGH: Split = ((42, 46), (190, 210))
PAPER_THEN_TELEPHONE = [wave("2019", "paper"), wave("2020", "telephone")]
SPLIT_IN_TWO = [wave("2019"), wave("2020", reorganised="sektion syd blev en egen enhet.")]


@pytest.mark.parametrize(
    ("waves", "splits", "verdict", "sentence"),
    [
        (years(2), [HIDDEN, LOW], Verdict.HIDDEN, "Visas inte"),
        (
            PAPER_THEN_TELEPHONE,
            [LOW, HIGH],
            Verdict.MODE_CONFOUNDED,
            "Går inte att jämföra. 2019 fyllde klienterna",
        ),
        (SPLIT_IN_TWO, [LOW, HIGH], Verdict.UNIT_CHANGED, "Enheten ändrades före 2020"),
        (
            years(2),
            [FEW, FEW],
            Verdict.TOO_FEW,
            "Vi kan inte säga om skillnaden mellan kvinnor och män har ändrats. För få har svarat. "
            "2019: 10 av 14 kvinnor och 57 av 72 män var nöjda. 2020: 10 av 14 kvinnor",
        ),
        (
            years(2),
            [((190, 200), (190, 200)), ((120, 200), (190, 200))],
            Verdict.DIFFERENCE,
            "Skillnaden mellan kvinnor och män har ändrats. Det är statistiskt säkerställt. "
            "2019: 190 av 200 kvinnor och 190 av 200 män var nöjda. "
            "2020: 120 av 200 kvinnor och 190 av 200 män var nöjda. "
            "Ändringen är 35 procentenheter (osäkerhet 26–44).",
        ),
        (
            years(3, None),
            [((190, 200), (190, 200)), ((150, 200), (190, 200)), ((120, 200), (190, 200))],
            Verdict.LIKELY_DIFFERENCE,
            "Troligen har skillnaden mellan kvinnor och män ändrats. 2019: 190 av 200 kvinnor",
        ),
        (
            years(2),
            [((900, 1000), (950, 1000))] * 2,
            Verdict.SIMILAR,
            "Skillnaden mellan kvinnor och män är ungefär lika stor 2019 och 2020. 2019: 900 av",
        ),
        (
            years(2),
            [((150, 200), (170, 200)), ((140, 200), (170, 200))],
            Verdict.NO_CERTAIN_DIFFERENCE,
            "Vi ser ingen säker ändring av skillnaden mellan kvinnor och män. "
            "Det kan ändå finnas en. 2019: 150 av 200 kvinnor",
        ),
    ],
)
def test_the_difference_between_women_and_men_over_time(
    waves: list[WaveInfo], splits: list[Split], verdict: Verdict, sentence: str
) -> None:
    found = result_of(waves, splits).interaction
    assert found is not None
    assert found.verdict is verdict
    assert found.sentence.sv.startswith(sentence)
    assert found.groups == (WOMAN, MAN)


def test_three_waves_are_tested_together_and_two_by_their_differences() -> None:
    splits: list[Split] = [((180, 200), (100, 200)), ((40, 200), (100, 200))]
    two = result_of(years(2), splits).interaction
    three = result_of(years(3), [*splits, splits[0]]).interaction
    assert two is not None
    assert three is not None
    assert two.difference == pytest.approx((40 - 100 - 180 + 100) / 200)
    assert three.difference == pytest.approx(0)
    assert three.verdict is Verdict.DIFFERENCE
    assert "Ändringen är" not in three.sentence.sv
    assert three.sentence.sv.endswith("Det är prövat på oddskvoten över alla 3 mättillfällen.")


def test_three_waves_without_an_odds_ratio_are_said_by_their_ends() -> None:
    """All women are satisfied every time: the test is of the last difference and the first."""
    splits: list[Split] = [((200, 200), (190, 200)), ((200, 200), (150, 200))]
    found = result_of(years(3), [*splits, ((200, 200), (100, 200))]).interaction
    assert found is not None
    assert found.verdict is Verdict.DIFFERENCE
    assert found.sentence.sv.endswith("Ändringen är 45 procentenheter (osäkerhet 37–52).")
    assert "oddskvot" not in found.sentence.sv
