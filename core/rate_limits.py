"""Limits on tries, counted in the database by a key that says nothing about person or network.

A rule lets some tries through at once; after them each try has to wait, longer every time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.database import Base, Instant
from core.errors import TooMany

KEPT = timedelta(days=1)
NO_WAIT = timedelta(0)


class Tries(Base):
    """How many tries a key has made since its window began."""

    __tablename__ = "tries"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    count: Mapped[int]
    since: Mapped[datetime] = mapped_column(Instant)
    last: Mapped[datetime] = mapped_column(Instant)


@dataclass(frozen=True)
class Rule:
    """`free` tries per `window` at once; then waits that double up to `longest_wait`."""

    free: int
    window: timedelta
    first_wait: timedelta
    longest_wait: timedelta


class MustWait(TooMany):
    """The next try may come after `wait`."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__()
        self.wait = wait


def time_between(count: int, rule: Rule) -> timedelta:
    """How long after the last of `count` tries the next one may come."""
    if count < rule.free:
        return NO_WAIT
    doublings: int = 2 ** min(count - rule.free, 30)
    return min(rule.first_wait * doublings, rule.longest_wait)


def take(session: Session, key: str, rule: Rule, now: datetime) -> None:
    """Count one try, before it is made, so that tries at the same time are all counted.

    A window lasts until `rule.window` has passed since its first try, and never ends inside a wait.
    Raises MustWait, and then counts nothing.
    """
    tries = _locked(session, key, now)
    wait = tries.last + time_between(tries.count, rule) - now
    if wait > NO_WAIT:
        raise MustWait(wait)
    if now - tries.since >= rule.window:
        tries.count, tries.since = 0, now
    tries.count += 1
    tries.last = now
    session.flush()


def give_back(session: Session, key: str) -> None:
    """Take one try off the count: it turned out to be rightful."""
    counted = update(Tries).where(Tries.key == key, Tries.count > 0)
    session.execute(counted.values(count=Tries.count - 1))


def forget(session: Session, key: str) -> None:
    """Begin anew for this key."""
    session.execute(delete(Tries).where(Tries.key == key))


def clear_old(session: Session, now: datetime) -> None:
    """Delete the keys that nobody has tried for a day."""
    session.execute(delete(Tries).where(Tries.last < now - KEPT))


def _locked(session: Session, key: str, now: datetime) -> Tries:
    """The row of the key, made when there is none, locked until the transaction ends."""
    make = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    row = {"key": key, "count": 0, "since": now, "last": now}
    while True:
        session.execute(make(Tries).values(row).on_conflict_do_nothing())
        found = session.scalar(select(Tries).where(Tries.key == key).with_for_update())
        # Gone when who held it has forgotten it meanwhile.
        if found:
            return found
