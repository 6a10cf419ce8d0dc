"""What the pages of units show: the tree, one unit, and their findings in words."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import format_date, format_decimal, ngettext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from organisation.models import ClientCount, Station, Unit, UnitChange
from organisation.stations import list_stations
from organisation.unit_changes import changes_of_units
from organisation.units import client_counts, in_tree_order, list_units


@dataclass(frozen=True)
class UnitRow:
    """A unit in the tree: how deep, below which, its latest client count, its stations in use."""

    unit: Unit
    depth: int
    above: str
    latest: ClientCount | None
    stations: int
    is_leaf: bool

    @property
    def lacks_clients(self) -> bool:
        """Whether nobody has said how many clients it has; one with units below may go without."""
        return self.is_leaf and self.latest is None

    @property
    def clients(self) -> str:
        """Its latest client count in words; empty when there is none."""
        return clients_in_words(self.latest) if self.latest else ""


@dataclass(frozen=True)
class UnitView:
    """One unit with what belongs to it; `above` only when the reader may open it too."""

    unit: Unit
    above: Unit | None
    below: Sequence[Unit]
    counts: Sequence[ClientCount]
    stations: Sequence[Station]
    changes: Sequence[UnitChange]

    @property
    def heading(self) -> str:
        """What matters most: how many clients, or that nobody has said it."""
        if self.counts:
            return clients_in_words(self.counts[0])
        return str(_("Skriv in hur många klienter enheten har"))


def rows(session: Session, unit_ids: Collection[int]) -> list[UnitRow]:
    """The units in the order of the tree."""
    units = list_units(session)
    names = {unit.id: unit.name for unit in units}
    parents = {unit.parent_id for unit in units}
    latest: dict[int, ClientCount] = {}
    for count in client_counts(session, unit_ids):
        latest.setdefault(count.unit_id, count)
    stations = Counter(station.unit_id for station in list_stations(session, unit_ids))
    return [
        UnitRow(
            unit=unit,
            depth=depth,
            above=names.get(unit.parent_id or 0, ""),
            latest=latest.get(unit.id),
            stations=stations[unit.id],
            is_leaf=unit.id not in parents,
        )
        for depth, unit in in_tree_order([unit for unit in units if unit.id in unit_ids])
    ]


def view(session: Session, unit: Unit, unit_ids: Collection[int]) -> UnitView:
    """One unit; `unit_ids` are those that the reader may open."""
    units = list_units(session)
    return UnitView(
        unit=unit,
        above=next((one for one in units if one.id == unit.parent_id and one.id in unit_ids), None),
        below=[one for _depth, one in in_tree_order([u for u in units if u.parent_id == unit.id])],
        counts=client_counts(session, [unit.id]),
        stations=list_stations(session, [unit.id]),
        changes=changes_of_units(session, [unit.id]),
    )


def finding(shown: Sequence[UnitRow]) -> str:
    """How many units lack a client count, or how many there are."""
    missing = sum(row.lacks_clients for row in shown)
    if missing:
        return str(
            ngettext(
                "En enhet saknar antal klienter", "%(num)d enheter saknar antal klienter", missing
            )
        )
    return str(ngettext("En enhet", "%(num)d enheter", len(shown)))


def clients_in_words(count: ClientCount) -> str:
    """How many clients on which day."""
    number = count.women + count.men
    return str(
        ngettext(
            "%(number)s klient den %(day)s",
            "%(number)s klienter den %(day)s",
            number,
            number=format_decimal(number),
            day=day_with_year(count.as_of),
        )
    )


def day_with_year(day: date) -> str:
    """1 oktober 2020."""
    return str(format_date(day, "long"))
