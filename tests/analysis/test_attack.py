"""Everything that is published of a wave: nobody can be worked out by linear programming."""

import random

import pytest

from analysis.methods.disclosure import INSIDE, PARTS, PUBLIC, Codes, disclose_siblings
from analysis.results.part_tables import settled_whole
from core.codes import Group, Missing
from tests.analysis.attack import CODES, LIMITS, Kind, Secret, worked_out

SECTIONS, MODES, AGES = ("a", "b", "c", "d"), ("link", "paper", "phone"), ("old", "young")
WOMAN, MAN = Group.WOMAN, Group.MAN


def secret_of(seed: int) -> Secret:
    """A small unit whose wave is counted up to three times.

    Some sections, modes and ages are large, some small, some without women; some come late.
    """
    dice = random.Random(seed)
    sections, modes = SECTIONS[: dice.randint(2, 4)], MODES[: dice.randint(1, 3)]
    ages, sealings = AGES[: dice.randint(1, 2)], dice.choice((1, 2, 2, 3))
    weight: dict[object, float] = {section: dice.choice((0.3, 0.8, 2, 6)) for section in sections}
    weight |= {mode: dice.choice((0.2, 1, 1)) for mode in modes}
    weight |= {age: dice.choice((0.15, 1, 1)) / len(ages) for age in ages}
    weight |= {WOMAN: dice.choice((0.2, 0.5, 1)), MAN: 1.0, Group.OTHER: dice.choice((0, 0.1, 0.4))}
    weight |= {1: 0.6, 4: 1.0, Missing.DONT_KNOW: dice.choice((0, 0.1, 0.4))}
    weight[int(Missing.SKIPPED)] = dice.choice((0, 0.1, 0.4, 0.4, 4))
    late = {
        (sealing, one): dice.choice((0, 0.1, 0.4, 1, 1))
        for sealing in range(1, sealings)
        for one in (*sections, *PARTS)
    }
    counts: dict[Kind, int] = {}
    for kind in (
        (sealing, section, mode, age, gender, code)
        for sealing in range(sealings)
        for section in sections
        for mode in modes
        for age in ages
        for gender in PARTS
        for code in CODES
    ):
        size = dice.uniform(0, 4)
        for one in kind[1:]:
            size *= weight[one]
        counts[kind] = round(
            size * late.get((kind[0], kind[1]), 1) * late.get((kind[0], kind[4]), 1)
        )
    return Secret(_as_sealed(counts), _asked(counts, dice))


def _as_sealed(counts: dict[Kind, int]) -> dict[Kind, int]:
    """What is left of later sealings when each takes in nobody of a gender, or enough."""
    groups = {(kind[0], kind[4]): 0 for kind in counts}
    for kind, count in counts.items():
        groups[kind[0], kind[4]] += count
    return {
        kind: 0 if kind[0] and groups[kind[0], kind[4]] < INSIDE else count
        for kind, count in counts.items()
    }


def _asked(counts: dict[Kind, int], dice: random.Random) -> dict[str, int]:
    """How many were asked in most sections: as many as answered, or more."""
    answered: dict[str, int] = {}
    for kind, count in counts.items():
        answered[kind[1]] = answered.get(kind[1], 0) + count
    return {
        section: number + dice.choice((0, 0, 1, 5, 30))
        for section, number in answered.items()
        if number and dice.random() < 0.8
    }


@pytest.mark.parametrize("seed", [1, 3, 10, 13, 65, 1288])
def test_a_reader_of_all_that_was_ever_shown_works_out_no_small_group(seed: int) -> None:
    secret = secret_of(seed)
    assert not worked_out(secret, (PUBLIC,), PUBLIC)
    assert not worked_out(secret, (INSIDE, PUBLIC), INSIDE)


@pytest.mark.thorough
def test_in_three_hundred_units_nobody_is_worked_out() -> None:
    for seed in range(1000, 1300):
        secret = secret_of(seed)
        assert not worked_out(secret, (PUBLIC,), PUBLIC), seed
        assert not worked_out(secret, (INSIDE, PUBLIC), INSIDE), seed


def newest(*sealings: dict[Group, Codes], limit: int = INSIDE) -> dict[Group, Codes]:
    """What is looked at of a wave that has been counted so."""
    return dict(settled_whole(sealings, limit, LIMITS))


def test_a_question_that_one_late_person_answered_waits() -> None:
    """Twelve women came late, and eleven of them skipped it: the difference would be one woman."""
    first: dict[Group, Codes] = {WOMAN: {1: 10, 4: 12}, MAN: {4: 30}}
    late: dict[Group, Codes] = {WOMAN: {1: 1, Missing.SKIPPED: 11}}
    assert newest(first, late)[WOMAN] == {1: 10, 4: 12}
    more: dict[Group, Codes] = {WOMAN: {4: 6}}
    assert newest(first, late, more)[WOMAN] == {1: 11, 4: 18, Missing.SKIPPED: 11}


def test_women_who_were_hidden_stay_so_when_only_women_come_late() -> None:
    """Else the older total minus the men, who are the same, would be the four women."""
    first: dict[Group, Codes] = {WOMAN: {1: 4}, MAN: {4: 30}}
    women: dict[Group, Codes] = {WOMAN: {4: 12}}
    assert newest(first, women)[WOMAN] == {1: 4}
    both: dict[Group, Codes] = {WOMAN: {4: 12}, MAN: {1: 8}}
    assert newest(first, both)[WOMAN] == {1: 4, 4: 12}


def test_where_nothing_was_shown_what_comes_late_does_not_wait_for_everybody() -> None:
    assert newest({WOMAN: {1: 2}, MAN: {4: 2}}, {MAN: {4: 20}})[MAN] == {4: 22}


def test_a_total_that_says_what_a_small_group_answered_goes_too() -> None:
    """All who gave a bad answer are women: so are those in section a, of whom there are three."""
    tables = {
        "a": {WOMAN: {1: 2, 4: 1}, MAN: {4: 20}},
        "b": {WOMAN: {1: 4, 4: 20}, MAN: {4: 30}},
        "c": {WOMAN: {1: 1, 4: 25}, MAN: {4: 25}},
    }
    shown = disclose_siblings(tables, INSIDE)
    assert shown["a"].cells[Group.ALL] is None
    assert shown["b"].cells[WOMAN] == tables["b"][WOMAN]


def men_of(section: str, count: int) -> dict[Kind, int]:
    """Men of a section who gave a good answer."""
    return {(0, section, "link", "old", MAN, 4): count}


def test_the_attacker_works_out_what_a_careless_page_would_show() -> None:
    secret = Secret(men_of("a", 3) | men_of("b", 30), {})
    careless = Secret(men_of("a", 30) | men_of("b", 30), {})
    assert worked_out(careless, (INSIDE,), 40)
    assert not worked_out(secret, (INSIDE,), INSIDE)
