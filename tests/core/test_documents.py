"""Printed documents: tagged, the same each time, and no data can change what they are."""

from collections.abc import Mapping
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.documents import DocumentFailed, make_pdf, make_pictures, pdf_headers, printable
from core.qr import qr_picture
from tests.printed import alternative_texts, followed, opened, root_of, text_of

LINK = "https://enkat.example.se/kiosk/abcdefghjkmnpqrs"
#: What could be taken for Typst, for markup, or for the end of a text.
HOSTILE = (
    '#import "/etc/passwd": *',
    '#read("/etc/passwd")',
    "$ 1/0 $ \\ _a_ *b* `c` = Rubrik",
    '\\u{0} \\" \' " ) ] } #panic()',
    "<label> @reference // kommentar /* öppen",
    "rad ett\nrad två\r\n\ttab\x00\x07",
    "\u202eomvänt\u202c \u2066isolerat\u2069 \u200f höger",
    "Enheten 😀👩‍👩‍👧 för 漢字 och Привет",
    "\ud800 ensamt",
    "W" * 120,
    "ord " * 30,
    "",
)


def data(**changes: Any) -> Mapping[str, Any]:
    """What a station's card holds."""
    return {
        "title": "Receptionen",
        "sender": "Enheten för hemlösa",
        "how": "Öppna adressen på pekskärmen.",
        "secret": "Adressen är hemlig.",
        "link": LINK,
        "shown_link": LINK,
        "qr": qr_picture(LINK),
        "qr_alt": "QR-kod",
        **changes,
    }


def test_a_document_is_tagged_and_says_its_title_and_language() -> None:
    root = root_of(make_pdf("station_card", "sv", data()))
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "sv"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "Receptionen</rdf:li>" in metadata


def test_the_qr_code_has_its_words_and_the_link_can_be_followed() -> None:
    pdf = make_pdf("station_card", "sv", data(qr_alt="Leder till skärmen"))
    assert "Leder till skärmen" in alternative_texts(pdf)
    assert followed(pdf) == {LINK}


def test_the_same_data_gives_the_same_bytes() -> None:
    assert make_pdf("station_card", "sv", data()) == make_pdf("station_card", "sv", data())


def test_only_the_fonts_of_the_pages_are_used() -> None:
    page = opened(make_pdf("station_card", "ar", data(title="مرحبا"))).pages[0]
    fonts = cast("dict[str, Any]", page["/Resources"])["/Font"]
    names = {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in fonts.values()}
    assert names
    assert all(name.startswith(("AtkinsonHyperlegible", "NotoSansArabic")) for name in names)


def test_arabic_reads_from_right_to_left() -> None:
    pdf = make_pdf("station_card", "ar", data(title="ما رأيك فينا؟"))
    root = root_of(pdf)
    assert (root["/Lang"], root["/ViewerPreferences"]["/Direction"]) == ("ar", "/R2L")
    assert set("مارأيكفينا") <= set(text_of(pdf))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_printed_as_text_and_never_read_as_typst(name: str) -> None:
    pdf = make_pdf("station_card", "sv", data(title=name, sender=name, how=name))
    assert len(opened(pdf).pages) == 1
    words = printable(name).split()
    readable = "".join("".join(words).split("\u200f"))
    assert readable[:20] in text_of(pdf).replace(" ", "")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120))
def test_no_text_breaks_a_document(text: str) -> None:
    assert make_pdf("station_card", "sv", data(title=text, sender=text)).startswith(b"%PDF-")


@given(st.text(max_size=60))
def test_what_is_printable_stays_as_it_is(text: str) -> None:
    once = printable(text)
    assert printable(once) == once
    assert "\n" not in once


def test_a_letter_that_no_font_has_is_seen_to_be_missing() -> None:
    assert printable("Аня 😀 Åsa") == "??? Åsa"


def test_a_document_without_its_data_fails_by_name() -> None:
    with pytest.raises(DocumentFailed, match="station_card"):
        make_pdf("station_card", "sv", {"title": "hemligt"})
    with pytest.raises(DocumentFailed):
        make_pdf("no_such", "sv", data())


def test_a_document_can_be_looked_at() -> None:
    [picture] = make_pictures("station_card", "sv", data(), dots_per_inch=20)
    assert picture.startswith(b"\x89PNG")


def test_a_pdf_is_saved_under_its_name_and_can_do_nothing() -> None:
    headers = pdf_headers("brev-sv")
    assert headers["Content-Disposition"] == 'attachment; filename="brev-sv.pdf"'
    assert headers["Content-Security-Policy"].endswith("sandbox")
