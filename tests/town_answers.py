"""What the pages of answers and of printed forms need in the town."""

from datetime import date, datetime
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from core.rate_limits import Tries
from feedback.cases.codes import STATION_RULE, make_code
from feedback.cases.states import CaseState
from feedback.intake.models import FormBatch, PaperForm
from organisation.models import Role, Unit
from organisation.staff import find_staff
from tests.feedback.factories import make_case

WAITING, VOIDED, ARABIC = "200020002000", "300030003000", "400040004000"
PRINTED = date(2026, 3, 2)


def add_answers(app: Flask, session: Session, unit: Unit) -> None:
    """Cases with codes of their own, and two batches, one of whose forms has come back."""
    investigator = find_staff(session, f"{Role.INVESTIGATOR}-sv")
    manager = find_staff(session, f"{Role.MANAGER}-sv")
    people = {"investigator": investigator, "manager": manager}
    with app.app_context():
        for code, state, language in (
            (WAITING, CaseState.WITH_MANAGER, "sv"),
            (VOIDED, CaseState.VOIDED, "sv"),
            (ARABIC, CaseState.CLOSED, "ar"),
        ):
            given: dict[str, Any] = {**people, "code": code, "language": language}
            make_case(session, unit, state, **given)
        locator, slow = make_code("500050005000")
        for postcards, serials in ((False, ("10000009", "20000008")), (True, ("30000007",))):
            batch = FormBatch(
                unit_id=unit.id, postcards=postcards, language="sv", printed_on=PRINTED
            )
            session.add(batch)
            session.flush()
            for serial in serials:
                session.add(
                    PaperForm(
                        serial=serial, batch_id=batch.id, code_locator=locator, code_hash=slow
                    )
                )
        session.flush()
        make_case(session, unit, form_serial="10000009")


def lock_station(session: Session, station: int, now: datetime) -> None:
    """Let a station have tried too many codes."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    key = f"case-code:{station}"
    session.add(Tries(key=key, count=STATION_RULE.free, since=hour, last=hour))
