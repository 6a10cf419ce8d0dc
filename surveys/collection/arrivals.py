"""How many answers have come in and are not counted yet, by section and mode.

That somebody has answered is all it says: nothing of who or what, and never gender.
"""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.codes import Mode
from organisation.models import Unit
from organisation.units import chain, parents_of_units
from surveys.collection.models import SurveyResponse, Wave
from surveys.collection.wave_invited import asked_by_unit


@dataclass(frozen=True)
class Arrivals:
    """Each row has the name of a section and one number for each mode.

    `asked` is how many were asked in each row, and `asked_in_all` in the unit; None when nobody
    knows, or when some answers have been counted already, so that the rows hold only the new ones.
    """

    modes: tuple[Mode, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    asked: tuple[int | None, ...] = ()
    asked_in_all: int | None = None

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_mode)

    @property
    def by_mode(self) -> tuple[int, ...]:
        """The sum of each mode's column."""
        return tuple(map(sum, zip(*(counts for _name, counts in self.rows), strict=True)))


def arrivals(session: Session, wave: Wave) -> Arrivals:
    """What waits to be counted in a wave; sections that nobody has answered in are there too."""
    asked = {} if wave.sealings else asked_by_unit(session, wave.id)
    counts = _counts(session, wave, asked.keys() - {wave.unit_id})
    units = {wave.unit_id, *(station.unit_id for station in wave.stations), *asked}
    used = {Mode(mode.mode) for mode in wave.modes} | {mode for _unit, mode in counts}
    modes = tuple(mode for mode in Mode if mode in used)
    named = select(Unit.id, Unit.name).where(Unit.id.in_(units | {unit for unit, _ in counts}))
    found = session.execute(named.order_by(Unit.code)).all()
    rows = ((name, tuple(counts[unit, mode] for mode in modes)) for unit, name in found)
    in_all = asked.pop(wave.unit_id, None)
    # Beside sections, the unit's own row holds those of no section: nobody knows how many were asked.
    of_rows = asked if asked else {wave.unit_id: in_all}
    return Arrivals(modes, tuple(rows), tuple(of_rows.get(unit) for unit, _ in found), in_all)


def _counts(session: Session, wave: Wave, sections: Set[int]) -> Counter[tuple[int, Mode]]:
    """How many by unit and mode; what is below one of `sections` counts as the section's."""
    response = SurveyResponse
    query = (
        select(response.unit_id, response.mode, func.count())
        .where(response.wave_id == wave.id, response.counted_in.is_(None))
        .group_by(response.unit_id, response.mode)
    )
    parents = parents_of_units(session)
    counts: Counter[tuple[int, Mode]] = Counter()
    for unit, mode, count in session.execute(query):
        section = next((one for one in chain(parents, unit) if one in sections), unit)
        counts[section, Mode(mode)] += count
    return counts
