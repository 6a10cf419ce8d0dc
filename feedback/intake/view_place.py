"""Where the form of a view stands: on the web or at a station, and what it offers there."""

from dataclasses import dataclass

from flask import current_app, request, url_for

from core.database import snapshot
from core.errors import NotFound
from core.settings import Settings
from feedback.cases.kinds import AnswerWay, Channel
from feedback.intake.view_form import STATION_WAYS, Offer
from organisation.stations import find_station
from organisation.units import in_tree_order, list_units


@dataclass(frozen=True)
class Place:
    """A page of the form: its station, if it is at one, and what it lets choose."""

    station: str | None
    station_id: int | None
    offer: Offer

    @property
    def at_station(self) -> bool:
        """Whether the page is shown on a station's screen."""
        return self.station is not None

    @property
    def channel(self) -> Channel:
        """How what is sent here came in."""
        return Channel.KIOSK if self.at_station else Channel.WEB

    @property
    def path(self) -> str:
        """The form's own address."""
        return request.path

    @property
    def home(self) -> str:
        """Where a visit ends: the station's first page, or the empty form."""
        # The station's first page stands in a package beside this one.
        return url_for("collection.kiosk_form", station=self.station) if self.station else self.path


def on_the_web() -> Place:
    """The form on a person's own device."""
    with snapshot() as looking:
        units = {unit.id: unit.name for _, unit in in_tree_order(list_units(looking))}
    return Place(None, None, Offer(units, tuple(AnswerWay)))


def at_station(address: str) -> Place:
    """The form at a station, its own unit first. Raises NotFound."""
    with snapshot() as looking:
        station = find_station(looking, address)
        if station is None:
            raise NotFound
        units = {unit.id: unit.name for _, unit in in_tree_order(list_units(looking))}
        own = {station.unit_id: units.pop(station.unit_id)}
        return Place(station.address, station.id, Offer(own | units, STATION_WAYS))


def settings() -> Settings:
    """The settings of the running application."""
    found: Settings = current_app.config["SETTINGS"]
    return found
