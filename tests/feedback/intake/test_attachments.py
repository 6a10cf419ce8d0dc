"""Files that come with a case: made anew, or refused with what to do."""

import io
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, NameObject, NumberObject, StreamObject
from werkzeug.datastructures import FileStorage

from feedback.intake.attachments import (
    MOST_BYTES,
    AttachmentRefused,
    Checked,
    Refusal,
    read_attachment,
    read_attachments,
)
from tests.feedback.intake.hostile_files import (
    PLACE,
    archive,
    bomb,
    box,
    chunk,
    dictionary,
    jpeg,
    pdf,
    png,
)

pytestmark = pytest.mark.thorough


def upload(content: bytes, name: str = "bild.jpg") -> FileStorage:
    return FileStorage(io.BytesIO(content), filename=name, content_type="text/html")


def read(content: bytes) -> Checked:
    return read_attachment(upload(content))


def refusal(content: bytes) -> Refusal:
    with pytest.raises(AttachmentRefused) as refused:
        read(content)
    return refused.value.reason


def test_a_photo_loses_where_it_was_taken_and_stands_upright() -> None:
    made = read(jpeg())
    assert made.media_type == "image/jpeg"
    assert PLACE not in made.content
    assert b"Exif" not in made.content
    with Image.open(io.BytesIO(made.content)) as image:
        assert image.size == (40, 60)
        assert not image.getexif()


def test_a_screenshot_loses_its_texts_and_what_comes_after_it() -> None:
    told = chunk(b"tEXt", b"Comment\0" + PLACE)
    made = read(png()[:33] + told + png()[33:] + b"<script>alert(1)</script>")
    assert made.media_type == "image/png"
    assert PLACE not in made.content
    assert b"script" not in made.content


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_read(mode: str) -> None:
    assert read(png(mode=mode)).media_type == "image/png"


def test_grey_in_sixteen_bits_stays_grey() -> None:
    made = read(png(mode="I;16", colour=40_000))
    with Image.open(io.BytesIO(made.content)) as image:
        assert image.getpixel((0, 0)) == 156


def test_a_very_large_photo_is_kept_smaller() -> None:
    made = read(jpeg((6000, 4000)))
    with Image.open(io.BytesIO(made.content)) as image:
        assert 10_000_000 < image.width * image.height <= 16_000_000


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Refusal.EMPTY),
        (b"\0\0\0\x18ftypheic\0\0\0\0", Refusal.HEIC),
        (b"<?xml version='1.0'?><svg xmlns='x'><script>alert(1)</script></svg>", Refusal.SVG),
        (b"<html><script>alert(1)</script>", Refusal.OTHER_KIND),
        (b"GIF89a" + b"\0" * 30, Refusal.OTHER_KIND),
        (b"MZ" + b"\0" * 100, Refusal.OTHER_KIND),
        (archive(), Refusal.OTHER_KIND),
        (jpeg() + archive(), Refusal.TWO_KINDS),
        (pdf() + archive(), Refusal.TWO_KINDS),
        (jpeg()[:20] + b"%PDF-1.7 " + jpeg()[20:], Refusal.TWO_KINDS),
        (b"/* " + pdf(), Refusal.TWO_KINDS),
        (jpeg()[:-200], Refusal.BROKEN),
        (png()[:60], Refusal.BROKEN),
        (pdf()[:-300], Refusal.BROKEN),
        (b"%PDF-1.7\n" + b"0" * 500, Refusal.BROKEN),
        (bomb(60_000, 60_000), Refusal.TOO_MANY_PIXELS),
        (bomb(40_000, 1), Refusal.TOO_MANY_PIXELS),
        (b"\xff\xd8\xff" + b"\0" * MOST_BYTES, Refusal.TOO_LARGE),
    ],
)
def test_what_is_not_a_good_image_or_pdf_is_refused_with_its_reason(
    content: bytes, reason: Refusal
) -> None:
    assert refusal(content) is reason


def test_an_image_that_moves_is_refused() -> None:
    made = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(made, "PNG", save_all=True, append_images=frames[1:])
    assert refusal(made.getvalue()) is Refusal.MOVES


def test_a_pdf_keeps_its_pages_and_loses_what_it_tells_of_itself() -> None:
    made = read(pdf())
    assert made.media_type == "application/pdf"
    reader = PdfReader(io.BytesIO(made.content))
    assert not reader.metadata
    assert PLACE not in made.content
    contents = reader.pages[0].get_contents()
    assert contents is not None
    assert b"100 50 l" in contents.get_data()


def script(where: str) -> bytes:
    action = dictionary(S="/JavaScript", JS="app.alert(1)")
    if where == "open":
        return pdf(OpenAction=action)
    if where == "names":
        return pdf(Names=dictionary(JavaScript=dictionary(Names=ArrayObject())))
    if where == "form":
        field = dictionary(FT="/Tx", AA=dictionary(K=action))
        return pdf(AcroForm=dictionary(Fields=ArrayObject([field])))
    if where == "xfa":
        return pdf(AcroForm=dictionary(XFA=ArrayObject(), Fields=ArrayObject()))
    return pdf(lambda _writer, page: page.update({NameObject("/AA"): dictionary(O=action)}))


