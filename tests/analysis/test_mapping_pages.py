"""Workbooks of others on the pages: file, sheet, columns, names, the look, stored; and again next year."""

import html

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.published.models import FigureMapping
from core.background import FOLDER
from organisation.models import AuditEntry, Unit
from tests.analysis.mapped import (
    COLUMNS,
    EXPECTED,
    LIST,
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


def test_a_workbook_is_read_in_three_steps_and_stored(
    app: Flask, session: Session, unit: Unit
) -> None:
    ulla = signed_in(app)
    look = read_in(ulla, book(NATIONAL, MERGED))
    page = ulla.get(look).text
    assert "8 siffror blir sparade" in page
    assert "1 ruta är dold av den som gav ut siffrorna" in page
    assert "1 rad gäller en enhet som inte är er" in page
    assert stored(session) == set(), "nothing before it is said"
    assert send(ulla, look, {}).status_code == 303
    assert stored(session) == EXPECTED
    assert "Stadens enkät" in ulla.get(LIST).text
    results = ulla.get("/resultat/user-survey").text
    assert "Hela staden" in results
    # The publisher hid four women: 120 of all and 116 men would tell of them.
    assert "76 %" not in results
    assert "77 %" not in results
    assert not list((app.config["SETTINGS"].data / FOLDER).iterdir()), "the file is gone"
    acts = session.scalars(select(AuditEntry.action)).all()
    assert {"figure_mapping_saved", "figures_imported"} <= set(acts)


def test_next_year_only_what_is_new_is_asked(app: Flask, session: Session, unit: Unit) -> None:
    ulla = signed_in(app)
    send(ulla, read_in(ulla, book(NATIONAL, MERGED)), {})
    kept = session.scalars(select(FigureMapping)).one()
    session.commit()
    changed = [tuple("Är du nöjd?" if cell == "Hur nöjd är du med oss?" else cell for cell in row)
               for row in NATIONAL]  # fmt: skip
    sent = upload(ulla, book(changed, MERGED, "Resultat 2026", before=()), str(kept.id))
    page = ulla.get(sent.location).text
    asked, known = page.split("Som förra gången")[1], page.split("Som förra gången")[2]
    assert 'id="question-treatment"' in known
    assert 'id="question-overall"' in asked
    assert 'value="Stadens rapport"' in page
    fields = {**NAMES, "label": "2026", "question-overall": "Är du nöjd?"}
    looked = send(ulla, sent.location, fields)
    assert looked.status_code == 303, looked.text
    assert send(ulla, looked.location, {}).status_code == 303
    assert {row[1:] for row in stored(session) if row[0] == "2026"} == {row[1:] for row in EXPECTED}
    session.expire_all()
    again = session.scalars(select(FigureMapping)).one()
    assert again.content["questions"]["overall"] == "Är du nöjd?"


def test_a_table_that_is_not_there_any_more_leads_back_to_the_sheet(
    app: Flask, session: Session, unit: Unit
) -> None:
    ulla = signed_in(app)
    read_in(ulla, book(NATIONAL, MERGED))
    kept = session.scalars(select(FigureMapping.id)).one()
    session.commit()
    sent = upload(ulla, book([("A", "B"), (1, 2)]), str(kept))
    back = ulla.get(sent.location)
    assert back.status_code == 303
    assert back.location.endswith("/blad")
    assert "Rubrikerna i mappningen finns inte" in ulla.get(back.location).text


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("column-question", "", "Välj kolumnen med frågorna."),
        ("column-all", "Fråga", "vald två gånger"),
        ("column-all", "<script>", "som finns på bladet"),
        ("column-n_women", "", "Utan det kan vi inte visa siffran för gruppen"),
        ("written", "x", "Välj hur siffrorna är skrivna."),
        ("survey", "nej", "Välj en enkät."),
        ("unit", "elders", "Välj en enhet."),
        ("none", "- X", "kan inte betyda båda"),
        ("hidden", "x" * 100, "högst 20 korta tecken"),
    ],
)
def test_a_column_that_cannot_be_is_refused_and_the_rest_stays(
    app: Flask, unit: Unit, field: str, value: str, words: str
) -> None:
    ulla = signed_in(app)
    sent = upload(ulla, book(NATIONAL, MERGED))
    columns = sent.location.replace("/blad", "/kolumner?blad=Resultat&rad=3&rader=2")
    refused = send(ulla, columns, {**COLUMNS, field: value})
    assert refused.status_code == 422
    assert words in html.unescape(refused.text)
    assert '<option value="Män Antal" selected>' in refused.text


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("unit-homeless", "Finns inte", "Det står inte i filen."),
        ("unit-homeless", "", "minst en enhet"),
        ("beside-0", "Enheten homeless", "redan en av era enheter"),
        ("question-treatment", "Hur nöjd är du med oss?", "valt två gånger"),
        ("label", "", "Skriv mättillfället"),
        ("label", "våren", "Skriv en dag"),
        ("day", "i går", "Skriv en dag"),
        ("source", "", "varifrån siffrorna kommer"),
        ("mode", "x", "Välj hur de svarade."),
        ("version", "9", "Välj en version."),
        ("name", "x" * 81, "högst 80 tecken"),
        ("name", "", "Skriv ett namn"),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_nothing_is_saved(
    app: Flask, session: Session, unit: Unit, field: str, value: str, words: str
) -> None:
    ulla = signed_in(app)
    sent = upload(ulla, book(NATIONAL, MERGED))
    columns = sent.location.replace("/blad", "/kolumner?blad=Resultat&rad=3&rader=2")
    named = send(ulla, columns, COLUMNS).location
    refused = send(ulla, named, {**NAMES, field: value})
    assert refused.status_code == 422
    assert words in html.unescape(refused.text)
    assert 'value="Hur är vi mot dig?"' in html.unescape(refused.text) or field.startswith(
        "question"
    )
    assert not session.scalars(select(FigureMapping.id)).all()


