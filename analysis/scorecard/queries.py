"""The SQL of the scorecard."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from analysis.scorecard.models import Indicator, IndicatorFigure, IndicatorTarget, IndicatorWord
from organisation.models import Staff
from surveys.questionnaires.models import Item, Survey


def indicators_of(
    session: Session, unit_ids: Collection[int], *, retired: bool = False
) -> Sequence[Indicator]:
    """The indicators of some units, those of a goal together; with `retired`, only the retired."""
    query = (
        select(Indicator)
        .where(Indicator.unit_id.in_(unit_ids), Indicator.retired.is_(retired))
        .options(selectinload(Indicator.targets), selectinload(Indicator.unit))
        .order_by(Indicator.place, Indicator.id)
    )
    found = session.scalars(query).all()
    goals = list(dict.fromkeys(one.goal for one in found))
    return sorted(found, key=lambda one: goals.index(one.goal))


def units_with_indicators(session: Session, unit_ids: Collection[int]) -> frozenset[int]:
    """Those of the units that follow any indicator."""
    query = select(Indicator.unit_id).where(Indicator.unit_id.in_(unit_ids))
    return frozenset(session.scalars(query.where(Indicator.retired.is_(False))))


def find_indicator(session: Session, indicator_id: int, *, lock: bool = False) -> Indicator | None:
    """One indicator; with `lock`, nobody else changes it until the end of the transaction."""
    return session.get(Indicator, indicator_id, with_for_update=lock or None)


def figures_of(session: Session, indicator_id: int) -> Sequence[IndicatorFigure]:
    """Everything that was entered by hand."""
    query = select(IndicatorFigure).where(IndicatorFigure.indicator_id == indicator_id)
    order = (IndicatorFigure.year, IndicatorFigure.period, IndicatorFigure.part)
    return session.scalars(query.order_by(*order)).all()


def figures_of_period(
    session: Session, indicator_id: int, year: int, period: int
) -> dict[str, IndicatorFigure]:
    """What was entered for one period, by group."""
    query = select(IndicatorFigure).filter_by(indicator_id=indicator_id, year=year, period=period)
    return {one.part: one for one in session.scalars(query)}


def words_of_indicator(session: Session, indicator_id: int) -> Sequence[IndicatorWord]:
    """What has been said of its periods, the latest first."""
    word = IndicatorWord
    query = select(word).where(word.indicator_id == indicator_id)
    return session.scalars(query.order_by(word.year.desc(), word.period.desc())).all()


def names_of_staff(session: Session, ids: Collection[int | None]) -> dict[int, str]:
    """Who wrote; names by id."""
    return dict(session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(ids))).all())


def is_kept_by_period(session: Session, indicator: Indicator) -> bool:
    """Whether anything is kept of its periods: figures or words."""
    return any(
        session.scalar(select(table.indicator_id).filter_by(indicator_id=indicator.id).limit(1))
        for table in (IndicatorFigure, IndicatorWord)
    )


def first_year(session: Session, unit_ids: Collection[int]) -> int | None:
    """The first year that any indicator of some units has a figure or a target of."""
    years = [
        session.scalar(
            select(func.min(table.year)).join(Indicator).where(Indicator.unit_id.in_(unit_ids))
        )
        for table in (IndicatorFigure, IndicatorTarget)
    ]
    return min((year for year in years if year), default=None)


def years_with_targets(session: Session, unit_id: int) -> dict[int, int]:
    """How many of a unit's indicators have a target, by year."""
    number = func.count(IndicatorTarget.indicator_id.distinct())
    query = select(IndicatorTarget.year, number).join(Indicator)
    query = query.where(Indicator.unit_id == unit_id, Indicator.retired.is_(False))
    return dict(session.execute(query.group_by(IndicatorTarget.year)).all())


def item_with_survey(session: Session, item_id: int) -> tuple[str, Survey] | None:
    """The code of an item, and its survey."""
    query = select(Item.code, Survey).join(Survey, Survey.id == Item.survey_id)
    found = session.execute(query.where(Item.id == item_id)).one_or_none()
    return (found[0], found[1]) if found else None


def next_place(session: Session, unit_id: int) -> int:
    """The place after the unit's last indicator."""
    query = select(Indicator.place).filter_by(unit_id=unit_id).order_by(Indicator.place.desc())
    last = session.scalar(query.limit(1))
    return 0 if last is None else last + 1
