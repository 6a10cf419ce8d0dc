"""The monthly mail: once a month, when its last week has been counted, with what the page shows."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.visits.mail import send_month, set_address
from analysis.visits.mail_job import send_months_each_morning
from analysis.visits.models import VisitMail
from core.outbox import Mail, send_waiting
from core.settings import Settings
from organisation.models import AuditEntry
from surveys.collection.models import Wave
from tests.analysis.visit_waves import visit_wave, weeks_of_presses
from tests.conftest import FixedClock
from tests.core.test_outbox import Letterbox
from tests.core.test_outbox import letterbox as letterbox
from tests.core.test_outbox import port as port
from tests.core.test_outbox import settings as settings
from tests.organisation.people import form_token, make_staff, sign_in

PAGE = "/resultat/visit-satisfaction/veckor"
ADDRESS = "enheten@staden.se"
#: Fourteen weeks until Sunday 1 March; the one that begins on 2 February dips.
OPENS = date(2025, 11, 24)
WEEKS = [(27, 3), (28, 2), (26, 4)] * 3 + [(27, 3), (13, 17), (27, 3), (28, 2), (29, 1)]


@pytest.fixture
def wave(session: Session) -> Wave:
    """Counted until the last week of February."""
    wave = visit_wave(session, opens=OPENS)
    wave.simulated = True
    weeks_of_presses(session, wave, WEEKS)
    make_staff(session, wave.unit)
    session.commit()
    return wave


def waiting(session: Session) -> list[Mail]:
    """What lies in the outbox."""
    session.expire_all()
    return list(session.scalars(select(Mail)))


def save(client: FlaskClient, address: str) -> int:
    """Save the address as the investigator."""
    sign_in(client)
    token = form_token(client.get(PAGE))
    data = {"email": address, "csrf_token": token}
    return client.post(f"{PAGE}/utskick", data=data).status_code


def test_the_month_goes_to_the_group_once_and_says_what_the_page_says(
    app: Flask, client: FlaskClient, session: Session, wave: Wave, letterbox: Letterbox
) -> None:
    assert save(client, f" {ADDRESS} ") == 303
    assert ADDRESS in client.get(PAGE).text
    with app.app_context():
        for _ in range(2):
            send_months_each_morning.call_local()
            send_waiting()
    [mail] = letterbox.mails
    assert mail["To"] == ADDRESS
    assert mail["Message-ID"]
    body = mail.get_payload(decode=True)
    assert isinstance(body, bytes)
    text = body.decode()
    assert "Hur var ditt besök? · Enheten homeless · Februari 2026" in text
    assert "Index 81: 97 av 120 tryck. Vecka 6–9, 2 feb.–1 mars 2026." in text
    assert (
        "Vecka 6 var lägre än det vanliga, mer än slumpen brukar ge. Index 43: 13 av 30 tryck."
        in text
    )
    assert "Det här är tryck, inte personer." in text
    assert "Svaren är påhittade." in text
    link = text.strip().splitlines()[-1]
    page = re.sub(r"\s+", " ", client.get(f"/{link.split('/', 3)[3]}").text)
    for shown in ("97 av 120", "13 av 30", "Februari 2026"):
        assert shown in page


def test_a_month_whose_last_week_waits_is_not_sent(
    app: Flask, session: Session, clock: FixedClock, settings: Settings
) -> None:
    wave = visit_wave(session, opens=OPENS)
    # The last week of February had six presses: it is counted with the first of March.
    weeks_of_presses(session, wave, [*WEEKS[:-1], (5, 1)])
    today = clock.today()
    with app.app_context():
        set_address(session, wave.survey, wave.unit, ADDRESS)
        mail = session.scalars(select(VisitMail)).one()
        assert send_month(session, mail, today)
        assert mail.sent_for == date(2026, 1, 1)
        assert not send_month(session, mail, today)
        weeks_of_presses(session, wave, [(0, 0)] * 14 + [(20, 1)])
        assert send_month(session, mail, today + timedelta(days=3))
        assert mail.sent_for == date(2026, 2, 1)
    assert len(list(session.scalars(select(Mail)))) == 2


def test_an_old_month_is_no_news(
    app: Flask, client: FlaskClient, session: Session, wave: Wave, clock: FixedClock
) -> None:
    save(client, ADDRESS)
    clock.instant += timedelta(days=60)
    with app.app_context():
        send_months_each_morning.call_local()
    assert not waiting(session)


def test_an_empty_address_ends_it_and_the_log_says_so(
    app: Flask, client: FlaskClient, session: Session, wave: Wave
) -> None:
    save(client, ADDRESS)
    save(client, "")
    with app.app_context():
        send_months_each_morning.call_local()
    assert not waiting(session)
    actions = set(session.scalars(select(AuditEntry.action)))
    assert {"visit_mail_set", "visit_mail_ended"} <= actions
    assert ADDRESS not in repr([vars(one) for one in session.scalars(select(AuditEntry))])


def test_without_a_mail_server_nothing_is_put_in_line(
    app: Flask, client: FlaskClient, session: Session, wave: Wave
) -> None:
    save(client, ADDRESS)
    app.config["SETTINGS"] = app.config["SETTINGS"].model_copy(update={"smtp_url": None})
    with app.app_context():
        send_months_each_morning.call_local()
    assert not waiting(session)
