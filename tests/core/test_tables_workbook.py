"""Workbooks from Excel are read as a person would type them, or refused with the cell."""

import random
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]  # It carries no types.
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import tables_refusal as texts
from core.tables import read_table
from core.tables_refusal import TableRefused
from core.tables_workbook import LITTLE_ROOM, Room
from tests.core.test_tables import file, inside, read, read_or_refuse, refusal

pytestmark = pytest.mark.thorough

__all__ = ["file", "inside"]
DEFLATED = zipfile.ZIP_DEFLATED
MOMENT = datetime(2026, 1, 31, 13, 5)  # noqa: DTZ001 -- workbooks know no time zones.


def workbook(**sheets: list[list[object]]) -> bytes:
    """A workbook as a program that is not ours writes it."""
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_reads_as_a_person_would_type_it(file: Path) -> None:
    rows: list[list[object]] = [
        ["tal", "dag", "stund", "ja", "ord"],
        [4.0, date(2026, 1, 31), MOMENT, True, " Åsa "],
        [0.1 + 0.2, None, None, False, "a\nb"],
    ]
    table, found = read(file, workbook(Ett=rows, Två=[["x"], [1]]))
    assert found == [
        (2, ["4", "2026-01-31", "2026-01-31 13:05:00", "1", "Åsa"]),
        (3, ["0.3", "", "", "0", "a\nb"]),
    ]
    assert list(read_table(file, "Två").rows()) == [(2, ["1"])]
    assert table.header[0] == "tal"


def test_a_formula_gives_the_value_that_excel_kept(file: Path) -> None:
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "a")
        sheet.write_formula(1, 0, "=1+1", None, 2)
    assert list(read_table(file).rows()) == [(2, ["2"])]


@pytest.mark.parametrize(
    ("rows", "message", "column"),
    [
        ([["a"], ["=1+1"]], texts.NO_VALUE, "A2"),
        ([["a"], ["#REF!"]], texts.ERROR_VALUE, "A2"),
        ([[], ["a"], [1]], texts.NO_HEADINGS, None),
        ([], texts.EMPTY, None),
        ([["a"]], texts.NO_ROWS, None),
    ],
)
def test_a_workbook_that_would_be_misread_is_refused(
    file: Path, rows: list[list[object]], message: str, column: str | None
) -> None:
    refused = refusal(file, workbook(Blad=rows))
    assert (refused.message, refused.column) == (message, column)


def test_merged_cells_and_unknown_sheets_are_named(file: Path) -> None:
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("Svar")
        sheet.write_row(0, 0, ["a", "b", "c"])
        sheet.merge_range("B4:C5", "hej")
    content = file.read_bytes()
    assert (refusal(file, content).row, refusal(file, content).column) == (4, "B4")
    assert "Bladen heter: Svar" in str(refusal(file, content, "Annat"))


def test_a_cell_far_away_takes_no_memory_of_ours(file: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book[book.sheetnames[0]]
    sheet["A1"], sheet["XFD1048576"] = "a", 1
    book.save(file)
    assert refusal(file, file.read_bytes()).message == texts.TOO_MUCH_INSIDE


def test_a_workbook_that_unpacks_to_too_much_is_refused_even_when_it_lies(file: Path) -> None:
    content = workbook(Blad=[["a"], [1]])
    deflated = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as good,
        zipfile.ZipFile(deflated, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for name in good.namelist():
            bad.writestr(name, good.read(name))
        with bad.open("xl/big.xml", "w") as member:
            for _ in range(420):
                member.write(b"\0" * 1_000_000)
        bad.infolist()[-1].file_size = 10
    assert len(deflated.getvalue()) < 1_000_000
    assert refusal(file, deflated.getvalue()).message == texts.TOO_MUCH_INSIDE


def test_a_workbook_that_takes_long_is_ended_and_refused(file: Path) -> None:
    rows = b"<row><c></c></row>" * 2_000_000 + b"</sheetData>"
    file.write_bytes(changed(workbook(Blad=[["a"], [1]]), (b"</sheetData>", rows), DEFLATED))
    with pytest.raises(TableRefused) as refused:
        list(read_table(file, room=Room(seconds=1)).rows())
    assert refused.value.message == texts.TOO_MUCH_INSIDE


def test_a_long_comment_takes_little_time_and_no_more_than_its_room(file: Path) -> None:
    comment = b"<!--" + b"x" * LITTLE_ROOM.inside + b"--><sheetData"
    file.write_bytes(changed(workbook(Blad=[["a"], [1]]), (b"<sheetData", comment), DEFLATED))
    assert list(read_table(file, room=Room(seconds=5)).rows()) == [(2, ["1"])]
    with pytest.raises(TableRefused) as refused:
        read_table(file, room=LITTLE_ROOM)
    assert refused.value.message == texts.TOO_MUCH_INSIDE


def test_a_list_of_very_many_files_is_only_read_by_the_process_with_limits(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(file, "w") as many:
        for number in range(6000):
            many.writestr(f"xl/{number}", b"")
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(TableRefused) as refused:
        read_table(file)
    assert refused.value.message == texts.TOO_MUCH_INSIDE


def changed(content: bytes, change: tuple[bytes, bytes], packed: int) -> bytes:
    """The workbook with other bytes in its files, packed in another way."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as good, zipfile.ZipFile(made, "w", packed) as bad:
        for name in good.namelist():
            bad.writestr(name, good.read(name).replace(*change))
    return made.getvalue()


def test_a_carriage_return_in_a_cell_never_begins_another_row(file: Path) -> None:
    content = workbook(Blad=[["id", "ord"], [1, "HERE"], [2, "y"]])
    for sign in (b"&#13;", b"_x000D_"):
        change = b"HERE", b"x" + sign + b"99"
        _table, found = read(file, changed(content, change, zipfile.ZIP_DEFLATED))
        assert found == [(2, ["1", "x\n99"]), (3, ["2", "y"])]


def test_a_cell_longer_than_excel_can_hold_is_refused_with_its_row(file: Path) -> None:
    content = workbook(Blad=[["id", "ord"], [1, "HERE"]])
    refused = refusal(file, changed(content, (b"HERE", b"x" * 200_000), zipfile.ZIP_DEFLATED))
    assert (refused.message, refused.row) == (texts.LONG_ROW, 2)


@pytest.mark.parametrize("packed", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_workbook_that_excel_could_not_unpack_is_refused(file: Path, packed: int) -> None:
    content = bytearray(changed(workbook(Blad=[["a"], [1]]), (b"", b""), packed))
    content[len(content) // 4] ^= 255
    assert refusal(file, bytes(content)).message == texts.BROKEN_WORKBOOK


def test_a_sheet_with_a_null_sign_in_its_name_is_not_there(file: Path) -> None:
    refused = refusal(file, workbook(Blad=[["a"], [1]]), "Blad\0")
    assert refused.message == texts.NO_SUCH_SHEET


CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 9), st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.sampled_from(["", "=1+1", "#N/A", "Åsa", "1"]),
)  # fmt: skip


@given(
    st.lists(st.lists(CELLS, max_size=4), max_size=5),
    st.integers(0, 6),
    st.randoms(use_true_random=False),
)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_workbook_gives_anything_but_a_table_or_a_refusal(
    file: Path, rows: list[list[object]], damage: int, chance: random.Random
) -> None:
    content = bytearray(workbook(Blad=rows))
    for _ in range(damage):
        content[chance.randrange(len(content))] = chance.randrange(256)
    read_or_refuse(file, bytes(content))
