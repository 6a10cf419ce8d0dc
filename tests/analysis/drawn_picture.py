"""What is wrong with a drawn chart, told in words: what overlaps, is cut or cannot be read."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Bbox

#: WCAG 2.2: text of level AAA (1.4.6), lines and marks that carry meaning (1.4.11).
TEXT_CONTRAST, MARK_CONTRAST = 7.0, 3.0
#: Pixels that letters may reach out of the line box that their place was reckoned from.
REACH = 4.0
#: Neighbours in grey print differ at least so much, of 1, unless one is hatched or hatched closer.
GREY_STEP = 0.04
#: A line carries meaning unless it is one of these; the text in a hatched part has a clear patch.
QUIET = ("grid", "hair", "hatch")


def faults(picture: Figure) -> list[str]:
    """Everything that is wrong, one sentence each; nothing for a chart that can be shown."""
    texts = _texts(picture)
    return [
        *_cut(picture, texts),
        *_meeting(texts),
        *_crossed(picture, texts),
        *_half_inside(picture, texts),
        *_faint(picture, texts),
        *_alike_in_grey(picture),
    ]


def _texts(picture: Figure) -> list[tuple[Text, Bbox]]:
    size = picture.bbox
    renderer = RendererAgg(size.width, size.height, picture.dpi)  # type: ignore[no-untyped-call]  # matplotlib has no types here.
    found = [one for one in picture.get_children() if isinstance(one, Text)]
    return [(one, one.get_window_extent(renderer)) for one in found]


def _lines(picture: Figure) -> list[tuple[str, Line2D]]:
    found = [one for one in picture.get_children() if isinstance(one, Line2D)]
    return [(str(line.get_gid()), line) for line in found]


def _places(line: Line2D) -> np.ndarray:
    return np.asarray(line.get_transform().transform(line.get_xydata()))


def _boxes(picture: Figure, kind: str) -> list[tuple[Rectangle, Bbox]]:
    found = [one for one in picture.get_children() if isinstance(one, Rectangle)]
    return [(one, one.get_window_extent()) for one in found if one.get_gid() == kind]


def _markers(picture: Figure) -> Iterator[tuple[str, Bbox]]:
    for gid, line in _lines(picture):
        if str(line.get_marker()) != "None":
            half = (line.get_markersize() + line.get_markeredgewidth()) / 2
            for x, y in _places(line):
                yield gid, Bbox.from_extents(x - half, y - half, x + half, y + half)


def _cut(picture: Figure, texts: list[tuple[Text, Bbox]]) -> Iterator[str]:
    patches = [one for one in picture.get_children() if isinstance(one, Patch)]
    boxes = [(repr(text.get_text()), box) for text, box in texts]
    boxes += [(str(one.get_gid()), one.get_window_extent()) for one in patches]
    boxes += list(_markers(picture))
    for name, box in boxes:
        out = max(-box.x0, box.x1 - picture.bbox.width, -box.y0, box.y1 - picture.bbox.height)
        if out > 0.01:
            yield f"{name} is cut by {out:.1f}"


def _meeting(texts: list[tuple[Text, Bbox]]) -> Iterator[str]:
    edges = np.array([box.extents for _, box in texts])
    across = np.minimum.outer(edges[:, 2], edges[:, 2]) - np.maximum.outer(edges[:, 0], edges[:, 0])
    down = np.minimum.outer(edges[:, 3], edges[:, 3]) - np.maximum.outer(edges[:, 1], edges[:, 1])
    for i, j in np.argwhere(np.triu((across > 0) & (down > 0), 1)):
        yield f"{texts[i][0].get_text()!r} meets {texts[j][0].get_text()!r}"


def _crossed(picture: Figure, texts: list[tuple[Text, Bbox]]) -> Iterator[str]:
    strokes = [
        (gid, Path(_places(line)))
        for gid, line in _lines(picture)
        if gid != "hatch" and len(_places(line)) > 1 and str(line.get_linestyle()) != "None"
    ]
    markers = list(_markers(picture))
    for text, box in texts:
        for gid, path in strokes:
            if path.intersects_bbox(box, filled=False):
                yield f"{text.get_text()!r} is crossed by {gid}"
        if met := box.count_overlaps([marker for _, marker in markers]):
            yield f"{text.get_text()!r} meets {met} marks"
    edges = [marker.padded(-0.01) for _, marker in markers]
    for i, (gid, _) in enumerate(markers):
        if edges[i].count_overlaps(edges[i + 1 :]):
            yield f"a mark meets another, {gid}"


def _half_inside(picture: Figure, texts: list[tuple[Text, Bbox]]) -> Iterator[str]:
    parts = [box for _, box in _boxes(picture, "part")]
    for text, box in texts:
        for part in parts if box.count_overlaps(parts) else ():
            met = Bbox.intersection(box, part)
            inside = part.x0 <= box.x0 and box.x1 <= part.x1
            if met is not None and met.height > REACH and met.width > REACH and not inside:
                yield f"{text.get_text()!r} is half inside a part"


def _faint(picture: Figure, texts: list[tuple[Text, Bbox]]) -> Iterator[str]:
    sheet = picture.get_facecolor()
    grounds = _boxes(picture, "part") + _boxes(picture, "patch")
    for text, box in texts:
        middle = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        under = [one for one, ground in grounds if ground.contains(*middle)]
        top = max(under, key=lambda one: one.get_zorder(), default=None)
        against = top.get_facecolor() if top else sheet
        if contrast(text.get_color(), against) < TEXT_CONTRAST:
            yield f"{text.get_text()!r} is faint"
    for gid, line in _lines(picture):
        if not gid.startswith(QUIET) and contrast(line.get_color(), sheet) < MARK_CONTRAST:
            yield f"{gid} is faint"


def _alike_in_grey(picture: Figure) -> Iterator[str]:
    shapes: dict[str, str] = {}
    dashes: dict[str, str] = {}
    for gid, line in _lines(picture):
        kind, _, name = gid.partition("-")
        if kind in {"markers", "dot"} or (kind == "beside" and name.isdecimal()):
            whose = name if kind != "beside" else gid
            shapes[whose] = str(line.get_marker())
        if kind == "segment":
            whose = name.rpartition("-")[0] or name
            # Matplotlib gives any dash pattern the same name.
            dashes[whose] = str(line._dash_pattern)  # type: ignore[attr-defined]  # not public
    for what, found in (("shape", shapes), ("line", dashes)):
        if len(set(found.values())) < len(found):
            yield f"two groups have the same {what}: {found}"
    yield from _parts_alike(picture)


def _parts_alike(picture: Figure) -> Iterator[str]:
    """Neighbours in the key of a distribution; a hatched part is told by how close its lines are."""
    hatches = [line for gid, line in _lines(picture) if gid == "hatch"]
    looks = []
    for part, box in _boxes(picture, "key-part"):
        inside = [len(_places(one)) for one in hatches if _lies_in(one, box)]
        looks.append((_luminance(part.get_facecolor()) ** (1 / 2.2), sum(inside)))
    for (grey, hatch), (next_grey, next_hatch) in pairwise(looks):
        if hatch == next_hatch and abs(grey - next_grey) < GREY_STEP:
            yield f"two choices look alike in grey: {grey:.2f}, {next_grey:.2f}"


def _lies_in(line: Line2D, box: Bbox) -> bool:
    places = _places(line)
    return len(places) > 0 and bool(box.padded(0.5).contains(*places[0]))


def _luminance(colour: object) -> float:
    """Relative luminance as WCAG 2.2 defines it, 0 (black) to 1 (white)."""
    parts = to_rgb(colour)  # type: ignore[arg-type]  # any colour that matplotlib gives back
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: object, other: object) -> float:
    """WCAG's contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
