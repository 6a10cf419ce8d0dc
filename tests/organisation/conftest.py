"""A unit tree, people in it and pages that only tests have."""

from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from organisation.access import Permission, check, public, requires, signed_in, units_for
from organisation.models import Staff, Unit
from tests.factories import make_unit
from tests.organisation.people import make_staff


@dataclass(frozen=True)
class House:
    """section > homeless > shelter, beside it elders; anna is investigator in homeless."""

    section: Unit
    homeless: Unit
    shelter: Unit
    elders: Unit
    anna: Staff


@pytest.fixture
def house(session: Session) -> House:
    """The tree and anna, stored."""
    section = make_unit(session, "section")
    homeless = make_unit(session, "homeless", section)
    shelter = make_unit(session, "shelter", homeless)
    elders = make_unit(session, "elders", section)
    anna = make_staff(session, homeless)
    session.commit()
    return House(section, homeless, shelter, elders, anna)


@pytest.fixture
def app(app: Flask) -> Flask:
    """The application with a few routes to try access on."""
    app.add_url_rule("/prov/oppen", "try_public", public(_who), methods=["GET", "POST"])
    results = requires(Permission.READ_RESULTS)
    app.add_url_rule("/prov/resultat", "try_results", results(_who), methods=["GET", "POST"])
    app.add_url_rule("/prov/enhet/<int:unit_id>", "try_unit", results(_unit))
    return app


@pytest.fixture
def second(app: Flask) -> FlaskClient:
    """Another browser."""
    return app.test_client()


def _who() -> ResponseReturnValue:
    staff = signed_in()
    text = staff.user_name if staff else "nobody"
    return (
        f"{text} {sorted(units_for(Permission.READ_RESULTS))}",
        200,
        {"Content-Type": "text/plain"},
    )


def _unit(unit_id: int) -> ResponseReturnValue:
    check(Permission.READ_RESULTS, unit_id)
    return "shown", 200, {"Content-Type": "text/plain"}
