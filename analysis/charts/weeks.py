"""A chart of a share week by week with what is usual and the limits of chance.

Plain values past the disclosure rule; analysis.charts.week_drawing makes the picture.
"""

from dataclasses import dataclass, replace

from analysis.charts.parts import PERCENT
from analysis.charts.text import figure_text, number, words
from analysis.results.phrases import Text, in_language

USUAL = Text("det vanliga {value}", "usual {value}")
LIMITS = (Text("övre gräns", "upper limit"), Text("nedre gräns", "lower limit"))
OUTSIDE = (Text("{week}: lägre", "{week}: lower"), Text("{week}: högre", "{week}: higher"))
BETWEEN = Text("slumpen kan ge {low}–{high}", "chance can give {low}–{high}")


@dataclass(frozen=True)
class WeekPoint:
    """A week, or weeks shown as one; a share is 0–1, and limits are None where there are none.

    `label` stands below the axis and is short: "v. 31". `outside` is outside the limits. `counted`
    is how many of how many, for those who cannot see the picture.
    """

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    outside: bool = False
    counted: str = ""


@dataclass(frozen=True)
class WeekChart:
    """Everything such a chart shows. Equal charts give equal pictures, so it is a cache key.

    `usual` is the share of all weeks together, None with too few weeks to say. Raises ValueError
    without any week.
    """

    title: str
    subtitle: str
    weeks: tuple[WeekPoint, ...]
    usual: float | None
    simulated_label: str | None = None
    note: str = ""
    language: str = "sv"
    narrow: bool = False
    dark: bool = False

    def __post_init__(self) -> None:
        if not self.weeks:
            raise ValueError("a chart of weeks needs one")


def weeks_on_page(chart: WeekChart, *, narrow: bool = False, dark: bool = False) -> WeekChart:
    """The chart without its title, which a page says as text above it."""
    return replace(chart, title="", narrow=narrow, dark=dark)


def usual_text(chart: WeekChart, usual: float) -> str:
    """The words at the line of what is usual: "det vanliga 90 %"."""
    return in_language(USUAL, chart.language).format(
        value=figure_text(usual, PERCENT, chart.language)
    )


def outside_text(chart: WeekChart, week: WeekPoint) -> str:
    """The words at a week outside the limits: "v. 31: lägre"."""
    higher = week.high is not None and week.value > week.high
    return in_language(OUTSIDE[higher], chart.language).format(week=week.label)


def weeks_alt_text(chart: WeekChart) -> str:
    """The chart in words: title, what is counted, what is usual, every week, note."""
    parts = [chart.title, chart.subtitle, chart.simulated_label or ""]
    if chart.usual is not None:
        parts.append(f"{usual_text(chart, chart.usual).capitalize()}.")
    parts += [f"{', '.join(_week_text(week, chart) for week in chart.weeks)}."]
    return " ".join(part for part in [*parts, chart.note] if part)


def _week_text(week: WeekPoint, chart: WeekChart) -> str:
    label = outside_text(chart, week) if week.outside else week.label
    shown = f"{label} {figure_text(week.value, PERCENT, chart.language)}"
    more = [week.counted] if week.counted else []
    if week.low is not None and week.high is not None:
        low, high = (number(end, PERCENT, chart.language) for end in (week.low, week.high))
        between = in_language(BETWEEN, chart.language).format(low=low, high=high)
        more.append(between + words(chart.language).percent)
    return f"{shown} ({'; '.join(more)})" if more else shown
