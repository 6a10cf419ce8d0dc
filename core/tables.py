"""Any CSV file or workbook as headings and rows, or the reason why not.

    table = read_table(Path("answers.csv"))
    table.header                      # ("year", "gender", "q1")
    for number, values in table.rows():
        ...                           # (2, ["2021", "woman", "4"])

Every row has as many values as there are headings; values are texts without blanks around them,
and numbers and days from a workbook look as a person would type them: 4, 0.5, 2026-01-31. Whatever
the file is, nothing but TableRefused comes out; it says what to do, with row and column. The file
is read as a stream each time, so its size costs time, not memory.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from core.tables_csv import CsvFile, recognise
from core.tables_refusal import (
    EMPTY,
    HEADING_TWICE,
    MANY_COLUMNS,
    NO_HEADING,
    NO_HEADINGS,
    NO_ROWS,
    RAGGED,
    TOO_LARGE,
    TableRefused,
)
from core.tables_workbook import OLD_MARK, Room, WorkbookSheet, open_sheet, refuse_old
from core.tables_workbook_reader import letters

MOST_BYTES = 256_000_000
MOST_COLUMNS = 1000
USUAL_ROOM = Room()
ZIP_MARK = b"PK\x03\x04"
WHOLE_NUMBER = re.compile(r"([+-]?[0-9]{1,15})([.,]0+)?")
#: Blanks between thousands, and a comma or a point before the decimals.
NUMBER = re.compile(
    r"[+-]?[0-9]{1,3}([ \u00a0\u202f][0-9]{3})+([.,][0-9]+)?|[+-]?[0-9]+([.,][0-9]+)?"
)


@dataclass(frozen=True)
class Table:
    """A file that can be read as headings and rows."""

    header: tuple[str, ...]
    source: CsvFile | WorkbookSheet

    def rows(
        self, report: Callable[[TableRefused], None] | None = None
    ) -> Iterator[tuple[int, list[str]]]:
        """Every row under the headings that is not blank, with its number in the file.

        A row of another width is told to `report` and left out; without one it raises TableRefused.
        """
        width = len(self.header)
        for number, record in islice(self.source.records(), 1, None):
            if len(record) != width:
                if len(record) < width or any(map(str.strip, record[width:])):
                    refusal = TableRefused(RAGGED, number, number=len(record), headings=width)
                    if report is None:
                        raise refusal
                    report(refusal)
                    continue
                del record[width:]
            yield number, list(map(str.strip, record))


def read_table(path: Path, sheet: str | None = None, room: Room = USUAL_ROOM) -> Table:
    """The table in a file, of the `sheet` when it is a workbook (the first when none is named).

    `room` is what unpacking and reading a workbook may take. Raises TableRefused.
    """
    source = open_source(path, sheet, room)
    first = source.first
    if not first:
        raise TableRefused(EMPTY)
    number, record = first[0]
    if isinstance(source, WorkbookSheet) and number != 1:
        raise TableRefused(NO_HEADINGS)
    header = _header(record)
    if len(first) == 1:
        raise TableRefused(NO_ROWS)
    return Table(header, source)


def open_source(
    path: Path, sheet: str | None, room: Room, *, merged: bool = False
) -> CsvFile | WorkbookSheet:
    """The file as what can be read row by row; `merged` takes merged cells too. Raises TableRefused."""
    if path.stat().st_size > MOST_BYTES:
        raise TableRefused(TOO_LARGE, most=MOST_BYTES // 1_000_000)
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise TableRefused(EMPTY)
    if start == OLD_MARK:
        refuse_old(path)
    if start.startswith(ZIP_MARK):
        return open_sheet(path, sheet, room, merged=merged)
    return recognise(path)


def whole_number(text: str) -> int | None:
    """The whole number that a text is, also as "4.0" or "4,0"; None when it is something else."""
    found = WHOLE_NUMBER.fullmatch(text)
    return int(found[1]) if found else None


def number(text: str) -> float | None:
    """The number that a text is, with a comma or a point before the decimals; None otherwise."""
    if not NUMBER.fullmatch(text):
        return None
    return float(re.sub(r"[ \u00a0\u202f]", "", text).replace(",", "."))


def _header(record: list[str]) -> tuple[str, ...]:
    headings = [heading.strip() for heading in record]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        raise TableRefused(MANY_COLUMNS, number=len(headings), most=MOST_COLUMNS)
    for column, heading in enumerate(headings):
        if not heading:
            raise TableRefused(NO_HEADING, 1, letters(column))
        if heading in headings[:column]:
            raise TableRefused(HEADING_TWICE, 1, heading)
    return tuple(headings)
