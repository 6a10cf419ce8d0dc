"""The results of a survey for one unit and one audience: from the database to what may be shown."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from flask import Flask, current_app
from sqlalchemy.orm import Session

from analysis.disclosure import PARTS, disclose
from analysis.measured import (
    Measured,
    areas_of,
    bilingual,
    comparability_by_wave,
    measured_variables,
)
from analysis.models import PublishedFigure
from analysis.phrases import Text
from analysis.queries import (
    SealedWave,
    WaveCounts,
    comparabilities,
    kept_counts,
    newest_revisions,
    published_figures,
    sealed_waves,
)
from analysis.results import assemble
from analysis.series import SurveyResult, VariableSeries, WaveInfo
from core.codes import Gender, Group, Mode, group_of
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
    comparability = comparability_by_wave(comparabilities(session, survey), waves)
    measured = list(measured_variables(questionnaires, comparability))
    infos = [_published_info(label, of) for label, of in _by_label(figures).items()]
    has_gender = any(question.type == "gender" for question in questionnaires[-1].questions)
    infos += [_info(wave, counts, modes, has_gender, audience) for wave, counts, modes in kept]
    counts = _counts(measured, [(wave.label, counts) for wave, counts, _ in kept], figures)
    series = [one.series for one in measured]
    limits = (audience.limit, audience.inside_limit)
    return SurveyPage(
        key=key,
        title=bilingual(questionnaires[-1].title),
        unit_name=unit.name,
        result=assemble(survey.code, series, infos, counts, *limits),
        areas=areas_of(questionnaires),
        counted={one.series.code: one.counted for one in measured},
        opened={wave.label: wave.opens for wave in waves},
        answered={wave.label: _answered(counts, audience) for wave, counts, _ in kept},
    )


def _wave_counts(session: Session, wave: SealedWave) -> tuple[WaveCounts, frozenset[str]]:
    return result_shelf().kept((wave.id, wave.sealings), lambda: kept_counts(session, wave))


def survey_title(survey: Survey) -> Text:
    """The title of the newest version."""
    return bilingual(latest_questionnaire(survey.versions[-1]).title)


def _counts(
    measured: Iterable[Measured],
    kept: Sequence[tuple[str, WaveCounts]],
    figures: Sequence[tuple[str, PublishedFigure]],
) -> dict[str, dict[str, dict[Group, dict[int, int]]]]:
    counts: dict[str, dict[str, dict[Group, dict[int, int]]]] = {}
    for variable, valid in ((one.series, one.valid) for one in measured):
        counts[variable.code] = {
            label: {
                group: {code: n for code, n in codes.items() if code < 0 or code in valid}
                for group, codes in items[variable.code].items()
            }
            for label, items in kept
            if variable.code in items
        }
        for item, figure in figures:
            if item == variable.code:
                table = counts[variable.code].setdefault(figure.label, {g: {} for g in PARTS})
                table[group_of(figure.gender)] = _as_codes(variable, figure)
    return counts


def _as_codes(variable: VariableSeries, figure: PublishedFigure) -> dict[int, int]:
    """A published share as counts of two codes of the scale."""
    negative = next(
        code
        for code in range(variable.scale[0], variable.scale[1] + 1)
        if code not in variable.positive
    )
    return {max(variable.positive): figure.positive, negative: figure.n - figure.positive}


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
    return figure.label, figure.gender, figure.n, figure.positive, figure.mode, figure.source


def _by_label(
    figures: Iterable[tuple[str, PublishedFigure]],
) -> dict[str, list[PublishedFigure]]:
    by_label: dict[str, list[PublishedFigure]] = {}
    for _, figure in figures:
        by_label.setdefault(figure.label, []).append(figure)
    return by_label


def _published_info(label: str, figures: Sequence[PublishedFigure]) -> WaveInfo:
    return WaveInfo(
        label=label,
        modes=frozenset(figure.mode for figure in figures),
        has_gender=any(figure.gender in (Gender.WOMAN, Gender.MAN) for figure in figures),
        source=figures[0].source,
    )
