"""Days from which a unit is another than before: said and taken back on the unit's page."""

from collections.abc import Sequence
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from organisation.models import AuditEntry, Role
from organisation.unit_changes import ChangeProblem, ChangeRefused, add_change, changes_of_units
from tests.organisation.conftest import House
from tests.organisation.people import make_staff, send, sign_in

PAGE = "/enheter/homeless"
CHANGES = f"{PAGE}/andringar"
CHANGE = {"change_day": "2022-01-01", "what": "Två enheter blev en."}


@pytest.fixture
def anna(client: FlaskClient, house: House) -> FlaskClient:
    """The investigator of homeless, signed in."""
    sign_in(client)
    return client


def stored(session: Session, house: House) -> list[tuple[date, str]]:
    """The changes of the unit, the newest first."""
    session.expire_all()
    found = [(one.day, one.what) for one in changes_of_units(session, [house.homeless.id])]
    session.commit()
    return found


def actions(session: Session) -> Sequence[str]:
    """What the audit log holds."""
    found = session.scalars(select(AuditEntry.action).filter_by(subject_kind="unit")).all()
    session.commit()
    return found


def test_a_change_is_said_listed_and_taken_back(
    anna: FlaskClient, session: Session, house: House
) -> None:
    assert send(anna, CHANGES, **CHANGE).location == PAGE
    send(anna, CHANGES, change_day="2019-05-01", what="Enheten fick ett nytt boende.")
    page = anna.get(PAGE).text
    assert page.index("<h3>1 januari 2022") < page.index("<h3>1 maj 2019")
    assert "Två enheter blev en." in page
    assert stored(session, house)[0] == (date(2022, 1, 1), CHANGE["what"])
    assert send(anna, f"{CHANGES}/2022-01-01/ta-bort").location == PAGE
    assert [day for day, _ in stored(session, house)] == [date(2019, 5, 1)]
    assert send(anna, f"{CHANGES}/2022-01-01/ta-bort").status_code == 303, "a second press"
    expected = ["unit_change_added", "unit_change_added", "unit_change_removed"]
    assert actions(session) == expected


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("change_day", ""), ("change_day", "i går"), ("change_day", "1889-01-01"),
        ("change_day", "2022-02-30"), ("change_day", "\x00"), ("change_day", "2" * 5000),
        ("what", ""), ("what", " \t\n "), ("what", "x" * 201),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_stays(
    anna: FlaskClient, session: Session, house: House, field: str, typed: str
) -> None:
    answer = send(anna, CHANGES, **CHANGE | {field: typed})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    kept = "what" if field == "change_day" else "change_day"
    assert f'value="{CHANGE[kept]}"' in answer.text
    assert stored(session, house) == []


def test_a_day_has_one_change(anna: FlaskClient, session: Session, house: House) -> None:
    send(anna, CHANGES, **CHANGE)
    again = send(anna, CHANGES, **CHANGE | {"what": "Något annat."})
    assert again.status_code == 422
    assert "Ta bort den först." in again.text
    assert stored(session, house) == [(date(2022, 1, 1), CHANGE["what"])]
    with pytest.raises(ChangeRefused) as refused:
        add_change(session, house.homeless, date(2022, 1, 1), "x")
    assert refused.value.problem is ChangeProblem.KNOWN_ALREADY
    session.rollback()


def test_a_change_is_shown_as_text(anna: FlaskClient) -> None:
    send(anna, CHANGES, **CHANGE | {"what": "<b>ny</b>"})
    assert "&lt;b&gt;ny&lt;/b&gt;" in anna.get(PAGE).text


@pytest.mark.parametrize("path", ["/enheter/elders/andringar", f"{CHANGES}/i-gar/ta-bort"])
def test_other_units_and_days_that_are_none_are_not_there(anna: FlaskClient, path: str) -> None:
    assert send(anna, path, **CHANGE).status_code == 404


def test_a_manager_changes_nothing(client: FlaskClient, session: Session, house: House) -> None:
    make_staff(session, house.homeless, Role.MANAGER, "chef")
    session.commit()
    sign_in(client, "chef")
    assert send(client, CHANGES, **CHANGE).status_code == 403
