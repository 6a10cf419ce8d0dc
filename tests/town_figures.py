"""Figures from others for the town: some kept, a file that can be stored, and one that cannot."""

from datetime import date
from io import BytesIO

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from analysis.published.columns import FigureRow
from analysis.published.files import receive
from analysis.published.importing import check_rows, store
from core.codes import Mode
from organisation.models import Role
from organisation.staff import find_staff

SOURCE = "Stadens årsrapport"
HEAD = "enkät;fråga;enhet;mättillfälle;antal svar;antal positiva;andel;källa\n"
FILES = {
    "found": f"{HEAD}everything;treatment;homeless;2022;90;80;;R\n"
    "everything;treatment;homeless;2023;;;70;R\n",
    "faulty": f"{HEAD}everything;treatment;homeless;2022;90;91;;R\nnothing;x;homeless;2022;;;70;\n",
}


def add_figures(app: Flask, session: Session) -> dict[str, str]:
    """Keep some figures, and the files of the Swedish investigator; gives the files' keys."""
    place = ("everything", "treatment", "homeless", "2023", SOURCE, date(2023, 12, 31))
    rows = [
        FigureRow(2, *place, n=200, positive=150, mode=Mode.PAPER),
        FigureRow(3, *place, subject="Hela staden", share=0.81),
    ]
    store(session, check_rows(session, rows))
    staff = find_staff(session, f"{Role.INVESTIGATOR}-sv")
    assert staff
    names = {}
    with app.app_context():
        for state, text in FILES.items():
            names[f"figures_{state}"] = receive(FileStorage(BytesIO(text.encode())), staff.id)
    return names
