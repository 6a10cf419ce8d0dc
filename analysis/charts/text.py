"""The words of a chart: its numbers, its small fixed phrases and its full text alternative."""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from analysis.charts.parts import Axis, Beside, GenderChart, Point, Series, WaveColumn
from analysis.methods.estimates import percent


@dataclass(frozen=True)
class Words:
    """The fixed phrases of charts in one language."""

    comma: str
    thousands: str
    percent: str
    hidden: str
    all_hidden: str
    thin_lines: str
    uncertainty: str
    broken: str
    compare: str


# Swedish is the fallback, as everywhere.
WORDS = {
    "sv": Words(
        comma=",",
        thousands="\u00a0",
        percent="\u00a0%",
        hidden="visas inte",
        all_hidden="Visas inte, för att ingen ska kunna kännas igen.",
        thin_lines="Tunna streck: osäkerhet (95\u00a0%).",
        uncertainty="osäkerhet",
        broken="Serien är bruten mellan {before} och {after}:",
        compare="Att jämföra med:",
    ),
    "en": Words(
        comma=".",
        thousands=",",
        percent="%",
        hidden="not shown",
        all_hidden="Not shown, so that no one can be recognised.",
        thin_lines="Thin lines: uncertainty (95%).",
        uncertainty="uncertainty",
        broken="The series is broken between {before} and {after}:",
        compare="To compare with:",
    ),
}


def words(language: str) -> Words:
    """The phrases of a language, Swedish when it has none."""
    return WORDS.get(language, WORDS["sv"])


def number(value: float, axis: Axis, language: str) -> str:
    """The bare number of an axis value, rounded once and half up: "29", "6,4", "1 250 000"."""
    exact = Decimal(str(float(value))) * (100 if axis.unit == "%" else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-axis.decimals), ROUND_HALF_UP)
    phrases = words(language)
    return f"{rounded:,}".translate({ord(","): phrases.thousands, ord("."): phrases.comma})


def figure_text(value: float, axis: Axis, language: str) -> str:
    """The number with its unit: "79 %", "79%", "6,4"."""
    return number(value, axis, language) + unit(axis, language)


def percent_text(part: int, whole: int, language: str) -> str:
    """So many of so many in whole per cent, rounded once and half up: "79 %", "79%"."""
    return f"{percent(part, whole)}{words(language).percent}"


def per_client_text(answers: int, clients: int, language: str) -> str:
    """Answers for each client, with two decimals, half up: "0,33". Never a response rate."""
    exact = (Decimal(answers) / Decimal(clients)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return str(exact).replace(".", words(language).comma)


def unit(axis: Axis, language: str) -> str:
    """What follows a number on this axis, with the space the language wants."""
    if axis.unit == "%":
        return words(language).percent
    return f"\u00a0{axis.unit}" if axis.unit else ""


def tick_text(value: float, chart: GenderChart) -> str:
    """The number at a gridline; only the topmost carries the unit."""
    text = number(value, replace(chart.axis, decimals=0), chart.language)
    return text + (unit(chart.axis, chart.language) if value == chart.axis.maximum else "")


def full_subtitle(chart: GenderChart) -> str:
    """The subtitle, with what the thin lines mean whenever there are any."""
    points = [point for series in chart.series for point in series.points if point]
    lines = any(point.low is not None and point.high is not None for point in points)
    return f"{chart.subtitle} {words(chart.language).thin_lines}" if lines else chart.subtitle


def end_label(name: str, point: Point, index: int, chart: GenderChart) -> str:
    """The words for the last shown figure of a line, which is at wave `index`: "Kvinnor 79 %".

    With the wave's name when hidden waves follow, and with the interval when there is one wave.
    """
    if len(chart.waves) == 1:
        return f"{name} {_point_text(point, chart)}"
    shown = figure_text(point.value, chart.axis, chart.language)
    early = index < len(chart.waves) - 1
    return f"{name} {chart.waves[index].label}: {shown}" if early else f"{name} {shown}"


def beside_label(one: Beside, chart: GenderChart) -> str:
    """The words for a figure to compare with: "Bästa stadsdelen 2018: 7,1"."""
    shown = figure_text(one.point.value, chart.axis, chart.language)
    if len(chart.waves) == 1:
        return f"{one.name}: {shown}"
    return f"{one.name} {chart.waves[one.wave].label}: {shown}"


def hides_all(chart: GenderChart) -> bool:
    """Whether no figure is shown though some could be expected."""
    expected = any(len(series.unsaid) < len(chart.waves) for series in chart.series)
    return expected and not any(point for series in chart.series for point in series.points)


def hidden_text(chart: GenderChart) -> str:
    """The sentence that names the figures that are not shown; empty when all are, or none is."""
    if not any(point for series in chart.series for point in series.points):
        return ""
    parts = [part for series in chart.series if (part := _hidden_part(series, chart))]
    heading = words(chart.language).hidden.capitalize()
    return f"{heading}: {'; '.join(parts)}." if parts else ""


def _hidden_part(series: Series, chart: GenderChart) -> str:
    pairs = zip(chart.waves, series.points, strict=True)
    missing = [
        wave.label
        for place, (wave, point) in enumerate(pairs)
        if point is None and place not in series.unsaid
    ]
    if not missing:
        return ""
    every = len(missing) == len(chart.waves)
    return series.name if every else f"{series.name} {', '.join(missing)}"


def alt_text(chart: GenderChart) -> str:
    """The chart in words, in its language: title, what is counted, every figure, breaks, note."""
    parts = [chart.title, chart.subtitle, chart.simulated_label or ""]
    parts += [_series_text(series, chart) for series in chart.series]
    if chart.beside:
        named = [
            f"{_named(chart.waves[one.wave])} {one.name} {_point_text(one.point, chart)}"
            for one in chart.beside
        ]
        parts.append(f"{words(chart.language).compare} {', '.join(named)}")
    parts += [chart.level.name] if chart.level else []
    parts += [_break_text(stop.after_index, stop.text, chart) for stop in chart.breaks]
    return " ".join(_sentence(part) for part in [*parts, chart.note] if part)


def _series_text(series: Series, chart: GenderChart) -> str:
    figures = [
        f"{_named(wave)} {_point_text(point, chart)}"
        for place, (wave, point) in enumerate(zip(chart.waves, series.points, strict=True))
        if point or place not in series.unsaid
    ]
    return f"{series.name}: {', '.join(figures)}" if figures else ""


def _named(wave: WaveColumn) -> str:
    return f"{wave.label} ({wave.mark})" if wave.mark else wave.label


def _point_text(point: Point | None, chart: GenderChart) -> str:
    phrases = words(chart.language)
    if point is None:
        return phrases.hidden
    shown = figure_text(point.value, chart.axis, chart.language)
    if point.low is None or point.high is None:
        return shown
    low = number(point.low, chart.axis, chart.language)
    high = figure_text(point.high, chart.axis, chart.language)
    return f"{shown} ({phrases.uncertainty} {low}–{high})"


def _break_text(after: int, text: str, chart: GenderChart) -> str:
    before, then = chart.waves[after].label, chart.waves[after + 1].label
    return f"{words(chart.language).broken.format(before=before, after=then)} {text}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
