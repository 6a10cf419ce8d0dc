"""Put what is encrypted under the current key: each package says where its sealed columns are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.encryption import key_of, seal, unseal


@dataclass(frozen=True)
class Sealed:
    """A sealed column, the key column of its rows, and what binds a text to its row."""

    column: InstrumentedAttribute[Any]
    key: InstrumentedAttribute[Any]
    context: Callable[[Any], bytes]


SEALED: list[Sealed] = []


def sealed_column(
    column: InstrumentedAttribute[Any],
    key: InstrumentedAttribute[Any],
    context: Callable[[Any], bytes],
) -> None:
    """Say where a sealed column is; called when its module is imported."""
    SEALED.append(Sealed(column, key, context))


def reseal(session: Session, current: str) -> int:
    """Seal everything with the current key, whose id is `current`; gives how many texts.

    All or nothing. Raises CannotOpen when a key is missing.
    """
    return sum(_reseal_column(session, one, current) for one in SEALED)


def _reseal_column(session: Session, one: Sealed, current: str) -> int:
    number = 0
    keys = session.scalars(select(one.key).where(one.column.is_not(None))).all()
    for key in keys:
        before = session.scalar(select(one.column).where(one.key == key))
        if before and key_of(before) != current:
            after = seal(unseal(before, one.context(key)), one.context(key))
            # What somebody has sealed anew meanwhile stays as it is.
            same = update(one.key.class_).where(one.key == key, one.column == before)
            session.execute(same.values({one.column: after}))
            number += 1
    return number
