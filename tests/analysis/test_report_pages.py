"""Reports on the web: made in the background, kept, read by those of the unit only, deleted with a trace."""

import re
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from analysis.reports.keeping import About, keep_report
from analysis.reports.kinds import KIND_NAMES, ReportKind, offered_periods, read_period
from analysis.reports.making import make_files
from analysis.reports.models import KeptReport, ReportFile
from analysis.reports.report import ReportDocument
from core.background import Work, WorkState, do_work
from core.codes import Gender
from organisation.models import AuditEntry, Measure, Role, StaffRole, Unit
from organisation.permissions import ROLE_PERMISSIONS, Permission
from surveys.collection.models import Wave
from surveys.questionnaires.models import QuestionnaireVersion
from tests.analysis.report_cases import HOSTILE, document
from tests.analysis.situations import FEW_WOMEN, MANY, sealed_wave
from tests.conftest import FixedClock
from tests.factories import MARCH, make_unit, publish_instrument
from tests.feedback.factories import make_case
from tests.organisation.people import make_staff, send, sign_in

pytestmark = pytest.mark.pages

PAGE = "/rapporter"
LATER = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def unit(session: Session) -> Unit:
    """A unit with an investigator, and another with its own."""
    unit, other = make_unit(session), make_unit(session, "elders")
    make_staff(session, unit, Role.INVESTIGATOR, "utredare")
    make_staff(session, unit, Role.MANAGER, "chef")
    make_staff(session, unit, Role.CASE_WORKER, "handlaggare")
    make_staff(session, other, Role.INVESTIGATOR, "annan")
    session.commit()
    return unit


@pytest.fixture
def wave(session: Session, unit: Unit) -> Wave:
    """A counted wave of the user survey, which ended in April 2020."""
    return sealed_wave(session, publish_instrument(session, "user_survey"), unit, MANY)


def finished(app: Flask, client: FlaskClient, begun: TestResponse) -> TestResponse:
    """Do the work that a form began, and follow to where it leads."""
    assert begun.status_code == 303, begun.text
    with app.app_context():
        do_work(bytes.fromhex(begun.location.rpartition("/")[2]))
    led = client.get(begun.location)
    assert led.status_code == 303, led.text
    return client.get(led.location)


def of_wave(client: FlaskClient, wave: Wave, **fields: str) -> TestResponse:
    """Ask for a report of a wave."""
    asked = {"wave": str(wave.id), "shape": "whole", "language": "sv", **fields}
    return send(client, f"{PAGE}/enkat", **asked)


def of_period(client: FlaskClient, **fields: str) -> TestResponse:
    """Ask for a report of a period."""
    asked = {"unit": "homeless", "period": "2020-T1", "for": "", "language": "sv", **fields}
    return send(client, f"{PAGE}/period", **asked)


def kept(session: Session, unit: Unit, made: ReportDocument) -> str:
    """A report that is there; gives its key."""
    about = About(ReportKind.YEAR, unit.id, None, "2025", False, None, MARCH)
    files = make_files(made, lambda _done, _total: None)
    key = keep_report(session, about, made.as_json(), files).hex()
    session.commit()
    return key


def test_a_report_is_made_in_the_background_kept_and_listed(
    app: Flask, client: FlaskClient, session: Session, wave: Wave
) -> None:
    sign_in(client, "utredare")
    begun = of_wave(client, wave)
    assert "Rapporten skrivs" in client.get(begun.location).text
    page = finished(app, client, begun)
    assert "Vilka svarade" in page.text
    assert "För internt bruk" in page.text
    [row] = session.scalars(select(KeptReport)).all()
    assert (row.kind, row.period, row.day, row.for_others) == ("survey", "2020", MARCH, False)
    listed = client.get(PAGE).text
    assert row.title in listed
    assert "1 rapport" in listed
    entry = session.scalars(select(AuditEntry).filter_by(subject_kind="report")).one()
    assert (entry.action, entry.subject_id) == ("report_made", row.key.hex())
    pictures = re.findall(r'(?:src|srcset)="(/rapporter/[^"]+\.svg)"', page.text)
    assert len(pictures) == 48
    for address in pictures[:4]:
        found = client.get(address)
        assert (found.status_code, found.mimetype) == (200, "image/svg+xml")
    for form, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        file = client.get(f"{PAGE}/{row.key.hex()}/{form}")
        assert file.data.startswith(start)
        assert f"rapport-survey-homeless-2020.{form}" in file.headers["Content-Disposition"]


