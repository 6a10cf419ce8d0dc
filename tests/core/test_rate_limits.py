"""Limits on tries."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from core.database import own_transaction
from core.rate_limits import MustWait, Rule, Tries, clear_old, forget, give_back, take, time_between

START = datetime(2026, 3, 12, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)
RULE = Rule(free=3, window=600 * SECOND, first_wait=10 * SECOND, longest_wait=60 * SECOND)


def test_some_tries_are_free_and_then_each_waits_twice_as_long() -> None:
    waits = [time_between(count, RULE) / SECOND for count in range(1, 8)]
    assert waits == [0, 0, 10, 20, 40, 60, 60]


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_more_tries_never_mean_a_shorter_wait(one: int, other: int) -> None:
    fewer, more = sorted((one, other))
    assert time_between(fewer, RULE) <= time_between(more, RULE) <= RULE.longest_wait


def test_a_try_too_soon_must_wait_and_is_not_counted(session: Session) -> None:
    for _ in range(3):
        take(session, "key", RULE, START)
    for _ in range(5):
        with pytest.raises(MustWait) as refused:
            take(session, "key", RULE, START + SECOND)
        assert refused.value.wait == 9 * SECOND
    take(session, "key", RULE, START + 10 * SECOND)


def test_tries_at_the_same_time_are_all_counted(app: Flask) -> None:
    def attempt(_number: int) -> bool:
        try:
            with app.app_context(), own_transaction() as own:
                take(own, "key", RULE, START)
        except MustWait:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(16))) == RULE.free


def test_keys_do_not_disturb_each_other(session: Session) -> None:
    for _ in range(3):
        take(session, "one", RULE, START)
    take(session, "other", RULE, START)


def test_a_rightful_try_can_be_forgotten_or_given_back(session: Session) -> None:
    for _ in range(3):
        take(session, "key", RULE, START)
    give_back(session, "key")
    take(session, "key", RULE, START)
    with pytest.raises(MustWait):
        take(session, "key", RULE, START)
    forget(session, "key")
    take(session, "key", RULE, START)


def test_the_window_passes_but_not_inside_a_wait(session: Session) -> None:
    for _ in range(3):
        take(session, "key", RULE, START)
    take(session, "key", RULE, START + 595 * SECOND)
    with pytest.raises(MustWait):
        take(session, "key", RULE, START + 601 * SECOND)
    for _ in range(3):
        take(session, "key", RULE, START + 616 * SECOND)


def test_old_keys_are_cleared_away(session: Session) -> None:
    take(session, "old", RULE, START)
    take(session, "new", RULE, START + timedelta(days=2))
    clear_old(session, START + timedelta(days=2))
    assert [tries.key for tries in session.query(Tries)] == ["new"]
