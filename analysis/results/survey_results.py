"""The results of a survey for one unit and one audience: from the database to what may be shown."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from flask import Flask, current_app
from sqlalchemy.orm import Session

from analysis.methods.disclosure import Table
from analysis.published.models import PublishedFigure
from analysis.published.tables import GroupCounts, published_tables, published_waves
from analysis.results.assembly import ModeTables, assemble
from analysis.results.measured import (
    Measured,
    areas_of,
    bilingual,
    comparability_by_wave,
    measured_variables,
    scale_changes,
    valid_counts,
)
from analysis.results.mode_tables import mode_tables
from analysis.results.part_tables import settled_whole
from analysis.results.phrases import Text
from analysis.results.queries import (
    Division,
    SealedWave,
    Sealings,
    WaveCounts,
    comparabilities,
    counts_by_part,
    newest_revisions,
    published_figures,
    reorganisations,
    sealed_waves,
    together,
)
from analysis.results.series import SurveyResult
from analysis.results.wave_infos import (
    KeptWave,
    answered_of,
    in_order,
    infos_of,
    responses_of,
    with_changes,
)
from core.codes import Group
from core.settings import Settings
from organisation.models import Unit
from surveys.questionnaires.models import RESPONSE_ITEM, Survey
from surveys.questionnaires.publishing import latest_questionnaire

Made = TypeVar("Made")
#: More things than this are not kept.
MOST_KEPT = 500


@dataclass(frozen=True)
class Audience:
    """Who looks: colleagues inside the organisation, or anyone."""

    name: str
    limit: int
    #: The limit inside, which decides together with `limit` what a total holds.
    inside_limit: int
    public_limit: int
    published_only: bool

    @staticmethod
    def inside(settings: Settings) -> "Audience":
        """Those who may read the unit's results."""
        limit = settings.limit_inside
        return Audience("inside", limit, limit, settings.limit_public, published_only=False)

    @staticmethod
    def public(settings: Settings) -> "Audience":
        """Anyone: published waves only."""
        limit = settings.limit_public
        return Audience("public", limit, settings.limit_inside, limit, published_only=True)


@dataclass(frozen=True)
class SurveyPage:
    """All there is to show of a survey: results, its names, and when each wave was.

    `key` stands for everything it was made from: equal keys, equal pages.
    """

    key: Hashable
    title: Text
    unit_name: str
    result: SurveyResult
    areas: Mapping[str, Text]
    counted: Mapping[str, Text]
    opened: Mapping[str, date]
    answered: Mapping[str, int | None]
    #: By the unit's own waves, how many of each group answered; hidden groups are left out.
    responses: Mapping[str, Mapping[Group, int]]


class ResultShelf:
    """What was made of sealed waves, kept in the memory of one process.

    A key holds all that the thing was made from, so that nothing kept can grow old.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, Any] = {}

    def kept(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The thing with this key, made when it is not there."""
        if key not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = make()
        found: Made = self._kept[key]
        return found


def init_results(app: Flask) -> None:
    """Give the application its shelf of results."""
    app.extensions["synpunkt.results"] = ResultShelf()


def result_shelf() -> ResultShelf:
    """The shelf of the running application."""
    found: ResultShelf = current_app.extensions["synpunkt.results"]
    return found


@dataclass(frozen=True)
class Asked:
    """What the database holds now of a survey and unit, as far as the results' key needs it."""

    waves: list[SealedWave]
    figures: list[tuple[str, PublishedFigure]]
    changes: list[tuple[date, str]]
    revisions: tuple[tuple[int, int], ...]
    key: Hashable


def load_results(session: Session, survey: Survey, unit: Unit, audience: Audience) -> SurveyPage:
    """Everything of a survey that the audience may see of a unit."""
    waves = sealed_waves(session, survey, unit, published_only=audience.published_only)
    figures = [] if audience.published_only else published_figures(session, survey, unit)
    changes, revisions = reorganisations(session, unit), newest_revisions(session, survey)
    key = (
        *(survey.id, unit.id, unit.name, audience, revisions),
        *(tuple(waves), tuple((item, *_values(figure)) for item, figure in figures)),
        tuple(changes),
    )
    asked = Asked(waves, figures, changes, revisions, key)
    return result_shelf().kept(key, lambda: _load(session, survey, unit, audience, asked))


