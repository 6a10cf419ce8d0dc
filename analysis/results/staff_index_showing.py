"""What the page of an index of indices says and shows: over the years, women and men, teams."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from analysis.charts.gender import axis_of, index_chart, name_beside, wave_name
from analysis.charts.parts import GenderChart
from analysis.charts.text import figure_text, percent_text
from analysis.methods.verdicts import REFUSALS
from analysis.results.overview import OverviewRow
from analysis.results.phrases import in_language
from analysis.results.result_page import NONE, cell_text, shown_variable
from analysis.results.series import (
    Comparison,
    ComparisonKind,
    ResultCell,
    VariableResult,
    WaveInfo,
)
from analysis.results.short_verdicts import verdict_in_brief
from analysis.results.side_by_side import PlaceKind
from analysis.results.side_by_side_charts import Compared
from analysis.results.survey_results import SurveyPage
from analysis.results.take_away import (
    RESERVATION,
    Takeaway,
    figure_columns,
    figure_rows,
    remark_on,
    told_cells,
)
from analysis.results.team_rates import TeamRate
from core.codes import Group, Mode
from core.spreadsheets import Row

Table = dict[str, list[Any]]


def finding(page: SurveyPage, results: Sequence[VariableResult]) -> str:
    """The newest figure of the index and how it compares with the one before; "" without one."""
    if not results:
        return ""
    index, language = results[0], str(get_locale())
    cells = [cell for cell in index.cells if cell.group is Group.ALL and cell.value is not None]
    order = [wave.label for wave in page.result.waves]
    cells.sort(key=lambda cell: order.index(cell.wave))
    if not cells:
        return ""
    axis, latest = axis_of(index.variable), cells[-1]
    label = in_language(index.variable.label, language)
    shown = figure_text(latest.value or 0.0, axis, language)
    now = str(_("%(index)s: %(value)s (%(wave)s).", index=label, value=shown, wave=latest.wave))
    for one in index.comparisons:
        over_time = one.kind is ComparisonKind.WAVE and one.groups == (Group.ALL,)
        if over_time and one.waves[-1] == latest.wave:
            return f"{now} {_in_brief(one)}"
    if len(cells) < 2:
        return now
    # Figures that cannot be compared are not put beside each other in a heading.
    for stop in reversed(index.breaks):
        between = order.index(cells[-2].wave) < order.index(stop.after) <= order.index(latest.wave)
        if between:
            return f"{now} {in_language(stop.text, language)}"
    before = figure_text(cells[-2].value or 0.0, axis, language)
    return f"{now} {_('%(wave)s: %(value)s.', wave=cells[-2].wave, value=before)}"


def _in_brief(one: Comparison) -> str:
    """What can be said of two waves, in a few words."""
    before, after = one.waves[0], one.waves[-1]
    brief = verdict_in_brief(one.verdict)
    if one.verdict in REFUSALS:
        return str(_("%(before)s och %(after)s %(said)s.", before=before, after=after, said=brief))
    return str(_("Jämfört med %(wave)s: %(said)s.", wave=before, said=brief))


def years_chart(page: SurveyPage, results: Sequence[VariableResult]) -> GenderChart:
    """The index and its parts over the waves."""
    return index_chart(page, results, finding(page, results), str(get_locale()))


def years_table(page: SurveyPage, results: Sequence[VariableResult]) -> Table:
    """A row for each wave, and for each figure of the index that others published of the same."""
    language = str(get_locale())
    columns = [{"label": _("Mättillfälle")}, *_columns(results), _answers_column()]
    rows = []
    for wave in page.result.waves:
        if not any(wave.label in result.missing for result in results):
            continue
        rows.append(
            [
                wave_name(wave, language),
                *(_figure(result, wave, language) for result in results),
                _how_many(page.answered.get(wave.label), wave),
            ]
        )
        rows += [
            [f"{wave.label}, {name_beside(one, language)}", value, *[NONE] * len(results)]
            for one in results[0].references
            if one.wave == wave.label and one.group is Group.ALL
            for value in [figure_text(one.value, axis_of(results[0].variable), language)]
        ]
    return {"columns": columns, "rows": rows}


def over_time(page: SurveyPage, results: Sequence[VariableResult]) -> list[tuple[str, list[str]]]:
    """What the ladder says from wave to wave, by the name of the index."""
    language = str(get_locale())
    told = [
        (
            in_language(result.variable.label, language),
            shown_variable(page, result, language).over_time,
        )
        for result in results
    ]
    return [(name, sentences) for name, sentences in told if sentences]


def years_takeaway(
    page: SurveyPage, names: tuple[str, ...], results: Sequence[VariableResult]
) -> Takeaway:
    """The chart over the waves with every figure as a table."""
    language, chart, rows = str(get_locale()), years_chart(page, results), list[Row]()
    for result in results:
        label = in_language(result.variable.label, language)
        for wave in page.result.waves:
            if wave.label in result.missing:
                first = (label, page.unit_name, wave.label)
                cells = told_cells((one for one in result.cells if one.wave == wave.label), wave)
                rows += figure_rows(first, result.variable, cells, remark_on(wave))
    columns = figure_columns(_("Fråga"), _("Enhet"), _("Mättillfälle"))
    return Takeaway(names, chart, columns, tuple(rows), (_(RESERVATION), chart.note))


def gender_sentences(rows: Sequence[OverviewRow]) -> list[tuple[str, str]]:
    """What the ladder says of women and men, by the name of the index."""
    language = str(get_locale())
    return [(row.label, in_language(row.gender.sentence, language)) for row in rows if row.gender]


def gender_table(rows: Sequence[OverviewRow]) -> Table:
    """Women and men, each index a row."""
    language = str(get_locale())
    columns: list[Any] = [{"label": _("Index")}]
    columns += [{"label": name, "number": True} for name in (_("Kvinnor"), _("Män"))]
    shown = [
        [
            row.label,
            *(cell_text(row.result, row.cells[one], language) for one in (Group.WOMAN, Group.MAN)),
        ]
        for row in rows
    ]
    return {"columns": columns, "rows": shown}


def team_table(compared: Sequence[Compared]) -> Table:
    """Each team and the unit: the index and its parts."""
    language = str(get_locale())
    columns = [{"label": _("Team")}, *_columns([one.beside.result for one in compared])]
    found: dict[str, list[str]] = {}
    for number, one in enumerate(compared):
        for place in one.beside.places:
            cells = found.setdefault(place.name, [NONE] * len(compared))
            cells[number] = cell_text(one.beside.result, place.cells[Group.ALL], language)
    return {"columns": columns, "rows": [[name, *cells] for name, cells in found.items()]}


def of_own_teams(compared: Compared) -> Compared:
    """Only the teams of the unit, which come first, and the unit; everybody in each, as in the table."""
    kinds = (PlaceKind.PART, PlaceKind.UNIT)
    places = tuple(
        replace(place, cells={one: _everybody_only(cell) for one, cell in place.cells.items()})
        for place in compared.beside.places
        if place.kind in kinds
    )
    found = {row: one for row, one in compared.findings.items() if row < len(places)}
    return replace(compared, beside=replace(compared.beside, places=places), findings=found)


def _everybody_only(cell: ResultCell) -> ResultCell:
    return cell if cell.group is Group.ALL else ResultCell(cell.wave, cell.group)


def rate_table(rates: Sequence[TeamRate], wave: WaveInfo) -> Table:
    """How many of each team answered; at a station it is answers per person asked, not a rate."""
    at_station = Mode.KIOSK in wave.modes
    columns = [
        {"label": _("Team")},
        {"label": _("Antal svar"), "number": True},
        {"label": _("Fick enkäten"), "number": True},
        {"label": _("Svar per tillfrågad") if at_station else _("Svarsfrekvens"), "number": True},
    ]
    return {"columns": columns, "rows": [_rate_row(one) for one in rates]}


def _rate_row(one: TeamRate) -> list[str]:
    hidden = str(_("visas inte"))
    share = (
        ""
        if one.value is None
        else percent_text(one.answered or 0, one.asked or 1, str(get_locale()))
    )
    return [
        one.team,
        hidden if one.answered is None else str(one.answered),
        NONE if one.asked is None else str(one.asked),
        share or (hidden if one.answered is None else NONE),
    ]


def _columns(results: Sequence[VariableResult]) -> list[dict[str, Any]]:
    language = str(get_locale())
    return [
        {"label": in_language(result.variable.label, language), "number": True}
        for result in results
    ]


def _answers_column() -> dict[str, Any]:
    return {"label": _("Antal svar"), "number": True}


def _figure(result: VariableResult, wave: WaveInfo, language: str) -> str:
    cell = next(
        (one for one in result.cells if one.wave == wave.label and one.group is Group.ALL),
        ResultCell(wave.label, Group.ALL),
    )
    if wave.label not in result.missing or (wave.source and cell.value is None):
        return NONE
    return cell_text(result, cell, language)


def _how_many(answered: int | None, wave: WaveInfo) -> str:
    if answered is None:
        return NONE
    if not wave.invited:
        return str(answered)
    counts = _("%(n)s av %(all)s", n=answered, all=wave.invited)
    if wave.response_rate is None:
        return str(counts)
    return f"{counts}, {percent_text(answered, wave.invited, str(get_locale()))}"
