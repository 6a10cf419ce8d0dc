"""Printed documents: PDF/UA by Typst, from a template in templates/letters/ and plain data.

A template reads its data as JSON, so a name is never read as Typst. Only the fonts of the pages
are there, nothing is fetched, and the same data gives the same bytes.
"""

import json
import logging
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst
from matplotlib.ft2font import FT2Font

from core.errors import DomainError
from core.font_packages import font_folders
from core.web import text_direction

LETTERS = Path(__file__).resolve().parent.parent / "templates" / "letters"
PDF_UA = "ua-1"
#: They turn what stands around them, so that a name could disturb a whole line; or they hold
#: emoji together, and would be copied out of the PDF in place of spaces.
DISTURBING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200d")
#: PDF/UA demands a title.
NO_TITLE = "–"
log = logging.getLogger("synpunkt")


class DocumentFailed(DomainError):
    """The document could not be made; it names the template and never the data."""

    status = 500
    template = "errors/unexpected.html"


def make_pdf(template: str, language: str, data: Mapping[str, Any]) -> bytes:
    """The document as a tagged PDF (ISO 14289-1) in the language.

    `template` is a file of templates/letters/ without its ending; `data` has a `title` and what
    JSON can hold, pictures as bytes. Raises DocumentFailed.
    """
    made = _compile(template, language, data, format="pdf", pdf_standards=[PDF_UA])
    return made if isinstance(made, bytes) else b"".join(made)


def make_pictures(
    template: str, language: str, data: Mapping[str, Any], dots_per_inch: float = 96
) -> list[bytes]:
    """The document's pages as PNG, as they will look on paper. Raises DocumentFailed."""
    made = _compile(template, language, data, format="png", ppi=dots_per_inch)
    return [made] if isinstance(made, bytes) else list(made)


def pdf_headers(name: str) -> dict[str, str]:
    """Headers of a PDF to save as `name`.pdf; shown in a page of ours it could do nothing."""
    return {
        "Content-Type": "application/pdf",
        "Content-Disposition": f'attachment; filename="{name}.pdf"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }


def printable(text: str) -> str:
    """The text with what the fonts can print: a missing letter becomes ?, other signs are left out.

    Line breaks become spaces. Pure.
    """
    known = "".join(" " if c.isspace() else _sign(c) for c in unicodedata.normalize("NFC", text))
    return " ".join(known.split())


def _sign(sign: str) -> str:
    # Fonts hold pictures of some control characters too, which PDF/UA refuses.
    is_control = unicodedata.category(sign) == "Cc" or sign in DISTURBING
    if ord(sign) in _known_signs() and not is_control:
        return sign
    return "?" if sign.isalpha() else ""


def _compile(
    template: str, language: str, data: Mapping[str, Any], **options: Any
) -> bytes | list[bytes]:
    told = {
        **_clean(data),
        "title": printable(data["title"]) or NO_TITLE,
        "language": language,
        "direction": text_direction(language),
    }
    try:
        made: bytes | list[bytes] = typst.compile(
            LETTERS / f"{template}.typ",
            root=LETTERS,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(told)},
            **options,
        )
    except RuntimeError:
        log.error("the document %s could not be made in %s", template, language)
        raise DocumentFailed(template) from None
    return made


def _clean(value: Any) -> Any:
    """Every text of the data made printable; pictures come as bytes and pass as they are."""
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _clean(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(inner) for inner in value]
    return value


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=font_folders()
    )


@cache
def _known_signs() -> frozenset[int]:
    """Every character that one of the fonts has."""
    fonts = (path for folder in font_folders() for path in folder.glob("*.ttf"))
    return frozenset(sign for path in fonts for sign in FT2Font(str(path)).get_charmap())
