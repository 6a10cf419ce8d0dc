"""The paper a chart is drawn on: its colours, its sizes and a pen that counts in pixels.

x grows in the reading direction and y downwards; in a right-to-left chart the pen mirrors x.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from operator import mul
from typing import Any, Literal

import matplotlib
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from analysis.charts.layout import (
    ASCENT,
    directed,
    font,
    line_height,
    text_height,
    text_width,
    wrap,
)
from analysis.charts.svg import shortened
from core.codes import Group

# A fixed salt makes the ids inside the file, and so its bytes, the same every time.
matplotlib.rcParams["svg.hashsalt"] = "synpunkt"
NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
PIXELS_PER_INCH = 72
Place = tuple[float, float]
Align = Literal["start", "middle", "end"]
SIDES: dict[tuple[Align, bool], Literal["left", "center", "right"]] = {
    ("start", False): "left",
    ("middle", False): "center",
    ("end", False): "right",
    ("start", True): "right",
    ("middle", True): "center",
    ("end", True): "left",
}


@dataclass(frozen=True)
class Palette:
    """The colours of the look that a chart needs, light or dark."""

    card: str
    ink: str
    muted: str
    line: str
    hair: str
    groups: dict[Group, str]


LIGHT = Palette(
    "#FFFFFF",
    "#1B2426",
    "#414E50",
    "#7C8A8C",
    "#E3DED3",
    {Group.WOMAN: "#6A2C91", Group.MAN: "#005A4F", Group.OTHER: "#55504A", Group.ALL: "#414E50"},
)
DARK = Palette(
    "#1B2426",
    "#EEF3F2",
    "#B9C6C6",
    "#7C8A8C",
    "#2C383B",
    {Group.WOMAN: "#D9B3F2", Group.MAN: "#7FE0CF", Group.OTHER: "#CFC8BD", Group.ALL: "#B9C6C6"},
)


#: WCAG 2.2's level AAA for text (1.4.6).
TEXT_CONTRAST = 7.0


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "relative luminance")."""
    darker, lighter = sorted(0.05 + _luminance(colour) for colour in (one, other))
    return lighter / darker


def _luminance(colour: str) -> float:
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return float(sum(map(mul, (0.2126, 0.7152, 0.0722), channels)))


@dataclass(frozen=True)
class Sizes:
    """Lengths and font sizes in pixels; `gutter` is the widest an end label may be."""

    width: float
    margin: float
    title: float
    subtitle: float
    axis: float
    label: float
    note: float
    plot_height: float
    gutter: float
    reach: float
    dodge: float
    marker: float
    stroke: float


WIDE = Sizes(1100, 24, 27, 18, 18, 20, 17, 325, 260, 250, 18, 13, 3.2)
NARROW = Sizes(560, 12, 30, 23, 22, 24, 21, 380, 165, 200, 21, 15, 3.8)


class Page:
    """One picture in the making. Every mark carries a gid that says what it is."""

    def __init__(self, sizes: Sizes, palette: Palette, rtl: bool) -> None:
        self.sizes, self.palette, self.rtl = sizes, palette, rtl
        self.figure = Figure(dpi=PIXELS_PER_INCH, facecolor=palette.card)
        self._to_inches = Affine2D()
        self._transform = self._to_inches + self.figure.dpi_scale_trans

    def line(self, places: Sequence[Place], gid: str, colour: str, **style: Any) -> None:
        """A line through places, or only markers there when the style says so."""
        xs, ys = [x for x, _ in places], [y for _, y in places]
        line = Line2D(xs, ys, color=colour, transform=self._transform, gid=gid, **style)
        line.set_solid_capstyle("butt")
        self.figure.add_artist(line)

    def text(
        self,
        x: float,
        top: float,
        text: str,
        size: float,
        colour: str,
        gid: str,
        bold: bool = False,
        align: Align = "start",
    ) -> None:
        """One line of text whose line box begins at `top`, from, around or to `x`."""
        artist = Text(
            x,
            top + size * ASCENT,
            directed(text, self.rtl),
            color=colour,
            fontproperties=font(bold, size),
            gid=gid,
            horizontalalignment=SIDES[align, self.rtl],
            verticalalignment="baseline",
            transform=self._transform,
            parse_math=False,
        )
        self.figure.add_artist(artist)

    def block(
        self,
        x: float,
        top: float,
        lines: Sequence[str],
        size: float,
        colour: str,
        gid: str,
        bold: bool = False,
        align: Align = "start",
    ) -> float:
        """Lines of text under each other; returns the y below them."""
        for text in lines:
            self.text(x, top, text, size, colour, gid, bold, align)
            top += line_height(text, size)
        return top

    def box(
        self,
        x: float,
        top: float,
        width: float,
        height: float,
        gid: str,
        fill: str,
        edge: str = "none",
        zorder: float = 1.0,
    ) -> None:
        """A filled box, with a thin edge when it has a colour."""
        box = Rectangle((x, top), width, height, facecolor=fill, edgecolor=edge, gid=gid)
        box.set(linewidth=1.0, transform=self._transform, zorder=zorder)
        self.figure.add_artist(box)

    def tag(self, x: float, top: float, text: str, size: float, gid: str) -> float:
        """A framed remark, at most as wide as the page; returns the y below it."""
        lines = wrap(text, size, self.sizes.width - 2 * self.sizes.margin - size, bold=True)
        width = max(text_width(line, size, bold=True) for line in lines) + size
        height = text_height(lines, size) + size * 0.2
        frame = FancyBboxPatch(
            (x, top),
            width,
            height,
            boxstyle="round,pad=0,rounding_size=6",
            gid=f"{gid}-frame",
            facecolor="none",
            edgecolor=self.palette.muted,
            linewidth=1.5,
            transform=self._transform,
        )
        self.figure.add_artist(frame)
        self.block(x + size / 2, top + size * 0.1, lines, size, self.palette.ink, gid, bold=True)
        return top + height

    def finish(self, height: float) -> Figure:
        """Sets the height, now that it is known, and hands over the figure."""
        width = self.sizes.width
        self.figure.set_size_inches(width / PIXELS_PER_INCH, height / PIXELS_PER_INCH)
        self._to_inches.scale(-1 if self.rtl else 1, -1).translate(width if self.rtl else 0, height)
        self._to_inches.scale(1 / PIXELS_PER_INCH)
        return self.figure


def svg_bytes(figure: Figure) -> bytes:
    """The figure as SVG with text as paths; no date, no scripts, nothing fetched from elsewhere."""
    buffer = BytesIO()
    figure.savefig(buffer, format="svg", metadata=NO_METADATA)
    return shortened(buffer.getvalue().decode()).encode()


def png_bytes(figure: Figure, scale: int = 2) -> bytes:
    """The figure as PNG with `scale` picture points per pixel."""
    buffer = BytesIO()
    dpi = PIXELS_PER_INCH * scale
    figure.savefig(buffer, format="png", dpi=dpi, metadata={"Software": None})
    return buffer.getvalue()
