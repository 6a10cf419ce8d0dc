"""Lets packages above know when a case has got its theme; this one knows none of them."""

from collections.abc import Callable
from datetime import date

from flask import Flask, current_app
from sqlalchemy.orm import Session

Watcher = Callable[[Session, date], object]


def register_theme_watcher(app: Flask, watcher: Watcher) -> None:
    """Let a package look at the cases whenever one has got a theme; called at start-up."""
    app.extensions.setdefault("synpunkt.theme_watchers", []).append(watcher)


def theme_was_given(session: Session, today: date) -> None:
    """Let every watcher look, in the same transaction."""
    for watcher in current_app.extensions.get("synpunkt.theme_watchers", []):
        watcher(session, today)
