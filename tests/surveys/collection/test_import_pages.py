"""The pages of importing answers: choose, look, read in."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core.background import Work, do_work, work_folder
from organisation.models import AuditEntry, Role, Staff, StaffRole, Unit
from surveys.collection import answer_import_work
from surveys.collection.answer_import_work import read_report
from surveys.collection.models import SurveyResponse
from tests.factories import make_unit, publish_instrument
from tests.organisation.people import form_token, make_staff, sign_in
from tests.surveys.collection.import_desk import DATA, MAPPING

IMPORT = "/mattillfallen/import"


@pytest.fixture
def investigator(client: FlaskClient, session: Session) -> FlaskClient:
    """The investigator of one unit; another unit is not theirs."""
    unit = make_unit(session)
    make_unit(session, "elders")
    publish_instrument(session, "everything")
    make_staff(session, unit)
    make_staff(session, unit, Role.MANAGER, "bert")
    session.commit()
    sign_in(client)
    return client


def upload(client: FlaskClient, data: str | bytes = DATA, mapping: str = MAPPING) -> TestResponse:
    """Send the two files."""
    content = data if isinstance(data, bytes) else data.encode()
    files = {
        "data": (BytesIO(content), "svar.csv"),
        "mapping": (BytesIO(mapping.encode()), "mapping.yaml"),
        "csrf_token": form_token(client.get(IMPORT)),
    }
    return client.post(IMPORT, data=files)


def follow(app: Flask, client: FlaskClient, sent: TestResponse) -> TestResponse:
    """Do the work that was started, and see where its page leads."""
    assert sent.status_code == 303, sent.text
    with app.app_context():
        do_work(bytes.fromhex(sent.location.rpartition("/")[2]))
    page = client.get(sent.location)
    return client.get(page.location) if page.status_code == 303 else page


def stored(session: Session) -> int:
    """How many responses there are."""
    number = session.scalar(select(func.count()).select_from(SurveyResponse)) or 0
    session.commit()
    return number


def read_in(app: Flask, client: FlaskClient, preview: TestResponse) -> TestResponse:
    """Press the button of the preview."""
    token, address = (
        form_token(preview),
        re.search(r'action="(/mattillfallen/import/[^"]+)"', preview.text),
    )
    assert address
    return follow(app, client, client.post(address[1], data={"csrf_token": token}))


def test_a_file_is_looked_at_and_then_read_in(
    app: Flask, investigator: FlaskClient, session: Session
) -> None:
    preview = follow(app, investigator, upload(investigator))
    assert "<h1>3 nya svar kan läsas in</h1>" in preview.text
    assert "treatment 4" in preview.text
    assert "En rad har inget svar" in preview.text
    assert stored(session) == 0
    done = read_in(app, investigator, preview)
    assert "3 svar är inlästa." in done.text
    assert stored(session) == 3
    actions = session.scalars(
        select(AuditEntry.action).filter_by(subject_kind="wave").order_by(AuditEntry.id)
    ).all()
    assert actions == 2 * ["wave_opened"] + 2 * ["answers_imported"]
    session.commit()
    again = follow(app, investigator, upload(investigator))
    assert "<h1>Alla svar finns redan</h1>" in again.text
    assert ">Läs in</button>" not in again.text


def test_what_was_uploaded_is_private_and_deleted_when_it_has_been_read(
    app: Flask, investigator: FlaskClient, session: Session
) -> None:
    sent = upload(investigator)
    with app.app_context():
        folder = work_folder(bytes.fromhex(sent.location.rpartition("/")[2]))
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    preview = follow(app, investigator, sent)
    assert (folder / "data").exists()
    read_in(app, investigator, preview)
    assert not (folder / "data").exists()
    for work in session.scalars(select(Work)):
        assert "Bra" not in f"{work.request}{work.outcome}"


def test_errors_are_listed_and_nothing_can_be_read_in(
    app: Flask, investigator: FlaskClient, session: Session
) -> None:
    wrong = DATA.replace("Dåligt", "Sådär").replace("post;K", "häst;K")
    page = follow(app, investigator, upload(investigator, wrong)).text
    assert "<h1>2 fel måste rättas först</h1>" in page
    assert re.search(r">2</span></th><td[^>]*><span>how</span>", page)
    assert re.search(r">3</span></th><td[^>]*><span>q1</span>", page)
    assert "Värdet ”Sådär” finns inte bland svaren." in page
    assert ">Läs in</button>" not in page
    assert stored(session) == 0


@pytest.mark.parametrize("data", [b"", b"\x89PNG\x00", b"PK\x03\x04junk", b"a;b\n"])
def test_a_file_that_is_no_table_is_refused_in_words(
    app: Flask, investigator: FlaskClient, data: bytes
) -> None:
    page = follow(app, investigator, upload(investigator, data))
    assert "<h1>Ett fel måste rättas först</h1>" in page.text


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("format: 1", "format: 9", "mapping.yaml:2"),
        ("survey: everything", "questionnaire: q.yaml", "Publicera enkäten först"),
        ("unit: homeless", "unit: elders", "ingen enhet ”elders”"),
        ("unit: homeless", "unit: {code: new, name: Ny}", "ingen enhet ”new”"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused_at_its_field(
    investigator: FlaskClient, before: str, after: str, sentence: str
) -> None:
    page = upload(investigator, mapping=MAPPING.replace(before, after))
    assert page.status_code == 422
    assert sentence in page.text


def test_large_files_are_taken_only_from_those_who_are_signed_in(
    investigator: FlaskClient, client: FlaskClient, app: Flask
) -> None:
    large = DATA + "".join(f"{n};2019;post;K;Bra;8\n" for n in range(10, 20_000))
    assert len(large) > 300_000
    assert upload(investigator, large).status_code == 303
    stranger = app.test_client()
    sent = stranger.post(IMPORT, data={"data": (BytesIO(large.encode()), "svar.csv")})
    assert sent.status_code in (303, 413)


def test_nobody_else_sees_what_somebody_uploaded(
    app: Flask, investigator: FlaskClient, session: Session
) -> None:
    sent = upload(investigator)
    follow(app, investigator, sent)
    address = f"{IMPORT}/{sent.location.rpartition('/')[2]}"
    assert investigator.get(address).status_code == 200
    sign_in(investigator, "bert")
    assert investigator.get(address).status_code == 403
    assert investigator.get(IMPORT).status_code == 403


def move_away(session: Session) -> None:
    """Let Anna work in another unit from now on."""
    role = session.scalars(select(StaffRole).join(Staff).where(Staff.user_name == "anna")).one()
    role.unit_id = session.scalars(select(Unit.id).filter_by(code="elders")).one()
    session.commit()


def leave(session: Session) -> None:
    """Let Anna leave."""
    session.scalars(select(Staff).filter_by(user_name="anna")).one().active = False
    session.commit()


def test_who_has_moved_since_the_preview_cannot_read_in(
    app: Flask, investigator: FlaskClient, session: Session
) -> None:
    sent = upload(investigator)
    preview = follow(app, investigator, sent)
    address = f"{IMPORT}/{sent.location.rpartition('/')[2]}"
    token = form_token(preview)
    move_away(session)
    assert investigator.get(address).status_code == 404
    assert investigator.post(address, data={"csrf_token": token}).status_code == 404
    assert stored(session) == 0


@pytest.mark.parametrize("gone", [move_away, leave])
def test_who_moves_or_leaves_while_the_work_waits_has_nothing_read_in(
    app: Flask, investigator: FlaskClient, session: Session, gone: Callable[[Session], None]
) -> None:
    sent = upload(investigator)
    preview = follow(app, investigator, sent)
    address = f"{IMPORT}/{sent.location.rpartition('/')[2]}"
    pressed = investigator.post(address, data={"csrf_token": form_token(preview)})
    gone(session)
    with app.app_context():
        do_work(bytes.fromhex(pressed.location.rpartition("/")[2]))
    assert stored(session) == 0
    [work] = session.scalars(select(Work).filter_by(kind="import_answers"))
    assert "ingen enhet ”homeless” där du får läsa in" in (work.outcome or {})["text"]


def test_who_moves_before_the_check_is_refused(
    app: Flask, investigator: FlaskClient, session: Session
) -> None:
    sent = upload(investigator)
    move_away(session)
    key = bytes.fromhex(sent.location.rpartition("/")[2])
    with app.app_context():
        do_work(key)
        assert not (work_folder(key) / "data").exists()
        assert read_report(key)["number_of_errors"] == 1


def test_what_was_uploaded_is_deleted_when_the_check_breaks(
    app: Flask, investigator: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_given: object) -> None:
        raise MemoryError

    sent = upload(investigator)
    key = bytes.fromhex(sent.location.rpartition("/")[2])
    monkeypatch.setattr(answer_import_work, "_found", breaks)
    with app.app_context():
        assert (work_folder(key) / "data").exists()
        do_work(key)
        assert not (work_folder(key) / "data").exists()


def test_a_mapping_over_a_megabyte_is_refused_and_never_cut(investigator: FlaskClient) -> None:
    page = upload(investigator, mapping=MAPPING + "# " + "x" * 1_000_000)
    assert page.status_code == 422
    assert "Mappningen är större än 1 MB." in page.text


def test_on_sqlite_the_preview_says_how_long_others_wait_and_too_much_is_refused(
    app: Flask, investigator: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    sqlite = session.get_bind().dialect.name == "sqlite"
    monkeypatch.setattr(answer_import_work, "SQLITE_A_SECOND", 10)
    page = follow(app, investigator, upload(investigator)).text
    assert ("kan ingen svara i ungefär" in page) == sqlite
    monkeypatch.setattr(answer_import_work, "MOST_ON_SQLITE", 10)
    page = follow(app, investigator, upload(investigator)).text
    assert ("Högst 10 kan läsas in på en gång" in page) == sqlite
    assert ("<h1>Ett fel måste rättas först</h1>" in page) == sqlite


def test_opening_and_counting_stand_in_the_log_under_the_person_who_did_it(
    app: Flask, investigator: FlaskClient, session: Session
) -> None:
    preview = follow(app, investigator, upload(investigator, mapping=MAPPING + "then: sealed\n"))
    read_in(app, investigator, preview)
    query = select(AuditEntry.action).filter_by(subject_kind="wave").where(AuditEntry.staff_id > 0)
    assert sorted(session.scalars(query)) == sorted(
        2 * ["wave_opened", "answers_imported", "wave_closed", "wave_sealed"]
    )
