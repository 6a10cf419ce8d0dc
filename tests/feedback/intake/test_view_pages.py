"""Leaving a view on the web and at a station, from the empty form to the page with the code."""

import re
from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.codes import Gender, Missing
from feedback.cases.belongings import Attachment
from feedback.cases.codes import find_by_code, normal
from feedback.cases.contact import read_contact
from feedback.cases.models import Case
from organisation.models import Station, Unit
from tests.conftest import FixedClock
from tests.factories import addresses, open_survey
from tests.feedback.intake.view_desk import COMPLAINT, WEB, WORDS, Desk, cases
from tests.organisation.people import SAME_SITE

pytestmark = pytest.mark.pages

CODE = re.compile(r"<span>(\d{4})</span> <span>(\d{4})</span> <span>(\d{4})</span>")


def test_what_is_sent_is_stored_once_and_thanked_with_code_number_and_day(
    app: Flask, desk: Desk, session: Session, unit: Unit
) -> None:
    page = desk.send(unit=str(unit.id), gender="1", way="reception")
    (case,) = cases(session)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert (case.number, case.kind, case.channel) == ("2026-0001", "complaint", "web")
    assert (case.unit_id, case.gender, case.answer_way) == (unit.id, Gender.WOMAN, "reception")
    assert (case.received, case.anonymous) == (date(2026, 3, 12), True)
    assert [text.text for text in case.texts] == [WORDS]
    for said in ("Tack! Vi har fått det du skrev.", "2026-0001", "torsdag 26 mars"):
        assert said in page.text
    code = "".join(CODE.findall(page.text)[0])
    assert code == normal(desk.hidden["code"])
    with app.app_context():
        found = find_by_code(session, code, desk.clock.now())
        assert found
        assert found.key == case.key


def test_the_code_stands_in_no_address_cookie_or_column(desk: Desk, session: Session) -> None:
    page = desk.send()
    code = desk.hidden["code"]
    assert page.request.path == WEB
    assert code not in page.request.url + str(page.headers)
    (case,) = cases(session)
    assert code not in str(case.code_hash)
    assert set(re.findall(r"(\w+)=", str(page.headers.getlist("Set-Cookie")))) <= {
        "page", "Path", "SameSite", "Secure",
    }  # fmt: skip


def test_reload_of_the_thanks_gives_the_same_page_until_the_visit_ends(
    desk: Desk, session: Session
) -> None:
    first = desk.send()
    again = desk.post(**COMPLAINT)
    assert CODE.findall(again.text) == CODE.findall(first.text) != []
    assert len(cases(session)) == 1
    assert desk.post("over").status_code == 303
    late = desk.post(**COMPLAINT)
    assert (late.status_code, late.location) == (303, WEB)
    assert len(cases(session)) == 1


def test_at_a_station_the_end_leads_to_its_start_and_the_code_is_gone(
    kiosk: Desk, session: Session, station: Station
) -> None:
    page = kiosk.send(way="reception")
    assert "Klar, göm koden" in page.text
    assert "<a " not in page.text.replace('<a class="skip"', "")
    for hidden_away in ("Skriv ut", "Spara som PDF"):
        assert hidden_away not in page.text
    assert kiosk.post("over").location == f"/kiosk/{station.address}"
    assert kiosk.post(**COMPLAINT).status_code == 303
    (case,) = cases(session)
    assert (case.channel, case.answer_way) == ("kiosk", "reception")


def test_every_empty_form_at_a_station_is_a_new_visit(kiosk: Desk, session: Session) -> None:
    kiosk.open()
    before = dict(kiosk.hidden)
    kiosk.open()
    kiosk.hidden = before
    assert kiosk.post(**COMPLAINT).status_code == 303
    assert cases(session) == []


def test_a_station_asks_for_nothing_that_needs_a_keyboard_but_the_words(kiosk: Desk) -> None:
    page = kiosk.open()
    for name in ("phone", "street", "email", "files"):
        assert f'name="{name}"' not in page
    assert 'data-keyboard="text"' in page
    assert 'value="home"' not in page
    assert "<a " not in page.replace('<a class="skip"', "")


