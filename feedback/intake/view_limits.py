"""Against programs that fill in the form: a time it takes at least, and limits on how many.

Nothing here knows who sends: not the address, and no finer time than the hour is stored.
"""

from datetime import datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import Session

from core.rate_limits import Rule, take

#: The stamp of a form says when it was opened no finer than this.
STEP_SECONDS = 4
LEAST_SECONDS = 6
MOST_SECONDS = 24 * 60 * 60

HOUR = timedelta(hours=1)
#: The web has its own limit below that of all, so that a flood there leaves the stations open.
#: What staff register is never counted.
STATION_RULE = Rule(30, HOUR, HOUR, HOUR)
WEB_RULE = Rule(60, HOUR, HOUR, HOUR)
ALL_RULE = Rule(200, HOUR, HOUR, HOUR)


def stamp(secret: str, now: datetime) -> str:
    """When a form was opened, signed."""
    seconds = int(now.timestamp())
    return str(_signer(secret).dumps(seconds - seconds % STEP_SECONDS))


def is_in_time(stamped: str, secret: str, now: datetime) -> bool:
    """Whether a form was opened long enough ago for a person, and not the day before."""
    age = _age(stamped, secret, now)
    return age is not None and LEAST_SECONDS <= age <= MOST_SECONDS


def stamp_again(stamped: str, secret: str, now: datetime) -> str:
    """The stamp for a form that is shown again: the same as long as it is worth something."""
    age = _age(stamped, secret, now)
    return stamp(secret, now) if age is None or age > MOST_SECONDS else stamped


def count_view(session: Session, station_id: int | None, now: datetime) -> None:
    """Count one more that is sent. Raises MustWait."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    if station_id is None:
        take(session, "view:web", WEB_RULE, hour)
    else:
        take(session, f"view:station:{station_id}", STATION_RULE, hour)
    take(session, "view:all", ALL_RULE, hour)


def _age(stamped: str, secret: str, now: datetime) -> float | None:
    """How many seconds ago; None when the stamp is none of ours."""
    try:
        opened: int = _signer(secret).loads(stamped)
    except BadSignature:
        return None
    return now.timestamp() - opened


def _signer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt="view form")
