"""What a report of a wave says: what was found, who answered, and never more than its readers may see."""

import json
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from analysis.reports.making import make_files
from analysis.reports.report import Parts, Points, ReportDocument, Table
from analysis.reports.survey_report import survey_report
from analysis.reports.wave_cut import until_wave
from analysis.reports.workplace import MOST_MEASURES, three_sentences, workplace_report
from analysis.results.models import WaveWord
from analysis.results.survey_results import load_results
from core.codes import Gender, Mode
from core.errors import NotFound
from organisation.models import ClientCount, Measure, MeasureState, Unit
from surveys.questionnaires.models import QuestionnaireVersion
from surveys.questionnaires.publishing import publish
from tests.analysis.report_cases import HOSTILE, asked_of, language
from tests.analysis.situations import FEW_WOMEN, MANY, sealed_wave
from tests.factories import MARCH, instrument, make_unit, publish_instrument
from tests.printed import opened, text_of

CLIENTS = date(2019, 12, 1)


@pytest.fixture
def unit(session: Session) -> Unit:
    """A unit with 115 women and 532 men."""
    unit = make_unit(session)
    session.add(ClientCount(unit_id=unit.id, as_of=CLIENTS, women=115, men=532, source="x"))
    return unit


@pytest.fixture
def version(session: Session) -> QuestionnaireVersion:
    return publish_instrument(session, "user_survey")


def silent(_done: int, _total: int | None) -> None:
    """Nobody waits."""


def everything(made: ReportDocument) -> str:
    """The whole content as one text."""
    return json.dumps(made.as_json(), ensure_ascii=False).replace("\u00a0", " ")


def tables(made: ReportDocument, section: str) -> list[Table]:
    """The tables of a section."""
    [found] = [one for one in made.sections if one.name == section]
    return [block for block in found.blocks if isinstance(block, Table)]


def test_the_report_says_who_answered_of_how_many(
    app: Flask, session: Session, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, MANY, clients_as_of=CLIENTS)
    with language(app):
        made = survey_report(session, asked_of(app, session, version.survey, unit, "2020"))
    [table] = tables(made, "svarade")
    assert [row[:3] for row in table.rows] == [
        ("Alla", "86", "647"),
        ("Kvinnor", "14", "115"),
        ("Män", "72", "532"),
    ]
    assert [row[3].replace("\u00a0", " ") for row in table.rows] == ["13 %", "12 %", "14 %"]
    assert "86 av 647 svarade (13 %)." in made.lead.replace("\u00a0", " ")
    assert made.marking == "För internt bruk"


def test_presses_at_a_station_are_no_response_rate(
    app: Flask, session: Session, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, MANY, mode=Mode.KIOSK, clients_as_of=CLIENTS)
    with language(app):
        made = survey_report(session, asked_of(app, session, version.survey, unit, "2020"))
    [table] = tables(made, "svarade")
    assert table.columns[-1] == "Svar per klient"
    assert "svarsfrekvens" not in everything(made).replace("är ingen svarsfrekvens", "")
    assert table.rows[0][3] == "0,13"


def test_every_area_has_its_variables_with_chart_table_and_sentences(
    app: Flask, session: Session, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, MANY)
    with language(app):
        made = survey_report(session, asked_of(app, session, version.survey, unit, "2020"))
    areas = [one for one in made.sections if one.name.startswith("area-")]
    variables = [one for one in made.sections if one.name.startswith("variable-")]
    assert (len(areas), len(variables), len(made.pictures)) == (7, 12, 12)
    for area in areas:
        [parts] = [block for block in area.blocks if isinstance(block, Parts)]
        assert [heading for heading, _texts in parts.parts] == ["Utfall", "Analys"]
    assert everything(made).count("Gäller om de som inte svarade") >= len(variables)
    names = [one.name for one in made.sections]
    assert len(set(names)) == len(names)


