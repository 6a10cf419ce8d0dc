"""Receiving: numbers without gaps or doubles, promises that stay, drafts, and nothing that tells when."""

import threading
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Column, Table, func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from core.database import Base, own_transaction
from feedback.cases import deadlines
from feedback.cases.answering import note_failed_try
from feedback.cases.belongings import CaseContact
from feedback.cases.codes import find_by_code, make_code
from feedback.cases.contact import read_contact
from feedback.cases.events import Mover
from feedback.cases.kinds import Channel, Kind
from feedback.cases.models import Case, CaseEvent, CaseWord
from feedback.cases.receiving import (
    NewCase,
    ReceivedInFuture,
    SerialTaken,
    delete_draft,
    drafts_of,
    receive,
    receive_draft,
    save_draft,
)
from feedback.cases.states import CaseState
from feedback.intake.models import FormBatch, PaperForm
from organisation.models import AuditEntry, Role, Unit
from tests.factories import make_unit
from tests.feedback.factories import CODE, MANAGER, TODAY, a_person, make_case, new_case


@pytest.fixture
def unit(session: Session) -> Unit:
    """A unit that cases are about."""
    return make_unit(session)


def test_a_case_gets_its_number_and_dates_at_receipt(session: Session, unit: Unit) -> None:
    case = receive(session, new_case(unit, received=date(2026, 3, 10)), TODAY)
    again = receive(session, new_case(unit), date(2027, 1, 2))
    assert (case.number, again.number) == ("2026-0001", "2027-0001")
    [first] = case.rounds
    assert (first.rule, first.nominal, first.last_day, first.target) == (
        deadlines.RULE, date(2026, 3, 24), date(2026, 3, 24), date(2026, 3, 24),
    )  # fmt: skip
    assert case.state == CaseState.RECEIVED


def test_a_deviation_has_a_number_and_no_promise(session: Session, unit: Unit) -> None:
    case = receive(session, new_case(unit, kind=Kind.DEVIATION, channel=Channel.INTERNAL), TODAY)
    assert case.number
    assert (case.rounds[0].nominal, case.rounds[0].last_day) == (None, None)


