"""What an address of the scorecard asks for: a unit, and a year or its first tertials."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from analysis.cases.periods import Length, Period, offered, read_name, whole_year
from analysis.scorecard.queries import first_year, units_with_indicators, years_with_targets
from core.clock import clock
from core.errors import NotFound
from organisation.access import Permission, units_for
from organisation.models import Unit
from organisation.units import in_tree_order, list_units

UNIT, PERIOD = FIELDS = ("enhet", "period")
#: So many years can be chosen among, however old the first figure is.
MOST_YEARS = 15
INDENT = "\u2003"


@dataclass(frozen=True)
class Asked:
    """The unit, the period, and what else can be chosen: (value, label)."""

    unit: Unit
    period: Period
    units: list[tuple[str, str]]
    periods: list[tuple[str, str]]

    @property
    def year(self) -> int:
        """The year whose targets count."""
        return self.period.first.year

    @property
    def period_name(self) -> str:
        """The period in words."""
        return period_words(self.period)


def read_asked(session: Session, given: Mapping[str, str]) -> Asked | None:
    """What is asked for among the reader's units; None where there is no unit.

    Raises NotFound for what nobody can choose.
    """
    allowed = units_for(Permission.READ_RESULTS)
    tree = list(in_tree_order([one for one in list_units(session) if one.id in allowed]))
    if not tree:
        return None
    unit = _unit(session, [one for _depth, one in tree], given.get(UNIT, ""))
    today = clock().today()
    year = _year_in_use(years_with_targets(session, unit.id), today.year)
    period = read_name(given[PERIOD]) if given.get(PERIOD) else whole_year(year)
    first = max(first_year(session, [unit.id]) or today.year, today.year - MOST_YEARS + 1)
    periods = list(offered(today, max(1, today.year - first + 1)))
    if period not in periods:
        periods.append(period)
    return Asked(
        unit,
        period,
        [(one.code, INDENT * depth + one.name) for depth, one in tree],
        [(one.name, period_words(one)) for one in periods],
    )


def period_words(period: Period) -> str:
    """A year, or a tertial with those before it."""
    if period.length is Length.YEAR:
        return str(_("Hela %(year)s", year=period.name))
    return str(_("Till och med tertial %(name)s", name=f"{period.name[-1]}, {period.first.year}"))


def _year_in_use(targets: Mapping[int, int], this_year: int) -> int:
    """The last year, until now, with half as many targets as the year that has the most."""
    most = max(targets.values(), default=0)
    used = [year for year, n in targets.items() if year <= this_year and 2 * n >= most]
    return max(used, default=this_year)


def _unit(session: Session, units: list[Unit], code: str) -> Unit:
    """The unit with the code; without one, the first that has any indicator."""
    if code:
        found = next((one for one in units if one.code == code), None)
        if found is None:
            raise NotFound
        return found
    having = units_with_indicators(session, [one.id for one in units])
    return next((one for one in units if one.id in having), units[0])
