"""What mappings ask the database."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.published.models import FigureMapping
from analysis.results.queries import WITH_TITLE
from organisation.models import Unit
from surveys.collection.models import Wave
from surveys.questionnaires.models import Survey


def mappings_of(
    session: Session, unit_ids: Collection[int]
) -> Sequence[tuple[FigureMapping, Survey, Unit]]:
    """The mappings that some units keep, by name."""
    query = (
        select(FigureMapping, Survey, Unit)
        .join(Survey, Survey.id == FigureMapping.survey_id)
        .join(Unit, Unit.id == FigureMapping.unit_id)
        .where(FigureMapping.unit_id.in_(unit_ids))
        .order_by(FigureMapping.name, FigureMapping.id)
        .options(WITH_TITLE)
    )
    return [(mapping, survey, unit) for mapping, survey, unit in session.execute(query)]


def mappings_by_name(session: Session, name: str) -> Sequence[tuple[FigureMapping, Survey]]:
    """The mappings with a name, of any unit."""
    query = select(FigureMapping, Survey).join(Survey, Survey.id == FigureMapping.survey_id)
    found = session.execute(query.where(FigureMapping.name == name).order_by(FigureMapping.id))
    return [(mapping, survey) for mapping, survey in found]


def lock_mapping(session: Session, mapping_id: int) -> FigureMapping | None:
    """A mapping, held until the transaction ends."""
    return session.get(FigureMapping, mapping_id, with_for_update=True)


def surveys_for(session: Session, unit_ids: Collection[int]) -> Sequence[Survey]:
    """The surveys that figures of some units can be of, by code: but those that only others ask."""
    asked = select(Wave.survey_id)
    others = asked.except_(asked.where(Wave.unit_id.in_(unit_ids)))
    query = select(Survey).where(Survey.id.not_in(others)).order_by(Survey.code)
    return session.scalars(query.options(WITH_TITLE)).all()
