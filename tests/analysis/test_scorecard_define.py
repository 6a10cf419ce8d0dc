"""Defining indicators and their targets in a browser: what is refused, two who save at once."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.scorecard.models import Indicator
from tests.analysis.scorecards import make_indicator
from tests.feedback.handling.offices import Office, make_office, send

pytestmark = pytest.mark.thorough

CARD = "/styrkort"
NEW = {
    "indicator_name": "Avslut till eget boende",
    "indicator_quantity": "share",
    "indicator_direction": "at_least",
    "indicator_frequency": "year",
    "indicator_feed": "hand",
    "indicator_whole": "1",
}


@pytest.fixture
def office(app: Flask, session: Session) -> Office:
    """The people."""
    return make_office(app, session)


def made(office: Office) -> str:
    """The address of a stored indicator of the unit."""
    one = make_indicator(office.session, office.unit)
    office.session.commit()
    return f"{CARD}/{one.id}"


def test_an_indicator_is_defined_aimed_changed_and_retired(office: Office) -> None:
    ulla, new = office.browser(office.investigator), f"{CARD}/ny"
    response = send(ulla, new, new, {**NEW, "indicator_unit": "homeless"})
    assert response.status_code == 303
    change = response.headers["Location"]
    one = change.removesuffix("/andra")
    aims = {"target_year": "2025", "target_unit_kind": "number", "target_unit_value": "33,3 %",
            "target_council_kind": "by_board"}  # fmt: skip
    assert send(ulla, change, f"{one}/mal", aims).status_code == 303
    assert "Årsmål: minst 33,3\u00a0%; Nämndens mål: Tas fram av nämnd" in ulla.get(change).text
    assert 'value="33.3"' in ulla.get(f"{change}?ar=2025").text
    other = {**NEW, "indicator_quantity": "count"}
    refused = send(ulla, change, change, other)
    assert refused.status_code == 422
    assert 'id="indicator_quantity-error"' in refused.text
    fields = {**NEW, "indicator_retired": "1", "indicator_name": "Det gamla"}
    assert send(ulla, change, change, fields).status_code == 303
    page = ulla.get(f"{CARD}?enhet=homeless").text
    assert "Inga indikatorer än" in page
    assert "Det gamla" in page
    # No targets at all takes them away.
    assert send(ulla, change, f"{one}/mal", {"target_year": "2025"}).status_code == 303
    assert "Inga mål är skrivna än." in ulla.get(change).text


#: What is changed in NEW, and where it is refused.
NO_INDICATOR = [
    ({"indicator_name": " \x00"}, "indicator_name"),
    ({"indicator_name": "x" * 201}, "indicator_name"),
    ({"indicator_definition": "x" * 1001}, "indicator_definition"),
    ({"indicator_quantity": "shares"}, "indicator_quantity"),
    ({"indicator_direction": ""}, "indicator_direction"),
    ({"indicator_frequency": "\x00"}, "indicator_frequency"),
    ({"indicator_feed": "x"}, "indicator_feed"),
    ({"indicator_quantity": "amount"}, "indicator_measured_in"),
    ({"indicator_feed": "variable", "indicator_item": "99999999999999999999"}, "indicator_item"),
    ({"indicator_feed": "cases", "indicator_case_figure": "x"}, "indicator_case_figure"),
    (
        {
            "indicator_feed": "cases", "indicator_case_figure": "on_time",
            "indicator_frequency": "week",
        },
        "indicator_frequency",
    ),
    (
        {
            "indicator_feed": "cases", "indicator_case_figure": "days",
            "indicator_frequency": "year",
        },
        "indicator_quantity",
    ),
    ({"indicator_adds_up": "1"}, "indicator_adds_up"),
    (
        {
            "indicator_adds_up": "1", "indicator_quantity": "mean",
            "indicator_frequency": "month",
        },
        "indicator_adds_up",
    ),
    ({"indicator_unit": "elders x"}, "indicator_unit"),
    ({"indicator_unit": ""}, "indicator_unit"),
]  # fmt: skip


def test_what_is_wrong_in_a_definition_is_said_at_its_field(office: Office) -> None:
    ulla, new = office.browser(office.investigator), f"{CARD}/ny"
    for changed, wrong in NO_INDICATOR:
        response = send(ulla, new, new, {**NEW, "indicator_unit": "homeless", **changed})
        assert response.status_code == 422, changed
        assert f'id="{wrong}"' in response.text, changed
        assert f'href="#{wrong}"' in response.text, changed
    assert not office.session.scalars(select(Indicator)).all()


#: What is changed in targets, and where it is refused.
NO_TARGETS = [
    ({"target_year": "1999"}, "target_year"),
    ({"target_year": "2025x"}, "target_year"),
    ({"target_unit_value": ""}, "target_unit_value"),
    ({"target_unit_value": "140"}, "target_unit_value"),
    ({"target_council_kind": "x"}, "target_council_kind"),
]


def test_targets_that_cannot_be_are_refused(office: Office) -> None:
    one, ulla = made(office), office.browser(office.investigator)
    aims = {"target_year": "2025", "target_unit_kind": "number", "target_unit_value": "40"}
    for changed, wrong in NO_TARGETS:
        response = send(ulla, f"{one}/andra", f"{one}/mal", {**aims, **changed})
        assert response.status_code == 422, changed
        assert f'id="{wrong}-error"' in response.text, changed


def test_two_who_set_targets_at_once_are_told(office: Office) -> None:
    one, ulla = made(office), office.browser(office.investigator)
    aims = {"target_year": "2025", "target_unit_kind": "number", "target_unit_value": "40"}
    old = {"revision": str(office.session.scalars(select(Indicator.revision)).one())}
    office.session.commit()
    change = f"{one}/andra"
    assert send(ulla, change, f"{one}/mal", {**aims, **old}).status_code == 303
    late = {**aims, **old, "target_unit_value": "45"}
    response = send(ulla, change, f"{one}/mal", late)
    assert response.status_code == 409
    assert 'value="45"' in response.text
    assert "minst 40\u00a0%" in response.text
    late = {**NEW, **old, "indicator_name": "Mitt namn"}
    response = send(ulla, change, change, late)
    assert response.status_code == 409
    assert "Mitt" in response.text
