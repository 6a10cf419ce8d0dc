"""Kept reports of the town: one with every kind of block, one of a wave, one sheet for a meeting."""

from datetime import date

from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.reports.keeping import About, keep_report
from analysis.reports.kinds import ReportKind
from analysis.reports.making import make_files
from analysis.reports.report import (
    Parts,
    Picture,
    Points,
    ReportDocument,
    Section,
    Table,
    Words,
)
from analysis.reports.survey_asked import SurveyAsked, audience_of, find_asked
from analysis.reports.workplace import CHART, workplace_report
from organisation.models import Unit
from surveys.questionnaires.models import Survey

DAY = date(2026, 3, 12)
WAVE = "2025"


def add_reports(app: Flask, session: Session, unit: Unit) -> dict[str, str]:
    """Gives the keys of the reports."""
    survey = session.scalars(select(Survey).filter_by(code="everything")).one()
    with app.app_context(), force_locale("sv"):
        audience = audience_of(app.config["SETTINGS"], for_others=False)
        asked = find_asked(session, survey, unit, WAVE, audience, "sv")
        return {
            "report": _keep(session, ReportKind.YEAR, unit, every_block(asked, session)),
            "report_one_page": _keep(
                session, ReportKind.WORKPLACE, unit, workplace_report(session, asked, DAY)
            ),
        }


def every_block(asked: SurveyAsked, session: Session) -> ReportDocument:
    """A report with each kind of block, and a real chart."""
    sheet = workplace_report(session, asked, DAY)
    alt = next(
        block.alt
        for section in sheet.sections
        for block in section.blocks
        if isinstance(block, Picture)
    )
    goal = Parts((("Förväntat resultat", ("80 %",)), ("Utfall", ("76 %, 86 svar.",))))
    repeated = Parts((("Utfall", ("Bemötande: 76 %.",)),), on_screen=True)
    table = Table("Siffror", ("Fråga", "Alla", "Kvinnor"), (("Bemötande", "76 %", "visas inte"),))
    words = (Words("Vi ser ingen säker skillnad.", "strong"), Words("Gäller.", "muted"))
    return ReportDocument(
        title="Enheten homeless: hela 2025",
        lead="Enheten homeless. 1 januari 2025 – 31 december 2025.",
        marking="För internt bruk",
        language="sv",
        sections=(
            Section("mal", "Nöjda klienter", (goal,)),
            Section("enkat", "Enkäten", (*words, Picture(CHART, alt), table, repeated)),
            Section("fraga", "Bemötande", (Points(("En sak.", "En till.")),), level=3),
        ),
        pictures=sheet.pictures,
    )


def _keep(session: Session, kind: ReportKind, unit: Unit, document: ReportDocument) -> str:
    about = About(kind, unit.id, None, WAVE, False, None, DAY)
    files = make_files(document, lambda _done, _total: None)
    return keep_report(session, about, document.as_json(), files).hex()
