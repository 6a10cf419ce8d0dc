"""Every text has its words in every language that shows it, and the pages use them."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core.web import RESPONDENT_LANGUAGES, STAFF_LANGUAGES
from surveys.collection.models import Wave
from surveys.questionnaires.texts import written_texts
from tests.conftest import FixedClock
from tests.factories import addresses, instrument, open_survey
from tests.organisation.people import make_staff, sign_in

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "translations").glob("*/LC_MESSAGES/messages.po"))
LANGUAGES = [path.parts[-3] for path in FILES]
OWN = {"Sec-Fetch-Site": "same-origin"}
SPOKEN = ("aria-label", "alt", "title", "placeholder", "data-progress", "data-start-text")


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    """Set-up makes the .mo files; one that is missing or older than its .po is made here."""
    for path in FILES:
        made = path.with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime < path.stat().st_mtime:
            made.write_bytes(compiled(path.parts[-3]))


@cache
def catalogue(language: str) -> Catalog:
    """The texts of a language."""
    path = ROOT / "translations" / language / "LC_MESSAGES" / "messages.po"
    return read_po(BytesIO(path.read_bytes()), abort_invalid=True)


def compiled(language: str) -> bytes:
    """The same as `pybabel compile` makes."""
    made = BytesIO()
    write_mo(made, catalogue(language))
    return made.getvalue()


@cache
def texts_of_the_code(mapping: str) -> frozenset[str]:
    """The msgids that the code holds where the mapping file looks; of a plural, its singular."""
    with (ROOT / "translations" / mapping).open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # Babel's
    found = extract_from_dir(ROOT, methods, options)
    return frozenset(ids if isinstance(ids, str) else ids[0] for _, _, ids, _, _ in found)


def texts_of(language: str) -> frozenset[str]:
    """English, which staff read too, has everything."""
    staff = language in STAFF_LANGUAGES
    return texts_of_the_code("everything.cfg" if staff else "respondent.cfg")


def messages(language: str) -> list[Message]:
    """The entries of a catalogue, without its header."""
    return [message for message in catalogue(language) if message.id]


def forms(texts: str | Sequence[str] | None) -> tuple[str, ...]:
    """A text, or all the forms of a plural."""
    return (texts,) if isinstance(texts, str) else tuple(texts or ("",))


def places(text: str) -> set[str]:
    """The %(name)s of a text, with their types."""
    return set(re.findall(r"%\(\w+\)[a-z]", text))


def test_every_language_of_a_page_but_swedish_has_a_catalogue() -> None:
    assert set(LANGUAGES) == (STAFF_LANGUAGES.keys() | RESPONDENT_LANGUAGES.keys()) - {"sv"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_holds_the_texts_of_the_code_and_no_others(language: str) -> None:
    held = {forms(message.id)[0] for message in messages(language)}
    assert texts_of(language) - held == set(), "run pybabel extract and update: docs/translating.md"
    assert held - texts_of(language) == set(), "these are no longer in the code"
    assert not catalogue(language).obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_its_words_in_every_form(language: str) -> None:
    empty = [m.id for m in messages(language) if not all(forms(m.string))]
    assert not empty
    plurals = [m for m in messages(language) if m.pluralizable]
    assert all(len(forms(m.string)) == catalogue(language).num_plurals for m in plurals)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_only_a_guess(language: str) -> None:
    assert not catalogue(language).fuzzy
    assert not [message.id for message in messages(language) if message.fuzzy]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_in_the_same_things(language: str) -> None:
    for message in messages(language):
        wanted = set().union(*(places(text) for text in forms(message.id)))
        for text in forms(message.string):
            may_lack = message.pluralizable
            assert places(text) == wanted or (may_lack and places(text) < wanted), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_ends_as_the_swedish_does_and_has_no_space_around_it(language: str) -> None:
    for message in messages(language):
        for swedish, text in zip(forms(message.id), forms(message.string), strict=False):
            assert text == text.strip(), message.id
            assert swedish.endswith(".") == text.endswith("."), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_says_whether_anyone_has_reviewed_it(language: str) -> None:
    status = re.search(r"^# X-Status: (\w+)$", catalogue(language).header_comment, re.MULTILINE)
    assert status
    assert status[1] in {"draft", "reviewed"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_compiles_to_the_same_texts(language: str) -> None:
    made = read_mo(BytesIO(compiled(language)))
    assert len(made) == len(catalogue(language))


@pytest.fixture
def database_kind() -> str:
    """Texts are the same on every kind of database."""
    return "sqlite"


@pytest.fixture
def wave(session: Session) -> Wave:
    return open_survey(session)


def read_aloud(page: str, language: str) -> list[str]:
    """Every text of a page that is in this language, not marked as in another."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    return list(_read_aloud(parser.parse(page), language))


