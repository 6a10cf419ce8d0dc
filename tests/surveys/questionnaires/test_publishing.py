"""Published versions never change; what changed is said by a person before the next one."""

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.questionnaires.commands import questionnaire
from surveys.questionnaires.file_format import load_instrument
from surveys.questionnaires.models import Item, QuestionComparability
from surveys.questionnaires.problems import QuestionnaireError
from surveys.questionnaires.publishing import latest_questionnaire, publish, questionnaire_of
from surveys.questionnaires.questionnaire import Questionnaire
from tests.factories import instrument

DAY = date(2026, 3, 1)


@pytest.fixture
def user_survey() -> Questionnaire:
    return instrument("user_survey")


def reworded(questionnaire: Questionnaire, **said: object) -> Questionnaire:
    """The questionnaire with another Swedish wording of its first question."""
    content = questionnaire.model_dump(mode="json")
    content["questions"][0]["text"]["sv"] = "Hur tycker du att vi är mot dig?"
    content["questions"][0].update(said)
    return Questionnaire.model_validate(content)


def test_publishing_twice_makes_one_version(session: Session, user_survey: Questionnaire) -> None:
    first = publish(session, user_survey, DAY)
    again = publish(session, user_survey, DAY)
    assert (first.version.number, first.revision, first.is_new) == (1, 1, True)
    assert (again.version.number, again.revision, again.is_new) == (1, 1, False)


def test_another_translation_is_a_revision_of_the_same_version(
    session: Session, user_survey: Questionnaire
) -> None:
    publish(session, user_survey, DAY)
    content = user_survey.model_dump(mode="json")
    content["questions"][0]["text"]["en"] = "How do we behave towards you?"
    revised = publish(session, Questionnaire.model_validate(content), DAY)
    assert (revised.version.number, revised.revision) == (1, 2)
    kept = questionnaire_of(session, revised.version.id, 1)
    assert kept.questions[0].text["en"] == user_survey.questions[0].text["en"]


def test_changed_wording_demands_its_comparability(
    session: Session, user_survey: Questionnaire
) -> None:
    publish(session, user_survey, DAY)
    with pytest.raises(QuestionnaireError, match="not asked as in the version before"):
        publish(session, reworded(user_survey), DAY)


def test_changed_wording_with_its_comparability_makes_the_next_version(
    session: Session, user_survey: Questionnaire
) -> None:
    first = publish(session, user_survey, DAY)
    note = {"sv": "Längre fråga, samma sak.", "en": "A longer question, the same thing."}
    after = reworded(user_survey, comparability={"degree": "minor", "note": note})
    second = publish(session, after, DAY)
    assert second.version.number == 2
    said = session.get_one(QuestionComparability, (second.version.id, user_survey.questions[0].id))
    assert (said.degree, said.note_en) == ("minor", note["en"])
    assert latest_questionnaire(first.version) == user_survey


def test_the_same_question_keeps_its_item_through_versions(
    session: Session, user_survey: Questionnaire
) -> None:
    publish(session, user_survey, DAY)
    before = set(session.scalars(select(Item.code)))
    note = {"sv": "Ny fråga.", "en": "A new question."}
    after = reworded(user_survey, comparability={"degree": "changed", "note": note})
    publish(session, after, DAY)
    assert set(session.scalars(select(Item.code))) == before
    assert {"response", "treatment", "overall"} <= before
    assert "gender" not in before


def test_what_is_exported_can_be_published_again_and_is_the_same(
    app: Flask, tmp_path: Path
) -> None:
    file = tmp_path / "survey.yaml"
    file.write_text(load_instrument("user_survey"), encoding="utf-8")
    with app.app_context():
        checked = run("check", str(file))
        assert (
            "15 questions, sv (original), en (draft), fi (draft), ar (draft): no faults" in checked
        )
        assert "version 1, revision 1 published" in run("publish", str(file))
        file.write_text(run("export", "user-survey"), encoding="utf-8")
        assert "was published already" in run("publish", str(file))


def test_a_fault_is_told_with_file_line_and_what_to_write(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "survey.yaml"
    file.write_text(load_instrument("user_survey").replace("type: faces", "type: smileys", 1))
    with app.app_context():
        told = run("check", str(file), status=1)
    assert re.search(r"survey\.yaml:\d+: questions\[0\]\.type: .*faces", told)


def run(*arguments: str, status: int = 0) -> str:
    """What `synpunkt questionnaire` prints."""
    ended = CliRunner().invoke(questionnaire, arguments)
    assert ended.exit_code == status, ended.output
    return ended.output
