"""Which cases the signed-in person sees, and finding one by its number.

`seen_by` and `fully_seen_by` say in SQL what feedback.cases.sight says of one case.
"""

import re

from flask import g, request
from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import Session, selectinload

from core.clock import clock
from core.database import READING_METHODS, own_transaction, session
from core.errors import NotAllowed, NotFound
from feedback.cases.belongings import CaseConflict
from feedback.cases.events import Mover, audit
from feedback.cases.models import Case, CaseRound
from feedback.cases.sight import WRITERS_STATES, CaseFacts, Sight, Viewer, actors, sight
from feedback.cases.states import Actor, CaseState
from organisation.absences import standing_in_for
from organisation.access import Permission, signed_in, units_by_permission
from organisation.models import Staff

NUMBER = re.compile(r"[0-9]{4}-[0-9]{4,7}")


def viewer() -> Viewer:
    """Who asks, with whom they stand in for today; found once per request. Raises NotAllowed."""
    if "case_viewer" not in g:
        staff = signed_in()
        if staff is None:
            raise NotAllowed
        g.case_viewer = viewer_of(session(), staff)
    found: Viewer = g.case_viewer
    return found


def viewer_of(looking: Session, staff: Staff) -> Viewer:
    """What a person may look at, for work that nobody is signed in to."""
    absent = standing_in_for(looking, staff.id, clock().today())
    ids = frozenset({staff.id, *(one.id for one in absent)})
    # Nobody who has left holds anything, nor stands in for others.
    people = [staff, *absent] if staff.active else []
    asked = (Permission.TRIAGE_CASES, Permission.ANSWER_CASES, Permission.REGISTER_CASES)
    triage, answer, register = units_by_permission(looking, people, asked).values()
    return Viewer(staff.id, ids, investigates=triage, manages=answer, registers=register)


def sight_of(looking: Session, who: Viewer, case: Case) -> Sight:
    """How much of a case somebody sees."""
    return sight(who, facts_of(looking, case))


def actors_of(looking: Session, who: Viewer, case: Case) -> frozenset[Actor]:
    """As what somebody may act on a case."""
    return actors(who, facts_of(looking, case))


def mover(case: Case) -> Mover:
    """The signed-in person as who acts on the case."""
    who = viewer()
    return Mover(actors_of(session(), who, case), who.own_id)


def facts_of(looking: Session, case: Case) -> CaseFacts:
    """What decides who sees a case."""
    conflicts = select(CaseConflict.staff_id).where(CaseConflict.case_key == case.key)
    return CaseFacts(
        state=CaseState(case.state),
        unit_id=case.unit_id,
        registered=any(one.registered_on for one in case.rounds[:1]),
        confidential=case.confidential,
        manager_id=case.manager_id,
        registered_by=case.registered_by,
        conflicts=frozenset(looking.scalars(conflicts)),
    )


def find_case(number: str, at_least: Sight = Sight.FULL) -> Case:
    """The case with a number; what is not there and what may not be seen give the same NotFound.

    A page that shows it in full leaves a row in the audit log; a form locks it until its end.
    """
    case = case_by_number(session(), number, lock=request.method not in READING_METHODS)
    seen = sight_of(session(), viewer(), case) if case else Sight.NOTHING
    if case is None or seen < at_least:
        raise NotFound
    if request.method == "GET" and seen is Sight.FULL:
        with own_transaction() as own:
            audit(own, viewer().own_id, "case_opened", case)
    return case


def case_by_number(looking: Session, number: str, *, lock: bool = False) -> Case | None:
    """The case with a number, whoever asks; `lock` keeps others from changing it meanwhile."""
    if not NUMBER.fullmatch(number):
        return None
    query = select(Case).where(Case.number == number).options(selectinload(Case.rounds))
    return looking.scalar(query.with_for_update(of=Case) if lock else query)


def seen_by(who: Viewer) -> ColumnElement[bool]:
    """The condition that somebody sees at least the number of a case."""
    handles = or_(_investigated(who), _assigned(who), _in_units(who.manages))
    return and_(~_conflicting(who), or_(_written(who), and_(_no_draft(), handles)))


def fully_seen_by(who: Viewer) -> ColumnElement[bool]:
    """The condition that somebody sees a case in full."""
    first = and_(CaseRound.case_key == Case.key, CaseRound.number == 1)
    registered = exists().where(first, CaseRound.registered_on.is_not(None))
    open_to_unit = and_(_in_units(who.manages), Case.confidential.is_(False), registered)
    handles = or_(_investigated(who), _assigned(who), open_to_unit)
    return and_(~_conflicting(who), or_(_written(who), and_(_no_draft(), handles)))


def _conflicting(who: Viewer) -> ColumnElement[bool]:
    mine = and_(CaseConflict.case_key == Case.key, CaseConflict.staff_id == who.own_id)
    return exists().where(mine)


def _written(who: Viewer) -> ColumnElement[bool]:
    by_me = and_(Case.registered_by.is_not(None), Case.registered_by == who.own_id)
    return and_(by_me, Case.state.in_(sorted(WRITERS_STATES)))


def _no_draft() -> ColumnElement[bool]:
    return Case.state != CaseState.DRAFT.value


def _investigated(who: Viewer) -> ColumnElement[bool]:
    if not who.investigates:
        return false()
    return or_(Case.unit_id.is_(None), _in_units(who.investigates))


def _assigned(who: Viewer) -> ColumnElement[bool]:
    return and_(Case.manager_id.is_not(None), Case.manager_id.in_(sorted(who.staff_ids)))


def _in_units(units: frozenset[int]) -> ColumnElement[bool]:
    return and_(Case.unit_id.is_not(None), Case.unit_id.in_(sorted(units)))
