"""What the results page says and shows, in one language. Figures come disclosed and are only worded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, ngettext

from analysis.chart_files import fingerprint
from analysis.chart_parts import PERCENT, Axis, GenderChart
from analysis.chart_text import alt_text, figure_text, number
from analysis.gender_charts import NAMES, gender_chart, variant
from analysis.phrases import Text
from analysis.series import Comparison, ComparisonKind, Kind, ResultCell, VariableResult
from analysis.survey_results import SurveyPage
from analysis.verdicts import Verdict
from core.codes import MODE_NAMES, Group

DIFFERENT = frozenset({Verdict.DIFFERENCE, Verdict.LIKELY_DIFFERENCE})
COLUMNS = (Group.ALL, Group.WOMAN, Group.MAN, Group.OTHER)


@dataclass(frozen=True)
class Picture:
    """One form of a chart: its fingerprint and what it is for."""

    mark: str
    narrow: bool
    dark: bool


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
    over_time: list[str]


@dataclass(frozen=True)
class ShownWave:
    """A wave as the list above the results shows it."""

    label: str
    modes: str
    answered: str
    simulated: bool
    source: str


def shown_variable(page: SurveyPage, result: VariableResult, language: str) -> ShownVariable:
    """Everything of one variable that some wave asked."""
    chart = gender_chart(page, result, language)
    return ShownVariable(
        code=result.variable.code,
        label=said(result.variable.label, language),
        area=said(page.areas[result.variable.area], language),
        title=said(result.finding or result.variable.label, language),
        alt=alt_text(chart),
        pictures=_pictures(chart),
        columns=[
            {"label": gettext("Mättillfälle")},
            *({"label": said(NAMES[group], language), "number": True} for group in COLUMNS),
        ],
        is_share=result.variable.kind is Kind.SHARE,
        rows=[_row(result, wave, language) for wave in result.missing],
        over_time=_over_time(result.comparisons, language),
    )


def shown_waves(page: SurveyPage, language: str) -> list[ShownWave]:
    """The waves behind the results, newest first."""
    return [
        ShownWave(
            label=wave.label,
            modes=", ".join(gettext(MODE_NAMES[mode]) for mode in MODE_NAMES if mode in wave.modes),
            answered=str(page.answered.get(wave.label) or "–"),
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
    different = sum(one.verdict in DIFFERENT for one in judged)
    wave = judged[-1].waves[0]
    if not different:
        return str(gettext("Ingen säker skillnad mellan kvinnor och män %(wave)s", wave=wave))
    many = ngettext(
        "Kvinnor och män svarade olika på %(num)s fråga av %(all)s (%(wave)s)",
        "Kvinnor och män svarade olika på %(num)s frågor av %(all)s (%(wave)s)",
        different,
        all=len(judged),
        wave=wave,
    )
    return str(many)


def said(text: Text, language: str) -> str:
    """The text in English, or in Swedish for every other language."""
    return text.en if language == "en" else text.sv


def _pictures(chart: GenderChart) -> tuple[Picture, ...]:
    """Phone and dark forms first: a browser takes the first that fits, and the last otherwise."""
    forms = ((True, True), (False, True), (True, False), (False, False))
    return tuple(
        Picture(fingerprint(variant(chart, narrow=narrow, dark=dark)), narrow, dark)
        for narrow, dark in forms
    )


def _row(result: VariableResult, wave: str, language: str) -> list[str]:
    cells = {cell.group: cell for cell in result.cells if cell.wave == wave}
    low, high = result.variable.scale
    axis = PERCENT if result.variable.kind is Kind.SHARE else Axis(low, high)
    return [wave, *(_figure(cells[group], axis, language) for group in COLUMNS)]


def _figure(cell: ResultCell, axis: Axis, language: str) -> str:
    """A figure with its interval and how many answered: "85 % (74–92), 72 svar"."""
    if cell.value is None or cell.n is None:
        return str(gettext("visas inte"))
    figure = figure_text(cell.value, axis, language)
    if cell.low is not None and cell.high is not None:
        low, high = (number(end, axis, language) for end in (cell.low, cell.high))
        figure = f"{figure} ({low}–{high})"
    return str(gettext("%(figure)s, %(n)s svar", figure=figure, n=cell.n))


def _over_time(comparisons: Sequence[Comparison], language: str) -> list[str]:
    """The sentences on everybody, wave by wave; each is said once."""
    return list(
        dict.fromkeys(
            f"{one.waves[0]}–{one.waves[1]}: {said(one.sentence, language)}"
            for one in comparisons
            if one.kind is ComparisonKind.WAVE and one.groups == (Group.ALL,)
        )
    )


def _latest_gender(result: VariableResult) -> Comparison | None:
    found = [one for one in result.comparisons if one.kind is ComparisonKind.GENDER]
    return found[-1] if found else None
