"""The figures of an indicator, past disclosure, and the periods of a year added up. Pure.

What people are counted in (a share, a mean) passes `disclose` like any answers. A count is of
events: its total is always shown, and women and men only where no group is small. A sum of
periods is shown only where each of them is, so that none can be had by subtraction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from analysis.methods.disclosure import WOMEN_AND_MEN, disclose
from analysis.methods.estimates import estimate_printed, estimate_share
from analysis.published.figures import Figure, FigureTable, codes_of, disclose_figures
from analysis.scorecard.kinds import Frequency, Quantity
from analysis.scorecard.periods import Slot, days_of, slots_in
from core.codes import Group

#: In this order everywhere.
SHOWN_GROUPS = (Group.ALL, Group.WOMAN, Group.MAN)


@dataclass(frozen=True)
class Known:
    """One figure that may be shown; a share is 0–1, `count` of `n` where they are known.

    The limits are None where nothing is estimated: a register, or a figure printed without its n.
    """

    value: float
    n: int | None = None
    count: int | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Outcome:
    """What may be shown of a period, or of periods together; what is `hidden` is there, unseen."""

    figures: Mapping[Group, Known]
    hidden: frozenset[Group] = frozenset()

    @property
    def everybody(self) -> Known | None:
        """The figure of all."""
        return self.figures.get(Group.ALL)


@dataclass(frozen=True)
class Terms:
    """What an indicator measures: of a `whole` register or not; `added` where periods make a year."""

    quantity: Quantity
    frequency: Frequency
    whole: bool
    added: bool

    @property
    def grows(self) -> bool:
        """Whether a year's outcome is a sum that only grows."""
        return self.added and self.quantity is not Quantity.SHARE


@dataclass(frozen=True)
class Outcomes:
    """All that is known of an indicator, by period.

    `breaks` are the words of what breaks the series right before a period; `invented` periods have
    answers that nobody gave.
    """

    terms: Terms
    by_slot: Mapping[Slot, Outcome]
    sources: Mapping[Slot, str] = field(default_factory=dict)
    breaks: Mapping[Slot, str] = field(default_factory=dict)
    invented: frozenset[Slot] = frozenset()

    def together(self, slots: Sequence[Slot]) -> Outcome:
        """Some periods added up."""
        return add_up([self.by_slot[slot] for slot in slots], self.terms)

    def year(self, year: int, through: date) -> "YearSoFar":
        """The outcome of a year by the figures of periods that end no later than `through`."""
        frequency, last_day = self.terms.frequency, date(year, 12, 31)
        slots = sorted(
            slot
            for slot in self.by_slot
            if slot.year == year and min(days_of(frequency, slot)[1], last_day) <= through
        )
        if not slots:
            return YearSoFar(None, (), complete=False)
        count = slots_in(frequency, year)
        if not self.terms.added:
            over = slots[-1].number == count
            return YearSoFar(self.by_slot[slots[-1]], (slots[-1],), complete=over)
        numbers = range(1, slots[-1].number)
        gaps = tuple(slot for n in numbers if (slot := Slot(year, n)) not in self.by_slot)
        return YearSoFar(self.together(slots), tuple(slots), len(slots) == count, gaps)


@dataclass(frozen=True)
class YearSoFar:
    """The outcome of a year: of `slots`, added up, or of the last period that has one.

    `complete` says that the year is over; `gaps` are periods before the last that have no figure.
    """

    outcome: Outcome | None
    slots: tuple[Slot, ...]
    complete: bool
    gaps: tuple[Slot, ...] = ()


def outcome_of(table: FigureTable, terms: Terms, k: int) -> Outcome:
    """The figures of one period that may be shown; of a whole register without intervals."""
    shown = _events(table, k) if terms.quantity is Quantity.COUNT else _answers(table, k)
    return Outcome(
        {group: _known(figure, terms) for group, figure in shown.items()},
        frozenset(table) - frozenset(shown),
    )


def add_up(outcomes: Sequence[Outcome], terms: Terms) -> Outcome:
    """Periods together: their counts, or their values; a group that is not in each is left out."""
    told = [frozenset(one.figures) | one.hidden for one in outcomes]
    groups = frozenset.intersection(*told) if told else frozenset()
    hidden = frozenset(group for one in outcomes for group in one.hidden) & groups
    sums = {
        group: _sum([one.figures[group] for one in outcomes], terms) for group in groups - hidden
    }
    return Outcome({group: found for group, found in sums.items() if found}, hidden)


def _answers(table: FigureTable, k: int) -> dict[Group, Figure]:
    """With counts, a total can be made of women and men only, where the third group is small."""
    counts = codes_of(table, 1, 0)
    if counts is None:
        return disclose_figures(table, k, k)
    cells = disclose(counts, k, k).cells
    found = {}
    for group in table:
        codes = cells[group]
        if codes:
            count, n = codes.get(1, 0), sum(codes.values())
            found[group] = Figure(count / n, n, count)
    return found


def _events(table: FigureTable, k: int) -> dict[Group, Figure]:
    """A count of events; women and men only where neither they nor the rest are few."""
    parts = {group: table[group] for group in WOMEN_AND_MEN if group in table}
    everybody = table.get(Group.ALL)
    if everybody is None:
        return {}
    rest = everybody.value - sum(figure.value for figure in parts.values())
    sizes = [figure.value for figure in parts.values()] + ([rest] if rest else [])
    seen = len(parts) == len(WOMEN_AND_MEN) and min(sizes) >= k
    return {Group.ALL: everybody, **(parts if seen else {})}


def _known(figure: Figure, terms: Terms) -> Known:
    n, count = figure.n, figure.positive
    if terms.quantity is not Quantity.SHARE or terms.whole:
        return Known(figure.value, n, count)
    made = estimate_printed(figure.value, n) if count is None else estimate_share(count, n or 0)
    return Known(figure.value, n, count, made.low, made.high)


def _sum(figures: Sequence[Known], terms: Terms) -> Known | None:
    """None for shares that were printed without their counts."""
    sizes = [one.n for one in figures if one.n is not None]
    n = sum(sizes) if len(sizes) == len(figures) else None
    if terms.quantity is not Quantity.SHARE:
        return Known(sum(one.value for one in figures), n)
    counts = [one.count for one in figures if one.count is not None]
    if len(counts) < len(figures) or not n:
        return None
    return _known(Figure(sum(counts) / n, n, sum(counts)), terms)
