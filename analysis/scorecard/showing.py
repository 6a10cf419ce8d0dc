"""Indicators as they are shown: on the page, on their own pages, in reports.

Everything is in the reader's language and past disclosure.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from analysis.cases.periods import Period
from analysis.charts.parts import GenderChart, Level
from analysis.methods.targets import Direction, TargetVerdict
from analysis.scorecard.charts import Drawn, small_chart, year_columns
from analysis.scorecard.feeds import load_outcomes
from analysis.scorecard.figures import Outcome, Outcomes, YearSoFar
from analysis.scorecard.judging import judge
from analysis.scorecard.kinds import (
    FULFILMENT_NAMES,
    OWNER_NAMES,
    Feed,
    Frequency,
    Fulfilment,
    TargetKind,
    TargetOwner,
)
from analysis.scorecard.models import Indicator, IndicatorTarget, IndicatorWord
from analysis.scorecard.periods import Slot, days_of, slot_name, slots_in
from analysis.scorecard.queries import indicators_of, words_of
from analysis.scorecard.words import (
    HIDDEN,
    counts_words,
    exact_words,
    slot_inside,
    slots_words,
    target_words,
    value_words,
    verdict_words,
)
from core.clock import clock
from core.codes import N_, Group

CANNOT_ADD = N_("Perioderna kan inte läggas ihop. Skriv hur många av hur många i varje period.")


@dataclass(frozen=True)
class ShownTarget:
    """One target of the year: whose, what, and the sentence on it; no verdict while it is too early.

    A verdict that is not `final` may change until the year is over.
    """

    owner: TargetOwner
    name: str
    text: str
    is_number: bool
    sentence: str = ""
    verdict: TargetVerdict | None = None
    final: bool = True


@dataclass(frozen=True)
class ShownIndicator:
    """Everything that is said of an indicator and a year, in words; what is not there is empty.

    `period` is what the outcome is of, `slot` the last period of it as addresses write it. `missing`
    says why there is no outcome and what to do.
    `history` are the years before and the year, (label, figure).
    """

    id: int
    unit_id: int
    unit: str
    goal: str
    name: str
    definition: str
    source: str
    period: str
    slot: str
    outcome: str
    counts: str
    women: str
    men: str
    missing: str
    targets: tuple[ShownTarget, ...]
    forecast: str
    analysis: str
    learning: str
    word: str
    history: tuple[tuple[str, str], ...]
    chart: GenderChart | None

    @property
    def target_texts(self) -> tuple[str, ...]:
        """Such as "Årsmål: minst 40 %"."""
        return tuple(f"{one.name}: {one.text}" for one in self.targets)

    @property
    def verdict(self) -> str:
        """The sentence on the year's target, or on the council's where the year has none."""
        return next((one.sentence for one in self.targets if one.sentence), "")

    @property
    def decisive(self) -> ShownTarget | None:
        """The target that the page counts: the first that is a number."""
        return next((one for one in self.targets if one.is_number), None)


def scorecard(
    session: Session,
    unit_ids: Collection[int],
    period: Period,
    case_readers: Collection[int] = (),
) -> list[ShownIndicator]:
    """The indicators of some units in a period's year, as far as its last day; those of a goal together.

    `case_readers` are the units whose cases the reader may read; nobody may who reads a report.
    """
    return show_indicators(session, indicators_of(session, unit_ids), period, case_readers)


def show_indicators(
    session: Session,
    indicators: Sequence[Indicator],
    period: Period,
    case_readers: Collection[int] = (),
) -> list[ShownIndicator]:
    """Some indicators, in their order."""
    outcomes = load_outcomes(session, indicators, clock().today(), case_readers)
    said = words_of(session, [one.id for one in indicators])
    return [show_indicator(one, outcomes[one.id], said[one.id], period) for one in indicators]


def show_indicator(
    indicator: Indicator, found: Outcomes, said: Sequence[IndicatorWord], period: Period
) -> ShownIndicator:
    """One indicator; `said` is all that has been said of it, the latest first."""
    year, through = period.first.year, period.last
    so_far = found.year(year, through)
    targets = tuple(_targets(indicator, found, so_far, year))
    word = _latest_word(said, found, year, through)
    outcome = so_far.outcome
    return ShownIndicator(
        id=indicator.id,
        unit_id=indicator.unit_id,
        unit=indicator.unit.name,
        goal=indicator.goal,
        name=indicator.name,
        definition=indicator.definition,
        source=_source(indicator, found, so_far),
        period=slots_words(found.terms.frequency, so_far.slots) if so_far.slots else "",
        slot=slot_name(found.terms.frequency, so_far.slots[-1]) if so_far.slots else "",
        outcome=_figure(indicator, outcome, Group.ALL),
        counts=counts_words(outcome.everybody) if outcome else "",
        women=_figure(indicator, outcome, Group.WOMAN),
        men=_figure(indicator, outcome, Group.MAN),
        missing=_missing(indicator, found, so_far, (year, through)),
        targets=targets,
        forecast=exact_words(indicator, word.forecast)
        if word and word.forecast is not None
        else "",
        analysis=word.analysis if word else "",
        learning=word.learning if word else "",
        word=fulfilment_words(word),
        history=tuple(_history(indicator, found, year, through)),
        chart=small_chart(drawn_of(indicator, found, year), year, through),
    )


def drawn_of(indicator: Indicator, found: Outcomes, year: int) -> Drawn:
    """What the charts of an indicator share: the target of the year, or else the council's."""
    target = next((one for one in targets_of(indicator, year) if one.value is not None), None)
    level = None
    if target and target.value is not None:
        text = _("Mål %(year)s: %(target)s", year=year, target=target_words(indicator, target))
        level = Level(target.value, str(text))
    return Drawn(found, indicator.name, indicator.definition, indicator.measured_in, level)


