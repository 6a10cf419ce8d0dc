"""Write the migration from the last one to the models: `python migrations/draft.py "Purpose in words"`.

Read it before it is used: data that has to move, and triggers, are not in it.
"""

import re
import sys
import tempfile
from pathlib import Path

from alembic import command

from core.clock import Clock
from core.database import make_engine
from core.migration import alembic_config, migrate
from core.settings import Settings

#: alembic's own column has room for this much on PostgreSQL.
LONGEST = 32


def draft(purpose: str) -> None:
    """Compare the models with a new, migrated database and write versions/<date>_<purpose>.py."""
    name = f"{Clock().today():%Y_%m_%d}_{re.sub(r'[^a-z0-9]+', '_', purpose.lower())}"
    if len(name) > LONGEST:
        raise SystemExit(f"{name}: at most {LONGEST} characters")
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        migrate(settings)
        engine = make_engine(settings.owner_database)
        with engine.begin() as connection:
            config = alembic_config(connection, settings)
            config.set_main_option("file_template", "%%(rev)s")
            command.revision(config, purpose, autogenerate=True, rev_id=name)
        engine.dispose()


if __name__ == "__main__":
    draft(sys.argv[1])
