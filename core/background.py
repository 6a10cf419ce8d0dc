"""Long work that a person waits for: started by a page, done by the job runner, kept with its outcome.

A package says once what it can do, when it is imported:

    @kind_of_work("export_answers", N_("Svaren skrivs till en fil"))
    def export(doing: Doing) -> Outcome:
        with doing.new_file("svar.xlsx") as file: ...
        doing.tell(done, total)              # as often as it likes
        return {"file": "svar.xlsx", "download_name": "svar.xlsx"}

and a handler (a POST) starts it and leads to the page that shows how far it has come:

    key = start(session(), "export_answers", {"survey": code}, staff.id, clock().now())
    return redirect(url_for("background.work", key=key.hex()), 303)

It begins when the request has been committed. An outcome holds `next` (an address to go on to) or
`file` (a name in the work's folder, to be downloaded as `download_name`); it may hold `text`, a
sentence in the starter's language. A DomainError fails the work with its sentence; any other error
with a general one, and its kind and place go to the log. `request` may hold `back`, the address
to return to after a failure. Neither may hold an answer: what is secret lies in the work's folder,
<data>/work/<key>, where only this program reads, and is deleted with it after a day.

Work writes to the database by `own_transaction()`: all or nothing. What runs when the job runner is
killed has failed, and the person may start it again; what waited then is done.
"""

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from flask import current_app
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _
from huey import crontab
from sqlalchemy import JSON, CheckConstraint, String, event, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.clock import clock
from core.codes import N_
from core.database import KEY_BYTES, Base, Instant, RandomKey, own_transaction, random_key
from core.errors import DomainError, NotFound
from core.jobs import jobs
from core.quiet_log import describe

FOLDER, PROGRESS = "work", "progress"
KEPT = timedelta(days=1)
#: Progress is written down at most so often.
TELL_EVERY = timedelta(seconds=0.5)
BROKEN = N_("Något gick fel hos oss. Inget har sparats. Prova igen.")
INTERRUPTED = N_("Servern startade om medan arbetet pågick. Inget har sparats. Prova igen.")
log = logging.getLogger("synpunkt")

Outcome = dict[str, Any]


class WorkState(StrEnum):
    """Where a piece of work has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Work(Base):
    """A piece of work; its files lie in the data folder under work/<key>."""

    __tablename__ = "work"
    __table_args__ = (
        CheckConstraint(
            f"state IN ({', '.join(repr(state.value) for state in WorkState)})", name="known_state"
        ),
        CheckConstraint("done >= 0", name="done_not_negative"),
    )

    key: Mapped[bytes] = mapped_column(RandomKey, primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    #: Who started it, by id only: staff belong to a package above.
    staff_id: Mapped[int | None]
    started: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(10), default=WorkState.WAITING.value)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    #: What it is to do, and what came of it; never an answer.
    request: Mapped[dict[str, Any]] = mapped_column(JSON)
    outcome: Mapped[dict[str, Any] | None] = mapped_column(JSON)


@dataclass
class Doing:
    """A piece of work while it is done."""

    key: bytes
    staff_id: int | None
    request: dict[str, Any]
    _told: datetime | None = None

    @property
    def folder(self) -> Path:
        """The work's own folder."""
        return work_folder(self.key)

    @contextmanager
    def new_file(self, name: str) -> Iterator[IO[bytes]]:
        """A new file in the folder, for this program's user only."""
        with private_file(self.folder / name) as file:
            yield file

    def tell(self, done: int, total: int | None) -> None:
        """Say how far it has come; in a file, for the database may be held by the work itself."""
        now = clock().now()
        if self._told is None or now - self._told >= TELL_EVERY:
            self._told = now
            draft = self.folder / f"{PROGRESS}.new"
            draft.write_text(f"{done} {total or 0}")
            draft.replace(self.folder / PROGRESS)


@dataclass(frozen=True)
class Kind:
    """A kind of work: the msgid of what is going on, the function that does it, who may have it.

    `permission` is what the starter must still be allowed when the outcome is looked at.
    """

    title: str
    do: Callable[[Doing], Outcome]
    permission: str


KINDS: dict[str, Kind] = {}


def kind_of_work(
    name: str, title: str, permission: str = "own_account"
) -> Callable[[Callable[[Doing], Outcome]], Any]:
    """Register a function as a kind of work; `title` is the msgid of what is going on.

    Whoever started it sees what came of it while they have the `permission`.
    """

    def register(do: Callable[[Doing], Outcome]) -> Callable[[Doing], Outcome]:
        KINDS[name] = Kind(title, do, permission)
        return do

    return register


