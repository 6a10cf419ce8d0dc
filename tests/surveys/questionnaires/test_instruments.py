"""What comes with the software: every instrument is whole in four languages and can be published."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.questionnaires.file_format import INSTRUMENTS, load_instrument
from surveys.questionnaires.models import Item, QuestionComparability
from surveys.questionnaires.publishing import publish
from surveys.questionnaires.question_types import type_of
from surveys.questionnaires.questionnaire import Audience, Degree
from surveys.questionnaires.texts import written_texts
from tests.factories import instrument, publish_instrument

SHIPPED = sorted(path.stem for path in INSTRUMENTS.glob("*.yaml"))
LANGUAGES = {"sv", "en", "fi", "ar"}


@pytest.mark.parametrize("name", SHIPPED)
def test_every_text_is_there_in_four_languages(name: str) -> None:
    questionnaire = instrument(name)
    assert questionnaire.languages.keys() == LANGUAGES
    for written in written_texts(questionnaire):
        assert not written.text or written.text.keys() == LANGUAGES, written.key


@pytest.mark.parametrize("name", SHIPPED)
def test_no_translation_is_the_swedish_text(name: str) -> None:
    for written in written_texts(instrument(name)):
        same = [code for code, text in written.text.items() if text == written.text["sv"]]
        assert same in ([], ["sv"]), written.text


@pytest.mark.parametrize("name", SHIPPED)
def test_every_translation_is_a_draft_until_a_person_has_read_it(name: str) -> None:
    said = instrument(name).languages
    assert said["sv"] == "original"
    assert {said[code] for code in LANGUAGES - {"sv"}} == {"draft"}


@pytest.mark.parametrize("name", SHIPPED)
def test_clients_and_relatives_are_asked_their_gender_and_for_their_own_words(name: str) -> None:
    questionnaire = instrument(name)
    if questionnaire.audience is Audience.STAFF or len(questionnaire.questions) == 1:
        return
    types = [question.type for question in questionnaire.questions]
    assert "gender" in types
    assert name in {"user_survey", "after_meeting"} or "long_text" in types


@pytest.mark.parametrize("name", SHIPPED)
def test_an_instrument_is_short(name: str) -> None:
    longest = {"user_survey": 15, "staff_survey": 12}
    asked = [q for q in instrument(name).questions if not type_of(q).background]
    assert len(asked) <= longest.get(name, 8)


@pytest.mark.parametrize("name", SHIPPED)
def test_an_instrument_is_published_with_its_items(session: Session, name: str) -> None:
    version = publish_instrument(session, name)
    items = set(session.scalars(select(Item.code).filter_by(survey_id=version.survey_id)))
    questionnaire = instrument(name)
    assert {"response", *questionnaire.derived} <= items
    assert questionnaire.variables.keys() <= items


def test_no_two_instruments_are_the_same_survey_but_the_two_versions_of_the_postal_one() -> None:
    surveys = Counter(instrument(name).survey for name in SHIPPED)
    assert {code: n for code, n in surveys.items() if n > 1} == {"postal-survey": 2}


def test_the_postal_surveys_second_wording_breaks_one_series_and_keeps_the_others(
    session: Session,
) -> None:
    first = publish_instrument(session, "postal_survey_2014")
    second = publish(session, instrument("postal_survey_2017"), date(2017, 3, 1)).version
    assert (first.number, second.number, second.survey_id) == (1, 2, first.survey_id)
    said = {
        one.question: one
        for one in session.scalars(select(QuestionComparability).filter_by(version_id=second.id))
    }
    assert said["reached"].degree == Degree.CHANGED
    assert "telefontiden" in (said["reached"].note_sv or "")
    others = said.keys() - {"reached"}
    assert {"responsible", "took_part"} <= others
    assert {said[question].degree for question in others} == {Degree.IDENTICAL}


def test_the_staff_surveys_nine_items_have_one_scale_and_give_four_indices() -> None:
    survey = instrument("staff_survey")
    items = [part for code in ("motivation", "leadership", "governance") for part in
             survey.derived[code].of]  # fmt: skip
    assert len(set(items)) == 9
    assert {survey.question(item).scale for item in items} == {"agree"}
    assert {survey.variables[code].kind for code in survey.derived} == {"mean"}
    assert {"open_to_ideas", "expectations"} <= survey.variables.keys()


def test_the_files_stand_in_the_guide() -> None:
    guide = (INSTRUMENTS.parents[2] / "docs/guides/investigator.md").read_text(encoding="utf-8")
    for name in SHIPPED:
        assert f"`{name}`" in guide
        assert load_instrument(name).startswith("# "), f"{name} does not say what it is for"
