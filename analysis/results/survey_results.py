"""The results of a survey for one unit and one audience: from the database to what may be shown."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from flask import Flask, current_app
from sqlalchemy.orm import Session

from analysis.methods.disclosure import disclose
from analysis.published.models import PublishedFigure
from analysis.published.tables import GroupCounts, PublishedWave, published_tables, published_waves
from analysis.results.assembly import assemble
from analysis.results.measured import (
    Measured,
    areas_of,
    bilingual,
    comparability_by_wave,
    measured_variables,
)
from analysis.results.phrases import Text
from analysis.results.queries import (
    SealedWave,
    WaveCounts,
    comparabilities,
    kept_counts,
    newest_revisions,
    published_figures,
    sealed_waves,
)
from analysis.results.series import SurveyResult, WaveInfo
from core.codes import Group, Mode
from core.settings import Settings
from organisation.models import Unit
from surveys.questionnaires.models import RESPONSE_ITEM, Survey
from surveys.questionnaires.publishing import latest_questionnaire

Made = TypeVar("Made")
#: More things than this are not kept.
MOST_KEPT = 500
#: Modes where it is known who was asked, so that there is a response rate.
ASKED_BY_LIST = frozenset({Mode.TELEPHONE, Mode.PAPER, Mode.INTERVIEW})


@dataclass(frozen=True)
class Audience:
    """Who looks: colleagues inside the organisation, or anyone."""

    name: str
    limit: int
    #: The limit inside, which decides together with `limit` what a total holds.
    inside_limit: int
    published_only: bool

    @staticmethod
    def inside(settings: Settings) -> "Audience":
        """Those who may read the unit's results."""
        limit = settings.limit_inside
        return Audience("inside", limit, limit, published_only=False)

    @staticmethod
    def public(settings: Settings) -> "Audience":
        """Anyone: published waves only."""
        limits = (settings.limit_public, settings.limit_inside)
        return Audience("public", *limits, published_only=True)


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


def load_results(session: Session, survey: Survey, unit: Unit, audience: Audience) -> SurveyPage:
    """Everything of a survey that the audience may see of a unit."""
    waves = sealed_waves(session, survey, unit, published_only=audience.published_only)
    figures = [] if audience.published_only else published_figures(session, survey, unit)
    key = (
        *(survey.id, unit.id, unit.name, audience, newest_revisions(session, survey)),
        *(tuple(waves), tuple((item, *_values(figure)) for item, figure in figures)),
    )
    return result_shelf().kept(
        key, lambda: _load(session, survey, unit, audience, waves, figures, key)
    )


def _load(
    session: Session,
    survey: Survey,
    unit: Unit,
    audience: Audience,
    waves: list[SealedWave],
    figures: list[tuple[str, PublishedFigure]],
    key: Hashable,
) -> SurveyPage:
    kept = [(wave, *_wave_counts(session, wave)) for wave in waves]
    questionnaires = [latest_questionnaire(version) for version in survey.versions]
    own = {wave.label for wave in waves}
    numbers = {version.id: version.number for version in survey.versions}
    limits = (audience.limit, audience.inside_limit)
    published = published_waves(figures, numbers, own, limits)
    timeline = _in_order(waves, published)
    comparability = comparability_by_wave(comparabilities(session, survey), timeline)
    measured = list(measured_variables(questionnaires, comparability))
    has_gender = any(question.type == "gender" for question in questionnaires[-1].questions)
    tables, printed = published_tables(measured, figures, own)
    counts = _counts(measured, [(wave, counts) for wave, counts, _ in kept], tables)
    series = [one.series for one in measured]
    infos = {wave.label: wave.info for wave in published}
    infos |= _infos(kept, has_gender, audience)
    answered = {wave.label: wave.answered for wave in published}
    answered |= {wave.label: _answered(counts, audience) for wave, counts, _ in kept}
    return SurveyPage(
        key=key,
        title=bilingual(questionnaires[-1].title),
        unit_name=unit.name,
        result=assemble(
            survey.code, series, [infos[wave.label] for wave in timeline], counts, *limits, printed
        ),
        areas=areas_of(questionnaires),
        counted={one.series.code: one.counted for one in measured},
        opened={wave.label: wave.opens for wave in timeline},
        answered=answered,
    )


def _infos(
    kept: Iterable[tuple[SealedWave, WaveCounts, frozenset[str]]],
    has_gender: bool,
    audience: Audience,
) -> dict[str, WaveInfo]:
    return {
        wave.label: _info(wave, counts, modes, has_gender, audience) for wave, counts, modes in kept
    }


def _in_order(
    own: Sequence[SealedWave], published: Sequence[PublishedWave]
) -> list[SealedWave | PublishedWave]:
    waves: list[SealedWave | PublishedWave] = [*own, *published]
    return sorted(waves, key=lambda wave: wave.opens)


def _wave_counts(session: Session, wave: SealedWave) -> tuple[WaveCounts, frozenset[str]]:
    return result_shelf().kept((wave.id, wave.sealings), lambda: kept_counts(session, wave))


def survey_title(survey: Survey) -> Text:
    """The title of the newest version."""
    return bilingual(latest_questionnaire(survey.versions[-1]).title)


def _counts(
    measured: Iterable[Measured],
    kept: Sequence[tuple[SealedWave, WaveCounts]],
    published: GroupCounts,
) -> GroupCounts:
    return {
        one.series.code: {
            **published.get(one.series.code, {}),
            **{
                wave.label: valid_counts(one, items[one.series.code], wave.version_number)
                for wave, items in kept
                if one.series.code in items
            },
        }
        for one in measured
    }


def valid_counts(
    measured: Measured, counts: Mapping[Group, Mapping[int, int]], version: int
) -> dict[Group, dict[int, int]]:
    """The counts without codes outside the total, and those of an index in its finest steps."""
    times = measured.times.get(version, 1)
    found: dict[Group, dict[int, int]] = {}
    for group, codes in counts.items():
        alike = ((code if code < 0 else code * times, n) for code, n in codes.items())
        found[group] = {code: n for code, n in alike if code < 0 or code in measured.valid}
    return found


def _info(
    wave: SealedWave,
    counts: WaveCounts,
    modes: frozenset[str],
    has_gender: bool,
    audience: Audience,
) -> WaveInfo:
    population = None
    if wave.women is not None and wave.men is not None:
        population = {
            Group.WOMAN: wave.women,
            Group.MAN: wave.men,
            Group.ALL: wave.women + wave.men,
        }
    answered = _answered(counts, audience)
    by_list = population is not None and modes <= ASKED_BY_LIST
    return WaveInfo(
        label=wave.label,
        modes=modes,
        population=population,
        once_per_person=wave.once_per_person,
        response_rate=answered / population[Group.ALL]
        if by_list and answered and population and population[Group.ALL]
        else None,
        has_gender=has_gender,
        simulated=wave.simulated,
    )


def _answered(counts: WaveCounts, audience: Audience) -> int | None:
    """How many answered, as far as that may be told."""
    table = counts.get(RESPONSE_ITEM, {})
    total = disclose(table, audience.limit, audience.inside_limit).cells[Group.ALL]
    return sum(total.values()) if total else None


def _values(figure: PublishedFigure) -> tuple[object, ...]:
    return tuple(getattr(figure, column.key) for column in PublishedFigure.__table__.columns)
