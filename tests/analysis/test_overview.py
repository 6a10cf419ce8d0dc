"""The overview: every figure disclosed, filters in the address, files to take away."""

import csv
import io
import re

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from PIL import Image
from sqlalchemy.orm import Session

from analysis.results.overview import alphabetical
from core.codes import Gender
from organisation.models import Role, Unit
from tests.analysis.situations import FEW_WOMEN, MANY, Split, sealed_wave
from tests.factories import make_unit, publish_instrument
from tests.organisation.people import make_staff, sign_in

PAGE = "/resultat/user-survey/oversikt"
APART: Split = {Gender.WOMAN: (5, 30), Gender.MAN: (60, 10)}


@pytest.fixture
def unit(session: Session) -> Unit:
    unit = make_unit(session)
    make_staff(session, unit, Role.MANAGER, "chef")
    version = publish_instrument(session, "user_survey")
    sealed_wave(session, version, unit, MANY, year=2019)
    sealed_wave(session, version, unit, APART, year=2020)
    return unit


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("&amp;", "&")


@pytest.mark.usefixtures("unit")
def test_every_variable_has_its_figures_change_and_sentence(client: FlaskClient) -> None:
    sign_in(client, "chef")
    page = plain(client.get(PAGE).text)
    assert "Kvinnor och män svarade troligen olika på 12 frågor av 12 (2020)" in page
    assert page.count("14 % (6–29), 35 svar") == 12
    assert page.count("2019: −16 (−28 till −3): troligen en skillnad") == 12
    earlier = plain(client.get(f"{PAGE}?mattillfalle=2019").text)
    assert "71 % (45–88), 14 svar" in earlier
    assert "14 % (6–29)" not in earlier


@pytest.mark.usefixtures("unit")
def test_an_address_says_area_and_order(client: FlaskClient) -> None:
    sign_in(client, "chef")
    one_area = client.get(f"{PAGE}?omrade=overall").text
    assert one_area.count('href="/resultat/user-survey/fraga/') == 1
    by_name = client.get(f"{PAGE}?ordning=namn").text
    names = re.findall(r'/fraga/[^"]+">([^<]+)</a></th>', by_name)
    assert names == sorted(names, key=alphabetical)
    assert len(names) == 12
    for wrong in ("mattillfalle=1999", "omrade=ute", "ordning=slump", "enhet=nej"):
        assert client.get(f"{PAGE}?{wrong}").status_code == 404


def test_swedish_letters_come_last() -> None:
    words = ["öga", "ål", "zon", "Ärta", "apa", "o\u0308rn"]
    assert sorted(words, key=alphabetical) == ["apa", "zon", "ål", "Ärta", "öga", "o\u0308rn"]


def test_hidden_groups_are_hidden_here_too(client: FlaskClient, session: Session) -> None:
    unit = make_unit(session, "few")
    make_staff(session, unit, Role.MANAGER, "few")
    sealed_wave(session, publish_instrument(session, "user_survey"), unit, FEW_WOMEN)
    sign_in(client, "few")
    page, file = client.get(PAGE), client.get(f"{PAGE}/hamta/share/csv")
    told = page.text + file.text
    assert "Kvinnor och män visas inte var för sig 2020" in page.text
    for hidden in ("40 av 52", "3 av 4", "75\u00a0%", ";75;", ";40;", ";52;"):
        assert hidden not in told
    assert "77\u00a0% (64–86), 56 svar" in told


@pytest.mark.usefixtures("unit")
def test_the_table_and_the_picture_can_be_taken_away(client: FlaskClient) -> None:
    sign_in(client, "chef")
    addresses = re.findall(r'href="([^"]+/hamta/[^"]+)"', client.get(PAGE).text)
    png, svg, xlsx, table = (client.get(plain(address)) for address in addresses)
    picture = Image.open(io.BytesIO(png.data))
    assert picture.size[0] == 2200
    assert svg.data.startswith(b"<?xml")
    disposition = table.headers["Content-Disposition"]
    assert disposition.endswith('filename="user-survey-oversikt-share-homeless-2020.csv"')
    assert table.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(table.data.decode("utf-8-sig")), delimiter=";"))
    women = next(row for row in rows if row["Grupp"] == "Kvinnor")
    assert (women["Antal svar"], women["Värde"], women["Lägst (95 %)"]) == ("35", "14", "6")
    sheet = load_workbook(io.BytesIO(xlsx.data))["Tabell"]
    assert [cell.value for cell in sheet[1]] == list(rows[0])
    assert sheet.max_row == len(rows) + 1 == 12 * 4 + 1


@pytest.mark.usefixtures("unit")
@pytest.mark.parametrize(
    "way", ["", "/oversikt", "/sida-vid-sida", "/fritext", "/hamta/overall/png"]
)
def test_who_is_signed_out_signs_in_first(client: FlaskClient, way: str) -> None:
    answer = client.get(f"/resultat/user-survey{way}")
    assert answer.status_code == 303
    assert answer.location.startswith("/logga-in?next=")


@pytest.mark.usefixtures("unit")
def test_the_chart_of_one_question_can_be_taken_away(client: FlaskClient) -> None:
    sign_in(client, "chef")
    path = "/resultat/user-survey/hamta/overall"
    table = client.get(f"{path}/csv")
    assert 'filename="user-survey-overall-homeless.csv"' in table.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(table.data.decode("utf-8-sig")), delimiter=";"))
    assert {row["Mättillfälle"] for row in rows} == {"2019", "2020"}
    assert client.get(f"{path}/png").mimetype == "image/png"
    assert client.get(f"{path}/exe").status_code == 404
    assert client.get("/resultat/user-survey/hamta/nothing/csv").status_code == 404