def new_work() -> bytes:
    """The key of work to come, with its folder made, so that files can be put there first."""
    key = random_key()
    work_folder(key).mkdir(parents=True, mode=0o700)
    return key


def start(
    session: Session,
    kind: str,
    request: dict[str, Any],
    staff_id: int | None,
    now: datetime,
    key: bytes | None = None,
) -> bytes:
    """Let the job runner do work of a kind once the session has been committed; gives its key."""
    key = key or new_work()
    asked = {**request, "language": str(get_locale() or "sv")}
    session.add(Work(key=key, kind=kind, staff_id=staff_id, started=now, request=asked))
    event.listen(session, "after_commit", lambda _session: do_later(key.hex()), once=True)
    return key


def work_folder(key: bytes) -> Path:
    """Where the files of a piece of work lie."""
    data: Path = current_app.config["SETTINGS"].data
    return data.resolve() / FOLDER / key.hex()


def kept_file(key: str, name: str) -> Path:
    """A file that was put into the folder of a key, given in hex. Raises NotFound."""
    try:
        found = work_folder(bytes.fromhex(key)) / name
    except ValueError:
        raise NotFound from None
    if not found.is_file():
        raise NotFound
    return found


def progress(work: Work) -> tuple[int, int | None]:
    """How much is done, and of how much if that is known."""
    try:
        done, total = (work_folder(work.key) / PROGRESS).read_text().split()
    except (OSError, ValueError):
        return work.done, work.total
    return int(done), int(total) or None


@contextmanager
def private_file(path: Path) -> Iterator[IO[bytes]]:
    """A new file that only this program's user can read."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        yield file


@jobs.task()  # type: ignore[untyped-decorator]  # huey has no types.
def do_later(key: str) -> None:
    """The job runner's part."""
    do_work(bytes.fromhex(key))


def do_work(key: bytes) -> None:
    """Do a piece of work that waits, once whoever asks; keeps its outcome."""
    with own_transaction() as session:
        waiting = (Work.key == key) & (Work.state == WorkState.WAITING.value)
        taken = update(Work).where(waiting).values(state=WorkState.RUNNING.value)
        if session.scalar(taken.returning(Work.key)) is None:
            return
        work = session.get_one(Work, key)
    with force_locale(work.request["language"]):
        state, outcome = _outcome(work)
    with own_transaction() as session:
        kept = session.get(Work, key)
        if kept is not None:
            kept.done, kept.total = progress(kept)
            kept.state, kept.outcome = state.value, outcome


def _outcome(work: Work) -> tuple[WorkState, Outcome]:
    try:
        return WorkState.DONE, KINDS[work.kind].do(Doing(work.key, work.staff_id, work.request))
    except DomainError as error:
        return WorkState.FAILED, {"text": str(error)}
    except Exception as error:
        log.error("work %s: %s", work.kind, describe(error))
        return WorkState.FAILED, {"text": _(BROKEN)}


@jobs.on_startup()  # type: ignore[untyped-decorator]  # huey has no types.
def take_up_work() -> None:
    """When the job runner starts: what ran has been interrupted, and what waits is done."""
    if jobs.app is not None:
        with jobs.app.app_context():
            interrupt_running()


def interrupt_running() -> None:
    """Fail the work that was running when the job runner was killed, and queue what waits."""
    with own_transaction() as session:
        for work in session.scalars(select(Work).filter_by(state=WorkState.RUNNING.value)):
            with force_locale(work.request["language"]):
                work.state, work.outcome = WorkState.FAILED.value, {"text": _(INTERRUPTED)}
        waiting = session.scalars(select(Work.key).filter_by(state=WorkState.WAITING.value)).all()
    for key in waiting:
        do_later(key.hex())


@jobs.periodic_task(crontab(minute="35"))  # type: ignore[untyped-decorator]  # huey has no types.
def remove_old_work() -> None:
    """Every hour, delete what was started more than a day ago, and its files."""
    before = clock().now() - KEPT
    with own_transaction() as session:
        for work in session.scalars(select(Work).where(Work.started < before)):
            session.delete(work)
        session.flush()
        known = {key.hex() for key in session.scalars(select(Work.key))}
    _remove_folders(known, before)


def _remove_folders(known: set[str], before: datetime) -> None:
    folders = work_folder(b"\0" * KEY_BYTES).parent
    for folder in folders.iterdir() if folders.exists() else ():
        if folder.name not in known and folder.stat().st_mtime < before.timestamp():
            shutil.rmtree(folder, ignore_errors=True)
