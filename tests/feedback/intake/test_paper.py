"""Printed forms, postcards and slips: serials, codes that are nowhere else, documents, their list."""

from collections.abc import Mapping
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.background import Work, WorkState, do_work, work_folder
from core.clock import clock
from feedback.cases.codes import locator, normal, shown
from feedback.cases.models import Case
from feedback.cases.receiving import receive
from feedback.intake.models import FormBatch, PaperForm
from feedback.intake.paper import Sheet, make_paper
from feedback.intake.serials import check_digit, is_serial, new_serial, shown_serial
from feedback.intake.slips import slip
from organisation.models import AuditEntry, Role, Unit
from organisation.passwords import hasher
from tests.factories import make_unit
from tests.feedback.factories import CODE, new_case
from tests.organisation.people import make_staff, send, sign_in
from tests.printed import alternative_texts, followed, opened, root_of, text_of

pytestmark = pytest.mark.pages

PAGE = "/synpunkter/blanketter"
ADDRESS = "http://127.0.0.1:8000/mitt-svar"
LAST_DAY = date(2026, 3, 24)
ORDER = {"what": "forms", "unit": "homeless", "language": "sv", "number": "3"}
HOSTILE = '#read("/etc/passwd") \\ $x$ \u202e <label>'


@pytest.fixture
def unit(session: Session) -> Unit:
    """A unit with an address, and one that the investigator has nothing to do with."""
    unit = make_unit(session)
    unit.letter_head = "Svarspost 1234\n117 94 Stockholm"
    make_unit(session, "elders")
    make_staff(session, unit, Role.INVESTIGATOR)
    session.commit()
    return unit


@pytest.fixture
def investigator(client: FlaskClient, unit: Unit) -> FlaskClient:
    """A browser in which the investigator is signed in."""
    sign_in(client)
    return client


def printed(app: Flask, session: Session, investigator: FlaskClient, **order: str) -> bytes:
    """Order a batch, let the job runner make it; gives the PDF."""
    response = send(investigator, PAGE, **{**ORDER, **order})
    assert response.status_code == 303
    with app.app_context():
        do_work(bytes.fromhex(response.location.rpartition("/")[2]))
    assert session.scalars(select(Work.state)).all() == [WorkState.DONE.value]
    session.rollback()
    file: bytes = investigator.get(f"{response.location}/fil").data
    return file


def numbers_in(pdf: bytes) -> tuple[list[str], list[str]]:
    """The serials and codes of a batch, in the order of its pages."""
    words = text_of(pdf).split()
    fours = [word for word in words if len(word) == 4 and word.isdigit()]
    runs = [fours[start : start + 5] for start in range(0, len(fours), 5)]
    return ["".join(run[:2]) for run in runs], ["".join(run[2:]) for run in runs]


def test_a_check_digit_reveals_every_wrong_digit() -> None:
    # The example of ISO/IEC 7812-1, annex B.
    assert check_digit("1789372997") == 4
    serial = f"4821773{check_digit('4821773')}"
    assert is_serial(serial)
    for place in range(len(serial)):
        for digit in "0123456789":
            typed = serial[:place] + digit + serial[place + 1 :]
            assert is_serial(typed) == (digit == serial[place])
    for wrong in ("", "1", serial[:-1], serial + "0", "½" * 8, "٤" * 8, "-1234567"):
        assert not is_serial(wrong)


def test_a_serial_is_given_once() -> None:
    given = iter([5, 5, 6])
    first = new_serial((), lambda _below: next(given))
    assert first == f"0000005{check_digit('0000005')}"
    assert new_serial({first}, lambda _below: next(given)).startswith("0000006")
    assert shown_serial(first) == f"0000 {first[4:]}"


def test_a_batch_has_one_form_each_with_its_own_serial_and_code(
    app: Flask, session: Session, investigator: FlaskClient
) -> None:
    pdf = printed(app, session, investigator)
    serials, codes = numbers_in(pdf)
    assert len(set(serials)) == len(set(codes)) == len(opened(pdf).pages) == 3
    stored = {one.serial: one for one in session.scalars(select(PaperForm))}
    assert set(stored) == set(serials)
    with app.app_context():
        for serial, code in zip(serials, codes, strict=True):
            assert is_serial(serial)
            assert stored[serial].code_locator == locator(code)
            assert hasher().verify(stored[serial].code_hash, code)


def test_the_codes_stand_in_the_file_only(
    app: Flask, session: Session, investigator: FlaskClient
) -> None:
    _, codes = numbers_in(printed(app, session, investigator, number="1"))
    dumped = " ".join(str(row) for table in _everything(session) for row in table)
    assert not any(code in dumped or shown(code) in dumped for code in codes)
    with app.app_context():
        folder = work_folder(session.scalars(select(Work.key)).one())
    assert [path.name for path in folder.iterdir() if path.name != "progress"] == ["blanketter.pdf"]
    assert (folder / "blanketter.pdf").stat().st_mode & 0o077 == 0


