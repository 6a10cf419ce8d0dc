"""Workbooks from Excel, read by a process of its own with limits on its memory and time."""

import csv
import json
import mmap
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple

from core import tables_refusal
from core.limited import Limits, started
from core.tables_refusal import (
    BROKEN_WORKBOOK,
    LONG_ROW,
    OLD_EXCEL,
    PASSWORD,
    TOO_MUCH_INSIDE,
    TableRefused,
)

READER = Path(__file__).with_name("tables_workbook_reader.py")
OLD_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: How an encrypted workbook names its content inside the old container.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
CHUNK = 1 << 20


@dataclass(frozen=True)
class Room:
    """What reading a workbook may take: seconds of computing, and bytes of all its files unpacked."""

    seconds: int = 90
    inside: int = 200_000_000


#: For a table of at most a few thousand rows, while a person waits.
LITTLE_ROOM = Room(5, 20_000_000)


class MergedCells(NamedTuple):
    """The first and last row, as Excel numbers them, and column, counted from 0, of what is one cell."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class WorkbookSheet:
    """One sheet of a workbook; `sheets` are the names of all, `first` are at most two records.

    What the reading process said is kept in a file without a name, which goes with this object.
    """

    sheet: str
    sheets: tuple[str, ...]
    lines: int
    kept: IO[bytes]
    #: Cells that were made one, where they are not refused.
    merged: tuple[MergedCells, ...] = ()

    @cached_property
    def first(self) -> tuple[tuple[int, list[str]], ...]:
        """The headings and the first row, where they are there."""
        return tuple(islice(self.records(), 2))

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Every row that is not blank, with its number, from the headings on."""
        if not os.fstat(self.kept.fileno()).st_size:
            return
        with mmap.mmap(self.kept.fileno(), 0, access=mmap.ACCESS_READ) as memory:
            lines = (line.decode("utf-8", "replace") for line in iter(memory.readline, b""))
            yield from _records(lines)


def open_sheet(path: Path, sheet: str | None, room: Room, *, merged: bool = False) -> WorkbookSheet:
    """The chosen sheet, or the first; `merged` takes one with merged cells too.

    Raises TableRefused when the workbook cannot be read.
    """
    kept = tempfile.TemporaryFile(prefix="synpunkt-")  # noqa: SIM115 -- closed with the sheet.
    # No sheet has a null sign in its name, and no program takes one as argument.
    wanted = (sheet or "").replace("\0", "?")
    program = str(path), wanted, str(room.inside), "told" if merged else "refused"
    with started(READER, *program, limits=Limits(room.seconds)) as process:
        if process.stdout is None:
            raise TableRefused(BROKEN_WORKBOOK)
        line = process.stdout.readline()
        if not line:
            raise _broken(process)
        about = _about(line)
        # To read a workbook takes seconds, so it is done once.
        shutil.copyfileobj(process.stdout, kept)
        if process.wait() != 0:
            raise _broken(process)
    kept.flush()
    ranges = tuple(
        MergedCells(top + 1, left, bottom + 1, right)
        for (top, left), (bottom, right) in about["merged"]
    )
    return WorkbookSheet(about["sheet"], tuple(about["sheets"]), about["lines"], kept, ranges)


def refuse_old(path: Path) -> None:
    """Raise TableRefused for a workbook of the old kind, or one with a password."""
    with path.open("rb") as file:
        before = b""
        while chunk := file.read(CHUNK):
            if ENCRYPTED in before + chunk:
                raise TableRefused(PASSWORD)
            before = chunk[-len(ENCRYPTED) :]
    raise TableRefused(OLD_EXCEL)


def _records(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for row, *values in csv.reader(lines):
            number = int(row)
            yield number, values
    except csv.Error:
        raise TableRefused(LONG_ROW, number + 1) from None


def _broken(process: subprocess.Popen[bytes]) -> TableRefused:
    """Why the process ended too early: by a signal when its memory or time was over."""
    return TableRefused(TOO_MUCH_INSIDE if process.wait() < 0 else BROKEN_WORKBOOK)


def _about(line: bytes) -> dict[str, Any]:
    """What the process says of the sheet. Raises TableRefused with what it says instead."""
    about: dict[str, Any] = json.loads(line)
    if "refused" in about:
        kind, params, *place = about["refused"]
        raise TableRefused(getattr(tables_refusal, kind), *place, **params)
    return about
