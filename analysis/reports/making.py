"""A report made by the job runner: its content, its pictures, its documents, kept together."""

from collections.abc import Callable, Mapping
from datetime import date

from flask import current_app
from flask_babel import force_locale
from sqlalchemy.orm import Session

from analysis.reports.asking import ReportAsked
from analysis.reports.keeping import DOCX, PDF, About, keep_report
from analysis.reports.kinds import ReportKind
from analysis.reports.period_report import period_report
from analysis.reports.pictures import Tell, draw_pictures, pngs_of
from analysis.reports.report import ReportDocument
from analysis.reports.report_docx import report_docx
from analysis.reports.report_pdf import report_pdf
from analysis.reports.survey_asked import SurveyAsked, audience_of, find_asked
from analysis.reports.survey_report import survey_report
from analysis.reports.workplace import workplace_report
from core.background import Doing, Outcome, kind_of_work
from core.clock import clock
from core.codes import N_
from core.database import own_transaction, snapshot
from core.errors import NotAllowed
from core.settings import Settings
from organisation.access import Permission, units_of
from organisation.audit import record
from organisation.models import Staff, Unit
from surveys.questionnaires.models import Survey

KIND = "make_report"
#: The survey report and the page for the workplace meeting, of one wave.
OF_A_WAVE: Mapping[ReportKind, Callable[[Session, SurveyAsked, date], ReportDocument]] = {
    ReportKind.SURVEY: lambda session, asked, _today: survey_report(session, asked),
    ReportKind.WORKPLACE: workplace_report,
}


@kind_of_work(KIND, N_("Rapporten skrivs"), Permission.READ_RESULTS)
def make_report(doing: Doing) -> Outcome:
    """Make and keep the report that was asked for. Raises NotAllowed and NotFound."""
    asked, today = ReportAsked(**doing.request["asked"]), clock().today()
    with force_locale(asked.language):
        with snapshot() as session:
            staff = session.get_one(Staff, doing.staff_id)
            if asked.unit_id not in units_of(session, staff, Permission.READ_RESULTS):
                raise NotAllowed
            document = write_report(session, asked, staff, today)
        content = document.as_json()
        files = make_files(document, doing.tell)
    kind = ReportKind(asked.kind)
    about = About(
        kind, asked.unit_id, asked.survey_id, asked.period, asked.for_others, staff.id, today
    )
    with own_transaction() as session:
        key = keep_report(session, about, content, files).hex()
        record(session, staff.id, clock().now(), "report_made", "report", key)
    return {"next": f"/rapporter/{key}"}


def write_report(session: Session, asked: ReportAsked, staff: Staff, today: date) -> ReportDocument:
    """The content of the report, in the language that is set."""
    settings: Settings = current_app.config["SETTINGS"]
    audience = audience_of(settings, for_others=asked.for_others)
    unit, write = session.get_one(Unit, asked.unit_id), OF_A_WAVE.get(ReportKind(asked.kind))
    if write is None:
        return period_report(session, unit, asked, staff, today)
    survey = session.get_one(Survey, asked.survey_id)
    found = find_asked(session, survey, unit, asked.period, audience, asked.language)
    return write(session, found, today)


def make_files(document: ReportDocument, tell: Tell) -> dict[str, bytes]:
    """Its pictures in every form, the PDF and the document, by name."""
    content = document.as_json()
    pictures = draw_pictures(document.pictures, tell)
    return {
        **pictures,
        PDF: report_pdf(content, pictures),
        DOCX: report_docx(content, pngs_of(document.pictures)),
    }
