"""What the page of weeks shows and says, in one language: values for its template, chart, files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from babel.dates import format_date, format_interval
from flask_babel import gettext as _

from analysis.charts.text import per_client_text
from analysis.charts.weeks import WeekChart, WeekPoint
from analysis.results.phrases import in_language
from analysis.results.take_away import Takeaway
from analysis.visits.index import MonthShare, Share, VisitIndex, WeekShare
from analysis.visits.sentences import (
    PRESSES,
    WORDS,
    counts_of,
    days_of,
    finding,
    shift_of,
    short_name,
    usual_of,
    verdict_on,
    week_name,
)
from core.codes import N_
from core.spreadsheets import Row
from surveys.collection.models import NO_STATION

WEEKS_NOTE = N_(
    "En vecka med få tryck visas ihop med nästa. Svar som kommer sent räknas i den vecka då de kommer in."
)
LIMITS_NOTE = N_(
    "De prickade linjerna visar hur mycket slumpen kan ge. Bara en vecka utanför dem är en nyhet."
)


@dataclass(frozen=True)
class ShownTable:
    """A table as its template takes it."""

    columns: Sequence[Mapping[str, Any]]
    rows: Sequence[Sequence[str]]


def shown(index: VisitIndex, stations: Mapping[int, str], language: str) -> dict[str, Any]:
    """The texts and tables of the page; `stations` are the places of stations by id."""
    latest = [counts_of(index.weeks[-1].share)] if index.weeks else []
    lead = [one for one in (*latest, usual_of(index)) if one]
    shift = shift_of(index)
    return {
        "finding": in_language(finding(index), language),
        "lead": " ".join(in_language(one, language) for one in lead),
        "shift": in_language(shift, language) if shift else "",
        "presses": in_language(PRESSES, language),
        "total": in_language(counts_of(index.total), language) if index.total else "",
        "per_client": _per_client(index, language),
        "weeks": week_table(index, language),
        "months": month_table(index, language),
        "stations": station_table(index, stations, language),
        "through": format_date(index.through, "long", locale=_locale(language)),
    }


def week_chart(index: VisitIndex, language: str) -> WeekChart | None:
    """The chart of the weeks; None where there is none to show."""
    if not index.weeks:
        return None
    counted, invented = in_language(index.measured.counted, language), index.wave.simulated
    return WeekChart(
        title=in_language(finding(index), language),
        subtitle=f"{counted} {in_language(PRESSES, language)}",
        weeks=tuple(
            WeekPoint(
                in_language(short_name(week), language),
                week.share.positive / week.share.n,
                week.low,
                week.high,
                week.outside,
                share_text(week.share),
            )
            for week in index.weeks
        ),
        usual=index.usual,
        simulated_label=str(_("Påhittade svar")) if invented else None,
        note=_(LIMITS_NOTE) if index.usual is not None else "",
        language=language,
    )


def week_table(index: VisitIndex, language: str) -> ShownTable:
    """The weeks, the newest first."""
    columns = [
        {"label": _("Vecka")},
        {"label": _("Dagar"), "whole": True},
        {"label": _("Index"), "number": True},
        {"label": _("Nöjda tryck av alla"), "number": True},
        {"label": _("Slumpen kan ge"), "number": True},
        {"label": _("Mot det vanliga")},
    ]
    rows = [
        [
            in_language(week_name(week), language),
            days_text(week, language),
            str(week.share.index),
            share_text(week.share),
            _limits(week),
            in_language(WORDS[verdict_on(week)], language),
        ]
        for week in reversed(index.weeks)
    ]
    return ShownTable(columns, rows)


def month_table(index: VisitIndex, language: str) -> ShownTable:
    """The months, the newest first; one whose weeks are not all counted says so."""
    columns = [
        {"label": _("Månad")},
        {"label": _("Veckor")},
        {"label": _("Index"), "number": True},
        {"label": _("Nöjda tryck av alla"), "number": True},
    ]
    # Outside the f-string, where what collects texts to translate does not look.
    so_far = _("hittills")
    rows = [
        [
            month_name(month, language),
            in_language(week_name(month), language) + ("" if month.whole else f" ({so_far})"),
            str(month.share.index),
            share_text(month.share),
        ]
        for month in reversed(index.months)
    ]
    return ShownTable(columns, rows)


def station_table(index: VisitIndex, places: Mapping[int, str], language: str) -> ShownTable | None:
    """Each station's whole wave; None where that may not be shown."""
    if not index.stations or index.stations_through is None:
        return None
    columns = [
        {"label": _("Pekskärm")},
        {"label": _("Index"), "number": True},
        {"label": _("Nöjda tryck av alla"), "number": True},
    ]
    named = {NO_STATION: _("På annat sätt"), **places}
    found = sorted((named.get(one, str(one)), share) for one, share in index.stations.items())
    return ShownTable(columns, [[place, str(s.index), share_text(s)] for place, s in found])


def weeks_takeaway(
    index: VisitIndex, unit: tuple[str, str], survey: str, language: str
) -> Takeaway:
    """The chart and its table to take away; `unit` is its code and its name."""
    chart = week_chart(index, language)
    if chart is None:
        raise ValueError("nothing to take away without weeks")
    columns = (
        *(_("Enhet"), _("Mättillfälle"), _("Vecka"), _("Första dagen"), _("Sista dagen")),
        *(_("Index"), _("Nöjda tryck"), _("Alla tryck")),
        *(_("Lägst av en slump"), _("Högst av en slump"), _("Mot det vanliga"), _("Anmärkning")),
    )
    remark = _("påhittade svar") if index.wave.simulated else ""
    rows: list[Row] = [
        (
            *(unit[1], index.wave.label, in_language(week_name(week), language), *days_of(week)),
            *(week.share.index, week.share.positive, week.share.n),
            *(_whole(week.low), _whole(week.high)),
            in_language(WORDS[verdict_on(week)], language),
            remark,
        )
        for week in index.weeks
    ]
    names = (survey, index.variable.code, unit[0], index.wave.label, "veckor")
    notes = (in_language(PRESSES, language), _(WEEKS_NOTE), chart.note)
    return Takeaway(names, chart, columns, tuple(rows), tuple(filter(None, notes)))


def month_name(month: MonthShare, language: str) -> str:
    """Juli 2026."""
    name = format_date(month.month, "LLLL y", locale=_locale(language))
    return name[:1].upper() + name[1:]


def days_text(week: WeekShare | MonthShare, language: str) -> str:
    """27 juli–2 augusti, as short as the days can be said."""
    first, last = days_of(week)
    return format_interval(first, last, "yMMMd", locale=_locale(language))


def share_text(share: Share) -> str:
    """37 av 42."""
    return str(_("%(n)s av %(all)s", n=share.positive, all=share.n))


def _limits(week: WeekShare) -> str:
    if week.low is None or week.high is None:
        return "–"
    return f"{_whole(week.low)}–{_whole(week.high)}"


def _whole(value: float | None) -> int | None:
    """A limit in whole per cent, half up."""
    if value is None:
        return None
    return int((Decimal(str(value)) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def _per_client(index: VisitIndex, language: str) -> str:
    """Presses for each client: never a response rate, for one person can press many times."""
    if not index.total or not index.clients:
        return ""
    return str(
        _(
            "Svar per klient: %(share)s (%(n)s tryck, %(clients)s klienter).",
            share=per_client_text(index.total.n, index.clients, language),
            n=index.total.n,
            clients=index.clients,
        )
    )


def _locale(language: str) -> str:
    return "en_GB" if language == "en" else "sv"
