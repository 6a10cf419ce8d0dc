"""People at an office, and browsers in which they are signed in."""

import re
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from feedback.cases.kinds import TextKind
from feedback.cases.models import Case, CaseText
from feedback.cases.states import CaseState
from organisation.models import Role, Staff, Unit
from tests.factories import make_unit
from tests.feedback.factories import make_case
from tests.organisation.people import form_token, make_staff, sign_in

EASY = "Tack för att du skrev. Nu har vi fler tider."
ARABIC = "شكراً لك. لدينا الآن مواعيد أكثر."
SEND = {"action": "send", "answer": EASY, "how": "written", "serious": "no"}
BOTH = {**SEND, "translation": ARABIC, "translator": "Tolken Amal"}
HIDDEN = re.compile(r'<input type="hidden" name="(revision|seen)" value="([^"]*)">')


@dataclass(frozen=True)
class Office:
    """Two units side by side below a section, with people of the first; `theirs` manages the other."""

    app: Flask
    session: Session
    section: Unit
    unit: Unit
    other: Unit
    manager: Staff
    colleague: Staff
    investigator: Staff
    theirs: Staff
    reception: Staff

    def browser(self, staff: Staff) -> FlaskClient:
        """A browser in which somebody is signed in."""
        client = self.app.test_client()
        sign_in(client, staff.user_name)
        return client

    def case(self, state: CaseState = CaseState.WITH_MANAGER, **given: Any) -> Case:
        """A case of the unit, its manager's."""
        people = {"manager": self.manager, "investigator": self.investigator}
        with self.app.app_context():
            made = make_case(self.session, self.unit, state, **{**people, **given})
        self.session.commit()
        return made

    def fresh(self, case: Case) -> Case:
        """The case as it is stored now; nothing is held up."""
        self.session.expire_all()
        self.session.refresh(case)
        assert case.rounds
        assert case.texts
        assert case.events
        self.session.commit()
        return case


def make_office(app: Flask, session: Session) -> Office:
    """The units and their people, stored."""
    section = make_unit(session, "section")
    unit, other = make_unit(session, "homeless", section), make_unit(session, "elders", section)
    office = Office(
        app=app,
        session=session,
        section=section,
        unit=unit,
        other=other,
        manager=make_staff(session, unit, Role.MANAGER, "maria"),
        colleague=make_staff(session, unit, Role.MANAGER, "karin"),
        investigator=make_staff(session, section, Role.INVESTIGATOR, "ulla"),
        theirs=make_staff(session, other, Role.MANAGER, "tove"),
        reception=make_staff(session, unit, Role.RECEPTION, "rolf"),
    )
    session.commit()
    return office


def send(
    client: FlaskClient, page: str, action: str = "", fields: dict[str, str] | None = None
) -> TestResponse:
    """Send a form that stands on a page, with what its hidden fields hold."""
    shown = client.get(page)
    hidden = dict(HIDDEN.findall(shown.text))
    token = form_token(shown if shown.status_code == 200 else client.get("/mitt-konto"))
    return client.post(action or page, data={**hidden, "csrf_token": token, **(fields or {})})


def page_of(case: Case) -> str:
    """Where the answer is written."""
    return f"/synpunkter/{case.number}/svar"


def texts(office: Office, case: Case, kind: TextKind) -> list[CaseText]:
    """The stored texts of a kind."""
    return [one for one in office.fresh(case).texts if one.kind == kind]
