"""One response into the database, once, in as few steps as each database allows.

While it is stored on SQLite, others who send wait; on PostgreSQL each step is a way there and back.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, fields
from datetime import date

from sqlalchemy import Connection, insert
from sqlalchemy.dialects import sqlite

from core.database import engine, reader
from core.quick_statements import QuickStatement
from surveys.collection.models import Answer, SurveyResponse, TextAnswer


@dataclass(frozen=True)
class Circumstances:
    """All that is kept about a response besides its answers."""

    wave_id: int
    version_id: int
    revision: int
    mode: str
    language: str
    unit_id: int
    station_id: int | None
    gender: int
    age_group: int
    who_answered: int
    day: date


@dataclass(frozen=True)
class FilledIn:
    """A filled-in questionnaire, ready to be stored: codes and words by item id."""

    key: bytes
    circumstances: Circumstances
    codes: Mapping[int, int] = field(default_factory=dict)
    texts: Mapping[int, str] = field(default_factory=dict)


def store(connection: Connection, filled: FilledIn) -> bool:
    """Store the response, or nothing when its key is stored already; says which."""
    return WAYS[connection.dialect.name](connection, filled)


@contextmanager
def storing() -> Iterator[Connection]:
    """A connection to `store` one response on, which is safe on the disk when the block ends."""
    if engine().dialect.name == "postgresql":
        # One statement is a transaction by itself: one way there and back instead of three.
        with reader().connect() as connection:
            yield connection
    else:
        with engine().begin() as connection:
            yield connection


COLUMNS = ("key", *(one.name for one in fields(Circumstances)))
#: Stores a response whose key is new and gives its key.
INSERT_RESPONSE = QuickStatement(
    sqlite.insert(SurveyResponse)
    .on_conflict_do_nothing(index_elements=["key"])
    .returning(SurveyResponse.key),
    columns=COLUMNS,
)
INSERT_ANSWERS, INSERT_TEXTS = QuickStatement(insert(Answer)), QuickStatement(insert(TextAnswer))

#: The same in one statement. Gives 1, or 0 when the key was stored already.
ALL_IN_ONE = f"""
WITH stored AS (
    INSERT INTO survey_response ({", ".join(COLUMNS)})
    VALUES ({", ".join(f"%({name})s" for name in COLUMNS)})
    ON CONFLICT (key) DO NOTHING RETURNING key
), answers AS (
    INSERT INTO answer (response_key, item_id, code)
    SELECT stored.key, given.item, given.code FROM stored,
        unnest(%(answered)s::int[], %(codes)s::int[]) AS given (item, code)
), texts AS (
    INSERT INTO text_answer (response_key, item_id, text)
    SELECT stored.key, given.item, given.words FROM stored,
        unnest(%(written)s::int[], %(texts)s::text[]) AS given (item, words)
)
SELECT count(*) FROM stored
"""  # noqa: S608 -- names of our own columns


def _step_by_step(connection: Connection, filled: FilledIn) -> bool:
    key = filled.key
    codes = [{"response_key": key, "item_id": i, "code": c} for i, c in filled.codes.items()]
    texts = [{"response_key": key, "item_id": i, "text": t} for i, t in filled.texts.items()]
    if INSERT_RESPONSE.first(connection, {"key": key, **vars(filled.circumstances)}) is None:
        return False
    INSERT_ANSWERS.each(connection, codes)
    if texts:
        INSERT_TEXTS.each(connection, texts)
    return True


def _at_once(connection: Connection, filled: FilledIn) -> bool:
    values = {
        "key": filled.key,
        **vars(filled.circumstances),
        "answered": list(filled.codes),
        # The driver takes no list of different kinds of whole numbers.
        "codes": [int(code) for code in filled.codes.values()],
        "written": list(filled.texts),
        "texts": list(filled.texts.values()),
    }
    with closing(connection.connection.cursor()) as cursor:
        cursor.execute(ALL_IN_ONE, values)
        return cursor.fetchone() == (1,)


#: How a response is stored, by dialect.
WAYS: Mapping[str, Callable[[Connection, FilledIn], bool]] = {
    "sqlite": _step_by_step,
    "postgresql": _at_once,
}
