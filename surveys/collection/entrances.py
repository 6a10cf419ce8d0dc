"""Where a respondent comes in: the wave behind a link's code or a station's address."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Date, Select, bindparam, false, func, select
from sqlalchemy.orm import InstrumentedAttribute

from core.codes import Mode
from core.errors import NotFound
from core.quick_statements import QuickStatement
from organisation.models import Station, Unit
from surveys.collection.models import Wave, WaveStation
from surveys.collection.states import WaveState
from surveys.questionnaires.models import QuestionnaireRevision

#: How long a form opened in time may still be sent.
GRACE = timedelta(days=30)


class Availability(StrEnum):
    """What someone who comes in now is met by."""

    OPEN = "open"
    NOT_YET = "not_yet"
    CLOSED = "closed"


@dataclass(frozen=True)
class Entrance:
    """Everything a page needs to know about where it stands."""

    mode: Mode
    wave_id: int
    version_id: int
    revision: int
    unit_id: int
    unit_name: str
    station_id: int | None
    state: WaveState
    opens: date
    closes: date

    @property
    def at_station(self) -> bool:
        """Whether the page is shown on a station's screen."""
        return self.mode is Mode.KIOSK

    def availability(self, today: date) -> Availability:
        """Whether a form may be opened today."""
        if today < self.opens:
            return Availability.NOT_YET
        late = self.state is not WaveState.OPEN or today > self.closes
        return Availability.CLOSED if late else Availability.OPEN

    def takes(self, today: date) -> bool:
        """Whether a filled-in form is taken today: also some time after closing."""
        return self.opens <= today <= self.closes + GRACE


def by_link(connection: Connection, code: str) -> Entrance:
    """The entrance of a link; raises NotFound for an unknown code."""
    row = BY_LINK.first(connection, {"code": code})
    if row is None:
        raise NotFound
    return _entrance(row, Mode.LINK, None)


def by_station(
    connection: Connection, address: str, today: date, wave_id: int | None = None
) -> Entrance | None:
    """The entrance of a station: the given wave, or else the newest open one.

    None when the station shows nothing now; raises NotFound for an unknown address.
    """
    station = STATION.first(connection, {"address": address})
    if station is None:
        raise NotFound
    [station_id] = station
    if wave_id is None:
        row = OPEN_AT_STATION.first(connection, {"station": station_id, "today": today})
    else:
        row = WAVE_AT_STATION.first(connection, {"station": station_id, "wave": wave_id})
    return _entrance(row, Mode.KIOSK, station_id) if row else None


def _entrances(unit_id: InstrumentedAttribute[int]) -> Select[Any]:
    revision = (
        select(func.max(QuestionnaireRevision.revision))
        .where(QuestionnaireRevision.version_id == Wave.version_id)
        .scalar_subquery()
        .label("revision")
    )
    return select(
        Wave.id, Wave.version_id, revision, unit_id, Unit.name, Wave.state, Wave.opens, Wave.closes
    ).join(Unit, Unit.id == Wave.unit_id)


# Every request asks one of these.
BY_LINK = QuickStatement(_entrances(Wave.unit_id).where(Wave.code == bindparam("code")))
STATION = QuickStatement(
    select(Station.id).where(Station.address == bindparam("address"), Station.retired == false())
)
_AT_STATION = (
    _entrances(Station.unit_id)
    .join(WaveStation, WaveStation.wave_id == Wave.id)
    .join(Station, Station.id == WaveStation.station_id)
    .where(Station.id == bindparam("station"))
)
WAVE_AT_STATION = QuickStatement(_AT_STATION.where(Wave.id == bindparam("wave")))
OPEN_AT_STATION = QuickStatement(
    _AT_STATION.where(
        Wave.state == WaveState.OPEN.value,
        bindparam("today", type_=Date).between(Wave.opens, Wave.closes),
    )
    .order_by(Wave.opens.desc(), Wave.id.desc())
    .limit(1)
)


def _entrance(row: tuple[Any, ...], mode: Mode, station_id: int | None) -> Entrance:
    wave_id, version_id, revision, unit_id, unit_name, state, opens, closes = row
    return Entrance(
        mode=mode,
        wave_id=wave_id,
        version_id=version_id,
        revision=revision,
        unit_id=unit_id,
        unit_name=unit_name,
        station_id=station_id,
        state=WaveState(state),
        opens=opens,
        closes=closes,
    )
