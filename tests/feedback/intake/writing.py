"""Writing down a case in a browser, and the one case that came of it."""

import re
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from feedback.cases.models import Case
from tests.organisation.people import form_token

NEW = "/synpunkter/ny"
MINE = "/synpunkter/mina"
TOLD = {"channel": "told", "kind": "complaint", "text": "Jag fick vänta.", "read_back": "yes"}
HIDDEN = re.compile(r'name="(key|code|revision)" value="([^"]*)"')


def hidden(page: TestResponse) -> dict[str, str]:
    """What the hidden fields of a form hold."""
    return {**dict(HIDDEN.findall(page.text)), "csrf_token": form_token(page)}


def write(client: FlaskClient, on: str = NEW, **fields: Any) -> TestResponse:
    """Fill in the form that stands on a page and send it."""
    return client.post(NEW, data={**hidden(client.get(on)), "do": "save", **fields})


def only(session: Session) -> Case:
    """The one case there is, with its texts and rounds; holds up nobody who writes."""
    with Session(session.get_bind()) as looking:
        case = looking.scalars(select(Case)).one()
        assert case.texts is not None
        assert case.rounds is not None
        return case


def cases(session: Session) -> int:
    """How many cases are stored; holds up nobody who writes."""
    with Session(session.get_bind()) as looking:
        return looking.scalar(select(func.count()).select_from(Case)) or 0
