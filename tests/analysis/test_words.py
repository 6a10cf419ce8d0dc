"""What is written beside a wave: saved by topic, inside only, two who write at once, hostile input."""

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from analysis.results.topics import ANALYSIS, GENDER_QUESTIONS, LEARNING, MANAGERS_WORDS
from analysis.results.word_queries import words_of
from analysis.results.words import seen_mark, write_words
from organisation.models import AuditEntry, Role, Unit
from surveys.collection.models import Wave
from tests.analysis.situations import MANY, sealed_wave
from tests.conftest import FixedClock
from tests.factories import make_unit, publish_instrument
from tests.organisation.people import form_token, make_staff, sign_in

WORDS, GENDER = "/resultat/user-survey/ord", "/resultat/user-survey/kvinnor-och-man"
PAGES = pytest.mark.parametrize(
    ("page", "topic"), [(WORDS, ANALYSIS), (GENDER, GENDER_QUESTIONS[0].code)]
)


@pytest.fixture
def wave(session: Session) -> Wave:
    """A published wave; a manager and the reception of its unit, a manager elsewhere."""
    unit = make_unit(session)
    for name, role in (("chef", Role.MANAGER), ("anna", Role.INVESTIGATOR)):
        make_staff(session, unit, role, name)
    make_staff(session, unit, Role.RECEPTION, "reception")
    make_staff(session, make_unit(session, "elsewhere"), Role.MANAGER, "other")
    version = publish_instrument(session, "user_survey")
    return sealed_wave(session, version, unit, MANY, published=True)


def browser(app: Flask, who: str) -> FlaskClient:
    client = app.test_client()
    sign_in(client, who)
    return client


def send(client: FlaskClient, page: str, seen: str | None = None, **texts: str) -> TestResponse:
    """Send the form as it stands on the page, or as it stood when `seen` was read."""
    shown = client.get(page)
    fields = {"csrf_token": form_token(shown), "seen": seen or seen_in(shown), **texts}
    return client.post(page, data=fields)


def seen_in(page: TestResponse) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{16})"', page.text)
    assert found
    return found[1]


def stored(session: Session, wave: Wave) -> dict[str, str]:
    session.expire_all()
    found = {topic: word.text for topic, word in words_of(session, wave.id).items()}
    session.commit()
    return found


def field(page: TestResponse, name: str) -> str:
    found = re.search(rf'<textarea id="{name}"[^>]*>(.*?)</textarea>', page.text, re.DOTALL)
    assert found
    return html.unescape(found[1])


def test_there_are_seven_questions_and_codes_that_can_be_stored() -> None:
    assert len(GENDER_QUESTIONS) == 7
    assert [topic.code for topic in MANAGERS_WORDS] == [ANALYSIS, LEARNING]
    codes = [topic.code for topic in (*GENDER_QUESTIONS, *MANAGERS_WORDS)]
    assert len(set(codes)) == 9
    assert all(len(code) <= 20 for code in codes)


def test_a_manager_saves_and_colleagues_read_by_whom_and_when(
    app: Flask, session: Session, wave: Wave
) -> None:
    chef = browser(app, "chef")
    sent = send(chef, WORDS, analysis="Fler är nöjda.\r\n\r\nVi vet inte varför.", learning="")
    assert sent.status_code == 303
    assert stored(session, wave) == {"analysis": "Fler är nöjda.\n\nVi vet inte varför."}
    page = chef.get(WORDS)
    assert field(page, "analysis") == "Fler är nöjda.\n\nVi vet inte varför."
    assert "Sparat av Chef den 12 mars 2026." in page.text
    noted = session.scalars(select(AuditEntry).filter_by(action="wave_words_saved")).one()
    assert (noted.subject_kind, noted.subject_id) == ("wave", str(wave.id))
    session.commit()
    assert "Sparat av Chef" in browser(app, "anna").get(WORDS).text


def test_the_gender_analysis_is_saved_with_the_wave(
    app: Flask, session: Session, wave: Wave
) -> None:
    chef = browser(app, "chef")
    texts = {topic.code: f"Svar {number}." for number, topic in enumerate(GENDER_QUESTIONS, 1)}
    assert send(chef, f"{GENDER}?mattillfalle=2020", **texts).status_code == 303
    assert stored(session, wave) == texts
    assert field(chef.get(GENDER), "gender_follow_up") == "Svar 7."
    assert send(chef, GENDER, **texts | {"gender_effects": ""}).status_code == 303
    del texts["gender_effects"]
    assert stored(session, wave) == texts


def test_what_is_not_changed_keeps_its_writer_and_day(
    app: Flask, clock: FixedClock, wave: Wave
) -> None:
    assert send(browser(app, "chef"), WORDS, analysis="Mitt.", learning="").status_code == 303
    clock.instant = clock.instant.replace(day=20)
    anna = browser(app, "anna")
    assert send(anna, WORDS, analysis="Mitt.", learning="Annas.").status_code == 303
    page = anna.get(WORDS).text
    assert "Sparat av Chef den 12 mars 2026." in page
    assert "Sparat av Anna den 20 mars 2026." in page


@PAGES
def test_who_saves_second_is_told_and_loses_nothing(
    app: Flask, session: Session, wave: Wave, page: str, topic: str
) -> None:
    chef, anna = browser(app, "chef"), browser(app, "anna")
    stale = seen_in(anna.get(page))
    assert send(chef, page, **{topic: "Först."}).status_code == 303
    late = send(anna, page, stale, **{topic: "Sedan."})
    assert late.status_code == 409
    assert "Någon annan hann före" in late.text
    assert field(late, topic) == "Sedan."
    assert "Först." in late.text
    assert stored(session, wave)[topic] == "Först."
    assert send(anna, page, seen_in(late), **{topic: "Båda."}).status_code == 303
    assert stored(session, wave)[topic] == "Båda."


