"""The picture of how answers are spread: bars under each other, from the positive end.

What counts as positive is filled, the rest is hatched, each part closer than the one before: the
picture reads the same in grey print. Every part has its figure, and the words stand above the first
bar of each group; a part without room for its figure has it, with its words, below the bar.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import nan

from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure

from analysis.charts.distribution import Bar, BarGroup, DistributionChart, answers_text, part_text
from analysis.charts.layout import LINE_HEIGHT, text_height, text_width, wrap
from analysis.charts.page import DARK, LIGHT, NARROW, TEXT_CONTRAST, WIDE, Page, contrast
from analysis.charts.text import words

#: The fills of the positive end and of the other, in the light and in the dark.
FILLS = {False: ("#0B4A55", "#9CC4CA"), True: ("#9ADEE8", "#2B5A62")}
#: The same where no answer is positive or negative: over more steps.
SHADES = {False: ("#0B4A55", "#EAF3F4"), True: ("#B9EAF1", "#1F3B41")}
#: Between the lines of the hatching: of the first hatched part and of the last.
HATCH = (15.0, 6.0)
#: How much of a wide picture the names of the bars may take.
NAMES_PART = 0.22
GAP = 14.0
PADDING = 5.0
#: Over the lines of a hatching and under the text.
PATCH = 2.5


@dataclass(frozen=True)
class Look:
    """How a choice's part is filled; `hatch` is the space between the lines, 0 for none.

    On a hatching, and on what is neither light nor dark, a figure is read only on a `patch`.
    """

    fill: str
    ink: str
    hatch: float = 0.0
    patch: str = ""


@dataclass(frozen=True)
class Part:
    """One choice in one bar: from where to where, and its figure."""

    choice: str
    look: Look
    left: float
    right: float
    figure: str

    def holds(self, text: str, size: float, bold: bool) -> bool:
        """Whether the text has room inside."""
        return text_width(text, size, bold) + 2 * PADDING <= self.right - self.left


def distribution_figure(chart: DistributionChart) -> Figure:
    """The chart as a figure, before it becomes a file."""
    page = Page(NARROW if chart.narrow else WIDE, DARK if chart.dark else LIGHT, rtl=False)
    looks = _looks(chart, page)
    top = _key(chart, page, looks, _heading(chart, page))
    for group in chart.groups:
        top = _group(group, chart, page, looks, top)
    return page.finish(_footer(chart, page, top))


def _looks(chart: DistributionChart, page: Page) -> list[Look]:
    """The look of each choice, from the positive end."""
    filled = chart.positive or len(chart.choices)
    first, last = (FILLS if chart.positive else SHADES)[chart.dark]
    looks = [_filled(_between(first, last, i, filled), page) for i in range(filled)]
    rest = len(chart.choices) - filled
    spaces = [HATCH[0] + (HATCH[1] - HATCH[0]) * i / max(rest - 1, 1) for i in range(rest)]
    card, ink = page.palette.card, page.palette.ink
    return looks + [Look(card, ink, space, patch=card) for space in spaces]


def _between(first: str, last: str, place: int, of: int) -> str:
    part = place / max(of - 1, 1)
    ends = zip(to_rgb(first), to_rgb(last), strict=True)
    red, green, blue = (a + (b - a) * part for a, b in ends)
    return str(to_hex((red, green, blue)))


def _filled(fill: str, page: Page) -> Look:
    """The fill with the ink that is read on it, or with a patch for the ink."""
    card, ink = page.palette.card, page.palette.ink
    readable = [one for one in (card, ink) if contrast(one, fill) >= TEXT_CONTRAST]
    return Look(fill, readable[0]) if readable else Look(fill, ink, patch=card)


def _heading(chart: DistributionChart, page: Page) -> float:
    sizes, palette = page.sizes, page.palette
    width, top = sizes.width - 2 * sizes.margin, sizes.margin * 0.75
    title = wrap(chart.title, sizes.title, width, bold=True)
    top = page.block(sizes.margin, top, title, sizes.title, palette.ink, "title", bold=True) + 4
    subtitle = wrap(chart.subtitle, sizes.subtitle, width)
    top = page.block(sizes.margin, top, subtitle, sizes.subtitle, palette.muted, "subtitle")
    if chart.simulated_label:
        top = page.tag(sizes.margin, top + 8, chart.simulated_label, sizes.subtitle, "simulated")
    return top + 8


def _key(chart: DistributionChart, page: Page, looks: list[Look], top: float) -> float:
    """Every choice with its look, in order; returns the y below."""
    size, margin, x = page.sizes.label, page.sizes.margin, page.sizes.margin
    side, high = size * 1.1, size * LINE_HEIGHT
    room = page.sizes.width - 2 * margin - side * 1.4
    for choice, look in zip(chart.choices, looks, strict=True):
        lines = wrap(choice, size, room)
        width = side * 1.4 + max(text_width(line, size) for line in lines)
        if x > margin and x + width > page.sizes.width - margin:
            x, top = margin, top + high + 4
        down = (top + (high - side) / 2, top + (high + side) / 2)
        _ground(page, (x, x + side), down, look, "key-part")
        page.block(x + side * 1.4, top, lines, size, page.palette.ink, "key")
        x, top = x + width + size * 1.2, top + text_height(lines[1:], size)
    return top + high + 8


def _group(
    group: BarGroup, chart: DistributionChart, page: Page, looks: list[Look], top: float
) -> float:
    sizes, palette = page.sizes, page.palette
    heading = wrap(group.heading, sizes.label, sizes.width - 2 * sizes.margin, bold=True)
    top += GAP
    top = page.block(sizes.margin, top, heading, sizes.label, palette.ink, "group", bold=True)
    with_words = True
    for bar in group.bars:
        parts = list(_parts(bar, chart, page, looks))
        top = _bar(bar, parts, chart, page, top + GAP / 2, with_words=with_words)
        with_words = with_words and not parts
    return top


def _names(chart: DistributionChart, page: Page) -> float:
    """How wide the column of names is; on a phone they stand above the bars."""
    if chart.narrow:
        return 0.0
    size, bars = page.sizes.label, [bar for group in chart.groups for bar in group.bars]
    names = [text for bar in bars for text in _name(bar, chart)]
    widest = max((text_width(name, size) for name in names), default=0.0)
    return min(widest, NAMES_PART * page.sizes.width) + page.sizes.margin


def _name(bar: Bar, chart: DistributionChart) -> tuple[str, ...]:
    return (bar.label, answers_text(bar.n, chart.language)) if bar.n else (bar.label,)


def _parts(bar: Bar, chart: DistributionChart, page: Page, looks: list[Look]) -> Iterator[Part]:
    """The parts that somebody chose."""
    left, right = page.sizes.margin + _names(chart, page), page.sizes.width - page.sizes.margin
    so_far, step = 0, (right - left) / max(bar.n, 1)
    for choice, look, count in zip(chart.choices, looks, bar.counts or (), strict=False):
        if count:
            at = left + so_far * step
            figure = part_text(count, bar.n, chart.language)
            yield Part(choice, look, at, at + count * step, figure)
        so_far += count


def _bar(
    bar: Bar,
    parts: list[Part],
    chart: DistributionChart,
    page: Page,
    top: float,
    *,
    with_words: bool,
) -> float:
    """One bar with its name; the choices' words above where they fit. Returns the y below."""
    sizes, palette = page.sizes, page.palette
    high = sizes.label * LINE_HEIGHT + 2 * PADDING
    room = (_names(chart, page) or sizes.width - sizes.margin) - sizes.margin
    name = ", ".join(_name(bar, chart)) if chart.narrow else "\n".join(_name(bar, chart))
    lines = [line for text in name.split("\n") for line in wrap(text, sizes.label, room)]
    named = text_height(lines, sizes.label)
    start = top + named if chart.narrow else top
    start = _words_above(parts, page, start) if with_words else start
    if not chart.narrow:
        # The name stands beside the middle of its bar.
        start = max(start, top + (named - high) / 2)
    at = top if chart.narrow else start + (high - named) / 2
    below = page.block(sizes.margin, at, lines, sizes.label, palette.ink, "bar")
    if not parts:
        x = sizes.margin + _names(chart, page)
        page.text(
            x, start + PADDING, words(chart.language).hidden, sizes.note, palette.muted, "hidden"
        )
        return max(below, start + high)
    small = [_part(part, page, start, high) for part in parts]
    ends = _small_below([part for part in small if part], page, parts[0].left, start + high)
    return max(below, ends)


