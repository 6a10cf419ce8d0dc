"""Saved phrases of units, for answers: keeping them, and which ones fit a case."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.handling.models import Phrase
from organisation.names import alphabetical
from organisation.units import chain, parents_of_units

LONGEST_TITLE, LONGEST_TEXT = 80, 2000


def phrases_of(session: Session, unit_ids: Collection[int]) -> Sequence[Phrase]:
    """The phrases that are kept in some units, by title."""
    found = session.scalars(select(Phrase).where(Phrase.unit_id.in_(unit_ids))).all()
    return sorted(found, key=lambda phrase: (alphabetical(phrase.title), phrase.id))


def phrases_for(session: Session, unit_id: int | None) -> Sequence[Phrase]:
    """What may be put into the answers of a unit: its own phrases and those of the units above."""
    return phrases_of(session, chain(parents_of_units(session), unit_id))


def with_phrase(draft: str, phrase: str) -> str:
    """A draft with a phrase as its last paragraph. Pure."""
    return f"{draft.rstrip()}\n\n{phrase}".lstrip()
