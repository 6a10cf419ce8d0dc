"""Writing down for somebody else: the printed form behind a serial, the case, its files, drafts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback.cases.access import fully_seen_by
from feedback.cases.belongings import Attachment
from feedback.cases.contact import read_contact
from feedback.cases.kinds import Kind, TextKind
from feedback.cases.models import Case
from feedback.cases.receiving import NewCase, delete_draft, receive, save_draft
from feedback.cases.sight import WRITERS_STATES, Viewer
from feedback.cases.states import CaseState
from feedback.cases.texts import add_text
from feedback.intake.attachments import Checked, keep_attachments
from feedback.intake.models import PaperForm
from feedback.intake.register_form import UNKNOWN_SERIAL, USED_SERIAL, Registration

SWEDISH = "sv"


@dataclass(frozen=True)
class Sent:
    """What comes with a registration: the form's key, the new code to be stored, the files."""

    key: bytes
    code: tuple[bytes, str]
    files: Sequence[Checked] = ()


@dataclass(frozen=True)
class Writing:
    """Who writes, and the day."""

    staff_id: int
    today: date


def find_form(
    session: Session, serial: str | None, key: bytes
) -> tuple[PaperForm | None, str | None]:
    """The printed form with a serial, or the msgid of why it cannot be registered."""
    if serial is None:
        return None, None
    found = session.get(PaperForm, serial)
    if found is None:
        return None, UNKNOWN_SERIAL
    used = select(Case.key).where(Case.form_serial == serial, Case.key != key)
    return (None, USED_SERIAL) if session.scalar(used) else (found, None)


def register(
    session: Session,
    registration: Registration,
    form: PaperForm | None,
    sent: Sent,
    by: Writing,
) -> Case:
    """The case, with its number; the same key again gives what is stored. Raises SerialTaken."""
    before = session.get(Case, sent.key)
    new = _new_case(registration, form, sent, by)
    case = receive(session, new, by.today, staff_id=by.staff_id)
    if before is None or before.state == CaseState.DRAFT.value:
        keep_attachments(session, case, sent.files, by.today)
    return case


def write_draft(
    session: Session,
    registration: Registration,
    form: PaperForm | None,
    sent: Sent,
    by: Writing,
) -> Case:
    """What has been written so far, seen by its writer only. Raises SerialTaken."""
    new = _new_case(registration, form, sent, by)
    case = save_draft(session, new, by.today, staff_id=by.staff_id)
    if registration.reason and case.state == CaseState.DRAFT.value:
        # A draft has no promise to keep it with.
        note = registration.reason
        add_text(session, case, TextKind.NOTE, note, SWEDISH, day=by.today, staff_id=by.staff_id)
    keep_attachments(session, case, sent.files, by.today)
    return case


def forget_draft(session: Session, case: Case) -> None:
    """Delete a draft and its files."""
    for one in session.scalars(select(Attachment).where(Attachment.case_key == case.key)):
        session.delete(one)
    session.flush()
    delete_draft(session, case)


def written_by(session: Session, who: Viewer) -> Sequence[Case]:
    """A person's drafts, and what they have registered that nobody has been assigned; newest first."""
    states = [state.value for state in WRITERS_STATES]
    mine = select(Case).where(
        Case.registered_by == who.own_id, Case.state.in_(states), fully_seen_by(who)
    )
    return session.scalars(mine.order_by(Case.number.desc().nulls_first())).all()


def number_of_files(session: Session, key: bytes) -> int:
    """How many files a case has already."""
    query = select(func.count()).where(Attachment.case_key == key)
    return session.scalar(query) or 0


def fields_of_draft(session: Session, case: Case) -> Mapping[str, str]:
    """A draft as the fields of its form."""
    texts = {text.kind: text.text for text in case.texts}
    read_back = {True: "yes", False: "no"}
    return {
        "channel": case.channel,
        "kind": case.kind,
        "unit": str(case.unit_id or ""),
        "language": case.language,
        "gender": str(case.gender),
        "way": case.answer_way,
        "serial": case.form_serial or "",
        "text": texts.get(TextKind.SAID.value, ""),
        "received": case.received.isoformat(),
        "reason": texts.get(TextKind.NOTE.value, ""),
        "read_back": read_back.get(case.read_back, "") if case.read_back is not None else "",
        "concerned": "yes" if case.written_by_concerned else "",
        **read_contact(session, case),
    }


def _new_case(
    registration: Registration, form: PaperForm | None, sent: Sent, by: Writing
) -> NewCase:
    """A printed form brings its code, and its unit and language where no other is chosen."""
    code = (form.code_locator, form.code_hash) if form else sent.code
    return NewCase(
        key=sent.key,
        kind=registration.kind,
        channel=registration.channel,
        text=registration.text,
        unit_id=registration.unit_id or (form.batch.unit_id if form else None),
        received=registration.received,
        language=registration.language or (form.batch.language if form else SWEDISH),
        gender=registration.gender,
        answer_way=registration.way,
        contact=registration.contact,
        received_reason=registration.reason,
        code=None if registration.kind is Kind.DEVIATION else code,
        form_serial=form.serial if form else None,
        registered_by=by.staff_id,
        read_back=registration.read_back,
        written_by_concerned=registration.concerned,
    )
