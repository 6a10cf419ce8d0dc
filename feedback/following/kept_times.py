"""Lets the page about people's own data say how long things are kept."""

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.following.models import RetentionDecision
from feedback.intake.kept_times import Decision, register_kept_times


def init_kept_times(app: Flask) -> None:
    """Register where the decisions are."""
    register_kept_times(app, _decisions)


def _decisions(session: Session) -> dict[str, Decision]:
    found = session.scalars(select(RetentionDecision))
    return {one.what: Decision(one.months, one.decision) for one in found}
