"""Signed-in browsers: one row each, found by the hash of a random token that the browser keeps."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session, joinedload

from organisation.models import Staff, StaffSession

TOKEN_BYTES = 32
IDLE_LIMIT = timedelta(minutes=60)
ABSOLUTE_LIMIT = timedelta(hours=12)
#: Seen again is written at most this often; idle time is right to within it.
TOUCH_EVERY = timedelta(minutes=5)


def start_session(session: Session, staff: Staff, now: datetime, *, whole: bool = True) -> str:
    """Sign a browser in; gives the token for its cookie. Clears everyone's ended sessions away.

    One that is not `whole` opens nothing but the second step.
    """
    session.execute(delete(StaffSession).where(_ended(now)))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        StaffSession(
            token_hash=hash_of(token), staff_id=staff.id, started=now, last_seen=now, whole=whole
        )
    )
    return token


def find_session(session: Session, token: str, now: datetime) -> StaffSession | None:
    """The session of a token while it lasts, with its member of staff and roles."""
    query = select(StaffSession).where(StaffSession.token_hash == hash_of(token), ~_ended(now))
    with_staff = joinedload(StaffSession.staff).selectinload(Staff.roles)
    found = session.scalar(query.options(with_staff))
    return found if found and found.staff.active else None


def find_half(session: Session, token: str, now: datetime) -> StaffSession | None:
    """The session of a token whose second step is to come."""
    found = find_session(session, token, now)
    return found if found and not found.whole else None


def touch(session: Session, token_hash: bytes, now: datetime) -> None:
    """Note that the browser was seen."""
    mine = update(StaffSession).where(StaffSession.token_hash == token_hash)
    session.execute(mine.values(last_seen=now))


def end_session(session: Session, token: str) -> None:
    """Sign one browser out."""
    session.execute(delete(StaffSession).where(StaffSession.token_hash == hash_of(token)))


def end_sessions(session: Session, staff_id: int, keep: bytes | None = None) -> None:
    """Sign a person out everywhere, or everywhere but in the browser with the token hash `keep`."""
    mine = delete(StaffSession).where(StaffSession.staff_id == staff_id)
    session.execute(mine.where(StaffSession.token_hash != keep) if keep else mine)


def number_of_sessions(session: Session, staff_id: int, now: datetime) -> int:
    """In how many browsers a person is signed in."""
    mine = select(func.count()).select_from(StaffSession)
    return session.scalar(mine.where(StaffSession.staff_id == staff_id, ~_ended(now))) or 0


def hash_of(token: str) -> bytes:
    """The SHA-256 of a token, 32 bytes; the token itself is random enough to need no salt."""
    return sha256(token.encode("utf-8", "surrogatepass")).digest()


def _ended(now: datetime) -> ColumnElement[bool]:
    return or_(
        StaffSession.started <= now - ABSOLUTE_LIMIT, StaffSession.last_seen <= now - IDLE_LIMIT
    )
