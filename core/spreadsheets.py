"""Tables as files that Swedish Excel opens: CSV, and workbooks whose texts are never formulas.

Rows may be a stream: nothing here holds more than one row of what is written to a folder.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import IO, Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it carries no types.

#: A cell: a text, a number, a day, or nothing.
Value = str | int | float | date | None
Row = Sequence[Value]

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: What a spreadsheet takes for the beginning of a formula, also in its full-width forms.
FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
#: Most characters of a cell, and most rows of a sheet with its heading.
LONGEST_TEXT, MOST_ROWS = 32_767, 1_048_576
WIDTH = 14


def file_headers(name: str) -> dict[str, str]:
    """Headers of a table to save as `name`, .csv or .xlsx; in a page of ours it could do nothing."""
    return {
        "Content-Type": XLSX_TYPE if name.endswith(".xlsx") else CSV_TYPE,
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook; `widths` are characters per column, the last one goes on."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Row]
    widths: Sequence[int] = (WIDTH,)
    #: Whether long texts go on in the line below.
    wrapped: bool = False


def neutral(text: str) -> str:
    """The text as no program takes it for a formula: an apostrophe first, where it would.

    A reader of the file takes the first apostrophe away to have the text as it was.
    """
    if text[:1].isalnum():
        return text
    # A text that begins with an apostrophe gets one more, so that nothing is lost on the way back.
    starts = text.lstrip().startswith((*FORMULA_SIGNS, "'")) or text.startswith(("\t", "\r", "\n"))
    return f"'{text}" if starts else text


def write_csv(file: IO[bytes], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write UTF-8 with BOM, semicolons, decimal comma and CRLF; the file stays open."""
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    lines = csv.writer(text, delimiter=";", lineterminator="\r\n")
    lines.writerow([neutral(column) for column in columns])
    lines.writerows([_in_csv(value) for value in row] for row in rows)
    text.flush()
    text.detach()


def csv_table(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A small table as a CSV file."""
    file = BytesIO()
    write_csv(file, columns, rows)
    return file.getvalue()


def write_workbook(
    file: Path | IO[bytes], sheets: Iterable[Sheet], folder: Path | None = None
) -> None:
    """Write the sheets in their order; with a `folder` for what is half done, rows are streamed.

    Raises ValueError for a text or a sheet longer than the format can hold.
    """
    made: dict[str, Any] = {"constant_memory": True, "tmpdir": str(folder)}
    options = made if folder else {"in_memory": True}
    with Workbook(str(file) if isinstance(file, Path) else file, options) as workbook:
        head = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        day = workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        for sheet in sheets:
            _fill(workbook.add_worksheet(sheet.name), sheet, head, day, wrapped)


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """A small workbook."""
    file = BytesIO()
    write_workbook(file, sheets)
    return file.getvalue()


def _in_csv(value: Value) -> Value:
    if isinstance(value, str):
        return neutral(value)
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return value.isoformat() if isinstance(value, date) else value


def _fill(worksheet: Any, sheet: Sheet, head: Any, day: Any, wrapped: Any) -> None:
    worksheet.freeze_panes(1, 0)
    for column, width in zip(range(len(sheet.columns)), _on_and_on(sheet.widths), strict=False):
        worksheet.set_column(column, column, width)
    _write_row(worksheet, 0, sheet.columns, day, head)
    style = wrapped if sheet.wrapped else None
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        if last >= MOST_ROWS:
            raise ValueError(f"a sheet holds at most {MOST_ROWS} rows")
        _write_row(worksheet, last, row, day, style)
    if sheet.columns:
        worksheet.autofilter(0, 0, last, len(sheet.columns) - 1)


def _on_and_on(widths: Sequence[int]) -> Iterator[int]:
    yield from widths
    while True:
        yield widths[-1]


def _write_row(worksheet: Any, number: int, row: Row, day: Any, style: Any) -> None:
    for column, value in enumerate(row):
        if isinstance(value, int):
            worksheet.write_number(number, column, value, style)
        elif isinstance(value, str):
            # Never `write`, which takes a text that begins with = for a formula.
            if value and worksheet.write_string(number, column, value, style):
                raise ValueError(f"a cell holds at most {LONGEST_TEXT} characters")
        elif isinstance(value, date):
            worksheet.write_datetime(number, column, value, day)
        elif value is not None:
            worksheet.write_number(number, column, value, style)
