"""Measures and activities of plans: one list of what units do about something."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, select, true
from sqlalchemy.orm import Session, selectinload

from organisation.models import Measure, MeasureNote, MeasureState

LONGEST_WHAT, LONGEST_WHO, LONGEST_EFFECT, LONGEST_NOTE = 400, 120, 1000, 1000
#: What is still to be done.
OPEN = (MeasureState.PLANNED, MeasureState.UNDER_WAY)


@dataclass(frozen=True)
class Plan:
    """What is to be done, who does it, from when to when; `staff_id` when it is one of the staff."""

    what: str
    who: str
    first_day: date
    last_day: date
    staff_id: int | None = None


@dataclass(frozen=True)
class Wanted:
    """Which measures: those of some units, in one state, late ones, one person's."""

    unit_ids: Collection[int]
    state: MeasureState | None = None
    late: bool = False
    staff_id: int | None = None


def is_late(measure: Measure, today: date) -> bool:
    """Whether it should have been done."""
    return measure.state in OPEN and measure.last_day < today


def find_measures(
    session: Session, wanted: Wanted, today: date, skip: int = 0, most: int = 50
) -> Sequence[Measure]:
    """Late ones first, then what is to be done by its last day, then what has ended, the latest first."""
    ended = Measure.state.not_in(_values())
    rank = case((_late(today), 0), (ended, 2), else_=1)
    query = select(Measure).where(_condition(wanted, today))
    both = selectinload(Measure.unit), selectinload(Measure.staff)
    soonest = case((ended, None), else_=Measure.last_day)
    ordered = query.order_by(rank, soonest, Measure.last_day.desc(), Measure.id)
    return session.scalars(ordered.options(*both).offset(skip).limit(most)).all()


def count_measures(session: Session, wanted: Wanted, today: date) -> tuple[int, int]:
    """How many there are, and how many of them are late."""
    late = func.count().filter(_late(today))
    query = select(func.count(), late).select_from(Measure).where(_condition(wanted, today))
    found = session.execute(query).one()
    return found[0], found[1]


def add_measure(session: Session, unit_id: int, plan: Plan, today: date) -> Measure:
    """Store a new measure, which is planned."""
    added = Measure(unit_id=unit_id, made_on=today)
    _set_plan(added, plan)
    session.add(added)
    session.flush()
    return added


def change_measure(measure: Measure, plan: Plan, state: MeasureState, effect: str) -> None:
    """Store what was changed, how far it has come and what came of it."""
    _set_plan(measure, plan)
    measure.state, measure.effect = state.value, effect


def add_note(session: Session, measure: Measure, day: date, text: str, staff_id: int) -> None:
    """Add a dated note, for instance from a meeting."""
    place = len(measure.notes) + 1
    measure.notes.append(MeasureNote(place=place, day=day, text=text, staff_id=staff_id))
    session.flush()


def _set_plan(measure: Measure, plan: Plan) -> None:
    measure.what, measure.who, measure.staff_id = plan.what, plan.who, plan.staff_id
    measure.first_day, measure.last_day = plan.first_day, plan.last_day


def _condition(wanted: Wanted, today: date) -> ColumnElement[bool]:
    return and_(
        Measure.unit_id.in_(sorted(wanted.unit_ids)),
        Measure.state == wanted.state.value if wanted.state else true(),
        _late(today) if wanted.late else true(),
        Measure.staff_id == wanted.staff_id if wanted.staff_id is not None else true(),
    )


def _late(today: date) -> ColumnElement[bool]:
    return and_(Measure.state.in_(_values()), Measure.last_day < today)


def _values() -> list[str]:
    return [state.value for state in OPEN]