def _read_aloud(element: Element, wanted: str, language: str = "") -> Iterator[str]:
    language = element.get("lang") or language
    if language == wanted and isinstance(element.tag, str) and element.tag != "script":
        yield element.text or ""
        yield from (element.get(name) or "" for name in SPOKEN)
    for child in element:
        yield from _read_aloud(child, wanted, language)
        yield (child.tail or "") if language == wanted else ""


def foreign_words(page: str, *names: str) -> set[str]:
    """Latin words of an Arabic page, outside what is marked as another language and names."""
    known = {word for name in names for word in name.split()} | {"number", "total"}
    return set(re.findall("[A-Za-zÅÄÖåäö]+", " ".join(read_aloud(page, "ar")))) - known


def open_pages(client: FlaskClient, wave: Wave, language: str) -> Iterator[str]:
    """By link and at a station: the form, the form with errors, and thanks."""
    for address in addresses(wave):
        form = client.get(f"{address}?lang={language}")
        keys = dict(re.findall(r'name="(submission|visit|wave|lang)" value="([^"]*)"', form.text))
        refused = client.post(address, data=keys, headers=OWN)
        thanks = client.get(f"{address}/tack?lang={language}")
        assert (form.status_code, refused.status_code, thanks.status_code) == (200, 422, 200)
        yield from (form.text, refused.text, thanks.text)


def closed_pages(client: FlaskClient, clock: FixedClock, wave: Wave, language: str) -> list[str]:
    """The same addresses when the wave is over."""
    clock.instant = datetime(2026, 4, 2, tzinfo=UTC)
    return [client.get(f"{address}?lang={language}").text for address in addresses(wave)]


def test_arabic_pages_hold_no_word_of_another_language(
    client: FlaskClient, clock: FixedClock, wave: Wave
) -> None:
    for page in open_pages(client, wave, "ar"):
        assert '<html lang="ar" dir="rtl">' in page
        assert foreign_words(page, wave.unit.name) == set()
    for page in closed_pages(client, clock, wave, "ar"):
        assert foreign_words(page) == set()


def test_finnish_pages_hold_no_swedish_text(
    client: FlaskClient, clock: FixedClock, wave: Wave
) -> None:
    swedish = {forms(message.id)[0] for message in messages("fi")}
    swedish |= {written.text.get("sv", "") for written in written_texts(instrument("user_survey"))}
    pages = [
        *open_pages(client, wave, "fi"),
        *closed_pages(client, clock, wave, "fi"),
    ]
    for page in pages:
        assert '<html lang="fi" dir="ltr">' in page
        texts = {text.strip() for text in read_aloud(page, "fi")}
        assert texts & swedish - {""} == set()


def test_every_kind_of_question_is_arabic_around_its_own_texts(
    client: FlaskClient, session: Session
) -> None:
    link, _ = addresses(open_survey(session, "everything"))
    swedish, arabic = client.get(link).text, client.get(f"{link}?lang=ar").text
    assert "Vill inte svara" in swedish
    assert "Skriv inte ditt personnummer." in swedish
    assert "Vill inte svara" not in arabic
    assert "Skriv inte ditt personnummer." not in arabic


def test_the_day_a_survey_opens_is_said_in_the_language(
    client: FlaskClient, clock: FixedClock, wave: Wave
) -> None:
    link, _ = addresses(wave)
    clock.instant = datetime(2026, 2, 1, tzinfo=UTC)
    assert "1 mars 2026" in client.get(link).text
    assert "1 March 2026" in client.get(f"{link}?lang=en").text
    assert "1. maaliskuuta 2026" in client.get(f"{link}?lang=fi").text
    assert "1 مارس 2026" in client.get(f"{link}?lang=ar").text


def test_staff_who_chose_english_read_english(
    app: Flask, client: FlaskClient, session: Session, wave: Wave
) -> None:
    staff = make_staff(session, wave.unit)
    staff.language = "en"
    session.commit()
    sign_in(client)
    account = client.get("/mitt-konto").text
    assert "Change password" in account
    assert "Byt lösenord" not in account
