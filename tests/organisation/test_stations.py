"""Stations and their secret addresses."""

import pytest
from sqlalchemy.orm import Session

from organisation.stations import (
    ADDRESS,
    StationRefused,
    add_station,
    find_station,
    list_stations,
    new_address,
)
from tests.factories import make_unit


def test_an_address_is_sixteen_letters_that_cannot_be_mistaken() -> None:
    addresses = {new_address() for _ in range(200)}
    assert len(addresses) == 200
    assert all(ADDRESS.fullmatch(address) for address in addresses)
    assert not set("".join(addresses)) & set("ilo01")


def test_a_station_is_found_by_its_address_until_it_is_retired(session: Session) -> None:
    station = add_station(session, make_unit(session), "Receptionen")
    assert find_station(session, station.address) is station
    station.retired = True
    session.flush()
    assert find_station(session, station.address) is None
    assert list_stations(session) == []


@pytest.mark.parametrize("address", ["", "\x00" * 16, "a" * 17, "A" * 16, "%' OR 1=1 --ab", "åäö"])
def test_an_address_that_nobody_made_finds_nothing(session: Session, address: str) -> None:
    assert find_station(session, address) is None


def test_a_station_needs_a_place(session: Session) -> None:
    with pytest.raises(StationRefused):
        add_station(session, make_unit(session), "")
