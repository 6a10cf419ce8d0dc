"""From one variable's results to its chart: who is drawn, in which order, under which title."""

from collections.abc import Sequence
from dataclasses import replace

from babel.dates import format_date

from analysis.charts.parts import (
    PERCENT,
    Axis,
    Beside,
    Break,
    GenderChart,
    Point,
    Series,
    WaveColumn,
)
from analysis.results.phrases import Text, in_language
from analysis.results.series import (
    Kind,
    Reference,
    ResultCell,
    VariableResult,
    VariableSeries,
    WaveInfo,
)
from analysis.results.survey_results import SurveyPage
from core.codes import Group

NAMES = {
    Group.ALL: Text("Alla", "All"),
    Group.WOMAN: Text("Kvinnor", "Women"),
    Group.MAN: Text("Män", "Men"),
    Group.OTHER: Text("Övriga och okänt", "Others and unknown"),
}
SIMULATED = Text("Påhittade svar", "Invented answers")
SOURCE = Text("Källa: {source}", "Source: {source}")
PUBLISHED = Text("publicerad", "published")
UNTIL = Text("till och med {day}", "through {day}")
OWN_PUBLISHED = Text("Publicerad siffra", "Published figure")
ROUNDED = Text(
    "Publicerade siffror är avrundade av källan.", "Published figures are rounded by the source."
)
COMPUTED = Text(
    "{waves}: medelvärde av publicerade delindex.", "{waves}: mean of published sub-indices."
)
#: At waves with something to explain below the chart.
FOOTNOTE = "*"
#: More than these to compare with stand in the table only.
MOST_BESIDE = 3
DAYS_IN_YEAR = 366


def gender_chart(page: SurveyPage, result: VariableResult, language: str) -> GenderChart:
    """The chart of a variable over the waves that asked it; its title is the finding."""
    asked = _asked(page, result)
    waves = [wave for wave in page.result.waves if wave.label in asked]
    labels = [wave.label for wave in waves]
    simulated = ", ".join(wave.label for wave in waves if wave.simulated)
    variable = result.variable
    return GenderChart(
        title=in_language(result.finding or variable.label, language),
        subtitle=in_language(page.counted[variable.code], language),
        axis=axis_of(variable),
        waves=_marked(_columns(page, waves, language), [result]),
        series=_all_series(page, result, waves, language),
        breaks=tuple(
            Break(labels.index(stop.before), in_language(stop.text, language))
            for stop in result.breaks
        ),
        beside=_beside(result, labels, language),
        note=_note([result], waves, language),
        simulated_label=f"{in_language(SIMULATED, language)}: {simulated}" if simulated else None,
        language=language,
    )


def index_chart(
    page: SurveyPage, results: Sequence[VariableResult], title: str, language: str
) -> GenderChart:
    """An index and the indices it is the mean of, over the waves: one line of everybody for each.

    The index itself comes first. A break of any of them is a break of all.
    """
    asked = frozenset().union(*(_asked(page, result) for result in results))
    waves = [wave for wave in page.result.waves if wave.label in asked]
    labels = [wave.label for wave in waves]
    stops = {stop.before: stop for result in reversed(results) for stop in result.breaks}
    simulated = ", ".join(wave.label for wave in waves if wave.simulated)
    return GenderChart(
        title=title,
        subtitle=in_language(page.counted[results[0].variable.code], language),
        axis=axis_of(results[0].variable),
        waves=_marked(_columns(page, waves, language), results),
        series=tuple(
            _measure(number, result, waves, language) for number, result in enumerate(results)
        ),
        breaks=tuple(
            Break(labels.index(before), in_language(stops[before].text, language))
            for before in labels
            if before in stops
        ),
        beside=_beside(results[0], labels, language),
        note=_note(results, waves, language),
        simulated_label=f"{in_language(SIMULATED, language)}: {simulated}" if simulated else None,
        language=language,
    )


def _measure(number: int, result: VariableResult, waves: list[WaveInfo], language: str) -> Series:
    """Everybody's line under the variable's name; a wave that did not ask has nothing to hide."""
    line = _series(result, Group.ALL, waves, language)
    unasked = {place for place, wave in enumerate(waves) if wave.label not in result.missing}
    return replace(
        line,
        name=in_language(result.variable.label, language),
        unsaid=line.unsaid | unasked,
        measure=number,
    )


def axis_of(variable: VariableSeries) -> Axis:
    """The value scale of a variable, from end to end; an index has whole numbers and no sign."""
    if variable.kind is Kind.SHARE:
        return PERCENT
    low, high = variable.scale
    return Axis(low, high, decimals=0 if variable.steps else 1)


def name_beside(one: Reference, language: str) -> str:
    """Whom a figure to compare with is about, marked as published."""
    if not one.subject:
        return in_language(OWN_PUBLISHED, language)
    return f"{one.subject} ({in_language(PUBLISHED, language)})"


def wave_name(wave: WaveInfo, language: str) -> str:
    """The wave's label, marked when others have published it or when it still takes answers."""
    mark = wave_mark(wave, language)
    return f"{wave.label} ({mark})" if mark else wave.label


