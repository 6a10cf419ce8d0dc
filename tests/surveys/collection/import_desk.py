"""What the tests of importing answers share: a town, a mapping with its data, planning and storing."""

from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.keyring import Keyring
from core.tables import read_table
from surveys.collection.answer_import import Plan, Stored, Wanted, plan_import, run_import
from surveys.collection.answer_import_mapping import read_mapping
from tests.factories import make_unit, publish_instrument

TODAY, LIMIT = date(2026, 3, 12), 5
AT = datetime(2026, 3, 12, 9, tzinfo=UTC)
KEYRING = Keyring("a", {"a": "k" * 32})
MAPPING = """
format: 1
row_id: id
survey: everything
unit: homeless
wave_column: year
waves:
  - {label: "2019", opens: 2019-03-01, closes: 2019-03-31}
  - {label: "2020", opens: 2020-03-01, closes: 2020-03-31, once_per_person: true,
     clients: {women: 115, men: 532, source: register}}
mode: {column: how, values: {post: paper, phone: telephone}}
gender: {column: sex, values: {K: woman, M: man}}
questions:
  treatment: {column: q1, values: {Bra: 4, Dåligt: 2, Vet ej: dont_know}}
  grade: betyg
"""
DATA = """id;year;how;sex;q1;betyg
1;2019;post;K;Bra;8
2;2019;post;M;Dåligt;6,0
3;2020;phone;;Vet ej;
4;2020;phone;K;;
"""


def make_town(session: Session) -> Session:
    """A unit with a section, and a published survey; committed."""
    unit = make_unit(session)
    make_unit(session, "north", unit)
    make_unit(session, "elders")
    publish_instrument(session, "everything")
    session.commit()
    return session


def make_wanted(folder: Path, mapping: str = MAPPING, data: str = DATA) -> Wanted:
    """What is wanted, from the texts of a mapping and of data."""
    path = folder / "data.csv"
    path.write_text(data)
    return Wanted(read_table(path), read_mapping(mapping), KEYRING)


def run(session: Session, wanted: Wanted) -> Stored:
    """Plan and store; committed."""
    with plan_import(session, wanted) as plan:
        stored = run_import(session, plan, TODAY, LIMIT)
    session.commit()
    return stored


def planned(session: Session, wanted: Wanted) -> Plan:
    """The plan, its rows gone."""
    with plan_import(session, wanted) as plan:
        return plan


def count(session: Session, table: type) -> int:
    """How many rows a table has."""
    return session.scalar(select(func.count()).select_from(table)) or 0