def test_a_text_that_was_deleted_and_written_anew_is_not_the_one_that_was_seen(
    app: Flask, session: Session, wave: Wave
) -> None:
    chef, anna = browser(app, "chef"), browser(app, "anna")
    send(chef, WORDS, analysis="Ett.")
    stale = seen_in(anna.get(WORDS))
    for text in ("", "Två."):
        assert send(chef, WORDS, analysis=text).status_code == 303
    assert send(anna, WORDS, stale, analysis="Tre.").status_code == 409
    assert stored(session, wave) == {"analysis": "Två."}


@PAGES
def test_a_text_that_is_too_long_stays_in_its_field(
    app: Flask, session: Session, wave: Wave, page: str, topic: str
) -> None:
    chef = browser(app, "chef")
    refused = send(chef, page, **{topic: "å" * 10_001})
    assert refused.status_code == 422
    assert field(refused, topic) == "å" * 10_001
    assert f'id="{topic}-error"' in refused.text
    assert "Skriv högst 10 000 tecken. Nu är det 10001." in refused.text
    assert not stored(session, wave)
    assert send(chef, page, **{topic: "å" * 10_000}).status_code == 303


def test_seven_long_texts_fit_in_one_form(app: Flask, session: Session, wave: Wave) -> None:
    texts = {topic.code: "å" * 10_000 for topic in GENDER_QUESTIONS}
    assert send(browser(app, "chef"), GENDER, **texts).status_code == 303
    assert stored(session, wave) == texts


@PAGES
@pytest.mark.parametrize("text", ["", " \r\n\t ", "\x00\x07"])
def test_nothing_is_nothing_to_save(
    app: Flask, session: Session, wave: Wave, page: str, topic: str, text: str
) -> None:
    refused = send(browser(app, "chef"), page, **{topic: text})
    assert refused.status_code == 422
    assert "Skriv något innan du sparar." in refused.text
    assert not stored(session, wave)


@PAGES
def test_markup_is_only_text(
    app: Flask, session: Session, wave: Wave, page: str, topic: str
) -> None:
    bad = '</textarea><script>alert("x")</script> {{ 7 * 7 }}'
    chef = browser(app, "chef")
    assert send(chef, page, **{topic: bad}).status_code == 303
    shown = chef.get(page)
    assert "<script>alert" not in shown.text
    assert field(shown, topic) == bad
    assert stored(session, wave)[topic] == bad


@PAGES
def test_unknown_fields_are_not_stored(
    app: Flask, session: Session, wave: Wave, page: str, topic: str
) -> None:
    texts = {
        topic: "Ja.",
        "gossip": "Nej.",
        "analysis" if page == GENDER else "gender_effects": "Nej.",
    }
    assert send(browser(app, "chef"), page, **texts).status_code == 303
    assert stored(session, wave) == {topic: "Ja."}


@PAGES
def test_only_the_units_own_writers_write(
    app: Flask, session: Session, wave: Wave, page: str, topic: str
) -> None:
    fields = {topic: "Ja.", "seen": "0" * 16}
    nobody = app.test_client()
    assert nobody.post(page, data=fields).status_code == 303
    for who, status in (("reception", 403), ("other", 404)):
        client = browser(app, who)
        token = form_token(client.get("/mitt-konto"))
        assert client.post(page, data={**fields, "csrf_token": token}).status_code == status
    chef = browser(app, "chef")
    assert chef.post(page, data=fields).status_code == 400, "without its token"
    token = form_token(chef.get(page))
    for wrong in ("mattillfalle=1999", "enhet=elsewhere", "enhet=nej", "mattillfalle=%00"):
        answer = chef.post(f"{page}?{wrong}", data={**fields, "csrf_token": token})
        assert answer.status_code == 404, wrong
    assert not stored(session, wave)


def test_the_public_and_the_reception_never_read_words(
    app: Flask, session: Session, wave: Wave
) -> None:
    chef = browser(app, "chef")
    send(chef, GENDER, gender_figures="Hemligt om kvinnorna.")
    send(chef, WORDS, analysis="Hemligt om enheten.")
    for client in (app.test_client(), browser(app, "reception"), browser(app, "other")):
        for page in (GENDER, WORDS, "/resultat/user-survey", "/resultat/user-survey/fraga/overall"):
            assert "Hemligt" not in client.get(page).text
    assert app.test_client().get(WORDS).status_code == 303
    assert browser(app, "reception").get(WORDS).status_code == 403
    assert browser(app, "other").get(WORDS).status_code == 404


def test_hard_words_are_told_and_never_stop_anything(app: Flask, wave: Wave) -> None:
    chef = browser(app, "chef")
    assert send(chef, WORDS, analysis="Vi implementerade rutinen.").status_code == 303
    assert "”implementerade”" in chef.get(WORDS).text


def test_words_belong_to_one_wave(session: Session, wave: Wave) -> None:
    unit = session.get_one(Unit, wave.unit_id)
    other = sealed_wave(session, wave.version, unit, MANY, year=2019)
    [chef] = [one for one in [make_staff(session, unit, Role.MANAGER, "ny")] if one]
    write_words(session, wave.id, {ANALYSIS: "Ja."}, chef.id, wave.opens)
    assert set(words_of(session, wave.id)) == {ANALYSIS}
    assert not words_of(session, other.id)
    assert seen_mark(words_of(session, wave.id), [LEARNING]) == seen_mark({}, [LEARNING])
    write_words(session, wave.id, {ANALYSIS: ""}, chef.id, wave.opens)
    assert not words_of(session, wave.id)
