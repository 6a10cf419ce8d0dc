"""Statements that every respondent's request runs: prepared once, then given to the driver as they are.

For a short statement SQLAlchemy's own work takes longer than the database's. Types, tables and
columns still come from the models; only what is the same for every request is done once.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Select
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeEngine

Values = Mapping[str, Any]
#: Changes a value between Python and the driver; None where they agree.
Change = Callable[[Any], Any] | None


@dataclass(frozen=True)
class _Prepared:
    """A statement in the words of one database and its driver."""

    text: str
    fixed: Values
    bind: Mapping[str, Callable[[Any], Any]]
    results: tuple[Change, ...]

    def values(self, given: Values) -> dict[str, Any]:
        """The given values and those that the statement brings, as the driver wants them."""
        values = {**self.fixed, **given}
        for name, change in self.bind.items():
            values[name] = change(values[name])
        return values


class QuickStatement:
    """A select, or an insert of the named columns, whose parameters are named.

    Runs in the transaction of the connection it is given. Errors are the driver's own.
    """

    def __init__(
        self, statement: Select[*tuple[Any, ...]] | Insert, *, columns: Iterable[str] | None = None
    ) -> None:
        self._statement = statement
        self._columns = None if columns is None else list(columns)
        self._prepared: dict[str, _Prepared] = {}

    def first(self, connection: Connection, values: Values) -> tuple[Any, ...] | None:
        """The first row, or None; of an insert what it returns."""
        prepared = self._for(connection.dialect)
        # Closed at once: a cursor that is not read to its end holds on to SQLite's old state.
        with closing(connection.connection.cursor()) as cursor:
            cursor.execute(prepared.text, prepared.values(values))
            row = cursor.fetchone()
        if row is None:
            return None
        changes = prepared.results
        return tuple(
            value if change is None else change(value)
            for value, change in zip(row, changes, strict=True)
        )

    def each(self, connection: Connection, rows: Iterable[Values]) -> None:
        """Once for each of the rows."""
        prepared = self._for(connection.dialect)
        with closing(connection.connection.cursor()) as cursor:
            cursor.executemany(prepared.text, [prepared.values(row) for row in rows])

    def _for(self, dialect: Dialect) -> _Prepared:
        if dialect.name not in self._prepared:
            self._prepared[dialect.name] = _prepare(self._statement, self._columns, dialect)
        return self._prepared[dialect.name]


def _prepare(
    statement: Select[*tuple[Any, ...]] | Insert, columns: list[str] | None, dialect: Dialect
) -> _Prepared:
    # Both drivers then take values by name.
    spoken = sqlite.dialect(paramstyle="named") if dialect.name == "sqlite" else dialect
    compiled: Any = statement.compile(dialect=spoken, column_keys=columns)
    binds = {name: _of(bind.type, spoken) for name, bind in compiled.binds.items()}
    return _Prepared(
        text=str(compiled),
        fixed=compiled.params,
        bind={n: change for n, t in binds.items() if (change := t.bind_processor(spoken))},
        results=tuple(
            _of(column.type, spoken).result_processor(spoken, None)
            for column in statement.exported_columns
        ),
    )


def _of(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)
