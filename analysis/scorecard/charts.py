"""The charts of an indicator: its years, the year so far, and its periods, against the target."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from flask_babel import get_locale
from flask_babel import gettext as _

from analysis.charts.axes import axis_from_zero
from analysis.charts.dots import group_name, invented_mark
from analysis.charts.parts import (
    PERCENT,
    Axis,
    Break,
    GenderChart,
    Level,
    Point,
    Series,
    WaveColumn,
)
from analysis.scorecard.figures import SHOWN_GROUPS, Known, Outcome, Outcomes
from analysis.scorecard.kinds import Frequency, Quantity
from analysis.scorecard.periods import Slot, slots_in
from analysis.scorecard.words import slot_mark
from core.codes import Group

YEARS, MOST_PERIODS = 5, 12


@dataclass(frozen=True)
class Drawn:
    """What every chart of an indicator shares; `level` is the target, `unit` that of an amount."""

    found: Outcomes
    title: str
    subtitle: str
    unit: str = ""
    level: Level | None = None


@dataclass(frozen=True)
class Column:
    """What stands over one label: the outcome of some periods, None where none can be expected yet."""

    label: str
    slots: tuple[Slot, ...]
    outcome: Outcome | None


def small_chart(drawn: Drawn, year: int, through: date) -> GenderChart | None:
    """Everybody only, and few words: the year so far of a growing sum, else the last years.

    None where no point can be shown.
    """
    drawn = replace(drawn, subtitle="")
    found, terms = drawn.found, drawn.found.terms
    told = found.year(year, through).slots
    if terms.grows and told and 1 < slots_in(terms.frequency, year) <= MOST_PERIODS:
        columns = _growing(found, year, told)
    else:
        columns = year_columns(found, year, through)
    made = _chart(drawn, columns, (Group.ALL,))
    return replace(made, note="") if made and any(made.series[0].points) else None


def periods_chart(drawn: Drawn) -> GenderChart | None:
    """The last periods, women and men where they are shown; a year's limit is no period's."""
    found, frequency = drawn.found, drawn.found.terms.frequency
    slots = sorted(found.by_slot)[-MOST_PERIODS + 1 :]
    columns = [Column(slot_mark(frequency, slot), (slot,), found.by_slot[slot]) for slot in slots]
    shown = {group for slot in slots for group in found.by_slot[slot].figures}
    groups = tuple(group for group in SHOWN_GROUPS if group in shown) or (Group.ALL,)
    if found.terms.grows and frequency is not Frequency.YEAR:
        drawn = replace(drawn, level=None)
    return _chart(drawn, columns, groups)


def year_columns(found: Outcomes, year: int, through: date) -> list[Column]:
    """The last years that have an outcome; a growing sum only when its year is over."""
    columns = []
    for one in range(year - YEARS + 1, year + 1):
        made = found.year(one, through)
        if made.outcome and (made.complete or not found.terms.grows):
            columns.append(Column(str(one), made.slots, made.outcome))
    return columns


def _growing(found: Outcomes, year: int, told: Sequence[Slot]) -> list[Column]:
    """Each period with all before it; those that have no figure yet are there without one."""
    frequency = found.terms.frequency
    columns = []
    for number in range(1, slots_in(frequency, year) + 1):
        slot = Slot(year, number)
        until = [one for one in told if one <= slot]
        outcome = found.together(until) if slot in told else None
        columns.append(Column(slot_mark(frequency, slot), (slot,), outcome))
    return columns


def _chart(
    drawn: Drawn, columns: Sequence[Column], groups: tuple[Group, ...]
) -> GenderChart | None:
    if not columns:
        return None
    language = str(get_locale())
    series = tuple(_series(group, columns, language) for group in groups)
    slots = [slot for column in columns for slot in column.slots]
    labels = [column.label for column in columns if drawn.found.invented.intersection(column.slots)]
    sources = {source for slot in slots if (source := drawn.found.sources.get(slot))}
    return GenderChart(
        title=drawn.title,
        subtitle=drawn.subtitle,
        axis=_axis(drawn, series),
        waves=tuple(WaveColumn(one.label, float(place)) for place, one in enumerate(columns)),
        series=series,
        breaks=tuple(_breaks(drawn.found, columns)),
        level=drawn.level,
        note=_("Källa: %(source)s", source=sources.pop()) if len(sources) == 1 else "",
        simulated_label=invented_mark(", ".join(labels), language),
        language=language,
    )


def _series(group: Group, columns: Sequence[Column], language: str) -> Series:
    unsaid = frozenset(
        place
        for place, one in enumerate(columns)
        if one.outcome is None
        or (group not in one.outcome.figures and group not in one.outcome.hidden)
    )
    known = [one.outcome.figures.get(group) if one.outcome else None for one in columns]
    return Series(group_name(group, language), group, tuple(map(_point, known)), unsaid)


def _point(known: Known | None) -> Point | None:
    return Point(known.value, known.low, known.high) if known else None


def _axis(drawn: Drawn, series: Sequence[Series]) -> Axis:
    """From nothing, with room for the target; a share has the whole 0–100 %."""
    quantity = drawn.found.terms.quantity
    if quantity is Quantity.SHARE:
        return PERCENT
    values = [max(point.value, point.high or 0) for one in series for point in one.points if point]
    values += [drawn.level.value] if drawn.level else []
    whole = quantity is not Quantity.MEAN and all(value == int(value) for value in values)
    return axis_from_zero(values, drawn.unit, 0 if whole else 1)


def _breaks(found: Outcomes, columns: Sequence[Column]) -> list[Break]:
    """Where a break lies between the last period of a column and that of the next."""
    ends = [max(column.slots) for column in columns]
    return [
        Break(place, text)
        for place, (before, after) in enumerate(pairwise(ends))
        for slot, text in found.breaks.items()
        if before < slot <= after
    ]
