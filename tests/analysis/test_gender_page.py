"""The page of women and men: sorted by difference, hidden groups named, answers beside clients."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core.codes import Gender, Mode
from organisation.models import ClientCount, Role, Unit
from surveys.collection.waves import WavePlan, close_wave, open_wave, seal_wave
from surveys.questionnaires.models import QuestionnaireVersion
from surveys.questionnaires.publishing import item_ids
from tests.analysis.situations import FEW_WOMEN, MANY, Split, sealed_wave
from tests.factories import make_response, make_unit, publish_instrument
from tests.organisation.people import make_staff, sign_in

PAGE = "/resultat/user-survey/kvinnor-och-man"
COUNTED = date(2020, 1, 1)
LATER: Split = {Gender.WOMAN: (28, 18), Gender.MAN: (178, 32)}


@pytest.fixture
def unit(session: Session) -> Unit:
    unit = make_unit(session)
    make_staff(session, unit, Role.MANAGER, "chef")
    session.add(ClientCount(unit_id=unit.id, as_of=COUNTED, women=115, men=532, source="Registret"))
    session.commit()
    return unit


@pytest.fixture
def version(session: Session) -> QuestionnaireVersion:
    return publish_instrument(session, "user_survey")


def read(client: FlaskClient, path: str = PAGE) -> str:
    sign_in(client, "chef")
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.text.replace("\u00a0", " ")


def test_the_largest_difference_stands_first_with_its_sentence(
    client: FlaskClient, session: Session, unit: Unit, version: QuestionnaireVersion
) -> None:
    plan = WavePlan("2020", date(2020, 4, 1), date(2020, 4, 30), [Mode.TELEPHONE])
    wave = open_wave(session, version, unit, plan)
    items = item_ids(session, version.id)
    for number in range(40):
        # On letters nobody differs, on listening women and men are far apart.
        codes = {items["letters"]: 4 if number % 2 else 1}
        for gender, best in ((Gender.WOMAN, 10), (Gender.MAN, 35)):
            listening = {items["listening"]: 4 if number < best else 1}
            make_response(session, wave, codes | listening, gender=gender, mode=Mode.TELEPHONE)
    close_wave(wave)
    seal_wave(session, wave, 5)
    session.commit()
    page = read(client)
    assert "<h1>Kvinnor och män svarade troligen olika på 1 fråga av 2 (2020)</h1>" in page
    names = re.findall(r'/fraga/([a-z_]+)\?[^"]+">[^<]+</a></th>', page)
    assert names == ["listening", "letters"]
    assert "−63 (−75 till −42)" in page
    assert "Vi vet inte hur många som fick frågan." in page
    assert page.index("Hur vi lyssnar:") < page.index("Lätt att förstå våra brev:"), "in the chart"


def test_women_and_men_who_answered_stand_beside_the_clients(
    client: FlaskClient, session: Session, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, LATER, year=2020, clients_as_of=COUNTED)
    page = read(client)
    part = page[page.index("Vilka svarade?") :]
    rows = re.findall(r'scope="row"><span>([^<]+)</span></th>(.*?)</tr>', part)
    told = {name: re.findall(r"<span>([^<]+)</span>", cells) for name, cells in rows}
    assert told == {
        "Kvinnor": ["46", "115", "40 %"],
        "Män": ["210", "532", "39 %"],
        "Alla": ["256", "647", "40 %"],
    }
    assert "Kvinnor är 18 % av de kvinnor och män som svarade, och 18 % av klienterna." in part
    assert "ingen svarsfrekvens" not in part


def test_hidden_groups_are_named_in_one_sentence_and_nowhere_else(
    client: FlaskClient, session: Session, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, FEW_WOMEN)
    page = read(client)
    assert page.count("Kvinnor och män visas inte var för sig på 12 frågor (") == 1
    assert "Färre än 5 kvinnor eller färre än 5 män svarade" in page
    for told in ("40 av 52", "3 av 4", "75 %", "<span>52</span>", "<span>4</span>"):
        assert told not in page
    part = page[page.index("Vilka svarade?") :]
    assert part.count("<span>visas inte</span>") == 2
    assert "<span>56</span>" in part


def test_everybody_sees_published_waves_and_no_words(
    client: FlaskClient, session: Session, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, MANY, year=2019)
    sealed_wave(session, version, unit, MANY, year=2020, published=True)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "2019" not in page.text
    assert "Färre än 10" not in page.text, "all groups are large enough"
    for inside in ("<textarea", "Analys av kvinnor och män", "Inget är skrivet än"):
        assert inside not in page.text
    assert client.get(f"{PAGE}?mattillfalle=2019").status_code == 404


def test_a_survey_that_does_not_ask_for_gender_says_so(
    client: FlaskClient, session: Session, unit: Unit
) -> None:
    sealed_wave(session, publish_instrument(session, "visit_satisfaction"), unit, MANY)
    page = read(client, "/resultat/visit-satisfaction/kvinnor-och-man")
    assert "<h1>Enkäten frågar inte om kön</h1>" in page
    assert "<textarea" not in page
    assert "Vilka svarade?" not in page
    assert "Övriga och okänt visas inte" not in page


def test_who_is_signed_out_signs_in_and_unknown_things_are_not_there(
    client: FlaskClient, session: Session, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, MANY)
    assert client.get(PAGE).location.startswith("/logga-in?next=")
    sign_in(client, "chef")
    for wrong in ("mattillfalle=1999", "enhet=nej", "mattillfalle=%00", f"enhet={unit.code}%00"):
        assert client.get(f"{PAGE}?{wrong}").status_code == 404
    assert client.get("/resultat/nothing/kvinnor-och-man").status_code == 404
