"""What results ask the database: sealed waves, kept counts, published figures.

All SQL of analysis/ is in its *queries.py; that of statistics of cases is in case_queries.py.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from analysis.published.models import PublishedFigure
from core.codes import Group, group_of
from organisation.models import ClientCount, Unit, UnitChange
from surveys.collection.models import (
    Cell,
    SurveyResponse,
    TextAnswer,
    Wave,
    WaveInvited,
    WaveSealing,
)
from surveys.collection.states import WaveState
from surveys.questionnaires.models import (
    RESPONSE_ITEM,
    Item,
    QuestionComparability,
    QuestionnaireRevision,
    QuestionnaireVersion,
    Survey,
)

#: For surveys whose titles are shown: what they stand in, asked for once and not for each.
WITH_TITLE = selectinload(Survey.versions).selectinload(QuestionnaireVersion.revisions)


class Division(StrEnum):
    """What a wave's answers can be cut by, one at a time; the values are what addresses say."""

    UNIT = "enhet"
    MODE = "svarssatt"
    AGE = "alder"


PART_COLUMNS: Mapping[Division, Any] = {
    Division.UNIT: Cell.unit_id,
    Division.MODE: Cell.mode,
    Division.AGE: Cell.age_group,
}
#: {part: {group: {code: persons}}} of one item.
PartCounts = dict[str, dict[Group, dict[int, int]]]
#: {sealing: {item code: counts by part}} of one wave.
Sealings = dict[int, dict[str, PartCounts]]
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
    #: How many were asked, where somebody has typed it.
    asked: int | None
    #: The last day that has been counted of a wave that still takes answers.
    counted_through: date | None = None
    #: Shown by week and station (analysis.visits), and so by no other part.
    one_question: bool = False


def find_survey(session: Session, code: str) -> Survey | None:
    """The survey with this code."""
    return session.scalar(select(Survey).filter_by(code=code))


def find_unit_by_code(session: Session, code: str) -> Unit | None:
    """The unit with this code."""
    return session.scalar(select(Unit).filter_by(code=code))


def find_unit_by_name(session: Session, name: str) -> Unit | None:
    """The only unit with this name; None when there is none, or several."""
    found = session.scalars(select(Unit).filter_by(name=name).limit(2)).all()
    return found[0] if len(found) == 1 else None


def items_of(session: Session, survey: Survey) -> dict[str, int]:
    """The ids of a survey's items by code."""
    rows = session.execute(select(Item.code, Item.id).filter_by(survey_id=survey.id))
    return dict(rows.all())


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
    return session.scalars(query.options(WITH_TITLE)).all()


def sealed_waves(
    session: Session, survey: Survey, unit: Unit, *, published_only: bool
) -> list[SealedWave]:
    """The survey's counted waves of a unit, in order of time."""
    clients = (ClientCount.unit_id == Wave.unit_id) & (ClientCount.as_of == Wave.clients_as_of)
    of_everybody = (WaveInvited.wave_id == Wave.id) & (WaveInvited.unit_id == Wave.unit_id)
    columns = (Wave.id, Wave.version_id, QuestionnaireVersion.number, Wave.label, Wave.opens)
    until = select(func.max(WaveSealing.through)).where(
        WaveSealing.wave_id == Wave.id, Wave.state == WaveState.OPEN.value
    )
    query = (
        select(*columns, Wave.sealings, Wave.once_per_person, Wave.simulated)
        .add_columns(ClientCount.women, ClientCount.men, WaveInvited.persons)
        .add_columns(until.correlate(Wave).scalar_subquery(), QuestionnaireVersion.one_question)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == Wave.version_id)
        .outerjoin(ClientCount, clients)
        .outerjoin(WaveInvited, of_everybody)
        .where(Wave.survey_id == survey.id, Wave.unit_id == unit.id, Wave.sealings > 0)
        .order_by(Wave.opens, Wave.id)
    )
    if published_only:
        query = query.where(Wave.published)
    return [SealedWave(*row) for row in session.execute(query)]


