"""What the page of a wave says of counting while it is open."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from surveys.collection.cells import waiting_persons
from surveys.collection.counting_periods import ended_periods
from surveys.collection.models import Wave
from surveys.collection.states import CountingPeriod, WaveState
from surveys.collection.wave_choices import COUNTING_NAMES
from surveys.collection.waves import counted_through


@dataclass(frozen=True)
class CountingShown:
    """How often a wave is counted (a msgid), the last day that was, and the last that waits."""

    each: str
    through: date | None
    waits: date | None


def counting_shown(session: Session, wave: Wave, today: date) -> CountingShown | None:
    """None for a wave that is counted only when it has closed.

    What waits is a period that has ended with answers that are too few to be counted by themselves.
    """
    if wave.counted_each is None:
        return None
    each, through = CountingPeriod(wave.counted_each), counted_through(session, wave)
    first = through + timedelta(days=1) if through else wave.opens
    ended = list(ended_periods(each, first, today)) if wave.state == WaveState.OPEN else []
    waits = bool(ended) and waiting_persons(session, wave, ended[-1])["all"] > 0
    return CountingShown(COUNTING_NAMES[each], through, ended[-1] if waits else None)
