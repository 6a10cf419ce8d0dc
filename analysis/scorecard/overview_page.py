"""What the page of a unit's indicators shows."""

from itertools import groupby
from typing import Any

from flask import render_template, request, url_for

from analysis.charts.pictures import Picture, forms_of
from analysis.charts.text import alt_text
from analysis.methods.targets import TargetVerdict
from analysis.scorecard.asking import Asked, read_asked
from analysis.scorecard.finding import finding, lead
from analysis.scorecard.queries import indicators_of
from analysis.scorecard.showing import scorecard
from core.database import session
from organisation.access import Permission, units_for

#: The tone of a card's edge, which its sentence says in words too.
TONES = {TargetVerdict.REACHED: "done", TargetVerdict.NOT_REACHED: "late"}


def overview_page() -> str:
    """The page. Raises NotFound for what nobody can choose."""
    asked = read_asked(request.args)
    readers = units_for(Permission.READ_CASES)
    shown = scorecard(session(), [asked.unit.id], asked.period, readers) if asked else []
    return render_template(
        "analysis/scorecard/overview.html",
        asked=asked,
        finding=finding(shown),
        lead=lead(shown),
        goals=[(goal, list(ones)) for goal, ones in groupby(shown, lambda one: one.goal)],
        pictures={one.id: forms_of(one.chart) for one in shown if one.chart},
        alts={one.id: alt_text(one.chart) for one in shown if one.chart},
        address=_addresses(asked),
        tones=TONES,
        retired=indicators_of(session(), [asked.unit.id], retired=True) if asked else [],
        may_manage=bool(asked and asked.unit.id in units_for(Permission.MANAGE_INDICATORS)),
    )


def _addresses(asked: Asked | None) -> Any:
    """address(indicator, picture): where the small chart of this year lies."""

    def address(indicator_id: int, picture: Picture) -> str:
        period = asked.period.name if asked else ""
        more: dict[str, Any] = {"till": period, **picture.query}
        return url_for(".chart", indicator_id=indicator_id, name="ar", **more)

    return address
