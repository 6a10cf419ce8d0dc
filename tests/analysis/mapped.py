"""Reading a workbook by a mapping on the pages, as an investigator does it; for tests."""

import io

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from analysis.published.models import PublishedFigure
from organisation.models import Role, Unit
from tests.factories import make_unit, publish_instrument
from tests.organisation.people import form_token, make_staff, sign_in

LIST = "/resultat/siffror/mappningar"
COLUMNS = {
    "survey": "user-survey", "unit": "homeless", "written": "per_cent",
    "hidden": ".. X", "none": "- –",
    "column-unit": "Enhet", "column-question": "Fråga",
    "column-all": "Totalt Andel", "column-n": "Totalt Antal",
    "column-women": "Kvinnor Andel", "column-n_women": "Kvinnor Antal",
    "column-men": "Män Andel", "column-n_men": "Män Antal",
}  # fmt: skip
NAMES = {
    "unit-homeless": "Enheten homeless", "beside-0": "Hela staden",
    "question-overall": "Hur nöjd är du med oss?", "question-treatment": "Hur är vi mot dig?",
    "label": "2025", "source": "Stadens rapport", "name": "Stadens enkät", "mode": "telephone",
}  # fmt: skip


EXPECTED = {
    ("2025", "", -1, 120, 0.765, "telephone"),
    ("2025", "", 2, 116, 0.77, "telephone"),
    ("2025", "Hela staden", -1, 5200, 0.81, "telephone"),
    ("2025", "Hela staden", 1, 2100, 0.82, "telephone"),
    ("2025", "Hela staden", 2, 3100, 0.8, "telephone"),
    ("2025", "Hela staden", -1, 5190, 0.905, "telephone"),
    ("2025", "Hela staden", 1, 2095, 0.91, "telephone"),
    ("2025", "Hela staden", 2, 3095, 0.9, "telephone"),
}


def make_office(session: Session) -> Unit:
    """The unit and its investigator, and one of another unit."""
    made, other = make_unit(session), make_unit(session, "elders")
    publish_instrument(session, "user_survey")
    make_staff(session, made, Role.INVESTIGATOR, "ulla")
    make_staff(session, other, Role.INVESTIGATOR, "olle")
    make_staff(session, made, Role.MANAGER, "maria")
    session.commit()
    return made


def upload(client: FlaskClient, content: bytes, mapping: str = "") -> TestResponse:
    """Send a file, by a mapping when one is named."""
    data = {
        "file": (io.BytesIO(content), "book.xlsx"),
        "mapping": mapping,
        "csrf_token": form_token(client.get("/mitt-konto")),
    }
    return client.post(LIST, data=data, content_type="multipart/form-data")


def send(client: FlaskClient, address: str, fields: dict[str, str]) -> TestResponse:
    """Send a form with its token."""
    token = form_token(client.get("/mitt-konto"))
    return client.post(address, data={**fields, "csrf_token": token})


def signed_in(app: Flask, name: str = "ulla") -> FlaskClient:
    """A browser in which somebody is signed in."""
    client = app.test_client()
    sign_in(client, name)
    return client


def read_in(client: FlaskClient, content: bytes, names: dict[str, str] = NAMES) -> str:
    """Everything up to the look at the figures; gives its address."""
    sent = upload(client, content)
    assert sent.status_code == 303
    first = client.get(f"{sent.location}?blad=Resultat&rad=3&rader=2")
    assert "Brukarundersökning 2025, andel nöjda" in first.text
    columns = sent.location.replace("/blad", "/kolumner?blad=Resultat&rad=3&rader=2")
    page = client.get(columns).text
    assert '<option value="Totalt Andel" selected>Totalt Andel (81)</option>' in page
    named = send(client, columns, COLUMNS)
    assert named.status_code == 303, named.text
    guessed = client.get(named.location).text
    assert 'value="Enheten homeless"' in guessed
    looked = send(client, named.location, names)
    assert looked.status_code == 303, looked.text
    return looked.location


def stored(session: Session) -> set[tuple[object, ...]]:
    """What is kept of every figure."""
    session.expire_all()
    found = session.scalars(select(PublishedFigure)).all()
    told: set[tuple[object, ...]] = {
        (one.label, one.subject, one.gender, one.n, one.value, one.mode) for one in found
    }
    session.commit()
    return told
