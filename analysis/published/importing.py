"""Published figures from a file: looked up, compared with what is kept, then stored all or nothing."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import islice

from sqlalchemy.orm import Session

from analysis.published.columns import HEADINGS, FigureRow, fields_of, read_row
from analysis.published.models import PublishedFigure
from analysis.results.measured import Measured, measured_variables
from analysis.results.queries import (
    figures_with_survey,
    find_survey,
    find_unit_by_code,
    find_unit_by_name,
    items_of,
)
from analysis.results.series import Kind
from core.codes import N_
from core.tables import Table
from core.tables_refusal import TableRefused
from organisation.models import Unit
from surveys.questionnaires.models import QuestionnaireVersion, Survey
from surveys.questionnaires.publishing import latest_questionnaire

MOST_ROWS = 5000
MOST_PROBLEMS = 200
Key = tuple[int, int, str, str, int]

TOO_MANY_ROWS = N_("Filen har fler än %(most)s rader. Dela den i flera filer.")
NO_SURVEY = N_("Det finns ingen enkät ”%(value)s”. Skriv enkätens kod, som user-survey.")
NO_VERSION = N_("Enkäten har ingen version %(value)s. Skriv en som finns, eller lämna rutan tom.")
NO_UNIT = N_("Det finns ingen enhet ”%(value)s” som du får skriva siffror för.")
NO_ITEM = N_("Enkäten har ingen fråga ”%(value)s”. Skriv en av: %(items)s.")
IS_MEAN = N_("Frågan räknas som ett medelvärde. Skriv siffran i kolumnen medelvärde.")
IS_SHARE = N_("Frågan räknas som en andel. Skriv siffran som andel eller antal positiva.")
OFF_SCALE = N_("Medelvärdet ska vara mellan %(low)s och %(high)s.")
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
    seen: dict[Key, int] = {}
    look = LookUp(session, unit_ids)
    for row in rows:
        found = look.figure(row, made.problems)
        if found is None:
            continue
        figure, measured = found
        key = _key(figure)
        if key in seen:
            made.problems.append(_refuse(TWICE, row, "item", other=seen[key]))
            continue
        seen[key] = row.number
        kept = session.get(PublishedFigure, key)
        change = Change.NEW if kept is None else _change(kept, figure)
        before = kept if change is Change.CHANGED else None
        made.rows.append(
            PreviewRow(row.number, figure, row.survey, measured, row.unit, change, before)
        )
    made.problems += _between_rows(session, made.rows)
    made.problems.sort(key=lambda problem: problem.row or 0)
    del made.problems[MOST_PROBLEMS:]
    return made


def store(session: Session, made: Preview) -> None:
    """Store every figure of a preview; raises its first problem when it has any."""
    if made.problems:
        raise made.problems[0]
    for row in made.rows:
        if row.change is not Change.SAME:
            session.merge(row.figure)
    session.flush()


class LookUp:
    """The surveys, versions, questions and units that rows name, each asked for once."""

    def __init__(self, session: Session, unit_ids: Collection[int] | None) -> None:
        self._session, self._unit_ids = session, unit_ids
        self._surveys: dict[str, Survey | None] = {}
        self._units: dict[str, Unit | None] = {}
        self._measured: dict[int, dict[str, Measured]] = {}
        self._items: dict[int, dict[str, int]] = {}

    def figure(
        self, row: FigureRow, problems: list[TableRefused]
    ) -> tuple[PublishedFigure, Measured] | None:
        """The figure of a row with what it measures; None after telling what is wrong."""
        survey, unit = self._survey(row.survey), self._unit(row.unit)
        if unit is None:
            problems.append(_refuse(NO_UNIT, row, "unit", value=row.unit))
        if survey is None:
            problems.append(_refuse(NO_SURVEY, row, "survey", value=row.survey))
            return None
        version = _version(survey, row.version)
        if version is None:
            problems.append(_refuse(NO_VERSION, row, "version", value=row.version))
        measured = self._variables(survey).get(row.item)
        if measured is None:
            known = ", ".join(self._variables(survey))
            problems.append(_refuse(NO_ITEM, row, "item", value=row.item, items=known))
        if unit is None or version is None or measured is None:
            return None
        problem = _off_scale(row, measured)
        if problem is not None:
            problems.append(problem)
            return None
        item_id = self._items[survey.id][row.item]
        return _figure(row, item_id, unit.id, version.id), measured

    def _survey(self, code: str) -> Survey | None:
        if code not in self._surveys:
            self._surveys[code] = find_survey(self._session, code)
        return self._surveys[code]

    def _unit(self, name: str) -> Unit | None:
        """A unit by its code or its name, among those allowed."""
        if name not in self._units:
            found = find_unit_by_code(self._session, name) or find_unit_by_name(self._session, name)
            allowed = found and (self._unit_ids is None or found.id in self._unit_ids)
            self._units[name] = found if allowed else None
        return self._units[name]

    def _variables(self, survey: Survey) -> dict[str, Measured]:
        if survey.id not in self._measured:
            self._items[survey.id] = items_of(self._session, survey)
            self._measured[survey.id] = variables_of(survey)
        return self._measured[survey.id]


def variables_of(survey: Survey) -> dict[str, Measured]:
    """What any version of the survey measures, by code."""
    questionnaires = [latest_questionnaire(version) for version in survey.versions]
    return {one.series.code: one for one in measured_variables(questionnaires, {})}


def _version(survey: Survey, number: int | None) -> QuestionnaireVersion | None:
    if number is None:
        return survey.versions[-1]
    return next((version for version in survey.versions if version.number == number), None)


def _off_scale(row: FigureRow, measured: Measured) -> TableRefused | None:
    low, high = measured.series.scale
    if measured.series.kind is Kind.SHARE:
        return _refuse(IS_SHARE, row, "mean") if row.mean is not None else None
    if row.mean is None:
        return _refuse(IS_MEAN, row, "share" if row.positive is None else "positive")
    if not low <= row.mean <= high:
        return _refuse(OFF_SCALE, row, "mean", low=low, high=high)
    return None


def _figure(row: FigureRow, item_id: int, unit_id: int, version_id: int) -> PublishedFigure:
    return PublishedFigure(
        item_id=item_id,
        unit_id=unit_id,
        subject=row.subject,
        label=row.label,
        gender=row.gender,
        version_id=version_id,
        day=row.day,
        n=row.n,
        positive=row.positive,
        value=row.share if row.share is not None else row.mean,
        invited=row.invited,
        mode=row.mode,
        source=row.source,
    )


def _key(figure: PublishedFigure) -> Key:
    return figure.item_id, figure.unit_id, figure.subject, figure.label, figure.gender


def _values(figure: PublishedFigure) -> tuple[object, ...]:
    names = ("version_id", "day", "n", "positive", "value", "invited", "mode", "source")
    return tuple(getattr(figure, name) for name in names)


def _change(kept: PublishedFigure, figure: PublishedFigure) -> Change:
    return Change.SAME if _values(kept) == _values(figure) else Change.CHANGED


def _between_rows(session: Session, rows: Sequence[PreviewRow]) -> list[TableRefused]:
    """What only several figures together show: a wave asked in two ways, parts above their total.

    Figures that are kept already count too, but those that the file replaces.
    """
    replaced = {_key(row.figure) for row in rows}
    kept = figures_with_survey(session, {row.figure.unit_id for row in rows})
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
            problems.append(TableRefused(SAME_WAVE, row.number, HEADINGS["day"][0]))
        if one.n is not None and 0 < size[False] < size[True]:
            problems.append(TableRefused(PARTS_OF_TOTAL, row.number, HEADINGS["n"][0]))
    return problems


def _wave(figure: PublishedFigure) -> tuple[int, str]:
    return figure.unit_id, figure.label


def _how(figure: PublishedFigure) -> tuple[int, date]:
    return figure.version_id, figure.day


def _refuse(message: str, row: FigureRow, name: str, **params: object) -> TableRefused:
    return TableRefused(message, row.number, HEADINGS[name][0], **params)
