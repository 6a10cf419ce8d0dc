"""Visit satisfaction in a period: the months, the weeks in one chart, and what can be said of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from analysis.cases.periods import Period
from analysis.charts.weeks import WeekChart, weeks_alt_text, weeks_on_page
from analysis.reports.report import Block, Picture, Section, Table, Words
from analysis.results.phrases import in_language
from analysis.results.queries import surveys_with_results, units_with_results
from analysis.results.survey_results import Audience, survey_title
from analysis.visits.index import VisitIndex, visit_index, visit_waves
from analysis.visits.sentences import PRESSES, finding
from analysis.visits.showing import month_table, week_chart


@dataclass(frozen=True)
class Visits:
    """A wave of presses as far as it is in the period, and what it is called."""

    index: VisitIndex
    title: str

    @property
    def name(self) -> str:
        """What its section and its picture are called."""
        return f"besok-{self.index.wave.id}"


def find_visits(
    session: Session, unit_ids: frozenset[int], period: Period, audience: Audience, language: str
) -> list[Visits]:
    """The waves that have a week in the period, by survey and unit."""
    found = []
    for survey in surveys_with_results(session, unit_ids):
        for unit in units_with_results(session, survey):
            for wave in visit_waves(session, survey, unit, audience) if unit.id in unit_ids else ():
                index = visit_index(session, survey, wave, audience)
                kept = _within(index, period) if index else None
                if kept and kept.weeks:
                    title = f"{in_language(survey_title(survey), language)} ({unit.name})"
                    found.append(Visits(kept, title))
    return found


def visit_sections(found: list[Visits], language: str) -> Iterator[Section]:
    """What can be said of the latest week, the chart, the months."""
    for one in found:
        blocks: list[Block] = [
            Words(f"{in_language(finding(one.index), language).rstrip('.')}.", "strong")
        ]
        chart = week_chart(one.index, language)
        if chart:
            blocks.append(Picture(one.name, weeks_alt_text(weeks_on_page(chart))))
        shown = month_table(one.index, language)
        if shown.rows:
            columns = tuple(str(column["label"]) for column in shown.columns)
            rows = tuple(tuple(map(str, row)) for row in shown.rows)
            blocks.append(Table(_("Månader"), columns, rows))
        blocks.append(Words(in_language(PRESSES, language), "muted"))
        yield Section(one.name, one.title, tuple(blocks))


def visit_pictures(found: list[Visits], language: str) -> dict[str, WeekChart]:
    """The charts of the sections by name."""
    charts = {one.name: week_chart(one.index, language) for one in found}
    return {name: chart for name, chart in charts.items() if chart}


def _within(index: VisitIndex, period: Period) -> VisitIndex:
    """Its weeks and months in the period; limits and what is usual stay those of the whole wave."""
    return replace(
        index,
        weeks=tuple(
            one for one in index.weeks if one.first <= period.last and one.last >= period.first
        ),
        months=tuple(one for one in index.months if period.holds(one.month)),
    )
