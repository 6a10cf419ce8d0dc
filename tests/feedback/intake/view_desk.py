"""A person at the form of a view: opens it, fills it in, sends it."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from werkzeug.test import TestResponse

from feedback.cases.models import Case
from tests.conftest import FixedClock
from tests.organisation.people import SAME_SITE

WEB = "/tyck-till"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
WORDS = "Jag fick vänta länge."
COMPLAINT = {"kind": "complaint", "text": WORDS}


class Desk:
    """One browser at one address."""

    def __init__(self, client: FlaskClient, clock: FixedClock, path: str = WEB) -> None:
        self.client, self.clock, self.path = client, clock, path
        self.hidden: dict[str, str] = {}

    def open(self, language: str = "sv") -> str:
        """Open the empty form, and let ten seconds pass; gives its text."""
        response = self.client.get(f"{self.path}?lang={language}")
        assert response.status_code == 200
        self.clock.instant += timedelta(seconds=10)
        return self.see(response)

    def see(self, response: TestResponse) -> str:
        """Take what stands in the hidden fields of a page."""
        self.hidden = dict(HIDDEN.findall(response.text))
        return response.text

    def post(self, do: str = "send", **typed: Any) -> TestResponse:
        """Press a button of the form in sight."""
        data: Mapping[str, Any] = {**self.hidden, "do": do, **typed}
        return self.client.post(self.path, data=data, headers=SAME_SITE)

    def send(self, **typed: Any) -> TestResponse:
        """Open the form and send a complaint with these fields."""
        self.open()
        return self.post(**{**COMPLAINT, **typed})


def cases(session: Session) -> Sequence[Case]:
    """Everything that is stored with its texts; holds up nobody afterwards."""
    session.rollback()
    found = session.scalars(select(Case).options(selectinload(Case.texts))).all()
    session.expunge_all()
    session.rollback()
    return found