def together(sealings: Sealings) -> tuple[list[WaveCounts], frozenset[str]]:
    """Counts by mode put together, sealing by sealing, and the modes answers came by."""
    found: list[WaveCounts] = []
    modes: dict[str, int] = defaultdict(int)
    for items in sealings.values():
        counts: WaveCounts = defaultdict(lambda: {group: {} for group in PARTS})
        for item, by_mode in items.items():
            for mode, groups in by_mode.items():
                for group, codes in groups.items():
                    into = counts[item][group]
                    for code, count in codes.items():
                        into[code] = into.get(code, 0) + count
                    modes[mode] += sum(codes.values()) if item == RESPONSE_ITEM else 0
        found.append(dict(counts))
    return found, frozenset(mode for mode, answers in modes.items() if answers > 0)


def counts_by_part(session: Session, wave: SealedWave, division: Division) -> Sealings:
    """The shown counts of a wave cut in parts: by sealing, item code and part.

    A part is the id of a unit, a mode or an age group, as text.
    """
    part = PART_COLUMNS[division]
    shown = (Cell.wave_id == wave.id) & (Cell.sealing <= wave.sealings)
    columns = (Cell.sealing, Item.code, part, Cell.gender, Cell.code)
    query = select(*columns, func.sum(Cell.count)).join(Item, Item.id == Cell.item_id)
    found: Sealings = {}
    for sealing, item, key, gender, code, count in session.execute(
        query.where(shown).group_by(*columns).order_by(Cell.sealing)
    ):
        parts = found.setdefault(sealing, {}).setdefault(item, {})
        codes = parts.setdefault(str(key), {}).setdefault(group_of(gender), {})
        codes[code] = codes.get(code, 0) + int(count)
    return found


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


def written_texts(
    session: Session, wave: SealedWave, question: str
) -> list[tuple[bytes, Group, str]]:
    """What people wrote to a question of a wave, as far as it has been counted: (key, group, text)."""
    query = (
        select(TextAnswer.response_key, SurveyResponse.gender, TextAnswer.text)
        .join(SurveyResponse, SurveyResponse.key == TextAnswer.response_key)
        .join(Item, Item.id == TextAnswer.item_id)
        .where(SurveyResponse.wave_id == wave.id, SurveyResponse.counted_in <= wave.sealings)
        .where(Item.code == question)
    )
    return [(key, group_of(gender), text) for key, gender, text in session.execute(query)]


def text_to_change(session: Session, key: bytes, question: str, survey: Survey) -> TextAnswer:
    """One written text, held until the transaction ends."""
    item = select(Item.id).where(Item.survey_id == survey.id, Item.code == question)
    query = select(TextAnswer).where(TextAnswer.response_key == key)
    query = query.where(TextAnswer.item_id == item.scalar_subquery())
    return session.scalars(query.with_for_update()).one()


def item_codes(session: Session) -> dict[int, str]:
    """The code of every item by its id."""
    return dict(session.execute(select(Item.id, Item.code)).all())


def unit_names(session: Session) -> dict[int, str]:
    """The name of every unit by its id."""
    return dict(session.execute(select(Unit.id, Unit.name)).all())


def figures_with_survey(
    session: Session, unit_ids: Collection[int]
) -> list[tuple[PublishedFigure, str]]:
    """Every published figure of some units with its survey's code, the newest first."""
    query = (
        select(PublishedFigure, Survey.code)
        .join(Item, Item.id == PublishedFigure.item_id)
        .join(Survey, Survey.id == Item.survey_id)
        .where(PublishedFigure.unit_id.in_(unit_ids))
        .order_by(PublishedFigure.day.desc(), Survey.code, PublishedFigure.item_id)
    )
    return [(figure, survey) for figure, survey in session.execute(query)]


def reorganisations(session: Session, unit: Unit) -> list[tuple[date, str]]:
    """When the unit was reorganised, and how, in order of time."""
    query = select(UnitChange.day, UnitChange.what).filter_by(unit_id=unit.id)
    return [(day, what) for day, what in session.execute(query.order_by(UnitChange.day))]


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


PARTS = (Group.WOMAN, Group.MAN, Group.OTHER)
