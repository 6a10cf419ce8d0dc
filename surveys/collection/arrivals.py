"""How many answers have come in and are not counted yet, by section and mode.

That somebody has answered is all it says: nothing of who or what, and never gender.
"""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.codes import Mode
from organisation.models import Unit
from surveys.collection.models import SurveyResponse, Wave


@dataclass(frozen=True)
class Arrivals:
    """Each row has the name of a section and one number for each mode."""

    modes: tuple[Mode, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]

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
    response = SurveyResponse
    query = (
        select(response.unit_id, response.mode, func.count())
        .where(response.wave_id == wave.id, response.counted_in.is_(None))
        .group_by(response.unit_id, response.mode)
    )
    counts = {(unit, Mode(mode)): count for unit, mode, count in session.execute(query)}
    units = {wave.unit_id, *(station.unit_id for station in wave.stations)}
    used = {Mode(mode.mode) for mode in wave.modes} | {mode for _unit, mode in counts}
    modes = tuple(mode for mode in Mode if mode in used)
    named = select(Unit.id, Unit.name).where(Unit.id.in_(units | {unit for unit, _ in counts}))
    found = session.execute(named.order_by(Unit.code)).all()
    rows = ((name, tuple(counts.get((unit, mode), 0) for mode in modes)) for unit, name in found)
    return Arrivals(modes, tuple(rows))
