"""A report as a document that others can go on writing in (DOCX).

Headings, header rows, words for pictures and the language are set, so that it reads well with a
screen reader. The same content gives the same bytes, whenever the document is made.
"""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from analysis.cases.report_docx import LANGUAGES, WRITTEN

WIDTH = Cm(16)
PETROL, INK, MUTED = (
    RGBColor(0x0B, 0x4A, 0x55),
    RGBColor(0x1B, 0x24, 0x26),
    RGBColor(0x41, 0x4E, 0x50),
)
#: Points, by the level of a heading.
HEADINGS = {0: 22, 1: 16, 2: 13, 3: 11}
#: When every part of the file was written: the first day that a ZIP file knows.
NO_DAY = (1980, 1, 1, 0, 0, 0)
#: The language in which Word checks texts of each script.
LANGUAGE = qn("w:lang")

Pictures = Mapping[str, bytes]
Block = Mapping[str, Any]


def report_docx(content: Mapping[str, Any], pictures: Pictures) -> bytes:
    """The kept content as a document; `pictures` are PNG by the names of the charts."""
    document = Document()
    _prepare(document, content)
    _coloured(document.add_paragraph(content["marking"]), MUTED)
    document.add_heading(content["title"], 0)
    document.add_paragraph(content["lead"])
    for section in content["sections"]:
        document.add_heading(section["heading"], section["level"] - 1)
        for block in section["blocks"]:
            WRITERS[block["kind"]](document, block, pictures)
    made = BytesIO()
    document.save(made)
    return _without_days(made.getvalue())


def _words(document: Any, block: Block, _pictures: Pictures) -> None:
    for text in block["text"].splitlines():
        paragraph = document.add_paragraph()
        run = paragraph.add_run(text)
        run.bold = block["tone"] == "strong"
        if block["tone"] == "muted":
            _coloured(paragraph, MUTED)
        # What is said first stands with its picture.
        paragraph.paragraph_format.keep_with_next = block["tone"] == "strong"


def _points(document: Any, block: Block, _pictures: Pictures) -> None:
    for item in block["items"]:
        document.add_paragraph(item, style="List Bullet")


def _picture(document: Any, block: Block, pictures: Pictures) -> None:
    picture = document.add_picture(BytesIO(pictures[block["name"]]), width=WIDTH)
    # Word reads these words aloud in place of the picture.
    picture._inline.docPr.set("descr", block["alt"])
    document.paragraphs[-1].paragraph_format.keep_with_next = True


def _parts(document: Any, block: Block, _pictures: Pictures) -> None:
    """What only repeats, for copying, what the section says is not printed."""
    if block["on_screen"]:
        return
    for heading, texts in block["parts"]:
        document.add_heading(heading, 3)
        for text in texts:
            _words(document, {"text": text, "tone": ""}, {})


def _table(document: Any, block: Block, _pictures: Pictures) -> None:
    caption = document.add_paragraph(style="Caption")
    caption.add_run(block["caption"])
    caption.paragraph_format.keep_with_next = True
    made = document.add_table(rows=1, cols=len(block["columns"]), style="Table Grid")
    _header_row(made.rows[0], block["columns"], block["prose"])
    for row in block["rows"]:
        line = made.add_row()
        _whole(line)
        for place, (cell, text) in enumerate(zip(line.cells, row, strict=True)):
            cell.text = text
            _aligned(cell, place, block["prose"])
    document.add_paragraph()


WRITERS: Mapping[str, Callable[[Any, Block, Pictures], None]] = {
    "words": _words,
    "points": _points,
    "picture": _picture,
    "parts": _parts,
    "table": _table,
}


def _prepare(document: Any, content: Mapping[str, Any]) -> None:
    """Set what holds for all of it: margins, type, language, title."""
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2)
        section.footer.paragraphs[0].text = content["marking"]
    document.styles["Normal"].font.size = Pt(11)
    for level, size in HEADINGS.items():
        style = document.styles[f"Heading {level}" if level else "Title"]
        style.font.size, style.font.color.rgb = Pt(size), INK
    document.styles["Caption"].font.color.rgb = INK
    language = LANGUAGES.get(content["language"], LANGUAGES["sv"])
    _set_language(document, language)
    about = document.core_properties
    about.title, about.author, about.comments = content["title"][:255], "", ""
    about.language = language
    about.created = about.modified = WRITTEN


def _set_language(document: Any, language: str) -> None:
    properties = document.styles["Normal"].element.get_or_add_rPr()
    properties.append(OxmlElement("w:lang"))
    for one in document.styles.element.iter(LANGUAGE):
        one.set(qn("w:val"), language)


def _coloured(paragraph: Any, colour: RGBColor) -> None:
    for run in paragraph.runs:
        run.font.color.rgb = colour


def _header_row(row: Any, columns: Sequence[str], prose: bool) -> None:
    for place, (cell, name) in enumerate(zip(row.cells, columns, strict=True)):
        cell.paragraphs[0].add_run(name).bold = True
        _aligned(cell, place, prose)
    _whole(row)
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(repeated)


def _aligned(cell: Any, place: int, prose: bool) -> None:
    if place and not prose:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _whole(row: Any) -> None:
    """A row is not broken between two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _without_days(docx: bytes) -> bytes:
    """The same file with every part written on the same day."""
    made = BytesIO()
    with ZipFile(BytesIO(docx)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = ZipInfo(name, NO_DAY)
            part.compress_type = ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return made.getvalue()
