"""What makes the audit log append-only for the application; the migrations run these statements.

Other tables that may only grow are guarded the same way.
"""


def sqlite_guard(table: str, keys: tuple[str, ...] = ("id",)) -> tuple[str, ...]:
    """SQLite: triggers. The third stops INSERT OR REPLACE, which deletes without a DELETE trigger."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    same = " AND ".join(f"{key} = NEW.{key}" for key in keys)
    there = f"SELECT 1 FROM {table} WHERE {same}"  # noqa: S608 -- names of our own
    return (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS ({there}) {refuse}",
    )


def sqlite_unguard(table: str) -> tuple[str, ...]:
    """For a migration that has to change the table, and for going back."""
    return tuple(f"DROP TRIGGER {table}_no_{what}" for what in ("update", "delete", "replace"))


def postgresql_guard(table: str, quoted_user: str) -> str:
    """PostgreSQL: what takes the right to change the table from the application's user."""
    return f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {quoted_user}"
