"""The SQL of the scorecard."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from analysis.scorecard.models import Indicator, IndicatorFigure, IndicatorTarget, IndicatorWord
from organisation.models import UnitChange
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


def changes_of_units(
    session: Session, unit_ids: Collection[int]
) -> dict[int, list[tuple[date, str]]]:
    """When units were reorganised, and how, in order of time; units that were not are left out."""
    query = select(UnitChange.unit_id, UnitChange.day, UnitChange.what)
    rows = session.execute(query.where(UnitChange.unit_id.in_(unit_ids)).order_by(UnitChange.day))
    found: dict[int, list[tuple[date, str]]] = {}
    for unit_id, day, what in rows:
        found.setdefault(unit_id, []).append((day, what))
    return found


def figures_of(session: Session, ids: Collection[int]) -> Mapping[int, Sequence[IndicatorFigure]]:
    """Everything that was entered by hand, by the indicator's id; empty where nothing was."""
    query = select(IndicatorFigure).where(IndicatorFigure.indicator_id.in_(ids))
    order = (IndicatorFigure.year, IndicatorFigure.period, IndicatorFigure.part)
    found: dict[int, list[IndicatorFigure]] = {one: [] for one in ids}
    for figure in session.scalars(query.order_by(*order)):
        found[figure.indicator_id].append(figure)
    return found


def figures_of_period(
    session: Session, indicator_id: int, year: int, period: int
) -> dict[str, IndicatorFigure]:
    """What was entered for one period, by group."""
    query = select(IndicatorFigure).filter_by(indicator_id=indicator_id, year=year, period=period)
    return {one.part: one for one in session.scalars(query)}


def words_of(session: Session, ids: Collection[int]) -> Mapping[int, Sequence[IndicatorWord]]:
    """What has been said of periods, by the indicator's id, the latest first."""
    word = IndicatorWord
    query = select(word).where(word.indicator_id.in_(ids))
    found: dict[int, list[IndicatorWord]] = {one: [] for one in ids}
    for one in session.scalars(query.order_by(word.year.desc(), word.period.desc())):
        found[one.indicator_id].append(one)
    return found


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


def items_with_survey(session: Session, ids: Collection[int]) -> dict[int, tuple[str, Survey]]:
    """The codes of items, and their surveys, by id."""
    query = select(Item.id, Item.code, Survey).join(Survey, Survey.id == Item.survey_id)
    rows = session.execute(query.where(Item.id.in_(ids)))
    return {item_id: (code, survey) for item_id, code, survey in rows}


def next_place(session: Session, unit_id: int) -> int:
    """The place after the unit's last indicator."""
    query = select(Indicator.place).filter_by(unit_id=unit_id).order_by(Indicator.place.desc())
    last = session.scalar(query.limit(1))
    return 0 if last is None else last + 1
