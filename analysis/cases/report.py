"""Statistics of cases in words: the one content of the page, the PDF, the workbook and the document."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from analysis.cases.charts import case_charts
from analysis.cases.figures import CaseFigures
from analysis.cases.periods import Length
from analysis.cases.statistics import Statistics
from analysis.cases.tables import (
    CHART_NAMES,
    chart_table,
    count_tables,
    figures_table,
    sentences_table,
)
from analysis.cases.words import ReportTable, days_text
from analysis.charts.parts import PERCENT, GenderChart
from analysis.charts.text import alt_text, figure_text
from core.codes import Group


@dataclass(frozen=True)
class ReportChart:
    """A chart, its text alternative, and the same figures as a table."""

    name: str
    heading: str
    chart: GenderChart
    alt: str
    table: ReportTable


@dataclass(frozen=True)
class Report:
    """Everything that is said, in the reader's language, in the order of reading."""

    title: str
    lead: str
    figures: ReportTable
    charts: tuple[ReportChart, ...]
    tables: tuple[ReportTable, ...]
    sentences: ReportTable | None
    notes: tuple[str, ...]
    language: str
    is_empty: bool


def make_report(statistics: Statistics, language: str) -> Report:
    """The statistics in words."""
    figures = statistics.figures
    return Report(
        title=_title(figures, language),
        lead=_lead(statistics),
        figures=figures_table(statistics, language),
        charts=tuple(
            ReportChart(
                name,
                _(CHART_NAMES[name]),
                chart,
                alt_text(chart),
                chart_table(name, statistics, language),
            )
            for name, chart in case_charts(statistics, language).items()
        ),
        tables=count_tables(statistics, language),
        sentences=sentences_table(statistics),
        notes=_notes(statistics),
        language=language,
        is_empty=_is_empty(figures),
    )


def _is_empty(figures: CaseFigures) -> bool:
    verdicts = figures.on_time[Group.ALL]
    return (
        figures.received[Group.ALL] == 0
        and not figures.deviations
        and (verdicts is not None and not verdicts.whole)
    )


def _title(figures: CaseFigures, language: str) -> str:
    received = figures.received[Group.ALL]
    if received is None:
        return str(_("Antalet synpunkter visas inte, för att ingen ska kunna kännas igen"))
    came = ngettext("%(num)s synpunkt kom in", "%(num)s synpunkter kom in", received)
    verdicts = figures.on_time[Group.ALL]
    if not verdicts or verdicts.rolled.value is None:
        return str(came)
    percent = figure_text(verdicts.rolled.value, PERCENT, language)
    return str(_("%(came)s. %(percent)s av svaren kom i tid", came=came, percent=percent))


def _lead(statistics: Statistics) -> str:
    """The on-time share with its counts, and the time and the units that it is about."""
    verdicts = statistics.figures.on_time[Group.ALL]
    asked = statistics.asked
    about = _("%(unit)s, %(days)s", unit=asked.unit_name, days=days_text(asked.period))
    if not verdicts or not verdicts.whole:
        return str(about)
    counts = _("%(part)s av %(whole)s", part=verdicts.on_time, whole=verdicts.whole)
    late = ngettext("%(num)s försenat utan svar", "%(num)s försenade utan svar", verdicts.overdue)
    return f"{about}. {_('I tid')}: {counts}, {late}."


def _notes(statistics: Statistics) -> tuple[str, ...]:
    asked = statistics.asked
    said = [
        _(
            "Svar i tid räknas så: svar i tid delat med alla svar plus de som är försenade utan "
            "svar. Varje löfte om svar räknas, det första och ett för varje gång synpunkten öppnas igen."
        ),
        _("Inkomna räknas efter den dag de kom in. Svar räknas efter sin sista svarsdag."),
        _("Avvikelser från personalen står i tabellerna per enhet, men inte bland de inkomna."),
    ]
    if asked.for_others:
        said[2] = _(
            "Grupper med färre än %(limit)s visas inte, och inte det som skulle avslöja dem. "
            "Avvikelser och meningarna om varje synpunkt är inte med.",
            limit=asked.limit,
        )
        said.append(_("Är bara övriga och okänt för få räknas kvinnor och män."))
    if asked.period.length is not Length.DAYS and asked.period.last >= asked.today:
        said.append(_("Perioden är inte slut än."))
    return tuple(map(str, said))
