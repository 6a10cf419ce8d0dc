"""Where the outcomes of an indicator come from: entered by hand, a survey, the statistics of cases.

Whatever the source, what leaves this module has passed disclosure.
"""

from datetime import date

from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from analysis.cases.disclosure import Seen, figures_for_others
from analysis.cases.figures import Rows, figures
from analysis.cases.periods import Period, tertial, whole_year
from analysis.cases.queries import Where, rows_between
from analysis.charts.dots import in_language
from analysis.published.figures import Figure
from analysis.results.phrases import Text
from analysis.results.series import ResultCell, VariableResult
from analysis.results.survey_results import Audience, SurveyPage, load_results
from analysis.results.viewing import program_settings
from analysis.scorecard.case_figures import CASE_FIGURES
from analysis.scorecard.figures import SHOWN_GROUPS, Known, Outcome, Outcomes, Terms, outcome_of
from analysis.scorecard.kinds import Feed, Frequency, Quantity
from analysis.scorecard.models import Indicator, IndicatorFigure
from analysis.scorecard.periods import Slot, days_of, slot_of, slots_in
from analysis.scorecard.queries import figures_of, item_with_survey
from core.codes import Group
from organisation.units import parents_of_units, with_all_below

#: So many years of cases are looked at.
YEARS_OF_CASES = 5


def load_outcomes(
    session: Session, indicator: Indicator, today: date, *, reads_cases: bool = False
) -> Outcomes:
    """Every outcome of an indicator that may be shown inside the organisation.

    Who reads the cases of a unit sees their statistics whole, as on the page of statistics.
    """
    if indicator.feed == Feed.CASES:
        return _of_cases(session, indicator, today, reads_cases)
    return (_by_hand if indicator.feed == Feed.HAND else _of_variable)(session, indicator)


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


def _by_hand(session: Session, indicator: Indicator) -> Outcomes:
    tables: dict[Slot, dict[Group, Figure]] = {}
    for row in figures_of(session, indicator.id):
        tables.setdefault(Slot(row.year, row.period), {})[Group(row.part)] = figure_of(row)
    terms, k = terms_of(indicator), program_settings().limit_inside
    return Outcomes(
        terms,
        {slot: outcome_of(table, terms, k) for slot, table in tables.items()},
        {slot: table[Group.ALL].source for slot, table in tables.items() if Group.ALL in table},
    )


def _of_variable(session: Session, indicator: Indicator) -> Outcomes:
    """The figures of the last wave of each period, as the pages of results show them."""
    found = item_with_survey(session, indicator.item_id or 0)
    terms = terms_of(indicator)
    if found is None:
        return Outcomes(terms, {})
    code, survey = found
    page = load_results(session, survey, indicator.unit, Audience.inside(program_settings()))
    results = [one for one in page.result.variables if one.variable.code == code]
    return _of_result(page, results[0], terms) if results else Outcomes(terms, {})


def _of_result(page: SurveyPage, result: VariableResult, terms: Terms) -> Outcomes:
    waves = [
        wave
        for wave in page.result.waves
        if wave.label in result.missing and wave.label in page.opened
    ]
    slots = {wave.label: slot_of(terms.frequency, page.opened[wave.label]) for wave in waves}
    title = _said(page.title)
    named = {wave.label: [title, wave.label, wave.source] for wave in waves}
    return Outcomes(
        terms,
        {slot: _of_wave(result, label) for label, slot in slots.items()},
        {slots[label]: ", ".join(filter(None, parts)) for label, parts in named.items()},
        {slots[one.after]: _said(one.text) for one in result.breaks if one.after in slots},
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


def _of_cases(session: Session, indicator: Indicator, today: date, reads_cases: bool) -> Outcomes:
    """Periods that are over, from the first that has any case: an ended one changes no more.

    Everybody only: the same women stand in the figures of the units above.
    """
    wanted, terms = CASE_FIGURES[indicator.case_figure or ""], terms_of(indicator)
    below = with_all_below(parents_of_units(session), [indicator.unit_id])
    first, last = date(today.year - YEARS_OF_CASES, 1, 1), date(today.year, 12, 31)
    rows = rows_between(session, Where(below), first, last)
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


def _said(text: Text) -> str:
    return in_language(text, str(get_locale()))
