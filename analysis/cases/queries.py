"""What statistics of cases ask the database. All SQL of analysis/ is in its *queries.py."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import Session

from analysis.cases.figures import NONE, CaseRow, MeasureRow, PromiseRow, Rows
from core.codes import group_of
from feedback.cases.access import fully_seen_by
from feedback.cases.events import Action
from feedback.cases.models import Case, CaseEvent, CaseRound, Theme
from feedback.cases.sight import Viewer
from feedback.cases.states import NEVER_COUNTED, CaseState
from organisation.models import Measure, Unit


@dataclass(frozen=True)
class Where:
    """Which cases are counted: those of some units, and with `unplaced` those of no unit yet."""

    units: frozenset[int]
    unplaced: bool = False


@dataclass(frozen=True)
class Sentence:
    """How a case was closed, in the two sentences without names."""

    number: str
    kind: str
    unit: str
    said: str
    did: str


def rows_between(session: Session, where: Where, first: date, last: date) -> Rows:
    """The cases received, the promises due and the measures to be done from a day to another."""
    return Rows(
        _cases(session, where, first, last),
        _promises(session, where, first, last),
        _measures(session, where, first, last),
    )


def closing_sentences(
    session: Session, who: Viewer | None, where: Where, first: date, last: date, most: int
) -> list[Sentence]:
    """How cases were closed from a day to another, of those that the reader sees in full.

    At most `most`, the last closed first; everything when nobody looks, as for a command.
    """
    closed = (
        select(CaseRound.case_key, func.max(CaseRound.closed_on).label("day"))
        .where(CaseRound.closed_on.between(first, last))
        .group_by(CaseRound.case_key)
        .subquery()
    )
    query = (
        select(Case.number, Case.kind, Unit.name, Case.said, Case.did)
        .join(closed, closed.c.case_key == Case.key)
        .outerjoin(Unit, Unit.id == Case.unit_id)
        .where(_counted(), _in(where), Case.said.is_not(None))
        .where(fully_seen_by(who) if who else true())
        .order_by(closed.c.day.desc(), Case.number.desc())
        .limit(most)
    )
    return [
        Sentence(number or "", kind, unit or "", said or "", did or "")
        for number, kind, unit, said, did in session.execute(query)
    ]


def theme_names(session: Session) -> dict[str, str]:
    """The name of every theme by its id as text, in the order they were added."""
    rows = session.execute(select(Theme.id, Theme.name).order_by(Theme.id))
    return {str(number): name for number, name in rows}


def _cases(session: Session, where: Where, first: date, last: date) -> list[CaseRow]:
    query = select(
        *(Case.received, Case.kind, Case.channel, Case.unit_id, Case.theme_id),
        *(Case.gender, Case.anonymous, Case.outcome),
    ).where(_counted(), _in(where), Case.received.between(first, last))
    return [
        CaseRow(day, kind, channel, _key(unit), _key(theme), group_of(gender), anonymous, outcome)
        for day, kind, channel, unit, theme, gender, anonymous, outcome in session.execute(query)
    ]


def _promises(session: Session, where: Where, first: date, last: date) -> list[PromiseRow]:
    """The day when it was handed over is looked for where there is no answer only."""
    handed = select(func.min(CaseEvent.day)).where(_happened(Action.HAND_OVER)).scalar_subquery()
    query = (
        select(
            *(CaseRound.received, CaseRound.last_day, CaseRound.number, Case.gender),
            *(Case.answer_way, CaseRound.answered_on, CaseRound.on_time, CaseRound.strictly),
            CaseRound.fetched_on.is_not(None),
            case((CaseRound.answered_on.is_(None), handed)),
        )
        .join(Case, Case.key == CaseRound.case_key)
        .where(_counted(), _in(where), CaseRound.last_day.between(first, last))
    )
    return [
        PromiseRow(received, due, number, group_of(gender), *rest)
        for received, due, number, gender, *rest in session.execute(query)
    ]


def _measures(session: Session, where: Where, first: date, last: date) -> list[MeasureRow]:
    query = select(Measure.last_day, Measure.state).where(
        Measure.unit_id.in_(sorted(where.units)), Measure.last_day.between(first, last)
    )
    return [MeasureRow(day, state) for day, state in session.execute(query)]


def _counted() -> ColumnElement[bool]:
    """Neither a draft nor voided, also before it was kept or anonymised."""
    later = Case.state.in_([CaseState.ON_HOLD.value, CaseState.ANONYMISED.value])
    voided = exists().where(_happened(Action.VOID))
    return and_(Case.state.not_in(sorted(NEVER_COUNTED)), or_(~later, ~voided))


def _happened(action: Action) -> ColumnElement[bool]:
    return and_(CaseEvent.case_key == Case.key, CaseEvent.action == action.value)


def _in(where: Where) -> ColumnElement[bool]:
    placed = Case.unit_id.in_(sorted(where.units))
    return or_(placed, Case.unit_id.is_(None)) if where.unplaced else placed


def _key(number: Any) -> str:
    return NONE if number is None else str(number)
