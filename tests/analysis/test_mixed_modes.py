"""Waves that share a mode but mix modes differently: only what is alike is compared."""

from dataclasses import replace
from math import erfc, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods.common_differences import (
    common_mean_difference,
    common_share_difference,
    common_trend,
    mean_trend,
)
from analysis.methods.comparisons import compare_means, newcombe
from analysis.methods.strata import mantel_haenszel
from analysis.methods.trends import cochran_armitage
from analysis.methods.verdicts import Verdict
from analysis.results.series import Kind
from tests.analysis.ladder_cases import (
    ALL,
    MAN,
    TREATMENT,
    WOMAN,
    Split,
    over_time,
    result_by_mode,
    trend,
    wave,
)

PAPER, BOTH, NEXT = (
    wave("2019", "paper"),
    wave("2020", "paper", "telephone"),
    wave("2021", "paper", "telephone"),
)
WORSE: Split = ((20, 40), (60, 100))
BETTER: Split = ((36, 40), (92, 100))
TINY: Split = ((1, 2), (2, 2))


def test_only_answers_by_the_shared_way_are_compared() -> None:
    """All answers together rose by much: those on paper did not."""
    result = result_by_mode(
        [PAPER, BOTH], [{"paper": WORSE}, {"paper": WORSE, "telephone": BETTER}]
    )
    found = over_time(result)
    assert found.difference == pytest.approx(0)
    assert found.modes == ("paper",)
    assert found.verdict is Verdict.NO_CERTAIN_DIFFERENCE
    assert found.sentence.sv.startswith(
        "Vi jämför bara svar med samma svarssätt (papper). "
        "Vi ser ingen säker skillnad. Det kan ändå finnas en. "
        "80 av 140 klienter 2019 och 80 av 140 klienter 2020 var nöjda."
    )
    assert found.sentence.en.startswith("We compare only answers by the same mode (paper).")
    assert result.breaks == ()


def test_several_shared_modes_are_weighted_alike() -> None:
    """Each way is as before; only the mix has changed, which alone would look like a rise."""
    many_on_paper = {"paper": ((60, 120), (180, 300)), "telephone": BETTER}
    many_by_telephone = {"paper": WORSE, "telephone": ((108, 120), (276, 300))}
    result = result_by_mode([replace(BOTH, label="2019"), BOTH], [many_on_paper, many_by_telephone])
    found = over_time(result)
    assert found.modes == ("paper", "telephone")
    assert found.difference == pytest.approx(0)
    assert found.verdict is Verdict.SIMILAR
    assert found.sentence.sv.startswith(
        "Vi jämför svar med samma svarssätt med varandra (papper och telefon), och räknar som om "
        "svarssätten vore lika vanliga varje gång. Klienterna svarade"
    )


def test_women_and_men_over_time_are_not_said_to_be_compared_mode_by_mode() -> None:
    """Their answers by the shared modes are put together, so the sentence says only which."""
    both_ways = {"paper": WORSE, "telephone": BETTER}
    result = result_by_mode([replace(BOTH, label="2019"), BOTH], [both_ways, both_ways])
    assert result.interaction is not None
    assert result.interaction.modes == ("paper", "telephone")
    assert result.interaction.sentence.sv.startswith(
        "Bara svar med de här svarssätten är med: papper och telefon. "
    )


def test_values_are_those_of_the_weighted_modes() -> None:
    before = {"paper": ((30, 60), (60, 120)), "telephone": ((36, 40), (90, 100))}
    after = {"paper": ((27, 30), (45, 50)), "telephone": ((78, 80), (195, 200))}
    found = over_time(result_by_mode([replace(BOTH, label="2019"), BOTH], [before, after]))
    w1, w2 = 180 * 80 / 260, 140 * 280 / 420
    first, last = (
        (w1 * 0.5 + w2 * 126 / 140) / (w1 + w2),
        (w1 * 0.9 + w2 * 273 / 280) / (w1 + w2),
    )
    assert found.difference == pytest.approx(last - first)
    assert f"{last:.0%}".replace("%", " %") in found.sentence.sv
    assert f"{first:.0%}".replace("%", " %") in found.sentence.sv


def test_a_mode_that_may_not_be_shown_has_no_part_in_the_test() -> None:
    """Two on paper are hidden, and so is the other mode: nothing is left to compare women by."""
    few = {"paper": TINY, "telephone": WORSE}
    result = result_by_mode([PAPER, BOTH], [{"paper": WORSE}, few])
    found = over_time(result)
    assert found.verdict is Verdict.HIDDEN
    assert (found.p, found.q, found.modes) == (None, None, ())
    assert found.sentence.sv == "Visas inte, för att ingen ska kunna kännas igen."


def test_what_the_hidden_answered_changes_no_figure() -> None:
    """Whatever those few said, a reader sees the same: the p-value gives nothing away."""
    seen = set()
    for said in (((0, 2), (0, 2)), ((2, 2), (2, 2)), ((1, 2), (2, 2))):
        mixed = {"link": BETTER, "paper": WORSE, "telephone": said}
        waves = [wave("2019", *mixed), wave("2020", *mixed)]
        last = {"link": BETTER, "paper": WORSE, "telephone": BETTER}
        for group in (ALL, WOMAN, MAN):
            found = over_time(result_by_mode(waves, [mixed, last]), group)
            seen.add((group, found.modes, found.p, found.difference, found.sentence))
    assert len(seen) == 3
    assert {modes for _, modes, *_ in seen} == {("paper",)}


