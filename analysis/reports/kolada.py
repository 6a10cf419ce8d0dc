"""The results of a unit as Kolada's tables are shaped: a row for each measure, year and gender.

The columns are those of Kolada's API version 2 for organisational units (kpi, ou, period, gender
T/K/M, value, count, status), with names beside the codes. Figures have passed the disclosure rule and
are rounded as on the pages; what is hidden is empty, as what is not there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy.orm import Session

from analysis.charts.gender import axis_of
from analysis.charts.text import number
from analysis.methods.estimates import percent
from analysis.results.phrases import in_language
from analysis.results.queries import surveys_with_results
from analysis.results.series import Kind, ResultCell, VariableResult, WaveInfo
from analysis.results.survey_results import Audience, SurveyPage, load_results
from analysis.scorecard.feeds import load_outcomes
from analysis.scorecard.figures import Known, Outcomes
from analysis.scorecard.kinds import Quantity
from analysis.scorecard.models import Indicator
from analysis.scorecard.queries import indicators_of
from core.clock import clock
from core.codes import Group
from core.spreadsheets import Row, Sheet, csv_table, workbook
from organisation.models import Unit

COLUMNS = (
    "kpi", "kpi_title", "ou", "ou_title", "period", "gender", "value", "unit", "count", "status", "wave",
)  # fmt: skip
#: Kolada's letters: total, kvinnor (women), män (men).
GENDERS = {"T": Group.ALL, "K": Group.WOMAN, "M": Group.MAN}
PUBLISHED, INVENTED, SO_FAR = "published", "invented", "so far"


@dataclass(frozen=True)
class Years:
    """From a year to another, both in it."""

    first: int
    last: int


def kolada_rows(
    session: Session, unit: Unit, years: Years, audience: Audience, language: str
) -> list[Row]:
    """Every measure of the unit's surveys in the years, by survey, variable and year.

    Inside, the indicators of its scorecard follow, by year.
    """
    rows = [
        row
        for survey in surveys_with_results(session, [unit.id])
        for row in _of_survey(
            load_results(session, survey, unit, audience), survey.code, unit, years, language
        )
    ]
    if not audience.published_only:
        indicators = indicators_of(session, [unit.id])
        outcomes = load_outcomes(session, indicators, clock().today())
        for one in indicators:
            rows += _of_indicator(one, outcomes[one.id], unit, years)
    return rows


def kolada_csv(rows: Sequence[Row]) -> bytes:
    """The table as Swedish Excel opens it."""
    return csv_table(COLUMNS, rows)


def kolada_workbook(rows: Sequence[Row]) -> bytes:
    """The table as a workbook."""
    return workbook([Sheet("Kolada", COLUMNS, rows, widths=(26, 34, 16, 30, 10))])


def _of_survey(
    page: SurveyPage, survey: str, unit: Unit, years: Years, language: str
) -> Iterator[Row]:
    for result in page.result.variables:
        for wave in page.result.waves:
            year = page.opened[wave.label].year
            if wave.label in result.missing and years.first <= year <= years.last:
                named = (
                    *(
                        f"{survey}.{result.variable.code}",
                        in_language(result.variable.label, language),
                    ),
                    *(unit.code, unit.name, year),
                )
                yield from _of_wave(result, wave, named)


def _of_wave(result: VariableResult, wave: WaveInfo, named: tuple[str | int, ...]) -> Iterator[Row]:
    cells = {cell.group: cell for cell in result.cells if cell.wave == wave.label}
    measured = (
        "%" if result.variable.kind is Kind.SHARE else "–".join(map(str, result.variable.scale))
    )
    for letter, group in GENDERS.items():
        cell = cells[group]
        yield (*named, letter, _value(result, cell), measured, cell.n, _status(wave), wave.label)


def _of_indicator(indicator: Indicator, found: Outcomes, unit: Unit, years: Years) -> Iterator[Row]:
    """A row for each year that has an outcome; one that is not over says so."""
    share = indicator.quantity == Quantity.SHARE
    measured = "%" if share else indicator.measured_in
    for year in range(years.first, years.last + 1):
        so_far = found.year(year, date(year, 12, 31))
        if so_far.outcome is None:
            continue
        named = (f"indicator.{indicator.id}", indicator.name, unit.code, unit.name, year)
        status = "" if so_far.complete else SO_FAR
        for letter, group in GENDERS.items():
            known = so_far.outcome.figures.get(group)
            value = _of_known(known, share=share) if known else None
            yield (*named, letter, value, measured, known.n if known else None, status, "")


def _of_known(known: Known, *, share: bool) -> int | float:
    """A share in whole per cent, anything else with one decimal, rounded once and half up."""
    if share and known.n and known.count is not None:
        return percent(known.count, known.n)
    exact = Decimal(repr(known.value)) * (100 if share else 1)
    rounded = exact.quantize(Decimal(1) if share else Decimal("0.1"), ROUND_HALF_UP)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def _value(result: VariableResult, cell: ResultCell) -> int | float | None:
    if cell.value is None:
        return None
    axis = axis_of(result.variable)
    text = number(cell.value, axis, "en")
    return float(text) if axis.decimals else int(text)


def _status(wave: WaveInfo) -> str:
    """What must be known of a wave's figures; empty when they are the unit's own answers."""
    return INVENTED if wave.simulated else PUBLISHED if wave.source else ""
