"""What visit satisfaction asks the database: the counts of each counting by day and station."""

from collections import Counter
from collections.abc import Collection, Container
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.results.queries import SealedWave
from analysis.visits.weeks import Counting
from core.codes import Group, group_of
from organisation.models import Station
from surveys.collection.models import Cell, WaveSealing
from surveys.questionnaires.models import Item


@dataclass(frozen=True)
class Counted:
    """A wave's countings in order; `through` is the last day of each.

    `weekly` is whether its weeks add up to its total on every page: nobody said a gender.
    """

    countings: tuple[Counting, ...]
    through: tuple[date, ...]
    weekly: bool


def counted(
    session: Session, wave: SealedWave, item: str, survey_id: int, valid: Container[int]
) -> Counted:
    """What was counted of an item's valid codes; kinds of missing are left out."""
    shown = (Cell.wave_id == wave.id) & (Cell.sealing <= wave.sealings)
    columns = (Cell.sealing, Cell.day, Cell.station_id, Cell.code)
    query = select(*columns, func.sum(Cell.count)).join(Item, Item.id == Cell.item_id)
    query = query.where(shown, Item.code == item, Item.survey_id == survey_id).group_by(*columns)
    by_number: dict[int, dict[date, Counter[tuple[int, int]]]] = {}
    for number, day, station, code, count in session.execute(query):
        if code in valid and count:
            days = by_number.setdefault(number, {})
            days.setdefault(day, Counter())[station, code] += int(count)
    until = _through(session, wave)
    before: list[date | None] = [None, *until]
    genders = session.scalars(select(Cell.gender).where(shown).distinct())
    return Counted(
        tuple(
            Counting(before[number - 1], by_number.get(number, {}))
            for number in range(1, wave.sealings + 1)
        ),
        tuple(until),
        weekly=all(group_of(gender) is Group.OTHER for gender in genders),
    )


def places_of(session: Session, stations: Collection[int]) -> dict[int, str]:
    """Where stations stand, by id."""
    query = select(Station.id, Station.place).where(Station.id.in_(stations))
    return dict(session.execute(query).all())


def _through(session: Session, wave: SealedWave) -> list[date]:
    """The last day of each counting; a later one never ends before an earlier."""
    query = select(WaveSealing.through).filter_by(wave_id=wave.id).order_by(WaveSealing.number)
    found: list[date] = []
    for through in session.scalars(query):
        found.append(max([through, *found[-1:]]))
    return found
