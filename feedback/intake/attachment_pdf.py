"""Writes a PDF anew from its pages alone, in a process of its own; refuses one that can do things.

Started by core.limited. Reads the file from standard input; writes the name of what it has become
and then the document, or `refused` and why. Only pages are taken over: what is filled in or drawn
on them becomes part of the page; links, comments, names, dates and hidden facts are left behind.
"""

import io
import sys
import zlib
from collections.abc import Iterator
from typing import Any, cast

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
)

MOST_PAGES, MOST_OBJECTS = 200, 100_000
#: Bytes that one part may hold when unpacked, and all of them together.
LARGEST_PART, LARGEST_WHOLE = 150_000_000, 600_000_000
CHUNK = 1 << 20
#: What a program in a document begins with, by the key or by the value that tells of it.
SCRIPTS = frozenset({"/JavaScript", "/JS", "/XFA"})
ACTIONS = frozenset(
    {"/Launch", "/ImportData", "/GoToE", "/Rendition", "/Movie", "/Sound", "/RichMediaExecute"}
)
FILES = frozenset(
    {"/EF", "/EmbeddedFile", "/EmbeddedFiles", "/FileAttachment", "/RichMedia", "/3D"}
)
#: Facts about the document or a part of it.
FACTS = frozenset({"/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AA"})
#: Marks of a note: hidden, or not to be seen on a screen.
HIDDEN = 0b100010
#: Where a JPEG keeps how its colours are stored; the other application parts are facts.
COLOURS, FIRST_PART, LAST_PART, COMMENT, PIXELS = (0xE0, 0xEE), 0xE0, 0xEF, 0xFE, 0xDA


class Refused(Exception):
    """Why the document is not taken: a name in feedback.intake.attachments."""


def main(content: bytes) -> bytes:
    """The new document."""
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise Refused("LOCKED")
    _look_through(reader)
    if not 0 < len(reader.pages) <= MOST_PAGES:
        raise Refused("TOO_MANY_PAGES" if len(reader.pages) else "BROKEN")
    writer = PdfWriter()
    writer.metadata = None
    for page in reader.pages:
        _flatten(writer, writer.add_page(page))
    for made in list(_parts(writer.root_object)):
        for fact in FACTS & made.keys():
            del made[fact]
        if isinstance(made, StreamObject) and _filters(made) == ["/DCTDecode"]:
            made._data = _without_facts(made._data)
    # What is left behind has been copied with its page, and would be written too.
    writer.compress_identical_objects(remove_duplicates=False)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _look_through(reader: PdfReader) -> None:
    """Refuse what can act, and what is too large, wherever it is."""
    left = LARGEST_WHOLE
    for part in _parts(reader.trailer["/Root"].get_object()):
        told = {str(part.get(key)) for key in ("/S", "/Type", "/Subtype")}
        if SCRIPTS & (part.keys() | told):
            raise Refused("SCRIPTS")
        if ACTIONS & told:
            raise Refused("ACTIONS")
        if FILES & (part.keys() | told):
            raise Refused("FILES_INSIDE")
        if isinstance(part, StreamObject):
            left -= _unpacked(part)
            if left < 0:
                raise Refused("TOO_MUCH_INSIDE")


def _parts(root: Any) -> Iterator[DictionaryObject]:
    """Every dictionary and stream that can be reached, each once."""
    seen: set[tuple[int, int]] = set()
    waiting, number = [root], 0
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if (one.idnum, one.generation) in seen:
                continue
            seen.add((one.idnum, one.generation))
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            waiting.extend(one.raw_get(key) for key in one)
            yield one
        elif isinstance(one, ArrayObject):
            waiting.extend(one)
        number += 1
        if number > 100 * MOST_OBJECTS or len(seen) > MOST_OBJECTS:
            raise Refused("TOO_MUCH_INSIDE")


def _filters(part: StreamObject) -> list[str]:
    named = part.get("/Filter")
    named = named.get_object() if named is not None else []
    return [str(one.get_object()) for one in named] if isinstance(named, list) else [str(named)]


