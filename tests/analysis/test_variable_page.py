"""The page of one variable: every figure disclosed, every sentence there, the numbers for a statistician."""

import csv
import io
import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core.codes import Gender, Mode
from organisation.models import ClientCount, Role, Unit
from surveys.questionnaires.models import QuestionnaireVersion
from tests.analysis.situations import FEW_WOMEN, MANY, MANY_AND_THREE_OTHERS, Split, sealed_wave
from tests.factories import make_unit, publish_instrument
from tests.organisation.people import make_staff, sign_in

PAGE = "/resultat/user-survey/fraga/overall"
LATER: Split = {Gender.WOMAN: (28, 18), Gender.MAN: (178, 32)}


@pytest.fixture
def unit(session: Session) -> Unit:
    unit = make_unit(session)
    make_staff(session, unit, Role.MANAGER, "chef")
    make_staff(session, unit, Role.RECEPTION, "reception")
    session.commit()
    return unit


@pytest.fixture
def version(session: Session) -> QuestionnaireVersion:
    return publish_instrument(session, "user_survey")


@pytest.fixture
def two_waves(session: Session, unit: Unit, version: QuestionnaireVersion) -> None:
    counted = date(2020, 1, 1)
    session.add(ClientCount(unit_id=unit.id, as_of=counted, women=115, men=532, source="Registret"))
    sealed_wave(session, version, unit, MANY, year=2019, mode=Mode.PAPER)
    sealed_wave(session, version, unit, LATER, year=2020, clients_as_of=counted)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("&amp;", "&")


def read(client: FlaskClient, path: str = PAGE, who: str = "chef") -> str:
    sign_in(client, who)
    answer = client.get(path)
    assert answer.status_code == 200
    return plain(answer.text)


@pytest.mark.usefixtures("two_waves")
def test_the_heading_is_the_finding_of_the_chosen_wave(client: FlaskClient) -> None:
    page = read(client)
    assert "<h1>Troligen en skillnad: 85 % av männen och 61 % av kvinnorna var nöjda</h1>" in page
    earlier = read(client, f"{PAGE}?mattillfalle=2019")
    assert "<h1>Vi kan inte säga om kvinnor och män tycker olika</h1>" in earlier


@pytest.mark.usefixtures("two_waves")
def test_every_sentence_stands_there_and_the_break_is_named(client: FlaskClient) -> None:
    page = read(client)
    for sentence in (
        "28 av 46 kvinnor och 178 av 210 män var nöjda. Bara 40 % svarade.",
        "För få har svarat: 10 av 14 kvinnor och 57 av 72 män var nöjda.",
        "<dt>2019–2020, alla, kvinnor och män</dt><dd>Går inte att jämföra. 2019 fyllde klienterna",
        "2020: telefon i stället för papper. Före och efter kan inte jämföras.",
        "Gäller om de som inte svarade tycker ungefär som de som svarade.",
        "Så löd frågan: <q>Hur nöjd är du med oss?</q>",
    ):
        assert sentence in page


@pytest.mark.usefixtures("two_waves")
def test_the_answers_are_spread_from_the_positive_end_with_their_counts(
    client: FlaskClient,
) -> None:
    page = read(client)
    part = page[page.index("Så fördelar sig svaren") : page.index("Vad vi kan säga")]
    heads = re.findall(r'scope="col"[^>]*>([^<]+)<', part)
    assert heads[2:] == ["Mycket nöjd", "Nöjd", "Inte nöjd", "Inte alls nöjd"]
    rows = re.findall(r'scope="row"><span>([^<]+)</span></th>(.*?)</tr>', part)
    told = {name: re.findall(r"<span>([^<]+)</span>", cells) for name, cells in rows}
    assert told == {
        "2019": ["86", "78 % (67)", "0 % (0)", "0 % (0)", "22 % (19)"],
        "2020": ["256", "80 % (206)", "0 % (0)", "0 % (0)", "20 % (50)"],
        "Kvinnor 2020": ["46", "61 % (28)", "0 % (0)", "0 % (0)", "39 % (18)"],
        "Män 2020": ["210", "85 % (178)", "0 % (0)", "0 % (0)", "15 % (32)"],
    }
    alt = re.search(r'alt="(Andel av dem som svarade på frågan[^"]+)"', part)
    assert alt
    assert "Kvinnor: Mycket nöjd 61 %" in alt[1]
    svg = re.search(r'src="([^"]+fordelning.svg[^"]+)"', part)
    assert svg
    assert client.get(svg[1]).mimetype == "image/svg+xml"


