"""The report of a period as a document that others can go on writing in (DOCX).

Headings, header rows of tables, words for pictures and the language are set, so that it reads well
with a screen reader.
"""

from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from analysis.cases.report import Report
from analysis.cases.words import ReportTable
from analysis.charts.gender import on_page
from analysis.charts.pictures import draw_chart

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
WIDTH = Cm(16)
#: The same report gives the same bytes, whenever it is made.
WRITTEN = datetime(2026, 1, 1)  # noqa: DTZ001 -- the format has no zone, and nobody reads it.


def report_docx(report: Report, heading_of_notes: str) -> bytes:
    """The report as a document."""
    document = Document()
    _prepare(document, report)
    document.add_heading(report.title, 0)
    document.add_paragraph(report.lead)
    _table(document, report.figures)
    for one in report.charts:
        document.add_heading(one.heading, 1)
        document.add_paragraph(one.chart.title)
        picture = document.add_picture(BytesIO(draw_chart(on_page(one.chart), "png")), width=WIDTH)
        # Word reads these words aloud in place of the picture.
        picture._inline.docPr.set("descr", one.alt)
        _table(document, one.table, heading=False)
    for table in (*report.tables, *([report.sentences] if report.sentences else [])):
        _table(document, table)
    document.add_heading(heading_of_notes, 1)
    for note in report.notes:
        document.add_paragraph(note)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _prepare(document: Any, report: Report) -> None:
    """Set what holds for all of it: margins, type, language, title."""
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
    style = document.styles["Normal"]
    style.font.size = Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGES.get(report.language, LANGUAGES["sv"]))
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(language)
    for old in document.styles.element.iter(qn("w:lang")):
        old.set(qn("w:val"), LANGUAGES.get(report.language, LANGUAGES["sv"]))
    about = document.core_properties
    about.title, about.author, about.comments = report.title, "", ""
    about.language = LANGUAGES.get(report.language, LANGUAGES["sv"])
    about.created = about.modified = WRITTEN


def _table(document: Any, table: ReportTable, *, heading: bool = True) -> None:
    """A table with its caption as a heading, and a header row that is repeated on each page."""
    if heading:
        document.add_heading(table.caption, 1)
    made = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    _header_row(made.rows[0], table.columns)
    for row in table.rows:
        for place, (cell, value) in enumerate(zip(made.add_row().cells, row, strict=True)):
            cell.text = "" if value is None else str(value)
            if place and not table.prose:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph()


def _header_row(row: Any, columns: tuple[str, ...]) -> None:
    for cell, name in zip(row.cells, columns, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(repeated)
