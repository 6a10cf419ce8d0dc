"""A report as PDF and DOCX: tagged, whole, the same bytes every time, and no text is ever markup."""

import io
import zipfile
from xml.etree import ElementTree

import pytest
from docx import Document

from analysis.reports.making import make_files
from analysis.reports.report import ReportDocument, Section, Words
from analysis.reports.report_docx import report_docx
from analysis.reports.report_pdf import report_pdf
from tests.analysis.report_cases import CONTROL, HOSTILE, document
from tests.printed import opened, root_of, text_of

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def silent(_done: int, _total: int | None) -> None:
    """Nobody waits."""


def words_of(docx: bytes) -> str:
    """Every word of the document, read without the library that wrote it."""
    with zipfile.ZipFile(io.BytesIO(docx)) as parts:
        root = ElementTree.fromstring(parts.read("word/document.xml"))  # noqa: S314 -- our own document.
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(f"{WORD}t"))
        for paragraph in root.iter(f"{WORD}p")
    )


def test_a_pdf_is_tagged_and_says_its_language_and_title() -> None:
    pdf = report_pdf(document("Bemötande").as_json(), {})
    root = root_of(pdf)
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("sv", True)
    assert "/StructTreeRoot" in root
    metadata = opened(pdf).metadata
    assert metadata
    assert metadata.title == "Bemötande"
    assert not metadata.creation_date


@pytest.mark.parametrize("one_page", [False, True])
def test_no_text_is_read_as_markup(one_page: bool) -> None:
    content = document(HOSTILE, one_page=one_page).as_json()
    printed = text_of(report_pdf(content, {})).replace(" ", "")
    assert printed.count("#panic()$a$*b*_c_`d`[e]&\\f{{g}}=1+1@h") >= 8
    written = words_of(report_docx(content, {}))
    assert written.count(HOSTILE) >= 12


def test_control_characters_are_left_out_and_the_rest_is_kept() -> None:
    content = document(CONTROL).as_json()
    assert content["title"] == "abcdef"
    assert "abcdef" in text_of(report_pdf(content, {}))
    assert "abcdef" in words_of(report_docx(content, {}))


def test_a_report_without_anything_is_still_a_document() -> None:
    empty = ReportDocument("", "", "", "en", ())
    files = make_files(empty, silent)
    assert opened(files["rapport.pdf"]).pages
    assert Document(io.BytesIO(files["rapport.docx"])).core_properties.language == "en-GB"


def test_the_same_report_gives_the_same_bytes() -> None:
    first, second = (make_files(document("Bemötande"), silent) for _ in range(2))
    assert first == second


def test_a_docx_has_headings_repeated_header_rows_and_its_language() -> None:
    made = Document(io.BytesIO(report_docx(document("Bemötande").as_json(), {})))
    styles = [paragraph.style.name for paragraph in made.paragraphs if paragraph.style]
    assert styles[:3] == ["Normal", "Title", "Normal"]
    assert {"Heading 1", "Heading 2", "Heading 3", "List Bullet", "Caption"} <= set(styles)
    assert made.core_properties.language == "sv-SE"
    for table in made.tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert "w:cantSplit" in table.rows[-1]._tr.xml


def test_a_percent_sign_never_stands_first_on_a_line() -> None:
    said = ReportDocument("85 % av 40", "", "", "sv", (Section("a", "b", (Words("1 % och 2 %"),)),))
    content = said.as_json()
    assert content["title"] == "85\u00a0% av 40"
    assert content["sections"][0]["blocks"][0]["text"] == "1\u00a0% och 2\u00a0%"


@pytest.mark.parametrize("text", ["kort", "Ett långt ord: " + "å" * 90, "ord " * 20])
def test_one_page_stays_one_page(text: str) -> None:
    assert len(opened(report_pdf(document(text, one_page=True).as_json(), {})).pages) == 1


def test_a_hundred_rows_go_on_over_pages_with_their_header() -> None:
    pdf = report_pdf(document("Bemötande", rows=100).as_json(), {})
    pages = opened(pdf).pages
    assert len(pages) > 3
    assert sum("Fråga" in page.extract_text() for page in pages) >= len(pages) - 1
