"""The states of a wave, the moves between them, and its counting periods. Pure."""

from enum import StrEnum


class WaveState(StrEnum):
    """Open takes answers, closed takes what is under way, sealed is counted and shown."""

    OPEN = "open"
    CLOSED = "closed"
    SEALED = "sealed"


class CountingPeriod(StrEnum):
    """How often the answers of a wave are counted and shown while it is open."""

    WEEK = "week"
    MONTH = "month"
    TERTIAL = "tertial"


#: From which states a wave may come into each; sealing again counts what came late, and a wave
#: that was closed or sealed may be opened again.
MOVES: dict[WaveState, frozenset[WaveState]] = {
    WaveState.OPEN: frozenset({WaveState.CLOSED, WaveState.SEALED}),
    WaveState.CLOSED: frozenset({WaveState.OPEN}),
    WaveState.SEALED: frozenset({WaveState.CLOSED, WaveState.SEALED}),
}


def may_move(before: WaveState, after: WaveState) -> bool:
    """Whether a wave may go from one state into another."""
    return before in MOVES[after]
