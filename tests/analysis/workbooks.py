"""Workbooks as publishers make them: a title, merged headings, marks, notes; for tests of mappings."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook

Cells = Sequence[Sequence[Any]]

#: A title, a blank row, two rows of headings with merged cells, figures with marks, a note.
NATIONAL: Cells = (
    ("Brukarundersökning 2025, andel nöjda",),
    (),
    ("Enhet", "Fråga", "Totalt", None, "Kvinnor", None, "Män", None),
    (None, None, "Andel", "Antal", "Andel", "Antal", "Andel", "Antal"),
    ("Hela staden", "Hur nöjd är du med oss?", 81, 5200, 82, 2100, 80, 3100),
    (None, "Hur är vi mot dig?", "90,5", 5190, 91, 2095, 90, 3095),
    ("Enheten homeless", "Hur nöjd är du med oss?", "76,5", 120, "..", 4, 77, 116),
    (None, "Hur är vi mot dig?", "-", "-", "-", "-", "-", "-"),
    (None, "Hur nöjd är du med lokalerna?", 60, 119, 61, 30, 59, 89),
    ("Någon annan", "Hur nöjd är du med oss?", 70, 40, 71, 20, 69, 20),
    ("Källa: staden. X betyder för få svar.",),
)
MERGED = ("A3:A4", "B3:B4", "C3:D3", "E3:F3", "G3:H3", "A5:A6", "A7:A9")


def book(
    cells: Cells,
    merged: Iterable[str] = (),
    sheet: str = "Resultat",
    per_cent: Iterable[str] = (),
    before: Iterable[str] = ("Om undersökningen",),
) -> bytes:
    """A workbook whose second sheet holds the cells; `per_cent` are cells that Excel shows as 76 %."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name in before:
        made.create_sheet(name).append(["Så här gick det till"])
    page = made.create_sheet(sheet)
    for row, values in enumerate(cells, 1):
        for column, value in enumerate(values, 1):
            page.cell(row, column, value)
    for area in merged:
        page.merge_cells(area)
    for cell in per_cent:
        page[cell].number_format = "0 %"
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()
