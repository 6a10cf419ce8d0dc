"""Plans after results for the town: one of last time with its effect, one under way, one missing."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.plans.plans import keep_measure, planned_waves, set_due
from organisation.measures import Plan, add_measure, add_note, change_measure
from organisation.models import MeasureState, Unit


def add_plans(session: Session, unit: Unit) -> dict[str, str]:
    """Plans of the unit's first section; the second has none though the day has passed."""
    section = session.scalars(
        select(Unit).where(Unit.parent_id == unit.id).order_by(Unit.id)
    ).first()
    mine = [one for one in planned_waves(session, "everything") if one.wave.unit_id == unit.id]
    assert section
    for what, one in zip(
        ("Skriva kortare brev", "Ringa tillbaka samma dag"), mine[-2:], strict=True
    ):
        plan = Plan(what, "Alla", date(2026, 1, 8), date(2026, 2, 27))
        measure = add_measure(session, section.id, plan, date(2026, 1, 8))
        keep_measure(session, one.wave, measure)
        if one is mine[-2]:
            change_measure(measure, plan, MeasureState.DONE, "Fler fick tag i oss.")
        else:
            add_note(session, measure, date(2026, 2, 2), "Vi har börjat.", 1)
    set_due(session, mine[-1].wave, date(2026, 3, 2))
    return {"planned_wave": str(mine[-1].wave.id), "planned_label": mine[-1].wave.label}