def _words_above(parts: list[Part], page: Page, top: float) -> float:
    size = page.sizes.note
    fitting = [
        (part, lines)
        for part in parts
        if all(part.holds(word, size, bold=False) for word in part.choice.split())
        and len(lines := wrap(part.choice, size, part.right - part.left - PADDING)) < 3
    ]
    high = max((text_height(lines, size) for _, lines in fitting), default=0.0)
    for part, lines in fitting:
        at = top + high - text_height(lines, size)
        page.block(part.left, at, lines, size, page.palette.ink, "words")
    return top + high + (2 if high else 0)


def _part(part: Part, page: Page, top: float, high: float) -> Part | None:
    """Draw a part; gives it back when its figure found no room."""
    size = page.sizes.label
    _ground(page, (part.left, part.right), (top, top + high), part.look)
    if not part.holds(part.figure, size, bold=True):
        return part
    middle, width = (part.left + part.right) / 2, text_width(part.figure, size, bold=True)
    if part.look.patch:
        patch = (middle - width / 2 - PADDING, top + PADDING / 2)
        page.box(
            *patch, width + 2 * PADDING, high - PADDING, "patch", part.look.patch, zorder=PATCH
        )
    place = (middle, top + PADDING, part.figure, size)
    page.text(*place, part.look.ink, "figure", bold=True, align="middle")
    return None