def test_made_twice_on_other_days_it_is_the_same_to_the_byte(
    app: Flask, client: FlaskClient, session: Session, wave: Wave, clock: FixedClock
) -> None:
    sign_in(client, "utredare")
    for _ in range(2):
        for shape in ("whole", "workplace"):
            finished(app, client, of_wave(client, wave, shape=shape))
        finished(app, client, of_period(client))
        clock.instant = LATER
        sign_in(client, "utredare")
    by_kind: dict[str, list[dict[str, bytes]]] = {}
    for row in session.scalars(select(KeptReport).order_by(KeptReport.day)):
        files = session.scalars(select(ReportFile).filter_by(report_key=row.key))
        by_kind.setdefault(row.kind, []).append({one.name: one.content for one in files})
    assert sorted(by_kind) == ["survey", "tertial", "workplace"]
    for kind, (first, second) in by_kind.items():
        assert first == second, kind
        assert {"rapport.pdf", "rapport.docx"} < set(first)


def test_what_is_kept_does_not_change_with_what_it_was_made_of(
    app: Flask, client: FlaskClient, session: Session, unit: Unit, wave: Wave
) -> None:
    sign_in(client, "utredare")
    before = finished(app, client, of_wave(client, wave))
    unit.name = "Ett annat namn"
    session.commit()
    after = client.get(before.request.path)
    assert "Enheten homeless" in after.text
    assert "Ett annat namn" not in after.text


def test_another_units_report_is_not_there(
    client: FlaskClient, session: Session, unit: Unit
) -> None:
    key = kept(session, unit, document("Bemötande"))
    sign_in(client, "annan")
    for end in ("", "/pdf", "/docx", "/bild/oversikt.svg"):
        assert client.get(f"{PAGE}/{key}{end}").status_code == 404
    assert send(client, f"{PAGE}/{key}/ta-bort").status_code == 404
    assert "Bemötande" not in client.get(PAGE).text
    assert session.scalars(select(KeptReport)).all()


def test_who_may_no_longer_read_results_reads_no_report(
    client: FlaskClient, session: Session, unit: Unit
) -> None:
    key = kept(session, unit, document("Bemötande"))
    sign_in(client, "chef")
    assert client.get(f"{PAGE}/{key}").status_code == 200
    elsewhere = session.scalars(select(Unit).filter_by(code="elders")).one()
    for held in session.scalars(select(StaffRole)):
        held.unit_id = elsewhere.id
    session.commit()
    assert client.get(f"{PAGE}/{key}").status_code == 404
    assert client.get(f"{PAGE}/{key}/pdf").status_code == 404


def test_work_begun_by_who_has_lost_the_unit_makes_nothing(
    app: Flask, client: FlaskClient, session: Session, wave: Wave
) -> None:
    sign_in(client, "utredare")
    begun = of_wave(client, wave)
    elsewhere = session.scalars(select(Unit).filter_by(code="elders")).one()
    for held in session.scalars(select(StaffRole)):
        held.unit_id = elsewhere.id
    session.commit()
    with app.app_context():
        do_work(bytes.fromhex(begun.location.rpartition("/")[2]))
    session.expire_all()
    assert session.scalars(select(Work)).one().state == WorkState.FAILED
    assert not session.scalars(select(KeptReport)).all()


def test_a_wave_of_another_unit_cannot_be_asked_for(
    client: FlaskClient, session: Session, wave: Wave
) -> None:
    sign_in(client, "annan")
    refused = of_wave(client, wave)
    assert refused.status_code == 422
    assert "Välj ett mättillfälle." in refused.text or "Inget mättillfälle" in refused.text
    assert of_period(client).status_code == 422
    assert not session.scalars(select(Work)).all()


