"""Reads one sheet of a workbook in a process of its own, with limits on its memory and time.

Started by core.limited: `tables_workbook_reader.py WORKBOOK SHEET BYTES MERGED`, with the unpacked
bytes that it may take, and whether merged cells are told ("told") or refused. Writes one line of
JSON about the sheet, or why it is refused, and then the rows as CSV. Formulas and macros are never
run: the values that Excel kept are read.
"""

import csv
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import PurePosixPath
from xml.etree import ElementTree
from xml.parsers import expat

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum

MOST_FILES = 5000
CHUNK = 1 << 20
ENCRYPTED = 0x1
#: What Excel packs with; other ways may ask for any amount of memory, and have errors of their own.
PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
#: How the tag "f" and the value "e" begin in a sheet's XML, or what can hide them: entities, UTF-16.
FORMULA_OR_ERROR = b"<f", b":f", b'"e"', b"'e'", b"&#", b"<!", b"\0"
#: Beyond this a number is written with an exponent, as Excel shows it.
WHOLE = 1e15
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Refused(Exception):
    """Why the sheet cannot be read: the name of a text, and what fills it."""


def main(path: str, wanted: str, most_inside: int, merged: str) -> None:
    """Write the sheet to standard output."""
    _look_inside(path, most_inside)
    workbook = CalamineWorkbook.from_path(path)
    names = [one.name for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    name = wanted or (names[0] if names else "")
    if name not in names:
        raise Refused("NO_SUCH_SHEET", {"sheet": wanted, "sheets": ", ".join(names) or "–"})
    _refuse_cells(path, name)
    sheet = workbook.get_sheet_by_name(name)
    ranges = sheet.merged_cell_ranges or []
    for (row, column), _end in ranges if merged != "told" else ():
        raise Refused("MERGED", {}, row + 1, f"{letters(column)}{row + 1}")
    about = {"sheet": name, "sheets": names, "lines": sheet.total_height, "merged": ranges}
    print(json.dumps(about))
    writer = csv.writer(sys.stdout, lineterminator="\n")
    for number, row_values in _rows(sheet):
        writer.writerow([number, *row_values])


def _look_inside(path: str, left: int) -> None:
    """Unpack everything once, keeping nothing, so that its true size is known."""
    with zipfile.ZipFile(path) as workbook:
        members = workbook.infolist()
        if len(members) > MOST_FILES:
            raise Refused("TOO_MUCH_INSIDE", {})
        if "xl/workbook.xml" not in workbook.namelist():
            raise Refused("OTHER_WORKBOOK", {})
        for member in members:
            if member.flag_bits & ENCRYPTED:
                raise Refused("PASSWORD", {})
            if member.compress_type not in PACKED:
                raise Refused("BROKEN_WORKBOOK", {})
            # The size that the file tells of itself can be a lie.
            member.file_size = left + 2 * CHUNK
            with workbook.open(member) as file:
                while chunk := file.read(CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        raise Refused("TOO_MUCH_INSIDE", {})


def _rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    if sheet.start is None:
        return
    first, before = sheet.start
    for number, values in enumerate(sheet.iter_rows(), first + 1):
        texts = [""] * before + [_text(value) for value in values]
        if any(texts):
            yield number, texts


def _text(value: object) -> str:
    """A value as a person would type it: 4, 0.5, 2026-01-31."""
    if isinstance(value, str):
        # What is below a blank in a text cannot be seen in Excel either.
        # A line of the table ends at a carriage return too.
        return CONTROL.sub("", value).replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < WHOLE
        return str(int(value)) if whole else format(value, ".15g")
    if isinstance(value, datetime):
        midnight = value.time() == time.min
        return value.date().isoformat() if midnight else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta | int) else str(value or "")


def letters(column: int) -> str:
    """The letters of a column counted from 0: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


def _refuse_cells(path: str, name: str) -> None:
    """Find formulas without a value and error values, which would be read as empty."""
    with zipfile.ZipFile(path) as workbook:
        part = _part(workbook, name)
        if part is None:
            return
        parser = expat.ParserCreate()
        if _may_hold_such(workbook, part):
            scan = CellScan()
            parser.StartElementHandler, parser.EndElementHandler = scan.start, scan.end
            parser.CharacterDataHandler = scan.text
        with workbook.open(part) as file:
            # A long comment is read again from its start with each piece, so pieces are large.
            while chunk := file.read(4 * CHUNK):
                parser.Parse(chunk)


def _may_hold_such(workbook: zipfile.ZipFile, part: str) -> bool:
    """Whether the sheet has a formula or an error: few have, and cell by cell takes seconds."""
    end = b""
    with workbook.open(part) as file:
        while chunk := file.read(CHUNK):
            seen = end + chunk
            if any(sign in seen for sign in FORMULA_OR_ERROR):
                return True
            end = chunk[-2:]
    return False


class CellScan:
    """Looks at the cells of a sheet's XML as they go by."""

    def __init__(self) -> None:
        self.cell, self.formula, self.value, self.inside = "", False, False, False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A cell begins, or its formula or its value."""
        tag = tag.rpartition(":")[2]
        if tag == "c":
            self.cell, self.formula, self.inside = attributes.get("r", ""), False, False
            # The value of a formula may be a text without letters.
            self.value = attributes.get("t") == "str"
            if attributes.get("t") == "e":
                raise _refusal("ERROR_VALUE", self.cell)
        elif tag == "f":
            self.formula = True
        elif tag in ("v", "is"):
            self.inside = True

    def text(self, _text: str) -> None:
        """Something stands in the cell."""
        self.value = self.value or self.inside

    def end(self, tag: str) -> None:
        """A cell has been seen, or its value."""
        tag = tag.rpartition(":")[2]
        if tag in ("v", "is"):
            self.inside = False
        elif tag == "c" and self.formula and not self.value:
            raise _refusal("NO_VALUE", self.cell)


def _refusal(kind: str, cell: str) -> Refused:
    row = re.sub(r"\D", "", cell)[:9]
    return Refused(kind, {}, int(row) if row else None, cell[:20] or None)


def _part(workbook: zipfile.ZipFile, name: str) -> str | None:
    """The file inside the workbook that holds the sheet."""
    with workbook.open("xl/workbook.xml") as file:
        sheets = [one for one in ElementTree.parse(file).iter() if one.tag.endswith("}sheet")]  # noqa: S314 -- the reader's memory and time are limited.
    identity = next((one.get(f"{RELATIONS}id") for one in sheets if one.get("name") == name), None)
    with workbook.open("xl/_rels/workbook.xml.rels") as file:
        relations = list(ElementTree.parse(file).iter())  # noqa: S314 -- as above.
    target = next((one.get("Target", "") for one in relations if one.get("Id") == identity), "")
    part = str(PurePosixPath("/xl") / target).removeprefix("/")
    return part if part in workbook.namelist() else None


if __name__ == "__main__":
    try:
        main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
    except Refused as refused:
        print(json.dumps({"refused": refused.args}))
    except MemoryError:
        print(json.dumps({"refused": ["TOO_MUCH_INSIDE", {}]}))
