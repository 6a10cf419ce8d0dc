"""The audit log of who looked at or took away many cases: one row with its filter, never words."""

from collections.abc import Iterable, Mapping

from flask import request

from core.clock import clock
from core.database import READING_METHODS, own_transaction, session
from feedback.cases.access import viewer
from organisation.audit import record

#: As long as the column is.
LONGEST = 80


def note_list(action: str, given: Mapping[str, str], names: Iterable[str]) -> None:
    """Log that the signed-in person was shown or given cases, limited as the address says.

    `names` are the filters whose values are codes, ids and days, which are checked already.
    """
    limits = " ".join(f"{name}={given[name]}" for name in names if given.get(name))[:LONGEST]
    row = (viewer().own_id, clock().now(), f"cases_{action}", "cases", limits)
    if request.method in READING_METHODS:
        with own_transaction() as own:
            record(own, *row)
    else:
        record(session(), *row)
