"""Retention: nothing without a decision, and nothing but statistics after it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.encryption import seal
from feedback.cases.belongings import Attachment, CaseContact
from feedback.cases.models import Case, CaseText, CaseWord
from feedback.cases.states import CaseState
from feedback.following.models import RetentionDecision
from feedback.following.retention import MustExport, anonymise, due, months_later, run
from feedback.following.retention_commands import retention_run
from organisation.models import Role, Unit
from tests.conftest import FixedClock
from tests.factories import make_unit
from tests.feedback.factories import CODE, a_person, make_case

pytestmark = pytest.mark.thorough

ENDED, LATER = date(2024, 1, 31), date(2026, 1, 31)


@pytest.fixture
def unit(session: Session) -> Unit:
    """A unit."""
    return make_unit(session)


def closed(session: Session, unit: Unit, **given: Any) -> Case:
    """A case that ended two years before LATER, with everything that a case can hold."""
    case = make_case(
        session,
        unit,
        CaseState.CLOSED,
        day=ENDED,
        contact={"email": "eva@exempel.se"},
        code=CODE,
        **given,
    )
    key = b"a" * 16
    session.add(
        Attachment(
            key=key,
            case_key=case.key,
            media_type="image/png",
            size=1,
            day=ENDED,
            sealed=seal(b"x", key),
        )
    )
    session.flush()
    return case


def decide(session: Session, unit: Unit, *, keep: bool = False) -> None:
    """Complaints are kept for two years."""
    session.add(
        RetentionDecision(
            what="complaint",
            decision="Dnr 1/2024",
            decided_on=ENDED,
            months=24,
            keep_export=keep,
            entered_by=a_person(session, unit, Role.INVESTIGATOR).id,
        )
    )
    session.flush()


def test_without_a_decision_nothing_is_due(app: Flask, session: Session, unit: Unit) -> None:
    with app.app_context():
        closed(session, unit)
        assert due(session, date(2050, 1, 1)) == []


def test_a_case_is_due_on_the_day_and_not_before(app: Flask, session: Session, unit: Unit) -> None:
    with app.app_context():
        case = closed(session, unit)
        decide(session, unit)
        assert due(session, date(2026, 1, 30)) == []
        assert [one.case.key for one in due(session, LATER)] == [case.key]


@pytest.mark.parametrize("state", [CaseState.ON_HOLD, CaseState.ANSWERED, CaseState.WITH_MANAGER])
def test_what_is_on_hold_or_open_is_never_due(
    app: Flask, session: Session, unit: Unit, state: CaseState
) -> None:
    with app.app_context():
        make_case(session, unit, state, day=ENDED)
        decide(session, unit)
        assert due(session, date(2050, 1, 1)) == []


def test_an_anonymised_case_keeps_its_statistics_and_nothing_else(
    app: Flask, session: Session, unit: Unit
) -> None:
    with app.app_context():
        case = closed(session, unit)
        before = (case.kind, case.unit_id, case.gender, case.outcome, case.rounds[0].on_time)
        anonymise(session, case, LATER)
        session.expire_all()
        kept = session.get_one(Case, case.key)
        assert kept.state == CaseState.ANONYMISED
        assert (
            kept.kind,
            kept.unit_id,
            kept.gender,
            kept.outcome,
            kept.rounds[0].on_time,
        ) == before
        for table in (CaseText, CaseContact, Attachment):
            assert session.scalars(select(table)).all() == []
        words = {word.decode() for word in session.scalars(select(CaseWord.word))}
        assert words == set((kept.number or "").split("-"))
        assert kept.code_hash is None


def test_what_is_to_be_kept_is_exported_first(app: Flask, session: Session, unit: Unit) -> None:
    with app.app_context():
        closed(session, unit)
        decide(session, unit, keep=True)
        found = due(session, LATER)
        with pytest.raises(MustExport):
            run(session, LATER, found, exported=False)
        assert run(session, LATER, found, exported=True) == 1


def test_the_command_says_what_it_would_do_and_then_does_it(
    app: Flask, session: Session, unit: Unit, clock: FixedClock, tmp_path: Path
) -> None:
    with app.app_context():
        number = closed(session, unit).number
        decide(session, unit, keep=True)
        session.commit()
        runner = app.test_cli_runner()
        assert "1 would be anonymised" in runner.invoke(retention_run, ["--dry-run"]).output
        assert isinstance(runner.invoke(retention_run, []).exception, MustExport)
        file = tmp_path / "kept.xlsx"
        assert "1 anonymised" in runner.invoke(retention_run, ["--export", str(file)]).output
        rows = list(load_workbook(file).active.iter_rows(values_only=True))  # type: ignore[union-attr]  # it has one
        assert rows[1][0] == number
        assert "0 would" in runner.invoke(retention_run, ["--dry-run"]).output


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.integers(1, 240))
def test_months_later_is_the_same_day_or_the_month_s_last(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and later.day >= 28)
