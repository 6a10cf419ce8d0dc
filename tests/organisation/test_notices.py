"""Notices, the outbox and the log as pages."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core.clock import clock
from core.outbox import Mail, MailState, put
from core.settings import Settings
from organisation.audit import record
from organisation.models import AuditEntry, Role, Staff
from organisation.notices import News, number_unseen, tell
from tests.factories import make_unit
from tests.organisation.people import form_token, make_staff, sign_in

pytestmark = pytest.mark.pages

NEWS = News("remind:2026-0001:1:late", "late", "2026-0001", "/synpunkter/2026-0001")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The settings with a mail server that nobody asks."""
    return settings.model_copy(update={"smtp_url": "smtp://127.0.0.1:1"})


@pytest.fixture
def anna(session: Session) -> Staff:
    """An investigator with a mail address."""
    staff = make_staff(session, make_unit(session), Role.INVESTIGATOR)
    staff.email = "anna@staden.se"
    session.commit()
    return staff


@pytest.fixture
def browser(app: Flask, anna: Staff) -> FlaskClient:
    """Her browser."""
    client = app.test_client()
    sign_in(client)
    return client


def test_the_same_news_are_told_once_in_the_app_and_by_mail(
    app: Flask, session: Session, anna: Staff
) -> None:
    with app.app_context():
        today = clock().today()
        assert [tell(session, [anna.id], NEWS, today) for _ in range(2)] == [1, 0]
        [mail] = session.query(Mail)
        assert "2026-0001" in mail.subject
        assert mail.body.endswith("/synpunkter/2026-0001\n")


def test_the_page_shows_notices_until_they_are_seen(
    app: Flask, session: Session, anna: Staff, browser: FlaskClient
) -> None:
    with app.app_context():
        tell(session, [anna.id], NEWS, clock().today())
        session.commit()
    page = browser.get("/notiser")
    assert "Du har en ny notis" in page.text
    assert browser.post("/notiser", data={"csrf_token": form_token(page)}).status_code == 303
    assert number_unseen(session, anna.id) == 0


@pytest.mark.parametrize(("do", "state"), [("again", MailState.WAITING), ("let", MailState.SENT)])
def test_a_person_decides_about_a_mail_that_nobody_knows_the_fate_of(
    app: Flask, session: Session, browser: FlaskClient, do: str, state: MailState
) -> None:
    with app.app_context():
        put(session, "x", "eva@exempel.se", ("Meddelande", "Text"), "sv")
        mail = session.query(Mail).one()
        mail.state = MailState.UNKNOWN.value
        key = mail.key
        session.commit()
    page = browser.get("/utskick")
    assert "eva@exempel.se" not in page.text
    sent = {"csrf_token": form_token(page), "do": do}
    assert browser.post(f"/utskick/{key.hex()}", data=sent).status_code == 303
    session.expire_all()
    assert session.get_one(Mail, key).state == state


@pytest.mark.parametrize(
    "query",
    ["?vem=x", "?sida=-1", "?sida=x", "?fran=i+gar&till=%00", "?vad=%00", "?om=%F0%9F%98%80"],
)
def test_the_log_takes_any_filter(browser: FlaskClient, query: str) -> None:
    assert browser.get(f"/logg{query}").status_code == 200


def test_the_log_is_filtered_and_who_reads_it_leaves_a_row(
    app: Flask, session: Session, anna: Staff, browser: FlaskClient
) -> None:
    with app.app_context():
        record(session, anna.id, clock().now(), "case_opened", "case", "2026-0001")
        record(session, anna.id, clock().now(), "case_opened", "case", "2026-0002")
        session.commit()
    page = browser.get("/logg?om=2026-0002&vad=case_opened").text
    assert "case 2026-0002" in page
    assert "case 2026-0001" not in page
    assert session.query(AuditEntry).filter_by(action="log_read").count() == 1