def test_a_wave_that_is_not_published_is_not_for_other_readers(
    app: Flask, client: FlaskClient, session: Session, wave: Wave
) -> None:
    sign_in(client, "utredare")
    refused = of_wave(client, wave, shape="others")
    assert refused.status_code == 422
    assert "inte publicerat" in refused.text
    assert f'<option value="{wave.id}" selected' in refused.text
    wave.published = True
    session.commit()
    assert "Får visas för alla" in finished(app, client, of_wave(client, wave, shape="others")).text


def test_deleting_takes_the_files_too_and_leaves_a_trace(
    client: FlaskClient, session: Session, unit: Unit
) -> None:
    key = kept(session, unit, document("Bemötande"))
    sign_in(client, "chef")
    assert send(client, f"{PAGE}/{key}/ta-bort").status_code == 303
    assert not session.scalars(select(KeptReport)).all()
    assert not session.scalars(select(ReportFile)).all()
    entry = session.scalars(select(AuditEntry).filter_by(action="report_deleted")).one()
    assert entry.subject_id == key
    assert client.get(f"{PAGE}/{key}").status_code == 404


def test_no_text_of_a_report_is_markup_on_its_page(
    client: FlaskClient, session: Session, unit: Unit
) -> None:
    key = kept(session, unit, document(HOSTILE))
    sign_in(client, "utredare")
    page = client.get(f"{PAGE}/{key}").text
    assert "<script>x" not in page
    assert page.count("&lt;script&gt;x") > 10
    assert "{{ g }}" in page
    assert "&lt;script&gt;x" in client.get(PAGE).text


def test_a_period_tells_of_surveys_cases_and_measures(
    app: Flask, client: FlaskClient, session: Session, unit: Unit, wave: Wave
) -> None:
    with app.app_context():
        make_case(
            session, unit, received=date(2020, 4, 6), day=date(2020, 4, 6), gender=int(Gender.WOMAN)
        )
    session.add(
        Measure(
            unit_id=unit.id, what="Ringa <fler>", who="Alla", first_day=date(2020, 4, 1),
            last_day=date(2020, 4, 30), made_on=date(2020, 4, 1),
        )
    )  # fmt: skip
    session.commit()
    sign_in(client, "utredare")
    page = finished(app, client, of_period(client)).text
    for text in ("Vad tycker du om oss?, 2020", "Synpunkter och klagomål", "1 synpunkt kom in"):
        assert text in page
    assert "Ringa &lt;fler&gt;" in page
    month = finished(app, client, of_period(client, period="2020-04")).text
    assert "April 2020" in month or "april 2020" in month
    others = finished(app, client, of_period(client, **{"for": "others"})).text
    for text in ("Vad tycker du om oss?, 2020", "1 synpunkt kom in", "Ringa"):
        assert text not in others
    empty = finished(app, client, of_period(client, period="2025", language="en")).text
    assert 'lang="en"' in empty


def test_who_reads_results_may_read_the_cases_that_reports_tell_of() -> None:
    asked = {Permission.READ_CASES, Permission.READ_CASE_STATISTICS, Permission.READ_MEASURES}
    readers = [held for held in ROLE_PERMISSIONS.values() if Permission.READ_RESULTS in held]
    assert readers
    assert all(asked <= held for held in readers)


def test_few_women_are_hidden_on_the_page_too(
    app: Flask, client: FlaskClient, session: Session, unit: Unit
) -> None:
    version: QuestionnaireVersion = publish_instrument(session, "user_survey")
    few = sealed_wave(session, version, unit, FEW_WOMEN)
    sign_in(client, "utredare")
    page = finished(app, client, of_wave(client, few)).text.replace("\u00a0", " ")
    assert "40 av 52" not in page
    assert "52 svar" not in page


def test_a_case_worker_has_no_reports(client: FlaskClient, unit: Unit) -> None:
    sign_in(client, "handlaggare")
    assert client.get(PAGE).status_code == 403


def test_periods_are_read_and_named() -> None:
    assert [one.value for one in KIND_NAMES] == [one.value for one in ReportKind]
    assert read_period("2024-02").last == date(2024, 2, 29)
    names = [one.name for one in offered_periods(date(2026, 3, 12), 2020)]
    assert names[:5] == ["2026", "2026-T1", "2026-03", "2026-02", "2026-01"]
    assert len(names) == len(set(names)) == 5 + 2 * 16 + 4 * 4
    assert {read_period(name).name for name in names} == set(names)
