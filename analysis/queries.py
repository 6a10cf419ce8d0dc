"""The only place where analysis asks the database: sealed waves, kept counts, published figures."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.models import PublishedFigure
from core.codes import Group, group_of
from organisation.models import ClientCount, Unit
from surveys.collection.models import Cell, Wave
from surveys.questionnaires.models import (
    RESPONSE_ITEM,
    Item,
    QuestionComparability,
    QuestionnaireRevision,
    QuestionnaireVersion,
    Survey,
)

#: {item code: {group: {code: persons}}} of one wave.
WaveCounts = dict[str, dict[Group, dict[int, int]]]


@dataclass(frozen=True)
class SealedWave:
    """A wave that has been counted, as far as results need it. `women` and `men` are clients."""

    id: int
    version_id: int
    version_number: int
    label: str
    opens: date
    sealings: int
    once_per_person: bool
    simulated: bool
    women: int | None
    men: int | None


def find_survey(session: Session, code: str) -> Survey | None:
    """The survey with this code."""
    return session.scalar(select(Survey).filter_by(code=code))


def find_unit_by_code(session: Session, code: str) -> Unit | None:
    """The unit with this code."""
    return session.scalar(select(Unit).filter_by(code=code))


def units_with_results(
    session: Session, survey: Survey, *, published_only: bool = False
) -> Sequence[Unit]:
    """The units that have figures of a survey, in the order they were added."""
    waves = select(Wave.unit_id).where(Wave.survey_id == survey.id, Wave.sealings > 0)
    figures = select(PublishedFigure.unit_id).join(Item).where(Item.survey_id == survey.id)
    units = waves.where(Wave.published) if published_only else waves.union(figures)
    return session.scalars(select(Unit).where(Unit.id.in_(units)).order_by(Unit.id)).all()


def surveys_with_results(session: Session, unit_ids: Collection[int]) -> Sequence[Survey]:
    """The surveys that some units have figures of."""
    waves = select(Wave.survey_id).where(Wave.unit_id.in_(unit_ids), Wave.sealings > 0)
    figures = select(Item.survey_id).join(PublishedFigure)
    figures = figures.where(PublishedFigure.unit_id.in_(unit_ids))
    query = select(Survey).where(Survey.id.in_(waves.union(figures))).order_by(Survey.code)
    return session.scalars(query).all()


def sealed_waves(
    session: Session, survey: Survey, unit: Unit, *, published_only: bool
) -> list[SealedWave]:
    """The survey's counted waves of a unit, in order of time."""
    clients = (ClientCount.unit_id == Wave.unit_id) & (ClientCount.as_of == Wave.clients_as_of)
    columns = (Wave.id, Wave.version_id, QuestionnaireVersion.number, Wave.label, Wave.opens)
    query = (
        select(*columns, Wave.sealings, Wave.once_per_person, Wave.simulated)
        .add_columns(ClientCount.women, ClientCount.men)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == Wave.version_id)
        .outerjoin(ClientCount, clients)
        .where(Wave.survey_id == survey.id, Wave.unit_id == unit.id, Wave.sealings > 0)
        .order_by(Wave.opens, Wave.id)
    )
    if published_only:
        query = query.where(Wave.published)
    return [SealedWave(*row) for row in session.execute(query)]


def kept_counts(session: Session, wave: SealedWave) -> tuple[WaveCounts, frozenset[str]]:
    """The shown counts of a wave by item, group and code, and the modes answers came by."""
    shown = (Cell.wave_id == wave.id) & (Cell.sealing <= wave.sealings)
    query = (
        select(Item.code, Cell.gender, Cell.code, func.sum(Cell.count))
        .join(Item, Item.id == Cell.item_id)
        .where(shown)
        .group_by(Item.code, Cell.gender, Cell.code)
    )
    counts: WaveCounts = defaultdict(lambda: {group: {} for group in PARTS})
    for item, gender, code, count in session.execute(query):
        codes = counts[item][group_of(gender)]
        codes[code] = codes.get(code, 0) + int(count)
    return dict(counts), _modes(session, wave)


def published_figures(
    session: Session, survey: Survey, unit: Unit
) -> list[tuple[str, PublishedFigure]]:
    """The published figures of a survey and unit with the item each belongs to."""
    query = (
        select(Item.code, PublishedFigure)
        .join(PublishedFigure, PublishedFigure.item_id == Item.id)
        .where(Item.survey_id == survey.id, PublishedFigure.unit_id == unit.id)
        .order_by(PublishedFigure.label)
    )
    return [(code, figure) for code, figure in session.execute(query)]


def newest_revisions(session: Session, survey: Survey) -> tuple[tuple[int, int], ...]:
    """The id of each version of a survey and its newest revision."""
    query = (
        select(QuestionnaireRevision.version_id, func.max(QuestionnaireRevision.revision))
        .join(QuestionnaireVersion, QuestionnaireVersion.id == QuestionnaireRevision.version_id)
        .where(QuestionnaireVersion.survey_id == survey.id)
        .group_by(QuestionnaireRevision.version_id)
        .order_by(QuestionnaireRevision.version_id)
    )
    return tuple((version, revision) for version, revision in session.execute(query))


def comparabilities(session: Session, survey: Survey) -> dict[int, dict[str, str]]:
    """By version number, how each question compares with the version before."""
    query = (
        select(
            QuestionnaireVersion.number,
            QuestionComparability.question,
            QuestionComparability.degree,
        )
        .join(QuestionComparability, QuestionComparability.version_id == QuestionnaireVersion.id)
        .where(QuestionnaireVersion.survey_id == survey.id)
    )
    said: dict[int, dict[str, str]] = defaultdict(dict)
    for number, question, degree in session.execute(query):
        said[number][question] = degree
    return dict(said)


def _modes(session: Session, wave: SealedWave) -> frozenset[str]:
    query = (
        select(Cell.mode)
        .join(Item, Item.id == Cell.item_id)
        .where(Cell.wave_id == wave.id, Cell.sealing <= wave.sealings, Item.code == RESPONSE_ITEM)
        .group_by(Cell.mode)
        .having(func.sum(Cell.count) > 0)
    )
    return frozenset(session.scalars(query))


PARTS = (Group.WOMAN, Group.MAN, Group.OTHER)
