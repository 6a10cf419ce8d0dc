"""Weights give each gender its part; the variance is that of the persons one by one."""

from collections.abc import Mapping
from math import isfinite, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods.estimates import estimate_mean, wilson
from analysis.methods.weights import (
    Weighted,
    post_stratified,
    post_stratified_mean,
    weights_of,
)
from core.codes import Group
from tests.analysis.drawn import grouped, scales

WOMAN, MAN, OTHER = Group.WOMAN, Group.MAN, Group.OTHER
REGISTER = {WOMAN: 115, MAN: 532, Group.ALL: 647}
Answers = Mapping[Group, tuple[int, int, int]]


def weighted(drawn: Answers, register: Mapping[Group, int] = REGISTER) -> Weighted | None:
    shares = {group: (x, n) for group, (x, n, _) in drawn.items()}
    return post_stratified(shares, register, {group: of for group, (_, _, of) in drawn.items()})


def person_by_person(drawn: Answers, register: Mapping[Group, int]) -> tuple[float, float]:
    """The share and its variance as R's survey makes them from micro-data, a row a person.

    postStratify, then svymean(na.rm = TRUE): the influence of each person, 0 without an answer,
    less the mean of its post-stratum, squared and summed over the stratum.
    """
    group, answer = [], []
    for place, (x, n, of) in enumerate(drawn.values()):
        group += [place] * of
        answer += [1.0] * x + [0.0] * (n - x) + [np.nan] * (of - n)
    g, y = np.array(group), np.array(answer)
    found = weights_of(register, {name: of for name, (_, _, of) in drawn.items()})
    assert found is not None
    w = np.array([found.get(name, 0.0) for name in drawn])[g]
    there = ~np.isnan(y)
    share = float((w * np.nan_to_num(y)).sum() / w[there].sum())
    part = np.where(there, w * (np.nan_to_num(y) - share), 0.0) / w[there].sum()
    for place in set(group):
        part[g == place] -= part[g == place].mean()
    n, size = len(y), sum(found[name] * of for name, (_, _, of) in drawn.items() if of)
    left = 1 - n / size if n < size else 1.0
    return share, float(left * n / (n - 1) * (part**2).sum())


@given(grouped(), st.integers(20, 300), st.integers(20, 900))
def test_the_variance_is_that_of_persons_one_by_one(drawn: Answers, women: int, men: int) -> None:
    register = {WOMAN: women, MAN: men}
    found = weighted(drawn, register)
    if found is None or sum(of for _, _, of in drawn.values()) == 1:
        return
    share, variance = person_by_person(drawn, register)
    assert found.value == pytest.approx(share, abs=1e-12)
    assert found.variance == pytest.approx(variance, abs=1e-12)


@given(grouped())
def test_a_weighted_share_stays_within_its_interval_and_the_interval_within_0_to_1(
    drawn: Answers,
) -> None:
    found = weighted(drawn)
    if found is None:
        return
    assert found.low is not None
    assert found.high is not None
    assert found.n_eff is not None
    assert found.n_eff > 0
    assert isfinite(found.n_eff)
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.high - found.low > 0
    shares = [x / n for x, n, _ in drawn.values() if n]
    assert min(shares) - 1e-12 <= found.value <= max(shares) + 1e-12


@given(grouped())
def test_the_order_of_groups_means_nothing_and_yes_turned_to_no_turns_the_share(
    drawn: Answers,
) -> None:
    found = weighted(drawn)
    backwards = weighted(dict(list(drawn.items())[::-1]))
    turned = weighted({group: (n - x, n, of) for group, (x, n, of) in drawn.items()})
    if found is None or backwards is None or turned is None:
        assert (found, backwards, turned) == (None, None, None)
        return
    assert backwards.value == pytest.approx(found.value)
    assert backwards.variance == pytest.approx(found.variance, abs=1e-15)
    assert turned.value == pytest.approx(1 - found.value)
    assert turned.variance == pytest.approx(found.variance, abs=1e-15)


def test_each_gender_gets_its_part_and_those_without_one_keep_theirs() -> None:
    found = weights_of(REGISTER, {WOMAN: 17, MAN: 66, OTHER: 3})
    assert found is not None
    assert found[OTHER] * 3 / 647 == pytest.approx(3 / 86)
    assert found[WOMAN] * 17 / (found[MAN] * 66) == pytest.approx(115 / 532)
    assert sum(found[group] * n for group, n in {WOMAN: 17, MAN: 66, OTHER: 3}.items()) == (
        pytest.approx(647)
    )


def test_who_answered_in_the_registers_proportions_needs_no_weights() -> None:
    found = post_stratified({WOMAN: (9, 10), MAN: (20, 40)}, {WOMAN: 100, MAN: 400})
    assert found is not None
    assert found.value == pytest.approx(29 / 50)


