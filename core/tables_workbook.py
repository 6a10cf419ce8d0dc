"""Workbooks from Excel: looked at from outside first, then read by a process of its own."""

import csv
import json
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from core import tables_refusal
from core.tables_refusal import (
    BROKEN_WORKBOOK,
    LONG_ROW,
    OLD_EXCEL,
    OTHER_WORKBOOK,
    PASSWORD,
    TOO_MUCH_INSIDE,
    TableRefused,
)

READER = Path(__file__).with_name("tables_workbook_reader.py")
OLD_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: How an encrypted workbook names its content inside the old container.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
#: Bytes of a workbook when unpacked, and files in it.
MOST_INSIDE, MOST_FILES = 400_000_000, 5000
CHUNK = 1 << 20
ENCRYPTED_FLAG = 0x1
#: What Excel packs with; other ways may ask for any amount of memory, and have errors of their own.
PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


@dataclass(frozen=True)
class WorkbookSheet:
    """One sheet of a workbook; `sheets` are the names of all."""

    path: Path
    sheet: str
    sheets: tuple[str, ...]
    lines: int

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Every row that is not blank, with its number, from the headings on."""
        with _reader(self.path, self.sheet) as (_about, lines):
            number = 0
            try:
                for row, *values in csv.reader(lines):
                    number = int(row)
                    yield number, values
            except csv.Error:
                raise TableRefused(LONG_ROW, number + 1) from None


def open_sheet(path: Path, sheet: str | None) -> WorkbookSheet:
    """The chosen sheet, or the first. Raises TableRefused when the workbook cannot be read."""
    _look_inside(path)
    # No sheet has a null sign in its name, and no program takes one as argument.
    with _reader(path, (sheet or "").replace("\0", "?")) as (about, _lines):
        return WorkbookSheet(path, about["sheet"], tuple(about["sheets"]), about["lines"])


def refuse_old(path: Path) -> None:
    """Raise TableRefused for a workbook of the old kind, or one with a password."""
    with path.open("rb") as file:
        before = b""
        while chunk := file.read(CHUNK):
            if ENCRYPTED in before + chunk:
                raise TableRefused(PASSWORD)
            before = chunk[-len(ENCRYPTED) :]
    raise TableRefused(OLD_EXCEL)


def _look_inside(path: Path) -> None:
    """Unpack everything once, keeping nothing, so that its true size is known."""
    left = MOST_INSIDE
    try:
        with zipfile.ZipFile(path) as workbook:
            members = workbook.infolist()
            if len(members) > MOST_FILES:
                raise TableRefused(TOO_MUCH_INSIDE)
            if "xl/workbook.xml" not in workbook.namelist():
                raise TableRefused(OTHER_WORKBOOK)
            for member in members:
                if member.flag_bits & ENCRYPTED_FLAG:
                    raise TableRefused(PASSWORD)
                if member.compress_type not in PACKED:
                    raise TableRefused(BROKEN_WORKBOOK)
                # The size that the file tells of itself can be a lie.
                member.file_size = left + 2 * CHUNK
                with workbook.open(member) as file:
                    while chunk := file.read(CHUNK):
                        left -= len(chunk)
                        if left < 0:
                            raise TableRefused(TOO_MUCH_INSIDE)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
        raise TableRefused(BROKEN_WORKBOOK) from None


@contextmanager
def _reader(path: Path, sheet: str) -> Iterator[tuple[dict[str, Any], IO[str]]]:
    """What the reading process says of the sheet, and its rows; the process is ended after it."""
    process = subprocess.Popen(  # noqa: S603 -- our own program, and a path.
        [sys.executable, "-I", "-X", "utf8", str(READER), str(path), sheet],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
    )
    with process:
        if process.stdout is None:
            raise TableRefused(BROKEN_WORKBOOK)
        try:
            line = process.stdout.readline()
            # Ended by a signal: its memory or time was over.
            if not line and process.wait() < 0:
                raise TableRefused(TOO_MUCH_INSIDE)
            yield _about(line), process.stdout
            if process.stdout.read(1) == "" and process.wait() != 0:
                raise TableRefused(BROKEN_WORKBOOK)
        finally:
            process.kill()


def _about(line: str) -> dict[str, Any]:
    about: dict[str, Any] = json.loads(line) if line else {"refused": ["BROKEN_WORKBOOK", {}]}
    if "refused" in about:
        kind, params, *place = about["refused"]
        raise TableRefused(getattr(tables_refusal, kind), *place, **params)
    return about
