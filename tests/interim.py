"""While the models move: make the schema from the models. Replaced by core.migration at the end."""

import importlib
import importlib.util

from sqlalchemy import text

import analysis.models
import organisation.models
import surveys.collection.models  # noqa: F401
from core.database import Base, make_engine
from core.settings import Settings
from tests.postgresql import APP

for name in ("core.rate_limits", "organisation.audit_guard"):
    if importlib.util.find_spec(name):
        importlib.import_module(name)


def migrate(settings: Settings) -> None:
    engine = make_engine(settings.owner_database)
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        if engine.dialect.name == "sqlite":
            from organisation.audit_guard import SQLITE_GUARD

            for statement in SQLITE_GUARD:
                connection.execute(text(statement))
        if engine.dialect.name == "postgresql":
            connection.execute(
                text(
                    f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP}"
                )
            )
            connection.execute(
                text(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP}")
            )
            connection.execute(text(f"REVOKE UPDATE, DELETE ON audit_entry FROM {APP}"))
    engine.dispose()
