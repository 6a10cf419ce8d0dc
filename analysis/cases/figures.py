"""Statistics of cases: plain rows of cases, promises and measures in, figures out. Pure.

A promise is one round of a case: the first, and one for each reopening. Deviations carry none.
None stands for a figure that is hidden from the reader; analysis.cases.disclosure decides that.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import NamedTuple

from analysis.cases.periods import Period
from core.codes import Group
from feedback.cases.kinds import OUTCOMES, AnswerWay, Kind, Outcome
from organisation.models import MeasureState

#: The key of a total, and of what has no unit or no theme yet.
TOTAL, NONE = "", "-"
JUDGED = frozenset(OUTCOMES[Kind.COMPLAINT])
GROUPS = (Group.WOMAN, Group.MAN, Group.OTHER)
#: {(row, column): count}; TOTAL stands for all rows or all columns.
Cross = Mapping[tuple[str, str], int | None]


class CaseRow(NamedTuple):
    """A case that counts: neither a draft nor voided. `unit` and `theme` are ids as text, or NONE."""

    received: date
    kind: str
    channel: str
    unit: str
    theme: str
    group: Group
    anonymous: bool
    outcome: str | None


class PromiseRow(NamedTuple):
    """One promise of an answer, with the verdict that was frozen when it was answered.

    `handed_over` is the day when another authority took the case over, if one did.
    """

    received: date
    last_day: date
    number: int
    group: Group
    way: str
    answered: date | None
    on_time: bool | None
    strictly: bool | None
    fetched: bool
    handed_over: date | None


class MeasureRow(NamedTuple):
    """A measure of the units: when it was to be done, and how far it has come."""

    last_day: date
    state: str


@dataclass(frozen=True)
class Rows:
    """Everything that figures of some periods are made of."""

    cases: Sequence[CaseRow]
    promises: Sequence[PromiseRow]
    measures: Sequence[MeasureRow]


@dataclass(frozen=True)
class Share:
    """Some of a whole, both counts; `value` is 0–1, None when the whole is empty."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """part / whole."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True)
class OnTime:
    """Promises due in a period: how each ended. `overdue` have no answer and are past their day."""

    on_time: int
    strictly: int
    late: int
    overdue: int

    @property
    def rolled(self) -> Share:
        """Answered on time / (answered + overdue and unanswered), by the last working day."""
        return Share(self.on_time, self.whole)

    @property
    def strict(self) -> Share:
        """The same by the fourteenth day itself."""
        return Share(self.strictly, self.whole)

    @property
    def answered(self) -> int:
        """On time or late."""
        return self.on_time + self.late

    @property
    def whole(self) -> int:
        """The promises that can be judged; what is not due yet is outside."""
        return self.answered + self.overdue


@dataclass(frozen=True)
class Measures:
    """Measures that were to be done in a period; `late` are not done and past their day."""

    done: int
    late: int
    whole: int


@dataclass(frozen=True)
class CaseFigures:
    """The figures of one period.

    By when it was received: `received` (without deviations), `deviations`, `anonymous`, `founded`
    and `partly` (of the complaints that have an outcome), and the tables. By last day: `on_time`,
    `reopened` (how many of the promises are second ones), `days` (median calendar days from receipt
    to answer, of the answered) and `fetched` (of answers to be read with a code). By the measures'
    last day: `measures`.
    """

    received: Mapping[Group, int | None]
    deviations: int | None
    on_time: Mapping[Group, OnTime | None]
    reopened: int | None
    days: float | None
    anonymous: Share | None
    fetched: Share | None
    founded: Share | None
    partly: Share | None
    measures: Measures | None
    kinds: Cross
    themes: Cross
    channels: Cross


