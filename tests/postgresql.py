"""A PostgreSQL of our own: Debian's, in a temporary folder, for one session of tests."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

VERSIONS = Path("/usr/lib/postgresql")
#: Nothing here has to survive a power cut.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=50"
OWNER, APP = "synpunkt_owner", "synpunkt_app"


@dataclass(frozen=True)
class Postgresql:
    """A running server with two users: the owner of the schema and the application's."""

    programs: Path
    folder: Path
    port: int

    def address(self, user: str, database: str) -> str:
        """The SQLAlchemy address of a database for a user."""
        return f"postgresql+psycopg://{user}@127.0.0.1:{self.port}/{database}"

    def run(self, *statements: str) -> None:
        """Run statements as the superuser, each by itself."""
        address = f"host=127.0.0.1 port={self.port} user=postgres dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def make_database(self, name: str, template: str = "template0") -> None:
        """Make a database that the owner owns, as a copy of another."""
        self.run(f'CREATE DATABASE "{name}" OWNER {OWNER} TEMPLATE "{template}"')

    def start(self, tuning: str = FAST) -> None:
        """Start the server on its folder and port."""
        options = f"{tuning} -p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        self._control("-w", "-l", self.folder / "log", "-o", options, "start")

    def stop(self) -> None:
        """Stop at once, whoever is connected."""
        if (self.folder / "data/postmaster.pid").exists():
            self._control("-w", "-m", "immediate", "stop")

    def _control(self, *words: object) -> None:
        _run(self.programs / "pg_ctl", "-D", self.folder / "data", *words)

    def drop_database(self, name: str) -> None:
        """Drop a database and whoever is still in it."""
        self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def newest_programs() -> Path | None:
    """The folder of the newest installed version, or None."""
    found = sorted(VERSIONS.glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def running_postgresql(tuning: str = FAST) -> Iterator[Postgresql]:
    """Start a server and stop it at the end, also when a test failed."""
    programs = newest_programs()
    if programs is None:
        raise RuntimeError("PostgreSQL is missing: run `apt-get install postgresql`")
    folder = Path(tempfile.mkdtemp(prefix="synpunkt-postgresql-"))
    _give_away(folder)
    server = Postgresql(programs, folder, free_port())
    try:
        _run(programs / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-N",
             "-E", "UTF8", "--locale=C.UTF-8")  # fmt: skip
        server.start(tuning)
        server.run(f"CREATE ROLE {OWNER} LOGIN", f"CREATE ROLE {APP} LOGIN")
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port on loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _give_away(folder: Path) -> None:
    """PostgreSQL refuses to run as root: the folder is given to its own user."""
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)


def _run(*words: object) -> None:
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*as_postgres, *map(str, words)]
    # pg_ctl's server keeps an inherited pipe open for ever, so output goes nowhere.
    done = subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}")
