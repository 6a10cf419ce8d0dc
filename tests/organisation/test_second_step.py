"""The second step of signing in."""

import re
from base64 import b32decode
from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core.settings import Settings
from organisation.models import RecoveryCode, Role, Staff
from organisation.second_step import address_to_set_up
from tests.conftest import FixedClock
from tests.factories import make_unit
from tests.organisation.people import SAME_SITE, form_token, make_staff, sign_in


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The settings of a real installation: the second step is asked for."""
    return settings.model_copy(update={"two_step": True})


@pytest.fixture
def anna(session: Session) -> Staff:
    """An investigator who has not set up a telephone."""
    staff = make_staff(session, make_unit(session))
    session.commit()
    return staff


@pytest.fixture
def browser(app: Flask, anna: Staff) -> FlaskClient:
    """A browser in which the password has been right."""
    client = app.test_client()
    assert sign_in(client).headers["Location"].startswith("/logga-in/kod")
    return client


def telephone(client: FlaskClient) -> bytes:
    """The key that the page shows."""
    found = re.search(
        r'<code class="tabular">([A-Z2-7 ]+)</code>', client.get("/logga-in/kod").text
    )
    assert found
    return b32decode(found[1].replace(" ", ""))


def code_at(key: bytes, now: datetime) -> str:
    """What the telephone shows."""
    totp = TOTP(key, 6, SHA1(), 30)  # noqa: S303 -- what authenticators use
    return totp.generate(int(now.timestamp())).decode()


def send(client: FlaskClient, code: str) -> int:
    """The status of sending a code."""
    address = "/logga-in/kod"
    return client.post(address, data={"code": code}, headers=SAME_SITE).status_code


def set_up(client: FlaskClient, clock: FixedClock) -> tuple[bytes, list[str]]:
    """Set up the telephone; gives its key and the recovery codes."""
    key = telephone(client)
    page = client.post("/logga-in/kod", data={"code": code_at(key, clock.now())}, headers=SAME_SITE)
    return key, re.findall(r"<li><code>([a-z0-9-]+)</code>", page.text)


def test_a_right_password_alone_opens_nothing(browser: FlaskClient) -> None:
    assert browser.get("/mitt-konto").status_code == 303
    assert browser.get("/").headers["Location"].startswith("/logga-in")


def test_a_right_code_sets_up_the_telephone_and_opens(
    browser: FlaskClient, clock: FixedClock
) -> None:
    _, codes = set_up(browser, clock)
    assert len(set(codes)) == 10
    assert browser.get("/mitt-konto").status_code == 200


def test_a_wrong_code_opens_nothing(browser: FlaskClient) -> None:
    telephone(browser)
    for wrong in ("", "abc", "١٢٣٤٥٦", "1" * 20):
        assert send(browser, wrong) == 422
    assert browser.get("/mitt-konto").status_code == 303


def test_guessing_has_to_wait(browser: FlaskClient) -> None:
    telephone(browser)
    assert [send(browser, "0") for _ in range(6)][-1] == 429


def test_a_code_is_taken_once_and_the_key_is_never_shown_again(
    browser: FlaskClient, clock: FixedClock, app: Flask
) -> None:
    key, _ = set_up(browser, clock)
    again = app.test_client()
    sign_in(again)
    assert "tabular" not in again.get("/logga-in/kod").text
    assert again.get("/logga-in/kod/qr.svg").status_code == 303
    assert send(again, code_at(key, clock.now())) == 422
    clock.instant += timedelta(seconds=30)
    assert send(again, code_at(key, clock.now())) == 303


def test_a_recovery_code_works_once(browser: FlaskClient, clock: FixedClock, app: Flask) -> None:
    _, codes = set_up(browser, clock)
    for status in (303, 422):
        other = app.test_client()
        sign_in(other)
        assert send(other, codes[0].upper()) == status


def test_new_recovery_codes_replace_the_old(
    browser: FlaskClient, clock: FixedClock, session: Session
) -> None:
    key, _ = set_up(browser, clock)
    clock.instant += timedelta(seconds=60)
    token = form_token(browser.get("/mitt-konto/koder"))
    fields = {"csrf_token": token, "code": code_at(key, clock.now())}
    page = browser.post("/mitt-konto/koder", data=fields)
    assert len(re.findall(r"<li><code>", page.text)) == 10
    assert session.query(RecoveryCode).count() == 10


def test_who_sees_no_contact_details_needs_no_second_step(app: Flask, session: Session) -> None:
    make_staff(session, make_unit(session, "other"), Role.RECEPTION, "rut")
    session.commit()
    assert sign_in(app.test_client(), "rut").headers["Location"] == "/"


def test_the_key_is_not_readable_in_the_database(
    app: Flask, browser: FlaskClient, session: Session
) -> None:
    key = telephone(browser)
    staff = session.query(Staff).filter_by(user_name="anna").one()
    assert staff.second_key is not None
    assert key not in staff.second_key
    with app.app_context():
        assert "secret=" in address_to_set_up(staff)
