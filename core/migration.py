"""Bring the database's schema to what this release needs, with the owner's address.

`python -m core.migration` reads settings as JSON; core.schema runs it.
"""

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, make_url, text

from core.database import make_engine
from core.settings import Settings

FOLDER = Path(__file__).parent.parent / "migrations"
#: Any number, the same in every process: one of them migrates, the others wait.
LOCK = 20261122


def migrate(settings: Settings, target: str = "head") -> None:
    """Upgrade to the revision `target`; downgrade when it is "base" or steps back ("-1").

    All or nothing; several processes at once take turns.
    """
    engine = make_engine(settings.owner_database)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            _move(alembic_config(connection, settings), target)
    finally:
        engine.dispose()


def alembic_config(connection: Connection, settings: Settings) -> Config:
    """What migrations/env.py needs; `app_user` is PostgreSQL's user of the application."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    config.attributes["app_user"] = _app_user(settings)
    return config


def _move(config: Config, target: str) -> None:
    if target == "base" or target.startswith("-"):
        command.downgrade(config, target)
    else:
        command.upgrade(config, target)


def _app_user(settings: Settings) -> str | None:
    """The application's user when it is not the owner."""
    app, owner = make_url(settings.database).username, make_url(settings.owner_database).username
    return app if app != owner else None


if __name__ == "__main__":
    migrate(Settings.model_validate_json(sys.stdin.read()))
