"""The form of statistics of cases: which days, which unit, for whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from analysis.cases.periods import (
    Length,
    NoSuchPeriod,
    Period,
    days,
    offered,
    read_name,
    tertial_of,
)
from analysis.cases.queries import Where
from analysis.cases.statistics import MOST_SENTENCES, Asked
from analysis.results.viewing import program_settings
from core.clock import clock
from core.errors import NotFound
from feedback.cases.access import viewer
from organisation.access import Permission, units_for
from organisation.models import Unit
from organisation.names import one_line
from organisation.units import in_tree_order, list_units, parents_of_units, with_all_below

#: What an address may say.
PERIOD, FIRST, LAST, UNIT, READERS = FIELDS = ("period", "fran", "till", "enhet", "for")
OTHERS = "andra"


@dataclass(frozen=True)
class Form:
    """What can be chosen and is chosen; `asked` is None where a field is wrong."""

    asked: Asked | None
    period: str
    first: str
    last: str
    unit: str
    periods: list[tuple[str, str]]
    units: list[tuple[str, str]]
    for_others: bool
    errors: dict[str, str] = field(default_factory=dict)


def read_form(session: Session, given: Mapping[str, str], most: int | None = None) -> Form:
    """What the address asks for, in the reader's units. Raises NotFound for what nobody can choose."""
    today = clock().today()
    first, last = (one_line(given.get(name, "")) for name in (FIRST, LAST))
    name = given.get(PERIOD, "")
    # Who may not read the cases is one of the others.
    for_others = given.get(READERS) == OTHERS or not units_for(Permission.READ_CASES)
    chosen = read_name(name) if name else tertial_of(today)
    errors: dict[str, str] = {}
    period: Period | None = chosen
    if first or last:
        period, errors = _own_days(first, last, today)
    if for_others and period and period.length is Length.DAYS:
        errors = {PERIOD: _("Välj en tertial eller ett år. Andra dagar kan avslöja små grupper.")}
    units = _units(session)
    code = given.get(UNIT, "")
    where, unit_name = _where(session, units, code, for_others)
    asked = None
    if period and not errors:
        limit = program_settings().limit_inside if for_others else None
        sentences = most or MOST_SENTENCES
        asked = Asked(period, where, unit_name, today, limit, viewer(), sentences)
    return Form(
        asked=asked,
        period=chosen.name,
        first=first,
        last=last,
        unit=code,
        periods=_periods(today, chosen),
        units=[("", _("Alla")), *((unit.code, _indented(depth, unit)) for depth, unit in units)],
        for_others=for_others,
        errors=errors,
    )


def _own_days(first: str, last: str, today: date) -> tuple[Period | None, dict[str, str]]:
    """From a day to another, or until today: "since the last meeting"."""
    errors: dict[str, str] = {}
    start, end = _day(first), _day(last) if last else today
    for name, found in ((FIRST, start), (LAST, end)):
        if found is None:
            errors[name] = _("Skriv en dag så här: 2026-01-31.")
    if start is None or end is None:
        return None, errors
    try:
        return days(start, end), {}
    except NoSuchPeriod:
        return None, {LAST: _("Till-dagen ska vara samma dag som från-dagen eller senare.")}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _units(session: Session) -> list[tuple[int, Unit]]:
    own = units_for(Permission.READ_CASE_STATISTICS)
    return list(in_tree_order([unit for unit in list_units(session) if unit.id in own]))


def _where(
    session: Session, units: list[tuple[int, Unit]], code: str, for_others: bool
) -> tuple[Where, str]:
    """The units that are counted and what they are called.

    Others get every unit at once: the reports of two units could be subtracted.
    """
    found = {unit.code: unit for _depth, unit in units}
    if not code:
        tops = [unit.name for depth, unit in units if depth == 0]
        unplaced = bool(viewer().investigates)
        return Where(frozenset(unit.id for unit in found.values()), unplaced), ", ".join(tops)
    if code not in found or for_others:
        raise NotFound
    chosen = found[code]
    below = with_all_below(parents_of_units(session), [chosen.id])
    return Where(below & {unit.id for unit in found.values()}), chosen.name


def _periods(today: date, chosen: Period) -> list[tuple[str, str]]:
    periods = list(offered(today))
    if chosen not in periods:
        periods.append(chosen)
    return [(period.name, _name(period)) for period in periods]


def _name(period: Period) -> str:
    if period.length is Length.YEAR:
        return str(_("Hela %(year)s", year=period.name))
    return str(_("Tertial %(number)s, %(year)s", number=period.name[-1], year=period.first.year))


def _indented(depth: int, unit: Unit) -> str:
    return "\u00a0" * 3 * depth + unit.name
