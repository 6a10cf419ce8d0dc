"""What plans ask the database: the counted waves that want one, and the measures after them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from analysis.plans.models import PlanDate, WaveMeasure
from analysis.results.queries import WITH_TITLE
from organisation.models import Measure
from surveys.collection.models import Wave, WaveSealing
from surveys.questionnaires.models import QuestionnaireVersion, Survey


def counted_waves(
    session: Session, survey: str | None = None
) -> list[tuple[Wave, date, date | None]]:
    """The waves of more than one question, of one survey or all, that have been counted, in order of time.

    With each the day of its first counting, and the day that a person has set.
    """
    query = (
        select(Wave, func.coalesce(WaveSealing.day, Wave.closes), PlanDate.due)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == Wave.version_id)
        .outerjoin(WaveSealing, (WaveSealing.wave_id == Wave.id) & (WaveSealing.number == 1))
        .outerjoin(PlanDate, PlanDate.wave_id == Wave.id)
        .where(Wave.sealings > 0, QuestionnaireVersion.one_question.is_(False))
        .options(joinedload(Wave.survey).options(WITH_TITLE), joinedload(Wave.unit))
        .order_by(Wave.opens, Wave.id)
    )
    if survey is not None:
        query = query.join(Survey, Survey.id == Wave.survey_id).where(Survey.code == survey)
    return [(wave, counted, said) for wave, counted, said in session.execute(query)]


def measures_after(
    session: Session, wave_ids: Collection[int]
) -> dict[int, dict[int, list[Measure]]]:
    """The measures that came out of waves: by wave and unit, in the order they were made."""
    query = (
        select(WaveMeasure.wave_id, Measure)
        .join(Measure, Measure.id == WaveMeasure.measure_id)
        .where(WaveMeasure.wave_id.in_(wave_ids))
        .options(selectinload(Measure.notes))
        .order_by(Measure.id)
    )
    found: dict[int, dict[int, list[Measure]]] = defaultdict(lambda: defaultdict(list))
    for wave_id, measure in session.execute(query):
        found[wave_id][measure.unit_id].append(measure)
    return found


def waves_behind(session: Session, measure_ids: Collection[int]) -> list[tuple[int, Wave]]:
    """The wave that each measure came out of, where it is one, by the measure's id."""
    query = (
        select(WaveMeasure.measure_id, Wave)
        .join(Wave, Wave.id == WaveMeasure.wave_id)
        .where(WaveMeasure.measure_id.in_(measure_ids))
        .options(joinedload(Wave.survey).options(WITH_TITLE), joinedload(Wave.unit))
    )
    return [(measure_id, wave) for measure_id, wave in session.execute(query)]
