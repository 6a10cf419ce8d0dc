"""Reading printed documents again with another library than the one that made them."""

from io import BytesIO
from typing import Any, cast

from pypdf import PdfReader


def opened(pdf: bytes) -> PdfReader:
    """The document."""
    return PdfReader(BytesIO(pdf), strict=True)


def root_of(pdf: bytes) -> dict[str, Any]:
    """What the document says of itself: /Lang, /MarkInfo, /StructTreeRoot and more."""
    return cast("dict[str, Any]", opened(pdf).root_object)


def text_of(pdf: bytes) -> str:
    """All words of the document, on one line."""
    return " ".join(" ".join(page.extract_text() for page in opened(pdf).pages).split())


def alternative_texts(pdf: bytes) -> set[str]:
    """Every /Alt in the structure tree."""
    found, waiting = set(), [root_of(pdf)["/StructTreeRoot"]["/K"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.add(str(node["/Alt"]))
            if "/K" in node:
                waiting.append(node["/K"])
    return found


def followed(pdf: bytes) -> set[str]:
    """The addresses that the document's links lead to."""
    notes = [note.get_object() for page in opened(pdf).pages for note in page.get("/Annots", [])]
    return {str(note["/A"]["/URI"]) for note in notes if "/A" in note}
