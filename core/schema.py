"""Which schema the database has, and bringing it to what this release needs.

Alembic does that in a process of its own: it takes long to load, and a server that finds its
database as it should be never needs it.
"""

import re
import subprocess
import sys
from pathlib import Path

from sqlalchemy import inspect, text

from core.database import make_engine
from core.errors import DomainError
from core.settings import Settings

VERSIONS = Path(__file__).parent.parent / "migrations" / "versions"
BEFORE = re.compile(r'^down_revision = "(\w+)"$', re.MULTILINE)


class NotMigrated(DomainError):
    """The database could not be changed; what was wrong has been printed."""


def bring_up_to_date(settings: Settings) -> None:
    """Migrate when the database is older than this release. Raises NotMigrated.

    An application with a user of its own is given its rights each time.
    """
    has_own_user = settings.database != settings.owner_database
    if has_own_user or revision(settings) != newest_revision():
        run_migrations(settings)


def run_migrations(settings: Settings) -> None:
    """Migrate, and say who may do what. Raises NotMigrated."""
    command = [sys.executable, "-m", "core.migration"]
    # By its input: arguments and the environment can be read by others.
    done = subprocess.run(command, input=settings.model_dump_json(), text=True, check=False)  # noqa: S603 -- our own module
    if done.returncode:
        raise NotMigrated("the database could not be migrated")


def revision(settings: Settings) -> str | None:
    """The database's revision; None before the first migration."""
    engine = make_engine(settings.owner_database)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
            return found
    finally:
        engine.dispose()


def known_revisions() -> frozenset[str]:
    """The revisions that this release knows: each is named as its file."""
    return frozenset(path.stem for path in VERSIONS.glob("[0-9]*.py"))


def newest_revision() -> str:
    """The revision that no other follows."""
    followed = {
        before
        for path in VERSIONS.glob("[0-9]*.py")
        for before in BEFORE.findall(path.read_text("utf-8"))
    }
    [newest] = known_revisions() - followed
    return newest
