"""An export as a file: CSV in a ZIP, a workbook, or SPSS; answers are streamed, never all held."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from core.spreadsheets import XLSX_TYPE, Row, Sheet, write_csv, write_workbook
from surveys.collection.answer_export_columns import Column
from surveys.collection.answer_export_rows import ResponseRow
from surveys.collection.answer_export_spss import write_spss

#: What the heading of a column adds when its cells are words instead of codes.
IN_WORDS = " (svar)"


class Format(StrEnum):
    """The formats of a file of answers."""

    XLSX = "xlsx"
    CSV = "csv"
    SAV = "sav"


@dataclass(frozen=True)
class Content:
    """What a file holds: the answers as a stream, their code book, and where they come from."""

    columns: Sequence[Column]
    rows: Iterable[ResponseRow]
    book: Sheet
    about: Sheet
    title: str


@dataclass(frozen=True)
class FileKind:
    """How a format ends, what browsers call it, and how it is written."""

    ending: str
    mime: str
    write: Callable[[Content, IO[bytes], Path], None]


def answers_sheet(content: Content) -> Sheet:
    """Each column as code, and beside it in words where it has any."""
    heading: list[str] = []
    for column in content.columns:
        heading.extend([column.name] if column.alone else [column.name, column.name + IN_WORDS])
    return Sheet("Svar", heading, _cells(content))


def _cells(content: Content) -> Iterator[Row]:
    plan = [(column.value, None if column.alone else column.words()) for column in content.columns]
    for row in content.rows:
        cells: list[str | int | float | None] = []
        for value_in, words in plan:
            value = value_in(row)
            cells.append(value)
            if words:
                cells.append(words(value))
        yield cells


def _csv(content: Content, file: IO[bytes], _folder: Path) -> None:
    sheets = {"svar.csv": answers_sheet(content), "kodbok.csv": content.book,
              "om-filen.csv": content.about}  # fmt: skip
    with ZipFile(file, "w", ZIP_DEFLATED) as whole:
        for name, sheet in sheets.items():
            with whole.open(name, "w", force_zip64=True) as part:
                write_csv(part, sheet.columns, sheet.rows)


def _xlsx(content: Content, file: IO[bytes], folder: Path) -> None:
    write_workbook(file, [answers_sheet(content), content.book, content.about], folder)


def _sav(content: Content, file: IO[bytes], folder: Path) -> None:
    write_spss(content.columns, content.rows, content.title, file, folder)


FORMATS = {
    Format.XLSX: FileKind("xlsx", XLSX_TYPE, _xlsx),
    Format.CSV: FileKind("zip", "application/zip", _csv),
    Format.SAV: FileKind("sav", "application/x-spss-sav", _sav),
}


def write_file(form: Format, content: Content, path: Path) -> None:
    """Write the content to a new file that only this user can read; what is half done lies beside it.

    Raises SpssFailed; a file that could not be finished is removed.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            FORMATS[form].write(content, file, path.parent)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
