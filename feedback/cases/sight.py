"""Who sees what of a case, and as what they act on it. Pure; deny by default.

feedback.cases.access says the same in SQL; a test compares the two over all combinations.
"""

from dataclasses import dataclass
from enum import IntEnum

from feedback.cases.states import Actor, CaseState

#: Until when a case is its writer's too.
WRITERS_STATES = frozenset({CaseState.DRAFT, CaseState.RECEIVED, CaseState.REGISTERED})


class Sight(IntEnum):
    """How much of a case somebody sees."""

    NOTHING = 0
    #: "Sekretess: bara numret visas"; it is counted.
    NUMBER = 1
    FULL = 2


@dataclass(frozen=True)
class Viewer:
    """Who looks: in person (`own_id`), and for whom (`staff_ids`: the own id and the absent ones').

    The units, by id, are those that they or who they stand in for have each role in.
    """

    own_id: int
    staff_ids: frozenset[int]
    investigates: frozenset[int] = frozenset()
    manages: frozenset[int] = frozenset()
    registers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class CaseFacts:
    """What decides about a case. `registered`: triage has asked whom it concerns."""

    state: CaseState
    unit_id: int | None
    registered: bool
    confidential: bool = False
    manager_id: int | None = None
    registered_by: int | None = None
    conflicts: frozenset[int] = frozenset()


def sight(viewer: Viewer, facts: CaseFacts) -> Sight:
    """How much of a case somebody sees.

    Whom the case concerns is locked out in person, also when standing in for another; who stands
    in for them is not.
    """
    if viewer.own_id in facts.conflicts:
        return Sight.NOTHING
    if _writes(viewer, facts):
        return Sight.FULL
    if facts.state is CaseState.DRAFT:
        return Sight.NOTHING
    if _investigates(viewer, facts) or _is_assigned(viewer, facts):
        return Sight.FULL
    if facts.unit_id in viewer.manages:
        hidden = facts.confidential or not facts.registered
        return Sight.NUMBER if hidden else Sight.FULL
    return Sight.NOTHING


def actors(viewer: Viewer, facts: CaseFacts) -> frozenset[Actor]:
    """As what somebody may act on a case; as nothing on what they do not see in full."""
    if sight(viewer, facts) < Sight.FULL:
        return frozenset()
    as_what = {
        Actor.REGISTRAR: _writes(viewer, facts),
        Actor.MANAGER: facts.unit_id in viewer.manages or _is_assigned(viewer, facts),
        Actor.INVESTIGATOR: _investigates(viewer, facts),
    }
    return frozenset(actor for actor, acts in as_what.items() if acts)


def _writes(viewer: Viewer, facts: CaseFacts) -> bool:
    return facts.registered_by == viewer.own_id and facts.state in WRITERS_STATES


def _investigates(viewer: Viewer, facts: CaseFacts) -> bool:
    """Nobody's unit is everybody's who triages."""
    if facts.unit_id is None:
        return bool(viewer.investigates)
    return facts.unit_id in viewer.investigates


def _is_assigned(viewer: Viewer, facts: CaseFacts) -> bool:
    return facts.manager_id in viewer.staff_ids
