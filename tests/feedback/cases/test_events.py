"""The log of a case: rows come and never change."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from feedback.cases.models import CaseEvent
from feedback.cases.states import CaseState
from organisation.models import AuditEntry
from tests.factories import make_unit
from tests.feedback.factories import TODAY, make_case

TAMPERING = (
    "UPDATE case_event SET action = 'nothing'",
    "UPDATE case_event SET day = '2020-01-01'",
    "DELETE FROM case_event",
    "UPDATE audit_entry SET action = 'nothing'",
    "DELETE FROM audit_entry",
)
ANEW = (
    "INTO case_event (case_key, place, action, day, actor, state, detail) "
    "SELECT case_key, place, 'nothing', day, actor, state, detail FROM case_event"
)
TAMPERING_SQLITE = (f"INSERT OR REPLACE {ANEW}",)
TAMPERING_POSTGRESQL = (
    "TRUNCATE case_event",
    "DROP TABLE case_event",
    "ALTER TABLE case_event DROP COLUMN action",
    f"INSERT {ANEW} ON CONFLICT (case_key, place) DO UPDATE SET action = 'nothing'",
)
BY_DATABASE = {"sqlite": TAMPERING_SQLITE, "postgresql": TAMPERING_POSTGRESQL}


def test_the_application_cannot_alter_or_delete_what_happened(
    app: Flask, session: Session, database_kind: str
) -> None:
    with app.app_context():
        make_case(session, make_unit(session), CaseState.ANSWERED)
        session.commit()
    for statement in TAMPERING + BY_DATABASE[database_kind]:
        with pytest.raises(DBAPIError, match=r"append-only|permission denied|must be owner"):
            session.execute(text(statement))
        session.rollback()
    happened = session.query(CaseEvent).order_by(CaseEvent.place).all()
    moves = ["receive", "register", "assign", "read", "answer"]
    assert [event.action for event in happened] == moves
    assert {event.day for event in happened} == {TODAY}


def test_staff_stand_in_both_logs_and_a_sender_in_one(app: Flask, session: Session) -> None:
    with app.app_context():
        case = make_case(session, make_unit(session), CaseState.REOPENED)
        session.commit()
    logged = session.query(AuditEntry).order_by(AuditEntry.id).all()
    by_staff = [event for event in case.events if event.staff_id]
    assert [one.action for one in logged] == [f"case_{one.action}" for one in by_staff]
    assert {(one.subject_kind, one.subject_id) for one in logged} == {("case", case.number)}
    assert [event.action for event in case.events if not event.staff_id] == ["receive", "reopen"]


def test_no_log_holds_words_of_anybody(app: Flask, session: Session) -> None:
    with app.app_context():
        case = make_case(session, make_unit(session), CaseState.VOIDED, contact={"name": "Kim"})
        session.commit()
    rows = [*case.events, *session.query(AuditEntry)]
    for row in rows:
        values = str(vars(row))
        assert not [word for word in ("vänta", "Skräp", "Kim") if word in values]
