"""Storing many responses at once, as quickly as each database can."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Connection, LargeBinary, any_, literal, select
from sqlalchemy.orm import Session

from surveys.collection.answer_import_spool import Row, Spool
from surveys.collection.models import SurveyResponse, TextAnswer

BATCH = 2000
COLUMNS = {
    SurveyResponse.__tablename__: (
        "key", "wave_id", "version_id", "revision", "mode", "language", "unit_id",
        "gender", "age_group", "who_answered", "day", "counted_in",
    ),
    TextAnswer.__tablename__: ("response_key", "item_id", "text"),
}  # fmt: skip
#: Unnested side by side: the first item with the first code.
ANSWERS = """
INSERT INTO answer (response_key, item_id, code)
SELECT key, unnest(%b::integer[]), unnest(codes::integer[])
FROM unnest(%b::bytea[], %b::text[]) AS response (key, codes)
"""
Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Places:
    """The ids of what a row names: waves by their number, items by theirs, units by code."""

    version_id: int
    revision: int
    waves: Sequence[int]
    #: By the wave's number: the sealing that counts its responses in the same transaction, if any.
    counted_in: Sequence[int | None]
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
    postgresql = connection.dialect.name == "postgresql"
    put, put_answers = (_copy, _insert_arrays) if postgresql else (_insert, _insert_wide)
    new = Counter[int]()
    done = 0
    for batch in _batches(spool):
        known = _known(session, batch)
        fresh = [row for row in batch if row.key not in known]
        put(connection, SurveyResponse.__tablename__, [_response(row, places) for row in fresh])
        put_answers(connection, fresh, places.items)
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
    there: ColumnElement[bool] = SurveyResponse.key.in_(keys)
    if session.get_bind().dialect.name == "postgresql":
        # The driver takes long over so many parameters, and not over one array.
        there = SurveyResponse.key == any_(literal(keys, ARRAY(LargeBinary)))
    return set(session.scalars(select(SurveyResponse.key).where(there)))


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
        places.counted_in[row.wave],
    )


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


def _insert_wide(connection: Connection, rows: Sequence[Row], items: Sequence[int]) -> None:
    """SQLite: all answers of a response by one statement, which takes half the time."""
    if rows:
        values = ", ".join(f"(?1, {item}, ?{place})" for place, item in enumerate(items, 2))
        statement = f"INSERT INTO answer (response_key, item_id, code) VALUES {values}"  # noqa: S608 -- our own numbers.
        connection.exec_driver_sql(statement, [(row.key, *row.codes) for row in rows])


def _insert_arrays(connection: Connection, rows: Sequence[Row], items: Sequence[int]) -> None:
    """PostgreSQL: the codes of each response as one array; quicker here than COPY.

    A thousand rows that COPY holds slow down the checks of the foreign keys at its end.
    """
    codes = ["{" + ",".join(map(str, row.codes)) + "}" for row in rows]
    cursor = connection.connection.cursor()
    cursor.execute(ANSWERS, (list(items), [row.key for row in rows], codes))
    cursor.close()
