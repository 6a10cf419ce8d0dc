"""Closing a case: outcome, theme and two sentences without names."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from feedback.cases.kinds import Kind
from feedback.cases.states import CaseState
from feedback.handling.closing import personal_shape
from tests.feedback.factories import a_theme
from tests.feedback.handling.offices import Office, make_office, page_of, send

pytestmark = pytest.mark.thorough


@pytest.fixture
def office(app: Flask, session: Session) -> Office:
    """The people."""
    return make_office(app, session)


def ending(office: Office, **changes: str) -> dict[str, str]:
    """A filled-in closing."""
    theme = a_theme(office.session)
    office.session.commit()
    said = {"said": "Väntan var lång.", "did": "Vi har fler tider."}
    return {"outcome": "founded", "theme": str(theme.id), **said, **changes}


def test_a_case_is_closed_with_outcome_theme_and_two_sentences(office: Office) -> None:
    case, maria = office.case(CaseState.ANSWERED), office.browser(office.manager)
    done = send(maria, page_of(case), f"/synpunkter/{case.number}/avsluta", ending(office))
    assert done.location == f"/synpunkter/{case.number}"
    now = office.fresh(case)
    assert (now.state, now.outcome, now.said) == ("closed", "founded", "Väntan var lång.")
    assert "Så slutade det" in maria.get(done.location).text


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"outcome": "done"}, 1),
        ({"theme": "99999999999999999999"}, 1),
        ({"theme": "x", "said": ""}, 2),
        ({"did": "x" * 301}, 1),
        ({"said": "Ring 070-123 45 67."}, 1),
        ({"said": "Hon är född 640823-3234.", "did": "Vi skrev till kim@example.org."}, 2),
    ],
)
def test_a_closing_that_is_not_whole_is_refused(
    office: Office, changes: dict[str, str], wrong: int
) -> None:
    case, maria = office.case(CaseState.ANSWERED), office.browser(office.manager)
    action = f"/synpunkter/{case.number}/avsluta"
    refused = send(maria, page_of(case), action, ending(office, **changes))
    assert refused.status_code == 422
    assert refused.text.count('class="error"') == wrong
    assert office.fresh(case).state == CaseState.ANSWERED


def test_what_only_looks_like_a_telephone_number_may_stay(office: Office) -> None:
    case, maria = office.case(CaseState.ANSWERED), office.browser(office.manager)
    fields = ending(office, did="Vår nya telefon är 08-508 00 000.", keep="1")
    done = send(maria, page_of(case), f"/synpunkter/{case.number}/avsluta", fields)
    assert done.status_code == 303


@pytest.mark.parametrize("kind", [Kind.PRAISE, Kind.QUESTION, Kind.DEVIATION])
def test_other_kinds_end_without_an_outcome(office: Office, kind: Kind) -> None:
    case, maria = office.case(CaseState.ANSWERED, kind=kind), office.browser(office.manager)
    assert "Hur slutade det?" not in maria.get(page_of(case)).text
    action = f"/synpunkter/{case.number}/avsluta"
    assert send(maria, page_of(case), action, ending(office)).status_code == 303
    assert office.fresh(case).outcome is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ring 08/508 00 000", "telefonnummer"),
        ("kim@example.org", "mejladress"),
        ("640823-3234", "personnummer"),
        ("Vi har 12 tider och 3 rum sedan 2026.", ""),
        ("Den 12 mars 2026 kl. 10", ""),
    ],
)
def test_shapes_of_personal_data_are_noticed(app: Flask, text: str, told: str) -> None:
    with app.test_request_context():
        assert told in personal_shape(text)
        assert bool(personal_shape(text)) == bool(told)
