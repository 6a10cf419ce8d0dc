"""Rows that have been read and wait to be stored: on disk, sorted by key when they are taken out.

Memory is 24 bytes a row, whatever stands in it. The file has no name, so that nothing is left
when the program is killed. Sorted, because keys that come in order are stored many times faster.
"""

import marshal
import mmap
import tempfile
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, NamedTuple, Self

import numpy as np

HALVES = np.dtype([("high", ">u8"), ("low", ">u8")])


class Row(NamedTuple):
    """One response to be, in plain values; `wave` counts the mapping's waves from 0."""

    key: bytes
    number: int
    wave: int
    mode: str
    language: str
    section: str
    gender: int
    age_group: int
    who_answered: int
    day: str
    codes: tuple[int, ...]
    texts: tuple[tuple[int, str], ...]


class Spool:
    """The rows; a context manager that deletes them at its end."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="synpunkt-")  # noqa: SIM115 -- closed in __exit__.
        self._keys = bytearray()
        self._places = array("Q")
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._places)

    def add(self, row: Row) -> None:
        """Put a row last."""
        data = marshal.dumps(tuple(row))
        self._file.write(data)
        self._keys += row.key
        self._places.append(self._end)
        self._end += len(data)

    def rows(self) -> Iterator[Row]:
        """Every row, by key; rows with one key in the order they came."""
        if not self:
            return
        with self._memory() as memory:
            for index in self._order():
                yield self._row(memory, index)

    def repeated(self) -> Iterator[tuple[Row, Row]]:
        """Each row whose key another row had before it: first the one before."""
        if not self:
            return
        with self._memory() as memory:
            order = self._order()
            keys = np.frombuffer(self._keys, HALVES)[order]
            for place in np.flatnonzero(keys[1:] == keys[:-1]):
                pair = order[place], order[place + 1]
                yield self._row(memory, pair[0]), self._row(memory, pair[1])

    def _order(self) -> Any:
        keys = np.frombuffer(self._keys, HALVES)
        return np.lexsort((keys["low"], keys["high"]))

    @contextmanager
    def _memory(self) -> Iterator[memoryview]:
        """The file as if it were in memory; the system reads what is looked at."""
        self._file.flush()
        with (
            mmap.mmap(self._file.fileno(), self._end, access=mmap.ACCESS_READ) as mapped,
            memoryview(mapped) as view,
        ):
            yield view

    def _row(self, memory: memoryview, index: Any) -> Row:
        return Row(*marshal.loads(memory[self._places[index] :]))  # noqa: S302 -- our own file.
