"""The states of a case, and the one table of moves between them. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class CaseState(StrEnum):
    """Where a case has come."""

    DRAFT = "draft"
    RECEIVED = "received"
    REGISTERED = "registered"
    ASSIGNED = "assigned"
    WITH_MANAGER = "with_manager"
    ANSWERED = "answered"
    CLOSED = "closed"
    REOPENED = "reopened"
    HANDED_OVER = "handed_over"
    VOIDED = "voided"
    ON_HOLD = "on_hold"
    ANONYMISED = "anonymised"


class Actor(StrEnum):
    """As what somebody acts on a case."""

    SENDER = "sender"
    #: Who wrote it down for somebody.
    REGISTRAR = "registrar"
    MANAGER = "manager"
    INVESTIGATOR = "investigator"
    #: The retention job.
    SYSTEM = "system"


class Move(StrEnum):
    """What can be done that changes the state."""

    RECEIVE = "receive"
    REGISTER = "register"
    ASSIGN = "assign"
    READ = "read"
    ANSWER = "answer"
    CLOSE = "close"
    REOPEN = "reopen"
    HAND_OVER = "hand_over"
    VOID = "void"
    HOLD = "hold"
    RELEASE = "release"
    ANONYMISE = "anonymise"


@dataclass(frozen=True)
class Rule:
    """From which states a move goes, where to, and who may make it.

    `after` is None where the case goes back to where it was before.
    """

    before: frozenset[CaseState]
    after: CaseState | None
    actors: frozenset[Actor]


#: Waiting for an answer.
OPEN = frozenset(
    {
        CaseState.RECEIVED,
        CaseState.REGISTERED,
        CaseState.ASSIGNED,
        CaseState.WITH_MANAGER,
        CaseState.REOPENED,
    }
)
#: Nothing more is to be done, so that it can be kept or forgotten.
ENDED = frozenset({CaseState.CLOSED, CaseState.HANDED_OVER, CaseState.VOIDED})
#: Neither counted nor due.
NEVER_COUNTED = frozenset({CaseState.DRAFT, CaseState.VOIDED})

MOVES: dict[Move, Rule] = {
    Move.RECEIVE: Rule(
        frozenset({CaseState.DRAFT}), CaseState.RECEIVED, frozenset({Actor.REGISTRAR})
    ),
    Move.REGISTER: Rule(
        frozenset({CaseState.RECEIVED}), CaseState.REGISTERED, frozenset({Actor.INVESTIGATOR})
    ),
    Move.ASSIGN: Rule(
        OPEN - {CaseState.RECEIVED}, CaseState.ASSIGNED, frozenset({Actor.INVESTIGATOR})
    ),
    Move.READ: Rule(
        frozenset({CaseState.ASSIGNED, CaseState.REOPENED}),
        CaseState.WITH_MANAGER,
        frozenset({Actor.MANAGER}),
    ),
    Move.ANSWER: Rule(
        frozenset({CaseState.WITH_MANAGER}), CaseState.ANSWERED, frozenset({Actor.MANAGER})
    ),
    Move.CLOSE: Rule(
        frozenset({CaseState.ANSWERED}),
        CaseState.CLOSED,
        frozenset({Actor.MANAGER, Actor.INVESTIGATOR}),
    ),
    Move.REOPEN: Rule(
        frozenset({CaseState.ANSWERED, CaseState.CLOSED}),
        CaseState.REOPENED,
        frozenset({Actor.SENDER, Actor.MANAGER, Actor.INVESTIGATOR}),
    ),
    Move.HAND_OVER: Rule(OPEN, CaseState.HANDED_OVER, frozenset({Actor.INVESTIGATOR})),
    # One asks with a reason, another confirms: see voiding.
    Move.VOID: Rule(OPEN, CaseState.VOIDED, frozenset({Actor.MANAGER, Actor.INVESTIGATOR})),
    Move.HOLD: Rule(ENDED, CaseState.ON_HOLD, frozenset({Actor.INVESTIGATOR})),
    Move.RELEASE: Rule(frozenset({CaseState.ON_HOLD}), None, frozenset({Actor.INVESTIGATOR})),
    Move.ANONYMISE: Rule(ENDED, CaseState.ANONYMISED, frozenset({Actor.SYSTEM})),
}


def may_move(move: Move, before: CaseState, actors: Collection[Actor]) -> bool:
    """Whether somebody who acts as any of `actors` may make the move from the state."""
    rule = MOVES[move]
    return before in rule.before and not rule.actors.isdisjoint(actors)


def possible_moves(before: CaseState, actors: Collection[Actor]) -> list[Move]:
    """What can be done now by somebody who acts as any of `actors`, in the table's order."""
    return [move for move in MOVES if may_move(move, before, actors)]
