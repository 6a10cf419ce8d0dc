"""Tables of parts beside each other: nobody can be worked out by linear programming."""

import random

import pytest

from analysis.methods.disclosure import INSIDE, PARTS, PUBLIC, disclose_siblings
from core.codes import Group
from tests.analysis.attack import CODES, Secret, worked_out

SECTIONS, MODES = ("a", "b", "c", "d"), ("link", "paper", "phone")


def secret_of(seed: int) -> Secret:
    """A small unit: some sections and modes are large, some small, some without women."""
    dice = random.Random(seed)
    sections, modes = SECTIONS[: dice.randint(2, 4)], MODES[: dice.randint(1, 3)]
    size = {section: dice.choice((0.3, 0.8, 2, 6)) for section in sections}
    mode_size = {mode: dice.choice((0.2, 1, 1)) for mode in modes}
    share = {
        Group.WOMAN: dice.choice((0.2, 0.5, 1)),
        Group.MAN: 1.0,
        Group.OTHER: dice.choice((0, 0.1, 0.4)),
    }
    return Secret(
        {
            (section, mode, gender, code): round(
                size[section] * mode_size[mode] * share[gender] * dice.uniform(0, 4)
            )
            for section in sections
            for mode in modes
            for gender in PARTS
            for code in CODES
        }
    )


@pytest.mark.parametrize("seed", range(1288, 1293))
def test_a_reader_of_all_tables_works_out_no_small_group(seed: int) -> None:
    secret = secret_of(seed)
    assert not worked_out(secret, (PUBLIC,), PUBLIC)
    assert not worked_out(secret, (INSIDE, PUBLIC), INSIDE)


@pytest.mark.thorough
def test_in_a_hundred_units_nobody_is_worked_out() -> None:
    for seed in range(1000, 1100):
        secret = secret_of(seed)
        assert not worked_out(secret, (PUBLIC,), PUBLIC), seed
        assert not worked_out(secret, (INSIDE, PUBLIC), INSIDE), seed


def test_a_total_that_says_what_a_small_group_answered_goes_too() -> None:
    """All who gave a bad answer are women: so are those in section a, of whom there are three."""
    woman, man = Group.WOMAN, Group.MAN
    tables = {
        "a": {woman: {1: 2, 4: 1}, man: {4: 20}},
        "b": {woman: {1: 4, 4: 20}, man: {4: 30}},
        "c": {woman: {1: 1, 4: 25}, man: {4: 25}},
    }
    shown = disclose_siblings(tables, INSIDE)
    assert shown["a"].cells[Group.ALL] is None
    assert shown["b"].cells[woman] == tables["b"][woman]


def test_the_attacker_works_out_what_a_careless_page_would_show() -> None:
    secret = Secret({("a", "link", Group.MAN, 4): 3, ("b", "link", Group.MAN, 4): 30})
    careless = Secret({("a", "link", Group.MAN, 4): 30, ("b", "link", Group.MAN, 4): 30})
    assert worked_out(careless, (INSIDE,), 40)
    assert not worked_out(secret, (INSIDE,), INSIDE)
