"""Cases with a code, and a browser that reads their answers."""

import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from feedback.cases.models import Case
from feedback.cases.states import CaseState
from organisation.models import Unit
from tests.feedback.factories import CODE, make_case
from tests.organisation.people import SAME_SITE

WEB = "/mitt-svar"
ANSWER = "Hej! Vi har ändrat det. (sv)"
SAID = "Jag fick vänta länge."
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def a_case(app: Flask, session: Session, unit: Unit, state: CaseState, **given: Any) -> Case:
    """A case with CODE in a state; committed."""
    with app.test_request_context():
        case = make_case(session, unit, state, **{"code": CODE, **given})
    session.commit()
    return case


def use(
    client: FlaskClient, response: TestResponse, path: str = WEB, **fields: str
) -> TestResponse:
    """Send the form of a page, with its hidden fields and others."""
    hidden = dict(HIDDEN.findall(response.text))
    return client.post(path, data={**hidden, **fields}, headers=SAME_SITE)


def read(client: FlaskClient, code: str = CODE, path: str = WEB, lang: str = "sv") -> TestResponse:
    """Open the form and send a code."""
    return use(client, client.get(f"{path}?lang={lang}"), path, do="read", code=code)
