"""Themes: a new one, another name, out of use and back."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.cases.models import Theme
from feedback.cases.states import CaseState
from tests.feedback.handling.offices import Office, make_office, send

LIST = "/synpunkter/teman"


@pytest.fixture
def office(app: Flask, session: Session) -> Office:
    """The people."""
    return make_office(app, session)


def test_a_theme_is_added_renamed_and_taken_out_of_use(office: Office) -> None:
    ulla = office.browser(office.investigator)
    assert "<h1>10 teman att välja</h1>" in ulla.get(LIST).text
    send(ulla, LIST, fields={"name": " Tolk "})
    page = ulla.get(LIST).text
    assert "<h1>11 teman att välja</h1>" in page
    theme = office.session.scalars(select(Theme).where(Theme.name == "Tolk")).one()
    office.session.commit()
    one = f"{LIST}/{theme.id}"
    send(ulla, one, fields={"name": "Språk och tolk"})
    case = office.case(CaseState.ANSWERED)
    assert "Språk och tolk" in ulla.get(f"/synpunkter/{case.number}/svar").text
    send(ulla, one, f"{one}/anvand", {"retired": "1"})
    assert "Språk och tolk" not in ulla.get(f"/synpunkter/{case.number}/svar").text
    assert "Ta i bruk igen" in ulla.get(one).text
    send(ulla, one, f"{one}/anvand")
    assert "Språk och tolk" in ulla.get(f"/synpunkter/{case.number}/svar").text


@pytest.mark.parametrize("name", ["", "x" * 81, "\x00", "VÄNTAN"])
def test_a_name_is_short_and_nobody_elses(office: Office, name: str) -> None:
    ulla = office.browser(office.investigator)
    assert send(ulla, LIST, fields={"name": name}).status_code == 422
    other = office.session.scalars(select(Theme).where(Theme.name != "väntan")).first()
    office.session.commit()
    assert other
    page = send(ulla, f"{LIST}/{other.id}", fields={"name": name})
    assert page.status_code == 422
    assert 'id="name-error"' in page.text


def test_managers_do_not_keep_the_themes(office: Office) -> None:
    maria = office.browser(office.manager)
    assert maria.get(LIST).status_code == 403
    assert send(maria, LIST, fields={"name": "Tolk"}).status_code == 403
    assert office.browser(office.investigator).get(f"{LIST}/999999").status_code == 404
