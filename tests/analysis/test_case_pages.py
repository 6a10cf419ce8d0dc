"""Statistics of cases as page, picture, report and command: the same figures, in own units only."""

import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.cases.commands import cases
from core.codes import Gender
from feedback.cases.changing import set_conflicts
from feedback.cases.kinds import Channel, Kind
from feedback.cases.models import Case
from feedback.cases.moving import hold
from feedback.cases.states import CaseState
from organisation.models import AuditEntry, Measure, Role, Unit
from organisation.staff import find_staff
from tests.conftest import FixedClock
from tests.factories import make_unit
from tests.feedback.factories import TODAY, People, make_case
from tests.organisation.people import make_staff, sign_in

pytestmark = pytest.mark.pages

PAGE = "/synpunkter/statistik"
#: 2026-01-07 is a Wednesday; its fourteenth day is Wednesday 21 January.
WEDNESDAY = date(2026, 1, 7)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def unit(app: Flask, session: Session) -> Unit:
    """A unit with two below it, and cases that ended in every way."""
    top = make_unit(session)
    below = make_unit(session, "reception", top)
    make_unit(session, "shelter", top)
    make_staff(session, top, Role.INVESTIGATOR, "utredare")
    make_staff(session, below, Role.MANAGER, "chef")
    make_staff(session, top, Role.CASE_WORKER, "handlaggare")
    with app.app_context():
        _cases(session, top, below)
        elsewhere = make_unit(session, "elders")
        make_case(session, elsewhere, CaseState.CLOSED, received=WEDNESDAY, day=WEDNESDAY)
        session.commit()
    return top


def _cases(session: Session, top: Unit, below: Unit) -> None:
    """Eight of January that count: 3 on time, 1 late, 2 overdue; 1 handed over, 1 deviation."""
    given: dict[str, Any] = {"received": WEDNESDAY, "gender": int(Gender.WOMAN)}
    for state in (CaseState.CLOSED, CaseState.ANONYMISED):
        make_case(session, top, state, day=WEDNESDAY + timedelta(days=5), **given)
    men = {**given, "gender": int(Gender.MAN), "channel": Channel.KIOSK}
    make_case(session, below, CaseState.CLOSED, day=date(2026, 1, 21), kind=Kind.PRAISE, **men)
    make_case(session, below, CaseState.CLOSED, day=date(2026, 1, 22), kind=Kind.QUESTION, **men)
    make_case(session, below, CaseState.WITH_MANAGER, day=WEDNESDAY, confidential=True, **given)
    make_case(session, top, CaseState.RECEIVED, day=WEDNESDAY, **given)
    make_case(session, top, CaseState.HANDED_OVER, day=WEDNESDAY, **given)
    voided = make_case(session, top, CaseState.VOIDED, day=WEDNESDAY, **given)
    hold(session, voided, People(session, top, None, None).investigates(), TODAY, reason="x")
    deviation: dict[str, Any] = {
        "kind": Kind.DEVIATION,
        "channel": Channel.INTERNAL,
        "received": WEDNESDAY,
    }
    make_case(session, top, CaseState.REGISTERED, day=WEDNESDAY, **deviation)
    plain: dict[str, Any] = {"unit_id": top.id, "what": "x", "who": "y", "first_day": WEDNESDAY}
    for progress in ("done", "planned"):
        session.add(Measure(**plain, last_day=WEDNESDAY, state=progress, made_on=WEDNESDAY))


def told(app: Flask, *arguments: str, status: int = 0) -> str:
    """What `synpunkt cases report` prints."""
    with app.app_context():
        ended = CliRunner().invoke(cases, ["report", *arguments])
    assert ended.exit_code == status, ended.output
    return ended.output


