"""People's own words: read in no order that tells anything, searched, counted, struck out."""

import re

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.results.free_text import (
    STRUCK,
    Suspicion,
    Written,
    counted_words,
    matching,
    pieces,
    reference_of,
    shuffled,
    suspicions,
    without,
)
from organisation.models import AuditEntry, Role
from surveys.collection.models import SurveyResponse, TextAnswer, Wave
from surveys.collection.waves import close_wave, seal_wave
from tests.analysis.places import answer_from
from tests.factories import make_unit, make_wave, publish_instrument
from tests.organisation.people import SAME_SITE, form_token, make_staff, sign_in

PAGE = "/resultat/everything/fritext"
WORDS = [
    "Väntan är lång",
    "Jag väntade länge",
    "Anna hjälpte mig",
    "Bra möte",
    "Ring 070-123 45 67",
]


def written(*texts: str) -> list[Written]:
    return [Written(str(number), text) for number, text in enumerate(texts)]


@pytest.fixture
def wave(session: Session) -> Wave:
    unit = make_unit(session)
    make_staff(session, unit, Role.INVESTIGATOR, "utredare")
    make_staff(session, unit, Role.MANAGER, "chef")
    wave = make_wave(session, publish_instrument(session, "everything"), unit, "2025")
    for text in WORDS:
        answer_from(session, wave, unit, {"treatment": 4}, texts={"better": text})
    for text in WORDS[:4]:
        answer_from(session, wave, unit, {}, texts={"which_words": text})
    close_wave(wave)
    seal_wave(session, wave, 5)
    answer_from(session, wave, unit, {}, texts={"better": "Kom för sent"})
    session.commit()
    return wave


def test_words_are_found_by_their_beginning_and_letters_stay_apart() -> None:
    texts = written("Väntan är lång.", "vantar", "LÅNG väg", "ett o\u0308ga")
    assert [one.reference for one in matching(texts, "VÄNT")] == ["0"]
    assert [one.reference for one in matching(texts, "lån vä")] == ["0", "2"]
    assert [one.reference for one in matching(texts, "öga")] == ["3"]
    assert matching(texts, "ång") == []
    assert matching(texts, "%_'") == []
    assert len(matching(texts, " ")) == 4


def test_words_are_counted_once_for_each_person_without_small_words() -> None:
    texts = written(
        "Väntan, väntan och väntan", "jag tycker väntan är lång", "The waiting", "och jag"
    )
    assert counted_words(texts) == [("väntan", 2)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("800101-1234", (Suspicion.PERSONAL_NUMBER,)),
        ("född 19800101 1234", (Suspicion.PERSONAL_NUMBER,)),
        ("ring 070-123 45 67", (Suspicion.PHONE,)),
        ("+46 8 508 25 000", (Suspicion.PHONE,)),
        ("anna@example.org", (Suspicion.EMAIL,)),
        ("jag väntade i 45 minuter den 12 mars 2025", ()),
        ("2025-03-12 klockan 10.30", ()),
    ],
)
def test_what_looks_like_personal_data_is_noticed(text: str, kinds: tuple[Suspicion, ...]) -> None:
    assert suspicions(text) == kinds


@given(st.text(max_size=60), st.sets(st.integers(0, 12)))
def test_striking_takes_the_marked_words_and_nothing_else(text: str, marked: set[int]) -> None:
    after = pieces(without(text, marked))
    assert [one.number for one in after] == [one.number for one in pieces(text)]
    for old, new in zip(pieces(text), after, strict=True):
        assert new.text == (STRUCK if old.number in marked else old.text)


def test_order_and_references_differ_between_questions_and_tell_no_key() -> None:
    keyed = [(bytes([number]) * 16, str(number)) for number in range(30)]
    one, other = (shuffled(keyed, question, "secret") for question in ("better", "worse"))
    assert one == shuffled(reversed(keyed), "better", "secret")
    assert [text.text for text in one] != [text.text for text in other]
    assert not {text.reference for text in one} & {text.reference for text in other}
    assert all(key.hex() not in text.reference for key, _ in keyed for text in one)
    assert reference_of(b"k", "better", "a") != reference_of(b"k", "better", "b")


def test_counted_texts_are_read_without_any_link_to_the_person(
    client: FlaskClient, session: Session, wave: Wave
) -> None:
    sign_in(client, "chef")
    page = client.get(PAGE).text
    assert "5 har skrivit med egna ord" in page
    assert all(text in page for text in WORDS)
    assert "Kom för sent" not in page
    assert "telefonnummer" in page
    assert "Stryk ord" not in page
    for response in session.query(SurveyResponse):
        assert response.key.hex() not in page


@pytest.mark.usefixtures("wave")
def test_fewer_than_the_limit_are_not_read(client: FlaskClient) -> None:
    sign_in(client, "chef")
    page = client.get(f"{PAGE}?mattillfalle=2025&fraga=which_words")
    assert page.status_code == 200
    assert not any(text in page.text for text in WORDS)
    found = client.get(f"{PAGE}?mattillfalle=2025&fraga=better&sok=v%C3%A4nt").text
    assert "2 svar har ordet." in found
    assert "Bra möte" not in found


def test_a_third_group_of_few_is_not_read_on_the_page_either(
    client: FlaskClient, session: Session, wave: Wave
) -> None:
    newest = make_wave(session, wave.version, wave.unit, "2027")
    for number in range(9):
        gender, who = ((2, "man"), (3, "annan"))[number > 4]
        answer_from(session, newest, wave.unit, {}, gender, texts={"better": f"{who} {number}"})
    close_wave(newest)
    seal_wave(session, newest, 5)
    session.commit()
    sign_in(client, "chef")
    page = client.get(f"{PAGE}?mattillfalle=2027&fraga=better").text
    assert "5 har skrivit med egna ord" in page
    assert "man 4" in page
    assert "annan" not in page


def test_struck_words_are_gone_from_the_database_and_the_log_says_no_word(
    client: FlaskClient, session: Session, wave: Wave
) -> None:
    sign_in(client, "utredare")
    page = client.get(PAGE).text
    [card] = [one for one in page.split("<li") if "Anna hjälpte mig" in one]
    address = re.findall(r'href="([^"]+)"', card)[0].replace("&amp;", "&")
    form = client.get(address)
    data = {"csrf_token": form_token(form), "word": "0"}
    assert client.post(address, data=data, headers=SAME_SITE).status_code == 303
    session.expire_all()
    texts = list(session.scalars(select(TextAnswer.text)))
    assert f"{STRUCK} hjälpte mig" in texts
    assert texts.count("Anna hjälpte mig") == 1, "the answer to the other question stays"
    [entry] = session.query(AuditEntry).filter_by(action="text_struck")
    assert (entry.subject_kind, entry.subject_id) == ("wave", str(wave.id))


@pytest.mark.usefixtures("wave")
def test_only_who_manages_may_strike_and_nobody_outside_may_read(client: FlaskClient) -> None:
    assert client.get(PAGE).status_code == 303
    sign_in(client, "chef")
    assert client.get(f"{PAGE}/{'0' * 32}").status_code == 403
    assert client.get(f"{PAGE}?fraga=treatment").status_code == 404
