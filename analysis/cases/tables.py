"""The tables of statistics of cases, in the reader's language."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from flask_babel import gettext as _

from analysis.cases.charts import ON_TIME, RECEIVED
from analysis.cases.figures import GROUPS, NONE, TOTAL, CaseFigures, Cross
from analysis.cases.periods import beside, in_a_row
from analysis.cases.statistics import Statistics
from analysis.cases.words import (
    HIDDEN,
    ReportTable,
    count_text,
    days_taken,
    measures_text,
    on_time_text,
    share_text,
)
from analysis.charts.dots import group_name
from core.codes import N_, Group
from core.spreadsheets import Row
from feedback.cases.kinds import Channel, Kind
from feedback.cases.names import CHANNEL_NAMES, KIND_NAMES
from organisation.names import alphabetical

CHART_NAMES = {RECEIVED: N_("Inkomna per kön"), ON_TIME: N_("Svar i tid per kön")}

# The figures beside those of other periods.

ROWS: tuple[tuple[str, Callable[[CaseFigures, str], str]], ...] = (
    (N_("Inkomna synpunkter"), lambda one, _language: count_text(one.received[Group.ALL])),
    (N_("Avvikelser från personalen"), lambda one, _language: count_text(one.deviations)),
    (
        N_("Svar i tid, till sista svarsdag"),
        lambda one, language: on_time_text(one.on_time[Group.ALL], lambda v: v.rolled, language),
    ),
    (
        N_("Svar i tid, strikt: inom 14 dagar"),
        lambda one, language: on_time_text(one.on_time[Group.ALL], lambda v: v.strict, language),
    ),
    (
        N_("Löften efter att synpunkten öppnats igen"),
        lambda one, _language: count_text(one.reopened),
    ),
    (N_("Dagar till svar, median"), lambda one, _language: days_taken(one)),
    (N_("Anonyma"), lambda one, language: share_text(one.anonymous, language)),
    (N_("Svar som har hämtats med kod"), lambda one, language: share_text(one.fetched, language)),
    (N_("Klagomål som var befogade"), lambda one, language: share_text(one.founded, language)),
    (
        N_("Klagomål som var delvis befogade"),
        lambda one, language: share_text(one.partly, language),
    ),
    (N_("Åtgärder som blev klara"), lambda one, _language: measures_text(one)),
    (
        N_("Åtgärder som är försenade"),
        lambda one, _language: count_text(one.measures.late if one.measures else None),
    ),
)
#: What others are not shown, and no period would change that.
NOT_FOR_OTHERS = frozenset({ROWS[1][0], ROWS[4][0]})


def figures_table(statistics: Statistics, language: str) -> ReportTable:
    """One column for the period, and one for each of those beside it."""
    periods = [statistics.asked.period, *beside(statistics.asked.period)]
    rows = [
        (_(name), *(text(statistics.by_period[period], language) for period in periods))
        for name, text in ROWS
        if not (statistics.asked.for_others and name in NOT_FOR_OTHERS)
    ]
    columns = (_("Mått"), *(period.name for period in periods))
    return ReportTable(_("Perioden och de att jämföra med"), columns, tuple(rows), prose=True)


# The tables of counts.


def count_tables(statistics: Statistics, language: str) -> tuple[ReportTable, ...]:
    """Kind and theme by unit, channel by gender."""
    found = statistics.figures
    units = _names(found.kinds, 1, statistics.units, N_("Ingen enhet än"))
    themes = _names(found.themes, 0, statistics.themes, N_("Inget tema än"))
    genders = {group.value: group_name(group, language) for group in GROUPS}
    kinds = {kind.value: _(KIND_NAMES[kind]) for kind in Kind if _has(found.kinds, kind.value)}
    ways = {one.value: _(CHANNEL_NAMES[one]) for one in Channel if _has(found.channels, one.value)}
    return (
        _table(_("Typ och enhet"), _("Typ"), found.kinds, kinds, units),
        _table(_("Tema och enhet"), _("Tema"), found.themes, themes, units),
        _table(_("Väg in och kön"), _("Väg in"), found.channels, ways, genders),
    )


def _has(table: Cross, row: str) -> bool:
    return (row, TOTAL) in table


def _names(table: Cross, side: int, known: Mapping[str, str], none: str) -> dict[str, str]:
    """The names of the rows (0) or columns (1) that a table has, by name; what has none comes last."""
    keys = {place[side] for place in table} - {TOTAL}
    named = sorted(keys - {NONE}, key=lambda key: alphabetical(known.get(key, key)))
    found = {key: known.get(key, key) for key in named}
    return {**found, NONE: _(none)} if NONE in keys else found


def _table(
    caption: str, first: str, table: Cross, rows: Mapping[str, str], columns: Mapping[str, str]
) -> ReportTable:
    """Counts with totals; in a table of one column the totals say it all."""
    across = {TOTAL: _("Alla")} if len(columns) == 1 and set(columns) != {NONE} else None
    across = {**columns, TOTAL: _("Alla")} if across is None else {**columns}
    down = {**rows, TOTAL: _("Alla")}
    return ReportTable(
        caption,
        (first, *across.values()),
        tuple(
            (name, *(_cell(table.get((row, column), 0)) for column in across))
            for row, name in down.items()
        ),
    )


def _cell(count: int | None) -> str | int:
    return str(_(HIDDEN)) if count is None else count


def chart_table(name: str, statistics: Statistics, language: str) -> ReportTable:
    """The figures of a chart: periods down, groups across."""
    rows: list[Row] = []
    for period in in_a_row(statistics.asked.period):
        found = statistics.by_period[period]
        if name == RECEIVED:
            cells: Sequence[str | int] = [_cell(found.received[group]) for group in GROUPS]
        else:
            cells = [
                on_time_text(found.on_time[group], lambda one: one.rolled, language)
                for group in GROUPS
            ]
        rows.append((period.name, *cells))
    columns = (_("Period"), *(group_name(group, language) for group in GROUPS))
    return ReportTable(_(CHART_NAMES[name]), columns, tuple(rows), prose=name != RECEIVED)


def sentences_table(statistics: Statistics) -> ReportTable | None:
    """What was said and done, of each case that was closed; none for others."""
    if statistics.asked.for_others:
        return None
    rows: Iterable[Row] = (
        (one.number, _(KIND_NAMES[Kind(one.kind)]), one.unit, one.said, one.did)
        for one in statistics.sentences
    )
    columns = (_("Nummer"), _("Typ"), _("Enhet"), _("Det sades"), _("Det gjorde vi"))
    return ReportTable(_("Avslutade i perioden"), columns, tuple(rows), prose=True)
