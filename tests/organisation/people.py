"""People for tests: members of staff, and browsers in which they are signed in."""

import re
from collections.abc import Sequence

from argon2 import PasswordHasher
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from organisation.models import Role, Staff, StaffRole, Unit

PASSWORD = "korrekt häst batteri"
#: A cheap hash: the tests are about who gets in, not about how slowly.
HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


def make_staff(
    session: Session,
    unit: Unit,
    role: Role = Role.INVESTIGATOR,
    user_name: str = "anna",
    roles: Sequence[tuple[Role, Unit]] = (),
) -> Staff:
    """A member of staff with PASSWORD and one role, or the given ones."""
    held = roles or [(role, unit)]
    staff = Staff(
        user_name=user_name,
        name=user_name.title(),
        password_hash=HASH,
        roles=[StaffRole(role=role.value, unit_id=unit.id) for role, unit in held],
    )
    session.add(staff)
    session.flush()
    return staff


def sign_in(
    client: FlaskClient, user_name: str = "anna", password: str = PASSWORD, to: str = ""
) -> TestResponse:
    """Send the sign-in form as our own page would."""
    form = {"user_name": user_name, "password": password, "next": to}
    return client.post("/logga-in", data=form, headers=SAME_SITE)


def send(client: FlaskClient, address: str, **fields: str) -> TestResponse:
    """Send a form of the account page with its token."""
    token = form_token(client.get("/mitt-konto"))
    return client.post(address, data={**fields, "csrf_token": token})


def form_token(response: TestResponse) -> str:
    """The form token of a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', response.text)
    assert found, "the page has no form token"
    return found[1]
