"""Who is to have a plan after a wave's result, and until when. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from organisation.models import Measure, MeasureState
from organisation.units import with_all_below

#: Days from the first counting of a wave until every section has its plan.
DAYS = timedelta(days=60)


def due_day(counted_on: date, said: date | None) -> date:
    """The last day for a plan: what a person has said, or sixty days from the first counting."""
    return said or counted_on + DAYS


def sections_of(parents: Mapping[int, int | None], unit_id: int) -> frozenset[int]:
    """The sections of a unit, which are the leaves below it; the unit itself where it has none.

    `parents` gives each unit's parent, None at the top.
    """
    above = set(parents.values())
    return frozenset(one for one in with_all_below(parents, [unit_id]) if one not in above)


def is_plan(measures: Sequence[Measure]) -> bool:
    """Whether these measures make a plan; those that were dropped make none."""
    return any(one.state != MeasureState.DROPPED for one in measures)
