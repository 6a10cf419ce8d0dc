"""What the words beside results ask the database."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.results.models import WaveWord


def words_of(session: Session, wave_id: int) -> dict[str, WaveWord]:
    """What staff have written about a wave's results, by topic; never for the public."""
    found = session.scalars(select(WaveWord).filter_by(wave_id=wave_id))
    return {word.topic: word for word in found}
