"""Hand a message to the mail server: SMTP with STARTTLS or TLS, one connection a message."""

import smtplib
import ssl
from dataclasses import dataclass
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import SplitResult, unquote, urlsplit

from flask import current_app

SECONDS = 20
#: Where the server speaks no TLS: only on this machine.
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class Message:
    """What is sent; `key` makes the Message-ID, the same at every try."""

    key: str
    address: str
    subject: str
    body: str
    language: str


class NotTaken(Exception):
    """The server did not take it; `may_pass` says whether another try can help."""

    def __init__(self, why: str, *, may_pass: bool) -> None:
        super().__init__(why)
        self.may_pass = may_pass


class Unknown(Exception):
    """The line broke after the text was sent, so it may have been taken."""


def send(message: Message) -> None:
    """Send by the server of the settings. Raises NotTaken or Unknown."""
    settings = current_app.config["SETTINGS"]
    sender = settings.mail_from or f"synpunkt@{urlsplit(settings.address).hostname}"
    try:
        # An address that no server takes, or that cannot be written as a header.
        message.address.encode("ascii")
        mail = as_mail(message, sender)
    except (ValueError, LookupError, AttributeError, MessageError) as error:
        raise NotTaken(type(error).__name__, may_pass=False) from None
    try:
        server = _connect(urlsplit(settings.smtp_url))
    except (OSError, smtplib.SMTPException) as error:
        raise NotTaken(type(error).__name__, may_pass=True) from None
    try:
        _hand_over(server, mail, sender, message.address)
    finally:
        server.close()


def as_mail(message: Message, sender: str) -> EmailMessage:
    """The message with its headers; it asks for no answer and no "away" message. Pure."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, message.address, message.subject
    mail["Message-ID"] = f"<{message.key}@{sender.rpartition('@')[2]}>"
    mail["Content-Language"] = message.language
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body)
    return mail


def _connect(url: SplitResult) -> smtplib.SMTP:
    host, secure = url.hostname or "", url.scheme == "smtps"
    context = ssl.create_default_context()
    if secure:
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, url.port or 465, timeout=SECONDS, context=context
        )
    else:
        server = smtplib.SMTP(host, url.port or 587, timeout=SECONDS)
        if host not in LOOPBACK or url.username:
            server.starttls(context=context)
    if url.username:
        server.login(unquote(url.username), unquote(url.password or ""))
    return server


def _hand_over(server: smtplib.SMTP, mail: EmailMessage, sender: str, address: str) -> None:
    """The three steps by themselves: only after the text has gone is the outcome unknown."""
    try:
        server.ehlo_or_helo_if_needed()
        for code, _text in (server.mail(sender), server.rcpt(address)):
            if code >= 400:
                raise NotTaken(f"the server said {code}", may_pass=code < 500)
    except (OSError, smtplib.SMTPException) as error:
        raise NotTaken(type(error).__name__, may_pass=True) from None
    try:
        code, _text = server.data(mail.as_bytes())
    except smtplib.SMTPDataError as error:
        raise NotTaken(
            f"the server said {error.smtp_code}", may_pass=error.smtp_code < 500
        ) from None
    except (OSError, smtplib.SMTPException) as error:
        raise Unknown(type(error).__name__) from None
    if code >= 400:
        raise NotTaken(f"the server said {code}", may_pass=code < 500)
