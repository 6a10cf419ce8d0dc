"""Tables as files, opened again by other programs."""

import csv
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from core.spreadsheets import LONGEST_TEXT, Sheet, csv_table, neutral, workbook, write_workbook

#: What a workbook can hold: no control signs, and none of the two that XML has no place for.
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"))
DANGEROUS = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "＝", " =", "\u00a0@", "'"])


def test_a_csv_file_is_as_swedish_excel_writes_it() -> None:
    table = csv_table(["kod", "andel"], [["å", 0.5], ["b;c", -3], [None, date(2026, 1, 31)]])
    expected = 'kod;andel\r\nå;0,5\r\n"b;c";-3\r\n;2026-01-31\r\n'
    assert table == b"\xef\xbb\xbf" + expected.encode()


def test_a_csv_file_is_read_again_by_pandas() -> None:
    table = csv_table(["x", "ord"], [[-1.25, "=1+1"], [3.0, "rad ett\nrad två"]])
    read = pd.read_csv(BytesIO(table), sep=";", decimal=",", encoding="utf-8-sig")
    assert read["x"].tolist() == [-1.25, 3.0]
    assert read["ord"].tolist() == ["'=1+1", "rad ett\nrad två"]


@given(DANGEROUS, TEXTS)
def test_no_text_begins_as_a_formula_and_the_apostrophe_can_be_taken_away(
    beginning: str, rest: str
) -> None:
    text = beginning + rest
    assert neutral(text) == f"'{text}"


@given(st.lists(st.lists(st.one_of(DANGEROUS, TEXTS), min_size=2, max_size=2), max_size=4))
def test_texts_of_a_csv_file_come_back(rows: list[list[str]]) -> None:
    table = csv_table(["a", "b"], rows).decode("utf-8-sig")
    read = list(csv.reader(StringIO(table, newline=""), delimiter=";"))[1:]
    for before, after in zip(rows, read, strict=True):
        assert [cell.removeprefix("'") if cell[:1] == "'" else cell for cell in after] == before
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in after)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.one_of(DANGEROUS, TEXTS).filter(str.strip), min_size=1, max_size=4))
def test_texts_of_a_workbook_are_texts_and_never_formulas(texts: list[str]) -> None:
    texts = [text.replace("\r", "") or "x" for text in texts]
    made = workbook([Sheet("Svar", ["text"], [[text] for text in texts])])
    cells = openpyxl.load_workbook(BytesIO(made))["Svar"]["A"][1:]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s") for text in texts]


def test_a_workbook_is_read_again_by_another_library() -> None:
    sheet = Sheet("Svar", ["a", "b", "c", "d"], [["=1+1", -3, 0.125, date(2026, 1, 31)]])
    read = CalamineWorkbook.from_filelike(BytesIO(workbook([sheet]))).get_sheet_by_name("Svar")
    assert read.to_python()[1] == ["=1+1", -3.0, 0.125, date(2026, 1, 31)]


def test_a_streamed_workbook_leaves_nothing_beside_it(tmp_path: Path) -> None:
    sheet = Sheet("Svar", ["n", "text"], ([number, "å"] for number in range(5)))
    write_workbook(tmp_path / "made.xlsx", [sheet, Sheet("Tomt", ["a"], [])], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["made.xlsx"]
    read = openpyxl.load_workbook(tmp_path / "made.xlsx")
    assert read.sheetnames == ["Svar", "Tomt"]
    assert list(read["Svar"].values)[1:] == [(number, "å") for number in range(5)]


def test_a_text_that_a_cell_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 32767 characters"):
        workbook([Sheet("Svar", ["text"], [["x" * (LONGEST_TEXT + 1)]])])
