"""Runs the migrations on the connection that core.migration gives, then says who may do what."""

from alembic import context
from sqlalchemy import Connection, text

import analysis.plans.models
import analysis.published.models
import analysis.reports.models
import analysis.results.models
import analysis.scorecard.models
import analysis.visits.models
import core.background
import core.outbox
import core.rate_limits
import feedback.cases.belongings
import feedback.cases.models
import feedback.following.models
import feedback.handling.models
import feedback.intake.models
import organisation.models
import surveys.collection.models
from core.database import Base, Instant, RandomKey
from organisation.audit_guard import postgresql_guard

#: What the application's user may only add to.
GUARDED = ("audit_entry", "case_event")


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Write our column types as the plain ones below, so that an old migration stays as it was."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, RandomKey):
        return "sa.LargeBinary(16)"
    return False


def grant(connection: Connection, user: str) -> None:
    """Let the application's user read and write, but never alter the schema or the audit log."""
    name = connection.dialect.identifier_preparer.quote(user)
    schema = "SCHEMA public"
    guarded = [table for table in GUARDED if connection.dialect.has_table(connection, table)]
    statements = [
        f"GRANT USAGE ON {schema} TO {name}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN {schema} TO {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN {schema} TO {name}",
        f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {name}",
        *(postgresql_guard(table, name) for table in guarded),
    ]
    for statement in statements:
        connection.execute(text(statement))


def run() -> None:
    """Migrate inside the transaction that is open on the connection."""
    attributes = context.config.attributes
    connection: Connection = attributes["connection"]
    context.configure(connection, target_metadata=Base.metadata, render_item=render_item)
    context.run_migrations()
    user = attributes["app_user"]
    if user and connection.dialect.has_table(connection, "audit_entry"):
        grant(connection, user)


run()
