"""The signed-in person as who does something, behind `requires`; what they did, in the audit log."""

from flask import request

from core.clock import clock
from core.database import READING_METHODS, own_transaction, session
from core.errors import NotAllowed
from organisation.access import signed_in
from organisation.audit import record
from organisation.models import Staff


def person() -> Staff:
    """Who asks. Raises NotAllowed when nobody is signed in, which `requires` has refused before."""
    staff = signed_in()
    if staff is None:
        raise NotAllowed
    return staff


def note(action: str, kind: str, subject: object) -> None:
    """Log what the person did. What is only looked at is logged in a transaction beside."""
    row = (person().id, clock().now(), action, kind, subject)
    if request.method in READING_METHODS:
        with own_transaction() as own:
            record(own, *row)
    else:
        record(session(), *row)