@pytest.mark.usefixtures("two_waves")
def test_a_statistician_finds_every_number(client: FlaskClient) -> None:
    page = read(client)
    fold = page[page.index("Så har vi räknat") :]
    for told in ("Newcombe", "Fishers exakta test med mid-p", "Benjamini och Hochberg", "Wilson"):
        assert told in fold
    row = re.search(r"<span>Kvinnor</span>.{0,60}<span>28</span>(.*?)</tr>", fold)
    assert row
    numbers = re.findall(r"<span>([^<]+)</span>", row[1])
    assert numbers[:3] == ["46", "115", "60,87"]
    assert numbers[-1] == "Wilson, ändlig population"
    assert re.search(r"Kvinnor minus män.*?<span>2020</span>.*?<span>0,000\d</span>", fold)


def test_three_waves_give_a_trend_and_whether_the_difference_changed(
    client: FlaskClient, session: Session, unit: Unit, version: QuestionnaireVersion
) -> None:
    for year in (2018, 2019, 2020):
        sealed_wave(session, version, unit, LATER, year=year)
    page = read(client)
    series = page[page.index("<h3>Hela serien</h3>") : page.index("<h3>Från gång till gång</h3>")]
    for whose in ("Alla", "Kvinnor", "Män", "Skillnaden mellan kvinnor och män"):
        assert f"<dt>{whose}" in series
    fold = page[page.index("Så har vi räknat") :]
    assert "Cochran–Armitages test" in fold
    assert "<span>Trend, sista minus första</span>" in fold
    assert "<span>2018–2020, alla</span>" in fold


@pytest.mark.usefixtures("two_waves")
def test_the_next_and_the_one_before_follow_the_questionnaire(client: FlaskClient) -> None:
    page = read(client, "/resultat/user-survey/fraga/listening")
    before = re.search(r'rel="prev" href="([^"]+)"', page)
    after = re.search(r'rel="next" href="([^"]+)"', page)
    assert before
    assert after
    assert before[1] == "/resultat/user-survey/fraga/treatment?enhet=homeless"
    assert after[1] == "/resultat/user-survey/fraga/understanding?enhet=homeless"
    assert 'rel="prev"' not in read(client, "/resultat/user-survey/fraga/treatment")
    assert 'rel="next"' not in page[page.index("</nav>", page.index('rel="next"')) :]
    for way in ("", "/oversikt", "/sida-vid-sida", "/kvinnor-och-man"):
        assert "/resultat/user-survey/fraga/overall?" in read(client, f"/resultat/user-survey{way}")


def test_hidden_groups_are_hidden_here_too(
    client: FlaskClient, session: Session, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, FEW_WOMEN)
    page = read(client)
    file = client.get(f"{PAGE}/hamta/csv").text
    everything = page + file + client.get(f"{PAGE}/fordelning.svg").text
    for told in ("3 av 4", "40 av 52", "75 % (3)", "77 % (40)", ";52;", ";40;", ";12;"):
        assert told not in everything, told
    assert "<h1>Kvinnor och män visas inte var för sig 2020</h1>" in page
    assert "77 % (43)" in page
    rows = list(csv.DictReader(io.StringIO(file.lstrip("\ufeff")), delimiter=";"))
    hidden = [row for row in rows if row["Grupp"] in ("Kvinnor", "Män")]
    assert len(hidden) == 8
    assert all((row["Antal"], row["Anmärkning"]) == ("", "visas inte") for row in hidden)


