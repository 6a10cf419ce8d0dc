"""Who sees what: the rules one by one, and SQL that says the same over all combinations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from core.database import random_key
from feedback.cases.access import fully_seen_by, seen_by
from feedback.cases.belongings import CaseConflict
from feedback.cases.models import Case, CaseRound
from feedback.cases.sight import CaseFacts, Sight, Viewer, actors, sight
from feedback.cases.states import Actor, CaseState
from organisation.models import Role
from tests.factories import make_unit
from tests.organisation.people import make_staff

ME, ABSENT, OTHER = 1, 2, 3
HERE, ELSEWHERE = 10, 20
NOBODY = Viewer(ME, frozenset({ME}))
INVESTIGATOR = replace(NOBODY, investigates=frozenset({HERE}))
MANAGER = replace(NOBODY, manages=frozenset({HERE}))
RECEPTION = replace(NOBODY, registers=frozenset({HERE}))
#: Who stands in for an absent manager of the unit.
DEPUTY = Viewer(ME, frozenset({ME, ABSENT}), manages=frozenset({HERE}))
CASE = CaseFacts(CaseState.WITH_MANAGER, HERE, registered=True)
KNOWN = [state for state in CaseState if state is not CaseState.DRAFT]
AFTER_WRITING = [
    state for state in KNOWN if state not in (CaseState.RECEIVED, CaseState.REGISTERED)
]


def test_a_manager_sees_the_number_until_triage_has_asked_whom_it_concerns() -> None:
    new = replace(CASE, state=CaseState.RECEIVED, registered=False)
    assert sight(MANAGER, new) is Sight.NUMBER
    assert actors(MANAGER, new) == frozenset()
    # Handed over before anybody had asked.
    assert sight(MANAGER, replace(new, state=CaseState.HANDED_OVER)) is Sight.NUMBER
    assert sight(MANAGER, replace(CASE, state=CaseState.REGISTERED)) is Sight.FULL


@pytest.mark.parametrize("state", KNOWN)
def test_the_investigator_sees_all_of_the_own_units_and_nothing_elsewhere(state: CaseState) -> None:
    for hidden in (False, True):
        case = replace(CASE, state=state, confidential=hidden)
        assert sight(INVESTIGATOR, case) is Sight.FULL
        assert actors(INVESTIGATOR, case) == {Actor.INVESTIGATOR}
        assert sight(INVESTIGATOR, replace(case, unit_id=ELSEWHERE)) is Sight.NOTHING


@pytest.mark.parametrize("state", KNOWN)
def test_a_case_of_nobodys_unit_is_for_investigators_only(state: CaseState) -> None:
    case = replace(CASE, state=state, unit_id=None)
    assert sight(INVESTIGATOR, case) is Sight.FULL
    assert [sight(who, case) for who in (MANAGER, RECEPTION, NOBODY)] == [Sight.NOTHING] * 3


@pytest.mark.parametrize("state", AFTER_WRITING)
def test_a_manager_sees_the_own_units_cases_but_of_a_confidential_one_the_number(
    state: CaseState,
) -> None:
    case = replace(CASE, state=state)
    secret = replace(case, confidential=True)
    assert sight(MANAGER, case) is Sight.FULL
    assert actors(MANAGER, case) == {Actor.MANAGER}
    assert sight(MANAGER, secret) is Sight.NUMBER
    assert actors(MANAGER, secret) == frozenset()
    assert sight(MANAGER, replace(secret, manager_id=OTHER)) is Sight.NUMBER
    assert sight(MANAGER, replace(secret, manager_id=ME)) is Sight.FULL
    assert sight(MANAGER, replace(case, unit_id=ELSEWHERE)) is Sight.NOTHING


def test_an_assigned_manager_and_the_deputy_see_it_wherever_it_is() -> None:
    assigned = replace(CASE, unit_id=ELSEWHERE, manager_id=ME, confidential=True)
    assert sight(NOBODY, assigned) is Sight.FULL
    assert actors(NOBODY, assigned) == {Actor.MANAGER}
    of_the_absent = replace(assigned, manager_id=ABSENT)
    assert sight(DEPUTY, of_the_absent) is Sight.FULL
    assert actors(DEPUTY, of_the_absent) == {Actor.MANAGER}
    assert sight(NOBODY, of_the_absent) is Sight.NOTHING


@pytest.mark.parametrize("state", CaseState)
def test_whom_it_concerns_is_locked_out_whatever_they_are(state: CaseState) -> None:
    mine = CaseFacts(state, HERE, True, False, ME, ME, frozenset({ME}))
    everything = replace(DEPUTY, investigates=frozenset({HERE}), registers=frozenset({HERE}))
    assert sight(everything, mine) is Sight.NOTHING
    assert actors(everything, mine) == frozenset()


def test_who_stands_in_for_somebody_it_concerns_is_not_locked_out() -> None:
    case = replace(CASE, conflicts=frozenset({ABSENT}))
    assert sight(DEPUTY, case) is Sight.FULL
    assert sight(DEPUTY, replace(case, conflicts=frozenset({ABSENT, ME}))) is Sight.NOTHING


@pytest.mark.parametrize("state", CaseState)
def test_who_wrote_it_down_sees_it_until_it_is_assigned(state: CaseState) -> None:
    case = replace(CASE, state=state, registered_by=ME, confidential=True)
    mine = state not in AFTER_WRITING
    assert (sight(RECEPTION, case) is Sight.FULL) is mine
    assert actors(RECEPTION, case) == (frozenset({Actor.REGISTRAR}) if mine else frozenset())
    assert sight(RECEPTION, replace(case, registered_by=OTHER)) is Sight.NOTHING


def test_a_draft_is_its_writers_alone() -> None:
    draft = replace(CASE, state=CaseState.DRAFT, registered_by=ABSENT, manager_id=ME)
    everything = replace(DEPUTY, investigates=frozenset({HERE}))
    assert sight(everything, draft) is Sight.NOTHING


@dataclass(frozen=True)
class Arranged:
    """Every combination as rows, and the facts of each by its key; people and units by id."""

    facts: Mapping[bytes, CaseFacts]
    me: int
    absent: int
    here: int


@pytest.fixture
def arranged(session: Session) -> Arranged:
    """A case for each combination of what decides."""
    here, elsewhere = make_unit(session, "here"), make_unit(session, "elsewhere")
    me, absent, other = (
        make_staff(session, here, Role.MANAGER, name).id for name in ("me", "absent", "other")
    )
    facts = dict(_combinations(here.id, elsewhere.id, me, absent, other))
    session.execute(insert(Case), [_case(key, one) for key, one in facts.items()])
    rounds = [_round(key, one) for key, one in facts.items()]
    session.execute(insert(CaseRound), rounds)
    conflicts = [
        {"case_key": key, "staff_id": person}
        for key, one in facts.items()
        for person in one.conflicts
    ]
    session.execute(insert(CaseConflict), conflicts)
    return Arranged(facts, me, absent, here.id)


def test_sql_shows_exactly_what_the_rules_show(session: Session, arranged: Arranged) -> None:
    here = frozenset({arranged.here})
    for investigates, manages, deputy in product((here, frozenset()), (here, frozenset()), (0, 1)):
        ids = {arranged.me, arranged.absent} if deputy else {arranged.me}
        who = Viewer(arranged.me, frozenset(ids), investigates, manages)
        found = {key: sight(who, one) for key, one in arranged.facts.items()}
        for condition, least in ((seen_by, Sight.NUMBER), (fully_seen_by, Sight.FULL)):
            seen = set(session.scalars(select(Case.key).where(condition(who))))
            assert seen == {key for key, one in found.items() if one >= least}
            unseen = set(session.scalars(select(Case.key).where(~condition(who))))
            assert unseen == set(found) - seen


def _combinations(
    here: int, elsewhere: int, me: int, absent: int, other: int
) -> Iterator[tuple[bytes, CaseFacts]]:
    people = (None, me, absent, other)
    for state, unit, registered, hidden, manager, writer, conflict in product(
        CaseState,
        (here, elsewhere, None),
        (True, False),
        (True, False),
        people,
        people[:3],
        people[:3],
    ):
        conflicts = frozenset({conflict} if conflict else ())
        yield (
            random_key(),
            CaseFacts(state, unit, registered, hidden, manager, writer, conflicts),
        )


def _case(key: bytes, facts: CaseFacts) -> dict[str, Any]:
    held = facts.state is CaseState.ON_HOLD
    return {
        "key": key,
        "number": None if facts.state is CaseState.DRAFT else key.hex()[:12],
        "kind": "praise",
        "channel": "web",
        "state": facts.state.value,
        "unit_id": facts.unit_id,
        "anonymous": True,
        "received": date(2026, 3, 10),
        "confidential": facts.confidential,
        "manager_id": facts.manager_id,
        "registered_by": facts.registered_by,
        "held_from": "closed" if held else None,
        "hold_reason": "Tillsyn" if held else None,
        "revision": 1,
    }


def _round(key: bytes, facts: CaseFacts) -> dict[str, Any]:
    day = date(2026, 3, 10)
    registered = day if facts.registered else None
    return {
        "case_key": key, "number": 1, "received": day, "rule": 1, "registered_on": registered
    }  # fmt: skip
