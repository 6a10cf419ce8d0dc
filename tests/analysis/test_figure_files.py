"""Files of figures that are sent: read before the database is held, and refused ones deleted."""

import io
import zipfile
from typing import Any

import pytest
from flask import Flask, g
from flask.testing import FlaskClient

from analysis.published import files as figure_files
from core.background import FOLDER
from core.tables import Table, read_table
from core.tables_workbook import LITTLE_ROOM
from organisation.models import Unit
from tests.analysis.test_figure_import import GOOD, PAGE, send, unit
from tests.organisation.people import form_token, sign_in

__all__ = ["unit"]


@pytest.mark.usefixtures("unit")
def test_a_file_is_read_before_the_request_holds_the_database(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, "utredare")
    held = []

    def look(*given_: Any, **named: Any) -> Table:
        held.append("session" in g)
        return read_table(*given_, **named)

    monkeypatch.setattr(figure_files, "read_table", look)
    looked = send(client, GOOD)
    action = looked.text.split(f'action="{PAGE}/')[1].split('"')[0]
    token = form_token(client.get("/mitt-konto"))
    assert client.post(f"{PAGE}/{action}", data={"csrf_token": token}).status_code == 303
    assert held == [False], "read once, and not again when it is stored"


@pytest.mark.usefixtures("unit")
@pytest.mark.parametrize("text", ["", "\x00", "no;such;heading\n1;2;3\n"])
def test_a_refused_file_is_deleted_at_once(app: Flask, client: FlaskClient, text: str) -> None:
    sign_in(client, "utredare")
    assert send(client, text).status_code == 422
    assert not list((app.config["SETTINGS"].data / FOLDER).glob("*/*"))


def test_a_file_from_a_foreign_form_or_person_is_not_even_read(
    app: Flask, client: FlaskClient, unit: Unit
) -> None:
    assert send_without_token(client) == 303
    sign_in(client, "utredare")
    assert send_without_token(client) == 400
    sign_in(client, "chef")
    assert send_without_token(client) == 400
    assert send(client, GOOD).status_code == 403
    assert not (app.config["SETTINGS"].data / FOLDER).exists()


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    app: Flask, client: FlaskClient, unit: Unit
) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", b" " * (LITTLE_ROOM.inside + 1))
    sign_in(client, "utredare")
    data = {
        "file": (io.BytesIO(file.getvalue()), "figures.xlsx"),
        "csrf_token": form_token(client.get("/mitt-konto")),
    }
    refused = client.post(PAGE, data=data, content_type="multipart/form-data")
    assert refused.status_code == 422
    assert "Arbetsboken är för stor när den packas upp" in refused.text
    assert not list((app.config["SETTINGS"].data / FOLDER).iterdir())


def send_without_token(client: FlaskClient) -> int:
    data = {"file": (io.BytesIO(GOOD.encode()), "figures.csv")}
    return client.post(PAGE, data=data, content_type="multipart/form-data").status_code
