"""The form as people meet it, looked at by staff: the same words, and no way to send it."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from surveys.questionnaires.question_types import type_of
from surveys.questionnaires.questionnaire import Questionnaire
from tests.factories import instrument, publish_instrument, stored_responses
from tests.organisation.people import SAME_SITE, form_token
from tests.surveys.collection.conftest import House

pytestmark = pytest.mark.thorough

FORM = "/enkater/everything/version/1/formular"
MODES = ("pekskarm", "lank", "papper", "telefon", "intervju")
#: What only the preview adds, and what differs because only the real form can be sent.
MARK = re.compile(r'<section class="notice soon preview-mark.*?</section>', re.DOTALL)
DOORS = re.compile(r'<p class="doors">.*?</p>\n?')
REAL_ONLY = re.compile(
    r'<input type="hidden"[^>]*>|method="\w+"|<nav.*?</nav>|<details class="menu ">.*?</details>',
    re.DOTALL,
)


@pytest.fixture
def everything(session: Session, house: House) -> Questionnaire:
    """Every type of question, published."""
    publish_instrument(session, "everything")
    session.commit()
    return instrument("everything")


def body(page: str) -> str:
    """The form without hidden fields, addresses, doors of a station and how it is sent."""
    found = re.search(r'<form class="survey".*?</form>', MARK.sub("", page), re.DOTALL)
    assert found
    return REAL_ONLY.sub("", DOORS.sub("", found[0]))


def test_on_the_screen_it_is_the_form_that_respondents_get(
    investigator: FlaskClient, house: House
) -> None:
    for language in ("sv", "ar"):
        for mode, real in (
            ("lank", f"/enkat/{house.wave.code}"),
            ("pekskarm", f"/kiosk/{house.wave.stations[0].address}"),
        ):
            shown = investigator.get(
                f"/enkater/user-survey/version/1/formular/{language}/{mode}?enhet=homeless"
            ).text
            assert body(shown) == body(investigator.get(f"{real}?lang={language}").text)


@pytest.mark.parametrize("mode", MODES)
def test_it_says_that_it_is_a_preview_and_refuses_what_is_sent(
    investigator: FlaskClient, session: Session, everything: Questionnaire, mode: str
) -> None:
    page = investigator.get(f"{FORM}/sv/{mode}")
    assert '<p class="title">Förhandsvisning</p>' in page.text
    assert 'name="submission"' not in page.text
    assert "js/sending.js" not in page.text
    assert "visit=" not in page.headers.get("Set-Cookie", ""), "a preview starts no visit"
    sent = {
        "do": "send",
        "q-treatment": "4",
        "csrf_token": form_token(investigator.get("/mitt-konto")),
    }
    assert investigator.post(f"{FORM}/sv/{mode}", data=sent, headers=SAME_SITE).status_code == 405
    assert stored_responses(session) == []


@pytest.mark.parametrize("mode", MODES)
def test_every_question_and_choice_stands_there_word_for_word(
    investigator: FlaskClient, everything: Questionnaire, mode: str
) -> None:
    for language in ("sv", "en", "ar"):
        page = investigator.get(f"{FORM}/{language}/{mode}").text
        for question in everything.questions:
            assert question.text[language] in page
            for choice in (*type_of(question).choices(question), *question.extra_choices):
                assert choice.label.get(language, choice.label["sv"]) in page


def test_the_mark_speaks_to_staff_and_the_form_to_respondents(
    investigator: FlaskClient, everything: Questionnaire
) -> None:
    page = investigator.get(f"{FORM}/ar/papper").text
    assert '<html lang="ar" dir="rtl">' in page
    assert 'preview-mark no-print" lang="sv" dir="ltr"' in page


def test_a_question_with_a_condition_says_after_which_answers_it_is_asked(
    investigator: FlaskClient, everything: Questionnaire
) -> None:
    number = [q.id for q in everything.questions if type_of(q).items(q)].index("treatment") + 1
    labels = {
        choice.code: choice.label["sv"] for choice in everything.question("treatment").choices
    }
    paper = investigator.get(f"{FORM}/sv/papper").text
    assert f"Svara bara om du svarade så här på fråga {number}:" in paper
    assert f"{labels[2]}, {labels[1]}" in " ".join(paper.split()) or labels[2] in paper
    script = investigator.get(f"{FORM}/sv/telefon").text
    assert f"Ställ frågan bara om svaret på fråga {number} var:" in script


def test_the_telephone_script_opens_without_saying_what_the_call_is_about(
    investigator: FlaskClient, everything: Questionnaire
) -> None:
    page = investigator.get(f"{FORM}/sv/telefon?enhet=homeless").text
    first = page.index("Hej, jag heter … och ringer från Enheten homeless.")
    assert first < page.index("Säg resten bara till rätt person.") < page.index("Vill du svara på")
    assert "Hej, jag heter" not in investigator.get(f"{FORM}/sv/intervju").text


def test_another_units_name_is_not_to_be_had(
    investigator: FlaskClient, everything: Questionnaire
) -> None:
    for unit in ("elders", "finns-inte", "x%00"):
        assert investigator.get(f"{FORM}/sv/lank?enhet={unit}").status_code == 404
