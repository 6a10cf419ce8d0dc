"""The report of a month, a tertial or a year: goals, surveys, views and complaints, measures."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from analysis.cases.periods import Period
from analysis.cases.report import Report
from analysis.cases.words import days_text
from analysis.charts.dots import DotChart, dots_alt_text, dots_on_page
from analysis.charts.pictures import Chart
from analysis.reports.answered import answered_text
from analysis.reports.areas import copied
from analysis.reports.asking import ReportAsked
from analysis.reports.beside import measure_row, measure_table
from analysis.reports.case_section import case_pictures, case_report, case_section
from analysis.reports.goals import goal_pictures, goal_sections
from analysis.reports.kinds import period_text, read_period
from analysis.reports.overview_block import one_chart, one_table
from analysis.reports.queries import surveys_of, waves_ended
from analysis.reports.report import Block, Picture, ReportDocument, Section, Table, Words
from analysis.reports.survey_asked import SurveyAsked, audience_of, find_asked, marking_of
from analysis.reports.survey_report import finding, simulated_words
from analysis.reports.visit_section import Visits, find_visits, visit_pictures, visit_sections
from analysis.results.take_away import RESERVATION
from analysis.scorecard.finding import finding as goals_finding
from analysis.scorecard.finding import lead as goals_lead
from analysis.scorecard.showing import ShownIndicator, scorecard
from organisation.access import Permission, units_of
from organisation.measures import Wanted, find_measures
from organisation.models import Staff, Unit
from organisation.units import names_of_units, parents_of_units, with_all_below

#: A report lists no more measures than anybody reads.
MOST_MEASURES, MOST_LOOKED_AT = 100, 10_000


@dataclass(frozen=True)
class Found:
    """Everything that a report of a period tells, found once."""

    unit: Unit
    period: Period
    goals: Sequence[ShownIndicator]
    surveys: Sequence[tuple[SurveyAsked, DotChart | None]]
    visits: list[Visits]
    cases: Report | None
    measures: Table | None


def period_report(
    session: Session, unit: Unit, asked: ReportAsked, staff: Staff, today: date
) -> ReportDocument:
    """The whole report, of the unit and those below it that its maker may see."""
    period = read_period(asked.period)
    below = with_all_below(parents_of_units(session), [unit.id])
    mine = below & units_of(session, staff, Permission.READ_RESULTS)
    audience = audience_of(current_app.config["SETTINGS"], for_others=asked.for_others)
    cases = None if asked.for_others else _cases(session, unit, below, period, asked, staff, today)
    visits = find_visits(session, mine, period, audience, asked.language)
    found = Found(
        unit,
        period,
        # Whoever may read the section on cases sees the same figures on the goals.
        [] if asked.for_others else scorecard(session, mine, period, below if cases else ()),
        _surveys(session, mine, period, asked, {one.index.wave.id for one in visits}),
        visits,
        cases,
        None if asked.for_others else _measures(session, below, period, staff, today),
    )
    return ReportDocument(
        title=_title(found),
        lead=f"{unit.name}, {period_text(period).lower()}. {days_text(period)}. "
        f"{goals_lead(found.goals)}".rstrip(),
        marking=marking_of(for_others=asked.for_others),
        language=asked.language,
        sections=tuple(_sections(found, asked)),
        pictures=_pictures(found, asked.language),
    )


def _title(found: Found) -> str:
    """The scorecard's finding on the goals; while none can be judged, what the report is of."""
    if any(one.decisive and one.decisive.verdict for one in found.goals):
        return goals_finding(found.goals)
    return f"{found.unit.name}: {period_text(found.period).lower()}"


def _sections(found: Found, made: ReportAsked) -> Iterator[Section]:
    yield from goal_sections(found.goals, found.unit)
    for asked, chart in found.surveys:
        yield _survey_section(asked, chart)
    yield from visit_sections(found.visits, made.language)
    if found.cases:
        yield case_section(found.cases, found.period)
    if found.measures:
        yield Section("atgarder", _("Åtgärder"), (found.measures,))
    yield _how_counted(found, made.for_others)


def _survey_section(asked: SurveyAsked, chart: DotChart | None) -> Section:
    blocks: list[Block] = [*simulated_words(asked), Words(f"{finding(asked)}.", "strong")]
    if chart:
        blocks.append(Picture(_picture_name(asked), dots_alt_text(dots_on_page(chart))))
    blocks.append(Words(answered_text(asked)))
    if asked.rows:
        blocks += [one_table(asked), Words(_(RESERVATION), "muted"), copied(asked, asked.rows, {})]
    heading = f"{asked.title}, {asked.name} ({asked.page.unit_name})"
    return Section(_picture_name(asked), heading, tuple(blocks))


def _picture_name(asked: SurveyAsked) -> str:
    return f"enkat-{asked.own.id if asked.own else asked.wave.label}"


def _surveys(
    session: Session,
    unit_ids: frozenset[int],
    period: Period,
    asked: ReportAsked,
    told: Collection[int],
) -> list[tuple[SurveyAsked, DotChart | None]]:
    """The waves that ended in the period, but for those `told` elsewhere, with a chart each."""
    audience = audience_of(current_app.config["SETTINGS"], for_others=asked.for_others)
    ended = waves_ended(
        session, unit_ids, period.first, period.last, published_only=asked.for_others
    )
    waves = [wave for wave in ended if wave.id not in told]
    surveys = surveys_of(session, {wave.survey_id for wave in waves})
    found = [
        find_asked(
            session, surveys[wave.survey_id], wave.unit, wave.label, audience, asked.language
        )
        for wave in waves
    ]
    return [(one, one_chart(one)) for one in found]


def _cases(
    session: Session,
    unit: Unit,
    below: frozenset[int],
    period: Period,
    asked: ReportAsked,
    staff: Staff,
    today: date,
) -> Report | None:
    """The statistics of cases where the maker may see them of the whole unit; else nothing."""
    mine = units_of(session, staff, Permission.READ_CASE_STATISTICS)
    mine &= units_of(session, staff, Permission.READ_CASES)
    if not below <= mine:
        return None
    return case_report(session, unit, below, period, today, asked.language)


def _measures(
    session: Session, below: frozenset[int], period: Period, staff: Staff, today: date
) -> Table | None:
    """What was to be done in the period, or is under way in it."""
    mine = below & units_of(session, staff, Permission.READ_MEASURES)
    if not mine:
        return None
    listed = find_measures(session, Wanted(mine), today, most=MOST_LOOKED_AT)
    kept = [one for one in listed if one.first_day <= period.last and one.last_day >= period.first]
    if not kept:
        return None
    units = names_of_units(session)
    rows = [measure_row(one, units[one.unit_id]) for one in kept[:MOST_MEASURES]]
    return measure_table(_("Åtgärder i perioden"), rows)


def _pictures(found: Found, language: str) -> dict[str, Chart]:
    charts: dict[str, Chart] = {
        _picture_name(asked): chart for asked, chart in found.surveys if chart
    }
    charts |= goal_pictures(found.goals) | visit_pictures(found.visits, language)
    if found.cases:
        charts |= case_pictures(found.cases, found.period)
    return charts


def _how_counted(found: Found, for_others: bool) -> Section:
    lines = [
        _("Enkäter som slutade i perioden är med."),
        _("Synpunkter räknas efter den dag de kom in, och svar efter sin sista svarsdag."),
    ]
    if for_others:
        lines.append(_("Det här är en rapport för andra läsare: bara publicerade resultat är med."))
    return Section(
        "sa-raknas-det", _("Så räknas det"), tuple(Words(str(line), "muted") for line in lines)
    )