def test_two_modes_are_said_not_to_be_comparable(
    app: Flask, session: Session, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, MANY, year=2019, mode=Mode.PAPER)
    sealed_wave(session, version, unit, MANY)
    with language(app):
        made = survey_report(session, asked_of(app, session, version.survey, unit, "2020"))
    [section] = [one for one in made.sections if one.name == "jamforbarhet"]
    [points] = [block for block in section.blocks if isinstance(block, Points)]
    assert len(points.items) == 1
    assert "telefon i stället för papper" in points.items[0]
    assert "Går inte att jämföra." in everything(made)


def test_a_report_of_an_earlier_wave_knows_nothing_of_the_later(
    app: Flask, session: Session, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, MANY, year=2019)
    with language(app):
        before = survey_report(session, asked_of(app, session, version.survey, unit, "2019"))
        files = make_files(before, silent)
        sealed_wave(session, version, unit, {Gender.WOMAN: (5, 40), Gender.MAN: (60, 6)})
        after = survey_report(session, asked_of(app, session, version.survey, unit, "2019"))
        again = make_files(after, silent)
    assert everything(before) == everything(after)
    assert "2020" not in everything(after)
    assert files == again


def test_cutting_at_the_last_wave_changes_nothing(
    app: Flask, session: Session, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, MANY)
    with language(app):
        asked = asked_of(app, session, version.survey, unit, "2020")
        page = load_results(session, version.survey, unit, asked.audience)
        assert until_wave(page, "2020") is page


def test_too_few_women_are_hidden_everywhere(
    app: Flask, session: Session, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, FEW_WOMEN)
    with language(app):
        made = survey_report(session, asked_of(app, session, version.survey, unit, "2020"))
        sheet = workplace_report(
            session, asked_of(app, session, version.survey, unit, "2020"), MARCH
        )
        printed = text_of(make_files(made, silent)["rapport.pdf"])
    [table] = tables(made, "svarade")
    assert [row[1] for row in table.rows] == ["56", "–", "–"]
    for text in (everything(made), everything(sheet), printed):
        assert "40 av 52" not in text
        assert "3 av 4" not in text
        assert "52 svar" not in text


def test_other_readers_get_published_waves_without_words_at_their_limit(
    app: Flask, session: Session, unit: Unit, version: QuestionnaireVersion
) -> None:
    few = {Gender.WOMAN: (6, 2), Gender.MAN: (40, 12)}
    wave = sealed_wave(session, version, unit, few)
    session.add(WaveWord(wave_id=wave.id, topic="analysis", text="Hemligt ord.", day=MARCH))
    with language(app):
        with pytest.raises(NotFound):
            asked_of(app, session, version.survey, unit, "2020", for_others=True)
        wave.published = True
        session.flush()
        inside = survey_report(session, asked_of(app, session, version.survey, unit, "2020"))
        outside = survey_report(
            session, asked_of(app, session, version.survey, unit, "2020", for_others=True)
        )
    assert "Hemligt ord." in everything(inside)
    assert "Hemligt ord." not in everything(outside)
    assert outside.marking == "Får visas för alla"
    assert [row[1] for row in tables(inside, "svarade")[0].rows] == ["60", "8", "52"]
    assert [row[1] for row in tables(outside, "svarade")[0].rows] == ["60", "–", "–"]
    assert not [one for one in outside.sections if one.name in ("plan", "samlat", "jamstalldhet")]


