"""The surveys there are, as staff read them: title, newest version, languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import get_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.codes import N_
from core.errors import NotFound
from surveys.questionnaires.models import QuestionnaireRevision, QuestionnaireVersion, Survey
from surveys.questionnaires.questionnaire import ORIGINAL, Questionnaire

#: As in the list of languages of a questionnaire file.
STATUS_NAMES = {
    "original": N_("original"),
    "draft": N_("utkast, inte granskad"),
    "reviewed": N_("granskad"),
}
LANGUAGE_NAMES = {
    "sv": N_("svenska"),
    "en": N_("engelska"),
    "fi": N_("finska"),
    "ar": N_("arabiska"),
    "fa": N_("persiska"),
    "so": N_("somaliska"),
    "ti": N_("tigrinja"),
    "uk": N_("ukrainska"),
}
#: å, ä and ö come last, in this order.
SWEDISH_ORDER = str.maketrans("åäö", "{|}")


@dataclass(frozen=True)
class SurveySummary:
    """A survey with its newest version; `languages` gives the status of each."""

    id: int
    code: str
    title: str
    version: int
    published_on: date
    languages: Mapping[str, str]

    @property
    def drafts(self) -> list[str]:
        """The languages that nobody has reviewed."""
        return [language for language, status in self.languages.items() if status == "draft"]


def list_surveys(session: Session) -> list[SurveySummary]:
    """Every survey that has a version, by title."""
    survey, version, revision = Survey, QuestionnaireVersion, QuestionnaireRevision
    columns = (survey.id, survey.code, version.number, version.published_on)
    query = (
        select(*columns, revision.content["title"], revision.content["languages"])
        .join(version, version.survey_id == survey.id)
        .join(revision, revision.version_id == version.id)
        .order_by(version.number, revision.revision)
    )
    newest = {row[0]: row for row in session.execute(query)}
    found = [
        SurveySummary(key, code, staff_title(title, code), number, day, languages or {})
        for key, code, number, day, title, languages in newest.values()
    ]
    return sorted(found, key=lambda one: one.title.casefold().translate(SWEDISH_ORDER))


def find_survey(session: Session, code: str) -> Survey:
    """The survey with this code. Raises NotFound."""
    survey = session.scalar(select(Survey).filter_by(code=code))
    if survey is None or not survey.versions:
        raise NotFound
    return survey


def find_version(session: Session, code: str, number: int) -> QuestionnaireVersion:
    """A version of a survey. Raises NotFound."""
    for version in find_survey(session, code).versions:
        if version.number == number:
            return version
    raise NotFound


def title_of(questionnaire: Questionnaire) -> str:
    """The title in the language of the page."""
    return staff_title(questionnaire.title, questionnaire.survey)


def staff_title(title: Mapping[str, str] | None, code: str) -> str:
    """A title in the language of the page, else in Swedish, else the survey's code."""
    titles = title or {}
    return titles.get(str(get_locale())) or titles.get(ORIGINAL) or code
