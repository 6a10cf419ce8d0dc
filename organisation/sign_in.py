"""Signing in: count the try, check the password outside any transaction, make the session.

A known and an unknown name take the same path, the same time and get the same answer.
"""

import hmac
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy.orm import Session

from core.database import own_transaction, session
from core.rate_limits import Rule, clear_old, forget, give_back, take
from organisation.audit import record
from organisation.models import Staff
from organisation.passwords import GUESSING_RULE, hasher
from organisation.second_step import make_key, needs_second_step
from organisation.sessions import end_session, start_session
from organisation.staff import find_staff

EVERYONE = "sign-in"
#: All names together: guessing over many names becomes slow, and colleagues still get in.
EVERYONE_RULE = Rule(
    free=100,
    window=timedelta(minutes=10),
    first_wait=timedelta(seconds=1),
    longest_wait=timedelta(seconds=4),
)


def sign_in(user_name: str, password: str, old_token: str, now: datetime) -> str | None:
    """Sign a browser in and out of what it was before; gives the new token, None when refused.

    Uses no request session before the password has been checked, so that nobody waits for it.
    Raises MustWait.
    """
    key = limit_key(user_name)
    with own_transaction() as own:
        take(own, EVERYONE, EVERYONE_RULE, now)
        take(own, key, GUESSING_RULE, now)
        staff = find_staff(own, user_name)
    may_enter = staff is not None and staff.active
    right = hasher().verify(staff.password_hash if staff else None, password)
    if staff is None or not (right and may_enter):
        record(session(), None, now, "sign_in_failed", "staff", staff.id if staff else "")
        return None
    return _enter(session(), session().get_one(Staff, staff.id), key, old_token, now)


def limit_key(user_name: str) -> str:
    """The key that counts tries for a name, not the name: what was typed may be a password."""
    secret = str(current_app.secret_key).encode()
    typed = user_name.strip().casefold().encode("utf-8", "surrogatepass")
    return f"sign-in:{hmac.new(secret, typed, 'sha256').hexdigest()}"


def own_path(target: str) -> str | None:
    """The target when it is a path of this site, else None. Pure.

    Browsers drop tabs and line ends and read a backslash as a slash, so none may be there.
    """
    if not target.startswith("/") or target.startswith("//") or "\\" in target:
        return None
    if any(character <= " " or character == "\x7f" for character in target):
        return None
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else target


def _enter(session: Session, staff: Staff, key: str, old_token: str, now: datetime) -> str:
    # The row of everyone first, as when the try was counted, so that two never wait crosswise.
    give_back(session, EVERYONE)
    forget(session, key)
    clear_old(session, now)
    end_session(session, old_token)
    half = needs_second_step(staff, current_app.config["SETTINGS"])
    if half:
        make_key(staff)
    record(session, staff.id, now, "password_right" if half else "signed_in", "staff", staff.id)
    return start_session(session, staff, now, whole=not half)
