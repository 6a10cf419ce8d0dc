"""The city's own form: every fault with its row and column, all or nothing, each number once."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core.background import Work, WorkState, do_work
from core.tables import read_table
from core.tables_refusal import TableRefused
from feedback.cases.contact import read_contact
from feedback.cases.models import Case
from feedback.intake import city_form_work
from feedback.intake.city_form import HEADINGS, NEEDED, Allowed, read_rows
from tests.feedback.handling.offices import Office
from tests.organisation.people import form_token

pytestmark = pytest.mark.pages

FORM = "/synpunkter/ny/csv"
HEAD = "nummer;datum;typ;enhet;text;språk;kön;namn;e-post;gata;postnummer;ort"
GOOD = (
    "A-1;2026-03-02;klagomål;homeless;Det var kallt.;sv;kvinna;;;;;",
    "A-2;2026-03-12;Beröm;;;;;Kim Berg;kim@example.se;;;",
    "A-3;2026-03-11;fråga;elders;مرحبا;ar;;Kim Berg;;Storgatan 1;111 22;Stockholm",
)


@pytest.fixture
def ulla(office: Office) -> FlaskClient:
    """The investigator, signed in."""
    return office.browser(office.investigator)


def upload(client: FlaskClient, *rows: str, head: str = HEAD) -> TestResponse:
    content = "\n".join([head, *rows]).encode("utf-8-sig")
    fields = {"csrf_token": form_token(client.get(FORM)), "file": (io.BytesIO(content), "x.csv")}
    return client.post(FORM, data=fields)


def keep(client: FlaskClient, *rows: str) -> TestResponse:
    """Send a file, look at it and store it."""
    address = upload(client, *rows).location
    return client.post(address, data={"csrf_token": form_token(client.get(address))})


def stored(session: Session) -> list[Case]:
    with Session(session.get_bind()) as looking:
        return list(looking.scalars(select(Case).order_by(Case.foreign_number)))


def test_a_file_is_looked_at_and_then_stored_once(
    app: Flask, ulla: FlaskClient, session: Session, office: Office
) -> None:
    looked = ulla.get(upload(ulla, *GOOD).location)
    assert "<h1>3 synpunkter blir sparade</h1>" in looked.text
    assert "Det var kallt." not in looked.text
    assert stored(session) == []
    assert keep(ulla, *GOOD).location == FORM
    assert "3 synpunkter är inlästa." in ulla.get(FORM).text
    cold, praise, arabic = stored(session)
    assert (cold.unit_id, cold.received, cold.answer_way) == (
        office.unit.id,
        date(2026, 3, 2),
        "reception",
    )
    assert (cold.anonymous, cold.code_hash, cold.channel) == (True, None, "city_form")
    assert (praise.kind, praise.unit_id, praise.answer_way) == ("praise", None, "email")
    assert (arabic.language, arabic.answer_way) == ("ar", "home")
    with app.app_context(), Session(session.get_bind()) as looking:
        assert read_contact(looking, praise) == {"name": "Kim Berg", "email": "kim@example.se"}


def test_numbers_that_have_come_before_are_not_read_in_again(
    ulla: FlaskClient, session: Session
) -> None:
    keep(ulla, *GOOD[:2])
    looked = ulla.get(upload(ulla, *GOOD).location)
    assert "<h1>En synpunkt blir sparad</h1>" in looked.text
    assert "2 finns redan" in looked.text
    keep(ulla, *GOOD)
    assert [case.foreign_number for case in stored(session)] == ["A-1", "A-2", "A-3"]
    again = ulla.get(upload(ulla, *GOOD).location)
    assert "Alla synpunkter i filen finns redan" in again.text


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (";2026-03-02;klagomål", "Rad 3, kolumn ”nummer”: Rutan är tom."),
        ("A-1;2026-03-02;klagomål", "Rad 3, kolumn ”nummer”: Samma nummer står på rad 2."),
        ("B;2026-03-13;klagomål", "Rad 3, kolumn ”datum”: Dagen har inte varit än."),
        ("B;i går;klagomål", "Rad 3, kolumn ”datum”: Skriv dagen så här"),
        ("B;2026-03-02;spam", "Rad 3, kolumn ”typ”: Skriv klagomål"),
        ("B;2026-03-02;fråga;new", "Rad 3, kolumn ”enhet”: Det finns ingen enhet"),
        ("B;2026-03-02;fråga;;;tlh", "Rad 3, kolumn ”språk”: Skriv språkets kod: sv"),
        ("B;2026-03-02;fråga;;;;x", "Rad 3, kolumn ”kön”: Skriv kvinna"),
        (f"B;2026-03-02;fråga;;;;;{'x' * 121}", "Rad 3, kolumn ”namn”: Det är för långt."),
        ("B;2026-03-02", "Rad 3: Antalet rutor i raden är 2"),
    ],
)
def test_every_fault_tells_its_row_and_column_and_nothing_is_stored(
    row: str, text: str, ulla: FlaskClient, session: Session
) -> None:
    width = HEAD.count(";")
    filled = row if row == "B;2026-03-02" else row + ";" * (width - row.count(";"))
    refused = upload(ulla, GOOD[0], filled)
    assert refused.status_code == 422
    assert text in refused.text
    assert stored(session) == []


def test_a_missing_or_unknown_heading_is_refused(ulla: FlaskClient) -> None:
    assert "Kolumnen saknas." in upload(ulla, "A-1;2026-03-02", head="nummer;datum").text
    unknown = upload(ulla, "A-1;2026-03-02;fråga;x", head="nummer;datum;typ;hemligt")
    assert "Rubriken är okänd." in unknown.text


def test_what_is_no_table_and_no_file_at_all_are_refused(ulla: FlaskClient) -> None:
    token = form_token(ulla.get(FORM))
    nothing = ulla.post(FORM, data={"csrf_token": token})
    assert "Välj en fil först." in nothing.text
    bad = (io.BytesIO(b"PK\x03\x04" + b"\0" * 500), "x.xlsx")
    assert ulla.post(FORM, data={"csrf_token": token, "file": bad}).status_code == 422
    large = (io.BytesIO(b"x" * 5_100_000), "x.csv")
    assert ulla.post(FORM, data={"csrf_token": token, "file": large}).status_code == 413


def test_only_who_sent_a_file_sees_it_and_it_lies_encrypted(
    app: Flask, ulla: FlaskClient, office: Office
) -> None:
    address = upload(ulla, *GOOD).location
    kept = list(Path(app.config["SETTINGS"].data).rglob("city-form-*"))
    assert len(kept) == 1
    assert b"kallt" not in kept[0].read_bytes()
    assert office.browser(office.manager).get(address).status_code == 403
    assert ulla.get(f"{FORM}/{'0' * 32}").status_code == 404
    assert ulla.get(f"{FORM}/{'x' * 32}").status_code == 404


def test_a_large_file_is_stored_in_the_background(
    app: Flask, ulla: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedback.intake.city_form_pages.AT_ONCE", 2)
    leads = keep(ulla, *GOOD)
    key = re.fullmatch(r"/arbete/([0-9a-f]{32})", leads.location)
    assert key
    with app.app_context():
        do_work(bytes.fromhex(key[1]))
    with Session(session.get_bind()) as looking:
        work = looking.get_one(Work, bytes.fromhex(key[1]))
        assert (work.state, work.outcome) == (
            WorkState.DONE.value,
            {"text": "3 synpunkter är inlästa."},
        )
    assert len(stored(session)) == 3


def test_two_who_read_the_same_number_at_once_store_one_case(
    app: Flask, ulla: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(ulla, GOOD[0])
    monkeypatch.setattr(city_form_work, "new_rows", lambda _session, rows: list(rows))
    keep(ulla, GOOD[0])
    assert len(stored(session)) == 1


def test_the_template_has_every_heading(ulla: FlaskClient) -> None:
    template = ulla.get(f"{FORM}/mall.csv")
    names = template.data.decode("utf-8-sig").strip().split(";")
    assert names == [known[0] for known in HEADINGS.values()]


def test_texts_with_personal_numbers_are_told_of(ulla: FlaskClient) -> None:
    row = "A-9;2026-03-02;klagomål;;Kim 811218-9876 väntade;;;;;;;"
    assert "ser ut som ett personnummer" in ulla.get(upload(ulla, row).location).text


CELL = st.text(
    st.characters(exclude_characters='";\r\n\x1a', exclude_categories=["Cs"]), max_size=20
)


@given(row=st.lists(CELL, min_size=len(HEADINGS), max_size=len(HEADINGS)))
def test_any_row_is_read_or_refused(
    row: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    head = ";".join(known[0] for known in HEADINGS.values())
    path.write_text(f"{head}\n{';'.join(row)}\n", encoding="utf-8")
    try:
        rows, problems = read_rows(read_table(path), Allowed(date(2026, 3, 12), (), ("sv",)))
    except TableRefused:
        return
    assert not rows or not problems
    assert set(NEEDED) <= HEADINGS.keys()
