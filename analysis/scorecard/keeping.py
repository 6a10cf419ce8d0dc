"""What is done with indicators: defined, given targets, figures by hand, and words."""

from datetime import date

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from analysis.scorecard.define_form import Definition, Targets
from analysis.scorecard.entry_form import Entry
from analysis.scorecard.models import Indicator, IndicatorFigure, IndicatorTarget, IndicatorWord
from analysis.scorecard.periods import Slot
from analysis.scorecard.queries import figures_of_period, next_place
from analysis.scorecard.word_form import Said


def add_indicator(session: Session, unit_id: int, defined: Definition) -> Indicator:
    """Store a new indicator, last among those of its unit."""
    added = Indicator(unit_id=unit_id, place=next_place(session, unit_id))
    change_indicator(added, defined)
    session.add(added)
    session.flush()
    return added


def change_indicator(indicator: Indicator, defined: Definition) -> None:
    """Store its definition."""
    indicator.goal, indicator.name = defined.goal, defined.name
    indicator.definition, indicator.source = defined.definition, defined.source
    indicator.quantity, indicator.measured_in = defined.quantity.value, defined.measured_in
    indicator.direction, indicator.frequency = defined.direction.value, defined.frequency.value
    indicator.feed, indicator.adds_up = defined.feed.value, defined.adds_up
    indicator.item_id, indicator.case_figure = defined.item_id, defined.case_figure
    indicator.whole_register, indicator.retired = defined.whole_register, defined.retired


def set_targets(session: Session, indicator: Indicator, targets: Targets) -> None:
    """Store the targets of a year instead of those that were there."""
    kept = [one for one in indicator.targets if one.year != targets.year]
    gone = [one for one in indicator.targets if one.year == targets.year]
    for one in gone:
        indicator.targets.remove(one)
    session.flush()
    for owner, target in targets.by_owner.items():
        if target:
            kind, value = target
            indicator.targets.append(
                IndicatorTarget(year=targets.year, owner=owner.value, kind=kind.value, value=value)
            )
    # Who has the form open is to be told, so the indicator gets another revision.
    if gone or len(indicator.targets) > len(kept):
        flag_modified(indicator, "place")
    session.flush()


def enter_figures(
    session: Session, indicator_id: int, slot: Slot, entry: Entry, by: int | None, today: date
) -> None:
    """Store the figures of a period instead of those that were there."""
    remove_figures(session, indicator_id, slot)
    for group, one in entry.figures.items():
        session.add(
            IndicatorFigure(
                indicator_id=indicator_id,
                year=slot.year,
                period=slot.number,
                part=group.value,
                numerator=one.numerator,
                denominator=one.denominator,
                value=one.value,
                source=entry.source,
                staff_id=by,
                day=today,
            )
        )
    session.flush()


def remove_figures(session: Session, indicator_id: int, slot: Slot) -> None:
    """Take away the figures of a period."""
    for stored in figures_of_period(session, indicator_id, *slot).values():
        session.delete(stored)
    session.flush()


def say(
    session: Session, indicator_id: int, slot: Slot, said: Said, by: int | None, today: date
) -> None:
    """Store what is said of a period instead of what was said."""
    word = session.get(IndicatorWord, (indicator_id, *slot))
    if word is None:
        word = IndicatorWord(indicator_id=indicator_id, year=slot.year, period=slot.number)
        session.add(word)
    word.forecast, word.analysis, word.learning = said.forecast, said.analysis, said.learning
    word.fulfilment = said.fulfilment.value if said.fulfilment else None
    word.staff_id, word.day = by, today
    session.flush()