def _everything(session: Session) -> list[list[Mapping[str, object]]]:
    tables = (FormBatch, PaperForm, Work, AuditEntry)
    return [
        [
            {column.name: getattr(row, column.name) for column in table.__table__.columns}
            for row in session.scalars(select(table))
        ]
        for table in tables
    ]


def test_a_batch_is_listed_with_who_and_how_many_came_back(
    app: Flask, session: Session, investigator: FlaskClient, unit: Unit
) -> None:
    serials, _ = numbers_in(printed(app, session, investigator))
    with app.test_request_context():
        receive(session, new_case(unit, form_serial=serials[0]), clock().today())
    session.commit()
    page = investigator.get(PAGE).text
    assert "En blankett har kommit tillbaka" in page
    for cell in ("12 mars 2026", "Blanketter", "Anna", "Svenska"):
        assert f"<span>{cell}</span>" in page
    assert '<td role="cell" data-label="Tillbaka" class="number"><span>1</span></td>' in page
    logged = session.scalars(select(AuditEntry).filter_by(action="forms_printed")).one()
    assert logged.subject_kind == "form_batch"


def test_wrong_orders_are_refused_at_their_fields_and_print_nothing(
    session: Session, investigator: FlaskClient
) -> None:
    for field, values in {
        "what": ("", "brev", "\x00"),
        "unit": ("", "elders", "okand"),
        "language": ("", "tlh"),
        "number": ("", "0", "501", "-1", "1.5", "٣", "1" * 5000, "tre", "\x00"),
    }.items():
        for value in values:
            response = send(investigator, PAGE, **{**ORDER, field: value})
            assert response.status_code == 422
            assert f'id="{field}-error"' in response.text
    assert not session.scalars(select(Work)).all()


@pytest.mark.parametrize("postcards", [False, True])
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_a_form_is_tagged_in_its_language_and_fits_its_pages(
    app: Flask, language: str, postcards: bool
) -> None:
    sheets = [Sheet("48217730", CODE), Sheet("48217731", "111122223333")]
    with app.test_request_context():
        pdf = make_paper(sheets, "Enheten", "Box 1", language, postcards=postcards)
    root = root_of(pdf)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert len(opened(pdf).pages) == 2
    link = ADDRESS if language == "sv" else f"{ADDRESS}?lang={language}"
    assert followed(pdf) == {link}
    assert any(link in words for words in alternative_texts(pdf))
    text = text_of(pdf)
    for said in ("4821 7730", "4821 7730 1956", "1111 2222 3333", "Enheten"):
        assert said in text


def test_four_postcards_take_two_sheets_with_the_address_on_each_back(app: Flask) -> None:
    sheets = [Sheet(f"1000000{number}", CODE) for number in range(4)]
    with app.test_request_context():
        pdf = make_paper(sheets, "Enheten", "Svarspost 1\n117 94 Stockholm", "sv", postcards=True)
    backs = [page.extract_text() for page in opened(pdf).pages][1::2]
    assert [back.count("Svarspost 1") for back in backs] == [3, 1]


def test_no_name_of_a_unit_breaks_a_form(app: Flask) -> None:
    for postcards in (False, True):
        with app.test_request_context():
            for name in (HOSTILE, "W" * 120, "ord " * 30, ""):
                assert make_paper([Sheet("1", CODE)], name, name, "sv", postcards=postcards)


@pytest.mark.parametrize("language", ["sv", "en", "fi", "ar"])
def test_a_slip_says_number_code_last_day_and_where_to_read(app: Flask, language: str) -> None:
    with app.test_request_context():
        pdf = slip("2026-0412", CODE, LAST_DAY, language)
    assert root_of(pdf)["/Lang"] == language
    text = text_of(pdf)
    for said in ("2026-0412", "4821 7730 1956", "2026"):
        assert said in text
    assert normal(shown(CODE)) == CODE
    assert len(opened(pdf).pages) == 1
    assert ADDRESS in text.replace(" ", "")
    if language == "sv":
        assert "Du får svar senast tisdag 24 mars 2026." in text


def test_a_slip_without_a_promise_says_no_day(app: Flask) -> None:
    with app.test_request_context():
        assert "senast" not in text_of(slip("2026-0412", CODE, None, "sv"))


def test_an_unused_serial_belongs_to_no_case(
    app: Flask, session: Session, investigator: FlaskClient
) -> None:
    printed(app, session, investigator)
    assert not session.scalars(select(Case.form_serial)).all()
    assert "Blanketter och vykort" in investigator.get(PAGE).text
