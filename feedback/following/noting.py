"""The audit log of who looked at or took away many cases: one row with its filter, never words."""

from collections.abc import Iterable, Mapping

from organisation.acting import note

#: As long as the column is.
LONGEST = 80


def note_list(action: str, given: Mapping[str, str], names: Iterable[str]) -> None:
    """Log that the signed-in person was shown or given cases, limited as the address says.

    `names` are the filters whose values are codes, ids and days, which are checked already.
    """
    limits = " ".join(f"{name}={given[name]}" for name in names if given.get(name))[:LONGEST]
    note(f"cases_{action}", "cases", limits)
