"""Plans after a result: which waves want one, what each section decided, which have none in time.

    for one in missing_plans(session(), units_for(Permission.READ_MEASURES), clock().today()):
        ...                           # MissingPlan(unit, wave, title, due)

Only the newest counted wave of a survey and unit can miss a plan: when the next one has been
counted, that is the result to plan after. One-question surveys want none.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from analysis.plans.models import PlanDate, WaveMeasure
from analysis.plans.queries import counted_waves, measures_after
from analysis.plans.rule import due_day, is_plan, sections_of
from analysis.results.phrases import Text
from analysis.results.survey_results import survey_title
from organisation.models import Measure, Unit
from organisation.units import list_units, parents_of_units
from surveys.collection.models import Wave


@dataclass(frozen=True)
class PlannedWave:
    """A counted wave that wants a plan of each of `sections` until `due`; `before` is the wave before."""

    wave: Wave
    counted_on: date
    due: date
    #: Whether a person has set the day.
    said: bool
    sections: frozenset[int]
    before: Wave | None
    newest: bool


@dataclass(frozen=True)
class MissingPlan:
    """A section that should have had a plan."""

    unit: Unit
    wave: Wave
    title: Text
    due: date


def planned_waves(session: Session, survey: str | None = None) -> list[PlannedWave]:
    """Every wave that wants a plan, or those of one survey by its code, in order of time."""
    parents = parents_of_units(session)
    found: list[PlannedWave] = []
    latest: dict[tuple[int, int], Wave] = {}
    rows = counted_waves(session, survey)
    newest = {(wave.survey_id, wave.unit_id): wave.id for wave, _, _ in rows}
    for wave, counted_on, said in rows:
        series = wave.survey_id, wave.unit_id
        found.append(
            PlannedWave(
                wave=wave,
                counted_on=counted_on,
                due=due_day(counted_on, said),
                said=said is not None,
                sections=sections_of(parents, wave.unit_id),
                before=latest.get(series),
                newest=newest[series] == wave.id,
            )
        )
        latest[series] = wave
    return found


def find_planned(session: Session, wave_id: int) -> PlannedWave | None:
    """A wave that wants a plan; None for one that has not been counted, or is of one question."""
    return next((one for one in planned_waves(session) if one.wave.id == wave_id), None)


def plans_after(session: Session, wave_id: int) -> Mapping[int, list[Measure]]:
    """The measures after a wave by section; empty for one without a plan, nothing for other waves."""
    planned = find_planned(session, wave_id)
    return plans_of(session, planned) if planned else {}


def plans_of(session: Session, planned: PlannedWave) -> dict[int, list[Measure]]:
    """The measures after a wave by section, and by any unit that has made one."""
    made = measures_after(session, [planned.wave.id])[planned.wave.id]
    return {**{unit_id: [] for unit_id in planned.sections}, **made}


def missing_plans(session: Session, unit_ids: Collection[int], today: date) -> list[MissingPlan]:
    """Which of the units have no plan after their newest result though its day has passed."""
    late = [one for one in planned_waves(session) if one.newest and one.due < today]
    late = [one for one in late if not one.sections.isdisjoint(unit_ids)]
    made = measures_after(session, [one.wave.id for one in late])
    wanted = [
        (unit_id, one)
        for one in late
        for unit_id in sorted(one.sections.intersection(unit_ids))
        if not is_plan(made[one.wave.id].get(unit_id, ()))
    ]
    units = {unit.id: unit for unit in list_units(session)} if wanted else {}
    return sorted(
        (
            MissingPlan(units[unit_id], one.wave, survey_title(one.wave.survey), one.due)
            for unit_id, one in wanted
        ),
        key=lambda one: (one.due, one.wave.id, one.unit.name),
    )


def keep_measure(session: Session, wave: Wave, measure: Measure) -> None:
    """Store that a new measure came out of a wave."""
    session.add(WaveMeasure(wave_id=wave.id, measure_id=measure.id))


def set_due(session: Session, wave: Wave, due: date | None) -> None:
    """Set the last day for plans after a wave; None goes back to the sixty days."""
    kept = session.get(PlanDate, wave.id)
    if due is None and kept is not None:
        session.delete(kept)
    elif due is not None:
        session.merge(PlanDate(wave_id=wave.id, due=due))
    session.flush()


def without_plan(plans: Mapping[int, Sequence[Measure]]) -> list[int]:
    """The ids of the units that have none."""
    return [unit_id for unit_id, measures in plans.items() if not is_plan(measures)]
