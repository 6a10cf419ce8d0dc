"""How many of each team answered: no hidden team can be worked out from the others."""

import random
from collections.abc import Mapping

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from analysis.methods.disclosure import INSIDE, PUBLIC, Table
from analysis.results.team_rates import Known, TeamRate, team_rates
from core.codes import Group

ACCURACY = 1e-6
INSIDE_ONLY, EVERYBODY = (INSIDE, INSIDE), (PUBLIC, INSIDE)


def team(women: int, men: int) -> Table:
    """Responses of a team."""
    return {Group.WOMAN: {1: women}, Group.MAN: {1: men}}


def rates(
    tables: Mapping[str, Table],
    asked: Mapping[str, int],
    limits: tuple[int, int] = INSIDE_ONLY,
    at_least: Mapping[str, int] | None = None,
) -> dict[str, TeamRate]:
    """The rates by team."""
    known = {name: Known(asked.get(name), (at_least or {}).get(name, 0)) for name in tables}
    return {one.team: one for one in team_rates(tables, known, limits, PUBLIC)}


def worked_out(
    answered: Mapping[str, int], known: Mapping[str, Known], shown: list[dict[str, TeamRate]]
) -> set[str]:
    """The teams hidden from every reader whose number the equations and bounds leave alone."""
    names = list(answered)
    told = {name: one.answered for page in shown for name, one in page.items() if one.answered}
    equations = [[1.0] * len(names)]
    sums = [float(sum(answered.values()))]
    for name, number in told.items():
        equations.append([float(one == name) for one in names])
        sums.append(float(number))
    bounds = [(known[name].at_least, known[name].asked) for name in names]
    found = set()
    for name in answered.keys() - told.keys():
        wanted = np.array([float(one == name) for one in names])
        least, most = (
            linprog(sign * wanted, A_eq=equations, b_eq=sums, bounds=bounds, method="highs")
            for sign in (1, -1)
        )
        assert most.fun is not None
        assert least.fun is not None
        if -most.fun - least.fun < ACCURACY:
            found.add(name)
    return found


def test_a_small_team_is_hidden_and_so_is_another() -> None:
    tables = {"a": team(12, 8), "b": team(6, 6), "tiny": team(2, 1)}
    found = rates(tables, {"a": 22, "b": 15, "tiny": 6})
    assert (found["a"].answered, found["a"].asked, found["a"].value) == (20, 22, 20 / 22)
    assert found["b"].answered is None
    assert found["tiny"].answered is None
    assert found["tiny"].value is None


def test_where_everybody_in_the_hidden_teams_answered_more_teams_go() -> None:
    """All 3 and all 12 answered: 15 of 15 together says both. With one more team it does not."""
    tables = {"a": team(30, 20), "b": team(6, 6), "c": team(8, 6), "tiny": team(2, 1)}
    found = rates(tables, {"a": 60, "b": 12, "c": 20, "tiny": 3})
    assert {name for name, one in found.items() if one.answered is None} == {"b", "c", "tiny"}


def test_answers_behind_other_figures_are_known_too() -> None:
    """12 of team b are behind a figure, and 15 are hidden together: only 3 are left of 3."""
    tables = {"a": team(30, 20), "b": team(6, 6), "c": team(8, 6), "tiny": team(2, 1)}
    asked = {"a": 60, "b": 14, "c": 20, "tiny": 4}
    assert rates(tables, asked)["c"].answered == 14
    tight = rates(tables, asked, at_least={"b": 12, "tiny": 3})
    assert tight["c"].answered is None


def test_a_team_where_nobody_answered_looks_like_a_hidden_one() -> None:
    tables = {"a": team(12, 8), "b": team(6, 6), "silent": {}}
    found = rates(tables, {"a": 22, "b": 15, "silent": 6})
    assert found["silent"].answered is None
    assert found["b"].answered is None


def test_more_answers_than_were_asked_is_no_rate() -> None:
    found = rates({"a": team(12, 8), "b": team(6, 6)}, {"a": 10, "b": 12})
    assert (found["a"].answered, found["a"].value) == (20, None)
    assert found["b"].value == 1.0
    assert rates({"a": team(12, 8), "b": team(6, 6)}, {})["a"].value is None


sizes = st.tuples(st.integers(0, 14), st.integers(0, 14), st.integers(0, 6), st.integers(0, 5))


@given(teams=st.lists(sizes, min_size=2, max_size=6), seed=st.integers(0, 1000))
def test_no_reader_of_both_pages_works_out_a_hidden_team(
    teams: list[tuple[int, int, int, int]], seed: int
) -> None:
    dice = random.Random(seed)
    names = "abcdef"[: len(teams)]
    tables = {name: team(one[0], one[1]) for name, one in zip(names, teams, strict=True)}
    answered = {name: one[0] + one[1] for name, one in zip(names, teams, strict=True)}
    known = {
        name: Known(answered[name] + one[2] or None, max(0, answered[name] - one[3]))
        for name, one in zip(names, teams, strict=True)
    }
    if dice.random() < 0.3:
        known[names[0]] = Known(None, 0)
    pages = [
        {one.team: one for one in team_rates(tables, known, limits, PUBLIC)}
        for limits in (INSIDE_ONLY, EVERYBODY)
    ]
    for page, limit in zip(pages, (INSIDE, PUBLIC), strict=True):
        assert all(one.answered is None or one.answered >= limit for one in page.values())
        if any(one.answered is not None for one in page.values()):
            assert not worked_out(answered, known, [page])
    if any(one.answered is not None for page in pages for one in page.values()):
        assert not worked_out(answered, known, pages)
    hidden = [{name for name, one in page.items() if one.answered is None} for page in pages]
    assert hidden[0] <= hidden[1]
