"""A chart of how answers are spread: one bar of 100 % for each wave or group, a part for each choice.

Plain values past the disclosure rule; analysis.charts.distribution_drawing makes the picture.
"""

from dataclasses import dataclass, replace

from analysis.charts.parts import PERCENT, Axis
from analysis.charts.text import number, unit, words
from analysis.methods.estimates import percent

#: How counts are written.
COUNT = Axis(0.0, 1.0, decimals=0)


@dataclass(frozen=True)
class Bar:
    """How many chose each choice, in the chart's order; None is hidden."""

    label: str
    counts: tuple[int, ...] | None

    @property
    def n(self) -> int:
        """How many answered; 0 when hidden."""
        return sum(self.counts or ())


@dataclass(frozen=True)
class BarGroup:
    """Bars under a heading: everybody over the waves, or the groups of one `wave`."""

    heading: str
    bars: tuple[Bar, ...]
    wave: str = ""


@dataclass(frozen=True)
class DistributionChart:
    """Everything such a chart shows. Equal charts give equal pictures, so it is a cache key.

    `choices` begin at the positive end, and the first `positive` of them count as positive;
    0 where none does, as in a grade. Raises ValueError when bars and choices do not fit together.
    """

    title: str
    subtitle: str
    choices: tuple[str, ...]
    positive: int
    groups: tuple[BarGroup, ...]
    simulated_label: str | None = None
    note: str = ""
    language: str = "sv"
    narrow: bool = False
    dark: bool = False

    def __post_init__(self) -> None:
        shown = [bar.counts for group in self.groups for bar in group.bars if bar.counts]
        if any(len(counts) != len(self.choices) for counts in shown):
            raise ValueError("a bar needs one count for each choice")
        if not 0 <= self.positive <= len(self.choices):
            raise ValueError("no more choices are positive than there are")


def distribution_on_page(
    chart: DistributionChart, *, narrow: bool = False, dark: bool = False
) -> DistributionChart:
    """The chart without its title, which a page says as text above it."""
    return replace(chart, title="", narrow=narrow, dark=dark)


def part_text(count: int, n: int, language: str) -> str:
    """Such as "45 %", rounded once from the counts; n must be positive."""
    return f"{percent(count, n)}{unit(PERCENT, language)}"


def answers_text(n: int, language: str) -> str:
    """How many answered: "256 svar"."""
    told = number(n, COUNT, language)
    if language == "en":
        return f"{told} answer" if n == 1 else f"{told} answers"
    return f"{told} svar"


def distribution_alt_text(chart: DistributionChart) -> str:
    """The chart in words: title, what is shown, every part of every bar, note."""
    parts = [chart.title, chart.subtitle, chart.simulated_label or ""]
    for group in chart.groups:
        told = "; ".join(f"{bar.label}: {_bar_text(bar, chart)}" for bar in group.bars)
        parts.append(f"{group.heading}. {told}.")
    return " ".join(part for part in [*parts, chart.note] if part)


def _bar_text(bar: Bar, chart: DistributionChart) -> str:
    if not bar.n:
        return words(chart.language).hidden
    parts = [
        f"{choice} {part_text(count, bar.n, chart.language)}"
        for choice, count in zip(chart.choices, bar.counts or (), strict=True)
    ]
    return f"{', '.join(parts)} ({answers_text(bar.n, chart.language)})"
