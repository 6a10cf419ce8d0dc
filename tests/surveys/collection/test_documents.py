"""The letter, poster and link cards of a wave: what they say, in each language, and to whom."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale
from sqlalchemy.orm import Session

from core.web import RESPONDENT_LANGUAGES
from organisation.models import Role
from surveys.collection.documents import Invitation, Kind, document_data, make_document
from tests.core.test_documents import HOSTILE
from tests.factories import instrument, make_wave
from tests.organisation.people import make_staff, sign_in
from tests.printed import alternative_texts, followed, opened, root_of, text_of
from tests.surveys.collection.conftest import House, page_of

pytestmark = pytest.mark.thorough

PATHS = ("brev", "affisch", "lankkort")


def link_of(house: House) -> str:
    """The address that the wave's documents lead to."""
    return f"http://127.0.0.1:8000/enkat/{house.wave.code}"


def invitation(house: House, name: str = "user_survey", contact: str = "") -> Invitation:
    """The wave with an instrument."""
    return Invitation(house.wave, instrument(name), link_of(house), contact)


def short_survey(house: House) -> Invitation:
    """One question without an introduction, in Swedish only."""
    form = instrument("user_survey")
    changes = {"intro": (), "title": {"sv": "Kort enkät"}, "questions": form.questions[:1]}
    return Invitation(house.wave, form.model_copy(update=changes), link_of(house))


@pytest.mark.parametrize("path", PATHS)
def test_each_document_has_the_link_the_unit_and_the_last_day(
    investigator: FlaskClient, house: House, path: str
) -> None:
    response = investigator.get(f"{page_of(house.wave)}/{path}/sv.pdf")
    assert response.mimetype == "application/pdf"
    assert f'filename="{path}-homeless-sv.pdf"' in response.headers["Content-Disposition"]
    text = text_of(response.data)
    for words in ("Vad tycker du om oss?", "Enheten homeless", "tisdag 31 mars 2026"):
        assert words in text
    assert link_of(house) in text.replace(" ", "")
    assert followed(response.data) == {link_of(house)}
    assert alternative_texts(response.data) == {f"QR-kod som leder till {link_of(house)}"}
    assert len(opened(response.data).pages) == 1


def test_the_letter_says_what_why_how_long_and_that_nobody_will_know(
    app: Flask, session: Session, house: House
) -> None:
    with app.test_request_context():
        text = text_of(make_document(Kind.LETTER, "sv", invitation(house, contact="Ring 08-1")))
    for words in (
        "Vi är Enheten homeless.",
        "Det tar tre minuter.",
        "Ingen får veta vem du är.",
        "Du får samma hjälp vad du än svarar.",
        "vi vill bli bättre",
        "Du bestämmer själv",
        "Om dina uppgifter",
        "Ring 08-1",
    ):
        assert words in text


def test_a_questionnaire_without_introduction_gets_one(app: Flask, house: House) -> None:
    short = short_survey(house)
    with app.test_request_context():
        text = text_of(make_document(Kind.LETTER, "sv", short))
    for words in ("Vi är Enheten homeless. Det tar en minut.", "samma hjälp", "Det är en fråga."):
        assert words in text


@pytest.mark.parametrize("language", RESPONDENT_LANGUAGES)
def test_a_document_speaks_its_language(app: Flask, house: House, language: str) -> None:
    form = instrument("user_survey")
    if language not in form.languages:
        pytest.skip("the instrument is not translated")
    with app.test_request_context(), force_locale(language):
        data = document_data(invitation(house), language)
        root = root_of(make_document(Kind.LETTER, language, invitation(house)))
    assert data["title"] == form.title[language]
    assert data["intro"][1] == {"text": form.intro[1][language], "language": language}
    assert root["/Lang"] == language
    assert (root["/ViewerPreferences"].get("/Direction") == "/R2L") == (language == "ar")


def test_what_is_not_translated_stays_swedish_and_is_marked_so(app: Flask, house: House) -> None:
    short = short_survey(house)
    with app.test_request_context():
        data = document_data(short, "ar")
    assert (data["title"], data["title_language"]) == ("Kort enkät", "sv")


def test_a_poster_can_be_large(investigator: FlaskClient, house: House) -> None:
    path = f"{page_of(house.wave)}/affisch/sv.pdf"
    small = opened(investigator.get(path).data).pages[0].mediabox
    large = opened(investigator.get(f"{path}?papper=a3").data).pages[0].mediabox
    assert [round(float(size)) for size in (small.width, small.height)] == [595, 842]
    assert [round(float(size)) for size in (large.width, large.height)] == [842, 1191]


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_of_a_unit_breaks_a_document(
    app: Flask, house: House, kind: Kind, name: str
) -> None:
    # As it could have been stored by an older release; never flushed.
    house.wave.unit.name = name
    with app.test_request_context():
        pdf = make_document(kind, "ar", invitation(house, contact=name))
        assert len(opened(pdf).pages) == 1
        assert make_document(kind, "ar", invitation(house, contact=name)) == pdf


def test_the_page_offers_each_document_in_each_language(
    investigator: FlaskClient, house: House
) -> None:
    page = investigator.get(f"{page_of(house.wave)}/utskrifter?kontakt=Ring+08-1").text
    for path in PATHS:
        for language in ("sv", "en", "ar"):
            assert f"{page_of(house.wave)}/{path}/{language}.pdf?kontakt=Ring+08-1" in page
    assert 'value="Ring 08-1"' in page


def test_a_contact_is_cut_and_shown_as_text(investigator: FlaskClient, house: House) -> None:
    wicked = "<script>" + "x" * 400
    asked = {"kontakt": wicked}
    page = investigator.get(f"{page_of(house.wave)}/utskrifter", query_string=asked)
    assert "<script>x" not in page.text
    assert "x" * 301 not in page.text
    letter = investigator.get(f"{page_of(house.wave)}/brev/sv.pdf", query_string=asked)
    assert "<script>" in text_of(letter.data)


def test_a_wave_without_a_link_has_nothing_to_print(
    investigator: FlaskClient, session: Session, house: House
) -> None:
    wave = make_wave(session, house.wave.version, house.wave.unit, "papper", modes=[])
    session.commit()
    for path in ("utskrifter", *(f"{path}/sv.pdf" for path in PATHS)):
        assert investigator.get(f"{page_of(wave)}/{path}").status_code == 404


def test_documents_are_for_those_of_the_unit(
    client: FlaskClient, session: Session, house: House
) -> None:
    make_staff(session, house.other, Role.INVESTIGATOR, "elsa")
    session.commit()
    sign_in(client, "elsa")
    for path in ("utskrifter", *(f"{path}/sv.pdf" for path in PATHS)):
        assert client.get(f"{page_of(house.wave)}/{path}").status_code == 404


def test_the_day_is_said_as_in_the_language(app: Flask, house: House) -> None:
    house.wave.closes = date(2026, 3, 31)
    for language, words in (
        ("sv", "tisdag 31 mars 2026"),
        ("en", "Tuesday 31 March 2026"),
        ("fi", "tiistai 31. maaliskuuta 2026"),
        ("ar", "الثلاثاء 31 مارس 2026"),
    ):
        with app.test_request_context(), force_locale(language):
            assert words in document_data(invitation(house), language)["last_day"]
