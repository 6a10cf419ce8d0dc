"""Printing a batch of forms: codes, their hashes, the PDF; then all is stored at once, or nothing."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.background import Doing, Outcome, kind_of_work
from core.clock import clock
from core.codes import N_
from core.database import own_transaction, reader
from feedback.cases.codes import make_code, new_code
from feedback.cases.models import Case
from feedback.intake.models import FormBatch, PaperForm
from feedback.intake.paper import Sheet, make_paper
from feedback.intake.serials import new_serial
from organisation.access import Permission
from organisation.audit import record
from organisation.models import Staff, Unit

PRINT = "print_forms"
MOST_FORMS = 500
FILE = "blanketter.pdf"


@dataclass(frozen=True)
class BatchRow:
    """A batch in the list: how many were printed, and how many of them have come back."""

    batch: FormBatch
    unit: str
    by: str
    printed: int
    used: int


def request_for(unit_id: int, language: str, number: int, *, postcards: bool) -> dict[str, Any]:
    """What the work below is asked for; it holds no code."""
    return {
        "unit_id": unit_id,
        "form_language": language,
        "number": number,
        "postcards": postcards,
    }


@kind_of_work(PRINT, N_("Blanketterna görs"), Permission.MANAGE_FEEDBACK)
def print_forms(doing: Doing) -> Outcome:
    """Make the batch that a request asks for; its file holds the codes and goes after a day."""
    asked = doing.request
    with Session(reader()) as looking:
        unit = looking.get_one(Unit, asked["unit_id"])
        taken = set(looking.scalars(select(PaperForm.serial)))
        sender, post_address = unit.name, unit.letter_head or ""
    sheets = list(_new_sheets(asked["number"], taken))
    hashed = list(_hashed(doing, sheets))
    language, postcards = asked["form_language"], asked["postcards"]
    content = make_paper(sheets, sender, post_address, language, postcards=postcards)
    with doing.new_file(FILE) as file:
        file.write(content)
    batch = FormBatch(
        unit_id=asked["unit_id"],
        postcards=postcards,
        language=language,
        printed_on=clock().today(),
        staff_id=doing.staff_id,
    )
    _store(batch, hashed)
    return {"file": FILE, "download_name": FILE, "text": _done_text(postcards=postcards)}


def _done_text(*, postcards: bool) -> str:
    if postcards:
        return str(_("Skriv ut på båda sidor. Vänd längs långsidan. Klipp isär korten."))
    return str(_("Skriv ut alla sidor. Koderna står bara i filen."))


def batches(session: Session, unit_ids: Collection[int]) -> Sequence[BatchRow]:
    """Every batch of some units, the newest first."""
    printed = (
        select(
            PaperForm.batch_id, func.count().label("printed"), func.count(Case.key).label("used")
        )
        .outerjoin(Case, Case.form_serial == PaperForm.serial)
        .group_by(PaperForm.batch_id)
        .subquery()
    )
    query = (
        select(FormBatch, Unit.name, Staff.name, printed.c.printed, printed.c.used)
        .join(printed, printed.c.batch_id == FormBatch.id)
        .join(Unit, Unit.id == FormBatch.unit_id)
        .outerjoin(Staff, Staff.id == FormBatch.staff_id)
        .where(FormBatch.unit_id.in_(unit_ids))
        .order_by(FormBatch.id.desc())
    )
    return [
        BatchRow(batch, unit, by or "–", printed_forms, used)
        for batch, unit, by, printed_forms, used in session.execute(query)
    ]


def _new_sheets(number: int, taken: set[str]) -> Iterator[Sheet]:
    for _number in range(number):
        serial = new_serial(taken)
        taken.add(serial)
        yield Sheet(serial, new_code())


def _hashed(doing: Doing, sheets: Sequence[Sheet]) -> Iterator[tuple[str, tuple[bytes, str]]]:
    """The serial and what is kept of its code; slow on purpose."""
    for done, sheet in enumerate(sheets):
        doing.tell(done, len(sheets))
        yield sheet.serial, make_code(sheet.code)


def _store(batch: FormBatch, hashed: Collection[tuple[str, tuple[bytes, str]]]) -> None:
    with own_transaction() as session:
        session.add(batch)
        session.flush()
        session.add_all(
            PaperForm(serial=serial, batch_id=batch.id, code_locator=locator, code_hash=slow)
            for serial, (locator, slow) in hashed
        )
        record(session, batch.staff_id, clock().now(), "forms_printed", "form_batch", batch.id)