def figures(rows: Rows, period: Period, today: date) -> CaseFigures:
    """Everything about a period, as it is known on a day; nothing is hidden."""
    cases = [row for row in rows.cases if period.holds(row.received)]
    sent = [row for row in cases if is_sent(row)]
    due = due_in(rows.promises, period, today)
    outcomes = with_outcome(sent)
    return CaseFigures(
        received=_received(sent),
        deviations=len(cases) - len(sent),
        on_time={group: on_time(of_group(due, group)) for group in Group},
        reopened=sum(row.number > 1 for row in due),
        days=median_days(due),
        anonymous=Share(sum(row.anonymous for row in sent), len(sent)),
        fetched=collected(due),
        founded=Share(outcomes[Outcome.FOUNDED], outcomes.total()),
        partly=Share(outcomes[Outcome.PARTLY], outcomes.total()),
        measures=measures_of(rows.measures, period, today),
        kinds=cross((row.kind, row.unit) for row in cases),
        themes=cross((row.theme, row.unit) for row in cases),
        channels=cross((row.channel, row.group.value) for row in sent),
    )


def is_sent(row: CaseRow) -> bool:
    """Whether somebody outside sent it; staff write deviations."""
    return row.kind != Kind.DEVIATION


def due_in(promises: Iterable[PromiseRow], period: Period, today: date) -> list[PromiseRow]:
    """The promises whose last day is in the period and that can be judged today.

    What was handed over no later than its last day is not ours to answer; handed over after it,
    the promise was broken. What is unanswered and not past its last day says nothing yet.
    """
    return [row for row in promises if period.holds(row.last_day) and _can_be_judged(row, today)]


def on_time(due: Iterable[PromiseRow]) -> OnTime:
    """How promises that can be judged ended."""
    rows = list(due)
    answered = [row for row in rows if row.answered]
    kept = sum(bool(row.on_time) for row in answered)
    strictly = sum(bool(row.strictly) for row in answered)
    return OnTime(kept, strictly, len(answered) - kept, len(rows) - len(answered))


def median_days(due: Iterable[PromiseRow]) -> float | None:
    """The median of calendar days from receipt to answer; between two, their middle."""
    taken = [(row.answered - row.received).days for row in due if row.answered]
    return float(median(taken)) if taken else None


def collected(due: Iterable[PromiseRow]) -> Share:
    """Answers that the sender has opened, of those that were to be read with a code."""
    by_code = [row for row in due if row.answered and row.way == AnswerWay.CODE]
    return Share(sum(row.fetched for row in by_code), len(by_code))


def has_outcome(row: CaseRow) -> bool:
    """Whether it is a complaint that has been judged."""
    return row.kind == Kind.COMPLAINT and row.outcome in JUDGED


def with_outcome(cases: Iterable[CaseRow]) -> Counter[str]:
    """How the complaints that have an outcome ended."""
    return Counter(row.outcome or "" for row in cases if has_outcome(row))


def measures_of(measures: Iterable[MeasureRow], period: Period, today: date) -> Measures:
    """Measures whose last day is in the period; dropped ones are outside."""
    states = MeasureState
    due = [row for row in measures if period.holds(row.last_day) and row.state != states.DROPPED]
    done = sum(row.state == states.DONE for row in due)
    late = sum(row.state != states.DONE and row.last_day < today for row in due)
    return Measures(done, late, len(due))


def cross(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The counts of a table with its totals; a cell that is empty is left out."""
    counts: Counter[tuple[str, str]] = Counter()
    for (row, column), count in Counter(pairs).items():
        for key in ((row, column), (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            counts[key] += count
    return dict(counts)


def of_group(due: Iterable[PromiseRow], group: Group) -> Iterator[PromiseRow]:
    """The promises to a group."""
    return (row for row in due if group in (Group.ALL, row.group))


def _received(sent: Sequence[CaseRow]) -> dict[Group, int | None]:
    counts = Counter(row.group for row in sent)
    return {Group.ALL: len(sent), **{group: counts[group] for group in GROUPS}}


def _can_be_judged(row: PromiseRow, today: date) -> bool:
    if row.answered:
        return True
    if row.handed_over:
        return row.handed_over > row.last_day
    return row.last_day < today
