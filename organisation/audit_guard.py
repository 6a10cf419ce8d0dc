"""What makes the audit log append-only for the application; the migrations run these statements."""

#: SQLite: triggers. The third stops INSERT OR REPLACE, which deletes without a DELETE trigger.
SQLITE_GUARD = (
    """
    CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,
    """
    CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,
    """
    CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry
    WHEN EXISTS (SELECT 1 FROM audit_entry WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,
)
#: For a migration that has to change the table, and for going back.
SQLITE_UNGUARD = (
    "DROP TRIGGER audit_entry_no_update",
    "DROP TRIGGER audit_entry_no_delete",
    "DROP TRIGGER audit_entry_no_replace",
)


def postgresql_guard(quoted_user: str) -> str:
    """PostgreSQL: what takes the right to change the log from the application's user."""
    return f"REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry FROM {quoted_user}"
