"""Statements given straight to the driver say what SQLAlchemy's own running of them says."""

from datetime import date

from sqlalchemy import Date, bindparam, insert, select
from sqlalchemy.orm import Session

from core.quick_statements import QuickStatement
from organisation.models import ClientCount, Unit

DAY = date(2026, 3, 12)
COUNTS = (
    select(ClientCount.as_of, ClientCount.women, ClientCount.source)
    .where(ClientCount.women > 1, ClientCount.as_of <= bindparam("day", type_=Date))
    .order_by(ClientCount.as_of)
    .limit(1)
)


def test_values_and_rows_are_changed_as_the_models_say(session: Session) -> None:
    unit = Unit(code="a", name="A")
    session.add(unit)
    session.flush()
    stored = QuickStatement(insert(ClientCount))
    counts = [{"unit_id": unit.id, "women": 2, "men": 0, "source": "å", "as_of": DAY}]
    stored.each(session.connection(), counts)
    found = QuickStatement(COUNTS).first(session.connection(), {"day": DAY})
    assert found == tuple(session.execute(COUNTS, {"day": DAY}).one()) == (DAY, 2, "å")


def test_no_row_is_none_and_left_out_columns_stay_empty(session: Session) -> None:
    assert QuickStatement(COUNTS).first(session.connection(), {"day": DAY}) is None
    stored = QuickStatement(insert(Unit).returning(Unit.id), columns=["code", "name"])
    row = stored.first(session.connection(), {"code": "a", "name": "A"})
    assert row is not None
    assert session.get_one(Unit, row[0]).name == "A"
