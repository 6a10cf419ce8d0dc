"""The audit log: who did what, when. Rows are added and never changed."""

from datetime import datetime

from sqlalchemy.orm import Session

from organisation.models import AuditEntry


def record(
    session: Session,
    staff_id: int | None,
    at: datetime,
    action: str,
    subject_kind: str,
    subject_id: object = "",
) -> None:
    """Add a row; `staff_id` is None when nobody was signed in or a command did it.

    The subject is known by kind and id only. Never pass an answer, free text or a name.
    """
    entry = AuditEntry(
        staff_id=staff_id,
        at=at,
        action=action,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
    )
    session.add(entry)
