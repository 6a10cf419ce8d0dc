"""Mail that waits to leave: rows of a table, which is the truth; a job sends them.

Nothing in a message says what somebody wrote: a number and a link. It leaves after the commit.
A known failure is tried again with the same Message-ID, so that a receiver sees one mail. When
nobody can know whether it was taken (the line broke after the text, the program was killed), it
waits for a person. Without a mail server nothing is put here: notices are in the app.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from flask import current_app
from huey import crontab
from sqlalchemy import CheckConstraint, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.clock import clock
from core.database import Base, Instant, RandomKey, own_transaction, random_key
from core.encryption import CannotOpen, seal, unseal
from core.jobs import jobs
from core.mail import Message, NotTaken, Unknown, send
from core.resealing import sealed_column

#: Waits between the tries of a known failure; after the last it has failed.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (5, 30, 120, 600, 1440))
#: So many at a time: the job runner has other work too.
AT_A_TIME = 50
GONE = b""
log = logging.getLogger("synpunkt")


class MailState(StrEnum):
    """Where a message has come; UNKNOWN waits for a person, for it may have been sent."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Mail(Base):
    """A message to one address. The address goes when it has been sent."""

    __tablename__ = "mail"
    __table_args__ = (
        CheckConstraint(
            f"state IN ({', '.join(repr(state.value) for state in MailState)})", name="known_state"
        ),
        CheckConstraint("tries >= 0", name="tries_not_negative"),
        {"sqlite_with_rowid": False},
    )

    key: Mapped[bytes] = mapped_column(RandomKey, primary_key=True)
    #: What is sent once.
    purpose: Mapped[str] = mapped_column(String(120), unique=True)
    #: Encrypted; empty once sent.
    sealed_address: Mapped[bytes]
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(String(2000))
    language: Mapped[str] = mapped_column(String(5))
    day: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default=MailState.WAITING.value, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    #: Not before this; known failures are tried again with the same Message-ID.
    next_try: Mapped[datetime | None] = mapped_column(Instant)


def put(
    session: Session, purpose: str, address: str, words: tuple[str, str], language: str
) -> None:
    """Let a message leave once the session has been committed; the same `purpose` leaves once.

    `words` are the subject and the body.
    """
    if session.scalar(select(Mail.key).where(Mail.purpose == purpose)):
        return
    key = random_key()
    session.add(
        Mail(
            key=key,
            purpose=purpose,
            sealed_address=seal(address.encode(), _context(key)),
            subject=words[0],
            body=words[1],
            language=language,
            day=clock().today(),
        )
    )
    session.flush()


def send_waiting(carry: Callable[[Message], None] = send) -> int:
    """Send what may leave now; gives how many were taken. Each is marked before it is tried."""
    with own_transaction() as session:
        now = clock().now()
        due = (Mail.next_try.is_(None)) | (Mail.next_try <= now)
        query = select(Mail.key).where(Mail.state == MailState.WAITING.value, due)
        keys = session.scalars(query.order_by(Mail.day).limit(AT_A_TIME)).all()
    return sum(_send_one(key, carry) for key in keys)


def interrupted() -> None:
    """When the job runner starts: nobody knows what became of what was being sent."""
    with own_transaction() as session:
        under_way = update(Mail).where(Mail.state == MailState.SENDING.value)
        session.execute(under_way.values(state=MailState.UNKNOWN.value))


def waiting_for_a_person(session: Session) -> Sequence[Mail]:
    """What failed for good, or what nobody knows the fate of, the oldest first."""
    states = (MailState.UNKNOWN.value, MailState.FAILED.value)
    return session.scalars(select(Mail).where(Mail.state.in_(states)).order_by(Mail.day)).all()


def send_again(mail: Mail) -> None:
    """A person says that it has not come."""
    mail.state, mail.tries, mail.next_try = MailState.WAITING.value, 0, None


def let_it_be(mail: Mail) -> None:
    """A person says that it need not be sent."""
    mail.state, mail.sealed_address = MailState.SENT.value, GONE


def _send_one(key: bytes, carry: Callable[[Message], None]) -> bool:
    mine = update(Mail).where(Mail.key == key, Mail.state == MailState.WAITING.value)
    with own_transaction() as session:
        taken = session.scalar(mine.values(state=MailState.SENDING.value).returning(Mail.key))
        mail = session.get_one(Mail, key) if taken else None
    if mail is None:
        return False
    state = _try(mail, carry)
    with own_transaction() as session:
        kept = session.get_one(Mail, key)
        kept.state, kept.tries = state.value, kept.tries + 1
        if state is MailState.SENT:
            kept.sealed_address = GONE
        if state is MailState.WAITING:
            kept.next_try = clock().now() + WAITS[mail.tries]
    return state is MailState.SENT


def _try(mail: Mail, carry: Callable[[Message], None]) -> MailState:
    """What became of it; the log gets the kind of failure, never the address."""
    try:
        address = unseal(mail.sealed_address, _context(mail.key)).decode()
        carry(Message(mail.key.hex(), address, mail.subject, mail.body, mail.language))
    except NotTaken as error:
        log.warning("a mail was not taken: %s", error)
        again = error.may_pass and mail.tries < len(WAITS)
        return MailState.WAITING if again else MailState.FAILED
    except CannotOpen:
        log.error("a mail's address cannot be decrypted")
        return MailState.FAILED
    except Unknown as error:
        log.error("nobody knows whether a mail was taken: %s", error)
        return MailState.UNKNOWN
    return MailState.SENT


def _context(key: bytes) -> bytes:
    return b"mail:" + key


@jobs.periodic_task(crontab())  # type: ignore[untyped-decorator]  # huey has no types.
def send_each_minute() -> None:
    """Every minute, when there is a mail server."""
    if current_app.config["SETTINGS"].smtp_url:
        send_waiting()


@jobs.on_startup()  # type: ignore[untyped-decorator]  # huey has no types.
def take_up_mail() -> None:
    """Beside core.background's."""
    if jobs.app is not None:
        with jobs.app.app_context():
            interrupted()


sealed_column(Mail.sealed_address, Mail.key, _context)
