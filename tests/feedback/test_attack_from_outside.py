"""Those outside who try to fill, break or get at what is kept."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core.database import own_transaction
from core.encryption import unseal
from core.limited import Limits, started
from core.mail import Message, NotTaken, send
from core.rate_limits import MustWait
from core.resealing import reseal
from core.settings import Settings
from feedback.cases.contact import keep_contact, read_contact
from feedback.cases.kinds import TextKind
from feedback.cases.models import CaseText
from feedback.cases.states import CaseState
from feedback.following.retention import anonymise
from feedback.intake import view_sending
from feedback.intake.answer_acts import MOST_A_DAY
from organisation.models import Staff
from organisation.second_step import make_key, take_code
from tests.conftest import FixedClock
from tests.factories import make_unit
from tests.feedback.factories import CODE, TODAY
from tests.feedback.handling.offices import Office, make_office
from tests.feedback.intake.answer_desk import read, use
from tests.feedback.intake.view_desk import Desk

pytestmark = pytest.mark.pages

WEEK = timedelta(days=7)
CONTACT = {"email": "eva@exempel.se"}


@pytest.fixture
def office(app: Flask, session: Session) -> Office:
    """The people and their units."""
    return make_office(app, session)


def test_a_page_that_was_open_when_a_case_was_anonymised_adds_nothing_to_it(
    app: Flask, session: Session, office: Office
) -> None:
    case = office.case(CaseState.CLOSED, code=CODE)
    client = app.test_client()
    page = read(client)
    with app.app_context():
        anonymise(session, office.fresh(case), TODAY)
        session.commit()
    assert use(client, page, do="message", text="Jag heter Kim.").status_code == 303
    assert session.query(CaseText).count() == 0


def test_a_code_is_no_way_to_fill_the_database(
    app: Flask, session: Session, office: Office
) -> None:
    case = office.case(code=CODE)
    client = app.test_client()
    page = read(client)
    for number in range(MOST_A_DAY + 1):
        page = use(client, page, do="message", text=f"Nummer {number}")
    assert page.status_code == 422
    sent = [one for one in office.fresh(case).texts if one.kind == TextKind.MESSAGE]
    assert len(sent) == MOST_A_DAY


def test_files_are_not_looked_at_when_too_many_send(
    client: FlaskClient, clock: FixedClock, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[object] = []

    def too_many(*_given: object) -> None:
        raise MustWait(WEEK)

    monkeypatch.setattr(view_sending, "count_view", too_many)
    monkeypatch.setattr(view_sending, "read_attachments", looked.append)
    make_unit(session)
    session.commit()
    assert Desk(client, clock).send().status_code == 429
    assert looked == []


@pytest.mark.parametrize("address", ["å@exempel.se", "a@[1.2.3", "a@b.c\r\nBcc: x@y.z"])
def test_an_address_that_no_server_takes_ends_nothing_but_its_own_mail(
    app: Flask, settings: Settings, address: str
) -> None:
    app.config["SETTINGS"] = settings.model_copy(update={"mail_from": "svar@staden.se"})
    with app.app_context(), pytest.raises(NotTaken) as refused:
        send(Message("k", address, "Meddelande", "Text", "sv"))
    assert not refused.value.may_pass
    assert "@" not in str(refused.value)


def test_what_is_sealed_while_keys_turn_over_is_not_overwritten(
    app: Flask, session: Session, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = office.case(contact=CONTACT)

    def meanwhile(sealed: bytes, context: bytes) -> bytes:
        found = unseal(sealed, context)
        keep_contact(session, case, {"email": "ny@exempel.se"})
        return found

    monkeypatch.setattr("core.resealing.unseal", meanwhile)
    with app.app_context():
        reseal(session, "another")
        session.expire_all()
        assert read_contact(session, case) == {"email": "ny@exempel.se"}


def test_a_code_that_was_taken_a_moment_ago_by_another_is_not_taken_again(
    app: Flask, office: Office, monkeypatch: pytest.MonkeyPatch, clock: FixedClock
) -> None:
    staff = office.manager
    with app.app_context():
        with own_transaction() as own:
            make_key(own.get_one(Staff, staff.id))
        with own_transaction() as own:
            stale = own.get_one(Staff, staff.id)
        step = int(clock.now().timestamp()) // 30
        with own_transaction() as own:
            own.get_one(Staff, staff.id).second_last_step = step + 1
        with own_transaction() as own:
            own.add(stale)
            monkeypatch.setattr("organisation.second_step.TOTP", _Right)
            assert stale.second_last_step is None
            assert not take_code(own, stale, "123456", clock.now())


class _Right:
    """Every code is right."""

    def __init__(self, *_given: Any) -> None:
        pass

    def verify(self, _code: bytes, _time: int) -> None:
        """It is."""


def test_what_reads_a_strangers_file_has_its_limits_set(tmp_path: Path) -> None:
    program = tmp_path / "tell.py"
    program.write_text(
        "import resource as r\n"
        "print(r.getrlimit(r.RLIMIT_AS), r.getrlimit(r.RLIMIT_CPU), flush=True)\n"
    )
    with started(program, limits=Limits(seconds=5), encoding="utf-8") as process:
        told = process.stdout.readline() if process.stdout else ""
    assert told.strip() == f"({1 << 30}, {1 << 30}) (5, 5)"