def test_a_trend_follows_the_modes_that_all_waves_share() -> None:
    modes = [
        {"paper": WORSE},
        {"paper": ((28, 40), (76, 100)), "telephone": BETTER},
        {"paper": BETTER, "telephone": BETTER},
    ]
    found = trend(result_by_mode([PAPER, BOTH, NEXT], modes))
    assert found.modes == ("paper",)
    expected = cochran_armitage([80, 104, 128], [140] * 3)
    assert expected
    assert found.p == pytest.approx(expected.p)
    assert found.verdict is Verdict.DIFFERENCE
    assert found.sentence.sv.startswith(
        "Vi jämför bara svar med samma svarssätt (papper). Andelen klienter som var nöjda har ökat"
    )


def test_waves_joined_one_by_one_without_a_mode_in_common_have_no_trend() -> None:
    waves = [PAPER, BOTH, wave("2021", "telephone")]
    modes = [{"paper": WORSE}, {"paper": WORSE, "telephone": BETTER}, {"telephone": BETTER}]
    result = result_by_mode(waves, modes)
    assert result.breaks == ()
    assert {one.verdict for one in result.trends} == {Verdict.MODE_CONFOUNDED}
    assert result.interaction is not None
    assert result.interaction.verdict is Verdict.MODE_CONFOUNDED


def test_women_and_men_over_time_are_of_the_shared_modes_too() -> None:
    modes = [{"paper": WORSE}, {"paper": ((36, 40), (60, 100)), "telephone": BETTER}]
    found = result_by_mode([PAPER, BOTH], modes).interaction
    assert found is not None
    assert found.modes == ("paper",)
    assert found.difference == pytest.approx(36 / 40 - 20 / 40)
    assert "2020: 36 av 40 kvinnor och 60 av 100 män var nöjda" in found.sentence.sv


def test_means_are_compared_within_modes_as_well() -> None:
    grade = replace(TREATMENT, kind=Kind.MEAN, positive=frozenset(), order=0)
    modes = [
        {"paper": WORSE, "telephone": BETTER},
        {"paper": BETTER, "telephone": BETTER},
        {"paper": BETTER, "telephone": BETTER},
    ]
    waves = [replace(BOTH, label="2019"), BOTH, NEXT]
    result = result_by_mode(waves, modes, grade)
    assert over_time(result).verdict is Verdict.SIMILAR
    assert trend(result).verdict is Verdict.DIFFERENCE
    assert "Snittet för klienter har ökat från" in trend(result).sentence.sv


COUNTS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda two: (two[0], sum(two) + 1))


@given(COUNTS, COUNTS)
def test_one_mode_gives_newcombe_and_mantel_haenszel(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    found = common_share_difference([(*first, *second)])
    assert (found.low, found.high) == pytest.approx(newcombe(*first, *second))
    test = mantel_haenszel([(*first, *second)])
    assert found.p == (test.p if test else 1.0)


@given(st.lists(COUNTS, min_size=3, max_size=6))
def test_two_equal_modes_say_what_one_of_twice_the_size_does(waves: list[tuple[int, int]]) -> None:
    doubled = [(2 * x, 2 * n) for x, n in waves]
    twice, once = common_trend([waves, waves]), common_trend([doubled])
    assert twice[0] == pytest.approx(once[0], abs=1e-9)
    assert common_share_difference([(*waves[0], *waves[1])] * 2).difference == pytest.approx(
        waves[0][0] / waves[0][1] - waves[1][0] / waves[1][1]
    )


def test_one_mode_gives_welch() -> None:
    first, second = {1: 5, 4: 12}, {2: 9, 3: 14}
    assert common_mean_difference([(first, second)]) == compare_means(first, second)
    small = ({1: 2, 4: 3}, second)
    assert common_mean_difference([(first, second), small]).p is None


def test_a_trend_of_means_is_weighted_regression() -> None:
    """R: summary(lm(m ~ t, weights = w)) with the residual variance taken as 1."""
    waves = [{1: 10, 5: 20}, {1: 10, 5: 30}, {1: 5, 5: 40}]
    weight, mean = [], []
    for codes in waves:
        n = sum(codes.values())
        m = sum(code * count for code, count in codes.items()) / n
        s2 = sum(count * (code - m) ** 2 for code, count in codes.items()) / (n - 1)
        weight.append(n / s2)
        mean.append(m)
    middle = sum(w * t for t, w in enumerate(weight)) / sum(weight)
    spread = sum(w * (t - middle) ** 2 for t, w in enumerate(weight))
    slope = sum(w * (t - middle) * m for t, (w, m) in enumerate(zip(weight, mean, strict=True)))
    z = slope / spread**0.5
    p, sign = mean_trend([waves])
    assert sign > 0
    assert p == pytest.approx(erfc(z / sqrt(2)))
    assert mean_trend([[{1: 5}, *waves]])[0] is None
