"""The results page, its charts and the command: the same disclosed figures everywhere."""

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from analysis.results.commands import results
from core.settings import Settings
from organisation.models import Role, Unit
from tests.analysis.situations import FEW_WOMEN, MANY, sealed_wave
from tests.factories import make_unit, publish_instrument
from tests.organisation.people import make_staff, sign_in

PAGE = "/resultat/user-survey"


@pytest.fixture
def unit(session: Session) -> Unit:
    unit = make_unit(session)
    make_staff(session, unit, Role.MANAGER, "chef")
    make_staff(session, unit, Role.RECEPTION, "reception")
    session.commit()
    return unit


@pytest.fixture
def many(session: Session, unit: Unit) -> None:
    sealed_wave(session, publish_instrument(session, "user_survey"), unit, MANY)


def charts(page: str) -> list[str]:
    """The addresses of the page's charts."""
    found = re.findall(r'(?:src|srcset)="(/resultat/[^"]+)"', page)
    return [address.replace("&amp;", "&") for address in found]


def spaced(page: str) -> str:
    """The page with plain blanks for those that do not break."""
    return page.replace("\u00a0", " ")


def said(app: Flask, *arguments: str, status: int = 0) -> str:
    """What `synpunkt results` prints."""
    with app.app_context():
        ended = CliRunner().invoke(results, arguments)
    assert ended.exit_code == status, ended.output
    return ended.output


@pytest.mark.usefixtures("many")
def test_a_manager_reads_chart_table_and_sentence(client: FlaskClient) -> None:
    sign_in(client, "chef")
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "Hur nöjd" in page.text or "Nöjd" in page.text
    assert "71 % (45–88), 14 svar" in spaced(page.text)
    assert "Vi kan inte säga om kvinnor och män tycker olika. För få har svarat" in page.text
    assert "Gäller om de som inte svarade tycker ungefär som de som svarade." in page.text
    assert len(charts(page.text)) == 12 * 4


@pytest.mark.usefixtures("many")
def test_a_chart_is_drawn_once_and_then_read(client: FlaskClient, settings: Settings) -> None:
    sign_in(client, "chef")
    address = charts(client.get(PAGE).text)[0]
    first = client.get(address)
    assert first.mimetype == "image/svg+xml"
    assert "sandbox" in first.headers["Content-Security-Policy"]
    assert ElementTree.fromstring(first.data).tag.endswith("svg")  # noqa: S314 -- our own picture.
    kept = list((settings.data / "charts").iterdir())
    assert len(kept) == 1
    kept[0].write_bytes(b"<svg/>")
    assert client.get(address).data == b"<svg/>"


@pytest.mark.usefixtures("many")
def test_signed_out_people_are_asked_to_sign_in(client: FlaskClient) -> None:
    assert client.get(PAGE).location.startswith("/logga-in?next=")
    assert client.get(f"{PAGE}/diagram/overall.svg").status_code == 404
    assert client.get("/resultat").status_code == 303


@pytest.mark.usefixtures("many")
def test_the_reception_sees_no_results(client: FlaskClient) -> None:
    sign_in(client, "reception")
    assert client.get(PAGE).status_code == 403
    assert client.get("/resultat").status_code == 403
    assert client.get(f"{PAGE}/diagram/overall.svg").status_code in {403, 404}


@pytest.mark.usefixtures("many")
def test_a_manager_of_another_unit_sees_nothing_and_no_kept_chart(
    client: FlaskClient, session: Session, app: Flask
) -> None:
    other = make_unit(session, "elder-care")
    make_staff(session, other, Role.MANAGER, "other")
    session.commit()
    sign_in(client, "chef")
    address = charts(client.get(PAGE).text)[0]
    client.get(address)
    stranger = app.test_client()
    sign_in(stranger, "other")
    assert stranger.get(PAGE).status_code == 403
    assert stranger.get(address).status_code in {403, 404}


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(
    "address",
    [
        "/resultat/nothing",
        f"{PAGE}?enhet=nothing",
        f"{PAGE}/diagram/nothing.svg",
        f"{PAGE}/diagram/..svg",
        f"{PAGE}/diagram/{'x' * 300}.svg?v=0123456789abcdef",
        f"{PAGE}/diagram/gender.svg",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(client: FlaskClient, address: str) -> None:
    sign_in(client, "chef")
    assert client.get(address).status_code == 404


def test_a_null_sign_in_an_address_is_an_address_that_is_not_there(client: FlaskClient) -> None:
    for path in ("", "/oversikt", "/sida-vid-sida", "/diagram/overall.svg"):
        assert client.get(f"/resultat/user%00survey{path}").status_code == 404


def test_hidden_groups_are_nowhere_not_even_in_the_picture(
    client: FlaskClient, app: Flask, session: Session, unit: Unit
) -> None:
    sealed_wave(session, publish_instrument(session, "user_survey"), unit, FEW_WOMEN)
    sign_in(client, "chef")
    page = client.get(PAGE).text
    everything = page + "".join(client.get(address).text for address in charts(page)[:4])
    everything += said(app, "user-survey") + said(app, "user-survey", "--format", "json")
    for told in ("75 %", "40 av 52", "40 of 52", "3 av 4", "0.75", "0.769"):
        # A picture's places may hold the digits, as in 310.75.
        assert not re.search(rf"(?<!\d){re.escape(told)}", everything), told
    assert "77 % (64–86), 56 svar" in spaced(page)
    found = json.loads(said(app, "user-survey", "--format", "json"))["variables"][0]
    hidden = [cell for cell in found["cells"] if cell["group"] != "all"]
    assert all(cell["hidden"] and cell["n"] is None and cell["value"] is None for cell in hidden)
    assert all(one["difference"] is None and one["p"] is None for one in found["comparisons"])


def test_the_public_sees_a_published_wave_without_signing_in(
    client: FlaskClient, session: Session, unit: Unit
) -> None:
    version = publish_instrument(session, "user_survey")
    sealed_wave(session, version, unit, MANY, year=2019)
    sealed_wave(session, version, unit, MANY, year=2020, published=True)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "2020" in page.text
    assert "2019" not in page.text
    assert client.get(charts(page.text)[0]).status_code == 200


@pytest.mark.usefixtures("many")
def test_json_and_csv_hold_the_same_figures_in_full_precision(app: Flask) -> None:
    found = json.loads(said(app, "user-survey", "--format", "json"))
    assert found["survey"] == "user-survey"
    overall = next(one for one in found["variables"] if one["variable"] == "overall")
    assert overall["kind"] == "share"
    woman = next(cell for cell in overall["cells"] if cell["group"] == "woman")
    assert woman["value"] == 10 / 14
    assert set(woman) == {
        *("wave", "group", "n", "population", "value", "low", "high", "hidden"),
    }
    assert set(overall["comparisons"][0]) == {
        *("kind", "waves", "groups", "difference", "low", "high", "p", "q", "verdict", "sentence"),
    }
    rows = list(csv.DictReader(io.StringIO(said(app, "user-survey", "--format", "csv"))))
    same = next(r for r in rows if r["variable"] == "overall" and r["group"] == "woman")
    assert float(same["value"]) == woman["value"]


@pytest.mark.usefixtures("many")
def test_the_command_says_what_is_missing(app: Flask, tmp_path: Path) -> None:
    assert "no survey nothing" in said(app, "nothing", status=1)
    assert "no unit nothing" in said(app, "user-survey", "--unit", "nothing", status=1)
    assert "say --unit" in said(app, "user-survey", "--public", status=1)