@pytest.mark.parametrize("where", ["open", "names", "form", "xfa", "page"])
def test_a_pdf_with_a_script_is_refused_wherever_it_is(where: str) -> None:
    assert refusal(script(where)) is Refusal.SCRIPTS


def note(**values: Any) -> Callable[[Any, Any], None]:
    def change(_writer: Any, page: Any) -> None:
        page[NameObject("/Annots")] = ArrayObject(
            [dictionary(Type="/Annot", Rect=box(10, 10, 60, 30), **values)]
        )

    return change


def test_a_pdf_that_starts_programs_or_holds_files_is_refused() -> None:
    launch = dictionary(S="/Launch", F="cmd.exe")
    assert refusal(pdf(note(Subtype="/Link", A=launch))) is Refusal.ACTIONS
    assert refusal(pdf(note(Subtype="/FileAttachment"))) is Refusal.FILES_INSIDE
    attached = pdf(lambda writer, _page: writer.add_attachment("a.exe", b"MZ"))
    assert refusal(attached) is Refusal.FILES_INSIDE


def test_a_pdf_with_a_password_is_refused() -> None:
    locked = pdf(lambda writer, _page: writer.encrypt("", "owner", algorithm="AES-256"))
    assert refusal(locked) is Refusal.LOCKED


def test_links_and_comments_are_left_behind() -> None:
    link = dictionary(S="/URI", URI="https://example.org/follow")
    made = read(pdf(note(Subtype="/Link", A=link, Contents=PLACE.decode())))
    assert b"example.org" not in made.content
    assert PLACE not in made.content


def test_what_is_filled_in_stays_on_the_page() -> None:
    looks = StreamObject()
    looks.update(dictionary(Type="/XObject", Subtype="/Form", BBox=box(0, 0, 50, 20)))
    looks.set_data(b"1 0 0 RG 0 0 50 20 re S")
    made = read(
        pdf(
            lambda writer, page: note(
                Subtype="/Widget", FT="/Tx", AP=dictionary(N=writer._add_object(looks))
            )(writer, page)
        )
    )
    page = PdfReader(io.BytesIO(made.content)).pages[0]
    assert "/Annots" not in page
    contents = page.get_contents()
    assert contents is not None
    assert b"1.00000 0 0 1.00000 10.000 10.000 cm /Filled0 Do" in (contents.get_data())
    assert b"1 0 0 RG" in cast(Any, page["/Resources"])["/XObject"]["/Filled0"].get_data()


def test_a_photo_inside_a_pdf_loses_where_it_was_taken() -> None:
    def with_photo(writer: Any, page: Any) -> None:
        photo = StreamObject()
        photo.update(dictionary(Type="/XObject", Subtype="/Image", Filter="/DCTDecode"))
        photo._data = jpeg()
        held = writer._add_object(photo)
        page[NameObject("/Resources")] = dictionary(XObject=dictionary(Im0=held))

    made = read(pdf(with_photo))
    assert PLACE not in made.content
    assert b"Exif" not in made.content
    kept = cast(Any, PdfReader(io.BytesIO(made.content)).pages[0]["/Resources"])["/XObject"]["/Im0"]
    with Image.open(io.BytesIO(kept._data)) as image:
        image.load()


def test_a_part_that_becomes_enormous_is_refused_quickly() -> None:
    def with_bomb(writer: Any, page: Any) -> None:
        part = StreamObject()
        part.set_data(b"\0" * 160_000_000)
        page[NameObject("/Contents")] = writer._add_object(part.flate_encode())

    content = pdf(with_bomb)
    assert len(content) < 1_000_000
    assert refusal(content) is Refusal.TOO_MUCH_INSIDE


def test_a_page_tree_that_leads_to_itself_is_refused() -> None:
    def round_and_round(_writer: Any, page: Any) -> None:
        page[NameObject("/Rotate")] = NumberObject(90)
        parent = page[NameObject("/Parent")]
        parent["/Kids"].append(page.indirect_reference.pdf.root_object.raw_get("/Pages"))

    assert refusal(pdf(round_and_round)) in (Refusal.BROKEN, Refusal.TOO_MUCH_INSIDE)


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from([jpeg(), png(), pdf()])))
    for _time in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(8, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(AttachmentRefused):
        assert read(bytes(content)).content


def test_three_files_at_most_and_fields_left_empty_are_none(app: Flask) -> None:
    empty = FileStorage(io.BytesIO(), filename="")
    assert read_attachments([empty]) == []
    assert len(read_attachments([upload(png()), empty])) == 1
    with app.test_request_context(), pytest.raises(AttachmentRefused, match="tre filer"):
        read_attachments([upload(png())] * 4)
