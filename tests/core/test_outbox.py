"""Mail through a real mail server, and what becomes of it when the server fails."""

import socket
from collections.abc import Iterator
from contextlib import closing
from email.message import Message as Email

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Handler
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession
from flask import Flask
from sqlalchemy.orm import Session

from core.database import own_transaction
from core.mail import Message, NotTaken, Unknown
from core.outbox import (
    GONE,
    Mail,
    MailState,
    interrupted,
    let_it_be,
    put,
    send_again,
    send_waiting,
    waiting_for_a_person,
)
from core.settings import Settings
from tests.conftest import FixedClock

WORDS = ("Meddelande om nummer 2026-0412", "Läs det här:\nhttps://a.se/mitt-svar\n")


class Letterbox(Handler):
    """Keeps what comes; answers each recipient with what the test says."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Email] = []
        self.answer = "250 OK"

    def handle_message(self, message: Email) -> None:
        """Keep it."""
        self.mails.append(message)

    async def handle_RCPT(  # noqa: N802 -- the name that aiosmtpd calls
        self,
        _server: SMTP,
        _session: SmtpSession,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Take the recipient or not."""
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer


@pytest.fixture
def letterbox() -> Letterbox:
    """What has come."""
    return Letterbox()


@pytest.fixture
def port(letterbox: Letterbox) -> Iterator[int]:
    """A mail server on this machine."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    server = Controller(letterbox, hostname="127.0.0.1", port=number)
    server.start()
    yield number
    server.stop()


@pytest.fixture
def settings(settings: Settings, port: int) -> Settings:
    """The settings with the mail server."""
    return settings.model_copy(
        update={"smtp_url": f"smtp://127.0.0.1:{port}", "mail_from": "svar@staden.se"}
    )


@pytest.fixture
def mail(app: Flask) -> Iterator[bytes]:
    """A message that waits; gives its key."""
    with app.app_context():
        with own_transaction() as session:
            put(session, "answer:2026-0412:1", "eva@exempel.se", WORDS, "sv")
        with own_transaction() as session:
            key = session.query(Mail).one().key
        yield key


def state(session: Session, key: bytes) -> str:
    """The state of the message."""
    session.rollback()
    found = session.get_one(Mail, key).state
    session.rollback()
    return found


def later(session: Session, key: bytes, clock: FixedClock) -> None:
    """Wait until the next try."""
    session.rollback()
    clock.instant = session.get_one(Mail, key).next_try or clock.instant
    session.rollback()


def test_a_message_leaves_once_and_its_address_is_forgotten(
    mail: bytes, letterbox: Letterbox, session: Session
) -> None:
    assert [send_waiting(), send_waiting()] == [1, 0]
    [sent] = letterbox.mails
    assert sent["To"] == "eva@exempel.se"
    assert sent["From"] == "svar@staden.se"
    assert sent["Message-ID"] == f"<{mail.hex()}@staden.se>"
    assert "Läs det här:" in sent.get_payload(decode=True).decode()  # type: ignore[union-attr]  # one part
    assert session.get_one(Mail, mail).sealed_address == GONE


def test_the_same_purpose_is_put_once(mail: bytes, session: Session) -> None:
    with own_transaction() as own:
        put(own, "answer:2026-0412:1", "eva@exempel.se", WORDS, "sv")
    assert session.query(Mail).count() == 1


def test_the_address_is_not_readable_in_the_database(mail: bytes, session: Session) -> None:
    assert b"eva" not in session.get_one(Mail, mail).sealed_address


def test_a_failure_that_may_pass_is_tried_again_later_with_the_same_id(
    mail: bytes, letterbox: Letterbox, session: Session, clock: FixedClock
) -> None:
    letterbox.answer = "451 later"
    assert send_waiting() == 0
    assert state(session, mail) == MailState.WAITING
    letterbox.answer = "250 OK"
    assert send_waiting() == 0, "it is not time yet"
    later(session, mail, clock)
    assert send_waiting() == 1
    assert letterbox.mails[0]["Message-ID"] == f"<{mail.hex()}@staden.se>"


def test_an_address_that_nobody_has_fails_and_waits_for_a_person(
    mail: bytes, letterbox: Letterbox, session: Session
) -> None:
    letterbox.answer = "550 nobody"
    send_waiting()
    assert state(session, mail) == MailState.FAILED
    assert [one.key for one in waiting_for_a_person(session)] == [mail]


def test_a_server_that_is_away_is_tried_at_most_so_many_times(
    mail: bytes, session: Session, clock: FixedClock
) -> None:
    def away(_message: Message) -> None:
        raise NotTaken("ConnectionRefusedError", may_pass=True)

    for _ in range(6):
        send_waiting(away)
        later(session, mail, clock)
    assert state(session, mail) == MailState.FAILED


def test_what_nobody_knows_the_fate_of_is_never_sent_again_by_itself(
    mail: bytes, session: Session, letterbox: Letterbox
) -> None:
    def broken(_message: Message) -> None:
        raise Unknown("ConnectionResetError")

    send_waiting(broken)
    assert state(session, mail) == MailState.UNKNOWN
    assert send_waiting() == 0
    with own_transaction() as own:
        send_again(own.get_one(Mail, mail))
    assert send_waiting() == 1


def test_a_job_runner_that_was_killed_leaves_it_to_a_person(mail: bytes, session: Session) -> None:
    def killed(_message: Message) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send_waiting(killed)
    interrupted()
    assert state(session, mail) == MailState.UNKNOWN
    with own_transaction() as own:
        let_it_be(own.get_one(Mail, mail))
    assert state(session, mail) == MailState.SENT
