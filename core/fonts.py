"""Cut the fonts of the pages out of their packages: `python -m core.fonts`.

Run once at set-up. Each file in `static/fonts/` holds one weight of one script as WOFF2, about
12 kB.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import as_file
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from core.font_packages import ATKINSON, NOTO_ARABIC, contents

FOLDER = Path(__file__).resolve().parent.parent / "static" / "fonts"
STAMP = "made-from.txt"

# Letters of Swedish, English, Finnish and Somali and of European names, typographic signs, and the
# few signs of mathematics.
LATIN = (
    *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C), *range(0x2010, 0x2027),
    0x2030, 0x2039, 0x203A, 0x20AC, 0x2122, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265,
)  # fmt: skip
# Arabic and Persian letters, vowel marks, both rows of digits, punctuation, joiners and direction
# marks.
ARABIC = (
    0x20, 0xA0, 0xAB, 0xBB, 0x60C, 0x60D, 0x61B, 0x61F, *range(0x621, 0x656),
    *range(0x660, 0x66E), 0x670, 0x671, 0x67E, 0x686, 0x698, 0x6A9, 0x6AF, 0x6C0, 0x6CC, 0x6D4,
    0x6D5, *range(0x6F0, 0x6FA), *range(0x200C, 0x2010),
)  # fmt: skip
# What joins letters, places marks and lines up figures; fractions and the like stay out.
FEATURES = ["init", "medi", "fina", "isol", "rlig", "ccmp", "locl", "mark", "mkmk", "kern", "tnum"]


@dataclass(frozen=True)
class Cut:
    """One WOFF2 file: its source, the characters it keeps, its place on a variable font's axes."""

    name: str
    package: str
    source: str
    characters: tuple[int, ...]
    axes: tuple[tuple[str, float], ...] = ()


_NOTO_ARABIC_FILE = "NotoSansArabic[wdth,wght].ttf"
CUTS = (
    Cut("atkinson-400", ATKINSON, "AtkinsonHyperlegible-Regular.ttf", LATIN),
    Cut("atkinson-700", ATKINSON, "AtkinsonHyperlegible-Bold.ttf", LATIN),
    Cut("noto-arabic-400", NOTO_ARABIC, _NOTO_ARABIC_FILE, ARABIC, (("wdth", 100), ("wght", 400))),
    Cut("noto-arabic-700", NOTO_ARABIC, _NOTO_ARABIC_FILE, ARABIC, (("wdth", 100), ("wght", 700))),
)


def make_fonts(folder: Path = FOLDER, cuts: Sequence[Cut] = CUTS) -> bool:
    """Write the files and their licences into `folder`.

    False when all were there already, made by the same recipe.
    """
    recipe, stamp = _recipe(cuts), folder / STAMP
    present = all(path.is_file() for path in [stamp, *(_target(folder, cut) for cut in cuts)])
    if present and stamp.read_text("utf-8") == recipe:
        return False
    folder.mkdir(parents=True, exist_ok=True)
    for cut in cuts:
        _target(folder, cut).write_bytes(woff2(cut))
        licence = (contents(cut.package) / "LICENSE").read_bytes()
        (folder / f"{cut.package}-LICENSE.txt").write_bytes(licence)
    stamp.write_text(recipe, "utf-8")
    return True


def woff2(cut: Cut) -> bytes:
    """The font file's bytes, without hinting (screens of today smooth the outlines themselves)."""
    with (
        as_file(contents(cut.package) / "files" / cut.source) as path,
        TTFont(path, recalcTimestamp=False) as font,
    ):
        if cut.axes:
            instantiateVariableFont(font, dict(cut.axes), inplace=True)
        subsetter = Subsetter(Options(layout_features=FEATURES, hinting=False, notdef_outline=True))
        subsetter.populate(unicodes=cut.characters)
        subsetter.subset(font)
        font.flavor = "woff2"
        target = BytesIO()
        font.save(target)
        return target.getvalue()


def _recipe(cuts: Sequence[Cut]) -> str:
    """What the files depend on, as text: cuts, features and versions of the packages."""
    versions = sorted({f"{cut.package} {version(cut.package)}" for cut in cuts})
    return "\n".join([*versions, repr(FEATURES), *map(repr, cuts)]) + "\n"


def _target(folder: Path, cut: Cut) -> Path:
    return folder / f"{cut.name}.woff2"


if __name__ == "__main__":
    print("Fonts made." if make_fonts() else "Fonts are there.")
