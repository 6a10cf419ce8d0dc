"""Any CSV file or workbook as the rows it has, for files whose headings stand somewhere further down.

Titles, notes and merged cells are as they are in the file: who reads the grid knows what they mean.
"""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from core.codes import N_
from core.tables import MOST_COLUMNS, USUAL_ROOM, open_source
from core.tables_refusal import EMPTY, MANY_COLUMNS, TOO_MUCH_INSIDE, TableRefused
from core.tables_workbook import MergedCells, Room, WorkbookSheet

#: Cells that are part of a merged one.
MOST_MERGED = 500_000

TOO_MANY_ROWS = N_("Filen har fler än %(most)s rader. Dela den i flera filer.")


@dataclass(frozen=True)
class Grid:
    """One sheet: its rows that are not blank, by their number in the file; a CSV file has no sheets."""

    sheet: str
    sheets: tuple[str, ...]
    rows: dict[int, list[str]]
    merged: tuple[MergedCells, ...] = ()

    def cell(self, row: int, column: int) -> str:
        """What stands in a cell, "" outside the rows; `column` counts from 0."""
        values = self.rows.get(row, ())
        return values[column] if column < len(values) else ""


def read_grid(path: Path, sheet: str | None, most_rows: int, room: Room = USUAL_ROOM) -> Grid:
    """The `sheet` of a workbook (the first when none is named), or a CSV file. Raises TableRefused."""
    source = open_source(path, sheet, room, merged=True)
    records = list(islice(source.records(), most_rows + 1))
    if len(records) > most_rows:
        raise TableRefused(TOO_MANY_ROWS, most=most_rows)
    rows = {number: _without_end(record) for number, record in records}
    if not rows:
        raise TableRefused(EMPTY)
    for number, values in rows.items():
        if len(values) > MOST_COLUMNS:
            raise TableRefused(MANY_COLUMNS, number, number=len(values), most=MOST_COLUMNS)
    if isinstance(source, WorkbookSheet):
        return Grid(source.sheet, source.sheets, rows, _within(source.merged, max(rows)))
    return Grid("", (), rows)


def _within(merged: tuple[MergedCells, ...], last_row: int) -> tuple[MergedCells, ...]:
    """The merged cells as far as there are rows; a file that tells of more than a sheet has is refused."""
    cut = tuple(
        MergedCells(top, left, min(bottom, last_row), min(right, MOST_COLUMNS))
        for top, left, bottom, right in merged
        if top <= last_row and left <= MOST_COLUMNS
    )
    cells = sum(
        (one.last_row - one.first_row + 1) * (one.last_column - one.first_column + 1) for one in cut
    )
    if cells > MOST_MERGED:
        raise TableRefused(TOO_MUCH_INSIDE)
    return cut


def _without_end(record: list[str]) -> list[str]:
    """The texts without blanks around them, to the last that is not empty."""
    texts = [" ".join(text.split()) for text in record]
    while texts and not texts[-1]:
        texts.pop()
    return texts