def test_the_language_changes_and_what_was_typed_stays(desk: Desk, session: Session) -> None:
    desk.open()
    page = desk.post(language="ar", **COMPLAINT, way="home", street="Gatan 1", postcode="1")
    assert '<html lang="ar" dir="rtl">' in page.text
    for kept in (WORDS, "Gatan 1", 'value="complaint" checked', 'value="home" checked'):
        assert kept in page.text
    assert cases(session) == []
    desk.see(page)
    home = {"name": "Kim", "street": "Gatan 1", "postcode": "123 45", "town": "Stockholm"}
    assert desk.post(**COMPLAINT, way="home", **home).status_code == 200
    (case,) = cases(session)
    assert (case.language, case.anonymous) == ("ar", False)


def test_contact_is_kept_sealed_and_only_for_the_way_that_needs_it(
    app: Flask, desk: Desk, session: Session
) -> None:
    desk.send(way="phone", phone="070-123 45 67", email="kim@exempel.se", street="Gatan 1")
    (case,) = cases(session)
    with app.app_context():
        assert read_contact(session, case) == {"phone": "070-123 45 67"}


def test_what_is_missing_is_said_at_its_field_and_everything_typed_stays(
    desk: Desk, session: Session
) -> None:
    desk.open()
    page = desk.post(text=WORDS, way="email", email="kim")
    assert page.status_code == 422
    assert "<title>Fel: " in page.text
    for said in ("Välj vad du vill göra.", "Mejladressen är fel. Titta en gång till."):
        assert f"{said}</a>" in page.text
        assert f"Fel: {said}</p>" in page.text
    assert WORDS in page.text
    assert 'value="kim"' in page.text
    assert cases(session) == []


def test_a_text_that_is_too_long_comes_back_whole(desk: Desk, session: Session) -> None:
    long = "å" * 40_000
    page = desk.send(text=long)
    assert page.status_code == 422
    assert "Texten är för lång." in page.text
    assert long in page.text
    assert cases(session) == []
    longer = "x" * 600_000
    assert desk.post(kind="praise", text=longer).status_code == 413


def _picture() -> BytesIO:
    content = BytesIO()
    Image.new("RGB", (8, 8), "red").save(content, "PNG")
    content.seek(0)
    return content


def test_pictures_come_along_once_and_others_are_refused_with_the_reason(
    desk: Desk, session: Session
) -> None:
    refused = desk.send(files=(BytesIO(b"GIF89a"), "x.gif"))
    assert refused.status_code == 422
    assert "Det går bara att skicka bilder" in refused.text
    assert "Välj bilderna en gång till." in refused.text
    assert WORDS in refused.text
    assert cases(session) == []
    desk.see(refused)
    for _ in range(2):
        files = [(_picture(), "a.png"), (_picture(), "b.png")]
        assert desk.post(**COMPLAINT, files=files).status_code == 200
    assert len(session.scalars(select(Attachment)).all()) == 2


def test_a_station_takes_no_files(kiosk: Desk, session: Session) -> None:
    assert kiosk.send(files=(_picture(), "a.png")).status_code == 200
    assert session.scalars(select(Attachment)).all() == []


def test_the_slip_is_a_document_with_the_code_and_only_for_the_visit(desk: Desk) -> None:
    desk.see(desk.send())
    slip = desk.post("slip")
    assert slip.mimetype == "application/pdf"
    assert slip.data.startswith(b"%PDF-")
    desk.post("over")
    assert desk.post("slip").status_code == 303


def test_a_door_leads_from_the_survey_to_the_form_in_the_same_language_and_back(
    client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    kiosk = addresses(open_survey(session))[1]
    session.rollback()
    door = f"{kiosk}/tyck-till"
    assert f'action="{door}"' in client.get(kiosk).text
    assert "Tyck till" in client.get(kiosk).text
    opened = client.post(door, data={"do": "open", "lang": "ar"}, headers=SAME_SITE)
    assert (opened.status_code, opened.location) == (303, f"{door}?lang=ar")
    back = client.post(door, data={"do": "over"}, headers=SAME_SITE)
    assert back.location == kiosk


def test_a_station_without_a_survey_has_the_door_too(client: FlaskClient, station: Station) -> None:
    page = client.get(f"/kiosk/{station.address}")
    assert page.status_code == 410
    assert f'action="/kiosk/{station.address}/tyck-till"' in page.text


def test_nothing_of_the_browser_or_the_minute_is_stored(
    desk: Desk, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    desk.send(unit="1")
    (case,) = cases(session)
    held = [str(getattr(case, column.name)) for column in Case.__table__.columns]
    assert not [value for value in held if ":" in value or "127.0.0.1" in value]
    assert WORDS not in caplog.text
    assert case.gender == Missing.SKIPPED