def test_a_third_group_that_is_hidden_is_in_no_count(
    client: FlaskClient, session: Session, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, MANY_AND_THREE_OTHERS)
    page = read(client)
    assert "78 % (67)" in page, "everybody is women and men"
    assert "(69)" not in page
    assert "Övriga och okänt 2020" not in page


@pytest.mark.usefixtures("two_waves")
def test_the_spread_can_be_taken_away(client: FlaskClient) -> None:
    sign_in(client, "chef")
    file = client.get(f"{PAGE}/hamta/csv?mattillfalle=2020")
    name = 'filename="user-survey-overall-fordelning-homeless-2020.csv"'
    assert name in file.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig")), delimiter=";"))
    women = [row for row in rows if row["Grupp"] == "Kvinnor"]
    assert [(row["Svar"], row["Antal"], row["Procent"]) for row in women] == [
        ("Mycket nöjd", "28", "61"),
        ("Nöjd", "0", "0"),
        ("Inte nöjd", "0", "0"),
        ("Inte alls nöjd", "18", "39"),
    ]
    assert client.get(f"{PAGE}/hamta/png").mimetype == "image/png"
    assert client.get(f"{PAGE}/hamta/exe").status_code == 404


def test_everybody_sees_published_waves_only(
    client: FlaskClient, session: Session, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, MANY, year=2019)
    sealed_wave(session, version, unit, LATER, year=2020, published=True)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "2019" not in page.text
    assert "Se hela enkäten" not in page.text
    assert "Chefens ord" not in page.text
    for asked in ("?mattillfalle=2019", "/fordelning.svg?mattillfalle=2019"):
        assert client.get(PAGE + asked).status_code == 404


@pytest.mark.usefixtures("two_waves")
@pytest.mark.parametrize(
    "address",
    [
        "/resultat/user-survey/fraga/nothing",
        "/resultat/user-survey/fraga/gender",
        "/resultat/nothing/fraga/overall",
        f"{PAGE}?enhet=nothing",
        f"{PAGE}?mattillfalle=1999",
        f"{PAGE}?mattillfalle=%00",
        f"{PAGE}/hamta/csv?mattillfalle=%3Cscript%3E",
        f"/resultat/user-survey/fraga/{'x' * 300}/fordelning.svg?v=0123456789abcdef",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(client: FlaskClient, address: str) -> None:
    sign_in(client, "chef")
    assert client.get(address).status_code == 404


@pytest.mark.usefixtures("two_waves")
def test_who_may_not_read_results_sees_none(client: FlaskClient) -> None:
    assert client.get(PAGE).location.startswith("/logga-in?next=")
    assert client.get(f"{PAGE}/fordelning.svg").status_code == 404
    sign_in(client, "reception")
    for way in ("", "/fordelning.svg", "/hamta/csv"):
        assert client.get(PAGE + way).status_code == 403


@pytest.mark.usefixtures("two_waves")
def test_the_page_speaks_english(client: FlaskClient, session: Session, unit: Unit) -> None:
    make_staff(session, unit, Role.MANAGER, "boss").language = "en"
    session.commit()
    page = read(client, who="boss")
    assert (
        "<h1>Probably a difference: 85% of the men and 61% of the women were satisfied</h1>" in page
    )
    assert "Mycket nöjd" not in page
    assert "61% (28)" in page
    assert "How satisfied are you" in page


@pytest.mark.usefixtures("two_waves")
def test_every_figure_that_a_chart_shows_is_in_a_table_of_the_page(client: FlaskClient) -> None:
    page = read(client)
    cells = " ".join(re.findall(r"<td.*?</td>", page, re.DOTALL))
    pictures = re.findall(r'<img[^>]* alt="([^"]+)"', page)
    assert len(pictures) > 1
    for alt in pictures:
        for figure in re.findall(r"\d+(?= %|–\d+ %)", alt):
            assert re.search(rf"\b{figure}\b", cells), (figure, alt)
