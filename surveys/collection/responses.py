"""Storing a response once, correcting it, withdrawing it, and deleting answers after their time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from surveys.collection.cells import CountingRule, count_one
from surveys.collection.models import Answer, SurveyResponse, TextAnswer, Wave
from surveys.questionnaires.derived import derived_codes
from surveys.questionnaires.models import Item, QuestionnaireRevision
from surveys.questionnaires.questionnaire import Questionnaire

# Built once, so that nobody waits for the database while a statement is put together.
INSERT_ANSWERS, INSERT_TEXTS = insert(Answer), insert(TextAnswer)
#: Stores a response whose key is new and gives its key; by dialect.
ONCE = {
    dialect: make(SurveyResponse)
    .on_conflict_do_nothing(index_elements=["key"])
    .returning(SurveyResponse.key)
    for dialect, make in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}


@dataclass(frozen=True)
class Circumstances:
    """All that is kept about a response besides its answers."""

    wave_id: int
    version_id: int
    revision: int
    mode: str
    language: str
    unit_id: int
    station_id: int | None
    gender: int
    age_group: int
    who_answered: int
    day: date


@dataclass(frozen=True)
class FilledIn:
    """A filled-in questionnaire, ready to be stored: codes and words by item id."""

    key: bytes
    circumstances: Circumstances
    codes: Mapping[int, int] = field(default_factory=dict)
    texts: Mapping[int, str] = field(default_factory=dict)


def store_response(session: Session, filled: FilledIn) -> bool:
    """Store the response, or nothing when its key is stored already; says which."""
    connection = session.connection()
    row = {"key": filled.key, **vars(filled.circumstances)}
    if connection.execute(ONCE[connection.dialect.name], row).first() is None:
        return False
    for statement, column, values in (
        (INSERT_ANSWERS, "code", filled.codes),
        (INSERT_TEXTS, "text", filled.texts),
    ):
        rows = [
            {"response_key": filled.key, "item_id": item, column: value}
            for item, value in values.items()
        ]
        if rows:
            connection.execute(statement, rows)
    return True


def correct_answer(
    session: Session, rule: CountingRule, key: bytes, item_id: int, code: int
) -> None:
    """Change the code of one stored answer; its indices and kept counts follow."""
    counted = _is_counted(session, key)
    if counted:
        count_one(session, rule, key, -1)
    _change(session, key, item_id, code)
    _derive_again(session, key)
    if counted:
        count_one(session, rule, key, +1)


def withdraw_response(session: Session, rule: CountingRule, key: bytes) -> None:
    """Take a response back, as if it had never come; kept counts follow."""
    if _is_counted(session, key):
        count_one(session, rule, key, -1)
    _delete(session, SurveyResponse.key == key)


def delete_answers(session: Session, wave: Wave) -> None:
    """Delete the wave's counted responses when their time is over; kept counts stay."""
    _delete(session, (SurveyResponse.wave_id == wave.id) & SurveyResponse.counted_in.is_not(None))


def _change(session: Session, key: bytes, item_id: int, code: int) -> None:
    session.execute(update(Answer).filter_by(response_key=key, item_id=item_id).values(code=code))


def _derive_again(session: Session, key: bytes) -> None:
    """Compute the response's indices from its stored codes."""
    response = session.get_one(SurveyResponse, key)
    content = session.get_one(
        QuestionnaireRevision, (response.version_id, response.revision)
    ).content
    if not content.get("derived"):
        return
    stored = select(Item.code, Answer.code, Item.id).join(Item).filter(Answer.response_key == key)
    found = {item: (code, item_id) for item, code, item_id in session.execute(stored)}
    codes = {item: code for item, (code, _) in found.items()}
    questionnaire = Questionnaire.model_validate(content)
    for item, code in derived_codes(questionnaire, codes).items():
        _change(session, key, found[item][1], code)


def _is_counted(session: Session, key: bytes) -> bool:
    query = select(SurveyResponse.counted_in).where(SurveyResponse.key == key)
    return session.execute(query).scalar_one() is not None


def _delete(session: Session, which: ColumnElement[bool]) -> None:
    keys = select(SurveyResponse.key).where(which)
    for table in (TextAnswer, Answer):
        session.execute(delete(table).where(table.response_key.in_(keys)))
    session.execute(delete(SurveyResponse).where(which))
