"""The survey by link and at a station, as a browser without JavaScript meets it."""

import gzip
import logging
import re
from datetime import UTC, datetime
from itertools import product

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core.codes import Gender, Missing, Mode
from surveys.collection.models import Answer, SurveyResponse, TextAnswer, Wave
from surveys.collection.waves import close_wave
from surveys.questionnaires.models import Item
from tests.conftest import FixedClock
from tests.factories import addresses, open_survey

OWN = {"Sec-Fetch-Site": "same-origin"}
FULL = {"q-treatment": "4", "q-listening": "dk", "q-overall": "ref", "q-gender": "1"}


@pytest.fixture
def wave(session: Session) -> Wave:
    return open_survey(session)


def hidden(page: TestResponse, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found, name
    return found[1]


def keys(page: TestResponse) -> dict[str, str]:
    """What the form sends besides answers."""
    return {name: hidden(page, name) for name in ("submission", "visit", "wave", "lang")}


def stored(session: Session) -> dict[str, int]:
    """The codes of the only stored response, by item."""
    query = select(Item.code, Answer.code).join(Answer, Answer.item_id == Item.id)
    return dict(session.execute(query).all())


def test_answers_are_stored_with_the_day_and_no_more(
    client: FlaskClient, session: Session, wave: Wave
) -> None:
    link, _ = addresses(wave)
    form = keys(client.get(link + "?lang=ar"))
    sent = client.post(link, data=form | FULL, headers=OWN)
    assert (sent.status_code, sent.location) == (303, f"{link}/tack?lang=ar")
    response = session.scalars(select(SurveyResponse)).one()
    assert response.key.hex() == form["submission"]
    assert (response.mode, response.language, response.gender) == (Mode.LINK, "ar", Gender.WOMAN)
    assert response.day.isoformat() == "2026-03-12"
    assert {column.name for column in response.__table__.columns} == {
        *("key", "wave_id", "version_id", "revision", "mode", "language", "unit_id"),
        *("station_id", "gender", "age_group", "who_answered", "day", "counted_in"),
    }
    codes = stored(session)
    assert (codes["treatment"], codes["listening"], codes["overall"]) == (4, -3, -4)
    assert codes["information_letters" if "information_letters" in codes else "letters"] == -2


def test_a_station_stores_where_the_answers_came_from(
    client: FlaskClient, session: Session, wave: Wave
) -> None:
    _, station = addresses(wave)
    sent = client.post(station, data=keys(client.get(station)) | FULL, headers=OWN)
    assert sent.location == f"{station}/tack?lang=sv"
    response = session.scalars(select(SurveyResponse)).one()
    assert (response.mode, response.station_id) == (Mode.KIOSK, wave.stations[0].id)


def test_a_resent_form_answers_as_the_first_did_and_stores_nothing(
    client: FlaskClient, session: Session, wave: Wave
) -> None:
    link, _ = addresses(wave)
    form = keys(client.get(link)) | FULL
    first = client.post(link, data=form, headers=OWN)
    again = client.post(link, data=form | {"q-treatment": "1"}, headers=OWN)
    assert (again.status_code, again.location) == (first.status_code, first.location)
    assert stored(session)["treatment"] == 4


def test_changing_language_keeps_the_answers(client: FlaskClient, wave: Wave) -> None:
    link, _ = addresses(wave)
    form = keys(client.get(link)) | FULL
    arabic = client.post(link, data=form | {"language": "ar", "step": "overall"}, headers=OWN)
    assert arabic.status_code == 200
    assert '<html lang="ar" dir="rtl">' in arabic.text
    assert 'name="q-treatment" value="4" checked' in arabic.text
    assert hidden(arabic, "step") == "overall"
    assert hidden(arabic, "submission") == form["submission"]


@pytest.mark.parametrize("act", [{"do": "send"}, {"do": "over"}, {"do": "hide"}])
def test_a_form_of_an_ended_visit_never_shows_its_answers_again(
    client: FlaskClient, wave: Wave, act: dict[str, str]
) -> None:
    _, station = addresses(wave)
    form = keys(client.get(station)) | FULL
    before = client.get_cookie("visit")
    client.post(station, data=form | act, headers=OWN)
    after = client.get_cookie("visit")
    assert before
    assert after
    assert before.value != after.value
    replayed = client.post(station, data=form | {"language": "en"}, headers=OWN)
    assert (replayed.status_code, replayed.location) == (303, station)


def test_a_refused_form_of_an_ended_visit_shows_nothing(client: FlaskClient, wave: Wave) -> None:
    _, station = addresses(wave)
    form = keys(client.get(station)) | {"q-treatment": "77", "q-listening": "4"}
    refused = client.post(station, data=form, headers=OWN)
    assert refused.status_code == 422
    assert 'name="q-listening" value="4" checked' in refused.text
    client.post(station, data=form | {"do": "over"}, headers=OWN)
    replayed = client.post(station, data=form, headers=OWN)
    assert (replayed.status_code, replayed.location) == (303, station)


def test_an_error_is_told_at_the_field_and_nothing_is_lost(
    client: FlaskClient, session: Session, wave: Wave
) -> None:
    link, _ = addresses(wave)
    form = keys(client.get(link))
    refused = client.post(link, data=form | {"q-gender": "2"}, headers=OWN)
    assert refused.status_code == 422
    assert "<title>Fel:" in refused.text
    assert 'href="#q-treatment"' in refused.text
    assert 'name="q-gender" value="2" checked' in refused.text
    assert not session.scalars(select(SurveyResponse)).all()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://else.example"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Origin": "null"},
    ],
)
def test_a_form_sent_from_another_site_is_refused(
    client: FlaskClient, session: Session, wave: Wave, headers: dict[str, str]
) -> None:
    link, _ = addresses(wave)
    form = keys(client.get(link)) | FULL
    assert client.post(link, data=form, headers=headers).status_code == 403
    assert not session.scalars(select(SurveyResponse)).all()


