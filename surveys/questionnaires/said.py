"""What a person said of questions between versions, and what is to be done about translations."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from flask_babel import get_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.questionnaires.comparability import ORDER
from surveys.questionnaires.differences import stale_texts
from surveys.questionnaires.models import QuestionComparability, QuestionnaireVersion
from surveys.questionnaires.publishing import latest_questionnaire
from surveys.questionnaires.questionnaire import ORIGINAL, Degree


@dataclass(frozen=True)
class Said:
    """How a question in one version compares with the version before, and the person's note."""

    version: int
    degree: Degree
    note: str


@dataclass(frozen=True)
class Translation:
    """One language of a version; `stale` texts are older than the Swedish they are of."""

    language: str
    status: str
    stale: int


def said_between(
    session: Session, before: QuestionnaireVersion, after: QuestionnaireVersion
) -> dict[str, list[Said]]:
    """What was said of each question in the versions after `before` until `after`, in order."""
    said, version = QuestionComparability, QuestionnaireVersion
    query = (
        select(said, version.number)
        .join(version, version.id == said.version_id)
        .where(version.survey_id == after.survey_id)
        .where(version.number > before.number, version.number <= after.number)
        .order_by(version.number)
    )
    found = defaultdict(list)
    in_swedish = str(get_locale() or ORIGINAL) == ORIGINAL
    for one, number in session.execute(query):
        note = (one.note_sv if in_swedish else one.note_en) or ""
        found[one.question].append(Said(number, Degree(one.degree), note))
    return dict(found)


def worst(said: list[Said]) -> Degree | None:
    """The least comparable of them, which decides for the whole way; None without any."""
    return max((one.degree for one in said), key=ORDER.index, default=None)


def degrees_of(session: Session, version: QuestionnaireVersion) -> Counter[Degree]:
    """How many questions of a version compare how well with the version before."""
    query = select(QuestionComparability.degree).filter_by(version_id=version.id)
    return Counter(map(Degree, session.scalars(query)))


def translations_of(
    version: QuestionnaireVersion, before: QuestionnaireVersion | None
) -> list[Translation]:
    """Every language of a version, with its status; texts older than the Swedish are counted."""
    after = latest_questionnaire(version)
    earlier = latest_questionnaire(before) if before else None
    return [
        Translation(
            language,
            status,
            len(stale_texts(earlier, after, language)) if earlier and language != ORIGINAL else 0,
        )
        for language, status in after.languages.items()
    ]
