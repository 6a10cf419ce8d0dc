"""Files that are read by a mapping: hostile ones, formulas, thousands of rows, the command."""

import io
import re
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from xlsxwriter import Workbook as WrittenWorkbook  # type: ignore[import-untyped]  # it carries no types.

from analysis.published.commands import figures
from analysis.published.models import PublishedFigure
from core.background import FOLDER
from organisation.models import Unit
from tests.analysis.mapped import (
    EXPECTED,
    NAMES,
    make_office,
    read_in,
    send,
    signed_in,
    stored,
    upload,
)
from tests.analysis.workbooks import MERGED, NATIONAL, book

pytestmark = pytest.mark.thorough


@pytest.fixture
def unit(session: Session) -> Unit:
    """The unit and its investigator, and one of another unit."""
    return make_office(session)


def hostile(kind: str) -> bytes:
    """A file that is not what it seems."""
    if kind == "xls":
        return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    if kind == "nothing":
        return b""
    file = io.BytesIO()
    if kind == "error":
        with WrittenWorkbook(file, {"in_memory": True}) as made:
            made.add_worksheet().write_formula("A1", "=1/0", None, "#DIV/0!")
        return file.getvalue()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", b" " * 30_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("xls", "gamla formatet"),
        ("nothing", "Filen är tom"),
        ("huge", "för stor när den packas upp"),
        ("error", "Rutan visar ett fel från Excel"),
    ],
)
def test_a_hostile_file_is_refused_and_deleted(
    app: Flask, unit: Unit, kind: str, words: str
) -> None:
    ulla = signed_in(app)
    refused = upload(ulla, hostile(kind))
    assert refused.status_code == 422
    assert words in refused.text
    assert not list((app.config["SETTINGS"].data / FOLDER).glob("*/*"))


def test_a_formula_is_the_value_that_excel_kept(app: Flask, session: Session, unit: Unit) -> None:
    file = io.BytesIO()
    with WrittenWorkbook(file, {"in_memory": True}) as made:
        page = made.add_worksheet("Resultat")
        for column, heading in enumerate(("Fråga", "Alla", "Antal")):
            page.write_string(0, column, heading)
        page.write_string(1, 0, "=cmd|' /C calc'!A0")
        page.write_formula(1, 1, "=380/5", None, 76)
        page.write_number(1, 2, 10)
    ulla = signed_in(app)
    sent = upload(ulla, file.getvalue())
    fields = {"survey": "user-survey", "unit": "homeless", "written": "per_cent",
              "column-question": "Fråga", "column-all": "Alla", "column-n": "Antal"}  # fmt: skip
    named = send(ulla, sent.location.replace("/blad", "/kolumner"), fields)
    names = {"question-overall": "=cmd|' /C calc'!A0", "label": "2025", "source": "R", "name": "N"}
    looked = send(ulla, named.location, names)
    assert looked.status_code == 303, looked.text
    send(ulla, looked.location, {})
    assert stored(session) == {("2025", "", -1, 10, 0.76, None)}


def test_the_command_reads_by_the_same_mapping(
    app: Flask, session: Session, unit: Unit, tmp_path: Path
) -> None:
    ulla = signed_in(app)
    read_in(ulla, book(NATIONAL, MERGED))
    file = tmp_path / "book.xlsx"
    file.write_bytes(book(NATIONAL, MERGED))

    def run(*more: str) -> tuple[int, str]:
        with app.app_context():
            ended = CliRunner().invoke(figures, ["import", str(file), *more])
        return ended.exit_code, ended.output

    assert run("--mapping", "Nej")[0] == 1
    assert "give --wave" in run("--mapping", "Stadens enkät")[1]
    assert "give --day" in run("--mapping", "Stadens enkät", "--wave", "våren")[1]
    code, output = run("--mapping", "Stadens enkät", "--wave", "2025")
    assert code == 0, output
    assert "left out: 1 cells hidden by the publisher" in output
    assert output.endswith("8 new, 0 changed, 0 unchanged. Stored.\n")
    assert stored(session) == EXPECTED
    assert session.scalars(select(PublishedFigure.day)).first() == date(2025, 12, 31)


def test_thousands_of_figures_are_stored_whole(app: Flask, session: Session, unit: Unit) -> None:
    head = ("Enhet", "Fråga", "År", "Alla", "Antal", "Kvinnor", "Antal kvinnor")
    asked = ("overall", "treatment", "letters")
    cells = [head, *(
        ("Enheten homeless", code, year, 50, 40, 60, 20)
        for year in range(1900, 2100)
        for code in asked
    )]  # fmt: skip
    ulla = signed_in(app)
    columns = upload(ulla, book(cells)).location.replace("/blad", "/kolumner?blad=Resultat&rad=1")
    guessed = re.findall(
        r'<select id="(column-[a-z_]+)"[^>]*>(?:<option[^>]*>[^<]*</option>)*?'
        r'<option value="([^"]+)" selected',
        ulla.get(columns).text,
    )
    assert len(guessed) == len(head)
    fields = {"survey": "user-survey", "unit": "homeless", "written": "per_cent"}
    named = send(ulla, columns, {**fields, **dict(guessed)}).location
    names = {f"question-{code}": code for code in asked}
    looked = send(ulla, named, {**NAMES, "beside-0": "", **names})
    assert looked.status_code == 303, looked.text
    page = ulla.get(looked.location).text
    assert "1200 siffror blir sparade" in page
    assert "Och 700 siffror till, som inte visas här." in page
    assert send(ulla, looked.location, {}).status_code == 303
    figures_ = session.scalars(select(PublishedFigure.value)).all()
    assert Counter(figures_) == {0.5: 600, 0.6: 600}