def test_an_old_browser_is_known_by_its_origin(client: FlaskClient, wave: Wave) -> None:
    link, _ = addresses(wave)
    form = keys(client.get(link)) | FULL
    sent = client.post(link, data=form, headers={"Origin": "http://localhost"})
    assert sent.status_code == 303


def test_a_large_body_is_refused_with_a_page(client: FlaskClient, wave: Wave) -> None:
    link, _ = addresses(wave)
    sent = client.post(link, data={"q-treatment": "4" * 70_000}, headers=OWN)
    assert sent.status_code == 413
    assert "för stort" in sent.text


HIDDEN_FIELDS = ["submission", "visit", "wave", "lang", "step", "language", "do"]


@pytest.mark.parametrize("value", ["", "'\"><script>", "\x00", "9" * 200, "é", "-1"])
def test_hostile_hidden_fields_never_break_a_page(
    client: FlaskClient, wave: Wave, value: str
) -> None:
    for address, field in product(addresses(wave), HIDDEN_FIELDS):
        form = keys(client.get(address)) | FULL
        answer = client.post(address, data=form | {field: value}, headers=OWN)
        assert answer.status_code in {200, 303, 410}, field
        assert "<script>" not in answer.text, field


def test_the_page_is_the_same_gzipped_and_never_kept_by_the_browser(
    client: FlaskClient, wave: Wave
) -> None:
    link, _ = addresses(wave)
    zipped = client.get(link, headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert zipped.headers["Cache-Control"] == "no-store"
    text = gzip.decompress(zipped.data).decode()
    plain = client.get(link).text
    hide = re.compile(r'(name="(submission|visit)" value=")[0-9a-f]{32}')
    assert hide.sub(r"\1", text) == hide.sub(r"\1", plain)


def test_every_form_gets_its_own_submission_id(client: FlaskClient, wave: Wave) -> None:
    link, _ = addresses(wave)
    first, second = client.get(link), client.get(link)
    assert hidden(first, "submission") != hidden(second, "submission")
    assert hidden(first, "visit") == hidden(second, "visit")


def test_unknown_not_yet_open_and_closed_are_kind_pages(
    client: FlaskClient, session: Session, clock: FixedClock, wave: Wave
) -> None:
    link, station = addresses(wave)
    assert client.get("/enkat/nowhere").status_code == 404
    assert client.get("/kiosk/nowhere").status_code == 404
    clock.instant = datetime(2026, 2, 1, tzinfo=UTC)
    early = client.get(link)
    assert early.status_code == 404
    assert "1 mars 2026" in early.text
    clock.instant = datetime(2026, 4, 2, tzinfo=UTC)
    assert client.get(link).status_code == 410
    waiting = client.get(station)
    assert (waiting.status_code, waiting.headers["Refresh"]) == (410, f"60; url={station}")


def test_a_form_opened_in_time_is_taken_after_closing(
    client: FlaskClient, session: Session, clock: FixedClock, wave: Wave
) -> None:
    link, _ = addresses(wave)
    form = keys(client.get(link)) | FULL
    close_wave(session.get_one(Wave, wave.id))
    session.commit()
    assert client.get(link).status_code == 410
    assert client.post(link, data=form, headers=OWN).status_code == 303
    clock.instant = datetime(2026, 6, 1, tzinfo=UTC)
    late = form | {"submission": "0" * 32}
    assert client.post(link, data=late, headers=OWN).status_code == 410


def test_a_survey_of_one_question_is_sent_by_one_press(
    client: FlaskClient, session: Session
) -> None:
    wave = open_survey(session, "visit_satisfaction")
    _, station = addresses(wave)
    page = client.get(station)
    question = re.search(r'<button class="choice" name="(q-\w+)" value="4">', page.text)
    assert question
    sent = client.post(station, data=keys(page) | {question[1]: "4"}, headers=OWN)
    assert sent.location == f"{station}/tack?lang=sv"
    assert list(stored(session).values()) == [4]


def test_every_question_type_survives_the_form_and_its_return(
    client: FlaskClient, session: Session
) -> None:
    wave = open_survey(session, "everything")
    link, _ = addresses(wave)
    page = client.get(link)
    names = set(re.findall(r'name="(q-\w+)"', page.text))
    for value in ("1", "ref", "hello", "2026-01-31", "'\"><b>", "\x00", "9" * 3000):
        answers = dict.fromkeys(names, value)
        answer = client.post(link, data=keys(page) | answers, headers=OWN)
        assert answer.status_code in {303, 422}
        assert "<b>" not in answer.text


def test_free_text_stands_in_its_own_table_and_in_no_log(
    client: FlaskClient, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    wave = open_survey(session, "everything")
    link, _ = addresses(wave)
    page = client.get(link)
    texts = re.findall(r'<textarea[^>]* name="(q-\w+)"', page.text)
    secret = "Det var kallt i väntrummet"
    with caplog.at_level(logging.DEBUG):
        client.post(link, data=keys(page) | {texts[0]: secret}, headers=OWN)
    assert session.scalars(select(TextAnswer.text)).all() == [secret]
    assert secret not in caplog.text
    assert str(wave.code) not in caplog.text


def test_thanks_speak_the_language_and_go_back_by_themselves_at_a_station(
    client: FlaskClient, wave: Wave
) -> None:
    link, station = addresses(wave)
    assert 'lang="ar" dir="rtl"' in client.get(f"{link}/tack?lang=ar").text
    assert "Refresh" not in client.get(f"{link}/tack").headers
    assert client.get(f"{station}/tack").headers["Refresh"] == f"8; url={station}"


def test_missing_answers_are_told_apart(client: FlaskClient, session: Session, wave: Wave) -> None:
    link, _ = addresses(wave)
    form = keys(client.get(link)) | {"q-treatment": "4"}
    client.post(link, data=form, headers=OWN)
    assert set(stored(session).values()) == {4, Missing.SKIPPED}
