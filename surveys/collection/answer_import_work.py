"""Checking and storing uploaded answers, as background work.

What was uploaded and what was found in it lie in the folder of the work that checked it; the
answers are deleted when they have been stored, or when they cannot be.
"""

import json
from pathlib import Path
from typing import Any

from flask import current_app
from flask_babel import ngettext
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
from organisation.audit import record
from surveys.collection.answer_import import Plan, Wanted, plan_import, run_import
from surveys.collection.answer_import_mapping import read_mapping
from surveys.collection.answer_import_rows import Tell, item_codes

CHECK, STORE = "check_answers", "import_answers"
#: Names in the folder of the checking.
DATA, MAPPING, REPORT = "data", "mapping.yaml", "report.json"


@kind_of_work(CHECK, N_("Svaren kontrolleras"))
def check_answers(doing: Doing) -> Outcome:
    """Read and check what was uploaded; leads to the page that shows what was found."""
    try:
        with Session(reader()) as session, _plan(session, doing.folder, doing.tell) as plan:
            found = _found(plan)
    except TableRefused as refused:
        found = {"errors": [_error(refused)], "number_of_errors": 1}
    if found["number_of_errors"]:
        (doing.folder / DATA).unlink()
    with doing.new_file(REPORT) as file:
        file.write(json.dumps(found).encode())
    return {"next": doing.request["next"]}


@kind_of_work(STORE, N_("Svaren läses in"))
def import_answers(doing: Doing) -> Outcome:
    """Store what was uploaded and checked; all of it or nothing."""
    settings: Settings = current_app.config["SETTINGS"]
    folder = work_folder(bytes.fromhex(doing.request["source"]))
    with Session(reader()) as session, _plan(session, folder, doing.tell) as plan:
        session.close()
        with own_transaction() as writing:
            stored = run_import(writing, plan, clock().today(), settings.limit_inside)
            for wave in stored.waves:
                record(writing, doing.staff_id, clock().now(), "answers_imported", "wave", wave)
    (folder / DATA).unlink()
    number = stored.new.total()
    return {"text": ngettext("Ett svar är inläst.", "%(num)d svar är inlästa.", number)}


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


def _error(refused: TableRefused) -> dict[str, Any]:
    return {"row": refused.row, "column": refused.column, "text": sentence(refused)}


def _found(plan: Plan) -> dict[str, Any]:
    """The report in plain values, in the reader's language."""
    report = plan.report
    labels = [wave.label for wave in plan.wanted.mapping.waves]
    return {
        "rows": report.rows,
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
