"""The sentence on a target, letter for letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods.estimates import estimate_share
from analysis.methods.targets import Direction, TargetVerdict, judge_target
from analysis.results.phrases import Text
from analysis.results.target_sentences import TOWARDS, say_target, target_figures


def said(
    verdict: TargetVerdict, quantity: str, direction: str, value: float, target: float, **more: str
) -> Text:
    figures = target_figures(quantity, direction, value, target, unit=more.get("unit", ""))
    return say_target(verdict, *figures, of_answers=quantity == "share")


def test_36_per_cent_against_40_is_not_reached() -> None:
    """256 of 647 answered: the whole interval is below."""
    found = estimate_share(205, 570, 647)
    verdict = judge_target(found.value, found.low, found.high, 0.40, Direction.AT_LEAST)
    assert verdict is TargetVerdict.NOT_REACHED
    text = said(verdict, "share", "at_least", 205 / 570, 0.40)
    assert text.sv == "Årsmålet nås inte: 36 %, mål 40 %."
    assert text.en == "The target of the year is not reached: 36%, target 40%."


def test_76_per_cent_of_some_against_80_cannot_be_told() -> None:
    found = estimate_share(56, 73, 647)
    verdict = judge_target(found.value, found.low, found.high, 0.80, Direction.AT_LEAST)
    text = said(verdict, "share", "at_least", 0.76, 0.80)
    assert text.sv == "Vi vet inte om målet är nått: 76 % av dem som svarade, mål 80 %."
    assert text.en == (
        "We do not know whether the target is reached: 76% of those who answered, target 80%."
    )


def test_a_register_is_compared_as_it_is() -> None:
    verdict = judge_target(22, None, None, 90, Direction.AT_MOST, whole=True)
    figures = target_figures("count", "at_most", 22, 90)
    assert say_target(verdict, *figures, of_answers=False).sv == ("Årsmålet nås: 22, mål högst 90.")


@pytest.mark.parametrize(
    ("quantity", "direction", "value", "target", "unit", "sentence"),
    [
        ("share", "at_least", 0.856, 0.80, "", "Årsmålet nås: 86 %, mål 80 %."),
        ("share", "at_least", 0.396, 0.40, "", "Årsmålet nås: 39,6 %, mål 40,0 %."),
        ("share", "below", 0.1, 0.125, "", "Årsmålet nås: 10,0 %, mål under 12,5 %."),
        ("days", "at_most", 1, 14, "", "Årsmålet nås: 1 dag, mål högst 14 dagar."),
        ("days", "below", 15, 14, "", "Årsmålet nås: 15 dagar, mål under 14 dagar."),
        ("mean", "at_least", 7.1, 7, "", "Årsmålet nås: 7,1 i snitt, mål 7,0."),
        ("mean", "at_least", 76, 76, "", "Årsmålet nås: 76 i snitt, mål 76."),
        (
            "amount",
            "at_most",
            1234567,
            1e6,
            "kr",
            "Årsmålet nås: 1 234 567 kr, mål högst 1 000 000 kr.",
        ),
        ("count", "at_least", -2, 0, "", "Årsmålet nås: −2, mål 0."),
    ],
)
def test_every_quantity_and_direction(
    quantity: str, direction: str, value: float, target: float, unit: str, sentence: str
) -> None:
    text = said(TargetVerdict.REACHED, quantity, direction, value, target, unit=unit)
    assert text.sv.replace("\N{NO-BREAK SPACE}", " ") == sentence


def test_english_has_its_own_numbers_and_words() -> None:
    text = said(TargetVerdict.NOT_REACHED, "amount", "below", 1234.5, 1000, unit="kr")
    assert text.en.endswith("not reached: 1,235 kr, target below 1,000 kr.")
    text = said(TargetVerdict.UNKNOWN, "mean", "at_most", 6.44, 6.4)
    assert text.en.endswith("reached: 6.44 on average, target at most 6.40.")


def test_the_directions_are_those_of_the_methods() -> None:
    assert set(TOWARDS) == set(Direction)


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_figures_that_differ_never_look_the_same(value: int, target: int) -> None:
    figure, aim = target_figures("share", "at_least", value / 1000, target / 1000)
    assert (figure == aim) == (value == target)
