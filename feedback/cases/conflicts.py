"""Whom a case concerns: they neither read, answer nor close it."""

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from feedback.cases.belongings import CaseConflict
from feedback.cases.models import Case


def conflicts_of(session: Session, case: Case) -> frozenset[int]:
    """The ids of the members of staff whom a case concerns."""
    query = select(CaseConflict.staff_id).where(CaseConflict.case_key == case.key)
    return frozenset(session.scalars(query))


def keep_conflicts(session: Session, case: Case, staff_ids: Collection[int]) -> None:
    """Put these in place of those that were there; a manager among them is named no more."""
    session.execute(delete(CaseConflict).where(CaseConflict.case_key == case.key))
    rows = [CaseConflict(case_key=case.key, staff_id=one) for one in sorted(set(staff_ids))]
    session.add_all(rows)
    if case.manager_id in staff_ids:
        case.manager_id = case.manager = None
    session.flush()
