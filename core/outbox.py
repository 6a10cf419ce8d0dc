"""Mail that waits to leave: rows of a table, which is the truth; a job sends them.

Nothing in a message says what somebody wrote: a number and a link.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, Instant, RandomKey


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
