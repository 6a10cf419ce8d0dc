"""Mappings of workbooks for the town: one that is saved, and a file at each step of reading it."""

from io import BytesIO

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from analysis.published.mapping import SheetMapping, Written
from analysis.published.mapping_files import Draft, keep_draft, receive_workbook
from analysis.published.models import FigureMapping
from organisation.models import Role, Unit
from organisation.staff import find_staff
from surveys.questionnaires.models import Survey
from tests.analysis.workbooks import MERGED, NATIONAL, book

MAPPING = SheetMapping(
    sheet="Resultat",
    header_row=3,
    header_rows=2,
    columns={
        "unit": "Enhet", "question": "Fråga", "all": "Totalt Andel", "n": "Totalt Antal",
        "women": "Kvinnor Andel", "n_women": "Kvinnor Antal",
    },
    written=Written.PER_CENT,
    unit="homeless",
    units={"homeless": "Enheten homeless"},
    questions={"treatment": "Hur är vi mot dig?"},
    source="Stadens rapport",
)  # fmt: skip


def add_mappings(app: Flask, session: Session, unit: Unit) -> dict[str, str]:
    """The mapping, and the files of the Swedish investigator; gives its id and their keys."""
    survey = session.query(Survey).filter_by(code="everything").one()
    content = MAPPING.model_dump(mode="json")
    kept = FigureMapping(
        unit_id=unit.id, survey_id=survey.id, name="Stadens enkät", content=content
    )
    session.add(kept)
    session.flush()
    staff = find_staff(session, f"{Role.INVESTIGATOR}-sv")
    assert staff
    known = Draft(kept.id, kept.revision, kept.name, survey.code, content)
    names = {"mapping": str(kept.id)}
    with app.app_context():
        for state, draft in (("new", Draft()), ("known", known)):
            file = FileStorage(BytesIO(book(NATIONAL, MERGED)))
            names[f"mapped_{state}"] = receive_workbook(file, staff.id)
            keep_draft(names[f"mapped_{state}"], staff.id, draft)
    return names
