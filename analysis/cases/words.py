"""The figures of cases as words, and the tables they stand in."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from analysis.cases.figures import CaseFigures, OnTime, Share
from analysis.cases.periods import Period
from analysis.charts.parts import PERCENT
from analysis.charts.text import figure_text
from core.codes import N_, Group
from core.spreadsheets import Row

EMPTY = "–"
HIDDEN = N_("visas inte")


@dataclass(frozen=True)
class ReportTable:
    """A table; its first column heads the rows. `prose` says that cells are words, not counts."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    prose: bool = False


def days_text(period: Period) -> str:
    """The days of a period: 1 maj 2026 – 31 augusti 2026."""
    return f"{format_date(period.first, 'd MMMM y')} – {format_date(period.last, 'd MMMM y')}"


def on_time_text(verdicts: OnTime | None, part: Callable[[OnTime], Share], language: str) -> str:
    """96 % (48 av 50, 1 försenat utan svar)."""
    if verdicts is None:
        return str(_(HIDDEN))
    share = part(verdicts)
    if share.value is None:
        return EMPTY
    counts = _of(share.part, share.whole)
    if verdicts.overdue:
        late = ngettext(
            "%(num)s försenat utan svar", "%(num)s försenade utan svar", verdicts.overdue
        )
        counts = f"{counts}, {late}"
    return f"{figure_text(share.value, PERCENT, language)} ({counts})"


def share_text(share: Share | None, language: str) -> str:
    """40 % (20 av 50)."""
    if share is None:
        return str(_(HIDDEN))
    if share.value is None:
        return EMPTY
    counts = _of(share.part, share.whole)
    return f"{figure_text(share.value, PERCENT, language)} ({counts})"


def count_text(value: int | None) -> str:
    """The number, or that it is hidden."""
    return str(_(HIDDEN)) if value is None else str(value)


def days_taken(figures: CaseFigures) -> str:
    """The median of days to an answer."""
    if figures.days is None:
        return str(_(HIDDEN)) if figures.on_time[Group.ALL] is None else EMPTY
    return f"{figures.days:g}".replace(".", ",")


def measures_text(figures: CaseFigures) -> str:
    """How many of the measures are done."""
    found = figures.measures
    return _of(found.done, found.whole) if found else str(_(HIDDEN))


def _of(part: int, whole: int) -> str:
    return str(_("%(part)s av %(whole)s", part=part, whole=whole))
