"""Stations: registering a kiosk device and finding it by its secret address."""

import re
import secrets
from collections.abc import Callable, Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import DomainError
from organisation.models import Station, Unit

#: Without letters and digits that look alike (i l o 0 1).
ADDRESS_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
ADDRESS_LENGTH = 16
ADDRESS = re.compile(f"[{ADDRESS_LETTERS}]{{{ADDRESS_LENGTH}}}")
LONGEST_PLACE = 120


class StationRefused(DomainError):
    """The station cannot be stored as asked; the message says why."""


def new_address(choose: Callable[[str], str] = secrets.choice) -> str:
    """A secret address: 16 random characters, about 79 bits."""
    return "".join(choose(ADDRESS_LETTERS) for _ in range(ADDRESS_LENGTH))


def add_station(session: Session, unit: Unit, place: str) -> Station:
    """Register a device at a place of a unit. Raises StationRefused."""
    if not 0 < len(place) <= LONGEST_PLACE:
        raise StationRefused(f"a place has 1 to {LONGEST_PLACE} characters")
    station = Station(unit=unit, place=place, address=new_address())
    session.add(station)
    session.flush()
    return station


def retire_station(station: Station) -> None:
    """Take a device out of use: its address leads nowhere from now on, also for other devices."""
    station.retired = True


def find_station(session: Session, address: str) -> Station | None:
    """The station in use behind an address; None when there is none."""
    if not ADDRESS.fullmatch(address):
        return None
    return session.scalar(select(Station).filter_by(address=address, retired=False))


def list_stations(session: Session, unit_ids: Collection[int] | None = None) -> Sequence[Station]:
    """The stations in use, of some units or of all, by unit and place."""
    query = select(Station).join(Station.unit).where(Station.retired.is_(False))
    if unit_ids is not None:
        query = query.where(Station.unit_id.in_(unit_ids))
    return session.scalars(query.order_by(Unit.code, Station.place)).all()
