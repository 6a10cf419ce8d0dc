"""Storing many responses at once, as quickly as each database can."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from surveys.collection.answer_import_spool import Row, Spool
from surveys.collection.models import Answer, SurveyResponse, TextAnswer

BATCH = 2000
COLUMNS = {
    SurveyResponse.__tablename__: (
        "key", "wave_id", "version_id", "revision", "mode", "language", "unit_id",
        "gender", "age_group", "who_answered", "day",
    ),
    Answer.__tablename__: ("response_key", "item_id", "code"),
    TextAnswer.__tablename__: ("response_key", "item_id", "text"),
}  # fmt: skip
Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Places:
    """The ids of what a row names: waves by their number, items by theirs, units by code."""

    version_id: int
    revision: int
    waves: Sequence[int]
    items: Sequence[int]
    #: "" is the wave's own unit.
    units: Mapping[str, int]


def known_keys(session: Session, spool: Spool) -> Iterator[Row]:
    """The rows that have been stored before."""
    for batch in _batches(spool):
        known = _known(session, batch)
        yield from (row for row in batch if row.key in known)


def store_rows(
    session: Session, spool: Spool, places: Places, tell: Callable[[int], None]
) -> Counter[int]:
    """Store the rows whose keys are new; gives the number of new ones by the number of their wave.

    `tell` hears how many rows have been dealt with.
    """
    connection = session.connection()
    put = _copy if connection.dialect.name == "postgresql" else _insert
    new = Counter[int]()
    done = 0
    for batch in _batches(spool):
        known = _known(session, batch)
        fresh = [row for row in batch if row.key not in known]
        put(connection, SurveyResponse.__tablename__, [_response(row, places) for row in fresh])
        put(connection, Answer.__tablename__, list(_answers(fresh, places.items)))
        put(connection, TextAnswer.__tablename__, list(_texts(fresh, places.items)))
        new.update(row.wave for row in fresh)
        done += len(batch)
        tell(done)
    return new


def _batches(spool: Spool) -> Iterator[list[Row]]:
    rows = spool.rows()
    while batch := list(islice(rows, BATCH)):
        yield batch


def _known(session: Session, batch: Sequence[Row]) -> set[bytes]:
    keys = [row.key for row in batch]
    return set(session.scalars(select(SurveyResponse.key).where(SurveyResponse.key.in_(keys))))


def _response(row: Row, places: Places) -> tuple[Any, ...]:
    return (
        row.key,
        places.waves[row.wave],
        places.version_id,
        places.revision,
        row.mode,
        row.language,
        places.units[row.section],
        row.gender,
        row.age_group,
        row.who_answered,
        row.day,
    )


def _answers(rows: Iterable[Row], items: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        for item, code in zip(items, row.codes, strict=True):
            yield row.key, item, code


def _texts(rows: Iterable[Row], items: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        for place, words in row.texts:
            yield row.key, items[place], words


def _insert(connection: Connection, table: str, rows: Rows) -> None:
    """SQLite: the driver's own loop."""
    if rows:
        columns = COLUMNS[table]
        signs = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({signs})"  # noqa: S608 -- our own names.
        connection.exec_driver_sql(statement, rows)


def _copy(connection: Connection, table: str, rows: Rows) -> None:
    """PostgreSQL: its way of taking in many rows."""
    cursor = connection.connection.cursor()
    statement = f"COPY {table} ({', '.join(COLUMNS[table])}) FROM STDIN"
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
    cursor.close()
