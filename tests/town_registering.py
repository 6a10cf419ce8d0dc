"""What the town's staff have written down: a draft, cases that wait, a file of the city's form."""

from datetime import date
from io import BytesIO
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from feedback.cases.kinds import Channel
from feedback.cases.states import CaseState
from feedback.intake.city_form import Allowed
from feedback.intake.city_form_work import receive_file
from organisation.models import Role, Unit
from organisation.staff import find_staff
from tests.feedback.factories import make_case

CITY_FILE = "nummer;datum;typ;enhet;text\nA-1;2026-03-02;klagomål;homeless;811218-9876\n"


def add_registered(app: Flask, session: Session, unit: Unit) -> dict[str, str]:
    """Written by the Swedish reception; the file is the Swedish investigator's."""
    reception = find_staff(session, f"{Role.RECEPTION}-sv")
    investigator = find_staff(session, f"{Role.INVESTIGATOR}-sv")
    assert reception
    assert investigator
    told: dict[str, Any] = {
        "registered_by": reception.id,
        "channel": Channel.TOLD,
        "read_back": True,
    }
    with app.app_context():
        draft = make_case(session, unit, CaseState.DRAFT, **told)
        waiting = make_case(session, unit, CaseState.RECEIVED, **told)
        triaged = make_case(session, unit, CaseState.REGISTERED, **told, language="ar")
        allowed = Allowed(date(2026, 3, 12), ["homeless"], ["sv"])
        sent = FileStorage(BytesIO(CITY_FILE.encode()))
        file, _problems = receive_file(sent, investigator.id, allowed)
    return {
        "own_draft": draft.key.hex(),
        "own_case": waiting.number or "",
        "own_triaged": triaged.number or "",
        "city_file": file,
    }
