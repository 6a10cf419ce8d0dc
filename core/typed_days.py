"""Days that people type."""

from datetime import date

LATEST_YEAR = 2100


def typed_day(text: str, earliest_year: int = 2000) -> date | None:
    """A day written 2026-01-31, from the earliest year until 2100; None for anything else. Pure."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if earliest_year <= day.year <= LATEST_YEAR else None
