"""The audit log: rows come and never change."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from organisation.audit import record
from organisation.models import AuditEntry

TAMPERING = (
    "UPDATE audit_entry SET action = 'nothing'",
    "DELETE FROM audit_entry",
    "UPDATE audit_entry SET id = id + 1",
)
TAMPERING_SQLITE = (
    "INSERT OR REPLACE INTO audit_entry (id, at, action, subject_kind, subject_id) "
    "SELECT id, at, 'nothing', subject_kind, subject_id FROM audit_entry",
)
TAMPERING_POSTGRESQL = (
    "TRUNCATE audit_entry",
    "DROP TABLE audit_entry",
    "ALTER TABLE audit_entry DROP COLUMN action",
    "INSERT INTO audit_entry (id, at, action, subject_kind, subject_id) "
    "SELECT id, at, 'nothing', '', '' FROM audit_entry ON CONFLICT (id) "
    "DO UPDATE SET action = 'nothing'",
)
BY_DATABASE = {"sqlite": TAMPERING_SQLITE, "postgresql": TAMPERING_POSTGRESQL}


def test_the_application_cannot_alter_or_delete_what_was_logged(
    session: Session, database_kind: str
) -> None:
    record(session, None, datetime(2026, 3, 12, tzinfo=UTC), "signed_in", "staff", 7)
    session.commit()
    for statement in TAMPERING + BY_DATABASE[database_kind]:
        with pytest.raises(DBAPIError, match=r"append-only|permission denied|must be owner"):
            session.execute(text(statement))
        session.rollback()
    entry = session.query(AuditEntry).one()
    assert (entry.action, entry.subject_kind, entry.subject_id) == ("signed_in", "staff", "7")


def test_the_log_takes_one_row_after_the_other(session: Session) -> None:
    for day in (1, 2, 3):
        record(session, None, datetime(2026, 3, day, tzinfo=UTC), "signed_in", "staff")
        session.commit()
    assert session.query(AuditEntry).count() == 3