def test_a_new_rule_leaves_an_old_case_as_it_is(
    app: Flask, session: Session, unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        case = make_case(session, unit, CaseState.WITH_MANAGER)
        before = _dates(case)
        monkeypatch.setattr("feedback.cases.rounds.RULE", 2)
        monkeypatch.setattr("feedback.cases.rounds.promise", lambda _day: pytest.fail("computed"))
        by = a_person(session, unit, Role.MANAGER)
        note_failed_try(session, case, Mover(MANAGER, by.id), TODAY)
        session.commit()
        session.expire_all()
        assert _dates(case) == before


def test_the_same_form_sent_again_changes_nothing(session: Session, unit: Unit) -> None:
    new = new_case(unit)
    case = receive(session, new, TODAY)
    session.commit()
    other = NewCase(**{**vars(new), "text": "Något annat"})
    assert receive(session, other, TODAY) is case
    assert [one.text for one in case.texts] == [new.text]
    assert session.scalar(select(func.count()).select_from(CaseEvent)) == 1


def test_what_comes_at_once_gets_numbers_without_gaps_or_doubles(app: Flask) -> None:
    with Session(app.extensions["synpunkt.engine"], expire_on_commit=False) as session:
        unit = make_unit(session)
        session.commit()
    same, failures = new_case(unit), list[BaseException]()

    def many() -> None:
        try:
            with app.app_context():
                for place in range(8):
                    with own_transaction() as own:
                        receive(own, same if place == 3 else new_case(unit), TODAY)
        except BaseException as error:
            failures.append(error)

    workers = [threading.Thread(target=many) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not failures
    with Session(app.extensions["synpunkt.engine"], expire_on_commit=False) as session:
        numbers = sorted(filter(None, session.scalars(select(Case.number))))
        # One of each worker's eight was the same form.
        assert numbers == [f"2026-{n:04}" for n in range(1, 23)]


def test_a_number_that_was_not_kept_is_given_again(session: Session, unit: Unit) -> None:
    session.commit()
    receive(session, new_case(unit), TODAY)
    session.rollback()
    assert receive(session, new_case(unit), TODAY).number == "2026-0001"


def test_a_day_that_has_not_been_is_refused(session: Session, unit: Unit) -> None:
    with pytest.raises(ReceivedInFuture):
        receive(session, new_case(unit, received=date(2026, 3, 13)), TODAY)


def test_a_printed_form_is_registered_once(session: Session, unit: Unit) -> None:
    batch = FormBatch(postcards=False, language="sv", printed_on=TODAY)
    form = PaperForm(serial="1234-5", batch=batch, code_locator=b"1234", code_hash="x")
    session.add(form)
    session.flush()
    receive(session, new_case(unit, form_serial="1234-5", code=(b"1234", "x")), TODAY)
    with pytest.raises(SerialTaken):
        receive(session, new_case(unit, form_serial="1234-5"), TODAY)


def test_contact_is_encrypted_and_bound_to_its_case(
    app: Flask, session: Session, unit: Unit
) -> None:
    contact = {"name": " Kim Berg ", "phone": "", "email": "kim@example.se", "other": "x"}
    with app.app_context():
        case = make_case(session, unit, contact=contact)
        assert read_contact(session, case) == {"name": "Kim Berg", "email": "kim@example.se"}
        assert not case.anonymous
        assert b"Kim" not in session.get_one(CaseContact, case.key).sealed
        assert make_case(session, unit, contact={"name": "  "}).anonymous


def test_a_draft_waits_without_number_and_becomes_the_case(
    app: Flask, session: Session, unit: Unit
) -> None:
    with app.app_context():
        writer, other = (a_person(session, unit, one) for one in (Role.RECEPTION, Role.CASE_WORKER))
        first = new_case(unit, channel=Channel.TOLD, text="Första", contact={"name": "Kim"})
        save_draft(session, first, TODAY, staff_id=writer.id)
        second = NewCase(**{**vars(first), "text": "Andra", "contact": {}})
        draft = save_draft(session, second, TODAY, staff_id=writer.id)
        assert (draft.number, draft.anonymous, draft.rounds) == (None, True, [])
        assert [one.text for one in draft.texts] == ["Andra"]
        assert drafts_of(session, writer.id) == [draft]
        assert not drafts_of(session, other.id)
        stolen = NewCase(**{**vars(first), "text": "Tredje"})
        assert receive(session, stolen, TODAY, staff_id=other.id).state == CaseState.DRAFT
        case = receive(session, second, TODAY, staff_id=writer.id)
        assert (case, case.number, case.registered_by) == (draft, "2026-0001", writer.id)
        logged = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
        assert logged == ["case_write_draft", "case_write_draft", "case_receive"]


def test_a_draft_can_be_received_as_it_is_or_forgotten(
    app: Flask, session: Session, unit: Unit
) -> None:
    with app.app_context():
        kept, gone = (make_case(session, unit, CaseState.DRAFT) for _ in range(2))
        delete_draft(session, gone)
        assert receive_draft(session, kept, TODAY).number == "2026-0001"
        session.commit()
        assert session.scalars(select(Case)).all() == [kept]
        assert set(session.scalars(select(CaseWord.case_key))) == {kept.key}


def test_nothing_tells_when_or_in_which_order_an_anonymous_case_came(
    app: Flask, session: Session, unit: Unit
) -> None:
    """No table holds a time finer than the day but the tries', by the hour; no serial; no address."""
    session.commit()
    before = _everything(session)
    with app.app_context():
        receive(session, new_case(unit, code=make_code(CODE)), TODAY)
        session.commit()
        assert find_by_code(session, CODE, datetime(2026, 3, 12, 12, 34, 56, tzinfo=UTC))
        assert not find_by_code(session, "1" * 12, datetime(2026, 3, 12, 12, 34, 56, tzinfo=UTC))
        session.commit()
    new = [(table, row) for table, row in _everything(session) if (table, row) not in before]
    assert {table.name for table, _row in new} == {
        "feedback_case", "case_round", "case_text", "case_event", "case_word", "case_counter",
        "tries",
    }  # fmt: skip
    for table, row in new:
        assert not any("12:34" in str(value) or "127.0.0.1" in str(value) for value in row), table
        for value in row:
            if isinstance(value, datetime):
                assert (table.name, value.minute, value.second) == ("tries", 0, 0)
        assert not [column.name for column in table.primary_key if _is_serial(table, column)]
    if session.get_bind().dialect.name == "sqlite":
        # Without SQLite's hidden serial; the counter is a row a year, the tries a row a place.
        for name in {table.name for table, _row in new} - {"case_counter", "tries"}:
            with pytest.raises(OperationalError, match="no such column"):
                session.execute(text(f"SELECT rowid FROM {name}"))
            session.rollback()


def _is_serial(table: Table, column: Column[Any]) -> bool:
    return column is table.autoincrement_column


def _everything(session: Session) -> list[tuple[Table, tuple[Any, ...]]]:
    return [
        (table, tuple(row))
        for table in Base.metadata.sorted_tables
        for row in session.execute(select(table)).all()
    ]


def _dates(case: Case) -> list[Any]:
    return [(one.rule, one.nominal, one.last_day, one.target) for one in case.rounds]
