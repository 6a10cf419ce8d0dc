"""Shares and means agree with the reference and hold what they must."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from analysis.methods.estimates import (
    Method,
    estimate_mean,
    estimate_share,
    hypergeometric,
    percent,
    tenths,
    wilson,
    wilson_population,
)
from core.codes import Group
from tests.analysis.reference import GROUPS, TOLERANCE, YEARS, golden, population, table

CELLS = [
    (name, group, entry[group])
    for name, entry in golden()["textbook"].items()
    for group in ("all", *GROUPS)
    if entry[group]["n"]
]


@pytest.mark.parametrize(("name", "group", "cell"), CELLS)
def test_a_share_agrees_with_the_reference(name: str, group: str, cell: dict[str, float]) -> None:
    x, n, size = int(cell["x"]), int(cell["n"]), cell["N"]
    plain = estimate_share(x, n)
    known = estimate_share(x, n, int(size) if size else None)
    assert plain.value == pytest.approx(cell["p"], abs=TOLERANCE)
    assert (plain.low, plain.high) == pytest.approx(cell["wilson"], abs=TOLERANCE)
    assert (known.low, known.high) == pytest.approx(cell["wilson_fpc"], abs=TOLERANCE)
    assert known.method is (Method.WILSON_POPULATION if size else Method.WILSON)


@pytest.mark.parametrize(
    "name",
    [
        *("happy_379_423", "yes_409_463", "staff_69_71"),
        *("post_463_1200", "wilson_15_p0", "wilson_15_p1"),
    ],
)
def test_a_published_figure_agrees_with_the_reference(name: str) -> None:
    cell = golden()["published"][name]
    found = estimate_share(cell["x"], cell["n"], cell["N"])
    assert (found.low, found.high) == pytest.approx(cell["wilson_fpc"], abs=TOLERANCE)
    assert percent(cell["x"], cell["n"]) == cell["percent"]


def test_a_share_of_everybody_has_the_plain_interval_and_says_so() -> None:
    found = estimate_share(4, 5, 5)
    assert (found.low, found.high) == wilson(4, 5)
    assert found.method is Method.WILSON


def test_percent_is_rounded_once_half_up() -> None:
    assert percent(379, 423) == 90
    assert percent(409, 463) == 88
    assert [percent(x, 200) for x in (1, 3, 5)] == [1, 2, 3]
    assert tenths(13, 20) == 0.7


@given(st.data())
def test_when_nearly_all_answered_the_interval_is_every_population_the_answers_allow(
    data: st.DataObject,
) -> None:
    size = data.draw(st.integers(2, 400))
    n = data.draw(st.integers(size * 4 // 5 + 1, size).filter(lambda n: n < size))
    x = data.draw(st.integers(0, n))
    k = np.arange(x, size - n + x + 1)
    below = hypergeom.cdf(x, size, k, n) - hypergeom.pmf(x, size, k, n) / 2
    allowed = k[(below > 0.025 + 1e-12) & (1 - below > 0.025 + 1e-12)] / size
    low, high = hypergeometric(x, n, size)
    assert low == pytest.approx(min([*allowed, x / n]))
    assert high == pytest.approx(max([*allowed, x / n]))
    assert estimate_share(x, n, size).method is Method.HYPERGEOMETRIC


@given(st.integers(1, 3000), st.integers(0, 3000), st.integers(0, 4000))
def test_an_interval_holds_the_share_and_stays_within_what_is_possible(
    n: int, x: int, more: int
) -> None:
    x = min(x, n)
    found = estimate_share(x, n, n + more)
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low <= found.value <= found.high <= 1
    if more:
        assert found.low >= x / (n + more) - 1e-12
        assert found.high <= (more + x) / (n + more) + 1e-12


def test_knowing_the_population_never_widens_wilson() -> None:
    low, high = wilson(30, 40)
    near, far = wilson_population(30, 40, 100)
    assert low < near < far < high


@pytest.mark.parametrize("year", YEARS)
def test_a_mean_from_counts_agrees_with_the_reference(year: str) -> None:
    expected = golden()["grade"]["textbook"][year]
    codes: dict[int, int] = {}
    for group in table("q6", year).values():
        for code, count in group.items():
            if code >= 0:
                codes[code] = codes.get(code, 0) + count
    size = population(year)[Group.ALL]
    plain, known = estimate_mean(codes), estimate_mean(codes, size)
    assert plain.n == expected["n"]
    assert plain.value == pytest.approx(expected["mean"], abs=TOLERANCE)
    assert (plain.low, plain.high) == pytest.approx(expected["ci"], abs=TOLERANCE)
    assert (known.low, known.high) == pytest.approx(expected["ci_fpc"], abs=TOLERANCE)
    assert (plain.method, known.method) == (Method.T, Method.T_POPULATION)


def test_a_mean_of_equal_answers_has_no_interval() -> None:
    assert estimate_mean({7: 12}).low is None
    assert estimate_mean({7: 1}).value == 7
    assert estimate_mean({}).value is None


def test_an_impossible_share_is_refused() -> None:
    with pytest.raises(ValueError, match="6 of 5"):
        estimate_share(6, 5)
