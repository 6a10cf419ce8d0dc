"""What the results page says and shows, in one language. Figures come disclosed and are only worded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from analysis.charts.gender import NAMES, axis_of, gender_chart, name_beside, on_page, wave_name
from analysis.charts.pictures import Picture, forms_of
from analysis.charts.text import alt_text, figure_text, number
from analysis.methods.verdicts import REFUSALS, Verdict
from analysis.results.phrases import in_language
from analysis.results.series import (
    Comparison,
    ComparisonKind,
    Kind,
    Reference,
    ResultCell,
    VariableResult,
    WaveInfo,
)
from analysis.results.short_verdicts import women_and_men_in_brief
from analysis.results.survey_results import SurveyPage
from core.codes import MODE_NAMES, Group
from core.errors import NotFound

UNTOLD = REFUSALS | {Verdict.HIDDEN}
#: Where there is nothing to show or to hide.
NONE = "–"
COLUMNS = (Group.ALL, Group.WOMAN, Group.MAN, Group.OTHER)


@dataclass(frozen=True)
class ShownVariable:
    """A variable as the page shows it."""

    code: str
    label: str
    area: str
    title: str
    alt: str
    pictures: tuple[Picture, ...]
    columns: list[dict[str, object]]
    rows: list[list[str]]
    is_share: bool
    has_interval: bool
    over_time: list[str]


@dataclass(frozen=True)
class ShownWave:
    """A wave as the list above the results shows it."""

    label: str
    modes: str
    answered: str
    simulated: bool
    source: str


def find_result(page: SurveyPage, variable: str) -> VariableResult:
    """The variable with the code, when some wave asked it. Raises NotFound."""
    for result in page.result.variables:
        if result.variable.code == variable and result.missing:
            return result
    raise NotFound


def shown_variable(page: SurveyPage, result: VariableResult, language: str) -> ShownVariable:
    """Everything of one variable that some wave asked."""
    chart = gender_chart(page, result, language)
    rows = [
        row
        for wave in page.result.waves
        if wave.label in result.missing
        for row in table_rows(result, wave, language)
    ]
    # A group that no source splits by has no column.
    kept = [place for place in range(len(COLUMNS)) if any(row[place + 1] != NONE for row in rows)]
    return ShownVariable(
        code=result.variable.code,
        label=in_language(result.variable.label, language),
        area=in_language(page.areas[result.variable.area], language),
        title=in_language(result.finding, language)
        if result.finding
        else _latest(page, result, language),
        alt=alt_text(on_page(chart)),
        pictures=forms_of(chart),
        columns=[
            {"label": gettext("Mättillfälle")},
            *(
                {"label": in_language(NAMES[COLUMNS[place]], language), "number": True}
                for place in kept
            ),
        ],
        is_share=result.variable.kind is Kind.SHARE,
        has_interval=any(cell.low is not None for cell in result.cells),
        rows=[[row[0], *(row[place + 1] for place in kept)] for row in rows],
        over_time=_over_time(page, result, language),
    )


def _latest(page: SurveyPage, result: VariableResult, language: str) -> str:
    """The newest figure of everybody, where women and men are not compared: "2019: 83"."""
    shown = {
        cell.wave: cell_text(result, cell, language)
        for cell in result.cells
        if cell.group is Group.ALL and not cell.hidden
    }
    for wave in reversed(page.result.waves):
        if wave.label in shown:
            mine = f"{wave_name(wave, language)}: {shown[wave.label]}"
            return ". ".join([mine, *_others_had(result, wave.label, language)])
    return in_language(result.variable.label, language)


def _others_had(result: VariableResult, wave: str, language: str) -> list[str]:
    """What others had in the wave, as they published it: "Bästa stadsdelen hade 7,1"."""
    return [
        str(gettext("%(name)s hade %(figure)s", name=one.subject, figure=figure))
        for one in result.references
        if one.wave == wave and one.group is Group.ALL and one.subject
        for figure in [_figure_text(result, one, language)]
    ]


def shown_waves(page: SurveyPage, language: str) -> list[ShownWave]:
    """The waves behind the results, newest first."""
    return [
        ShownWave(
            label=wave_name(wave, language),
            modes=", ".join(gettext(MODE_NAMES[mode]) for mode in MODE_NAMES if mode in wave.modes)
            or NONE,
            answered=_how_many(page.answered.get(wave.label), wave),
            simulated=wave.simulated,
            source=wave.source or "",
        )
        for wave in reversed(page.result.waves)
    ]


def wave_table(waves: Sequence[ShownWave]) -> dict[str, list[Any]]:
    """The list of waves as a table; sources have a column where there are any."""
    columns: list[dict[str, Any]] = [
        {"label": gettext("Mättillfälle")},
        {"label": gettext("Svarssätt")},
        {"label": gettext("Antal svar"), "number": True},
    ]
    rows = [[wave.label, wave.modes, wave.answered] for wave in waves]
    if any(wave.source for wave in waves):
        columns.append({"label": gettext("Källa")})
        rows = [[*row, wave.source or "–"] for row, wave in zip(rows, waves, strict=True)]
    return {"wave_columns": columns, "wave_rows": rows}


def survey_finding(page: SurveyPage) -> str:
    """The heading: what can be said of women and men in the latest wave, over all variables."""
    latest = [one for result in page.result.variables if (one := _latest_gender(result))]
    judged = [one for one in latest if one.verdict is not Verdict.HIDDEN]
    if not judged:
        return ""
    told = {one.waves[0] for one in judged}
    wave = [one.label for one in page.result.waves if one.label in told][-1]
    # A question that was asked earlier and not then is no part of it.
    return women_and_men_in_brief([one.verdict for one in judged if one.waves == (wave,)], wave)


def table_rows(result: VariableResult, wave: WaveInfo, language: str) -> list[list[str]]:
    """The wave's figures by group, and below them those that others published, marked."""
    cells = {cell.group: cell for cell in result.cells if cell.wave == wave.label}
    texts = [
        NONE
        if wave.source and cells[group].value is None
        else cell_text(result, cells[group], language)
        for group in COLUMNS
    ]
    beside: dict[str, dict[Group, Reference]] = {}
    for one in result.references:
        if one.wave == wave.label:
            beside.setdefault(name_beside(one, language), {})[one.group] = one
    rows = [[wave_name(wave, language), *texts]]
    return rows + [
        [
            str(gettext("%(wave)s, att jämföra med: %(name)s", wave=wave.label, name=name)),
            *(_beside_text(result, table.get(group), language) for group in COLUMNS),
        ]
        for name, table in beside.items()
    ]


