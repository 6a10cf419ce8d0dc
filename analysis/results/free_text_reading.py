"""Which of people's own words may be read, and striking out words in them for good."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from analysis.results.free_text import Written, reference_of, shuffled, without
from analysis.results.measured import bilingual
from analysis.results.phrases import Text
from analysis.results.queries import SealedWave, sealed_waves, text_to_change, written_texts
from analysis.results.viewing import View
from core.errors import NotFound
from organisation.audit import record
from surveys.collection.own_words import whose_words
from surveys.questionnaires.models import Survey
from surveys.questionnaires.publishing import latest_questionnaire
from surveys.questionnaires.question_type import Stored
from surveys.questionnaires.question_types import type_of


@dataclass(frozen=True)
class TextQuestion:
    """A question that is answered in own words; `secret` makes the references to its answers."""

    wave: SealedWave
    code: str
    secret: str


def text_questions(survey: Survey) -> dict[str, Text]:
    """The questions of any version that are answered in own words, the newest wording of each."""
    found: dict[str, Text] = {}
    for version in survey.versions:
        for question in latest_questionnaire(version).questions:
            if type_of(question).stored is Stored.TEXT:
                found[question.id] = bilingual(question.text)
    return found


def counted_waves(session: Session, view: View) -> list[SealedWave]:
    """The waves whose texts may be read, newest first."""
    waves = sealed_waves(session, view.survey, view.unit, published_only=False)
    return list(reversed(waves))


def readable_texts(session: Session, question: TextQuestion, limit: int) -> list[Written]:
    """The answers to a question in a wave, by those whose words may be read."""
    written = written_texts(session, question.wave, question.code)
    groups = whose_words(Counter(group for _key, group, _text in written), limit)
    texts = [(key, text) for key, group, text in written if group in groups]
    return shuffled(texts, question.code, question.secret)


def first_with_texts(
    session: Session, questions: Sequence[TextQuestion], limit: int
) -> TextQuestion:
    """The first question that has something to read, or the first of all; there must be one."""
    readable = (one for one in questions if readable_texts(session, one, limit))
    return next(readable, questions[0])


def find_text(session: Session, question: TextQuestion, reference: str, limit: int) -> Written:
    """The text that a reference stands for. Raises NotFound, also when it may not be read."""
    for one in readable_texts(session, question, limit):
        if one.reference == reference:
            return one
    raise NotFound


def strike_out(
    session: Session,
    survey: Survey,
    question: TextQuestion,
    reference: str,
    words: Collection[int],
) -> None:
    """Replace words of a text, by their numbers, so that nobody can read them again."""
    for key, _group, _text in written_texts(session, question.wave, question.code):
        if reference_of(key, question.code, question.secret) == reference:
            answer = text_to_change(session, key, question.code, survey)
            answer.text = without(answer.text, words)
            session.flush()


def log_striking(session: Session, staff_id: int, at: datetime, wave: SealedWave) -> None:
    """Say in the audit log that words were struck out in the wave, never which."""
    record(session, staff_id, at, "text_struck", "wave", wave.id)
