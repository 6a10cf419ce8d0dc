"""The packages that hold the whole fonts, for what draws letters itself."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

ATKINSON = "fontpkg-atkinson-hyperlegible"
NOTO_ARABIC = "fontpkg-noto-sans-arabic"


def font_folders() -> list[Path]:
    """The folders of the whole fonts."""
    return [Path(str(contents(package) / "files")) for package in (ATKINSON, NOTO_ARABIC)]


def contents(package: str) -> Traversable:
    """What a font package holds, by its name where packages are fetched."""
    return files(package.replace("-", "_"))