def _beside_text(result: VariableResult, one: Reference | None, language: str) -> str:
    if one is None:
        return NONE
    return _figure_text(result, one, language)


def _how_many(answered: int | None, wave: WaveInfo) -> str:
    if answered and wave.invited:
        return str(gettext("%(n)s av %(all)s", n=answered, all=wave.invited))
    return str(answered or "–")


def cell_text(result: VariableResult, cell: ResultCell, language: str) -> str:
    """A figure with its interval and how many answered: "85 % (74–92), 72 svar"."""
    if cell.value is None:
        return str(gettext("visas inte"))
    return _figure_text(result, cell, language)


def _figure_text(result: VariableResult, one: ResultCell | Reference, language: str) -> str:
    axis = axis_of(result.variable)
    figure = figure_text(one.value or 0.0, axis, language)
    if one.low is not None and one.high is not None:
        low, high = (number(end, axis, language) for end in (one.low, one.high))
        figure = f"{figure} ({low}–{high})"
    if one.n is None:
        return figure
    return str(gettext("%(figure)s, %(n)s svar", figure=figure, n=one.n))


def _over_time(page: SurveyPage, result: VariableResult, language: str) -> list[str]:
    """The sentences on everybody, wave by wave, each said once; breaks without a sentence; trends.

    Why there is no trend is not said again after the break.
    """
    names = {wave.label: wave_name(wave, language) for wave in page.result.waves}
    everybody = [
        one
        for one in result.comparisons
        if one.kind is ComparisonKind.WAVE and one.groups == (Group.ALL,)
    ]
    told = {(stop.before, stop.after): in_language(stop.text, language) for stop in result.breaks}
    for one in everybody:
        first, second = one.waves[0], one.waves[1]
        sentence = in_language(one.sentence, language)
        told[first, second] = f"{names[first]}–{names[second]}: {sentence}"
    order = list(names)
    steps = [told[waves] for waves in sorted(told, key=lambda pair: list(map(order.index, pair)))]
    whole = [
        f"{names[one.waves[0]]}–{names[one.waves[-1]]}: {in_language(one.sentence, language)}"
        for one in (result.trend, result.interaction)
        if one and one.verdict not in UNTOLD
    ]
    return steps + whole


def _latest_gender(result: VariableResult) -> Comparison | None:
    found = [one for one in result.comparisons if one.kind is ComparisonKind.GENDER]
    return found[-1] if found else None
