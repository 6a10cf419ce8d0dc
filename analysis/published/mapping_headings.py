"""The headings of a sheet, which may stand below a title, in several rows, in merged cells. Pure."""

from collections import Counter
from collections.abc import Collection

from analysis.published.mapping import SheetMapping
from core.tables_grid import Grid
from core.tables_workbook_reader import letters

#: Where headings are looked for when they are not where they were last year.
LOOKED_AT = 60


def headings(grid: Grid, row: int, rows: int) -> dict[str, int]:
    """The place of each heading, those of several rows put together: "Kvinnor Andel".

    A merged heading belongs to every column that it stands over. Of those that are alike, each has
    the letter of its column after it; a column without a heading has no name.
    """
    parts: dict[int, list[str]] = {}
    for number in range(row, row + rows):
        spread = {
            column: grid.cell(one.first_row, one.first_column)
            for one in grid.merged
            if row <= one.first_row <= number <= one.last_row
            for column in range(one.first_column, one.last_column + 1)
        }
        width = max([len(grid.rows.get(number, ())), *(place + 1 for place in spread)])
        for column in range(width):
            text = spread.get(column) or grid.cell(number, column)
            known = parts.setdefault(column, [])
            if text and text not in known:
                known.append(text)
    names = {column: " ".join(known) for column, known in parts.items() if known}
    often = Counter(names.values())
    return {
        name if often[name] == 1 else f"{name} ({letters(column)})": column
        for column, name in names.items()
    }


def find_headings(grid: Grid, mapping: SheetMapping) -> tuple[int, dict[str, int]] | None:
    """The first row of headings and the place of each, where all of the mapping's are there.

    Looked for where they were, and then from the top.
    """
    for row in (mapping.header_row, *range(1, LOOKED_AT + 1)):
        found = headings(grid, row, mapping.header_rows)
        if all(heading in found for heading in mapping.columns.values()):
            return row, found
    return None


def likely_row(grid: Grid) -> int:
    """The row that looks most like headings: the first of those with most texts."""
    rows = {row: values for row, values in grid.rows.items() if row <= LOOKED_AT} or grid.rows
    return max(rows, key=lambda row: (_texts(rows[row]), -row))


def _texts(values: Collection[str]) -> int:
    return sum(any(map(str.isalpha, text)) for text in values)