def _ground(
    page: Page,
    across: tuple[float, float],
    down: tuple[float, float],
    look: Look,
    gid: str = "part",
) -> None:
    """A filled or hatched box with a thin edge."""
    (left, right), (top, below) = across, down
    page.box(left, top, right - left, below - top, gid, look.fill, page.palette.muted)
    if not look.hatch:
        return
    start, places = left - (below - top), []
    for number in range(1, int((right - start) / look.hatch) + 1):
        at = start + number * look.hatch
        # Up to the right, and no further than the edges.
        low, up = max(at, left), min(at + below - top, right)
        if low < up:
            places += [(low, below - (low - at)), (up, below - (up - at)), (nan, nan)]
    page.line(places, "hatch", page.palette.muted, linewidth=1.4)


def _small_below(small: list[Part], page: Page, left: float, top: float) -> float:
    """The words and figures of parts without room, ending below the bar's end."""
    if not small:
        return top
    sizes, right = page.sizes, page.sizes.width - page.sizes.margin
    room = right - left
    told = [f"{part.choice}: {part.figure}" for part in small]
    # A choice and its figure stay on one line where they have room there.
    kept = [
        one.replace(" ", "\u00a0") if text_width(f"{one},", sizes.note) <= room else one
        for one in told
    ]
    lines = wrap(", ".join(kept), sizes.note, room)
    return page.block(right, top + 2, lines, sizes.note, page.palette.ink, "small", align="end")


def _footer(chart: DistributionChart, page: Page, top: float) -> float:
    sizes = page.sizes
    if chart.note:
        lines = wrap(chart.note, sizes.note, sizes.width - 2 * sizes.margin)
        top = page.block(sizes.margin, top + 8, lines, sizes.note, page.palette.muted, "note")
    return top + sizes.margin * 0.75
