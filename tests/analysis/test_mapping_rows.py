"""Workbooks of others read by a mapping: what they say is what we have, or it is refused with its place."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.published.columns import FigureRow
from analysis.published.mapping import SheetMapping, Written
from analysis.published.mapping_headings import find_headings, headings, likely_row
from analysis.published.mapping_names import guess_columns, guess_names
from analysis.published.mapping_rows import Left, Mapped, Occasion, read_mapped
from core.tables_grid import Grid, read_grid
from core.tables_refusal import TableRefused
from core.tables_workbook import LITTLE_ROOM
from tests.analysis.workbooks import MERGED, NATIONAL, book

OCCASION = Occasion("user-survey", "2025", "", "Stadens rapport", "telephone")
NATIONAL_MAPPING = SheetMapping(
    sheet="Resultat",
    header_row=3,
    header_rows=2,
    columns={
        "unit": "Enhet", "question": "Fråga", "all": "Totalt Andel", "n": "Totalt Antal",
        "women": "Kvinnor Andel", "n_women": "Kvinnor Antal",
        "men": "Män Andel", "n_men": "Män Antal",
    },
    written=Written.PER_CENT,
    unit="homeless",
    units={"homeless": "Enheten homeless"},
    beside=("Hela staden",),
    questions={"overall": "Hur nöjd är du med oss?", "treatment": "Hur är vi mot dig?"},
)  # fmt: skip
PLAIN = SheetMapping(
    sheet="",
    header_row=1,
    columns={"question": "Fråga", "all": "Alla", "n": "Antal"},
    written=Written.PER_CENT,
    unit="homeless",
    questions={"overall": "Nöjd"},
)


def grid_of(tmp_path: Path, content: bytes, sheet: str = "Resultat", rows: int = 6000) -> Grid:
    """The sheet of a workbook."""
    file = tmp_path / "book"
    file.write_bytes(content)
    return read_grid(file, sheet, rows, LITTLE_ROOM)


def plain_grid(*rows: tuple[Any, ...]) -> Grid:
    """A sheet without anything special."""
    texts = {number: [str(one) for one in row] for number, row in enumerate(rows, 1)}
    return Grid("", (), texts)


def told(row: FigureRow) -> tuple[object, ...]:
    """What a figure says."""
    return row.unit, row.subject, row.item, row.gender, row.share, row.n


def test_a_national_workbook_gives_the_figures_that_it_says(tmp_path: Path) -> None:
    mapped = read_mapped(grid_of(tmp_path, book(NATIONAL, MERGED)), NATIONAL_MAPPING, OCCASION)
    assert mapped.problems == []
    assert [told(row) for row in mapped.rows] == [
        ("homeless", "Hela staden", "overall", -1, 0.81, 5200),
        ("homeless", "Hela staden", "overall", 1, 0.82, 2100),
        ("homeless", "Hela staden", "overall", 2, 0.8, 3100),
        ("homeless", "Hela staden", "treatment", -1, 0.905, 5190),
        ("homeless", "Hela staden", "treatment", 1, 0.91, 2095),
        ("homeless", "Hela staden", "treatment", 2, 0.9, 3095),
        ("homeless", "", "overall", -1, 0.765, 120),
        ("homeless", "", "overall", 2, 0.77, 116),
    ]
    # Hidden is no zero and no figure; nor is what nobody answered.
    assert mapped.left == {Left.HIDDEN: 1, Left.NONE: 3, Left.QUESTION: 1, Left.UNIT: 1}


def test_the_table_may_have_moved_since_last_year(tmp_path: Path) -> None:
    moved = [("Ny rad",), *((None, *row) for row in NATIONAL)]
    areas = [f"{chr(ord(a[0]) + 1)}{int(a[1:]) + 1}:{chr(ord(b[0]) + 1)}{int(b[1:]) + 1}"
             for a, b in (area.split(":") for area in MERGED)]  # fmt: skip
    grid = grid_of(tmp_path, book(moved, areas))
    found = find_headings(grid, NATIONAL_MAPPING)
    assert found
    assert found[0] == 4
    assert len(read_mapped(grid, NATIONAL_MAPPING, OCCASION).rows) == 8


def test_headings_that_are_gone_are_told(tmp_path: Path) -> None:
    other = NATIONAL_MAPPING.model_copy(update={"columns": {"question": "Fråga", "all": "Nöjda"}})
    with pytest.raises(TableRefused) as refused:
        read_mapped(grid_of(tmp_path, book(NATIONAL, MERGED)), other, OCCASION)
    assert "Rubrikerna" in refused.value.message


@pytest.mark.parametrize(
    ("cell", "written", "share"),
    [
        (76, Written.PER_CENT, 0.76),
        (76.5, Written.PER_CENT, 0.765),
        ("76,5", Written.PER_CENT, 0.765),
        ("76,5 %", Written.PER_CENT, 0.765),
        ("0,4 %", Written.PER_CENT, 0.004),
        (0, Written.PER_CENT, 0.0),
        (0.76, Written.SHARE, 0.76),
        (0.005, Written.SHARE, 0.005),
        ("0,29", Written.SHARE, 0.29),
        (1, Written.SHARE, 1.0),
        ("76 %", Written.SHARE, 0.76),
    ],
)
def test_figures_are_read_as_they_are_written(
    tmp_path: Path, cell: object, written: Written, share: float
) -> None:
    content = book([("Fråga", "Alla", "Antal"), ("Nöjd", cell, "1 234")], per_cent=["B2"])
    mapping = PLAIN.model_copy(update={"written": written})
    mapped = read_mapped(grid_of(tmp_path, content), mapping, OCCASION)
    assert mapped.problems == []
    [row] = mapped.rows
    assert row.share == pytest.approx(share, abs=1e-15)
    assert row.n == 1234


@pytest.mark.parametrize(
    ("row", "written", "column", "words"),
    [
        (("Nöjd", 0.76, 10), Written.PER_CENT, "Alla", "mindre än 1 procent"),
        (("Nöjd", 76, 10), Written.SHARE, "Alla", "andel av ett"),
        (("Nöjd", 101, 10), Written.PER_CENT, "Alla", "mellan 0 och 100"),
        (("Nöjd", "många", 10), Written.PER_CENT, "Alla", "inget tal"),
        (("Nöjd", "nan", 10), Written.SHARE, "Alla", "inget tal"),
        (("Nöjd", "=1+1", 10), Written.MEAN, "Alla", "inget tal"),
        (("Nöjd", 76, "tio"), Written.PER_CENT, "Antal", "inget helt antal"),
        (("Nöjd", 76, 1.5), Written.PER_CENT, "Antal", "inget helt antal"),
        (("Nöjd", 76, -3), Written.PER_CENT, "Antal", "inget helt antal"),
        (("", 76, 10), Written.PER_CENT, "Fråga", "tom"),
    ],
)
def test_what_is_wrong_is_told_with_row_and_column(
    row: tuple[Any, ...], written: Written, column: str, words: str
) -> None:
    grid = plain_grid(("Fråga", "Alla", "Antal"), ("Nöjd", 1, 5), row)
    mapping = PLAIN.model_copy(update={"written": written})
    [problem] = read_mapped(grid, mapping, OCCASION).problems
    assert (problem.row, problem.column) == (3, column)
    assert words in problem.message


def test_a_group_without_its_number_of_answers_is_left_out_and_counted() -> None:
    grid = plain_grid(
        ("Fråga", "Alla", "Antal", "Kvinnor", "Antal kvinnor"),
        ("Nöjd", 76, "..", 80, "..",),
        ("Nöjd", 77, 10, 81, ""),
        ("Nöjd", 78, 10, 82, 0),
        ("Nöjd", 79, 10, 83, 7),
    )  # fmt: skip
    columns = {**PLAIN.columns, "women": "Kvinnor", "n_women": "Antal kvinnor"}
    mapped = read_mapped(grid, PLAIN.model_copy(update={"columns": columns}), OCCASION)
    assert [(row.gender, row.n) for row in mapped.rows] == [
        (-1, None),
        (-1, 10),
        (-1, 10),
        (-1, 10),
        (1, 7),
    ]
    assert mapped.left == {Left.NO_N: 2, Left.NONE: 1}


def test_a_figure_over_several_cells_is_refused(tmp_path: Path) -> None:
    cells = [("Fråga", "Alla", "Antal"), ("Nöjd", 76, 10), ("Lyssnar", None, 11)]
    grid = grid_of(tmp_path, book(cells, ["B2:B3"]))
    problems = read_mapped(grid, PLAIN, OCCASION).problems
    assert [(one.row, one.column) for one in problems] == [(2, "B2")]
    assert "sammanslagna" in problems[0].message


def test_the_year_may_stand_in_a_column() -> None:
    grid = plain_grid(
        ("Fråga", "År", "Alla"), ("Nöjd", 2023, 76), ("Nöjd", 2024, 77), ("Nöjd", "vt 24", 7)
    )
    columns = {"question": "Fråga", "label": "År", "all": "Alla"}
    mapped = read_mapped(grid, PLAIN.model_copy(update={"columns": columns}), OCCASION)
    assert [(row.label, row.day.isoformat()) for row in mapped.rows] == [
        ("2023", "2023-12-31"), ("2024", "2024-12-31")
    ]  # fmt: skip
    assert [
        (one.row, "Bara när mättillfället är ett år" in one.message) for one in mapped.problems
    ] == [(4, True)]


def test_a_file_with_nothing_of_ours_is_refused() -> None:
    with pytest.raises(TableRefused, match="inga siffror"):
        read_mapped(plain_grid(("Fråga", "Alla", "Antal"), ("Annat", 1, 2)), PLAIN, OCCASION)


def test_five_thousand_rows_are_read(tmp_path: Path) -> None:
    cells = [("Enhet", "Fråga", "Alla", "Antal"),
             *((f"Enhet {number}", "Nöjd", number % 100 + 1, 50) for number in range(5000))]  # fmt: skip
    columns = {**PLAIN.columns, "unit": "Enhet"}
    update = {"columns": columns, "units": {"homeless": "Enhet 4321"}}
    mapped = read_mapped(grid_of(tmp_path, book(cells)), PLAIN.model_copy(update=update), OCCASION)
    assert [told(row)[4:] for row in mapped.rows] == [(0.22, 50)]
    assert mapped.left == {Left.UNIT: 4999}
    with pytest.raises(TableRefused, match="fler än"):
        grid_of(tmp_path, book(cells), rows=4000)


def test_columns_that_are_alike_are_told_apart_by_their_letter() -> None:
    assert headings(plain_grid(("Fråga", "Andel", "n", "Andel", "n")), 1, 1) == {
        "Fråga": 0, "Andel (B)": 1, "n (C)": 2, "Andel (D)": 3, "n (E)": 4
    }  # fmt: skip


def test_headings_and_names_are_guessed_by_usual_words(tmp_path: Path) -> None:
    grid = grid_of(tmp_path, book(NATIONAL, MERGED))
    assert likely_row(grid) == 4
    assert guess_columns(headings(grid, 3, 2)) == NATIONAL_MAPPING.columns
    ours = {"homeless": ["Enheten homeless"], "elders": ["Äldre"]}
    names = ["ENHETEN  HOMELESS", "Hela staden"]
    assert guess_names(ours, {"elders": "hela staden"}, names) == {
        "homeless": "ENHETEN  HOMELESS", "elders": "Hela staden"
    }  # fmt: skip


TEXTS = st.one_of(
    st.sampled_from(
        ["", "..", "-", "X", "Nöjd", "Fråga", "Alla", "Antal", "12 %", "0,5", "1e9", "100", "0"]
    ),
    st.integers(-5, 200).map(str),
    st.floats(0, 120).map(lambda value: f"{value:.3f}".replace(".", ",")),
    st.text(max_size=8),
)


@given(
    st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS), max_size=12),
    st.sampled_from(Written),
)
def test_any_table_is_read_whole_or_refused_with_its_place(
    table: list[tuple[str, ...]], written: Written
) -> None:
    columns = {**PLAIN.columns, "women": "Kvinnor", "n_women": "N"}
    mapping = PLAIN.model_copy(update={"written": written, "columns": columns})
    grid = plain_grid(("Fråga", "Alla", "Antal", "Kvinnor", "N"), *table)
    try:
        mapped = read_mapped(grid, mapping, OCCASION)
    except TableRefused:
        return
    assert all(problem.row and problem.column for problem in mapped.problems)
    assert all(row.gender < 0 or row.n for row in mapped.rows), "a group has its number"
    _every_figure_is_the_files(table, written, mapped)


def _every_figure_is_the_files(
    table: list[tuple[str, ...]], written: Written, mapped: Mapped
) -> None:
    for row in mapped.rows:
        cell = table[row.number - 2][3 if row.gender > 0 else 1]
        said = float("".join(cell.removesuffix("%").split()).replace(",", "."))
        if written is Written.MEAN:
            assert row.mean == said
        else:
            whole = 100 if written is Written.PER_CENT or cell.endswith("%") else 1
            assert row.share == pytest.approx(said / whole, abs=1e-15)


def test_a_subject_is_shown_beside_each_of_our_units() -> None:
    grid = plain_grid(
        ("Enhet", "Fråga", "Alla"), ("Staden", "Nöjd", 70), ("A", "Nöjd", 71), ("B", "Nöjd", 72)
    )
    columns = {"unit": "Enhet", "question": "Fråga", "all": "Alla"}
    update = {"columns": columns, "units": {"homeless": "A", "elders": "b."}, "beside": ("staden",)}
    mapped = read_mapped(grid, PLAIN.model_copy(update=update), replace(OCCASION, label="2024"))
    assert [(row.unit, row.subject, row.label) for row in mapped.rows] == [
        ("homeless", "staden", "2024"), ("elders", "staden", "2024"),
        ("homeless", "", "2024"), ("elders", "", "2024"),
    ]  # fmt: skip
