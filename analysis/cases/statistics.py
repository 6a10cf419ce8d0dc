"""From an address or a command to the figures: who asks, of which units, of which time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from analysis.cases.disclosure import Seen, figures_for_others
from analysis.cases.figures import CaseFigures, figures
from analysis.cases.periods import Length, Period, beside, in_a_row, year_of
from analysis.cases.queries import Sentence, Where, closing_sentences, rows_between, theme_names
from feedback.cases.sight import Viewer
from organisation.units import names_of_units

#: Pages and documents show the last closed of so many; a workbook holds more.
MOST_SENTENCES = 200
MOST_IN_WORKBOOK = 5000


@dataclass(frozen=True)
class Asked:
    """What statistics are wanted: `limit` is the smallest group for others, None inside."""

    period: Period
    where: Where
    unit_name: str
    today: date
    limit: int | None = None
    viewer: Viewer | None = None
    most_sentences: int = MOST_SENTENCES

    @property
    def for_others(self) -> bool:
        """Whether small groups are hidden."""
        return self.limit is not None


@dataclass(frozen=True)
class Statistics:
    """Figures of the period, of those beside it and of those in a row with it, by period."""

    asked: Asked
    by_period: Mapping[Period, CaseFigures]
    sentences: Sequence[Sentence]
    units: Mapping[str, str]
    themes: Mapping[str, str]

    @property
    def figures(self) -> CaseFigures:
        """Those that were asked for."""
        return self.by_period[self.asked.period]


def load_statistics(session: Session, asked: Asked) -> Statistics:
    """Everything that a page or a report shows."""
    period = asked.period
    periods = list(dict.fromkeys([period, *beside(period), *in_a_row(period)]))
    around = periods
    if period.length is not Length.DAYS:
        around = [*periods, *(year_of(one) for one in periods)]
    first, last = min(one.first for one in around), max(one.last for one in around)
    rows = rows_between(session, asked.where, first, last)
    seen = Seen(asked.today, asked.limit or 0)
    return Statistics(
        asked,
        {
            one: figures_for_others(rows, one, seen)
            if asked.for_others
            else figures(rows, one, asked.today)
            for one in periods
        },
        _sentences(session, asked),
        {str(number): name for number, name in names_of_units(session).items()},
        theme_names(session),
    )


def _sentences(session: Session, asked: Asked) -> Sequence[Sentence]:
    """Every sentence is about one person, so others get none."""
    if asked.for_others:
        return ()
    period = asked.period
    return closing_sentences(
        session, asked.viewer, asked.where, period.first, period.last, asked.most_sentences
    )
