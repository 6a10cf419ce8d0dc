"""Mappings as they are kept: saved under a name, changed by one person at a time."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from analysis.published.mapping_files import Draft
from analysis.published.mapping_queries import lock_mapping, mappings_of
from analysis.published.models import FigureMapping


def find_mapping(
    session: Session, mapping_id: int, unit_ids: Collection[int]
) -> FigureMapping | None:
    """A mapping that one of the units keeps, held until the transaction ends."""
    found = lock_mapping(session, mapping_id)
    return found if found and found.unit_id in unit_ids else None


def is_taken(session: Session, name: str, unit_ids: Collection[int], own: int | None) -> bool:
    """Whether another mapping of the units has the name."""
    kept = mappings_of(session, unit_ids)
    return any(one.name == name and one.id != own for one, _, _ in kept)


def save_mapping(
    session: Session, draft: Draft, survey_id: int, unit_id: int, unit_ids: Collection[int]
) -> FigureMapping | None:
    """Store what was chosen; None when somebody else has changed the mapping meanwhile.

    One that was deleted meanwhile is stored anew.
    """
    found = find_mapping(session, draft.mapping_id, unit_ids) if draft.mapping_id else None
    if found is not None and found.revision != draft.revision:
        return None
    if found is None:
        found = FigureMapping()
        session.add(found)
    found.unit_id, found.survey_id, found.name = unit_id, survey_id, draft.name
    content = draft.mapping().model_dump(mode="json")
    if found.content != content:
        found.content = content
    session.flush()
    return found
