"""Signing in and out."""

from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from core.database import own_transaction
from core.rate_limits import Tries, take
from organisation.models import AuditEntry, Role, StaffSession
from organisation.passwords import NOBODYS, Argon2Hasher
from organisation.sessions import hash_of
from organisation.sign_in import EVERYONE, EVERYONE_RULE, own_path
from tests.conftest import FixedClock
from tests.organisation.conftest import House
from tests.organisation.people import HASH, PASSWORD, SAME_SITE, make_staff, send, sign_in

WRONG = "Användarnamnet eller lösenordet stämmer inte."
HOSTILE_NAMES = ["", "\x00", "anna\x00", "' OR 1=1 --", "å" * 500, "<b>anna</b>", "‮anna", "%"]


class CountingHasher:
    """Knows one password by its hash and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[bool] = []

    def hash(self, password: str) -> str:
        return f"hash of {password}"

    def verify(self, stored: str | None, password: str) -> bool:
        self.asked.append(stored is not None)
        return stored == HASH and password == PASSWORD


def actions(session: Session) -> list[tuple[str, int | None, str]]:
    session.rollback()
    log = session.query(AuditEntry).order_by(AuditEntry.id)
    return [(entry.action, entry.staff_id, entry.subject_id) for entry in log]


def test_the_right_password_opens_the_start_page(
    client: FlaskClient, house: House, session: Session
) -> None:
    response = sign_in(client)
    assert (response.status_code, response.location) == (303, "/")
    assert client.get("/").status_code == 200
    assert actions(session) == [("signed_in", house.anna.id, str(house.anna.id))]


def test_the_cookie_is_bound_to_the_host_and_hidden_from_scripts(
    client: FlaskClient, house: House, session: Session
) -> None:
    cookie = sign_in(client).headers["Set-Cookie"]
    name, token = cookie.split(";")[0].split("=", 1)
    assert name == "__Host-synpunkt"
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert parts == {"secure", "httponly", "path=/", "samesite=lax"}
    assert len(token) >= 43
    stored = session.query(StaffSession).one()
    assert stored.token_hash == hash_of(token)
    assert token.encode() not in stored.token_hash


def test_a_name_may_be_written_in_capitals_and_with_spaces(
    client: FlaskClient, house: House
) -> None:
    assert sign_in(client, " ANNA ").status_code == 303


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(
    app: Flask, client: FlaskClient, house: House, session: Session
) -> None:
    hasher = app.extensions["synpunkt.hasher"] = CountingHasher()
    wrong = sign_in(client, "anna", "fel fel fel fel")
    unknown = sign_in(client, "anne", "fel fel fel fel")
    assert wrong.status_code == unknown.status_code == 422
    assert WRONG in wrong.text
    assert wrong.text.replace("anna", "anne") == unknown.text
    assert hasher.asked == [True, False], "one slow check each, whoever it is"
    assert actions(session) == [
        ("sign_in_failed", None, str(house.anna.id)),
        ("sign_in_failed", None, ""),
    ]


def test_a_deactivated_person_gets_the_same_answer_and_the_same_check(
    app: Flask, client: FlaskClient, house: House, session: Session
) -> None:
    hasher = app.extensions["synpunkt.hasher"] = CountingHasher()
    house.anna.active = False
    session.commit()
    assert WRONG in sign_in(client).text
    assert hasher.asked == [True]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_names_are_only_unknown_names(client: FlaskClient, house: House, name: str) -> None:
    assert sign_in(client, name).status_code == 422


def test_hostile_passwords_and_cookies_are_only_wrong(client: FlaskClient, house: House) -> None:
    assert sign_in(client, "anna", "\x00" * 50).status_code == 422
    assert sign_in(client, "anna", "x" * 50_000).status_code == 422
    client.set_cookie("__Host-synpunkt", "å" * 300)
    assert client.get("/").status_code == 303
    assert client.post("/logga-in", data=b"\xff\xfe=\x00", headers=SAME_SITE).status_code == 422


def test_a_form_from_another_site_cannot_sign_anyone_in(client: FlaskClient, house: House) -> None:
    form = {"user_name": "anna", "password": PASSWORD}
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert client.post("/logga-in", data=form, headers=foreign).status_code == 403
    assert client.post("/logga-in", data=form).status_code == 403


def test_guessing_a_name_has_to_wait_longer_every_time_also_with_the_right_password(
    client: FlaskClient, house: House, clock: FixedClock
) -> None:
    for _ in range(5):
        assert sign_in(client, password="fel").status_code == 422
    refused = sign_in(client)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "16"
    assert "För många försök" in refused.text
    clock.instant += timedelta(seconds=16)
    assert sign_in(client, password="fel").status_code == 422
    clock.instant += timedelta(seconds=16)
    assert sign_in(client).status_code == 429
    clock.instant += timedelta(seconds=15)
    assert sign_in(client).status_code == 303


def test_an_unknown_name_takes_the_work_of_a_known_one() -> None:
    rule = Argon2Hasher().hash(PASSWORD).split("$")[:4]
    assert NOBODYS.split("$")[:4] == rule


def test_an_unknown_name_has_to_wait_just_the_same(client: FlaskClient, house: House) -> None:
    answers = [sign_in(client, "nobody").status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_a_success_begins_the_count_anew(
    client: FlaskClient, second: FlaskClient, house: House
) -> None:
    for _ in range(4):
        sign_in(client, password="fel")
    assert sign_in(client).status_code == 303
    answers = [sign_in(second, password="fel").status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_guessing_over_many_names_has_to_wait_too(
    app: Flask, client: FlaskClient, house: House, clock: FixedClock
) -> None:
    app.extensions["synpunkt.hasher"] = CountingHasher()
    with app.app_context(), own_transaction() as own:
        for _ in range(EVERYONE_RULE.free):
            take(own, EVERYONE, EVERYONE_RULE, clock.instant)
    assert sign_in(client).status_code == 429
    clock.instant += timedelta(seconds=2)
    assert sign_in(client).status_code == 303


def test_what_was_typed_as_a_name_is_stored_nowhere(
    client: FlaskClient, house: House, session: Session
) -> None:
    sign_in(client, "mitt hemliga lösenord")
    rows = [str(vars(tries)) for tries in session.query(Tries)]
    rows += [str(vars(entry)) for entry in session.query(AuditEntry)]
    assert not any("hemliga" in row or "127.0.0.1" in row for row in rows)


def test_signing_in_again_ends_the_old_session_of_the_browser(
    client: FlaskClient, house: House, session: Session
) -> None:
    first = sign_in(client).headers["Set-Cookie"].split(";")[0].split("=", 1)[1]
    make_staff(session, house.elders, Role.MANAGER, "bo")
    session.commit()
    sign_in(client, "bo")
    session.rollback()
    assert [row.token_hash == hash_of(first) for row in session.query(StaffSession)] == [False]


def test_signing_out_ends_the_session_here_only(
    client: FlaskClient, second: FlaskClient, house: House, session: Session
) -> None:
    token = sign_in(client).headers["Set-Cookie"].split(";")[0].split("=", 1)[1]
    sign_in(second)
    response = send(client, "/logga-ut")
    assert (response.status_code, response.location) == (303, "/logga-in")
    assert "Du är utloggad." in client.get("/logga-in").text
    client.set_cookie("__Host-synpunkt", token)
    assert client.get("/").status_code == 303, "the token is worth nothing any more"
    assert second.get("/").status_code == 200
    assert actions(session)[-1] == ("signed_out", house.anna.id, str(house.anna.id))


def test_signing_out_everywhere_ends_every_session_of_the_person_and_no_others(
    app: Flask, client: FlaskClient, second: FlaskClient, house: House, session: Session
) -> None:
    make_staff(session, house.elders, user_name="bo")
    session.commit()
    third = app.test_client()
    for browser, name in ((client, "anna"), (second, "anna"), (third, "bo")):
        sign_in(browser, name)
    assert send(client, "/logga-ut/overallt").status_code == 303
    statuses = [browser.get("/").status_code for browser in (client, second, third)]
    assert statuses == [303, 303, 200]
    assert actions(session)[-1][0] == "signed_out_everywhere"


def test_signing_in_leads_back_to_the_page_one_came_from(client: FlaskClient, house: House) -> None:
    asked = client.get("/prov/resultat?wave=2026&group=a%20b")
    assert asked.status_code == 303
    form = client.get(asked.location)
    assert 'value="/prov/resultat?wave=2026&amp;group=a%20b"' in form.text
    response = sign_in(client, to="/prov/resultat?wave=2026&group=a%20b")
    assert response.location == "/prov/resultat?wave=2026&group=a%20b"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "evil",
        "",
        "/\x00",
        "//[",
    ],
)
def test_signing_in_never_leads_to_another_site(
    client: FlaskClient, house: House, target: str
) -> None:
    assert own_path(target) is None
    assert sign_in(client, to=target).location == "/"


@given(st.text(alphabet="/\\:.@ \t\nhtpsae?#[]%", max_size=12))
def test_an_accepted_target_stays_on_the_site(target: str) -> None:
    accepted = own_path(target)
    if accepted is not None:
        read_by_a_browser = accepted.replace("\\", "/")
        there = urlsplit(urljoin("http://own.example/logga-in", read_by_a_browser))
        assert (there.scheme, there.netloc) == ("http", "own.example")


def test_who_is_signed_in_already_goes_straight_on(client: FlaskClient, house: House) -> None:
    sign_in(client)
    assert client.get("/logga-in?next=/mitt-konto").location == "/mitt-konto"


def test_the_sign_in_page_can_be_read_in_english(client: FlaskClient) -> None:
    assert 'lang="en"' in client.get("/logga-in?lang=en").text
    assert 'lang="en"' in client.get("/logga-in").text, "it is remembered"
    assert 'lang="en"' in client.get("/logga-in?lang=xx").text