def targets_of(indicator: Indicator, year: int) -> Sequence[IndicatorTarget]:
    """The targets of a year, the unit's before the council's."""
    owners = list(TargetOwner)
    found = [one for one in indicator.targets if one.year == year]
    return sorted(found, key=lambda one: owners.index(TargetOwner(one.owner)))


def fulfilment_words(word: IndicatorWord | None) -> str:
    """The manager's word; empty where there is none."""
    said = word.fulfilment if word else None
    return str(_(FULFILMENT_NAMES[Fulfilment(said)])) if said else ""


def _targets(
    indicator: Indicator, found: Outcomes, so_far: YearSoFar, year: int
) -> Iterator[ShownTarget]:
    known = so_far.outcome.everybody if so_far.outcome else None
    for target in targets_of(indicator, year):
        owner = TargetOwner(target.owner)
        is_number = target.kind == TargetKind.NUMBER
        shown = ShownTarget(
            owner, _(OWNER_NAMES[owner]), target_words(indicator, target), is_number
        )
        if known and target.value is not None:
            direction = Direction(indicator.direction)
            standing = judge(known, target.value, direction, found.terms, complete=so_far.complete)
            sentence = verdict_words(indicator, target, known, standing)
            shown = replace(
                shown, sentence=sentence, verdict=standing.verdict, final=standing.final
            )
        yield shown


def _latest_word(
    said: Sequence[IndicatorWord], found: Outcomes, year: int, through: date
) -> IndicatorWord | None:
    """The last of the year, of a period that has begun by then."""
    frequency = found.terms.frequency
    return next(
        (
            one
            for one in said
            if one.year == year and days_of(frequency, Slot(year, one.period))[0] <= through
        ),
        None,
    )


def _figure(indicator: Indicator, outcome: Outcome | None, group: Group) -> str:
    known = outcome.figures.get(group) if outcome else None
    return value_words(indicator, known.value, known) if known else ""


def _history(
    indicator: Indicator, found: Outcomes, year: int, through: date
) -> Iterator[tuple[str, str]]:
    for column in year_columns(found, year, through):
        told = _figure(indicator, column.outcome, Group.ALL)
        if told:
            yield column.label, told


def _source(indicator: Indicator, found: Outcomes, so_far: YearSoFar) -> str:
    """Where the figures of the year come from, or where such figures come from."""
    told = dict.fromkeys(filter(None, (found.sources.get(slot) for slot in so_far.slots)))
    return "; ".join(told) or indicator.source


def _missing(
    indicator: Indicator, found: Outcomes, so_far: YearSoFar, asked: tuple[int, date]
) -> str:
    outcome, frequency = so_far.outcome, found.terms.frequency
    if outcome is None:
        return _no_outcome(indicator, frequency, *asked)
    if outcome.everybody is None:
        return str(_(HIDDEN if Group.ALL in outcome.hidden else CANNOT_ADD))
    if so_far.gaps and indicator.feed == Feed.HAND:
        gaps = ", ".join(slot_inside(frequency, slot) for slot in so_far.gaps)
        return str(_("Summan är inte hel. Det saknas en siffra för: %(periods)s.", periods=gaps))
    return ""


def _no_outcome(indicator: Indicator, frequency: Frequency, year: int, through: date) -> str:
    """What is awaited, or what somebody should do."""
    slots = [Slot(year, number + 1) for number in range(slots_in(frequency, year))]
    ends = {slot: min(days_of(frequency, slot)[1], date(year, 12, 31)) for slot in slots}
    ended = [slot for slot, end in ends.items() if end <= through and end < clock().today()]
    if not ended:
        day = format_date(days_of(frequency, slots[0])[1], "long")
        return str(_("Inget utfall än. Den första perioden slutar %(day)s.", day=day))
    if indicator.feed == Feed.VARIABLE:
        return str(
            _("Utfall saknas. Det kommer när ett mättillfälle från %(year)s är räknat.", year=year)
        )
    if indicator.feed == Feed.CASES:
        return str(_("Utfall saknas. Inga synpunkter är räknade för %(year)s.", year=year))
    period = slot_inside(frequency, ended[-1])
    return str(_("Utfall saknas för %(period)s. Siffran skrivs in för hand.", period=period))
