"""The rows of a sheet as figures, by a saved mapping; everything that is wrong with row and column. Pure.

What the publisher has hidden is no figure, and no zero. A figure of women or men whose number of
answers the file does not tell is left out: nobody could say whether they were five or one.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from analysis.published.columns import (
    EMPTY_CELL,
    LOOKS_LIKE_PART,
    NOT_A_NUMBER,
    FigureRow,
    read_row,
)
from analysis.published.mapping import FIGURES, SheetMapping, Written, folded
from analysis.published.mapping_headings import find_headings
from core.codes import N_
from core.tables import number, whole_number
from core.tables_grid import Grid
from core.tables_refusal import MERGED, TableRefused
from core.tables_workbook_reader import letters

MOST_FIGURES = 20_000

NO_HEADINGS = N_(
    "Rubrikerna i mappningen finns inte på bladet. Välj rubrikraden och kolumnerna igen."
)
NOT_OF_ONE = N_("”%(value)s” är ingen andel av ett. Den ska vara mellan 0 och 1, som 0,76.")
PERHAPS_OF_ONE = N_("”%(value)s” är mindre än 1 procent. Välj andel av ett, om det är 76 procent.")
TOO_MANY_FIGURES = N_("Filen har fler än %(most)s siffror. Dela den i flera filer.")
NO_FIGURES = N_("Filen har inga siffror för era enheter och frågor. Välj vilka namn som är era.")

WHO = {"all": "", "women": "kvinna", "men": "man"}


class Left(StrEnum):
    """Why something in the file is no figure."""

    HIDDEN = "hidden"
    NONE = "none"
    NO_N = "no_n"
    UNIT = "unit"
    QUESTION = "question"


@dataclass(frozen=True)
class Occasion:
    """What is said of a whole file: the survey, and when and how it was asked; "" for what is not said."""

    survey: str
    label: str
    day: str
    source: str
    mode: str = ""
    version: str = ""


@dataclass
class Mapped:
    """The figures of a sheet, what is wrong, and how much was left out."""

    rows: list[FigureRow] = field(default_factory=list)
    problems: list[TableRefused] = field(default_factory=list)
    left: Counter[Left] = field(default_factory=Counter)


def read_mapped(grid: Grid, mapping: SheetMapping, occasion: Occasion) -> Mapped:
    """Every figure of the sheet that is about our units and questions.

    Raises TableRefused when the headings are not there, or nothing or too much is.
    """
    sheet = MappedSheet(grid, mapping)
    mapped = Mapped(problems=list(sheet.merged_figures()))
    for row in sheet.rows():
        _read(sheet, row, occasion, mapped)
        if len(mapped.rows) > MOST_FIGURES:
            raise TableRefused(TOO_MANY_FIGURES, most=MOST_FIGURES)
    if not mapped.rows and not mapped.problems:
        raise TableRefused(NO_FIGURES)
    return mapped


class MappedSheet:
    """A sheet with its headings found: cells by what they hold."""

    def __init__(self, grid: Grid, mapping: SheetMapping) -> None:
        found = find_headings(grid, mapping)
        if found is None:
            raise TableRefused(NO_HEADINGS)
        self.grid, self.mapping = grid, mapping
        row, places = found
        self.first = row + mapping.header_rows
        self.places = {name: places[heading] for name, heading in mapping.columns.items()}
        self.marks = {
            **{folded_mark(mark): Left.NONE for mark in ("", *mapping.none)},
            **{folded_mark(mark): Left.HIDDEN for mark in mapping.hidden},
        }
        # A name that stands over several rows belongs to each; figures never do.
        self._above = {
            (row, one.first_column): one.first_row
            for one in grid.merged
            if one.first_column == one.last_column
            for row in range(max(one.first_row, self.first), one.last_row + 1)
        }

    def rows(self) -> Iterator[int]:
        """The numbers of the rows that hold a figure or a mark; titles, notes and blanks do not."""
        columns = [self.places[name] for name in FIGURES if name in self.places]
        for row in self.grid.rows:
            if row >= self.first and any(self.grid.cell(row, column) for column in columns):
                yield row

    def name(self, row: int, column: str) -> str:
        """A text of a row, "" where there is no such column."""
        if column not in self.places:
            return ""
        place = self.places[column]
        return self.grid.cell(self._above.get((row, place), row), place)

    def names(self, column: str) -> list[str]:
        """Every text of a column beside a figure, each once."""
        return list(dict.fromkeys(filter(None, (self.name(row, column) for row in self.rows()))))

    def figure(self, row: int, column: str) -> str:
        """A figure as it is written, "" where there is no such column."""
        return self.grid.cell(row, self.places[column]) if column in self.places else ""

    def merged_figures(self) -> Iterator[TableRefused]:
        """Figures over several cells: nobody can tell which row or group they are about."""
        columns = {
            self.places[name] for name in (*FIGURES, *FIGURES.values()) if name in self.places
        }
        for one in self.grid.merged:
            text = self.grid.cell(one.first_row, one.first_column)
            if one.first_row >= self.first and one.first_column in columns and text:
                cell = f"{letters(one.first_column)}{one.first_row}"
                yield TableRefused(MERGED, one.first_row, cell)

    def headings(self, figure: str) -> dict[str, str]:
        """The headings of the file by the fields of a figure row."""
        columns = self.mapping.columns
        found = {"item": columns["question"], "share": columns[figure], "mean": columns[figure]}
        for name, column in (("unit", "unit"), ("label", "label"), ("n", FIGURES[figure])):
            if column in columns:
                found[name] = columns[column]
        return found


def folded_mark(text: str) -> str:
    """A mark as it is compared."""
    return text.strip().casefold()


def _read(sheet: MappedSheet, row: int, occasion: Occasion, mapped: Mapped) -> None:
    """Add what one row of the sheet says."""
    mapping = sheet.mapping
    for column in ("unit", "question", "label"):
        if column in sheet.places and not sheet.name(row, column):
            mapped.problems.append(TableRefused(EMPTY_CELL, row, mapping.columns[column]))
            return
    targets = _targets(mapping, sheet.name(row, "unit"))
    wording = folded(sheet.name(row, "question"))
    item = next((code for code, one in mapping.questions.items() if folded(one) == wording), None)
    if not targets or item is None:
        mapped.left[Left.QUESTION if targets else Left.UNIT] += 1
        return
    label = sheet.name(row, "label") or occasion.label
    texts = {
        "survey": occasion.survey,
        "version": occasion.version,
        "item": item,
        "unit": mapping.unit,
        "label": label,
        "day": "" if "label" in sheet.places else occasion.day,
        "mode": occasion.mode,
        "source": occasion.source,
    }
    for figure in FIGURES:
        if figure in sheet.places:
            _read_figure(sheet, row, figure, texts, targets, mapped)


def _read_figure(
    sheet: MappedSheet,
    row: int,
    figure: str,
    texts: Mapping[str, str],
    targets: list[tuple[str, str]],
    mapped: Mapped,
) -> None:
    text, n = sheet.figure(row, figure), sheet.figure(row, FIGURES[figure])
    left = sheet.marks.get(folded_mark(text))
    n = "" if folded_mark(n) in sheet.marks else _without_blanks(n)
    if left is None and whole_number(n) == 0:
        left = Left.NONE
    if left is None and figure != "all" and not n:
        left = Left.NO_N
    if left is not None:
        mapped.left[left] += 1
        return
    columns = sheet.headings(figure)
    try:
        value = _value(text, sheet.mapping.written)
    except TableRefused as error:
        mapped.problems.append(TableRefused(error.message, row, columns["share"], **error.params))
        return
    read, problems = read_row(row, {**texts, **value, "gender": WHO[figure], "n": n}, columns)
    mapped.problems += [_plainer(problem) for problem in problems]
    if read is not None:
        mapped.rows += [replace(read, unit=unit, subject=subject) for unit, subject in targets]


def _without_blanks(text: str) -> str:
    """A number without what stands between its thousands; any other text as it is."""
    return "".join(text.split()) if number(text) is not None else text


def _targets(mapping: SheetMapping, name: str) -> list[tuple[str, str]]:
    """The unit and subject of each figure that a name in the file gives; none for what is not ours."""
    if "unit" not in mapping.columns:
        return [(mapping.unit, "")]
    wanted = folded(name)
    own = [(code, "") for code, called in mapping.units.items() if folded(called) == wanted]
    beside = next((one for one in mapping.beside if folded(one) == wanted), None)
    return own or [(code, beside) for code in mapping.units if beside is not None]


def _value(text: str, written: Written) -> dict[str, str]:
    """The figure in the words of the usual columns. Raises TableRefused."""
    if written is Written.MEAN:
        return {"mean": text}
    if written is Written.PER_CENT or text.endswith("%"):
        return {"share": text}
    found = number(text)
    if found is None:
        raise TableRefused(NOT_A_NUMBER, value=text[:40])
    if not 0 <= found <= 1:
        raise TableRefused(NOT_OF_ONE, value=text[:40])
    plain = "".join(text.split()).replace(",", ".")
    # Exact, and with its sign, so that half a per cent is not taken for a half.
    return {"share": f"{Decimal(plain) * 100:f} %"}


def _plainer(problem: TableRefused) -> TableRefused:
    """A share below one per cent was perhaps written as a part of one, which the mapping can say."""
    if problem.message != LOOKS_LIKE_PART:
        return problem
    return TableRefused(PERHAPS_OF_ONE, problem.row, problem.column, **problem.params)
