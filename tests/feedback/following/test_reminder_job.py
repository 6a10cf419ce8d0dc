"""The job that reminds, as it runs: who is told, and what a sender who asked for mail gets."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.outbox import Mail
from core.settings import Settings
from feedback.cases.kinds import AnswerWay
from feedback.cases.states import CaseState
from feedback.following.reminder_job import remind_each_half_hour
from organisation.models import Notice, Staff
from tests.feedback.handling.offices import Office

WORDS = "Jag fick vänta länge."


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The settings with a mail server that nobody asks."""
    return settings.model_copy(update={"smtp_url": "smtp://127.0.0.1:1"})


def run(app: Flask) -> None:
    """The job, at ten in the morning of a working day."""
    with app.app_context():
        remind_each_half_hour.call_local()


def test_a_sender_who_asked_for_mail_is_told_once_that_it_has_come(
    office: Office, session: Session
) -> None:
    case = office.case(
        CaseState.RECEIVED, answer_way=AnswerWay.EMAIL, contact={"email": "kim@example.se"}
    )
    office.case(CaseState.RECEIVED)
    for _ in range(2):
        run(office.app)
    [mail] = session.scalars(select(Mail).where(Mail.purpose.startswith("received:"))).all()
    assert mail.subject == f"Meddelande om nummer {case.number}"
    assert mail.body.endswith("/mitt-svar\n")
    assert WORDS not in mail.body


def test_who_triages_is_told_once_of_what_is_new_and_nobody_else(
    office: Office, session: Session
) -> None:
    case = office.case(CaseState.RECEIVED)
    for _ in range(2):
        run(office.app)
    rows = select(Staff.user_name, Notice.kind, Notice.number).join(Staff)
    found = [tuple(row) for row in session.execute(rows).all() if row.kind == "new"]
    assert found == [("ulla", "new", case.number)]
