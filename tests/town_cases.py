"""Cases in every state, for the town."""

from flask import Flask
from sqlalchemy.orm import Session

from organisation.models import Unit


def add_cases(app: Flask, session: Session, unit: Unit, other: Unit) -> dict[str, str]:
    """Cases of the unit, and one of another; gives the names of their numbers."""
    return {}
