"""How to reach the sender, encrypted at rest and bound to its case."""

import json
from collections.abc import Mapping

from sqlalchemy.orm import Session

from core.encryption import seal, unseal
from core.resealing import sealed_column
from feedback.cases.belongings import CaseContact
from feedback.cases.models import Case

FIELDS = ("name", "phone", "email", "street", "postcode", "town", "care_of")


def keep_contact(session: Session, case: Case, contact: Mapping[str, str]) -> None:
    """Store what is given of FIELDS in place of what was there; nothing given leaves no row."""
    given = {field: contact[field].strip() for field in FIELDS if contact.get(field, "").strip()}
    row = session.get(CaseContact, case.key)
    if not given:
        if row:
            session.delete(row)
    else:
        sealed = seal(json.dumps(given).encode(), context_of(case.key))
        if row:
            row.sealed = sealed
        else:
            session.add(CaseContact(case_key=case.key, sealed=sealed))
    session.flush()


def read_contact(session: Session, case: Case) -> dict[str, str]:
    """What is known of FIELDS; empty when anonymous. Who shows it records `contact_seen`."""
    row = session.get(CaseContact, case.key)
    if row is None:
        return {}
    found: dict[str, str] = json.loads(unseal(row.sealed, context_of(case.key)))
    return found


def context_of(case_key: bytes) -> bytes:
    """What binds a contact to its case."""
    return b"case_contact:" + case_key


sealed_column(CaseContact.sealed, CaseContact.case_key, context_of)
