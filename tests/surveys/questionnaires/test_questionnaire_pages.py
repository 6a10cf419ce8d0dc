"""The staff's pages of surveys and their versions."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from organisation.models import Role
from surveys.questionnaires.survey_list import list_surveys
from tests.factories import make_wave, publish_instrument, publish_twice
from tests.organisation.people import make_staff, send, sign_in
from tests.surveys.collection.conftest import House
from tests.surveys.collection.conftest import house as house
from tests.surveys.collection.conftest import investigator as investigator


@pytest.fixture
def renewed(session: Session, house: House) -> None:
    """A survey in two versions."""
    publish_twice(session)
    session.commit()


@pytest.mark.usefixtures("renewed")
def test_the_list_has_each_survey_with_its_newest_version_and_open_waves_of_own_units(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    make_wave(session, house.wave.version, house.wave.unit, "2027")
    make_wave(session, house.wave.version, house.other, "2026")
    session.commit()
    page = investigator.get("/enkater").text
    assert "<h1>Det finns 2 enkäter</h1>" in page
    assert "Version 2, 12 mars 2026" in page
    assert 'data-label="Öppna mättillfällen" class="number"><span>2</span>' in page
    assert '<span class="tone soon">(utkast)</span>' in page
    assert 'href="/enkater">Enkäter' in investigator.get("/").text


@pytest.mark.usefixtures("renewed")
def test_a_survey_says_how_its_versions_compare_and_which_translations_are_old(
    investigator: FlaskClient,
) -> None:
    page = investigator.get("/enkater/renewed").text
    assert "Version 2 gäller sedan 12 mars 2026" in page
    assert "Ändrad: åren före och efter kan inte jämföras (1)" in page
    assert "Den första versionen" in page
    assert "/enkater/renewed/skillnad/1/2" in page
    assert "en text är äldre än den svenska" in page
    assert "Äldre än den svenska texten:" in page


@pytest.mark.usefixtures("renewed")
def test_the_differences_show_both_texts_and_what_a_person_said(
    investigator: FlaskClient,
) -> None:
    page = investigator.get("/enkater/renewed/skillnad/1/2").text
    assert "<h1>3 frågor skiljer</h1>" in page
    assert "<ins>på mötet</ins>" in page
    assert "<del>är</del>" in page.replace("<del>är </del>", "<del>är</del>")
    for words in ("Nya ord", "Ny fråga", "Frågan är borttagen", "Oförändrad"):
        assert words in page
    assert "Ändrad: åren före och efter kan inte jämföras." in page
    assert "Frågan gäller nu mötet." in page
    backwards = investigator.get("/enkater/renewed/skillnad/2/1")
    assert backwards.location == "/enkater/renewed/skillnad/1/2"


@pytest.mark.usefixtures("renewed")
def test_english_staff_read_the_note_in_english(investigator: FlaskClient) -> None:
    send(investigator, "/mitt-konto/sprak", language="en")
    page = investigator.get("/enkater/renewed/skillnad/1/2").text
    assert "The question is now about the meeting." in page
    assert 'lang="sv"' in page, "the questions are still Swedish, and say so"


def test_a_version_has_words_choices_and_codes(investigator: FlaskClient, session: Session) -> None:
    publish_instrument(session, "everything")
    session.commit()
    page = " ".join(investigator.get("/enkater/everything/version/1").text.split())
    assert '<span class="number">4</span> Mycket bra <span class="muted">(räknas som' in page
    assert '<span class="number">−3</span> Vet inte' in page
    assert "Ställs bara efter vissa svar på frågan" in page
    for mode in ("pekskarm", "lank", "papper", "telefon", "intervju"):
        assert f"/enkater/everything/version/1/formular/ar/{mode}" in page


def test_words_of_an_author_are_text_and_never_markup(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    wicked = "<script>alert(1)</script>"
    revision = house.wave.version.revisions[-1]
    content = dict(revision.content)
    questions = [dict(one) for one in content["questions"]]
    questions[0]["text"] = {"sv": wicked, "en": wicked, "ar": wicked}
    revision.content = content | {"title": {"sv": wicked}, "questions": questions}
    session.commit()
    survey = "/enkater/user-survey"
    form = f"{survey}/version/1/formular/sv"
    for path in ("/enkater", survey, f"{survey}/version/1", f"{form}/papper", f"{form}/telefon"):
        page = investigator.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_who_has_nothing_to_do_with_waves_sees_no_surveys(
    client: FlaskClient, session: Session, house: House
) -> None:
    make_staff(session, house.wave.unit, Role.RECEPTION, "rut")
    session.commit()
    sign_in(client, "rut")
    assert client.get("/enkater").status_code == 403
    assert "/enkater" not in client.get("/").text


def test_surveys_are_sorted_as_swedes_do(session: Session, house: House) -> None:
    for name in ("visit_satisfaction", "everything"):
        publish_instrument(session, name)
    titles = [one.title for one in list_surveys(session)]
    assert len(titles) == 3
    assert titles == sorted(titles, key=lambda one: one.casefold())
