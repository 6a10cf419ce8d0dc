"""The states of a wave: every history of presses keeps to the table of moves."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from core.codes import Gender
from surveys.collection.models import Wave
from surveys.collection.states import MOVES, WaveState, may_move
from surveys.collection.wave_overview import summaries
from surveys.collection.wave_periods import PeriodRefused
from surveys.collection.waves import (
    Reopening,
    TooFewChanges,
    WrongState,
    close_wave,
    extend_wave,
    leave_as_counted,
    reopen_wave,
    reopenings,
    seal_wave,
    show_to,
)
from tests.factories import MARCH, make_bare_version, make_response, make_unit, make_wave

LIMIT = 3
press = st.one_of(
    st.sampled_from(["close", "seal", "leave", "show", "hide"]),
    st.tuples(st.sampled_from(["extend", "reopen"]), st.integers(-40, 400)),
    st.tuples(st.just("answer"), st.sampled_from(Gender)),
)


def do(session: Session, wave: Wave, what: str | tuple[str, int]) -> None:
    """Press one button, or let one person answer."""
    match what:
        case "close":
            close_wave(wave)
        case "seal":
            seal_wave(session, wave, LIMIT)
        case "leave":
            leave_as_counted(wave)
        case "show" | "hide":
            show_to(wave, everyone=what == "show")
        case "extend", days:
            extend_wave(wave, wave.closes + timedelta(days), MARCH)
        case "reopen", days:
            reopen_wave(
                session, wave, Reopening(MARCH + timedelta(days), "Några fick inget brev"), MARCH
            )
        case "answer", gender:
            make_response(session, wave, {}, gender=gender)


def shown(session: Session, wave: Wave) -> int:
    """How many answers the results count."""
    session.flush()
    [summary] = summaries(session, [wave], MARCH)
    return summary.counted


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(presses=st.lists(press, max_size=12))
def test_no_history_of_presses_leaves_the_table_of_moves(
    session: Session, presses: list[str | tuple[str, int]]
) -> None:
    with session.begin_nested() as undo:
        wave = make_wave(session, make_bare_version(session), make_unit(session))
        for what in presses:
            before, sealings = WaveState(wave.state), wave.sealings
            period, figures = (wave.opens, wave.closes), shown(session, wave)
            try:
                do(session, wave, what)
            except (WrongState, TooFewChanges, PeriodRefused):
                assert (wave.state, (wave.opens, wave.closes)) == (before, period)
            after = WaveState(wave.state)
            assert after == before or may_move(before, after)
            assert wave.opens <= wave.closes < date(wave.opens.year + 1, 3, 1)
            assert wave.sealings - sealings in ({0, 1} if what == "seal" else {0})
            if what != "seal":
                assert shown(session, wave) == figures, "only counting changes what is shown"
            assert not wave.published or wave.sealings
        again = reopenings(session, wave)
        assert [one.number for one in again] == list(range(1, len(again) + 1))
        undo.rollback()


def test_every_state_can_be_left_and_no_state_is_a_dead_end() -> None:
    reached = {WaveState.OPEN}
    for _ in WaveState:
        reached |= {after for after in WaveState if MOVES[after] & reached}
    assert reached == set(WaveState)
    assert all(
        any(may_move(state, other) for other in WaveState if other != state) for state in WaveState
    )


def test_an_open_wave_is_never_sealed_without_closing_first() -> None:
    assert not may_move(WaveState.OPEN, WaveState.SEALED)
    assert not may_move(WaveState.OPEN, WaveState.OPEN)


@pytest.mark.parametrize("state", ["open", "never counted"])
def test_only_what_was_counted_and_closed_again_is_left_as_it_was(
    session: Session, state: str
) -> None:
    wave = make_wave(session, make_bare_version(session), make_unit(session))
    if state == "never counted":
        close_wave(wave)
    with pytest.raises(WrongState):
        leave_as_counted(wave)
