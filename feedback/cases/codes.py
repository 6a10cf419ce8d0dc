"""The sender's code: twelve digits, found by a short keyed locator, verified by a slow hash.

Tries are counted per station and in all; docs/decisions/ has the arithmetic.
"""

import hmac
import secrets
import unicodedata
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.keyring import Keyring
from core.rate_limits import Rule, give_back, take
from feedback.cases.models import LOCATOR_BYTES, Case
from feedback.cases.states import CaseState
from organisation.passwords import hasher

DIGITS = 12
#: Nobody types more than this between twelve digits.
LONGEST_TYPED = 60
#: Spaces, dashes and the invisible marks that right-to-left keyboards and copying leave.
BETWEEN = frozenset({"Zs", "Pd", "Cf"})
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: A wrong code of one station; the web is a station of its own. Then the next hour has to come.
STATION_RULE = Rule(free=20, window=HOUR, first_wait=HOUR, longest_wait=HOUR)
WEB_RULE = Rule(free=30, window=HOUR, first_wait=HOUR, longest_wait=HOUR)
#: Wrong codes in all. The web alone cannot use them up: 24 hours of 30.
EVERYONE_RULE = Rule(free=1000, window=DAY, first_wait=DAY, longest_wait=DAY)
EVERYONE = "case-code"


def new_code() -> str:
    """A random code, for paper and for those who write for somebody; a form's device makes its own."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def normal(text: str) -> str | None:
    """The twelve digits of what somebody typed, in any script, with spaces or dashes. Pure."""
    if len(text) > LONGEST_TYPED:
        return None
    typed = [one for one in text.strip() if unicodedata.category(one) not in BETWEEN]
    digits = [unicodedata.decimal(one, None) for one in typed]
    if len(digits) != DIGITS or None in digits:
        return None
    return "".join(map(str, digits))


def shown(code: str) -> str:
    """The code in three groups of four, with spaces. Pure."""
    return " ".join(code[start : start + 4] for start in range(0, DIGITS, 4))


def locator(code: str, key: str | None = None) -> bytes:
    """Where to look for a case: says nothing of the code to who has not the key (the current one)."""
    secret = (key or _keyring().secret_key).encode()
    return hmac.digest(secret, f"case code:{code}".encode(), "sha256")[:LOCATOR_BYTES]


def make_code(code: str) -> tuple[bytes, str]:
    """What is stored of a code: its locator and its slow hash."""
    return locator(code), hasher().hash(code)


def find_by_code(
    session: Session, code: str, now: datetime, station: int | None = None
) -> Case | None:
    """The case of a code (see `normal`), or None; a wrong one counts as a try.

    The count is kept by this transaction: show a page, raise nothing after a wrong code.
    Raises MustWait.
    """
    hour = now.replace(minute=0, second=0, microsecond=0)
    key = f"{EVERYONE}:{'web' if station is None else station}"
    # The place first: who goes on after its limit must not use up everybody's tries.
    take(session, key, WEB_RULE if station is None else STATION_RULE, hour)
    take(session, EVERYONE, EVERYONE_RULE, hour.replace(hour=0))
    found = _verified(session, code)
    if found:
        give_back(session, EVERYONE)
        give_back(session, key)
    return found


def _verified(session: Session, code: str) -> Case | None:
    """An unknown code takes as long as a wrong one."""
    places = [locator(code, key) for key in _keyring().keys.values()]
    query = select(Case).where(Case.code_locator.in_(places), Case.state != CaseState.DRAFT.value)
    candidates = session.scalars(query).all()
    if not candidates:
        hasher().verify(None, code)
    return next((one for one in candidates if hasher().verify(one.code_hash, code)), None)


def _keyring() -> Keyring:
    found: Keyring = current_app.extensions["synpunkt.keyring"]
    return found
