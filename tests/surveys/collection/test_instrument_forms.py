"""The form of every instrument, as people meet it: asked in four languages, answered, thanked."""

import re
from collections.abc import Sequence

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.web import RESPONDENT_LANGUAGES
from surveys.collection.models import Answer, SurveyResponse
from surveys.questionnaires.file_format import INSTRUMENTS
from surveys.questionnaires.models import Item
from surveys.questionnaires.question_type import Stored
from surveys.questionnaires.question_types import type_of
from surveys.questionnaires.questionnaire import Question, Questionnaire
from tests.factories import addresses, instrument, open_survey

pytestmark = pytest.mark.thorough

OWN = {"Sec-Fetch-Site": "same-origin"}
SHIPPED = sorted(path.stem for path in INSTRUMENTS.glob("*.yaml"))


@pytest.fixture
def database_kind() -> str:
    """What is asked is the same on every kind of database."""
    return "sqlite"


def filled(questionnaire: Questionnaire) -> dict[str, Sequence[str]]:
    """The form with the first choice, or some words, for each question."""
    return {f"q-{question.id}": first(question) for question in questionnaire.questions}


def first(question: Question) -> str:
    """A valid answer."""
    if type_of(question).stored is Stored.TEXT:
        return "Mera kaffe"
    return str(type_of(question).choices(question)[0].code)


def stored(session: Session) -> dict[str, int]:
    """The codes of the only stored response, by item."""
    query = select(Item.code, Answer.code).join(Answer, Answer.item_id == Item.id)
    return dict(session.execute(query).all())


@pytest.mark.parametrize("name", SHIPPED)
def test_an_instrument_is_asked_answered_and_thanked(
    client: FlaskClient, session: Session, name: str
) -> None:
    link, _ = addresses(open_survey(session, name))
    questionnaire = instrument(name)
    for language in RESPONDENT_LANGUAGES:
        page = client.get(f"{link}?lang={language}").text
        for question in questionnaire.questions:
            assert question.text[language] in page
    keys = dict(re.findall(r'name="(submission|visit|wave|lang)" value="([^"]*)"', page))
    sent = client.post(link, data=keys | filled(questionnaire), headers=OWN)
    assert (sent.status_code, sent.location) == (303, f"{link}/tack?lang=ar")
    assert client.get(sent.location).status_code == 200
    codes = stored(session)
    assert questionnaire.variables.keys() <= codes.keys()
    assert min(codes.values()) >= 0
    assert session.scalars(select(SurveyResponse.language)).one() == "ar"


def test_who_agrees_strongly_with_all_of_the_staff_survey_has_the_highest_index(
    client: FlaskClient, session: Session
) -> None:
    link, _ = addresses(open_survey(session, "staff_survey"))
    client.post(link, data=filled(instrument("staff_survey")), headers=OWN)
    codes = stored(session)
    assert (codes["motivation"], codes["ami"]) == (24, 72)
