"""Any file is read as headings and rows, or refused with the reason, the row and the column."""

import resource
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core import tables_refusal as texts
from core.tables import Table, number, read_table, whole_number
from core.tables_refusal import TableRefused
from core.tables_workbook import OLD_MARK

Rows = list[tuple[int, list[str]]]


@pytest.fixture(autouse=True)
def inside() -> Iterator[None]:
    """Sentences are written in a language, which an application knows."""
    app = Flask("tables")
    Babel(app, default_locale="sv")
    with app.app_context():
        yield


def read(path: Path, content: bytes | str, sheet: str | None = None) -> tuple[Table, Rows]:
    """The table in a file with this content, and its rows."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    table = read_table(path, sheet)
    return table, list(table.rows())


def refusal(path: Path, content: bytes | str, sheet: str | None = None) -> TableRefused:
    """Why it is refused."""
    with pytest.raises(TableRefused) as caught:
        read(path, content, sheet)
    return caught.value


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file to be."""
    return tmp_path / "data"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_delimiters_and_letters_are_recognised(
    file: Path, delimiter: str, encoding: str, end: str
) -> None:
    lines = [["id", "Kön", "ord"], ["1", "Åsa", f'"a{delimiter}b"'], ["2", "Örjan", ""]]
    table, rows = read(file, end.join(delimiter.join(line) for line in lines).encode(encoding))
    assert table.header == ("id", "Kön", "ord")
    assert rows == [(2, ["1", "Åsa", f"a{delimiter}b"]), (3, ["2", "Örjan", ""])]


def test_a_decimal_comma_divides_no_column(file: Path) -> None:
    assert read(file, "id;betyg\n1;6,4\n2;7,1\n")[1] == [(2, ["1", "6,4"]), (3, ["2", "7,1"])]


def test_excels_own_word_for_the_delimiter_is_believed(file: Path) -> None:
    assert read(file, "sep=|\na|b;c\n1|2\n")[1] == [(3, ["1", "2"])]


def test_one_column_needs_no_delimiter(file: Path) -> None:
    assert read(file, "ord\nhej, du\n")[1] == [(2, ["hej, du"])]


def test_blank_rows_are_left_out_and_numbers_stay_those_of_the_file(file: Path) -> None:
    assert read(file, 'a;b;;\n\n1;"x\ny";;\n;;;\n2;z;;\n')[1] == [
        (3, ["1", "x\ny"]),
        (5, ["2", "z"]),
    ]


@pytest.mark.parametrize(
    ("content", "message", "row", "column"),
    [
        (b"", texts.EMPTY, None, None),
        (b"\n\n", texts.EMPTY, None, None),
        (b"a;b\n", texts.NO_ROWS, None, None),
        (b"a;;b\n1;2;3\n", texts.NO_HEADING, 1, "B"),
        (b"a;b;a\n1;2;3\n", texts.HEADING_TWICE, 1, "a"),
        (b"a;b\n1;2\n1\n", texts.RAGGED, 3, None),
        (b"a;b\n1;2;3\n", texts.RAGGED, 2, None),
        (b'a;b\n1;"2\n', texts.BAD_QUOTES, 2, None),
        (b'a;b\n1;"2"x\n', texts.BAD_QUOTES, 2, None),
        (b"a;b\n1;\x002\n", texts.NOT_A_TABLE, 2, None),
        (b"\x89PNG\r\n\x1a\n\x00\x00", texts.NOT_A_TABLE, 2, None),
        ("a;b\n1;hör\n".encode("cp850"), texts.BROKEN_LETTERS, None, None),
        ("a;b\n1;hör\n".encode("mac-roman"), texts.BROKEN_LETTERS, None, None),
        ("a;b\n1;2\n".encode("utf-16-le"), texts.NOT_A_TABLE, 1, None),
        (b"\xff\xfea", texts.BROKEN_LETTERS, None, None),
        (b"a;b,c\n1;2,3\n", texts.UNSURE_DELIMITER, None, None),
        (b"a;b\n1;" + b"x" * 200_000, texts.LONG_ROW, 2, None),
        (b"x" * 3_000_000, texts.LONG_ROW, 1, None),
        (b";".join(b"c%d" % n for n in range(2000)) + b"\n", texts.MANY_COLUMNS, None, None),
        (OLD_MARK + b"\0" * 600, texts.OLD_EXCEL, None, None),
        (OLD_MARK + "EncryptedPackage".encode("utf-16-le"), texts.PASSWORD, None, None),
        (b"PK\x03\x04" + b"\0" * 100, texts.BROKEN_WORKBOOK, None, None),
    ],
)
def test_what_cannot_be_read_says_why_and_where(
    file: Path, content: bytes, message: str, row: int | None, column: str | None
) -> None:
    refused = refusal(file, content)
    assert (refused.message, refused.row, refused.column) == (message, row, column)
    assert str(row or "") in str(refused)


def test_ragged_rows_can_be_told_one_by_one(file: Path) -> None:
    file.write_text("a;b\n1\n1;2\n3\n")
    told: list[TableRefused] = []
    assert list(read_table(file).rows(told.append)) == [(3, ["1", "2"])]
    assert [refused.row for refused in told] == [2, 4]


def read_or_refuse(path: Path, content: bytes) -> None:
    """Read it; fails for anything but a table or a refusal."""
    path.write_bytes(content)
    with suppress(TableRefused):
        table = read_table(path)
        assert all(len(values) == len(table.header) for _number, values in table.rows())


@given(st.binary(max_size=400))
@example(b"a;b\r1;2\r")
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe\x00\xd8")
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_give_anything_but_a_table_or_a_refusal(file: Path, content: bytes) -> None:
    read_or_refuse(file, content)


@given(
    st.lists(
        st.lists(st.text(st.sampled_from('ab1 ;,\t|"\n\rÅ='), max_size=6), min_size=1, max_size=4),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(";,\t|"),
)
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_csv_gives_anything_but_a_table_or_a_refusal(
    file: Path, rows: list[list[str]], delimiter: str
) -> None:
    read_or_refuse(file, "\n".join(delimiter.join(row) for row in rows).encode())


@pytest.mark.thorough
def test_two_hundred_megabytes_are_read_in_little_memory(file: Path) -> None:
    with file.open("wb") as out:
        out.write(b"id;q1;q2\n")
        block = b"".join(b"%07d;4;%s\n" % (n, b"3" * 20) for n in range(100_000))
        while out.tell() < 200_000_000:
            out.write(block)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rows = sum(1 for _ in read_table(file).rows())
    assert rows > 6_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000
    file.unlink()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4", 4),
        ("4.0", 4),
        ("4,00", 4),
        ("-3", -3),
        ("4.5", None),
        ("", None),
        ("4x", None),
        ("٤", None),
    ],
)
def test_whole_numbers(text: str, expected: int | None) -> None:
    assert whole_number(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6,4", 6.4),
        ("6.4", 6.4),
        ("1 234,5", 1234.5),
        ("1\u00a0234", 1234.0),
        ("1.234,5", None),
        ("", None),
        ("nan", None),
    ],
)
def test_numbers(text: str, expected: float | None) -> None:
    assert number(text) == expected
