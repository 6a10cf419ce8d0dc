"""Workbooks from Excel, read by a process of its own with limits on its memory and time."""

import csv
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

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


@dataclass(frozen=True)
class WorkbookSheet:
    """One sheet of a workbook; `sheets` are the names of all, `first` are at most two records."""

    path: Path
    sheet: str
    sheets: tuple[str, ...]
    lines: int
    first: tuple[tuple[int, list[str]], ...]
    room: Room

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Every row that is not blank, with its number, from the headings on."""
        with _reader(self.path, self.sheet, self.room) as (_about, lines):
            yield from _records(lines)


def open_sheet(path: Path, sheet: str | None, room: Room) -> WorkbookSheet:
    """The chosen sheet, or the first. Raises TableRefused when the workbook cannot be read."""
    # No sheet has a null sign in its name, and no program takes one as argument.
    with _reader(path, (sheet or "").replace("\0", "?"), room) as (about, lines):
        # To read a workbook takes seconds before its first row.
        first = tuple(islice(_records(lines), 2))
    return WorkbookSheet(path, about["sheet"], tuple(about["sheets"]), about["lines"], first, room)


def refuse_old(path: Path) -> None:
    """Raise TableRefused for a workbook of the old kind, or one with a password."""
    with path.open("rb") as file:
        before = b""
        while chunk := file.read(CHUNK):
            if ENCRYPTED in before + chunk:
                raise TableRefused(PASSWORD)
            before = chunk[-len(ENCRYPTED) :]
    raise TableRefused(OLD_EXCEL)


@contextmanager
def _reader(path: Path, sheet: str, room: Room) -> Iterator[tuple[dict[str, Any], IO[str]]]:
    """What the reading process says of the sheet, and its rows; the process is ended after it."""
    process: subprocess.Popen[str]
    with started(
        READER,
        str(path),
        sheet,
        str(room.inside),
        limits=Limits(room.seconds),
        encoding="utf-8",
        errors="replace",
    ) as process:
        if process.stdout is None:
            raise TableRefused(BROKEN_WORKBOOK)
        line = process.stdout.readline()
        if not line:
            raise _broken(process)
        yield _about(line), process.stdout
        if process.stdout.read(1) == "" and process.wait() != 0:
            raise _broken(process)


def _records(lines: IO[str]) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for row, *values in csv.reader(lines):
            number = int(row)
            yield number, values
    except csv.Error:
        raise TableRefused(LONG_ROW, number + 1) from None


def _broken(process: subprocess.Popen[str]) -> TableRefused:
    """Why the process ended too early: by a signal when its memory or time was over."""
    return TableRefused(TOO_MUCH_INSIDE if process.wait() < 0 else BROKEN_WORKBOOK)


def _about(line: str) -> dict[str, Any]:
    about: dict[str, Any] = json.loads(line)
    if "refused" in about:
        kind, params, *place = about["refused"]
        raise TableRefused(getattr(tables_refusal, kind), *place, **params)
    return about
