"""Saved phrases: who keeps them, and where they may be used."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.handling.models import Phrase
from feedback.handling.phrases import phrases_for, with_phrase
from organisation.models import AuditEntry
from tests.feedback.handling.offices import Office, make_office, send

pytestmark = pytest.mark.thorough

PHRASES = "/synpunkter/fraser"


@pytest.fixture
def office(app: Flask, session: Session) -> Office:
    """The people."""
    return make_office(app, session)


def keep(
    office: Office, title: str, unit: str = "homeless", text: str = "Tack för ditt brev."
) -> Phrase:
    """A phrase that is stored."""
    units = {one.code: one.id for one in (office.section, office.unit, office.other)}
    phrase = Phrase(unit_id=units[unit], title=title, text=text)
    office.session.add(phrase)
    office.session.commit()
    return phrase


def test_a_manager_keeps_the_phrases_of_the_own_unit(office: Office) -> None:
    maria = office.browser(office.manager)
    assert "Inga sparade fraser än" in maria.get(PHRASES).text
    fields = {"unit": "homeless", "title": " Tack ", "text": "Tack.\r\n\r\nHej \x07då."}
    assert send(maria, PHRASES, fields=fields).location == PHRASES
    page = maria.get(PHRASES).text
    assert "<h1>En sparad fras</h1>" in page
    stored = office.session.scalars(select(Phrase)).one()
    office.session.commit()
    assert (stored.title, stored.text) == ("Tack", "Tack.\n\nHej då.")
    one = f"{PHRASES}/{stored.id}"
    send(maria, one, fields={"title": "Tack så mycket", "text": "Tack."})
    assert "Tack så mycket" in maria.get(PHRASES).text
    send(maria, one, f"{one}/ta-bort")
    assert "Inga sparade fraser än" in maria.get(PHRASES).text
    office.session.rollback()
    log = office.session.scalars(
        select(AuditEntry.action).where(AuditEntry.subject_kind == "phrase").order_by(AuditEntry.id)
    )
    assert list(log) == ["phrase_added", "phrase_changed", "phrase_deleted"]


def test_phrases_of_other_units_are_neither_shown_nor_changed(office: Office) -> None:
    theirs, maria = keep(office, "Deras", "elders"), office.browser(office.manager)
    assert "Deras" not in maria.get(PHRASES).text
    one = f"{PHRASES}/{theirs.id}"
    assert maria.get(one).status_code == 404
    assert send(maria, one, fields={"title": "x", "text": "y"}).status_code == 404
    assert send(maria, one, f"{one}/ta-bort").status_code == 404
    fields = {"unit": "elders", "title": "x", "text": "y"}
    assert send(maria, PHRASES, fields=fields).status_code == 422
    assert "Deras" in office.browser(office.investigator).get(PHRASES).text


def test_the_reception_keeps_no_phrases(office: Office) -> None:
    assert office.browser(office.reception).get(PHRASES).status_code == 403


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"unit": "homeless", "title": "", "text": "Tack."}, "title"),
        ({"unit": "homeless", "title": "x" * 81, "text": "Tack."}, "title"),
        ({"unit": "homeless", "title": "Tack", "text": " \n\x00 "}, "text"),
        ({"unit": "homeless", "title": "Tack", "text": "x" * 2001}, "text"),
        ({"unit": "\x00' OR 1=1", "title": "Tack", "text": "Tack."}, "unit"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    office: Office, fields: dict[str, str], wrong: str
) -> None:
    page = send(office.browser(office.manager), PHRASES, fields=fields)
    assert page.status_code == 422
    assert f'id="{wrong}-error"' in page.text
    assert page.text.count('<p class="error"') == 1
    assert office.session.scalar(select(Phrase)) is None


def test_a_unit_uses_its_own_phrases_and_those_of_the_units_above(office: Office) -> None:
    for title, unit in (("Ö", "section"), ("A", "homeless"), ("Deras", "elders")):
        keep(office, title, unit)
    titles = [one.title for one in phrases_for(office.session, office.unit.id)]
    assert titles == ["A", "Ö"]
    assert not phrases_for(office.session, None)


def test_a_phrase_becomes_the_last_paragraph() -> None:
    assert with_phrase("", "Tack.") == "Tack."
    assert with_phrase("Hej.\n\n", "Tack.") == "Hej.\n\nTack."


def test_a_phrase_is_shown_as_text(office: Office) -> None:
    keep(office, "<b>x</b>", text="<script>alert(1)</script> {{ 1 }}")
    page = office.browser(office.manager).get(PHRASES).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 1 }}" in page
