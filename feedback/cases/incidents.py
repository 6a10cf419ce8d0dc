"""The restricted record of a serious incident (Lex Sarah): dated notes, encrypted at rest.

What is done here stands in the audit log only: the case's own log is read by more people.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.encryption import seal, unseal
from core.errors import DomainError
from core.resealing import sealed_column
from feedback.cases.belongings import Incident
from feedback.cases.events import audit
from feedback.cases.models import Case


class IncidentClosed(DomainError):
    """Nothing more is written once it is closed."""

    status = 409


@dataclass(frozen=True)
class IncidentNote:
    """What somebody wrote on a day."""

    day: str
    staff: int
    text: str

    @property
    def date(self) -> date:
        """The day."""
        return date.fromisoformat(self.day)


def incident_of(session: Session, case: Case) -> Incident | None:
    """The record of a case, if it has one."""
    return session.scalar(select(Incident).where(Incident.case_key == case.key))


def notes_of(incident: Incident) -> list[IncidentNote]:
    """What has been written, the first first."""
    if incident.sealed is None:
        return []
    found = json.loads(unseal(incident.sealed, context_of(incident.key)))
    return [IncidentNote(**one) for one in found]


def add_note(
    session: Session, case: Case, incident: Incident, text: str, staff_id: int, today: date
) -> None:
    """Write what has happened or been done; nothing that stands there is changed."""
    _check_open(incident)
    notes = [*notes_of(incident), IncidentNote(today.isoformat(), staff_id, text)]
    plain = json.dumps([asdict(one) for one in notes]).encode()
    incident.sealed = seal(plain, context_of(incident.key))
    audit(session, staff_id, "incident_noted", case)


def report(session: Session, case: Case, incident: Incident, day: date, staff_id: int) -> None:
    """It has been reported to the supervising authority."""
    _check_open(incident)
    incident.reported_on = day
    audit(session, staff_id, "incident_reported", case)


def close(session: Session, case: Case, incident: Incident, staff_id: int, today: date) -> None:
    """The inquiry has ended."""
    _check_open(incident)
    incident.closed_on = today
    audit(session, staff_id, "incident_closed", case)


def context_of(key: bytes) -> bytes:
    """What binds the notes to their incident."""
    return b"incident:" + key


def _check_open(incident: Incident) -> None:
    if incident.closed_on is not None:
        raise IncidentClosed


sealed_column(Incident.sealed, Incident.key, context_of)
