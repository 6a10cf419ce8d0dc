"""Publishing: a checked questionnaire becomes an immutable version, or a revision of one."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.questionnaires.comparability import Comparison, compare, structure_hash
from surveys.questionnaires.models import (
    RESPONSE_ITEM,
    Item,
    QuestionComparability,
    QuestionnaireRevision,
    QuestionnaireVersion,
    Survey,
)
from surveys.questionnaires.problems import QuestionnaireError
from surveys.questionnaires.question_types import is_one_question, type_of
from surveys.questionnaires.questionnaire import Questionnaire


@dataclass(frozen=True)
class Published:
    """What publishing led to; `is_new` is false when everything was there already."""

    version: QuestionnaireVersion
    revision: int
    is_new: bool


def publish(session: Session, questionnaire: Questionnaire, on: date) -> Published:
    """Publish a questionnaire.

    The same structure and Swedish words with other translations make a revision of the latest
    version; anything else makes the next version. Raises QuestionnaireError when a person has
    not said how a changed question compares with the version before.
    """
    survey = _survey(session, questionnaire.survey)
    latest = survey.versions[-1] if survey.versions else None
    if latest is not None and latest.structure_hash == structure_hash(questionnaire):
        return _revise(session, latest, questionnaire)
    comparison = _compare(survey, questionnaire)
    version = QuestionnaireVersion(
        survey=survey,
        number=len(survey.versions) + 1,
        structure_hash=structure_hash(questionnaire),
        one_question=is_one_question(questionnaire),
        published_on=on,
    )
    session.add(version)
    session.flush()
    _keep_comparability(session, version, comparison)
    _keep_items(session, survey, questionnaire)
    return _revise(session, version, questionnaire)


def questionnaire_of(session: Session, version_id: int, revision: int) -> Questionnaire:
    """The questionnaire as it was published."""
    stored = session.get_one(QuestionnaireRevision, (version_id, revision))
    return Questionnaire.model_validate(stored.content)


def latest_questionnaire(version: QuestionnaireVersion) -> Questionnaire:
    """The version with its newest translations."""
    return Questionnaire.model_validate(version.revisions[-1].content)


def item_ids(session: Session, version_id: int) -> dict[str, int]:
    """The ids of all items of the version's survey, by code."""
    version = session.get_one(QuestionnaireVersion, version_id)
    items = session.execute(select(Item.code, Item.id).filter_by(survey_id=version.survey_id))
    return dict(items.all())


def _survey(session: Session, code: str) -> Survey:
    survey = session.scalars(select(Survey).filter_by(code=code)).one_or_none()
    if survey is None:
        survey = Survey(code=code)
        session.add(survey)
        session.flush()
    return survey


def _compare(survey: Survey, questionnaire: Questionnaire) -> Comparison:
    if not survey.versions:
        return Comparison({}, {}, [])
    *earlier, before = [latest_questionnaire(version) for version in survey.versions]
    comparison = compare(before, questionnaire, earlier)
    if comparison.problems:
        raise QuestionnaireError(comparison.problems)
    return comparison


def _revise(
    session: Session, version: QuestionnaireVersion, questionnaire: Questionnaire
) -> Published:
    content = questionnaire.model_dump(mode="json")
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    latest = version.revisions[-1] if version.revisions else None
    if latest is not None and latest.content_hash == digest:
        return Published(version, latest.revision, is_new=False)
    revision = QuestionnaireRevision(
        revision=len(version.revisions) + 1, content=content, content_hash=digest
    )
    version.revisions.append(revision)
    session.flush()
    return Published(version, revision.revision, is_new=True)


def _keep_comparability(
    session: Session, version: QuestionnaireVersion, comparison: Comparison
) -> None:
    for question, degree in comparison.degrees.items():
        note = comparison.notes.get(question)
        session.add(
            QuestionComparability(
                version_id=version.id,
                question=question,
                degree=degree.value,
                note_sv=note.sv if note else None,
                note_en=note.en if note else None,
            )
        )


def _keep_items(session: Session, survey: Survey, questionnaire: Questionnaire) -> None:
    known = set(session.scalars(select(Item.code).filter_by(survey_id=survey.id)))
    wanted = [RESPONSE_ITEM, *questionnaire.derived]
    for question in questionnaire.questions:
        if not type_of(question).background:
            wanted.extend(type_of(question).items(question))
    session.add_all(Item(survey_id=survey.id, code=code) for code in wanted if code not in known)
    session.flush()
