"""The job that counts open waves when a week, month or tertial of theirs has ended."""

from datetime import date, timedelta

from flask import current_app
from huey import crontab
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import clock
from core.database import own_transaction
from core.jobs import jobs
from core.settings import Settings
from surveys.collection.counting_periods import ended_periods
from surveys.collection.models import Wave
from surveys.collection.states import CountingPeriod, WaveState
from surveys.collection.waves import count_period, counted_through, has_been_public


@jobs.periodic_task(crontab(minute="35", hour="0,3"))  # type: ignore[untyped-decorator]  # huey has no types.
def count_each_night() -> None:
    """Every night, whatever ended in the days before: a server that was down catches up.

    Each wave in a transaction of its own, so that one that fails holds up no other.
    """
    today = clock().today()
    with own_transaction() as session:
        found = [wave.id for wave in _counted_while_open(session)]
    for wave_id in found:
        with own_transaction() as session:
            count_ended(session, session.get_one(Wave, wave_id), today)


def count_ended(session: Session, wave: Wave, today: date) -> int:
    """Count each period of the wave that has ended and is not counted; gives how many it did.

    A period in which too few answered waits, and is counted together with the next.
    """
    if wave.counted_each is None:
        return 0
    # Before anything is read: another server may be counting the same wave.
    session.refresh(wave, with_for_update=True)
    until = counted_through(session, wave)
    first = max(wave.opens, until + timedelta(days=1)) if until else wave.opens
    ended = ended_periods(CountingPeriod(wave.counted_each), first, today)
    limit = counting_limit(session, wave)
    return sum(count_period(session, wave, through, limit, today) for through in ended)


def counting_limit(session: Session, wave: Wave) -> int:
    """How many answers a period needs.

    The weeks of a survey of one question stand by themselves on a page that anyone may be shown
    later, and once counted they cannot be put together again: so as many as in public.
    """
    settings: Settings = current_app.config["SETTINGS"]
    return settings.limit(public=wave.version.one_question or has_been_public(session, wave))


def _counted_while_open(session: Session) -> list[Wave]:
    query = select(Wave).where(Wave.state == WaveState.OPEN.value, Wave.counted_each.is_not(None))
    return list(session.scalars(query.order_by(Wave.id)))
