"""Staff write down for somebody: each channel, the day, printed forms, drafts, what they see."""

import re
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core.codes import Gender, Missing
from feedback.cases.codes import find_by_code, make_code
from feedback.cases.contact import read_contact
from feedback.intake.models import FormBatch, PaperForm
from feedback.intake.serials import check_digit, shown_serial
from tests.conftest import FixedClock
from tests.feedback.factories import CODE
from tests.feedback.handling.offices import Office
from tests.feedback.intake.writing import NEW, TOLD, cases, hidden, only, write
from tests.organisation.people import form_token
from tests.printed import text_of

pytestmark = pytest.mark.pages

SERIAL = f"4821773{check_digit('4821773')}"


def print_form(app: Flask, session: Session, office: Office) -> None:
    """A form of the unit in Arabic."""
    with app.app_context():
        locator, stored = make_code(CODE)
    batch = FormBatch(
        unit_id=office.unit.id, postcards=False, language="ar", printed_on=date(2026, 3, 1)
    )
    form = PaperForm(serial=SERIAL, batch=batch, code_locator=locator, code_hash=stored)
    session.add(form)
    session.commit()


def test_what_is_told_gets_a_number_a_code_and_a_last_day(
    app: Flask, rolf: FlaskClient, session: Session, office: Office, clock: FixedClock
) -> None:
    done = write(rolf, **TOLD, unit=str(office.unit.id), gender="1")
    assert done.status_code == 200
    assert "<h1>2026-0001 är registrerad</h1>" in done.text
    assert "torsdag 26 mars 2026" in done.text
    case = only(session)
    assert (case.kind, case.channel, case.unit_id) == ("complaint", "told", office.unit.id)
    assert (case.gender, case.read_back, case.anonymous) == (int(Gender.WOMAN), True, True)
    assert case.registered_by == office.reception.id
    assert [text.text for text in case.texts] == ["Jag fick vänta."]
    code = re.search(r'number">(\d{4} \d{4} \d{4})</p>', done.text)
    assert code
    with app.app_context():
        assert find_by_code(session, code[1].replace(" ", ""), clock.instant) is not None


def test_the_slip_holds_the_code_and_nobody_elses_browser_gets_it(
    rolf: FlaskClient, office: Office
) -> None:
    done = write(rolf, **TOLD, language="en")
    fields = hidden(done) | {"number": "2026-0001"}
    printed = rolf.post(f"{NEW}/lapp", data=fields)
    assert printed.mimetype == "application/pdf"
    code = fields["code"]
    assert f"{code[:4]} {code[4:8]} {code[8:]}" in text_of(printed.data)
    wrong = rolf.post(f"{NEW}/lapp", data=fields | {"code": "000000000000"})
    assert wrong.status_code == 404
    ulla = office.browser(office.investigator)
    token = form_token(ulla.get(NEW))
    assert ulla.post(f"{NEW}/lapp", data=fields | {"csrf_token": token}).status_code == 404


def test_the_same_form_sent_twice_is_one_case_with_the_same_code(
    rolf: FlaskClient, session: Session
) -> None:
    form = {**hidden(rolf.get(NEW)), "do": "save", **TOLD}
    first, second = rolf.post(NEW, data=form), rolf.post(NEW, data=form)
    assert cases(session) == 1
    shown = re.findall(r'number">([^<]+)</p>', first.text)
    assert shown == re.findall(r'number">([^<]+)</p>', second.text)
    other = rolf.post(NEW, data=form | {"code": "111122223333"})
    assert "1111 2222 3333" not in other.text


@pytest.mark.parametrize("channel", ["letterbox", "letter", "telephone", "email", "postcard"])
def test_every_other_channel_makes_a_case_with_a_code(
    channel: str, rolf: FlaskClient, session: Session
) -> None:
    done = write(rolf, channel=channel, kind="praise", read_back="no")
    assert done.status_code == 200
    case = only(session)
    assert case.channel == channel
    assert case.code_hash is not None
    assert (case.unit_id, case.gender, case.texts) == (None, int(Missing.SKIPPED), [])
    assert case.read_back is (False if channel == "telephone" else None)


def test_a_deviation_has_no_code_no_promise_and_needs_words(
    rolf: FlaskClient, session: Session
) -> None:
    assert write(rolf, channel="internal").status_code == 422
    done = write(rolf, channel="internal", text="Dörren var olåst.", way="home", gender="1")
    assert "En avvikelse har ingen sista dag." in done.text
    case = only(session)
    assert (case.kind, case.code_hash, case.rounds[0].last_day) == ("deviation", None, None)
    assert case.gender == int(Missing.SKIPPED)


def test_what_lay_in_the_letterbox_at_first_came_on_the_working_day_before(
    office: Office, session: Session, clock: FixedClock
) -> None:
    clock.instant = datetime(2026, 3, 16, 9, tzinfo=UTC)
    rolf = office.browser(office.reception)
    page = rolf.get(NEW).text
    assert "räknas som mottagen fredag 13 mars 2026" in page
    write(rolf, channel="letterbox", kind="question")
    assert only(session).received == date(2026, 3, 13)


