"""What is changed or noted about a case without moving it, and who may do that when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.database import random_key
from core.errors import DomainError
from feedback.cases.belongings import CaseLink, CaseReferral, Incident, IncidentCheck
from feedback.cases.conflicts import keep_conflicts
from feedback.cases.events import Action, Mover, note
from feedback.cases.kinds import Matter
from feedback.cases.models import Case
from feedback.cases.moving import MoveRefused
from feedback.cases.rounds import move_round
from feedback.cases.states import OPEN, Actor, CaseState, possible_moves

#: Not before receipt, and not when all that could be changed is gone.
KNOWN = frozenset(CaseState) - {CaseState.DRAFT, CaseState.ANONYMISED}
HANDLERS = frozenset({Actor.INVESTIGATOR, Actor.MANAGER})


class BadReceivedDay(DomainError):
    """Nothing can have come in on a day that has not been."""


@dataclass(frozen=True)
class Act:
    """In which states something may be done, and as what."""

    states: frozenset[CaseState]
    actors: frozenset[Actor]

    def check(self, case: Case, actors: Collection[Actor]) -> Actor:
        """As which of `actors` it may be done now. Raises MoveRefused."""
        state = CaseState(case.state)
        if state not in self.states or self.actors.isdisjoint(actors):
            raise MoveRefused(state, possible_moves(state, actors))
        return min(self.actors.intersection(actors))


ACTS: dict[Action, Act] = {
    Action.CHANGE_RECEIVED: Act(OPEN, frozenset({Actor.INVESTIGATOR, Actor.REGISTRAR})),
    Action.SET_CONFLICTS: Act(KNOWN, frozenset({Actor.INVESTIGATOR})),
    Action.NEW_DAY: Act(OPEN, HANDLERS),
    Action.REFER: Act(KNOWN, HANDLERS),
    Action.TELL: Act(KNOWN, HANDLERS),
    Action.LINK: Act(KNOWN, HANDLERS),
    Action.CHECK_INCIDENT: Act(KNOWN, HANDLERS | {Actor.REGISTRAR}),
    Action.FAILED_TRY: Act(OPEN, HANDLERS),
}


def change_received(
    session: Session, case: Case, by: Mover, today: date, *, day: date, reason: str
) -> None:
    """Put the day right that the case came in; the dates of its first promise follow.

    Raises MoveRefused, BadReceivedDay.
    """
    acting = ACTS[Action.CHANGE_RECEIVED].check(case, by.actors)
    if len(case.rounds) > 1:
        raise MoveRefused(CaseState(case.state), possible_moves(CaseState(case.state), by.actors))
    if day > today:
        raise BadReceivedDay
    before, case.received = case.received, day
    move_round(case, day, reason)
    note(session, case, Action.CHANGE_RECEIVED, by, today, acting, before=before, after=day)


def set_conflicts(
    session: Session, case: Case, by: Mover, today: date, *, staff_ids: Collection[int]
) -> None:
    """Say whom the case concerns; a manager among them is not its manager any more."""
    acting = ACTS[Action.SET_CONFLICTS].check(case, by.actors)
    keep_conflicts(session, case, staff_ids)
    note(session, case, Action.SET_CONFLICTS, by, today, acting, people=len(set(staff_ids)))


def refer(session: Session, case: Case, by: Mover, today: date, *, matter: Matter, to: str) -> None:
    """It is something else too, which is passed on with its arrival date; the case goes on."""
    acting = ACTS[Action.REFER].check(case, by.actors)
    row = session.get(CaseReferral, (case.key, matter.value))
    if row:
        row.passed_on, row.passed_to = today, to
    else:
        passed = {"passed_on": today, "passed_to": to}
        session.add(CaseReferral(case_key=case.key, matter=matter.value, **passed))
    note(session, case, Action.REFER, by, today, acting, matter=matter.value)


def tell(session: Session, case: Case, by: Mover, today: date, *, matter: Matter) -> None:
    """The sender has been told that it was passed on. Does nothing when it was not."""
    acting = ACTS[Action.TELL].check(case, by.actors)
    row = session.get(CaseReferral, (case.key, matter.value))
    if row:
        row.told_on = today
        note(session, case, Action.TELL, by, today, acting, matter=matter.value)


def link(session: Session, case: Case, by: Mover, today: date, *, other: Case) -> None:
    """Two cases are about the same thing; each is answered by itself. Both logs say so."""
    acting = ACTS[Action.LINK].check(case, by.actors)
    first, second = sorted((case.key, other.key))
    there = session.get(CaseLink, (first, second))
    if there or first == second:
        return
    session.add(CaseLink(case_key=first, other_key=second))
    note(session, case, Action.LINK, by, today, acting, other=other.number)
    note(session, other, Action.LINK, by, today, acting, other=case.number)


def linked(session: Session, case: Case) -> list[Case]:
    """The cases about the same thing, by number."""
    pairs = select(CaseLink.case_key, CaseLink.other_key).where(
        (CaseLink.case_key == case.key) | (CaseLink.other_key == case.key)
    )
    keys = {key for pair in session.execute(pairs) for key in pair} - {case.key}
    return list(session.scalars(select(Case).where(Case.key.in_(keys)).order_by(Case.number)))


def check_incident(
    session: Session, case: Case, by: Mover, today: date, *, serious: bool
) -> Incident | None:
    """Say whether it could be a serious incident; yes opens its restricted record, once."""
    acting = ACTS[Action.CHECK_INCIDENT].check(case, by.actors)
    if by.staff_id is None:
        raise MoveRefused(CaseState(case.state))
    mine = IncidentCheck.case_key == case.key
    place = (session.scalar(select(func.max(IncidentCheck.place)).where(mine)) or 0) + 1
    who = {"staff_id": by.staff_id, "day": today}
    session.add(IncidentCheck(case_key=case.key, place=place, serious=serious, **who))
    found = session.scalar(select(Incident).where(Incident.case_key == case.key))
    if serious and not found:
        opened = {"opened_on": today, "opened_by": by.staff_id}
        found = Incident(key=random_key(), case_key=case.key, **opened)
        session.add(found)
    note(session, case, Action.CHECK_INCIDENT, by, today, acting, serious=serious)
    return found