def _unpacked(part: StreamObject) -> int:
    """How many bytes the part holds. Raises Refused when that is more than one may."""
    filters = _filters(part)
    if sum(name in ("/FlateDecode", "/Fl", "/LZWDecode", "/LZW") for name in filters) > 1:
        raise Refused("TOO_MUCH_INSIDE")
    data = part._data
    if filters[:1] not in (["/FlateDecode"], ["/Fl"]):
        return len(data)
    size, unpacking = 0, zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        while data and not unpacking.eof:
            size += len(unpacking.decompress(data, CHUNK))
            data = unpacking.unconsumed_tail
            if size > LARGEST_PART:
                raise Refused("TOO_MUCH_INSIDE")
    except zlib.error:
        # A page with a damaged part shows as much of it as there is.
        pass
    return size


def _flatten(writer: PdfWriter, page: Any) -> None:
    """Draw what is filled in on the page itself, and take away everything that can be pressed."""
    notes = page.pop("/Annots", ArrayObject()).get_object()
    drawn = [found for note in notes if (found := _drawing(note.get_object()))]
    page.pop("/B", None)
    if not drawn:
        return
    resources = page.setdefault(NameObject("/Resources"), DictionaryObject()).get_object()
    forms = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
    commands = b"Q\n"
    for form, matrix in drawn:
        name = f"/Filled{len(forms)}"
        forms[NameObject(name)] = form.indirect_reference or writer._add_object(form)
        commands += b"q %s cm %s Do Q\n" % (matrix, name.encode())
    before = page.get("/Contents")
    before = before.get_object() if before is not None else ArrayObject()
    old = list(before) if isinstance(before, ArrayObject) else [page.raw_get("/Contents")]
    new = [_stream(writer, b"q\n"), *old, _stream(writer, b"\n" + commands)]
    page[NameObject("/Contents")] = ArrayObject(new)


def _stream(writer: PdfWriter, commands: bytes) -> IndirectObject:
    stream = StreamObject()
    stream.set_data(commands)
    return writer._add_object(stream)


def _drawing(note: DictionaryObject) -> tuple[StreamObject, bytes] | None:
    """What a filled-in field or a drawn mark looks like, and where it stands on the page."""
    looks = note.get("/AP", DictionaryObject()).get_object().get("/N")
    form = looks.get_object() if looks is not None else None
    if isinstance(form, DictionaryObject) and not isinstance(form, StreamObject):
        chosen = form.get(str(note.get("/AS")))
        form = chosen.get_object() if chosen is not None else None
    if not isinstance(form, StreamObject) or int(note.get("/F", 0)) & HIDDEN or "/Rect" not in note:
        return None
    left, low, right, high = (float(side.get_object()) for side in cast(Any, note["/Rect"]))
    box = [float(side.get_object()) for side in cast(Any, form["/BBox"])]
    wide, tall = box[2] - box[0], box[3] - box[1]
    if not wide or not tall:
        return None
    across, up = abs(right - left) / wide, abs(high - low) / tall
    x, y = min(left, right) - box[0] * across, min(low, high) - box[1] * up
    return form, f"{across:.5f} 0 0 {up:.5f} {x:.3f} {y:.3f}".encode()


def _without_facts(jpeg: bytes) -> bytes:
    """A JPEG without where, when and by what camera it was taken; its pixels as they are."""
    kept, place = jpeg[:2], 2
    while jpeg[place : place + 1] == b"\xff" and len(jpeg) > place + 3:
        mark, length = jpeg[place + 1], 2 + int.from_bytes(jpeg[place + 2 : place + 4])
        if mark == PIXELS:
            break
        tells = FIRST_PART <= mark <= LAST_PART or mark == COMMENT
        if not tells or mark in COLOURS:
            kept += jpeg[place : place + length]
        place += length
    return kept + jpeg[place:]


if __name__ == "__main__":
    try:
        outcome, made = "application/pdf", main(sys.stdin.buffer.read())
    except Refused as refused:
        outcome, made = "refused", str(refused).encode()
    except MemoryError:
        outcome, made = "refused", b"TOO_MUCH_INSIDE"
    sys.stdout.buffer.write(outcome.encode() + b"\n" + made)
