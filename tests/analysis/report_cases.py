"""Documents and results to make reports of."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from flask import Flask
from flask_babel import force_locale
from sqlalchemy.orm import Session

from analysis.reports.report import (
    Parts,
    Points,
    ReportDocument,
    Section,
    Table,
    Words,
)
from analysis.reports.survey_asked import SurveyAsked, audience_of, find_asked
from organisation.models import Unit
from surveys.questionnaires.models import Survey

#: What would be markup, code or a fault in one form or another, and what a form may not lose.
HOSTILE = "<script>x</script> #panic() $a$ *b* _c_ `d` [e] & \\f {{ g }} =1+1 @h ~ \"i\" 'j'"
CONTROL = "a\x00b\x07c\x0bd\u202ee\ud800f"


@contextmanager
def language(app: Flask, code: str = "sv") -> Iterator[None]:
    """The application, speaking a language."""
    with app.app_context(), force_locale(code):
        yield


def asked_of(
    app: Flask,
    session: Session,
    survey: Survey,
    unit: Unit,
    label: str,
    *,
    for_others: bool = False,
) -> SurveyAsked:
    """A wave, in Swedish."""
    audience = audience_of(app.config["SETTINGS"], for_others=for_others)
    return find_asked(session, survey, unit, label, audience, "sv")


def document(text: str, *, rows: int = 1, one_page: bool = False) -> ReportDocument:
    """A report with the same text everywhere that a text can stand."""
    parts = Parts((("Utfall", (text,)), (text, (text,))))
    blocks = (
        Words(text, "strong"),
        Words(text),
        Points((text,)),
        parts,
        Table(text, ("Fråga", text), ((text, text),) * rows),
    )
    sections = (
        Section("a", text, blocks),
        Section("b", text, blocks, level=3),
    )
    return ReportDocument(text, text, "För internt bruk", "sv", sections, one_page=one_page)


DAY = date(2026, 3, 12)
