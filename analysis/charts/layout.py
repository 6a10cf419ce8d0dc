"""Where things go in a chart: measuring and breaking text, and keeping marks and labels apart.

All lengths are pixels of the picture; nothing here draws.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import as_file, files
from itertools import pairwise

from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.textpath import text_to_path

FAMILIES = ["Atkinson Hyperlegible", "Noto Sans Arabic"]
FONT_PACKAGES = ["fontpkg_atkinson_hyperlegible", "fontpkg_noto_sans_arabic"]
LINE_HEIGHT = 1.3
#: Arabic letters have deeper tails, and marks above and below.
TALL_LINE_HEIGHT = 1.5
ASCENT = 0.98
#: From the first to the last letter of a script that runs from right to left, blanks between them too.
RIGHT_TO_LEFT = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufefc]+(?:[\s\W]+[\u0590-\u08ff\ufb1d-\ufefc]+)*"
)
# Unicode's marks (UAX #9): an isolate and its end; letters of no width that set a line's direction.
ISOLATE, ISOLATED, FROM_LEFT, FROM_RIGHT = "\u2067", "\u2069", "\u200e", "\u200f"


def register_fonts() -> None:
    """Makes the packaged fonts known to matplotlib by their family names."""
    for package in FONT_PACKAGES:
        for font in (files(package) / "files").iterdir():
            if font.name.endswith(".ttf"):
                with as_file(font) as path:
                    fontManager.addfont(path)
    # The Arabic font is one variable file, of which matplotlib can only draw the regular weight.
    arabic = [entry for entry in fontManager.ttflist if entry.name == FAMILIES[1]]
    fontManager.ttflist.extend(replace(entry, weight=700) for entry in arabic)


register_fonts()


@lru_cache(maxsize=64)
def font(bold: bool, size: float) -> FontProperties:
    """The chart's typeface at a size in pixels; shared, so nobody may change it."""
    return FontProperties(family=FAMILIES, weight="bold" if bold else "normal", size=size)


@lru_cache(maxsize=4096)
def _width_at_100(text: str, bold: bool) -> float:
    width, _, _ = text_to_path.get_text_width_height_descent(text, font(bold, 100.0), ismath=False)
    return float(width)


def text_width(text: str, size: float, bold: bool = False) -> float:
    """How wide a line of text becomes at a font size."""
    return _width_at_100(text, bold) * size / 100.0


def line_height(text: str, size: float) -> float:
    """How high a line of text becomes."""
    return size * (TALL_LINE_HEIGHT if RIGHT_TO_LEFT.search(text) else LINE_HEIGHT)


def text_height(lines: Sequence[str], size: float) -> float:
    """How high a block of lines becomes."""
    return sum(line_height(line, size) for line in lines)


def directed(line: str, rtl: bool) -> str:
    """The line with marks that draw nothing: it runs as the chart does, and so does what follows a name.

    Without them a line runs as its first letter, and a figure after an Arabic name lands before it.
    """
    if not (rtl or RIGHT_TO_LEFT.search(line)):
        return line
    isolated = RIGHT_TO_LEFT.sub(rf"{ISOLATE}\g<0>{ISOLATED}", line)
    return (FROM_RIGHT if rtl else FROM_LEFT) + isolated


def wrap(text: str, size: float, limit: float, bold: bool = False) -> list[str]:
    """Lines no wider than `limit`; a word is broken only when it alone is too wide."""
    lines: list[str] = []
    for word in _short_words(text, size, limit, bold):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, bold) <= limit:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def _short_words(text: str, size: float, limit: float, bold: bool) -> list[str]:
    # Not str.split(), which would also part a number from its unit at the no-break space.
    pieces: list[str] = []
    for word in filter(None, re.split(r"[ \t\n]+", text)):
        rest = word
        while text_width(rest, size, bold) > limit and len(rest) > 1:
            fits = [n for n in range(1, len(rest)) if text_width(rest[:n], size, bold) <= limit]
            cut = max(fits, default=1)
            pieces.append(rest[:cut])
            rest = rest[cut:]
        pieces.append(rest)
    return pieces


def columns(positions: Sequence[float], left: float, right: float, least: float) -> list[float]:
    """The x of each wave, to scale in time, but pushed apart where closer than `least`."""
    if len(positions) == 1:
        return [(left + right) / 2]
    span, years = right - left, positions[-1] - positions[0]
    floor = min(least, span / (len(positions) - 1))
    gaps = [max((b - a) / years * span, floor) for a, b in pairwise(positions)]
    shrink = span / sum(gaps)
    return [left + shrink * sum(gaps[:i]) for i in range(len(positions))]


def spread(
    wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float
) -> list[float]:
    """Centres in the wanted order, moved so that blocks of these heights stand apart."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    centres = [0.0] * len(wanted)
    edge = top
    for i in order:
        centres[i] = max(wanted[i], edge + heights[i] / 2)
        edge = centres[i] + heights[i] / 2
    edge = bottom
    for i in reversed(order):
        centres[i] = min(centres[i], edge - heights[i] / 2)
        edge = centres[i] - heights[i] / 2
    return centres


def rows(boxes: Sequence[tuple[float, float]], space: float) -> list[int]:
    """For boxes (left, right) in rising order: the first row where each stands free."""
    ends: list[float] = []
    chosen: list[int] = []
    for left, right in boxes:
        row = next((r for r, end in enumerate(ends) if end + space <= left), len(ends))
        ends[row : row + 1] = [right]
        chosen.append(row)
    return chosen


def ticks(minimum: float, maximum: float) -> list[float]:
    """Even gridlines from end to end, on whole numbers: 1–10 gives 1, 4, 7, 10."""
    span = maximum - minimum
    if span <= 1:
        return [minimum + span * i / 4 for i in range(5)]
    parts = next((n for n in (4, 5, 3, 2) if span % n == 0), 1)
    return [minimum + span * i / parts for i in range(parts + 1)]
