"""Checking and storing uploaded answers, as background work.

What was uploaded and what was found in it lie in the folder of the work that checked it; the
answers are deleted when they have been stored, or when they cannot be.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import current_app
from flask_babel import format_decimal, ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.background import Doing, Outcome, kind_of_work, private_file, work_folder
from core.clock import clock
from core.codes import N_
from core.database import own_transaction, reader
from core.errors import NotFound
from core.keyring import read_or_make_keyring
from core.settings import Settings
from core.tables import read_table
from core.tables_refusal import TableRefused, sentence
from organisation.access import units_of
from organisation.models import Staff, Unit
from organisation.permissions import Permission
from surveys.collection.answer_import import (
    Plan,
    Wanted,
    plan_import,
    record_import,
    run_import,
)
from surveys.collection.answer_import_mapping import AnswerMapping, read_mapping
from surveys.collection.answer_import_rows import Tell, item_codes

CHECK, STORE = "check_answers", "import_answers"
#: Names in the folder of the checking.
DATA, MAPPING, REPORT = "data", "mapping.yaml", "report.json"
#: Answers (rows times questions) that SQLite stores in a second on a small server, and the most
#: that a page stores at once: in less than database.BUSY_MILLISECONDS, or who answers gets an error.
SQLITE_A_SECOND, MOST_ON_SQLITE = 70_000, 500_000

NO_UNIT = N_("Det finns ingen enhet ”%(unit)s” där du får läsa in svar. Rätta mappningen.")
TOO_MUCH_AT_ONCE = N_(
    "Filen har %(number)s nya svar. Högst %(most)s kan läsas in på en gång, för andra får vänta."
    " Dela filen, eller be den som sköter servern läsa in den när ingen svarar."
)


@kind_of_work(CHECK, N_("Svaren kontrolleras"), Permission.IMPORT_ANSWERS)
def check_answers(doing: Doing) -> Outcome:
    """Read and check what was uploaded; leads to the page that shows what was found."""
    with _deleted_when_it_breaks(doing.folder):
        try:
            with Session(reader()) as session, _plan(session, doing.folder, doing.tell) as plan:
                check_unit(session, doing.staff_id, plan.wanted.mapping)
                _check_size(session, plan)
                found = _found(plan) | {"seconds": _seconds(session, plan)}
        except TableRefused as refused:
            found = {"errors": [_error(refused)], "number_of_errors": 1}
        if found["number_of_errors"]:
            (doing.folder / DATA).unlink()
        with doing.new_file(REPORT) as file:
            file.write(json.dumps(found).encode())
    return {"next": doing.request["next"]}


@kind_of_work(STORE, N_("Svaren läses in"), Permission.IMPORT_ANSWERS)
def import_answers(doing: Doing) -> Outcome:
    """Store what was uploaded and checked; all of it or nothing."""
    settings: Settings = current_app.config["SETTINGS"]
    folder = work_folder(bytes.fromhex(doing.request["source"]))
    with Session(reader()) as session, _plan(session, folder, doing.tell) as plan:
        session.close()
        with own_transaction() as writing:
            check_unit(writing, doing.staff_id, plan.wanted.mapping)
            stored = run_import(writing, plan, clock().today(), settings.limit_inside)
            record_import(writing, stored, doing.staff_id, clock().now())
    (folder / DATA).unlink()
    number = stored.new.total()
    return {"text": ngettext("Ett svar är inläst.", "%(num)d svar är inlästa.", number)}


def check_unit(session: Session, staff_id: int | None, mapping: AnswerMapping) -> None:
    """Refuse answers of a unit where the person may not import, now and not only when they began.

    Raises TableRefused.
    """
    staff = session.get(Staff, staff_id) if staff_id else None
    unit = session.scalar(select(Unit.id).filter_by(code=mapping.unit.code))
    if staff is None or unit not in units_of(session, staff, Permission.IMPORT_ANSWERS):
        raise TableRefused(NO_UNIT, unit=mapping.unit.code)


def read_report(key: bytes) -> dict[str, Any]:
    """What was found in the files that the work of this key checked. Raises NotFound."""
    try:
        found: dict[str, Any] = json.loads((work_folder(key) / REPORT).read_bytes())
    except FileNotFoundError:
        raise NotFound from None
    return found


def keep_mapping(folder: Path, text: str) -> None:
    """Put the uploaded mapping beside the data."""
    with private_file(folder / MAPPING) as file:
        file.write(text.encode())


def _plan(session: Session, folder: Path, tell: Tell) -> Any:
    mapping = read_mapping((folder / MAPPING).read_text(encoding="utf-8"))
    keyring = read_or_make_keyring(current_app.config["SETTINGS"])
    table = read_table(folder / DATA, mapping.sheet)
    return plan_import(session, Wanted(table, mapping, keyring, tell=tell))


@contextmanager
def _deleted_when_it_breaks(folder: Path) -> Iterator[None]:
    """What was uploaded lies no longer than somebody can use it."""
    try:
        yield
    except BaseException:
        (folder / DATA).unlink(missing_ok=True)
        raise


def _new_answers(plan: Plan) -> int:
    new = plan.report.by_wave.total() - plan.there.total()
    return new * len(item_codes(plan.questionnaire))


def _check_size(session: Session, plan: Plan) -> None:
    """SQLite has one writer. Raises TableRefused for what would make others wait too long."""
    if session.get_bind().dialect.name == "sqlite" and _new_answers(plan) > MOST_ON_SQLITE:
        most = format_decimal(MOST_ON_SQLITE)
        raise TableRefused(TOO_MUCH_AT_ONCE, number=format_decimal(_new_answers(plan)), most=most)


def _seconds(session: Session, plan: Plan) -> int:
    """About how long nobody else can write; 0 when that is not noticed."""
    if session.get_bind().dialect.name != "sqlite":
        return 0
    return round(_new_answers(plan) / SQLITE_A_SECOND)


def _error(refused: TableRefused) -> dict[str, Any]:
    return {"row": refused.row, "column": refused.column, "text": sentence(refused)}


def _found(plan: Plan) -> dict[str, Any]:
    """The report in plain values, in the reader's language."""
    report = plan.report
    labels = [wave.label for wave in plan.wanted.mapping.waves]
    return {
        "rows": report.rows,
        "simulated": plan.wanted.mapping.simulated,
        "silent": report.silent,
        "dropped": report.dropped,
        "number_of_errors": report.number_of_errors,
        "errors": [_error(error) for error in report.errors],
        "waves": [
            {
                "label": label,
                "new": report.by_wave[label] - plan.there[label],
                "there": plan.there[label],
                "modes": sorted(report.modes.get(label, ())),
                "opened": label in plan.new_waves,
            }
            for label in labels
        ],
        "items": item_codes(plan.questionnaire),
        "first": [
            {
                "row": row.number,
                "wave": labels[row.wave],
                "mode": row.mode,
                "gender": row.gender,
                "day": row.day,
                "codes": row.codes,
                "texts": len(row.texts),
            }
            for row in report.first
        ],
    }
