"""Published figures from a file: looked up, compared with what is kept, then stored all or nothing."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import islice

from sqlalchemy.orm import Session

from analysis.published.columns import FigureRow, fields_of, read_row
from analysis.published.looking_up import LookUp, refuse
from analysis.published.models import PublishedFigure
from analysis.results.measured import Measured
from analysis.results.queries import figures_with_survey
from core.codes import N_
from core.tables import Table
from core.tables_grid import TOO_MANY_ROWS
from core.tables_refusal import TableRefused

MOST_ROWS = 5000
MOST_PROBLEMS = 200
Key = tuple[int, int, str, str, int]

TWICE = N_("Samma siffra står på rad %(other)s. Ta bort den ena raden.")
SAME_WAVE = N_("Mättillfället har en annan version eller dag på en annan rad eller sedan förr.")
PARTS_OF_TOTAL = N_("Kvinnor, män och övriga är fler än alla. Rätta antalen.")


class Change(StrEnum):
    """What storing a row does."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class PreviewRow:
    """A figure as it would be stored, and the values it has now when they are others."""

    number: int
    figure: PublishedFigure
    survey: str
    measured: Measured
    unit: str
    change: Change
    before: PublishedFigure | None = None
    #: The headings of the file where they are not the usual ones.
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Preview:
    """What storing the file would do; with problems it may not be stored."""

    rows: list[PreviewRow] = field(default_factory=list)
    problems: list[TableRefused] = field(default_factory=list)

    def count(self, change: Change) -> int:
        """How many rows are new, changed or the same."""
        return sum(row.change is change for row in self.rows)


def read_rows(table: Table) -> tuple[list[FigureRow], list[TableRefused]]:
    """The rows of a file and what is wrong with others, without a look at the database.

    Raises TableRefused when its headings or its shape cannot be used.
    """
    places = fields_of(table.header)
    rows: list[FigureRow] = []
    problems: list[TableRefused] = []
    records = list(islice(table.rows(problems.append), MOST_ROWS + 1))
    if len(records) > MOST_ROWS:
        raise TableRefused(TOO_MANY_ROWS, most=MOST_ROWS)
    for number, values in records:
        row, wrong = read_row(number, {name: values[place] for name, place in places.items()})
        problems += wrong
        rows += [row] if row else []
    problems.sort(key=lambda problem: problem.row or 0)
    return rows, problems[:MOST_PROBLEMS]


def preview(session: Session, table: Table, unit_ids: Collection[int] | None = None) -> Preview:
    """What the file says of units (all when None), row by row, with every problem.

    Raises TableRefused when its headings or its shape cannot be used.
    """
    rows, problems = read_rows(table)
    return check_rows(session, rows, Preview(problems=problems), unit_ids)


def check_rows(
    session: Session,
    rows: Iterable[FigureRow],
    made: Preview | None = None,
    unit_ids: Collection[int] | None = None,
) -> Preview:
    """The rows looked up in the database and held against each other."""
    made = made or Preview()
    look = LookUp(session, unit_ids)
    looked = [(row, found) for row in rows if (found := look.figure(row, made.problems))]
    kept = figures_with_survey(session, {figure.unit_id for _, (figure, _) in looked})
    known = {_key(figure): figure for figure, _ in kept}
    seen: dict[Key, int] = {}
    for row, (figure, measured) in looked:
        key = _key(figure)
        if key in seen:
            made.problems.append(refuse(TWICE, row, "item", other=seen[key]))
            continue
        seen[key] = row.number
        made.rows.append(_preview_row(row, figure, measured, known.get(key)))
    made.problems += _between_rows(kept, made.rows)
    made.problems.sort(key=lambda problem: problem.row or 0)
    del made.problems[MOST_PROBLEMS:]
    return made


def _preview_row(
    row: FigureRow, figure: PublishedFigure, measured: Measured, kept: PublishedFigure | None
) -> PreviewRow:
    """The row with what storing it does to the figure that is `kept`."""
    change = Change.NEW if kept is None else _change(kept, figure)
    return PreviewRow(
        number=row.number,
        figure=figure,
        survey=row.survey,
        measured=measured,
        unit=row.unit,
        change=change,
        before=kept if change is Change.CHANGED else None,
        columns=row.columns,
    )


def store(session: Session, made: Preview) -> None:
    """Store every figure of a preview; raises its first problem when it has any."""
    if made.problems:
        raise made.problems[0]
    # New ones without a look at each, so that thousands hold the database for a moment only.
    session.add_all(row.figure for row in made.rows if row.change is Change.NEW)
    for row in made.rows:
        if row.change is Change.CHANGED:
            session.merge(row.figure)
    session.flush()


def _key(figure: PublishedFigure) -> Key:
    return figure.item_id, figure.unit_id, figure.subject, figure.label, figure.gender


def _values(figure: PublishedFigure) -> tuple[object, ...]:
    names = ("version_id", "day", "n", "positive", "value", "invited", "mode", "source")
    return tuple(getattr(figure, name) for name in names)


def _change(kept: PublishedFigure, figure: PublishedFigure) -> Change:
    return Change.SAME if _values(kept) == _values(figure) else Change.CHANGED


def _between_rows(
    kept: Sequence[tuple[PublishedFigure, str]], rows: Sequence[PreviewRow]
) -> list[TableRefused]:
    """What only several figures together show: a wave asked in two ways, parts above their total.

    Figures that are kept already count too, but those that the file replaces.
    """
    replaced = {_key(row.figure) for row in rows}
    known = [(one, survey) for one, survey in kept if _key(one) not in replaced]
    asked = {(survey, *_wave(one)): _how(one) for one, survey in known if not one.subject}
    sizes: dict[tuple[object, ...], Counter[bool]] = defaultdict(Counter)
    for one in [figure for figure, _ in known] + [row.figure for row in rows]:
        sizes[_key(one)[:-1]][one.gender >= 0] += one.n or 0
    problems: list[TableRefused] = []
    for row in rows:
        one, size = row.figure, sizes[_key(row.figure)[:-1]]
        how = _how(one) if one.subject else asked.setdefault((row.survey, *_wave(one)), _how(one))
        if how != _how(one):
            problems.append(refuse(SAME_WAVE, row, "day"))
        if one.n is not None and 0 < size[False] < size[True]:
            problems.append(refuse(PARTS_OF_TOTAL, row, "n"))
    return problems


def _wave(figure: PublishedFigure) -> tuple[int, str]:
    return figure.unit_id, figure.label


def _how(figure: PublishedFigure) -> tuple[int, date]:
    return figure.version_id, figure.day
