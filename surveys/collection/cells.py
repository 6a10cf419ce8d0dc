"""The kept counts: counting responses into cells, and taking one out or putting it back.

A cell belongs to a sealing. What changes after a wave was shown is written to the sealing
that comes next, so the sum over all cells always equals a recount of the answers, while the
figures that are shown change only when the wave is sealed again.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from core.codes import group_of
from surveys.collection.models import NO_STATION, Answer, Cell, SurveyResponse, Wave
from surveys.questionnaires.models import RESPONSE_ITEM, Item

PRESENT = 1
KEY = [column.name for column in Cell.__table__.primary_key]


@dataclass(frozen=True)
class CountingRule:
    """What counting a wave's responses needs to know besides the rows."""

    wave: Wave
    response_item_id: int


def counting_rule(session: Session, wave: Wave) -> CountingRule:
    """The rule for a wave."""
    query = select(Item.id).filter_by(survey_id=wave.survey_id, code=RESPONSE_ITEM)
    return CountingRule(wave, session.scalars(query).one())


def count_waiting(
    session: Session, rule: CountingRule, sealing: int, through: date | None = None
) -> None:
    """Count every response of the wave that no sealing has counted, of the days until `through`.

    An import that opens a wave and seals it stores its responses with the mark of this sealing.
    """
    # Marked first: what arrives meanwhile is not marked, and waits whole for the next sealing.
    waiting = _waiting(rule.wave, through)
    session.execute(update(SurveyResponse).where(waiting).values(counted_in=sealing))
    marked = (SurveyResponse.wave_id == rule.wave.id) & (SurveyResponse.counted_in == sealing)
    for rows in _rows(rule, sealing, literal(1)):
        _add(session, rows.where(marked))
    _drop_empty(session, rule.wave)


def count_one(session: Session, rule: CountingRule, key: bytes, sign: int) -> None:
    """Add (+1) or take away (-1) one stored response, in the sealing that comes next."""
    for rows in _rows(rule, rule.wave.sealings + 1, literal(sign)):
        _add(session, rows.where(SurveyResponse.key == key))
    _drop_empty(session, rule.wave)


def waiting_persons(session: Session, wave: Wave, through: date | None = None) -> dict[str, int]:
    """How many persons the next sealing would change, for each gender group and "all".

    Responses that wait, of the days until `through`, and a lower bound on those whose counted
    answers were changed or withdrawn.
    """
    late = select(SurveyResponse.gender, func.count()).where(_waiting(wave, through))
    persons = Counter[str]()
    for gender, count in session.execute(late.group_by(SurveyResponse.gender)):
        persons[group_of(gender)] += count
    for group, count in _changed_persons(session, wave).items():
        persons[group] += count
    return {**persons, "all": persons.total()}


def _waiting(wave: Wave, through: date | None) -> ColumnElement[bool]:
    """The responses that no sealing has counted, of the days until `through`."""
    waiting = (SurveyResponse.wave_id == wave.id) & SurveyResponse.counted_in.is_(None)
    return waiting if through is None else waiting & (SurveyResponse.day <= through)


def _changed_persons(session: Session, wave: Wave) -> Counter[str]:
    taken = select(Cell.gender, Cell.item_id, -func.sum(Cell.count)).where(
        Cell.wave_id == wave.id, Cell.sealing > wave.sealings, Cell.count < 0
    )
    by_item: Counter[tuple[str, int]] = Counter()
    for gender, item, count in session.execute(taken.group_by(Cell.gender, Cell.item_id)):
        by_item[group_of(gender), item] += count
    persons = Counter[str]()
    for (group, _item), count in by_item.items():
        persons[group] = max(persons[group], count)
    return persons


def _rows(rule: CountingRule, sealing: int, sign: Any) -> tuple[Select[Any], Select[Any]]:
    """The two sources of counts: the answers, and the responses themselves."""
    of_responses = _grouped(rule, sealing, literal(rule.response_item_id), literal(PRESENT), sign)
    of_answers = _grouped(rule, sealing, Answer.item_id, Answer.code, sign).join(
        Answer, Answer.response_key == SurveyResponse.key
    )
    return of_answers, of_responses


def _grouped(rule: CountingRule, sealing: int, item: Any, code: Any, sign: Any) -> Select[Any]:
    response = SurveyResponse
    columns = {
        "wave_id": literal(rule.wave.id),
        "item_id": item,
        "sealing": literal(sealing),
        "gender": response.gender,
        "code": code,
        "unit_id": response.unit_id,
        "station_id": func.coalesce(response.station_id, NO_STATION),
        "mode": response.mode,
        "age_group": response.age_group,
        "day": response.day if rule.wave.version.one_question else literal(rule.wave.opens),
    }
    selected = [columns[name].label(name) for name in KEY]
    grouping = [column for column in columns.values() if not hasattr(column, "value")]
    return (
        select(*selected, (func.count() * sign).label("count"))
        .select_from(response)
        .group_by(*grouping)
    )


def _add(session: Session, rows: Select[Any]) -> None:
    dialect = session.get_bind().dialect.name
    make = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = make(Cell).from_select([*KEY, "count"], rows)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=KEY, set_={"count": Cell.count + statement.excluded["count"]}
        )
    )


def _drop_empty(session: Session, wave: Wave) -> None:
    session.execute(delete(Cell).where(Cell.wave_id == wave.id, Cell.count == 0))
