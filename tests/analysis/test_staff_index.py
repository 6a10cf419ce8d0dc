"""The page of the staff index: the finding, the years, women and men, teams and how many answered."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from analysis.published.columns import FigureRow
from analysis.published.importing import check_rows, store
from analysis.results.staff_index import index_of
from organisation.models import Role, Unit
from organisation.unit_changes import add_change
from surveys.collection.models import Wave, WaveInvited
from surveys.collection.waves import close_wave, seal_wave
from tests.factories import make_unit, make_wave, publish_instrument
from tests.organisation.people import make_staff, sign_in
from tests.town_staff_index import INDICES, staff_waves

PAGE = "/resultat/staff-survey/index"


@pytest.fixture
def waves(session: Session) -> dict[str, Wave]:
    """Two counted waves in four teams, one of them small; a manager and a stranger."""
    unit = make_unit(session, "staffed")
    waves = staff_waves(session, unit)
    make_staff(session, unit, Role.MANAGER, "chef")
    make_staff(session, unit, Role.CASE_WORKER, "handlaggare")
    session.commit()
    return waves


def rows(page: str, caption: str) -> dict[str, list[str]]:
    """The cells of each row of the last table with the caption, by its name."""
    table = page.rpartition(f"<caption>{caption}</caption>")[2].partition("</table>")[0]
    cells = (re.findall(r"<span>([^<]*)</span>", row) for row in table.split("<tr")[1:])
    return {found[0]: found[1:] for found in cells if found}


def rates(page: str) -> dict[str, list[str]]:
    """How many of each team answered."""
    return {
        name: [cell.replace("\xa0", " ") for cell in cells]
        for name, cells in rows(page, "Svar i varje team").items()
    }


def test_the_index_comes_before_the_indices_it_is_made_of(
    app: Flask, session: Session, waves: dict[str, Wave]
) -> None:
    with app.app_context():
        assert index_of(session, waves["2025"].survey) == INDICES
    session.commit()


@pytest.mark.usefixtures("waves")
def test_the_heading_says_the_newest_figure_and_how_it_compares(client: FlaskClient) -> None:
    sign_in(client, "chef")
    page = client.get(PAGE).text
    heading = re.search(r"<h1>([^<]*)</h1>", page)
    assert heading
    assert re.fullmatch(
        r"Index för medarbetare \(AMI\): \d\d \(2025\)\. Jämfört med 2024: säker skillnad\.",
        heading[1],
    )
    over_years = page.partition("<h2>Över åren</h2>")[2].partition("</article>")[0]
    assert "67 av 74, 91" in over_years
    assert over_years.count("Statistiskt säkerställd skillnad") >= 1
    assert all(f"<h3>{name}</h3>" in over_years for name in ("Motivation", "Ledarskap", "Styrning"))


def test_a_unit_that_changed_is_not_compared_with_what_it_was(
    client: FlaskClient, session: Session, waves: dict[str, Wave]
) -> None:
    add_change(session, waves["2025"].unit, date(2025, 1, 1), "Två enheter blev en")
    session.commit()
    sign_in(client, "chef")
    page = client.get(PAGE).text
    assert "2024 och 2025 går inte att jämföra: enheten ändrades.</h1>" in page
    assert "Statistiskt säkerställd skillnad" not in page.partition("<h2>Kvinnor")[0]


@pytest.mark.usefixtures("waves")
def test_a_small_team_is_hidden_with_its_next_in_figures_and_in_rates(client: FlaskClient) -> None:
    sign_in(client, "chef")
    page = client.get(PAGE).text
    assert rates(page) == {
        "Enheten team-a": ["22", "24", "92 %"],
        "Enheten team-b": ["27", "30", "90 %"],
        "Enheten team-c": ["visas inte", "16", "visas inte"],
        "Enheten tiny": ["visas inte", "4", "visas inte"],
        "Enheten staffed": ["67", "74", "91 %"],
    }
    figures = rows(page, "Index 0–100 med osäkerhet, antal svar")
    assert figures["Enheten tiny"] == figures["Enheten team-c"] == ["visas inte"] * 4
    assert all("22 svar" in cell for cell in figures["Enheten team-a"])
    assert len(figures["Enheten staffed"]) == 4


def test_where_all_asked_in_the_hidden_teams_answered_another_team_is_hidden(
    client: FlaskClient, session: Session, waves: dict[str, Wave]
) -> None:
    by_code = {unit.code: unit.id for unit in session.query(Unit)}
    for code, asked in (("team-c", 15), ("tiny", 3)):
        kept = session.get_one(WaveInvited, (waves["2025"].id, by_code[code]))
        kept.persons = asked
    session.commit()
    sign_in(client, "chef")
    shown = rates(client.get(PAGE).text)
    assert shown["Enheten team-a"][0] == "visas inte"
    assert shown["Enheten team-b"][0] == "27"


@pytest.mark.usefixtures("waves")
def test_files_and_pictures_hold_what_the_page_shows(client: FlaskClient) -> None:
    sign_in(client, "chef")
    page = client.get(PAGE).text
    pictures = re.findall(r'(?:srcset|src)="([^"]*/diagram/[^"]*)"', page)
    assert len(pictures) == 3 * 4
    picture = client.get(pictures[0].replace("&amp;", "&"))
    assert picture.mimetype == "image/svg+xml"
    table = client.get(f"{PAGE}/hamta/teams/csv").data.decode("utf-8-sig")
    hidden = [line for line in table.splitlines() if "tiny" in line or "team-c" in line]
    assert len(hidden) == 2 * 4 * 4
    assert all(line.endswith("visas inte") for line in hidden)
    years = client.get(f"{PAGE}/hamta/years/csv").data.decode("utf-8-sig")
    assert years.count(";2024;Alla;") == years.count(";2025;Alla;") == 4
    assert client.get(f"{PAGE}/hamta/gender/xlsx").status_code == 200


def test_the_public_sees_published_waves_at_the_public_limit(
    client: FlaskClient, session: Session, waves: dict[str, Wave]
) -> None:
    assert client.get(PAGE).status_code == 303
    waves["2025"].published = True
    session.commit()
    page = client.get(PAGE).text
    assert "2024" not in page
    assert rates(page)["Enheten team-a"][0] == "22"
    assert rates(page)["Enheten tiny"][0] == rates(page)["Enheten team-c"][0] == "visas inte"
    assert client.get(f"{PAGE}?mattillfalle=2024").status_code == 404


def test_without_numbers_asked_there_are_counts_and_no_rates(
    client: FlaskClient, session: Session, waves: dict[str, Wave]
) -> None:
    session.query(WaveInvited).delete()
    session.commit()
    sign_in(client, "chef")
    shown = rates(client.get(PAGE).text)
    assert shown["Enheten team-a"] == ["22", "–", "–"]
    assert shown["Enheten staffed"] == ["67", "–", "–"]


@pytest.fixture
def published(client: FlaskClient, session: Session) -> Unit:
    """A unit with the sub-indices of 2018, whose mean is the index, and the index itself of 2017."""
    unit = make_unit(session)
    make_staff(session, unit, Role.MANAGER, "chef")
    publish_instrument(session, "staff_survey")
    figures = (
        ("ami", 2017, 68.0),
        ("motivation", 2018, 76.0),
        ("leadership", 2018, 80.0),
        ("governance", 2018, 73.0),
    )
    rows_read = [
        FigureRow(
            number=number,
            survey="staff-survey",
            item=item,
            unit=unit.code,
            label=str(year),
            day=date(year, 12, 31),
            source="A quality report",
            mean=mean,
        )
        for number, (item, year, mean) in enumerate(figures, 2)
    ]
    store(session, check_rows(session, rows_read))
    session.commit()
    sign_in(client, "chef")
    return unit


@pytest.mark.usefixtures("published")
def test_an_index_of_published_figures_has_no_interval(client: FlaskClient) -> None:
    page = client.get(PAGE).text
    assert "<h1>Index för medarbetare (AMI): 76 (2018). 2017: 68.</h1>" in page
    figures_shown = rows(page, "Index 0–100 med osäkerhet, antal svar")
    assert figures_shown["2018 (publicerad)"][:4] == ["76", "76", "80", "73"]
    assert "Gäller om de som inte svarade" not in page
    assert "Svar i varje team" not in page


def test_figures_from_both_sides_of_a_break_are_not_put_beside_each_other(
    client: FlaskClient, session: Session, published: Unit
) -> None:
    add_change(session, published, date(2018, 3, 1), "Två enheter blev en")
    session.commit()
    heading = client.get(PAGE).text.partition("<h1>")[2].partition("</h1>")[0]
    assert heading == (
        "Index för medarbetare (AMI): 76 (2018). 2018: enheten ändrades (Två enheter blev en). "
        "Före och efter kan inte jämföras."
    )


@pytest.mark.usefixtures("waves")
def test_who_reads_no_results_is_refused(client: FlaskClient) -> None:
    sign_in(client, "handlaggare")
    assert client.get(PAGE).status_code == 403


def test_a_survey_without_an_index_of_indices_has_no_such_page(
    client: FlaskClient, session: Session, waves: dict[str, Wave]
) -> None:
    version = publish_instrument(session, "general_grade")
    wave = make_wave(session, version, waves["2025"].unit, "2025")
    close_wave(wave)
    seal_wave(session, wave, 5)
    session.commit()
    sign_in(client, "chef")
    assert "Index och team" in client.get("/resultat/staff-survey").text
    assert "Index och team" not in client.get("/resultat/general-grade").text
    assert client.get("/resultat/general-grade/index").status_code == 404
