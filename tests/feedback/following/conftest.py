"""The office that the tests of following happen in."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.feedback.handling.offices import Office, make_office


@pytest.fixture
def office(app: Flask, session: Session) -> Office:
    """The people and their units."""
    return make_office(app, session)
