"""Indicators to test with."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from analysis.methods.targets import Direction
from analysis.scorecard.define_form import Definition, Targets
from analysis.scorecard.entry_form import Entered, Entry
from analysis.scorecard.keeping import add_indicator, enter_figures, set_targets
from analysis.scorecard.kinds import Feed, Frequency, Quantity, TargetKind, TargetOwner
from analysis.scorecard.models import Indicator
from analysis.scorecard.periods import Slot
from core.codes import Group
from organisation.models import Unit

TODAY = date(2026, 3, 12)
PLAIN: dict[str, Any] = {
    "goal": "Fler egna hem",
    "name": "Avslut till ett varaktigt boende",
    "definition": "Andel av alla avslut.",
    "quantity": Quantity.SHARE,
    "measured_in": "",
    "direction": Direction.AT_LEAST,
    "frequency": Frequency.YEAR,
    "adds_up": False,
    "feed": Feed.HAND,
    "item_id": None,
    "case_figure": None,
    "whole_register": True,
    "source": "Verksamhetssystemet",
    "retired": False,
}


def make_indicator(session: Session, unit: Unit, **given: Any) -> Indicator:
    """An indicator of a register, by hand, once a year, as far as nothing else is said."""
    return add_indicator(session, unit.id, Definition(**{**PLAIN, **given}))


def aim(
    session: Session,
    indicator: Indicator,
    year: int,
    value: float | None,
    council: float | None = None,
) -> None:
    """Set the targets of a year; None is one that the board sets for the unit, none for the council."""
    by_board = (TargetKind.BY_BOARD, None)
    own = by_board if value is None else (TargetKind.NUMBER, value)
    other = None if council is None else (TargetKind.NUMBER, council)
    targets = {TargetOwner.UNIT: own, TargetOwner.COUNCIL: other}
    set_targets(session, indicator, Targets(year, targets))


def counts(session: Session, indicator: Indicator, slot: tuple[int, int], **by_group: Any) -> None:
    """Enter figures: {group: (so many, of so many)}, or a value."""
    figures = {}
    for name, given in by_group.items():
        count, n, value = (*given, None) if isinstance(given, tuple) else (None, None, given)
        figures[Group(name)] = Entered(count, n, value)
    entry = Entry(figures, "Verksamhetssystemet")
    enter_figures(session, indicator.id, Slot(*slot), entry, None, TODAY)
