"""Files to attach, good and bad, made by hand."""

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

PLACE = b"GPS-59.3293N"


def jpeg(size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    """A picture that tells where it was taken, by whom, and lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = PLACE.decode()
    exif.get_ifd(0x8825)[1] = "N"
    made = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(made, "JPEG", exif=exif, comment=PLACE, **options)
    return made.getvalue()


def png(size: tuple[int, int] = (60, 40), mode: str = "RGB", colour: Any = 0) -> bytes:
    """A plain picture."""
    made = io.BytesIO()
    Image.new(mode, size, colour).save(made, "PNG")
    return made.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    """A piece of a PNG."""
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


def bomb(width: int, height: int) -> bytes:
    """A small PNG that becomes enormous."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + chunk(b"IDAT", zlib.compress(b"\0" * 10_000_000))
        + chunk(b"IEND", b"")
    )


def pdf(change: Any = None, **catalog: Any) -> bytes:
    """A page with a line on it; `change` may alter the writer and the page, `catalog` the root."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 100)
    line = StreamObject()
    line.set_data(b"0 0 m 100 50 l S")
    page[NameObject("/Contents")] = writer._add_object(line)
    writer.add_metadata({"/Author": PLACE.decode()})
    for name, value in catalog.items():
        writer.root_object[NameObject(f"/{name}")] = value
    if change:
        change(writer, page)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def dictionary(**values: Any) -> DictionaryObject:
    """A dictionary of a PDF: texts that begin with / are names."""
    return DictionaryObject(
        {
            NameObject(f"/{key}"): NameObject(value)
            if isinstance(value, str) and value.startswith("/")
            else TextStringObject(value)
            if isinstance(value, str)
            else value
            for key, value in values.items()
        }
    )


def box(*sides: float) -> ArrayObject:
    """A rectangle."""
    return ArrayObject([FloatObject(side) for side in sides])


def archive(names: int = 1) -> bytes:
    """A zip file of zeros."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(names):
            packed.writestr(str(number), b"\0" * 5_000_000)
    return made.getvalue()