def xml(text: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314 -- our own document.


def data(app: Flask, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(told(app, "--format", "json", *arguments))
    return found


def test_the_command_counts_what_the_database_holds(app: Flask, unit: Unit) -> None:
    found = data(app, "--tertial", "2026-T1", "--unit", "homeless")
    assert found["received"] == {"all": 7, "woman": 5, "man": 2, "other": 0}
    assert found["deviations"] == 1
    verdicts = found["on_time"]["all"]
    assert (verdicts["on_time"], verdicts["late"], verdicts["overdue"]) == (3, 1, 2)
    assert (verdicts["of"], verdicts["share"]) == (6, 0.5)
    assert found["measures"] == {"done": 1, "late": 1, "whole": 2}
    assert found["kind_by_unit"]["complaint"]["all"] == 5
    below = data(app, "--tertial", "2026-T1", "--unit", "reception")
    assert below["received"]["all"] == 3
    whole = data(app, "--year", "2026")
    assert whole["received"]["all"] == 8


def test_the_command_takes_days_and_hides_for_the_public(app: Flask, unit: Unit) -> None:
    since = data(app, "--from", "2026-01-08")
    assert (since["period"], since["received"]["all"]) == (
        {"name": "2026-01-08 – 2026-03-12", "from": "2026-01-08", "to": "2026-03-12"},
        0,
    )
    public = data(app, "--tertial", "2026-T1", "--public")
    assert (public["deviations"], public["closed"]) == (None, [])
    assert public["received"]["woman"] is None
    assert "2026-T1" in told(app, "--tertial", "2026-T1")


def test_the_command_says_what_it_cannot_do(app: Flask) -> None:
    for arguments in (
        ("--tertial", "2026"), ("--year", "2026-T1"), ("--from", "x"), ("--to", "2026-01-01"),
        ("--from", "2026-02-02", "--to", "2026-02-01"), ("--tertial", "2026-T1", "--year", "2026"),
        ("--public", "--from", "2026-01-01"), ("--public", "--unit", "homeless"),
    ):  # fmt: skip
        assert "Error" in told(app, *arguments, status=2)
    assert "no unit" in told(app, "--unit", "nowhere", status=1)


def test_an_investigator_reads_the_finding_with_its_counts(
    client: FlaskClient, session: Session, unit: Unit
) -> None:
    sign_in(client, "utredare")
    page = client.get(f"{PAGE}?period=2026-T1").text.replace("\u00a0", " ")
    assert "7 synpunkter kom in. 50 % av svaren kom i tid" in page
    assert "50 % (3 av 6, 2 försenade utan svar)" in page
    assert "Det var lång väntan." in page
    logged = session.scalars(select(AuditEntry.subject_id).filter_by(action="cases_statistics"))
    assert list(logged) == ["period=2026-T1"]


def test_a_manager_counts_own_cases_and_reads_no_sentence_of_what_is_about_them(
    client: FlaskClient, session: Session, unit: Unit, app: Flask
) -> None:
    sign_in(client, "chef")
    address = f"{PAGE}?period=2026-T1"
    before = client.get(address).text
    assert "3 synpunkter kom in" in before
    closed = session.scalars(select(Case).filter_by(state="closed", kind="praise")).one()
    chef = find_staff(session, "chef")
    assert chef
    assert closed.number
    assert closed.number in before
    with app.app_context():
        people = People(session, unit, None, None)
        set_conflicts(session, closed, people.investigates(), TODAY, staff_ids=[chef.id])
        session.commit()
    after = client.get(address).text
    assert "3 synpunkter kom in" in after
    assert closed.number not in after


def test_others_get_no_small_group_and_no_sentence(client: FlaskClient, unit: Unit) -> None:
    sign_in(client, "utredare")
    page = client.get(f"{PAGE}?period=2026-T1&for=andra").text
    assert "7 synpunkter kom in" in page
    assert "visas inte" in page
    assert "Det var lång väntan." not in page
    assert client.get(f"{PAGE}?period=2026-T1&for=andra&enhet=reception").status_code == 404
    days = client.get(f"{PAGE}?fran=2026-01-01&till=2026-01-31&for=andra")
    assert (days.status_code, "Välj en tertial eller ett år" in days.text) == (422, True)


def test_a_chart_is_a_picture_of_what_its_reader_may_see(client: FlaskClient, unit: Unit) -> None:
    sign_in(client, "utredare")
    for form in ("", "&smal=1", "&mork=1"):
        found = client.get(f"{PAGE}/diagram/inkomna.svg?period=2026-T1{form}")
        assert found.mimetype == "image/svg+xml"
        assert b"<svg" in found.data
    inside = client.get(f"{PAGE}/diagram/i-tid.svg?period=2026-T1").data
    assert inside != client.get(f"{PAGE}/diagram/i-tid.svg?period=2026-T1&for=andra").data


def test_the_report_opens_as_pdf_with_its_words_and_language(
    client: FlaskClient, unit: Unit
) -> None:
    sign_in(client, "utredare")
    found = client.get(f"{PAGE}/rapport/pdf?period=2026-T1")
    document = PdfReader(io.BytesIO(found.data))
    text = " ".join(page.extract_text() for page in document.pages).replace("\u00a0", " ")
    assert "7 synpunkter kom in" in text
    assert "50 % (3 av 6, 2 försenade" in " ".join(text.split())
    root: Any = document.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("sv", True)
    assert b"/Alt" in found.data or "/StructTreeRoot" in root


def test_the_report_opens_as_a_workbook_with_numbers(client: FlaskClient, unit: Unit) -> None:
    sign_in(client, "utredare")
    book = load_workbook(io.BytesIO(client.get(f"{PAGE}/rapport/xlsx?period=2026-T1").data))
    kinds = {row[0]: row[-1] for row in book["Typ och enhet"].iter_rows(values_only=True)}
    assert (kinds["Klagomål"], kinds["Alla"]) == (5, 8)
    shares = [row for row in book["Andelar"].iter_rows(values_only=True) if row[1] == "2026-T1"]
    assert shares[0][2:] == (0.5, 3, 6, 2)


def test_the_report_opens_as_a_document_that_a_screen_reader_reads(
    client: FlaskClient, unit: Unit
) -> None:
    sign_in(client, "utredare")
    found = client.get(f"{PAGE}/rapport/docx?period=2026-T1")
    with zipfile.ZipFile(io.BytesIO(found.data)) as parts:
        body = xml(parts.read("word/document.xml"))
        styles = xml(parts.read("word/styles.xml"))
    said = ["".join(node.text or "" for node in p.iter(f"{WORD}t")) for p in body.iter(f"{WORD}p")]
    assert any(one.startswith("7 synpunkter kom in") for one in said)
    names = [node.get(f"{WORD}val") for node in body.iter(f"{WORD}pStyle")]
    assert {"Title", "Heading1"} <= set(names)
    tables = list(body.iter(f"{WORD}tbl"))
    assert [len(list(one.iter(f"{WORD}tblHeader"))) for one in tables] == [1] * 7
    pictures = [node.get("descr") for node in body.iter() if node.tag.endswith("}docPr")]
    assert ["Kvinnor" in (one or "") for one in pictures] == [True, True]
    assert {node.get(f"{WORD}val") for node in styles.iter(f"{WORD}lang")} == {"sv-SE"}


STATUSES = {
    "": 200, "?fran=2026-01-01": 200, "?period=2026&enhet=shelter": 200, "?fran=i+går": 422,
    "?fran=2026-02-02&till=2026-02-01": 422, "?till=x%00": 422, "?fran=0001-01-01": 422,
    "?fran=9999-12-31": 422, "?period=2026-T9": 404, "?period=%00": 404, "?enhet=elders": 404,
    "?enhet=%00": 404,
}  # fmt: skip


def test_every_address_is_answered_cleanly(client: FlaskClient, unit: Unit) -> None:
    sign_in(client, "utredare")
    found = {asked: client.get(f"{PAGE}{asked}").status_code for asked in STATUSES}
    assert found == STATUSES


def test_reports_and_charts_that_are_not_there_are_not_found(
    client: FlaskClient, unit: Unit
) -> None:
    sign_in(client, "utredare")
    for address in (
        "rapport/exe",
        "rapport/pdf?fran=x",
        "diagram/x.svg",
        "diagram/i-tid.svg?fran=x",
    ):
        assert client.get(f"{PAGE}/{address}").status_code == 404


def test_a_case_worker_gets_none_of_it(client: FlaskClient, unit: Unit) -> None:
    sign_in(client, "handlaggare")
    for address in ("", "/rapport/pdf", "/diagram/i-tid.svg"):
        assert client.get(f"{PAGE}{address}").status_code == 403


def test_a_reopened_case_is_a_second_promise(
    app: Flask, session: Session, clock: FixedClock
) -> None:
    with app.app_context():
        unit = make_unit(session)
        make_case(session, unit, CaseState.REOPENED, received=WEDNESDAY, day=date(2026, 1, 14))
        session.commit()
    clock.instant = datetime(2026, 1, 29, 12, tzinfo=UTC)
    found = data(app, "--tertial", "2026-T1")
    assert found["reopened_promises"] == 1
    verdicts = found["on_time"]["all"]
    assert (verdicts["on_time"], verdicts["overdue"], verdicts["of"]) == (1, 1, 2)
