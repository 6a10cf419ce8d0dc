"""Answers as files: whole when opened again."""

import stat
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pyreadstat
import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.codes import Gender
from organisation.models import AuditEntry
from surveys.collection.answer_export_files import Format
from surveys.collection.answer_export_rule import Background
from surveys.collection.models import Answer, SurveyResponse, TextAnswer
from surveys.questionnaires.models import Item
from tests.conftest import FixedClock
from tests.factories import item_ids
from tests.surveys.collection.export_desk import LIMIT, Desk, answers_in_zip, make_desk

pytestmark = pytest.mark.thorough


@pytest.fixture
def desk(app: Flask, session: Session, clock: FixedClock, tmp_path: Path) -> Iterator[Desk]:
    """An open wave that nobody has answered; words are looked up in the application."""
    with app.app_context():
        yield make_desk(session, clock, tmp_path / "files")


def stored(session: Session) -> Counter[tuple[tuple[str, int], ...]]:
    """Every response as pairs of item and code."""
    query = select(Answer.response_key, Item.code, Answer.code).join(Item)
    found: dict[bytes, list[tuple[str, int]]] = {}
    for key, item, code in session.execute(query):
        found.setdefault(key, []).append((item, code))
    return Counter(tuple(sorted(pairs)) for pairs in found.values())


def read_csv(path: Path) -> pd.DataFrame:
    """The answers of a ZIP file, as pandas reads Swedish CSV."""
    with ZipFile(path) as whole, whole.open("svar.csv") as part:
        return pd.read_csv(part, sep=";", decimal=",", encoding="utf-8-sig", keep_default_na=False)


def read_with_openpyxl(path: Path) -> pd.DataFrame:
    """The answers of a workbook."""
    heading, *rows = openpyxl.load_workbook(path)["Svar"].values
    return pd.DataFrame(rows, columns=[str(name) for name in heading])


def read_with_calamine(path: Path) -> pd.DataFrame:
    """The answers of a workbook, by a reader written in another language."""
    heading, *rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Svar").to_python()
    return pd.DataFrame(rows, columns=[str(name) for name in heading])


def read_spss(path: Path) -> pd.DataFrame:
    """An SPSS file with its user-missing values as they are."""
    found, _about = pyreadstat.read_sav(path, user_missing=True)
    return found


READERS = [
    pytest.param(Format.CSV, read_csv, id="csv-pandas"),
    pytest.param(Format.XLSX, read_with_openpyxl, id="xlsx-openpyxl"),
    pytest.param(Format.XLSX, read_with_calamine, id="xlsx-calamine"),
    pytest.param(Format.SAV, read_spss, id="sav-pyreadstat"),
]


@pytest.mark.parametrize(("form", "read"), READERS)
def test_a_file_opened_again_holds_what_was_stored(
    desk: Desk, form: Format, read: Callable[[Path], pd.DataFrame]
) -> None:
    desk.answer(30)
    desk.answer(20, seed=2, gender=Gender.MAN, section=1)
    desk.seal()
    found = read(desk.give_out(desk.wanted(form=form)))
    items = {code for response in stored(desk.session) for code, _ in response}
    rows = found[sorted(items)].astype(int).to_dict("records")
    assert Counter(tuple(sorted(row.items())) for row in rows) == stored(desk.session)
    assert Counter(found["section"]) == {"north": 30, "south": 20}
    assert Counter(found["gender"].astype(int)) == {1: 30, 2: 20}


def test_words_leave_only_when_asked_for_and_come_back_as_they_were(desk: Desk) -> None:
    desk.answer(30)
    desk.seal()
    assert "better_text" not in answers_in_zip(desk.give_out(desk.wanted(), "a"))[0]
    with_words = desk.wanted(texts=True)
    written = Counter(desk.session.scalars(select(TextAnswer.text)))
    in_csv = [row["better_text"] for row in answers_in_zip(desk.give_out(with_words, "b"))]
    assert Counter(cell[1:] if cell[0] == "'" else cell for cell in in_csv) == written
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in in_csv)
    sheet = openpyxl.load_workbook(desk.give_out(replace(with_words, form=Format.XLSX), "c"))[
        "Svar"
    ]
    cells = next(column for column in sheet.columns if column[0].value == "better_text")[1:]
    assert Counter(cell.value for cell in cells) == written
    assert {cell.data_type for cell in cells} == {"s"}