def test_what_is_wrong_in_the_file_is_told_with_its_own_columns(app: Flask, unit: Unit) -> None:
    ulla = signed_in(app)
    cells = [list(row) for row in NATIONAL]
    cells[4][2], cells[6][7] = 0.81, 12.5
    page = ulla.get(read_in_wrong(ulla, cells)).text
    plain = html.unescape(page)
    assert "2 saker i filen måste rättas" in plain
    assert "Rad 5, kolumn ”Totalt Andel”: ”0.81” är mindre än 1 procent." in plain
    assert "Rad 7, kolumn ”Män Antal”: ”12.5” är inget helt antal." in plain


def read_in_wrong(client: FlaskClient, cells: list[list[object]]) -> str:
    sent = upload(client, book(cells, MERGED))
    columns = sent.location.replace("/blad", "/kolumner?blad=Resultat&rad=3&rader=2")
    return send(client, send(client, columns, COLUMNS).location, NAMES).location


def test_two_who_change_the_same_mapping_are_told(app: Flask, session: Session, unit: Unit) -> None:
    ulla = signed_in(app)
    read_in(ulla, book(NATIONAL, MERGED))
    kept = session.scalars(select(FigureMapping)).one()
    session.commit()
    sent = upload(ulla, book(NATIONAL, MERGED), str(kept.id))
    kept.name = "Någon annans namn"
    session.commit()
    fields = {**NAMES, "name": "Mitt namn"}
    stale = send(ulla, sent.location, fields)
    assert stale.status_code == 409
    assert "Någon annan hann före" in stale.text
    assert 'value="Mitt namn"' in stale.text
    assert send(ulla, sent.location, fields).status_code == 303
    session.expire_all()
    assert session.scalars(select(FigureMapping.name)).all() == ["Mitt namn"]


def test_a_mapping_and_a_file_belong_to_their_people(
    app: Flask, session: Session, unit: Unit
) -> None:
    ulla, olle = signed_in(app), signed_in(app, "olle")
    look = read_in(ulla, book(NATIONAL, MERGED))
    kept = session.scalars(select(FigureMapping.id)).one()
    session.commit()
    key = look.rpartition("/")[2]
    for path in ("blad", "kolumner", "namn"):
        assert olle.get(f"{LIST}/{key}/{path}").status_code == 404
        assert ulla.get(f"{LIST}/{'0' * 32}/{path}").status_code == 404
        assert ulla.get(f"{LIST}/{'x' * 32}/{path}").status_code == 404
    for asked in ("blad=Nej", "rad=0", "rad=x", "rad=9999", "rader=4", "rader=²"):
        assert ulla.get(f"{LIST}/{key}/blad?{asked}").status_code == 404, asked
    assert "Stadens enkät" not in olle.get(LIST).text
    assert upload(olle, book(NATIONAL, MERGED), str(kept)).status_code == 404
    assert upload(ulla, book(NATIONAL, MERGED), "1 OR 1").status_code == 404
    assert send(olle, f"{LIST}/{kept}/ta-bort", {}).status_code == 404
    maria = signed_in(app, "maria")
    assert maria.get(LIST).status_code == 403
    assert upload(maria, book(NATIONAL, MERGED)).status_code in (400, 403)
    assert send(ulla, f"{LIST}/{kept}/ta-bort", {}).status_code == 303
    assert not session.scalars(select(FigureMapping.id)).all()
