"""How many were asked, by section: reminders go to sections that lag, never to persons.

The number of the wave's own unit is that of everybody: typed where the unit has no sections, else
the sum, kept when every section has its number. So it stands when a section is added later.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from organisation.models import Unit
from surveys.collection.models import Wave, WaveInvited

MOST_ASKED = 100_000


def places_asked(session: Session, wave: Wave) -> Sequence[Unit]:
    """The units that have a number of their own: the sections right below the wave's unit by code.

    The wave's unit itself where it has none.
    """
    below = select(Unit).where(Unit.parent_id == wave.unit_id).order_by(Unit.code)
    return session.scalars(below).all() or [wave.unit]


def asked_by_unit(session: Session, wave_id: int) -> dict[int, int]:
    """How many were asked by the unit's id; the wave's own unit stands for everybody."""
    query = select(WaveInvited.unit_id, WaveInvited.persons).where(WaveInvited.wave_id == wave_id)
    return dict(session.execute(query).all())


def enter_asked(session: Session, wave: Wave, numbers: Mapping[int, int]) -> None:
    """Store how many were asked in each of `places_asked`; who is left out is not known.

    Numbers are 1 to MOST_ASKED, and replace those that were there.
    """
    places = {unit.id for unit in places_asked(session, wave)}
    kept = {unit_id: persons for unit_id, persons in numbers.items() if unit_id in places}
    if places == kept.keys():
        kept[wave.unit_id] = sum(kept.values())
    session.execute(delete(WaveInvited).where(WaveInvited.wave_id == wave.id))
    for unit_id, persons in kept.items():
        session.add(WaveInvited(wave_id=wave.id, unit_id=unit_id, persons=persons))
    session.flush()
