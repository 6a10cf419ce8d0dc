"""Where the outcomes of an indicator come from: entered by hand, a survey, the statistics of cases.

Whatever the source, what leaves this module has passed disclosure.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from analysis.cases.disclosure import Seen, figures_for_others
from analysis.cases.figures import Rows, figures
from analysis.cases.periods import Period, tertial, whole_year
from analysis.cases.queries import Where, rows_between
from analysis.methods.verdicts import Verdict
from analysis.published.figures import Figure
from analysis.results.phrases import in_language
from analysis.results.refusals import break_text
from analysis.results.series import ResultCell, VariableResult
from analysis.results.survey_results import Audience, SurveyPage, load_results
from analysis.results.viewing import program_settings
from analysis.scorecard.case_figures import CASE_FIGURES
from analysis.scorecard.figures import SHOWN_GROUPS, Known, Outcome, Outcomes, Terms, outcome_of
from analysis.scorecard.kinds import Feed, Frequency, Quantity
from analysis.scorecard.models import Indicator, IndicatorFigure
from analysis.scorecard.periods import Slot, days_of, slot_of, slots_in
from analysis.scorecard.queries import changes_of_units, figures_of, items_with_survey
from analysis.scorecard.words import slot_words
from core.codes import Group
from organisation.units import parents_of_units, with_all_below

#: So many years of cases are looked at.
YEARS_OF_CASES = 5


def load_outcomes(
    session: Session,
    indicators: Sequence[Indicator],
    today: date,
    case_readers: Collection[int] = (),
) -> dict[int, Outcomes]:
    """Every outcome that may be shown inside the organisation, by the indicator's id.

    What several indicators take from is asked for once. `case_readers` are the units whose cases the
    reader may read: such a reader sees their statistics whole, as on the page of statistics.
    """
    by_feed = {feed: [one for one in indicators if Feed(one.feed) is feed] for feed in Feed}
    counted = {
        **_by_hand(session, by_feed[Feed.HAND]),
        **_of_cases(session, by_feed[Feed.CASES], today, case_readers),
    }
    return {
        **_with_changes(session, indicators, counted),
        **_of_variables(session, by_feed[Feed.VARIABLE]),
    }


def terms_of(indicator: Indicator) -> Terms:
    """What the indicator measures, as plain values."""
    return Terms(
        Quantity(indicator.quantity),
        Frequency(indicator.frequency),
        indicator.whole_register,
        indicator.adds_up,
    )


def figure_of(row: IndicatorFigure) -> Figure:
    """A figure entered by hand as a plain value."""
    if row.numerator is not None and row.denominator:
        return Figure(row.numerator / row.denominator, row.denominator, row.numerator, row.source)
    return Figure(row.value or 0.0, row.denominator, source=row.source)


def _by_hand(session: Session, indicators: Sequence[Indicator]) -> dict[int, Outcomes]:
    entered = figures_of(session, [one.id for one in indicators]) if indicators else {}
    k = program_settings().limit_inside
    return {one.id: _of_rows(entered[one.id], terms_of(one), k) for one in indicators}


def _of_rows(rows: Iterable[IndicatorFigure], terms: Terms, k: int) -> Outcomes:
    tables: dict[Slot, dict[Group, Figure]] = {}
    for row in rows:
        tables.setdefault(Slot(row.year, row.period), {})[Group(row.part)] = figure_of(row)
    return Outcomes(
        terms,
        {slot: outcome_of(table, terms, k) for slot, table in tables.items()},
        {slot: table[Group.ALL].source for slot, table in tables.items() if Group.ALL in table},
    )


def _with_changes(
    session: Session, indicators: Sequence[Indicator], counted: Mapping[int, Outcomes]
) -> dict[int, Outcomes]:
    """What is counted without waves, its line broken at the period in which the unit changed."""
    changes = changes_of_units(session, {one.unit_id for one in indicators if one.id in counted})
    found = dict(counted)
    for one in indicators:
        if one.id in counted and one.unit_id in changes:
            frequency, breaks = Frequency(one.frequency), dict[Slot, list[str]]()
            for day, what in changes[one.unit_id]:
                breaks.setdefault(slot_of(frequency, day), []).append(what.rstrip(". "))
            told = {slot: _changed(frequency, slot, whats) for slot, whats in breaks.items()}
            found[one.id] = replace(counted[one.id], breaks=told)
    return found


def _changed(frequency: Frequency, slot: Slot, whats: Sequence[str]) -> str:
    unknown: frozenset[str] = frozenset()
    name, what = slot_words(frequency, slot), "; ".join(whats)
    text = break_text(Verdict.UNIT_CHANGED, name, (unknown, unknown), what)
    return in_language(text, str(get_locale()))


def _of_variables(session: Session, indicators: Sequence[Indicator]) -> dict[int, Outcomes]:
    """The figures of the last wave of each period, as the pages of results show them."""
    asked = {one.item_id for one in indicators if one.item_id is not None}
    items = items_with_survey(session, asked) if asked else {}
    inside = Audience.inside(program_settings())
    pages: dict[tuple[int, int], SurveyPage] = {}
    found = {}
    for one in indicators:
        code, survey = items[one.item_id or 0]
        place = survey.id, one.unit_id
        if place not in pages:
            pages[place] = load_results(session, survey, one.unit, inside)
        found[one.id] = _of_page(pages[place], code, terms_of(one))
    return found


def _of_page(page: SurveyPage, code: str, terms: Terms) -> Outcomes:
    result = next((one for one in page.result.variables if one.variable.code == code), None)
    return _of_result(page, result, terms) if result else Outcomes(terms, {})


def _of_result(page: SurveyPage, result: VariableResult, terms: Terms) -> Outcomes:
    waves = [
        wave
        for wave in page.result.waves
        if wave.label in result.missing and wave.label in page.opened
    ]
    slots = {wave.label: slot_of(terms.frequency, page.opened[wave.label]) for wave in waves}
    language = str(get_locale())
    title = in_language(page.title, language)
    named = {wave.label: [title, wave.label, wave.source] for wave in waves}
    return Outcomes(
        terms,
        {slot: _of_wave(result, label) for label, slot in slots.items()},
        {slots[label]: ", ".join(filter(None, parts)) for label, parts in named.items()},
        {
            slots[one.after]: in_language(one.text, language)
            for one in result.breaks
            if one.after in slots
        },
        frozenset(slots[wave.label] for wave in waves if wave.simulated),
    )


def _of_wave(result: VariableResult, label: str) -> Outcome:
    cells = {cell.group: cell for cell in result.cells if cell.wave == label}
    known = {
        group: made for group in SHOWN_GROUPS if group in cells and (made := _of_cell(cells[group]))
    }
    hidden = frozenset(group for group in SHOWN_GROUPS if group in cells and group not in known)
    return Outcome(known, hidden)


def _of_cell(cell: ResultCell) -> Known | None:
    if cell.hidden or cell.value is None:
        return None
    return Known(cell.value, cell.n, cell.count, cell.low, cell.high)


def _of_cases(
    session: Session, indicators: Sequence[Indicator], today: date, case_readers: Collection[int]
) -> dict[int, Outcomes]:
    parents = parents_of_units(session) if indicators else {}
    first, last = date(today.year - YEARS_OF_CASES, 1, 1), date(today.year, 12, 31)
    rows = {
        unit_id: rows_between(session, Where(with_all_below(parents, [unit_id])), first, last)
        for unit_id in {one.unit_id for one in indicators}
    }
    return {
        one.id: _of_unit(one, rows[one.unit_id], today, reads_cases=one.unit_id in case_readers)
        for one in indicators
    }


def _of_unit(indicator: Indicator, rows: Rows, today: date, *, reads_cases: bool) -> Outcomes:
    """Periods that are over, from the first that has any case: an ended one changes no more.

    Everybody only: the same women stand in the figures of the units above.
    """
    wanted, terms = CASE_FIGURES[indicator.case_figure or ""], terms_of(indicator)
    begun = _first_day(rows) or today
    seen, found = Seen(today, program_settings().limit_inside), {}
    for slot in _ended(terms.frequency, begun, today):
        period = _period(terms.frequency, slot)
        made = (
            figures(rows, period, today) if reads_cases else figures_for_others(rows, period, seen)
        )
        figure = wanted.pick(made)
        if figure:
            found[slot] = Outcome({Group.ALL: Known(figure.value, figure.n, figure.positive)})
        elif not reads_cases:
            # For others, hidden and empty are the same.
            found[slot] = Outcome({}, frozenset({Group.ALL}))
    return Outcomes(terms, found, dict.fromkeys(found, str(_("Statistiken över synpunkter"))))


def _first_day(rows: Rows) -> date | None:
    days = [case.received for case in rows.cases] + [one.received for one in rows.promises]
    return min(days, default=None)


def _ended(frequency: Frequency, begun: date, today: date) -> list[Slot]:
    return [
        slot
        for year in range(begun.year, today.year + 1)
        for number in range(1, slots_in(frequency, year) + 1)
        if begun <= days_of(frequency, slot := Slot(year, number))[1] < today
    ]


def _period(frequency: Frequency, slot: Slot) -> Period:
    if frequency is Frequency.YEAR:
        return whole_year(slot.year)
    return tertial(slot.year, slot.number)
