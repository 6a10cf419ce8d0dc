"""From one variable's results to its chart: who is drawn, in which order, under which title."""

from dataclasses import replace

from analysis.chart_parts import PERCENT, Axis, Break, GenderChart, Point, Series, WaveColumn
from analysis.phrases import Text
from analysis.series import Kind, ResultCell, VariableResult, WaveInfo
from analysis.survey_results import SurveyPage
from core.codes import Group

NAMES = {
    Group.ALL: Text("Alla", "All"),
    Group.WOMAN: Text("Kvinnor", "Women"),
    Group.MAN: Text("Män", "Men"),
    Group.OTHER: Text("Övriga och okänt", "Others and unknown"),
}
SIMULATED = Text("Påhittade svar", "Invented answers")
SOURCE = Text("Källa: {source}", "Source: {source}")
DAYS_IN_YEAR = 366


def gender_chart(page: SurveyPage, result: VariableResult, language: str) -> GenderChart:
    """The chart of a variable over the waves that asked it; its title is the finding."""
    asked = _asked(page, result)
    waves = [wave for wave in page.result.waves if wave.label in asked]
    labels = [wave.label for wave in waves]
    low, high = result.variable.scale
    simulated = ", ".join(wave.label for wave in waves if wave.simulated)
    variable = result.variable
    return GenderChart(
        title=_in(result.finding or variable.label, language),
        subtitle=_in(page.counted[variable.code], language),
        axis=PERCENT if variable.kind is Kind.SHARE else Axis(low, high),
        waves=_columns(page, labels),
        series=tuple(_series(result, group, labels, language) for group in _groups(result)),
        breaks=tuple(
            Break(labels.index(stop.before), _in(stop.text, language)) for stop in result.breaks
        ),
        note=_source(waves, language),
        simulated_label=f"{_in(SIMULATED, language)}: {simulated}" if simulated else None,
        language=language,
    )


def variant(chart: GenderChart, *, narrow: bool, dark: bool) -> GenderChart:
    """The same chart for a phone, or on dark ground."""
    return replace(chart, narrow=narrow, dark=dark)


def _asked(page: SurveyPage, result: VariableResult) -> frozenset[str]:
    """The waves in which the variable was asked, whether or not a figure may be shown."""
    return frozenset(result.missing) & frozenset(wave.label for wave in page.result.waves)


def _groups(result: VariableResult) -> tuple[Group, ...]:
    """Women and men where they are shown in any wave, else everybody."""
    shown = {cell.group for cell in result.cells if not cell.hidden}
    split = tuple(group for group in (Group.WOMAN, Group.MAN, Group.OTHER) if group in shown)
    return split or (Group.ALL,)


def _series(result: VariableResult, group: Group, labels: list[str], language: str) -> Series:
    cells = {cell.wave: cell for cell in result.cells if cell.group is group}
    points = tuple(_point(cells[label]) for label in labels)
    return Series(_in(NAMES[group], language), group, points)


def _point(cell: ResultCell) -> Point | None:
    return None if cell.value is None else Point(cell.value, cell.low, cell.high)


def _columns(page: SurveyPage, labels: list[str]) -> tuple[WaveColumn, ...]:
    """Where each wave stands on the time axis: the year and how far into it the wave opened."""
    columns: list[WaveColumn] = []
    for label in labels:
        opened = page.opened.get(label)
        if opened is not None:
            position = opened.year + opened.timetuple().tm_yday / DAYS_IN_YEAR
        else:
            position = float(label) if label.isdecimal() else 0.0
        if columns and position <= columns[-1].position:
            position = columns[-1].position + 1 / DAYS_IN_YEAR
        columns.append(WaveColumn(label, position))
    return tuple(columns)


def _source(waves: list[WaveInfo], language: str) -> str:
    sources = dict.fromkeys(wave.source for wave in waves if wave.source)
    return " ".join(_in(SOURCE, language).format(source=source) for source in sources)


def _in(text: Text, language: str) -> str:
    return text.en if language == "en" else text.sv
