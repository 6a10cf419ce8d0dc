"""What the rows of a file name: the surveys, versions, questions and units, each asked for once."""

from collections.abc import Collection, Mapping
from typing import Protocol

from sqlalchemy.orm import Session

from analysis.published.columns import FigureRow, heading_of
from analysis.published.models import PublishedFigure
from analysis.results.measured import Measured, measured_variables
from analysis.results.queries import find_survey, find_unit_by_code, find_unit_by_name, items_of
from analysis.results.series import Kind
from core.codes import N_
from core.tables_refusal import TableRefused
from organisation.models import Unit
from surveys.questionnaires.models import QuestionnaireVersion, Survey
from surveys.questionnaires.publishing import latest_questionnaire

NO_SURVEY = N_("Det finns ingen enkät ”%(value)s”. Skriv enkätens kod, som user-survey.")
NO_VERSION = N_("Enkäten har ingen version %(value)s. Skriv en som finns, eller lämna rutan tom.")
NO_UNIT = N_("Det finns ingen enhet ”%(value)s” som du får skriva siffror för.")
NO_ITEM = N_("Enkäten har ingen fråga ”%(value)s”. Skriv en av: %(items)s.")
IS_MEAN = N_("Frågan räknas som ett medelvärde. Skriv siffran i kolumnen medelvärde.")
IS_SHARE = N_("Frågan räknas som en andel. Skriv siffran som andel eller antal positiva.")
OFF_SCALE = N_("Medelvärdet ska vara mellan %(low)s och %(high)s.")


class Numbered(Protocol):
    """A row with its number in the file, and the headings there where they are not the usual ones."""

    @property
    def number(self) -> int:
        """The number of the row in the file."""

    @property
    def columns(self) -> Mapping[str, str]:
        """Headings by field."""


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
            problems.append(refuse(NO_UNIT, row, "unit", value=row.unit))
        if survey is None:
            problems.append(refuse(NO_SURVEY, row, "survey", value=row.survey))
            return None
        version = _version(survey, row.version)
        if version is None:
            problems.append(refuse(NO_VERSION, row, "version", value=row.version))
        measured = self._variables(survey).get(row.item)
        if measured is None:
            known = ", ".join(self._variables(survey))
            problems.append(refuse(NO_ITEM, row, "item", value=row.item, items=known))
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
        return refuse(IS_SHARE, row, "mean") if row.mean is not None else None
    if row.mean is None:
        return refuse(IS_MEAN, row, "share" if row.positive is None else "positive")
    if not low <= row.mean <= high:
        return refuse(OFF_SCALE, row, "mean", low=low, high=high)
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


def refuse(message: str, row: Numbered, name: str, **params: object) -> TableRefused:
    """What is wrong with a field of a row."""
    return TableRefused(message, row.number, heading_of(row.columns, name), **params)