def wave_mark(wave: WaveInfo, language: str) -> str:
    """What must stand beside a wave's label: that others published it, or until which day it is."""
    if wave.source:
        return in_language(PUBLISHED, language)
    if wave.until is None:
        return ""
    day = format_date(wave.until, "d MMMM", locale="en" if language == "en" else "sv")
    return in_language(UNTIL, language).format(day=day)


def variant(chart: GenderChart, *, narrow: bool, dark: bool) -> GenderChart:
    """The same chart for a phone, or on dark ground."""
    return replace(chart, narrow=narrow, dark=dark)


def on_page(chart: GenderChart, *, narrow: bool = False, dark: bool = False) -> GenderChart:
    """The chart without its title, which a page says as text above it."""
    return replace(chart, title="", narrow=narrow, dark=dark)


def _asked(page: SurveyPage, result: VariableResult) -> frozenset[str]:
    """The waves in which the variable was asked, whether or not a figure may be shown."""
    return frozenset(result.missing) & frozenset(wave.label for wave in page.result.waves)


def _groups(result: VariableResult, waves: list[WaveInfo]) -> tuple[Group, ...]:
    """Women and men where they are shown in any wave, else everybody.

    Everybody too, where others have published figures of everybody only.
    """
    shown = {(cell.wave, cell.group) for cell in result.cells if not cell.hidden}
    groups = {group for _, group in shown}
    split = tuple(group for group in (Group.WOMAN, Group.MAN, Group.OTHER) if group in groups)
    if not split or any(
        (wave.label, Group.ALL) in shown and (wave.label, Group.WOMAN) not in shown
        for wave in waves
        if wave.source
    ):
        return (*split, Group.ALL)
    return split


def _all_series(
    page: SurveyPage, result: VariableResult, waves: list[WaveInfo], language: str
) -> tuple[Series, ...]:
    """The lines; beside figures of others, everybody is called by the unit's name."""
    groups = _groups(result, waves)
    lines = tuple(_series(result, group, waves, language) for group in groups)
    if result.references and groups == (Group.ALL,):
        return tuple(replace(line, name=page.unit_name) for line in lines)
    return lines


def _series(result: VariableResult, group: Group, waves: list[WaveInfo], language: str) -> Series:
    cells = {cell.wave: cell for cell in result.cells if cell.group is group}
    points = tuple(_point(cells[wave.label]) for wave in waves)
    unsaid = frozenset(place for place, wave in enumerate(waves) if wave.source)
    return Series(in_language(NAMES[group], language), group, points, unsaid)


def _beside(result: VariableResult, labels: list[str], language: str) -> tuple[Beside, ...]:
    """Figures of everybody to compare with; with too many names only the first ones."""
    everybody = [one for one in result.references if one.group is Group.ALL]
    names = list(dict.fromkeys(name_beside(one, language) for one in everybody))[:MOST_BESIDE]
    return tuple(
        Beside(name, labels.index(one.wave), Point(one.value, one.low, one.high))
        for one in everybody
        if (name := name_beside(one, language)) in names
    )


def _point(cell: ResultCell) -> Point | None:
    return None if cell.value is None else Point(cell.value, cell.low, cell.high)


def _columns(page: SurveyPage, waves: list[WaveInfo], language: str) -> tuple[WaveColumn, ...]:
    """Where each wave stands on the time axis: the year and how far into it the wave opened."""
    columns: list[WaveColumn] = []
    for wave in waves:
        label = wave.label
        opened = page.opened.get(label)
        if opened is not None:
            position = opened.year + opened.timetuple().tm_yday / DAYS_IN_YEAR
        else:
            position = float(label) if label.isdecimal() else 0.0
        if columns and position <= columns[-1].position:
            position = columns[-1].position + 1 / DAYS_IN_YEAR
        columns.append(WaveColumn(label, position, wave_mark(wave, language)))
    return tuple(columns)


def _marked(
    columns: tuple[WaveColumn, ...], results: Sequence[VariableResult]
) -> tuple[WaveColumn, ...]:
    """The columns, with an asterisk at waves since which the wording is a little different."""
    changed = {mark.wave for result in results for mark in result.marks}
    return tuple(
        replace(one, footnote=FOOTNOTE) if one.label in changed else one for one in columns
    )


def _note(results: Sequence[VariableResult], waves: list[WaveInfo], language: str) -> str:
    """Small changes in the wording, the sources, and what is said of figures without counts."""
    sources = [wave.source for wave in waves if wave.source]
    references = [one for result in results for one in result.references]
    cells = [cell for result in results for cell in result.cells]
    sources += [one.source for one in references]
    # What only says less than another source is left out.
    whole = [one for one in dict.fromkeys(sources) if not _is_start(one, sources)]
    said = [in_language(SOURCE, language).format(source=one) for one in whole]
    printed = [cell for cell in cells if cell.printed and not cell.computed]
    if printed or any(one.printed for one in references):
        said.append(in_language(ROUNDED, language))
    computed = ", ".join(cell.wave for cell in cells if cell.computed)
    if computed:
        said.append(in_language(COMPUTED, language).format(waves=computed))
    marks = dict.fromkeys(mark.text for result in results for mark in result.marks)
    said[:0] = [f"{FOOTNOTE} {in_language(text, language)}" for text in marks]
    return " ".join(part if part.endswith(".") else f"{part}." for part in said)


def _is_start(source: str, sources: list[str]) -> bool:
    return any(one != source and one.startswith(source) for one in sources)