def test_words_stand_under_the_headings_of_the_planning_system(
    app: Flask, session: Session, unit: Unit, version: QuestionnaireVersion
) -> None:
    wave = sealed_wave(session, version, unit, MANY)
    for topic, text in (
        ("analysis", f"Vi tror.\n\n{HOSTILE}"),
        ("learning", "Vi lärde."),
        ("gender_causes", "Vet inte."),
    ):
        session.add(WaveWord(wave_id=wave.id, topic=topic, text=text, day=MARCH))
    session.flush()
    with language(app):
        made = survey_report(session, asked_of(app, session, version.survey, unit, "2020"))
        printed = text_of(make_files(made, silent)["rapport.pdf"])
    [summary] = [one for one in made.sections if one.name == "samlat"]
    [parts] = [block for block in summary.blocks if isinstance(block, Parts)]
    assert [heading for heading, _texts in parts.parts] == ["Utfall", "Analys", "Ta tillvara"]
    assert dict(parts.parts)["Analys"] == ("Vi tror.", HOSTILE)
    [gender] = [one for one in made.sections if one.name == "jamstalldhet"]
    assert "Vet inte." in str(gender)
    assert "#panic()" in printed


def test_a_survey_that_nobody_answered_has_a_report_all_the_same(
    app: Flask, session: Session, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, {})
    with language(app):
        asked = asked_of(app, session, version.survey, unit, "2020")
        for made in (survey_report(session, asked), workplace_report(session, asked, MARCH)):
            assert opened(make_files(made, silent)["rapport.pdf"]).pages
            assert "visas inte" in everything(made).lower()


def test_the_sheet_for_the_meeting_is_one_page_however_much_there_is_to_say(
    app: Flask, session: Session, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, MANY, year=2019, mode=Mode.PAPER)
    sealed_wave(session, version, unit, {Gender.WOMAN: (50, 40), Gender.MAN: (170, 10)})
    plain = {"unit_id": unit.id, "who": "Alla", "first_day": MARCH, "made_on": MARCH}
    for number in range(9):
        text = f"{number} {HOSTILE} " + "ord " * 60
        state = MeasureState.DONE if number % 2 else MeasureState.UNDER_WAY
        session.add(Measure(**plain, what=text[:400], last_day=MARCH, state=state.value))
    session.flush()
    with language(app):
        asked = asked_of(app, session, version.survey, unit, "2020")
        made = workplace_report(session, asked, MARCH)
        long = replace(made, title=f"{made.title} " + "och ännu mer " * 6)
        for one in (made, long):
            assert len(opened(make_files(one, silent)["rapport.pdf"]).pages) == 1
        assert len(three_sentences(asked)) == 3
    [done] = [one for one in made.sections if one.name == "gjort"]
    [points] = [block for block in done.blocks if isinstance(block, Points)]
    assert len(points.items) == MOST_MEASURES
    assert not [one for one in made.sections if not one.blocks]


def test_the_same_report_in_english(
    app: Flask, session: Session, unit: Unit, version: QuestionnaireVersion
) -> None:
    sealed_wave(session, version, unit, MANY)
    with language(app, "en"):
        asked = replace(asked_of(app, session, version.survey, unit, "2020"), language="en")
        made = survey_report(session, asked)
    assert made.as_json()["language"] == "en"
    assert "We cannot say" in everything(made)
    assert "This applies if" in everything(made) or "Gäller" not in everything(made)


def test_a_hundred_variables_have_a_chart_each_and_the_sheet_is_still_one_page(
    app: Flask, session: Session, unit: Unit
) -> None:
    whole = instrument("user_survey")
    [asked] = [question for question in whole.questions if question.id == "overall"]
    [kept] = [question for question in whole.questions if question.type == "gender"]
    names = [f"overall_{number}" for number in range(100)]
    many = whole.model_copy(
        update={
            "survey": "many",
            "questions": (*(asked.model_copy(update={"id": name}) for name in names), kept),
            "variables": dict.fromkeys(names, whole.variables["overall"]),
            "derived": {},
        }
    )
    version = publish(session, many, MARCH).version
    sealed_wave(session, version, unit, {Gender.WOMAN: (6, 4), Gender.MAN: (7, 5)})
    with language(app):
        found = asked_of(app, session, version.survey, unit, "2020")
        assert len(survey_report(session, found).pictures) == 100
        files = make_files(workplace_report(session, found, MARCH), silent)
        assert len(opened(files["rapport.pdf"]).pages) == 1
