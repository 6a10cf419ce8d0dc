"""Copy a whole database to a file, check the file, and put it back; one class per kind."""

import os
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, inspect, make_url, text

from core.database import make_engine
from core.errors import DomainError

#: Told how many pages of how many are copied.
Progress = Callable[[int, int], object]
PAGES_AT_ONCE = 2048


class BackupError(DomainError):
    """A backup cannot be made, is damaged, or cannot be put back; the message says which."""


class DatabaseCopy(Protocol):
    """What each kind of database can do; `address` is the owner's."""

    def dump(self, address: str, file: Path, progress: Progress) -> None:
        """Copy the database to the file, as it is at one moment, while others use it."""

    def check(self, file: Path) -> None:
        """Raise BackupError when the file is not a whole database."""

    def load(self, file: Path, address: str) -> None:
        """Replace the database by the checked file, all of it or nothing."""


class SqliteCopy:
    """By SQLite's own backup."""

    def dump(self, address: str, file: Path, progress: Progress) -> None:
        """Copy inside one reading transaction, so that writers neither wait nor disturb."""
        with closing(_open(_path(address))) as source, closing(_open(file)) as target:
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(
                target,
                pages=PAGES_AT_ONCE,
                progress=lambda _status, left, total: progress(total - left, total),
            )
            source.execute("ROLLBACK")
            target.execute("PRAGMA journal_mode=DELETE")

    def check(self, file: Path) -> None:
        """Ask SQLite whether every page and every foreign key is whole."""
        try:
            with closing(_open(file)) as database:
                found = database.execute("PRAGMA integrity_check").fetchone()[0]
                loose = database.execute("PRAGMA foreign_key_check").fetchone()
        except sqlite3.DatabaseError as error:
            raise BackupError(f"the database in the backup is damaged: {error}") from None
        if found != "ok" or loose:
            raise BackupError(f"the database in the backup is damaged: {loose or found}")

    def load(self, file: Path, address: str) -> None:
        """Move the file into place; the old database's journal must be gone before."""
        target = _path(address)
        if target.exists():
            with closing(_open(target)) as old:
                old.execute("PRAGMA journal_mode=DELETE")
        file.replace(target)
        _sync(target.parent)


class PostgresqlCopy:
    """By pg_dump and psql, of the same major version as the server or newer."""

    def dump(self, address: str, file: Path, progress: Progress) -> None:
        """One snapshot in pg_dump's own format; users and rights are the server's, not ours."""
        _run(["pg_dump", "-Fc", "--no-owner", "--no-privileges", "-f", str(file)], address)

    def check(self, file: Path) -> None:
        """Read every byte of every table as it would be read when put back."""
        _run(["pg_restore", "-f", os.devnull, str(file)])

    def load(self, file: Path, address: str) -> None:
        """Drop our tables and fill them again, in one transaction."""
        script = file.with_suffix(".sql")
        _run(["pg_restore", "--no-owner", "--no-privileges", "-f", str(script), str(file)])
        tables = ", ".join(f'"{name}"' for name in table_names(address))
        drop = ["-c", f"DROP TABLE {tables} CASCADE"] if tables else []
        stop = ["-v", "ON_ERROR_STOP=1"]
        _run(["psql", "-X", "-q", "-1", *stop, *drop, "-f", str(script)], address)


COPIES: dict[str, DatabaseCopy] = {"sqlite": SqliteCopy(), "postgresql": PostgresqlCopy()}


def database_kind(address: str) -> str:
    """`sqlite` or `postgresql`."""
    return make_url(address).get_backend_name()


def table_names(address: str) -> list[str]:
    """The names of all tables."""
    engine = make_engine(address)
    try:
        return inspect(engine).get_table_names()
    finally:
        engine.dispose()


def is_empty(address: str) -> bool:
    """Whether no table holds a row but those that the schema comes with."""
    engine = make_engine(address)
    try:
        # The schema brings its revision and the first themes with it.
        names = set(inspect(engine).get_table_names()) - {"alembic_version", "theme"}
        with engine.connect() as connection:
            first = (f'SELECT 1 FROM "{name}" LIMIT 1' for name in names)  # noqa: S608 -- own names
            return not any(connection.execute(text(query)).first() for query in first)
    finally:
        engine.dispose()


def _path(address: str) -> Path:
    return Path(address.removeprefix("sqlite:///"))


def _open(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, isolation_level=None, timeout=10)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def _run(command: list[str], address: str | None = None) -> None:
    """Run one of PostgreSQL's programs; the password goes by the environment, unseen by others."""
    environment = os.environ | (_environment(make_url(address)) if address else {})
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 -- our own words, no shell
    except FileNotFoundError:
        raise BackupError(f"{command[0]} is missing: install postgresql-client") from None
    if done.returncode:
        raise BackupError(f"{command[0]}: {(done.stderr.strip().splitlines() or ['failed'])[0]}")


def _environment(url: URL) -> dict[str, str]:
    """libpq's variables; what the address leaves out stays libpq's own choice."""
    given = {
        "PGHOST": url.host or url.query.get("host"),
        "PGPORT": url.port,
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
    }
    return {name: str(value) for name, value in given.items() if value}