def test_words_that_too_few_wrote_stay_behind(desk: Desk) -> None:
    desk.answer(8)
    desk.seal()
    item = item_ids(desk.session, desk.wave.survey)["better"]
    written = desk.session.scalars(select(TextAnswer).filter_by(item_id=item)).all()
    for place, kept in enumerate((LIMIT, LIMIT - 1)):
        for text in written[kept:]:
            desk.session.delete(text)
        desk.session.flush()
        rows = answers_in_zip(desk.give_out(desk.wanted(texts=True), str(place)))
        assert sum(bool(row["better_text"]) for row in rows) == (kept if kept == LIMIT else 0)
        written = written[:kept]


def test_no_missing_words_show_who_is_in_a_third_group_of_few(desk: Desk) -> None:
    desk.answer(4)
    desk.answer(10, gender=Gender.MAN)
    desk.answer(3, gender=Gender.OTHER)
    desk.seal()
    wanted = desk.wanted(shown=(), texts=True)
    rows = answers_in_zip(desk.give_out(wanted, "a"))
    assert len(rows) == 17
    assert not any(row["better_text"] for row in rows), "the page shows those of women and men"
    desk.answer(5, gender=Gender.OTHER)
    desk.seal()
    rows = answers_in_zip(desk.give_out(wanted, "b"))
    assert sum(bool(row["better_text"]) for row in rows) == 22


def test_only_this_user_can_read_the_file_and_nothing_lies_beside_it(desk: Desk) -> None:
    desk.answer(10)
    desk.seal()
    forms = (Format.CSV, Format.XLSX)
    for form in forms:
        path = desk.give_out(desk.wanted(form=form))
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(list(desk.folder.iterdir())) == len(forms)


def test_no_key_and_no_day_leaves_and_two_files_have_different_orders(desk: Desk) -> None:
    keys = desk.answer(40)
    desk.seal()
    orders = []
    for name in ("a", "b"):
        path = desk.give_out(desk.wanted(), name)
        with ZipFile(path) as whole:
            everything = b"".join(whole.read(one) for one in whole.namelist())
        assert not any(key in everything or key.hex().encode() in everything for key in keys)
        assert b"2026-03-12" not in everything.replace(b"Filen gjordes;2026-03-12", b"")
        orders.append([tuple(row.values()) for row in answers_in_zip(path)])
    assert Counter(orders[0]) == Counter(orders[1])
    assert orders[0] != orders[1]


def test_every_file_stands_in_the_audit_log_without_an_answer(desk: Desk) -> None:
    desk.answer(10)
    desk.seal()
    desk.give_out(desk.wanted(form=Format.XLSX, texts=True))
    entry = desk.session.scalars(select(AuditEntry)).one()
    assert entry.action == "answers_and_texts_exported_xlsx"
    expected = f"{desk.wave.id} 1 all age_group,gender,mode,section"
    assert (entry.subject_kind, entry.subject_id) == ("wave_in_export", expected)


def test_the_name_of_a_wave_in_the_log_fits_with_every_column(desk: Desk) -> None:
    desk.answer(10)
    desk.seal()
    desk.give_out(desk.wanted(shown=tuple(Background)))
    entry = desk.session.scalars(select(AuditEntry)).one()
    longest = len(entry.subject_id) - 1 + len(str(2**31)) + len("both") - len("all")
    assert longest <= 80


def test_a_code_book_names_every_column(desk: Desk) -> None:
    desk.answer(10)
    desk.seal()
    path = desk.give_out(desk.wanted(form=Format.XLSX))
    book = openpyxl.load_workbook(path)
    heading = [str(cell.value).removesuffix(" (svar)") for cell in book["Svar"][1]]
    assert [cell.value for cell in book["Kodbok"]["A"]][1:] == list(dict.fromkeys(heading))
    facts = {str(row[0].value): str(row[1].value) for row in book["Om filen"].iter_rows()}
    assert facts["Antal svar"] == "10"
    assert facts["Filen gjordes"] == "2026-03-12"
    assert desk.session.query(SurveyResponse).count() == 10
