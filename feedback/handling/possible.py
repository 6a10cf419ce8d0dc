"""What somebody can do with a case now: by its state and as what they act, nothing else."""

from collections.abc import Collection

from feedback.cases.changing import ACTS, HANDLERS, KNOWN, Act
from feedback.cases.models import Case
from feedback.cases.states import Actor, CaseState, Move, possible_moves

#: What needs no verb of its own.
OWN_ACTS = dict.fromkeys(("note", "translate", "diary_number"), Act(KNOWN, HANDLERS))


def possible(case: Case, actors: Collection[Actor], own_id: int) -> frozenset[str]:
    """The names of the moves, and of what moves nothing.

    Voiding takes two: "ask_void", then "confirm_void" for everybody but who asked.
    """
    state = CaseState(case.state)
    found = {move.value for move in possible_moves(state, actors)}
    acts = {**{str(action): act for action, act in ACTS.items()}, **OWN_ACTS}
    found |= {
        name
        for name, act in acts.items()
        if state in act.states and not act.actors.isdisjoint(actors)
    }
    if case.rounds[-1].last_day is None:
        found -= {"new_day"}
    if len(case.rounds) > 1:
        found -= {"change_received"}
    if Move.VOID.value in found:
        found.remove(Move.VOID.value)
        asked = case.void_asked_by
        found |= {"ask_void"} if asked is None else {"confirm_void"} if asked != own_id else set()
    return frozenset(found)
