"""What is asked of the scorecard: a unit with a year or its first tertials; one indicator; a form."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _

from analysis.cases.periods import Length, Period, offered, read_name, whole_year
from analysis.scorecard.models import Indicator
from analysis.scorecard.queries import (
    find_indicator,
    first_year,
    units_with_indicators,
    years_with_targets,
)
from core.clock import clock
from core.database import READING_METHODS, session
from core.errors import NotFound
from organisation.access import Permission, units_for
from organisation.models import Unit
from organisation.names import running_text
from organisation.units import indented, list_units

#: The part of an address that names an indicator.
ONE = "/<int(max=2147483647):indicator_id>"
UNIT, PERIOD = "enhet", "period"
#: So many years can be chosen among, however old the first figure is.
MOST_YEARS = 15


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


def read_asked(given: Mapping[str, str]) -> Asked | None:
    """What is asked for among the reader's units; None where there is no unit.

    Raises NotFound for what nobody can choose.
    """
    allowed = units_for(Permission.READ_RESULTS)
    named = indented([one for one in list_units(session()) if one.id in allowed])
    if not named:
        return None
    unit = _unit([one for one, _name in named], given.get(UNIT, ""))
    today = clock().today()
    year = _year_in_use(years_with_targets(session(), unit.id), today.year)
    period = read_name(given[PERIOD]) if given.get(PERIOD) else whole_year(year)
    first = max(first_year(session(), [unit.id]) or today.year, today.year - MOST_YEARS + 1)
    periods = list(offered(today, max(1, today.year - first + 1)))
    if period not in periods:
        periods.append(period)
    return Asked(
        unit,
        period,
        [(one.code, name) for one, name in named],
        [(one.name, period_words(one)) for one in periods],
    )


def asked_indicator(indicator_id: int, permission: Permission) -> Indicator:
    """The indicator, locked by a form until its end: two who write are one after the other.

    Raises NotFound outside the units where the person has the permission.
    """
    lock = request.method not in READING_METHODS
    found = find_indicator(session(), indicator_id, lock=lock)
    if found is None or found.unit_id not in units_for(permission):
        raise NotFound
    return found


def sent_form() -> dict[str, str]:
    """What was sent, without signs that can be neither shown nor stored."""
    return {name: running_text(value) for name, value in request.form.items()}


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


def _unit(units: list[Unit], code: str) -> Unit:
    """The unit with the code; without one, the first that has any indicator."""
    if code:
        found = next((one for one in units if one.code == code), None)
        if found is None:
            raise NotFound
        return found
    having = units_with_indicators(session(), [one.id for one in units])
    return next((one for one in units if one.id in having), units[0])
