"""The scorecards: every indicator that the units have published, and two that feed themselves.

The published file says no number of persons behind a share: "counts" stands beside some of them
without saying of what. So shares are kept as printed, and the count is told with the source.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.methods.targets import Direction
from analysis.scorecard.define_form import Definition, Targets
from analysis.scorecard.entry_form import Entered, Entry
from analysis.scorecard.keeping import add_indicator, enter_figures, set_targets
from analysis.scorecard.kinds import Feed, Frequency, Quantity, TargetKind, TargetOwner
from analysis.scorecard.models import Indicator
from analysis.scorecard.periods import Slot, read_slot
from core.codes import Group
from demonstration.published import HOMELESS, UNITS
from organisation.models import Unit
from surveys.questionnaires.models import Item, Survey

Published = Mapping[str, Any]
INVENTED = "Målet är påhittat."


@dataclass(frozen=True)
class Named:
    """What we call an indicator of the file; `whole` where it is of a register, not of answers."""

    name: str
    goal: str
    definition: str
    whole: bool = False


HOME, SUPPORT, WORK = "Stödet leder vidare", "Stödet passar den som får det", "En bra arbetsplats"
NAMES = {
    "share ending in a lasting home": Named(
        "Avslut till ett varaktigt boende", HOME, "Andel av alla avslut.", whole=True
    ),
    "share coming back within a year": Named(
        "Tillbaka inom ett år", HOME, "Andel av dem som har avslutats.", whole=True
    ),
    "share ending in own income": Named(
        "Avslut till egen försörjning", HOME, "Andel av alla avslut.", whole=True
    ),
    "decision meets the need": Named(
        "Beslutet motsvarar behovet", SUPPORT, "Andel av dem som svarade."
    ),
    "treated well by the case worker": Named(
        "Bra bemötande av handläggaren", SUPPORT, "Andel av dem som svarade."
    ),
    "can influence the support": Named("Kan påverka stödet", SUPPORT, "Andel av dem som svarade."),
    "can raise good and bad at work (staff)": Named(
        "Kan ta upp bra och dåligt på jobbet", WORK, "Andel av de medarbetare som svarade."
    ),
    "unanswered calls after 48 hours": Named(
        "Samtal utan svar efter 48 timmar",
        "Det är lätt att nå oss",
        "Antal samtal som ingen har besvarat inom 48 timmar.",
        whole=True,
    ),
}


def load_scorecards(
    session: Session, published: Published, units: Mapping[str, Unit], today: date
) -> None:
    """Enter everything; `units` are by code, and the user survey has been published."""
    for one in published["indicators"]:
        _enter(session, one, units[UNITS[one["unit"]]], published["source"], today)
    _feed_by_survey(session, units[HOMELESS])
    _feed_by_cases(session, units[HOMELESS], today)


def _enter(session: Session, one: Published, unit: Unit, source: str, today: date) -> None:
    [(direction, target)] = one["target"].items()
    is_count = any("T" in period for period in one["outcomes"])
    frequency = Frequency.TERTIAL if is_count else Frequency.YEAR
    named, quantity = NAMES[one["indicator"]], Quantity.COUNT if is_count else Quantity.SHARE
    added = add_indicator(
        session,
        unit.id,
        _definition(
            named,
            quantity,
            Direction(direction),
            frequency,
            adds_up=is_count,
            whole_register=named.whole,
            source=source,
        ),
    )
    times = 1 if is_count else 100
    for period, printed in one["outcomes"].items():
        slot = _slot(frequency, period)
        count = one.get("counts", {}).get(period)
        told = f"{source} (antal i källan: {count})" if count else source
        entry = Entry({Group.ALL: Entered(None, None, printed / times)}, told)
        enter_figures(session, added.id, slot, entry, None, today)
    # The file says one target; it is that of the last year it tells of.
    _aim(session, added, _slot(frequency, max(one["outcomes"])).year, target / times)


def _slot(frequency: Frequency, period: str) -> Slot:
    """The period of the file, such as "2019" and "2018 T1". Raises ValueError."""
    slot = read_slot(frequency, period.replace(" ", "-"))
    if slot is None:
        raise ValueError(period)
    return slot


def _feed_by_survey(session: Session, unit: Unit) -> None:
    """How content people are, from the user survey itself."""
    query = select(Item.id).join(Survey, Survey.id == Item.survey_id)
    item = session.scalars(query.where(Survey.code == "user-survey", Item.code == "overall")).one()
    named = Named("Nöjda klienter", SUPPORT, f"Andel nöjda i brukarundersökningen. {INVENTED}")
    defined = _definition(
        named,
        Quantity.SHARE,
        Direction.AT_LEAST,
        Frequency.YEAR,
        feed=Feed.VARIABLE,
        item_id=item,
        source="Brukarundersökningen",
    )
    added = add_indicator(session, unit.id, defined)
    for year in (2019, 2020):
        _aim(session, added, year, 0.8)


def _feed_by_cases(session: Session, unit: Unit, today: date) -> None:
    """Answers on time, from the cases themselves, tertial by tertial."""
    definition = f"Andel svar i tid av alla som skulle ha fått svar. {INVENTED}"
    named = Named(
        "Svar på synpunkter i tid", "Den som tycker till får svar", definition, whole=True
    )
    defined = _definition(
        named,
        Quantity.SHARE,
        Direction.AT_LEAST,
        Frequency.TERTIAL,
        adds_up=True,
        feed=Feed.CASES,
        case_figure="on_time",
        whole_register=True,
        source="Statistiken över synpunkter",
    )
    added = add_indicator(session, unit.id, defined)
    for year in (today.year - 1, today.year):
        _aim(session, added, year, 0.9)


def _aim(session: Session, indicator: Indicator, year: int, value: float) -> None:
    targets = {TargetOwner.UNIT: (TargetKind.NUMBER, value), TargetOwner.COUNCIL: None}
    set_targets(session, indicator, Targets(year, targets))


def _definition(
    named: Named, quantity: Quantity, direction: Direction, frequency: Frequency, **given: Any
) -> Definition:
    plain: dict[str, Any] = {
        "measured_in": "",
        "adds_up": False,
        "feed": Feed.HAND,
        "item_id": None,
        "case_figure": None,
        "whole_register": False,
        "retired": False,
    }
    return Definition(
        goal=named.goal,
        name=named.name,
        definition=named.definition,
        quantity=quantity,
        direction=direction,
        frequency=frequency,
        **{**plain, **given},
    )