@given(scales().filter(lambda codes: sum(codes.values()) > 1))
def test_a_mean_of_one_group_is_the_mean_without_weights(codes: dict[int, int]) -> None:
    size = sum(codes.values()) + 100
    found = post_stratified_mean({Group.ALL: codes}, {Group.ALL: size})
    plain = estimate_mean(codes, size)
    assert found is not None
    assert found.value == pytest.approx(plain.value)
    assert (found.low is None) == (plain.low is None)
    if plain.low is not None:
        assert (found.low, found.high) == pytest.approx((plain.low, plain.high))


@given(st.fixed_dictionaries({WOMAN: scales(), MAN: scales(), OTHER: scales()}))
def test_a_weighted_mean_lies_on_the_scale_and_in_its_interval(
    codes: dict[Group, dict[int, int]],
) -> None:
    found = post_stratified_mean(codes, REGISTER)
    if found is None:
        return
    assert 1 <= found.value <= 10
    assert isfinite(found.variance)
    if found.low is not None and found.high is not None:
        assert found.low < found.value < found.high


def test_nobody_can_stand_for_a_gender_that_did_not_answer() -> None:
    assert post_stratified({MAN: (50, 60)}, REGISTER) is None
    assert post_stratified({WOMAN: (0, 0), MAN: (50, 60)}, REGISTER) is None
    assert post_stratified({WOMAN: (0, 0)}, {WOMAN: 0}) is None
    assert post_stratified({}, {}) is None
    assert post_stratified_mean({WOMAN: {}, MAN: {5: 10}}, REGISTER) is None
    took_part = {WOMAN: 4, MAN: 9}
    assert post_stratified({WOMAN: (0, 0), MAN: (0, 0)}, REGISTER, took_part) is None


def test_a_gender_of_whom_nobody_answered_the_question_leaves_the_others() -> None:
    found = post_stratified({MAN: (50, 60)}, REGISTER, {WOMAN: 10, MAN: 60})
    assert found is not None
    assert found.value == pytest.approx(5 / 6)


def test_without_a_register_of_a_group_it_keeps_its_share_of_the_answers() -> None:
    found = post_stratified({WOMAN: (10, 10), MAN: (0, 10)}, {WOMAN: 0, MAN: 100})
    assert found is not None
    assert found.value == pytest.approx(0.5)


def test_when_everybody_answered_nothing_is_left_to_correct() -> None:
    few = post_stratified({WOMAN: (5, 10), MAN: (20, 30)}, {WOMAN: 10, MAN: 30})
    assert few is not None
    assert few.n_eff == pytest.approx(few.value * (1 - few.value) / few.variance)
    assert few.variance > 0


def test_answers_that_are_all_alike_within_each_gender_are_not_certain() -> None:
    split = post_stratified({WOMAN: (10, 10), MAN: (0, 30)}, REGISTER)
    alike = post_stratified({WOMAN: (10, 10), MAN: (30, 30)}, REGISTER)
    assert split is not None
    assert alike is not None
    assert split.variance == alike.variance == 0
    assert split.n_eff == alike.n_eff
    assert split.n_eff is not None
    kish = 647**2 / (115**2 / 10 + 532**2 / 30)
    assert split.n_eff == pytest.approx(kish / (1 - 40 / 647))
    assert (alike.low, alike.high) == wilson(0, split.n_eff, 1.0)


def test_a_mean_of_one_answer_or_of_equal_ones_has_no_interval() -> None:
    for codes in ({7: 1}, {7: 12}):
        found = post_stratified_mean({MAN: codes}, {MAN: 100})
        assert found == Weighted(7.0, 0.0, None, None, None)


def test_the_interval_of_a_mean_is_students() -> None:
    found = post_stratified_mean({WOMAN: {4: 6, 8: 6}, MAN: {5: 20, 7: 10}}, REGISTER)
    assert found is not None
    assert found.high is not None
    assert (found.high - found.value) / sqrt(found.variance) == pytest.approx(2.0195410, abs=1e-6)


def test_more_answers_than_people_are_refused() -> None:
    with pytest.raises(ValueError, match="positive"):
        post_stratified({MAN: (6, 5)}, REGISTER)
    with pytest.raises(ValueError, match="respondents"):
        post_stratified({MAN: (4, 5)}, REGISTER, {MAN: 4})
    with pytest.raises(ValueError, match="respondents"):
        post_stratified_mean({MAN: {5: 5}}, REGISTER, {WOMAN: 4})


def test_ten_men_who_answer_alike_are_not_taken_for_all_the_men() -> None:
    """Of 532 men, 95 % may be satisfied and ten of ten say so: the variance knows nothing of it."""
    clients = {Group.WOMAN: 115, Group.MAN: 532}
    share = post_stratified({Group.WOMAN: (48, 50), Group.MAN: (10, 10)}, clients)
    assert share is not None
    assert share.low is not None
    assert share.low < 0.85
    codes = {Group.WOMAN: {3: 20, 4: 30}, Group.MAN: {4: 10}}
    mean = post_stratified_mean(codes, clients)
    assert mean is not None
    assert (mean.low, mean.high) == (None, None)
