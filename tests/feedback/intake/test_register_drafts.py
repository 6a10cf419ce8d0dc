"""What staff have written themselves: drafts, and cases until somebody is assigned to them."""

import io
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.cases.belongings import Attachment
from feedback.cases.states import CaseState
from organisation.models import AuditEntry
from tests.conftest import FixedClock
from tests.feedback.handling.offices import Office
from tests.feedback.intake.hostile_files import jpeg
from tests.feedback.intake.writing import MINE, TOLD, cases, hidden, only, write
from tests.organisation.people import form_token

pytestmark = pytest.mark.pages


def test_a_draft_is_its_writers_only_keeps_its_day_and_becomes_the_case(
    rolf: FlaskClient, session: Session, office: Office, clock: FixedClock
) -> None:
    kept = write(rolf, channel="told", kind="complaint", text="Jag fick", do="draft", way="phone")
    assert kept.location == MINE
    draft = only(session)
    assert (draft.state, draft.number) == ("draft", None)
    address = f"/synpunkter/utkast/{draft.key.hex()}"
    assert address in rolf.get(MINE).text
    ulla = office.browser(office.investigator)
    assert ulla.get(address).status_code == 404
    assert address not in ulla.get(MINE).text
    clock.instant = datetime(2026, 3, 17, 9, tzinfo=UTC)
    rolf = office.browser(office.reception)
    page = rolf.get(address)
    assert "Jag fick" in page.text
    fields = {**TOLD, "way": "phone", "phone": "0701234567"}
    done = write(rolf, address, **fields, received="2026-03-12")
    assert "2026-0001 är registrerad" in done.text
    case = only(session)
    assert (case.key, case.received) == (draft.key, date(2026, 3, 12))
    assert case.rounds[0].received_reason is None
    assert rolf.get(address).status_code == 404


def test_a_draft_keeps_the_reason_of_its_day(
    rolf: FlaskClient, session: Session, clock: FixedClock
) -> None:
    early = {"received": "2026-03-02", "reason": "Låg i fel fack"}
    write(rolf, **TOLD, **early, do="draft")
    address = f"/synpunkter/utkast/{only(session).key.hex()}"
    assert 'value="Låg i fel fack"' in rolf.get(address).text
    write(rolf, address, **TOLD, **early)
    case = only(session)
    assert case.rounds[0].received_reason == "Låg i fel fack"
    assert [text.kind for text in case.texts] == ["said"]


def test_a_draft_with_a_file_can_be_thrown_away(rolf: FlaskClient, session: Session) -> None:
    write(rolf, **TOLD, do="draft", files=(io.BytesIO(jpeg()), "bild.jpg"))
    address = f"/synpunkter/utkast/{only(session).key.hex()}"
    page = rolf.get(address)
    assert "1 fil är redan sparad." in page.text
    many = [(io.BytesIO(jpeg()), f"{number}.jpg") for number in range(3)]
    too_many = write(rolf, address, **TOLD, do="draft", files=many)
    assert "Du kan skicka tre filer." in too_many.text
    rolf.post(f"{address}/ta-bort", data=hidden(page))
    assert cases(session) == 0
    assert session.scalars(select(Attachment)).all() == []


def test_the_writer_sees_and_corrects_what_they_registered_until_it_is_triaged(
    rolf: FlaskClient, session: Session, office: Office
) -> None:
    write(rolf, **TOLD)
    address = f"{MINE}/2026-0001"
    page = rolf.get(address)
    assert "Jag fick vänta." in page.text
    stale = rolf.post(address, data=hidden(page) | {"text": "Nytt", "revision": "99"})
    assert stale.status_code == 422
    assert "Någon har ändrat synpunkten." in stale.text
    rolf.post(address, data=hidden(page) | {"text": "Jag fick vänta länge."})
    assert [text.text for text in only(session).texts] == ["Jag fick vänta länge."]
    for browser in (office.browser(office.investigator), office.browser(office.theirs)):
        assert browser.get(address).status_code == 404


def test_what_is_triaged_is_read_only_and_what_is_assigned_is_gone(
    office: Office, rolf: FlaskClient
) -> None:
    registered = office.case(CaseState.REGISTERED, registered_by=office.reception.id)
    address = f"{MINE}/{registered.number}"
    page = rolf.get(address)
    assert "Be utredaren om något är fel." in page.text
    token = {"csrf_token": form_token(page), "text": "Nytt"}
    assert rolf.post(address, data=token).status_code == 404
    assigned = office.case(CaseState.ASSIGNED, registered_by=office.reception.id)
    assert rolf.get(f"{MINE}/{assigned.number}").status_code == 404
    assert str(assigned.number) not in rolf.get(MINE).text


def test_the_reception_cannot_browse(office: Office, rolf: FlaskClient) -> None:
    case = office.case(CaseState.RECEIVED)
    assert str(case.number) not in rolf.get(MINE).text
    assert rolf.get(f"{MINE}/{case.number}").status_code == 404


def test_opening_and_correcting_leave_rows_without_words(
    rolf: FlaskClient, session: Session, office: Office
) -> None:
    write(rolf, **TOLD)
    page = rolf.get(f"{MINE}/2026-0001")
    rolf.post(f"{MINE}/2026-0001", data=hidden(page) | {"text": "Nytt"})
    session.rollback()
    rows = session.scalars(select(AuditEntry).where(AuditEntry.subject_kind == "case")).all()
    actions = [row.action for row in rows if row.staff_id == office.reception.id]
    assert actions == ["case_receive", "case_opened", "case_change_facts"]
    assert {row.subject_id for row in rows} == {"2026-0001"}
