"""Visit satisfaction of one wave: the index by week, month and station, past disclosure.

The index is the share of presses on the positive faces: 379 of 423 is 90. It counts presses and
never persons, so it has no response rate and no finite population.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from analysis.methods.control_limits import p_chart, run_rule
from analysis.methods.disclosure import INSIDE, Codes, disclose
from analysis.methods.estimates import percent
from analysis.results.measured import Measured, measured_variables
from analysis.results.part_tables import settled_whole
from analysis.results.queries import SealedWave, sealed_waves
from analysis.results.series import Kind, VariableSeries
from analysis.results.survey_results import Audience, result_shelf
from analysis.visits.queries import Counted, counted
from analysis.visits.stations import settled_stations
from analysis.visits.weeks import Weeks, codes_of, last_sunday, months, shown_weeks, steps_of
from core.codes import Group
from organisation.models import Unit
from surveys.questionnaires.models import Survey
from surveys.questionnaires.publishing import latest_questionnaire


@dataclass(frozen=True)
class Share:
    """So many positive presses of so many."""

    positive: int
    n: int

    @property
    def index(self) -> int:
        """The share in whole per cent, rounded half up."""
        return percent(self.positive, self.n)


@dataclass(frozen=True)
class WeekShare:
    """A week, or weeks shown as one: their first and last Monday. A limit is a share, 0–1.

    Limits are None with too few weeks to say what is usual. `shifted` is part of eight weeks or
    more in a row on one side of it.
    """

    first: date
    last: date
    share: Share
    low: float | None = None
    high: float | None = None
    outside: bool = False
    shifted: bool = False


@dataclass(frozen=True)
class MonthShare:
    """The weeks that belong to a month, from its first day; `whole` when all have been counted."""

    month: date
    first: date
    last: date
    share: Share
    whole: bool


@dataclass(frozen=True)
class VisitIndex:
    """All there is to show of a wave. `usual` is the share of its weeks together.

    `clients` is how many clients the unit had. `stations` are by their id, counted until
    `stations_through`; none where they may not be shown.
    """

    wave: SealedWave
    measured: Measured
    through: date
    total: Share | None
    usual: float | None
    weeks: tuple[WeekShare, ...]
    months: tuple[MonthShare, ...]
    stations: Mapping[int, Share]
    stations_through: date | None
    clients: int | None

    @property
    def variable(self) -> VariableSeries:
        """What was asked."""
        return self.measured.series


def visit_waves(
    session: Session, survey: Survey, unit: Unit, audience: Audience
) -> list[SealedWave]:
    """The counted waves of one question, in order of time."""
    waves = sealed_waves(session, survey, unit, published_only=audience.published_only)
    return [wave for wave in waves if wave.one_question]


def visit_index(
    session: Session, survey: Survey, wave: SealedWave, audience: Audience
) -> VisitIndex | None:
    """What may be shown of a wave; None where its question has no share (a grade)."""
    version = next(version for version in survey.versions if version.id == wave.version_id)
    found = list(measured_variables([latest_questionnaire(version)], {}))
    if len(found) != 1 or found[0].series.kind is not Kind.SHARE:
        return None
    key = ("visits", wave, audience, version.revisions[-1].revision)
    return result_shelf().kept(key, lambda: _load(session, survey, wave, found[0], audience))


def _load(
    session: Session,
    survey: Survey,
    wave: SealedWave,
    measured: Measured,
    audience: Audience,
) -> VisitIndex:
    item = measured.series.code
    made = counted(session, wave, item, survey.id, measured.valid)
    # At the strictest limit for every reader: who reads both pages must see the same weeks.
    limits = (max(audience.limit, audience.public_limit), audience.inside_limit)
    shown = shown_weeks(made.countings, *limits) if made.weekly else ()
    held = sum(len(step) for step in steps_of(made.countings, *limits))
    through = made.through[held - 1]
    usual, weeks = _weeks(shown, measured.series)
    stations, until = _stations(made, limits, measured.series)
    known = wave.women is not None and wave.men is not None
    return VisitIndex(
        wave=wave,
        measured=measured,
        through=through,
        total=_total(made, audience, measured.series),
        usual=usual,
        weeks=weeks,
        months=_months(shown, through, measured.series),
        stations=stations,
        stations_through=until,
        clients=(wave.women or 0) + (wave.men or 0) if known else None,
    )


def _weeks(
    shown: Sequence[Weeks], variable: VariableSeries
) -> tuple[float | None, tuple[WeekShare, ...]]:
    """What is usual, and every week with its limits."""
    found = [WeekShare(one.first, one.last, _share(one.codes, variable)) for one in shown]
    chart = p_chart([(one.share.positive, one.share.n) for one in found])
    if chart is None or not 0 < chart.centre < 1:
        return None, tuple(found)
    in_row = run_rule([point.value for point in chart.points], chart.centre)
    return chart.centre, tuple(
        replace(one, low=point.low, high=point.high, outside=point.outside, shifted=shifted)
        for one, point, shifted in zip(found, chart.points, in_row, strict=True)
    )


def _months(
    shown: Sequence[Weeks], through: date, variable: VariableSeries
) -> tuple[MonthShare, ...]:
    return tuple(
        MonthShare(
            month,
            weeks.first,
            weeks.last,
            _share(weeks.codes, variable),
            whole=last_sunday(month) <= through,
        )
        for month, weeks in months(shown).items()
    )


def _stations(
    made: Counted, limits: tuple[int, int], variable: VariableSeries
) -> tuple[dict[int, Share], date | None]:
    """Each station's share; none unless there are two at least."""
    if not made.weekly:
        return {}, None
    tables, held = settled_stations(made.countings, *limits)
    if len(tables) < 2:
        return {}, None
    return {one: _share(codes, variable) for one, codes in tables.items()}, made.through[held - 1]


def _total(made: Counted, audience: Audience, variable: VariableSeries) -> Share | None:
    """The whole wave, as on its other pages."""
    if not made.weekly:
        return None
    tables = [{Group.OTHER: codes_of(counting.days.values())} for counting in made.countings]
    limits = (audience.inside_limit, audience.public_limit)
    table = settled_whole(tables, audience.limit, limits)
    shown = disclose(table, audience.limit, audience.inside_limit).cells[Group.ALL]
    return _counted(shown, variable) if shown else None


def _share(codes: Codes, variable: VariableSeries) -> Share:
    """A part of at least the limit, which goes through the one place that decides all the same."""
    shown = disclose({Group.OTHER: codes}, INSIDE).cells[Group.ALL]
    if not shown:
        raise ValueError("a part is never of too few presses")
    return _counted(shown, variable)


def _counted(codes: Codes, variable: VariableSeries) -> Share:
    positive = sum(count for code, count in codes.items() if code in variable.positive)
    return Share(positive, sum(codes.values()))
