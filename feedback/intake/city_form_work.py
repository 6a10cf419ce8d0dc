"""Files of the city's own form: read, kept encrypted until they are stored, stored all or nothing.

What was read lies in a folder of its own under the data folder, for the person who sent it, and
goes with it after a day.
"""

import hmac
import json
import shutil
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from flask import current_app
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from core.background import (
    Doing,
    Outcome,
    kept_file,
    kind_of_work,
    new_work,
    private_file,
    work_folder,
)
from core.clock import clock
from core.codes import N_
from core.database import KEY_BYTES, own_transaction
from core.encryption import seal, unseal
from core.errors import NotFound
from core.keyring import Keyring
from core.tables import read_table
from core.tables_refusal import TableRefused
from core.tables_workbook import LITTLE_ROOM
from feedback.cases.kinds import AnswerWay, Channel, Kind
from feedback.cases.models import Case
from feedback.cases.receiving import NewCase, receive
from feedback.intake.city_form import WHICH_UNIT, Allowed, CityRow, read_rows
from organisation.access import units_of
from organisation.audit import record
from organisation.models import Staff, Unit
from organisation.permissions import Permission

STORE = "import_city_form"
#: More rows than this take more than two seconds, and are stored in the background.
AT_ONCE = 100


def receive_file(
    sent: FileStorage, staff_id: int, allowed: Allowed
) -> tuple[str, list[TableRefused]]:
    """Read a file and keep what it says; gives the key to it, and what is wrong, if anything.

    With problems nothing is kept and the key is worth nothing. Raises TableRefused.
    """
    key = new_work()
    folder = work_folder(key)
    try:
        with private_file(folder / "sent") as file:
            sent.save(file)
        rows, problems = read_rows(read_table(folder / "sent", room=LITTLE_ROOM), allowed)
        (folder / "sent").unlink()
        if not problems:
            with private_file(work_folder(key) / _name(staff_id)) as file:
                file.write(seal(json.dumps([asdict(row) for row in rows]).encode(), key))
    except BaseException:
        shutil.rmtree(folder)
        raise
    return key.hex(), problems


def read_again(key: str, staff_id: int) -> list[CityRow]:
    """The rows of a file. Raises NotFound for anybody but the person who sent it."""
    found = _find(key, staff_id)
    return [CityRow(**row) for row in json.loads(unseal(found.read_bytes(), bytes.fromhex(key)))]


def new_rows(session: Session, rows: Collection[CityRow]) -> list[CityRow]:
    """The rows whose numbers have not come before."""
    numbers = [row.number for row in rows]
    query = select(Case.foreign_number).where(
        Case.channel == Channel.CITY_FORM.value, Case.foreign_number.in_(numbers)
    )
    known = set(session.scalars(query))
    return [row for row in rows if row.number not in known]


def store_rows(session: Session, key: str, staff: Staff, today: date) -> int:
    """Store what is new of a file and forget the file; gives how many cases there were.

    Raises TableRefused when the person may not register in a row's unit any more.
    """
    rows = new_rows(session, read_again(key, staff.id))
    units = own_units(session, staff)
    for row in rows:
        if row.unit and row.unit not in units:
            raise TableRefused(WHICH_UNIT, row.row)
        receive(session, _new_case(row, units.get(row.unit)), today, staff_id=staff.id)
    record(session, staff.id, clock().now(), "city_form_imported", "cases", len(rows))
    _find(key, staff.id).unlink()
    return len(rows)


@kind_of_work(STORE, N_("Synpunkterna läses in"), Permission.TRIAGE_CASES)
def import_city_form(doing: Doing) -> Outcome:
    """Store a large file; all of it or nothing."""
    with own_transaction() as writing:
        staff = writing.get(Staff, doing.staff_id)
        if staff is None:
            raise NotFound
        number = store_rows(writing, doing.request["source"], staff, clock().today())
    return {"text": how_many(number)}


def how_many(number: int) -> str:
    """What has been stored, in words."""
    text: str = ngettext("En synpunkt är inläst.", "%(num)d synpunkter är inlästa.", number)
    return text


def own_units(session: Session, staff: Staff) -> dict[str, int]:
    """The units where a person triages, by code."""
    ids = units_of(session, staff, Permission.TRIAGE_CASES)
    found: Sequence[Unit] = session.scalars(select(Unit).where(Unit.id.in_(ids))).all()
    return {unit.code: unit.id for unit in found}


def _new_case(row: CityRow, unit_id: int | None) -> NewCase:
    return NewCase(
        key=_case_key(row.number),
        kind=Kind(row.kind),
        channel=Channel.CITY_FORM,
        text=row.text,
        unit_id=unit_id,
        received=date.fromisoformat(row.day),
        language=row.language,
        gender=row.gender,
        answer_way=AnswerWay(row.way),
        contact=row.contact,
        foreign_number=row.number,
    )


def _case_key(number: str) -> bytes:
    """The same number gives the same case, also when two read the same file at once."""
    keyring: Keyring = current_app.extensions["synpunkt.keyring"]
    made = hmac.digest(keyring.secret_key.encode(), f"city form:{number}".encode(), "sha256")
    return made[:KEY_BYTES]


def _name(staff_id: int) -> str:
    return f"city-form-{staff_id}"


def _find(key: str, staff_id: int) -> Path:
    return kept_file(key, _name(staff_id))
