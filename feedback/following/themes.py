"""Themes of cases: adding, renaming, taking out of use and back."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import DomainError
from feedback.cases.models import Theme
from organisation.names import alphabetical

LONGEST_NAME = 80


class ThemeTaken(DomainError):
    """There is a theme with this name already, perhaps one that is out of use."""


def list_themes(session: Session) -> list[Theme]:
    """Every theme by name, those out of use last."""
    found = session.scalars(select(Theme)).all()
    return sorted(found, key=lambda one: (one.retired, alphabetical(one.name)))


def add_theme(session: Session, name: str) -> Theme:
    """Store a new theme. Raises ThemeTaken."""
    _check(session, name)
    added = Theme(name=name)
    session.add(added)
    session.flush()
    return added


def rename_theme(session: Session, theme: Theme, name: str) -> None:
    """Give it another name, in old cases too. Raises ThemeTaken."""
    _check(session, name, theme)
    theme.name = name


def use_theme(theme: Theme, *, retired: bool) -> None:
    """Offer it no more, or again; cases that have it keep it."""
    theme.retired = retired


def _check(session: Session, name: str, besides: Theme | None = None) -> None:
    # Whoever adds the same name at the same moment waits for this.
    there = session.scalars(select(Theme).order_by(Theme.id).with_for_update(key_share=True)).all()
    if any(alphabetical(one.name) == alphabetical(name) for one in there if one is not besides):
        raise ThemeTaken
