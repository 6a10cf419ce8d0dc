"""Long work: done once after the commit, told about, kept with its outcome, deleted after a day."""

import stat
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core.background import (
    KINDS,
    Doing,
    Outcome,
    Work,
    WorkState,
    do_work,
    interrupt_running,
    kind_of_work,
    progress,
    remove_old_work,
    start,
    work_folder,
)
from core.clock import clock
from core.errors import DomainError
from tests.conftest import FixedClock
from tests.factories import make_unit
from tests.organisation.people import make_staff, sign_in


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    """Kinds of work of our own, for the time of a test."""

    @kind_of_work("test_write", "En fil skrivs")
    def write(doing: Doing) -> Outcome:
        doing.tell(1, 4)
        with doing.new_file("out.txt") as file:
            file.write(doing.request["words"].encode())
        return {"file": "out.txt", "download_name": "ord.txt"}

    @kind_of_work("test_lead", "Något görs")
    def lead(doing: Doing) -> Outcome:
        return {"next": "/mitt-konto"}

    @kind_of_work("test_refuse", "Något vägras")
    def refuse(doing: Doing) -> Outcome:
        raise DomainError("Filen är tom.")

    @kind_of_work("test_break", "Något går sönder")
    def break_down(doing: Doing) -> Outcome:
        raise ZeroDivisionError("secret")

    yield
    for name in [name for name in KINDS if name.startswith("test_")]:
        del KINDS[name]


def begin(session: Session, kind: str, staff_id: int | None = None) -> Work:
    """Start work and commit."""
    key = start(session, kind, {"words": "hej", "back": "/mitt-konto"}, staff_id, clock().now())
    work = session.get_one(Work, key)
    session.commit()
    return work


def do(session: Session, work: Work) -> None:
    """What the job runner does."""
    do_work(work.key)
    session.refresh(work)
    session.commit()


@pytest.fixture
def inside(app: Flask) -> Iterator[None]:
    """Inside the application, as the job runner is."""
    with app.app_context():
        yield


@pytest.mark.usefixtures("inside")
def test_work_leaves_a_private_file(session: Session) -> None:
    work = begin(session, "test_write")
    do(session, work)
    file = work_folder(work.key) / "out.txt"
    assert (work.state, progress(work)) == ("done", (1, 4))
    assert file.read_bytes() == b"hej"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@pytest.mark.usefixtures("inside")
def test_work_is_done_once(session: Session) -> None:
    work = begin(session, "test_write")
    do(session, work)
    do(session, work)
    assert work.state == "done"


@pytest.mark.usefixtures("inside")
def test_a_refusal_says_why_and_another_error_nothing_secret(
    session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    refused, broken = begin(session, "test_refuse"), begin(session, "test_break")
    do(session, refused)
    do(session, broken)
    assert (refused.state, refused.outcome) == ("failed", {"text": "Filen är tom."})
    assert broken.state == "failed"
    assert "secret" not in caplog.text + str(broken.outcome)
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.usefixtures("inside")
def test_work_that_ran_when_the_runner_was_killed_has_failed(session: Session) -> None:
    ran, waits = begin(session, "test_write"), begin(session, "test_write")
    ran.state = WorkState.RUNNING.value
    session.commit()
    interrupt_running()
    session.refresh(ran)
    assert ran.outcome
    assert (ran.state, waits.state) == ("failed", "waiting")
    assert "Prova igen" in ran.outcome["text"]


@pytest.mark.usefixtures("inside")
def test_work_and_its_files_are_deleted_after_a_day(session: Session, clock: FixedClock) -> None:
    work = begin(session, "test_write")
    do(session, work)
    key, folder = work.key, work_folder(work.key)
    clock.instant += timedelta(hours=23)
    remove_old_work.call_local()
    assert folder.exists()
    # The folder's own age is the real time of the test.
    clock.instant += timedelta(days=4000)
    remove_old_work.call_local()
    session.expire_all()
    assert session.get(Work, key) is None
    assert not folder.exists()


def test_only_who_started_it_sees_how_it_goes(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    unit = make_unit(session)
    anna = make_staff(session, unit)
    make_staff(session, unit, user_name="bert")
    with app.app_context():
        work = begin(session, "test_write", anna.id)
    page = f"/arbete/{work.key.hex()}"
    sign_in(client)
    waiting = client.get(page)
    assert waiting.headers["Refresh"] == "2"
    assert "En fil skrivs" in waiting.text
    assert client.get(f"{page}/fil").status_code == 404
    with app.app_context():
        do(session, work)
    done = client.get(page)
    assert "Refresh" not in done.headers
    assert f"{page}/fil" in done.text
    file = client.get(f"{page}/fil")
    assert (file.data, file.headers["Cache-Control"]) == (b"hej", "no-store")
    sign_in(client, "bert")
    assert client.get(page).status_code == 404
    assert client.get("/arbete/" + "x" * 32).status_code == 404


def test_the_page_leads_on_and_tells_of_a_failure(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    anna = make_staff(session, make_unit(session))
    with app.app_context():
        lead, refused = (begin(session, kind, anna.id) for kind in ("test_lead", "test_refuse"))
        do(session, lead)
        do(session, refused)
    sign_in(client)
    assert client.get(f"/arbete/{lead.key.hex()}").location == "/mitt-konto"
    page = client.get(f"/arbete/{refused.key.hex()}").text
    assert "Filen är tom." in page
    assert 'href="/mitt-konto">Tillbaka' in page