def _load(
    session: Session, survey: Survey, unit: Unit, audience: Audience, asked: Asked
) -> SurveyPage:
    waves, figures = asked.waves, asked.figures
    counted = [(wave, *_wave_counts(session, wave)) for wave in waves]
    kept = [(wave, _responses(steps, audience), modes) for wave, steps, modes in counted]
    questionnaires = [latest_questionnaire(version) for version in survey.versions]
    limits, own = (audience.limit, audience.inside_limit), {wave.label for wave in waves}
    numbers = {version.id: version.number for version in survey.versions}
    published = published_waves(figures, numbers, own, limits)
    timeline = in_order(waves, published)
    degrees = scale_changes(comparabilities(session, survey), questionnaires)
    measured = list(measured_variables(questionnaires, comparability_by_wave(degrees, timeline)))
    has_gender = any(question.type == "gender" for question in questionnaires[-1].questions)
    tables, printed = published_tables(measured, figures, own)
    infos = infos_of(kept, has_gender, limits, questionnaires[-1].audience)
    infos |= {wave.label: wave.info for wave in published}
    told = with_changes([infos[wave.label] for wave in timeline], timeline, asked.changes)
    answered = {wave.label: wave.answered for wave in published}
    answered |= {wave.label: answered_of(table, limits) for wave, table, _ in kept}
    result = assemble(
        survey.code,
        [one.series for one in measured],
        told,
        _counts(measured, [(wave, steps) for wave, steps, _ in counted], tables, audience),
        *limits,
        printed,
        _by_mode(session, measured, kept, audience, asked.revisions),
    )
    return SurveyPage(
        key=asked.key,
        title=bilingual(questionnaires[-1].title),
        unit_name=unit.name,
        result=result,
        areas=areas_of(questionnaires),
        counted={one.series.code: one.counted for one in measured},
        opened={wave.label: wave.opens for wave in timeline},
        answered=answered,
        responses={wave.label: responses_of(table, limits) for wave, table, _ in kept},
    )


def _by_mode(
    session: Session,
    measured: Sequence[Measured],
    kept: Sequence[KeptWave],
    audience: Audience,
    revisions: Hashable,
) -> ModeTables:
    """The counts by mode of the waves that have several, when there are waves to compare."""
    cut = [
        (wave, list(_mode_counts(session, wave).values()))
        for wave, _, modes in kept
        if len(modes) > 1 and len(kept) > 1
    ]
    limits = (audience.limit, audience.inside_limit, audience.public_limit)
    # What may be shown of sealed waves changes only with another sealing or revision.
    key = (Division.MODE, limits, revisions, tuple((wave.id, wave.sealings) for wave, _ in cut))
    return result_shelf().kept(key, lambda: mode_tables(measured, cut, limits))


def _wave_counts(session: Session, wave: SealedWave) -> tuple[list[WaveCounts], frozenset[str]]:
    return result_shelf().kept(
        (wave.id, wave.sealings), lambda: together(_mode_counts(session, wave))
    )


def _mode_counts(session: Session, wave: SealedWave) -> Sealings:
    return result_shelf().kept(
        (wave.id, wave.sealings, Division.MODE),
        lambda: counts_by_part(session, wave, Division.MODE),
    )


def survey_title(survey: Survey) -> Text:
    """The title of the newest version."""
    return bilingual(latest_questionnaire(survey.versions[-1]).title)


def _responses(steps: Sequence[WaveCounts], audience: Audience) -> Table:
    """Who took part, as far as it may be looked at."""
    return _newest([items[RESPONSE_ITEM] for items in steps if RESPONSE_ITEM in items], audience)


def _newest(sealings: Sequence[Table], audience: Audience) -> Table:
    limits = (audience.inside_limit, audience.public_limit)
    return settled_whole(sealings, audience.limit, limits)


def _counts(
    measured: Iterable[Measured],
    own: Sequence[tuple[SealedWave, list[WaveCounts]]],
    published: GroupCounts,
    audience: Audience,
) -> dict[str, dict[str, Table]]:
    """The counts of every variable and wave, as far as they may be looked at."""
    found: dict[str, dict[str, Table]] = {}
    for one in measured:
        code = one.series.code
        found[code] = dict(published.get(code, {}))
        for wave, steps in own:
            tables = [
                valid_counts(one, items.get(code, {}), wave.version_number) for items in steps
            ]
            if any(code in items for items in steps):
                found[code][wave.label] = _newest(tables, audience)
    return found


def _values(figure: PublishedFigure) -> tuple[object, ...]:
    return tuple(getattr(figure, column.key) for column in PublishedFigure.__table__.columns)