def test_a_later_emptying_counts_the_same_day(
    office: Office, session: Session, clock: FixedClock
) -> None:
    clock.instant = datetime(2026, 3, 16, 9, tzinfo=UTC)
    rolf = office.browser(office.reception)
    write(rolf, channel="letterbox", kind="question", emptied="later")
    assert only(session).received == date(2026, 3, 16)


@pytest.mark.parametrize(
    ("received", "reason", "text"),
    [
        ("2026-03-13", "Fel fack", "Dagen har inte varit än."),
        ("2026-03-02", "", "Skriv varför dagen är en annan."),
        ("2024-03-02", "Fel fack", "Är året rätt?"),
        ("i går", "Fel fack", "Skriv en dag så här"),
        ("2026-03-02", "x" * 301, "högst 300 tecken"),
    ],
)
def test_another_day_needs_a_reason_and_has_been(
    received: str, reason: str, text: str, rolf: FlaskClient, session: Session
) -> None:
    refused = write(rolf, **TOLD, received=received, reason=reason)
    assert refused.status_code == 422
    assert text in refused.text
    assert "Jag fick vänta." in refused.text
    assert cases(session) == 0


def test_another_day_with_a_reason_is_counted_from(rolf: FlaskClient, session: Session) -> None:
    write(rolf, **TOLD, received="2026-03-02", reason="Låg i fel fack")
    first = only(session).rounds[0]
    assert (first.received, first.received_reason) == (date(2026, 3, 2), "Låg i fel fack")
    assert first.nominal == date(2026, 3, 16)


def test_a_serial_brings_the_code_the_unit_and_the_language_of_the_form(
    app: Flask, rolf: FlaskClient, session: Session, office: Office, clock: FixedClock
) -> None:
    print_form(app, session, office)
    done = write(rolf, channel="letter", kind="complaint", serial=shown_serial(SERIAL))
    assert "Koden står på remsan" in done.text
    assert "Ge personen koden nu" not in done.text
    case = only(session)
    assert (case.form_serial, case.unit_id, case.language) == (SERIAL, office.unit.id, "ar")
    with app.app_context():
        found = find_by_code(session, CODE, clock.instant)
        assert found is not None
        assert found.key == case.key
        session.commit()
    again = write(rolf, channel="letter", kind="complaint", serial=SERIAL)
    assert again.status_code == 422
    assert "Blanketten är redan registrerad." in again.text


def test_what_is_chosen_goes_before_what_the_form_was_printed_for(
    app: Flask, rolf: FlaskClient, session: Session, office: Office
) -> None:
    print_form(app, session, office)
    other = str(office.other.id)
    write(rolf, channel="postcard", kind="praise", serial=SERIAL, unit=other, language="fi")
    case = only(session)
    assert (case.unit_id, case.language) == (office.other.id, "fi")


@pytest.mark.parametrize(
    ("serial", "text"),
    [
        (f"4821773{(int(SERIAL[-1]) + 1) % 10}", "Numret stämmer inte."),
        ("4821", "Numret stämmer inte."),
        (f"1234567{check_digit('1234567')}", "Ingen blankett har det numret."),
    ],
)
def test_a_wrong_or_unknown_serial_is_refused_at_its_field(
    serial: str, text: str, rolf: FlaskClient, session: Session
) -> None:
    refused = write(rolf, channel="letterbox", kind="complaint", serial=serial)
    assert refused.status_code == 422
    assert text in refused.text
    assert 'id="serial-error"' in refused.text
    assert cases(session) == 0


def test_the_fields_of_a_way_are_asked_for_and_kept_encrypted(
    app: Flask, rolf: FlaskClient, session: Session
) -> None:
    refused = write(rolf, **TOLD, way="home", name="Kim Berg", postcode="1")
    assert refused.status_code == 422
    assert "Skriv gata och nummer." in refused.text
    home = {"street": "Storgatan 1", "postcode": "111 22", "town": "Stockholm"}
    write(rolf, **TOLD, way="home", name="Kim Berg", phone="070-1234567", **home)
    case = only(session)
    assert (case.answer_way, case.anonymous) == ("home", False)
    with app.app_context():
        assert read_contact(session, case) == {"name": "Kim Berg", **home}


def test_who_the_case_is_about_may_write_it_and_offers_another_talk(
    rolf: FlaskClient, session: Session
) -> None:
    done = write(rolf, **TOLD, concerned="yes")
    assert "Erbjud ett samtal till" in done.text
    assert only(session).written_by_concerned


def test_a_personal_number_is_looked_at_twice(rolf: FlaskClient, session: Session) -> None:
    told = TOLD | {"text": "Kim, 811218-9876, fick vänta."}
    refused = write(rolf, **told)
    assert refused.status_code == 422
    assert "Det ser ut som ett personnummer." in refused.text
    assert write(rolf, **told, number_stays="yes").status_code == 200
    assert cases(session) == 1
