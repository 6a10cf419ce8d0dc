"""What a chart is made of: plain values, estimated, unrounded and past the disclosure rule."""

from dataclasses import dataclass
from itertools import pairwise

from core.codes import Group


@dataclass(frozen=True)
class Axis:
    """The value scale, always shown from end to end. A share has the unit "%" and runs 0–1."""

    minimum: float
    maximum: float
    unit: str = ""
    decimals: int = 1


PERCENT = Axis(0.0, 1.0, "%", 0)


@dataclass(frozen=True)
class WaveColumn:
    """One wave on the time axis. `position` is a decimal year, or any other rising number.

    `mark` stands under the label: "publicerad". `footnote` stands right after it and is explained in
    the chart's note: "*".
    """

    label: str
    position: float
    mark: str = ""
    footnote: str = ""


@dataclass(frozen=True)
class Point:
    """One figure in the axis' own terms (a share is 0–1), with its interval when there is one."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Series:
    """One group over the waves, a point per wave; None is a figure that is hidden or not there.

    `unsaid` are the waves, from 0, whose missing figure nobody expects: others published them.
    `measure` counts several measures of everybody in one chart, from 0: each has its own look.
    """

    name: str
    group: Group
    points: tuple[Point | None, ...]
    unsaid: frozenset[int] = frozenset()
    measure: int | None = None


@dataclass(frozen=True)
class Beside:
    """A figure to compare with at a wave (from 0): its own mark and words, never in a line."""

    name: str
    wave: int
    point: Point


@dataclass(frozen=True)
class Break:
    """Where figures stop being comparable: between wave `after_index` (from 0) and the next."""

    after_index: int
    text: str


@dataclass(frozen=True)
class Level:
    """A value that all figures are held against, as a thin dashed line: "Mål 40 %"."""

    value: float
    name: str


@dataclass(frozen=True)
class GenderChart:
    """Everything a gender-split chart shows. Equal charts give equal bytes, so it is a cache key.

    `title` is the finding, `subtitle` what is counted (the chart itself adds what thin lines mean),
    `note` stands under the picture. `narrow` is the layout for a phone: fewer pixels, larger text.
    Raises ValueError when points, waves, breaks or the axis do not fit together.
    """

    title: str
    subtitle: str
    axis: Axis
    waves: tuple[WaveColumn, ...]
    series: tuple[Series, ...]
    breaks: tuple[Break, ...] = ()
    beside: tuple[Beside, ...] = ()
    level: Level | None = None
    note: str = ""
    simulated_label: str | None = None
    language: str = "sv"
    dark: bool = False
    rtl: bool = False
    narrow: bool = False

    def __post_init__(self) -> None:
        positions = [wave.position for wave in self.waves]
        if not positions or any(b <= a for a, b in pairwise(positions)):
            raise ValueError("a chart needs waves with rising positions")
        if any(len(series.points) != len(self.waves) for series in self.series):
            raise ValueError("every series needs one point, or None, per wave")
        if any(not 0 <= stop.after_index < len(self.waves) - 1 for stop in self.breaks):
            raise ValueError("a break lies between two waves")
        if any(not 0 <= one.wave < len(self.waves) for one in self.beside):
            raise ValueError("a figure to compare with stands at a wave")
        if self.axis.minimum >= self.axis.maximum:
            raise ValueError("an axis runs from less to more")

    @property
    def names_beside(self) -> tuple[str, ...]:
        """Whom the figures beside are about, each once."""
        return tuple(dict.fromkeys(one.name for one in self.beside))
