""" "Ni sa – vi gjorde": writing a short text, approving it by hand, and what is shown to everyone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, selectinload

from feedback.cases.access import fully_seen_by
from feedback.cases.models import Case
from feedback.cases.sight import Viewer
from feedback.cases.states import CaseState
from feedback.following.models import Story
from organisation.models import Unit
from organisation.units import chain, parents_of_units, with_all_below

LONGEST = 300
MOST_SUGGESTED, MOST_SHOWN = 20, 100


@dataclass(frozen=True)
class Words:
    """What was said and what was done, and the last day that it is shown, if any."""

    said: str
    did: str
    shown_until: date | None = None


def mark_of(story: Story) -> str:
    """What tells two wordings apart, for forms: nobody approves words that they have not seen."""
    return sha256(f"{story.said}\0{story.did}".encode()).hexdigest()[:16]


def write_story(session: Session, unit: Unit, words: Words, staff_id: int, today: date) -> Story:
    """Store a new one; nobody sees it before it is approved."""
    story = Story(unit_id=unit.id, unit=unit, written_by=staff_id, written_on=today)
    _set(story, words)
    session.add(story)
    session.flush()
    return story


def change_story(story: Story, words: Words, staff_id: int, today: date) -> None:
    """Give it other words, which are to be approved again."""
    if (story.said, story.did) != (words.said, words.did):
        story.written_by, story.written_on = staff_id, today
        hide_story(story)
    _set(story, words)


def approve_story(story: Story, staff_id: int, today: date) -> None:
    """Show it to everyone."""
    story.approved_by, story.approved_on = staff_id, today


def hide_story(story: Story) -> None:
    """Show it no more."""
    story.approved_by = story.approved_on = None


def stories_of(session: Session, unit_ids: Collection[int]) -> Sequence[Story]:
    """Every one of some units, what is to be approved first."""
    query = select(Story).where(Story.unit_id.in_(sorted(unit_ids)))
    ordered = query.order_by(Story.approved_on.is_not(None), Story.id.desc())
    return session.scalars(ordered.options(selectinload(Story.unit))).all()


def shown_stories(session: Session, today: date, unit: Unit | None = None) -> Sequence[Story]:
    """What everyone may see, the latest first; of a unit with those above and below it."""
    query = select(Story).where(_is_shown(today))
    if unit:
        parents = parents_of_units(session)
        around = {*chain(parents, unit.id), *with_all_below(parents, [unit.id])}
        query = query.where(Story.unit_id.in_(sorted(around)))
    ordered = query.order_by(Story.approved_on.desc(), Story.id.desc()).limit(MOST_SHOWN)
    return session.scalars(ordered.options(selectinload(Story.unit))).all()


def is_shown(story: Story, today: date) -> bool:
    """Whether everyone sees it."""
    return story.approved_on is not None and (story.shown_until or today) >= today


def suggestions(session: Session, who: Viewer) -> Sequence[Case]:
    """Closed cases that somebody sees in full, with their closing sentences; the latest first."""
    query = (
        select(Case).where(*_can_be_told(who)).order_by(Case.received.desc(), Case.number.desc())
    )
    return session.scalars(query.options(selectinload(Case.unit)).limit(MOST_SUGGESTED)).all()


def suggestion(session: Session, who: Viewer, number: str) -> Case | None:
    """The one with a number."""
    return session.scalar(select(Case).where(*_can_be_told(who), Case.number == number))


def _can_be_told(who: Viewer) -> tuple[ColumnElement[bool], ...]:
    return (
        fully_seen_by(who),
        Case.state == CaseState.CLOSED.value,
        Case.confidential.is_(False),
        Case.said.is_not(None),
    )


def _is_shown(today: date) -> ColumnElement[bool]:
    within = or_(Story.shown_until.is_(None), Story.shown_until >= today)
    return and_(Story.approved_on.is_not(None), within)


def _set(story: Story, words: Words) -> None:
    story.said, story.did, story.shown_until = words.said, words.did, words.shown_until
