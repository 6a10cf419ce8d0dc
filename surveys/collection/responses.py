"""Storing a response once, correcting it, withdrawing it, and deleting answers after their time."""

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from surveys.collection.cells import CountingRule, count_one
from surveys.collection.models import Answer, SurveyResponse, TextAnswer, Wave
from surveys.collection.storing import Circumstances as Circumstances
from surveys.collection.storing import FilledIn as FilledIn
from surveys.collection.storing import store
from surveys.questionnaires.derived import derived_codes
from surveys.questionnaires.models import Item, QuestionnaireRevision
from surveys.questionnaires.questionnaire import Questionnaire


def store_response(session: Session, filled: FilledIn) -> bool:
    """Store the response, or nothing when its key is stored already; says which."""
    return store(session.connection(), filled)


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
