"""What an indicator can take from the statistics of cases. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from analysis.cases.figures import CaseFigures, Share
from analysis.published.figures import Figure
from analysis.scorecard.kinds import Quantity
from core.codes import N_, Group


@dataclass(frozen=True)
class CaseFigure:
    """One of the figures: its name (a msgid), what it is, and where it stands.

    `pick` gives None both for what is hidden and for what is not there.
    """

    name: str
    quantity: Quantity
    pick: Callable[[CaseFigures], Figure | None]


def _share(share: Share | None) -> Figure | None:
    if share is None or share.value is None:
        return None
    return Figure(share.value, share.whole, share.part)


def _plain(value: float | None) -> Figure | None:
    return None if value is None else Figure(float(value))


def _on_time(figures: CaseFigures) -> Figure | None:
    verdicts = figures.on_time[Group.ALL]
    return _share(verdicts.rolled) if verdicts else None


#: By what is stored in Indicator.case_figure.
CASE_FIGURES: Mapping[str, CaseFigure] = {
    "on_time": CaseFigure(N_("Andel svar i tid"), Quantity.SHARE, _on_time),
    "received": CaseFigure(
        N_("Antal synpunkter som kom in"),
        Quantity.COUNT,
        lambda figures: _plain(figures.received[Group.ALL]),
    ),
    "founded": CaseFigure(
        N_("Andel klagomål som var befogade"),
        Quantity.SHARE,
        lambda figures: _share(figures.founded),
    ),
    "partly": CaseFigure(
        N_("Andel klagomål som var delvis befogade"),
        Quantity.SHARE,
        lambda figures: _share(figures.partly),
    ),
    "days": CaseFigure(
        N_("Dagar till svar (median)"), Quantity.DAYS, lambda figures: _plain(figures.days)
    ),
    "fetched": CaseFigure(
        N_("Andel svar som har lästs med kod"),
        Quantity.SHARE,
        lambda figures: _share(figures.fetched),
    ),
}
