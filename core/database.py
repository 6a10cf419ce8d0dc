"""The database: base class, column types, engines and the request's session.

The request is the transaction: it is committed once, after the handler, and rolled back
when an error became a page. A request that may write takes SQLite's write lock at its
start, so that it never has to give up half-way.
"""

import secrets
import select
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, g, request
from sqlalchemy import (
    DateTime,
    Dialect,
    Engine,
    LargeBinary,
    MetaData,
    TypeDecorator,
    create_engine,
    event,
)
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Session

KEY_BYTES = 16
BUSY_MILLISECONDS = 10_000
#: How long who waits for SQLite's write lock sleeps between two looks, at first and at most.
FIRST_PAUSE, LONGEST_PAUSE = 0.0002, 0.002
READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The base of every model; all constraints get a name."""

    metadata = MetaData(naming_convention=NAMES)


class RandomKey(TypeDecorator[bytes]):
    """A random 128-bit key: says nothing about order or time."""

    impl = LargeBinary(KEY_BYTES)
    cache_ok = True


class Instant(TypeDecorator[datetime]):
    """An instant in UTC, aware on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store in UTC; refuse a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite gives the time back without its zone: it was UTC."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def random_key() -> bytes:
    """A new random 128-bit key."""
    return secrets.token_bytes(KEY_BYTES)


def make_engine(address: str, *, only_reads: bool = False) -> Engine:
    """An engine for SQLite or PostgreSQL with everything this program relies on set.

    One that `only_reads` needs no transactions: each statement sees what is committed.
    """
    reading: dict[str, Any] = {"isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True}
    engine = create_engine(address, hide_parameters=True, **(reading if only_reads else {}))
    if engine.dialect.name == "postgresql":
        event.listen(engine, "checkout", _refuse_closed)
        return engine
    Path(address.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    event.listen(engine, "connect", _set_pragmas)
    if not only_reads:
        event.listen(engine, "begin", _begin)
    return engine


def _refuse_closed(connection: Any, _record: object, _proxy: object) -> None:
    if connection.closed:
        raise DisconnectionError
    # Nobody has asked anything, so all a server can have sent is its farewell.
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    if poll.poll(0):
        raise DisconnectionError


def _set_pragmas(connection: Any, _record: object) -> None:
    # Transactions are begun by _begin; the driver must not begin its own.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_MILLISECONDS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    """Take the write lock.

    Asks for it often: a response is stored in about a millisecond, and SQLite's own waiting
    sleeps 1, 2, 5, 10, 15, 20 and 25 ms, while others come first.
    """
    driver = connection.connection.dbapi_connection
    deadline = time.monotonic() + BUSY_MILLISECONDS / 1000
    pause = FIRST_PAUSE
    driver.execute("PRAGMA busy_timeout=0")
    try:
        while not _begun(driver):
            if time.monotonic() > deadline:
                # Once more, for an error with SQLAlchemy's name.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                return
            time.sleep(pause)
            pause = min(1.5 * pause, LONGEST_PAUSE)
    finally:
        driver.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")


def _begun(driver: sqlite3.Connection) -> bool:
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:  # Its kind is in the low byte.
            raise
        return False
    return True


def init_database(app: Flask, address: str) -> None:
    """Give the application its database and each request its one transaction."""
    app.extensions["synpunkt.engine"] = make_engine(address)
    app.extensions["synpunkt.reader"] = make_engine(address, only_reads=True)
    app.after_request(_commit)
    app.teardown_appcontext(_close)


def forget_connections(app: Flask, *, close: bool = True) -> None:
    """Let go of every open connection; a forked process must not `close` its parent's."""
    for name in ("synpunkt.engine", "synpunkt.reader"):
        if name in app.extensions:
            app.extensions[name].dispose(close=close)


def engine() -> Engine:
    """The engine of the running application."""
    found: Engine = current_app.extensions["synpunkt.engine"]
    return found


def reader() -> Engine:
    """The engine for a quick look: its connections only read, and hold up nobody who writes."""
    found: Engine = current_app.extensions["synpunkt.reader"]
    return found


def session() -> Session:
    """The session of this request or command."""
    if "session" not in g:
        reads = bool(request) and request.method in READING_METHODS
        name = "synpunkt.reader" if reads else "synpunkt.engine"
        g.session = Session(current_app.extensions[name], expire_on_commit=False)
    found: Session = g.session
    return found


@contextmanager
def own_transaction() -> Iterator[Session]:
    """A transaction beside the request's, for commands, jobs and what must be kept anyway."""
    with Session(engine(), expire_on_commit=False) as own, own.begin():
        yield own


@contextmanager
def snapshot() -> Iterator[Session]:
    """A session that sees one state of the database as long as it lasts, and holds up nobody."""
    postgresql = reader().dialect.name == "postgresql"
    with reader().connect() as connection:
        begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if postgresql else "BEGIN"
        connection.exec_driver_sql(begin)
        try:
            with Session(connection, expire_on_commit=False) as reading:
                yield reading
        finally:
            connection.exec_driver_sql("ROLLBACK")


def roll_back() -> None:
    """Forget what the request did; used when an error becomes a page."""
    if "session" in g:
        g.session.rollback()


def _commit(response: Response) -> Response:
    if "session" in g:
        g.session.commit()
    return response


def _close(_error: BaseException | None) -> None:
    held: Session | None = g.pop("session", None)
    if held is not None:
        held.close()
