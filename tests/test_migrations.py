"""The migrations: both ways, with data, on both databases, and the same schema as the models."""

import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, Engine, TypeDecorator, create_engine, inspect, text
from sqlalchemy.exc import DatabaseError

from core.database import Base, make_engine
from core.migration import FOLDER, migrate
from core.schema import bring_up_to_date, known_revisions, newest_revision, revision
from core.settings import Settings
from tests.conftest import postgresql_settings
from tests.postgresql import Postgresql

pytestmark = pytest.mark.thorough

#: Columns whose values a constraint limits.
ALLOWED = {
    "role": "manager", "mode": "link", "wave.state": "open", "work.state": "done",
    "mail.state": "sent", "measure.state": "done", "feedback_case.state": "draft",
    "feedback_case.kind": "praise", "channel": "web", "answer_way": "code", "matter": "appeal",
    "case_text.kind": "said", "wave.counted_each": "week", "quantity": "share",
    "direction": "at_least", "frequency": "year", "indicator.feed": "hand", "owner": "unit",
    "indicator_target.kind": "by_board", "part": "all", "fulfilment": "wholly",
    # The first of the themes that a migration brings is there already.
    "theme.id": 100,
}  # fmt: skip
#: Rows of these join two rows of one table.
PAIRS = frozenset({"absence", "case_link"})
#: Nullable columns that a constraint wants together.
TOGETHER: dict[str, dict[str, Any]] = {
    "published_figure": {"n": 1, "positive": 1, "mode": "link"},
    "indicator_figure": {"value": 1.0},
}
BY_TYPE: dict[type, Any] = {
    int: 1, bool: True, str: "a", bytes: b"k" * 16, date: date(2026, 1, 1),
    datetime: datetime(2026, 1, 1, tzinfo=UTC), object: {},
}  # fmt: skip

#: SQLite writes a column that was added later on the last line.
ADDED = re.compile(r", (?=[a-z_]+ [A-Z])")
SQLITE_SCHEMA = "SELECT sql FROM sqlite_master WHERE type <> 'trigger' AND sql IS NOT NULL"
POSTGRESQL_SCHEMA = """
    SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT concat_ws(' ', table_name, column_name, data_type,
        character_maximum_length, is_nullable) FROM information_schema.columns
    WHERE table_schema = 'public'
"""


@pytest.fixture
def empty(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Settings of a database without any table."""
    if database_kind == "sqlite":
        yield Settings(data=tmp_path)
        return
    server: Postgresql = request.getfixturevalue("postgresql")
    server.make_database("empty")
    yield postgresql_settings(server, "empty", tmp_path)
    server.drop_database("empty")


@pytest.fixture
def owner(empty: Settings) -> Iterator[Engine]:
    """An engine for the owner of the empty database."""
    engine = make_engine(empty.owner_database)
    yield engine
    engine.dispose()


def test_every_migration_goes_up_and_down_with_data(empty: Settings, owner: Engine) -> None:
    revisions = list(ScriptDirectory(str(FOLDER)).walk_revisions())
    for script in reversed(revisions):
        migrate(empty, script.revision)
    with owner.begin() as connection:
        fill_every_table(connection)
    for _ in revisions:
        migrate(empty, "-1")
    assert set(inspect(owner).get_table_names()) <= {"alembic_version"}
    migrate(empty)
    assert set(inspect(owner).get_table_names()) > set(Base.metadata.tables)


def test_migrating_again_changes_nothing_and_keeps_the_data(empty: Settings, owner: Engine) -> None:
    migrate(empty)
    with owner.begin() as connection:
        fill_every_table(connection)
    migrate(empty)
    with owner.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM answer")).scalar_one() == 1


def test_the_migrated_schema_is_that_of_the_models(empty: Settings, owner: Engine) -> None:
    migrate(empty)
    with owner.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), Base.metadata)
        migrated = describe(connection)
    assert difference == [], "the models changed: python migrations/draft.py 'Purpose'"
    assert migrated ^ modelled(empty) == set(), "a constraint or a table option differs"


def test_a_database_is_brought_up_to_date_from_nothing_and_from_an_older_release(
    empty: Settings,
) -> None:
    scripts = ScriptDirectory(str(FOLDER))
    assert newest_revision() == scripts.get_current_head()
    assert known_revisions() == {script.revision for script in scripts.walk_revisions()}
    assert revision(empty) is None
    bring_up_to_date(empty)
    assert revision(empty) == newest_revision()
    migrate(empty, "-1")
    bring_up_to_date(empty)
    assert revision(empty) == newest_revision()


def test_the_audit_log_can_only_grow(empty: Settings, owner: Engine) -> None:
    migrate(empty)
    with owner.begin() as connection:
        fill_every_table(connection)
    application = create_engine(empty.database)
    for change in ("UPDATE audit_entry SET action = 'b'", "DELETE FROM audit_entry"):
        with application.connect() as connection, pytest.raises(DatabaseError):
            connection.execute(text(change))
    application.dispose()


def test_two_that_migrate_at_once_take_turns(empty: Settings) -> None:
    # Processes, as servers are: Alembic keeps what it works on in its modules.
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        assert list(pool.map(migrate, [empty, empty])) == [None, None]


def describe(connection: Connection) -> set[str]:
    """Every line of the schema that matters, in no order."""
    query = SQLITE_SCHEMA if connection.dialect.name == "sqlite" else POSTGRESQL_SCHEMA
    statements = connection.execute(text(query)).scalars()
    lines = {
        _part(line) for statement in statements for line in ADDED.sub("\n", statement).splitlines()
    }
    return {line for line in lines if "alembic_version" not in line and "version_num" not in line}


def _part(line: str) -> str:
    """A line without what joins it to the next; SQLite ends a table after an added column."""
    part = line.strip(" \t,")
    return part[:-1] if part.count(")") > part.count("(") else part


def modelled(empty: Settings) -> set[str]:
    """The schema that the models make by themselves, in the same database."""
    engine = make_engine(empty.owner_database)
    migrate(empty, "base")
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        described = describe(connection)
    engine.dispose()
    return described


def fill_every_table(connection: Connection) -> None:
    """Put one row into every table; nullable columns stay empty."""
    for table in Base.metadata.sorted_tables:
        if table.name in PAIRS:
            continue
        row = {column.name: value_for(column) for column in table.columns if not column.nullable}
        connection.execute(table.insert().values(row | TOGETHER.get(table.name, {})))


def value_for(column: Column[Any]) -> Any:
    """A value that the column and its constraints take."""
    for name in (column.name, f"{column.table.name}.{column.name}"):
        if name in ALLOWED:
            return ALLOWED[name]
    plain = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    return BY_TYPE[plain.python_type]
