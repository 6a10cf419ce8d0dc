"""What reports ask the database. All SQL of analysis/ is in its *queries.py."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from analysis.reports.models import KeptReport
from analysis.results.queries import WITH_TITLE
from analysis.scorecard.models import Indicator, IndicatorFigure
from surveys.collection.models import Wave
from surveys.questionnaires.models import Survey


def newest_reports(
    session: Session, unit_ids: Collection[int], skip: int, most: int
) -> Sequence[KeptReport]:
    """The reports of some units without their content, the newest first."""
    query = (
        select(KeptReport)
        .where(KeptReport.unit_id.in_(sorted(unit_ids)))
        .order_by(KeptReport.day.desc(), KeptReport.title, KeptReport.key)
        .options(selectinload(KeptReport.unit))
    )
    return session.scalars(query.offset(skip).limit(most)).all()


def count_reports(session: Session, unit_ids: Collection[int]) -> int:
    """How many reports some units have."""
    query = select(func.count()).select_from(KeptReport)
    return session.scalar(query.where(KeptReport.unit_id.in_(sorted(unit_ids)))) or 0


def first_year(session: Session, unit_ids: Collection[int], today: date) -> int:
    """The year of the oldest counted wave or figure of the scorecard of some units, or this one."""
    units = sorted(unit_ids)
    opened = select(func.min(Wave.opens)).where(Wave.unit_id.in_(units), Wave.sealings > 0)
    entered = select(func.min(IndicatorFigure.year)).join(
        Indicator, Indicator.id == IndicatorFigure.indicator_id
    )
    oldest = session.scalar(opened)
    year = session.scalar(entered.where(Indicator.unit_id.in_(units)))
    return min(oldest.year if oldest else today.year, year or today.year)


def counted_waves(session: Session, unit_ids: Collection[int]) -> Sequence[Wave]:
    """The waves of some units that have been counted, the newest first."""
    query = (
        select(Wave)
        .where(Wave.unit_id.in_(sorted(unit_ids)), Wave.sealings > 0)
        .order_by(Wave.opens.desc(), Wave.id)
        .options(selectinload(Wave.survey).options(WITH_TITLE), selectinload(Wave.unit))
    )
    return session.scalars(query).all()


def waves_ended(
    session: Session, unit_ids: Collection[int], first: date, last: date, *, published_only: bool
) -> Sequence[Wave]:
    """The counted waves of some units that ended from a day to another, the oldest first."""
    query = (
        select(Wave)
        .where(Wave.unit_id.in_(sorted(unit_ids)), Wave.sealings > 0)
        .where(Wave.closes.between(first, last))
        .order_by(Wave.closes, Wave.id)
    )
    return session.scalars(query.where(Wave.published) if published_only else query).all()


def surveys_of(session: Session, survey_ids: Collection[int]) -> dict[int, Survey]:
    """Some surveys by id."""
    query = select(Survey).where(Survey.id.in_(sorted(survey_ids))).options(WITH_TITLE)
    return {one.id: one for one in session.scalars(query)}
