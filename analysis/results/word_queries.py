"""What the words beside results ask the database."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.results.models import WaveWord
from organisation.models import Staff


def words_of(session: Session, wave_id: int) -> dict[str, WaveWord]:
    """What staff have written about a wave's results, by topic; never for the public."""
    found = session.scalars(select(WaveWord).filter_by(wave_id=wave_id))
    return {word.topic: word for word in found}


def writers_of(session: Session, words: Iterable[WaveWord]) -> dict[int, str]:
    """The names of those who wrote, by the id of a member of staff."""
    ids = {word.staff_id for word in words}
    return dict(session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(ids))).all())
