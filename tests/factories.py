"""Factories for what tests need; each name says the situation."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy.orm import Session

from core.codes import Gender, Missing, Mode
from core.database import random_key
from organisation.models import Station, Unit
from organisation.stations import new_address
from surveys.collection.models import SurveyResponse, Wave
from surveys.collection.responses import Circumstances, FilledIn, store_response
from surveys.collection.waves import WavePlan, open_wave
from surveys.questionnaires.file_format import load_instrument, read_questionnaire
from surveys.questionnaires.models import (
    RESPONSE_ITEM,
    Item,
    QuestionnaireRevision,
    QuestionnaireVersion,
    Survey,
)
from surveys.questionnaires.publishing import publish
from surveys.questionnaires.questionnaire import (
    Comparability,
    Degree,
    Questionnaire,
    StaffText,
)

MARCH = date(2026, 3, 12)
EVERYTHING = Path(__file__).parent / "surveys/questionnaires/everything.yaml"


def make_unit(session: Session, code: str = "homeless", parent: Unit | None = None) -> Unit:
    """A unit, at the top of the tree or below another."""
    unit = Unit(code=code, name=f"Enheten {code}", parent_id=parent.id if parent else None)
    session.add(unit)
    session.flush()
    return unit


def make_bare_version(
    session: Session, items: Collection[str] = ("treatment", "overall"), survey: str = "user-survey"
) -> QuestionnaireVersion:
    """A published version that has items and no content: enough for counting."""
    version = QuestionnaireVersion(
        survey=Survey(code=survey),
        number=1,
        structure_hash="0" * 64,
        one_question=False,
        published_on=MARCH,
    )
    version.revisions.append(QuestionnaireRevision(revision=1, content={}, content_hash="0" * 64))
    session.add(version)
    session.flush()
    session.add_all(
        Item(survey_id=version.survey_id, code=code) for code in (RESPONSE_ITEM, *items)
    )
    session.flush()
    return version


def make_wave(
    session: Session,
    version: QuestionnaireVersion,
    unit: Unit,
    label: str = "2026",
    modes: Collection[Mode] = (Mode.LINK, Mode.KIOSK),
    stations: Collection[Station] = (),
) -> Wave:
    """A wave open through March 2026, by link and kiosk."""
    plan = WavePlan(
        label=label,
        opens=date(2026, 3, 1),
        closes=date(2026, 3, 31),
        modes=modes,
        stations=tuple(stations),
    )
    return open_wave(session, version, unit, plan)


def make_response(
    session: Session,
    wave: Wave,
    codes: Mapping[int, int],
    *,
    gender: int = Gender.WOMAN,
    day: date = MARCH,
    mode: Mode = Mode.LINK,
) -> bytes:
    """A stored response; gives its key."""
    key = random_key()
    circumstances = Circumstances(
        wave_id=wave.id,
        version_id=wave.version_id,
        revision=1,
        mode=mode.value,
        language="sv",
        unit_id=wave.unit_id,
        station_id=None,
        gender=gender,
        age_group=Missing.NOT_SHOWN,
        who_answered=Missing.NOT_SHOWN,
        day=day,
    )
    assert store_response(session, FilledIn(key, circumstances, codes))
    return key


def item_ids(session: Session, survey: Survey) -> dict[str, int]:
    """The item ids of a survey by code."""
    items = session.query(Item).filter_by(survey_id=survey.id)
    return {item.code: item.id for item in items}


def stored_responses(session: Session) -> list[SurveyResponse]:
    """Every stored response."""
    return session.query(SurveyResponse).all()


@cache
def instrument(name: str) -> Questionnaire:
    """A questionnaire that comes with the software; "everything" is the tests' own."""
    return read_questionnaire(
        EVERYTHING.read_text() if name == "everything" else load_instrument(name)
    )


def publish_instrument(session: Session, name: str) -> QuestionnaireVersion:
    """An instrument, published."""
    return publish(session, instrument(name), MARCH).version


def publish_twice(session: Session) -> QuestionnaireVersion:
    """The second version of "renewed": new words, a new choice, a question more and one less."""
    whole = instrument("everything")
    title = {language: f"{words} 2" for language, words in whole.title.items()}
    whole = whole.model_copy(update={"survey": "renewed", "title": title})
    publish(session, without(whole, "grade"), MARCH)
    note = StaffText(sv="Frågan gäller nu mötet.", en="The question is now about the meeting.")
    said = Comparability(degree=Degree.CHANGED, note=note)
    questions = tuple(
        question.model_copy(
            update={
                "text": {**question.text, "sv": "Hur var vi mot dig på mötet?"},
                "comparability": said,
            }
        )
        if question.id == "treatment"
        else question
        for question in whole.questions
    )
    renewed = whole.model_copy(update={"questions": questions})
    return publish(session, without(renewed, "got_answer"), MARCH).version


def without(questionnaire: Questionnaire, code: str) -> Questionnaire:
    """The questionnaire without one question."""
    kept = tuple(question for question in questionnaire.questions if question.id != code)
    variables = {name: one for name, one in questionnaire.variables.items() if name != code}
    return questionnaire.model_copy(update={"questions": kept, "variables": variables})


def make_station(session: Session, unit: Unit, place: str = "Receptionen") -> Station:
    """A station with the secret address that new ones get."""
    station = Station(unit_id=unit.id, place=place, address=new_address())
    session.add(station)
    session.flush()
    return station


def open_survey(session: Session, name: str = "user_survey") -> Wave:
    """An open wave of an instrument, by link and at one station; committed."""
    unit = make_unit(session)
    station = make_station(session, unit)
    wave = make_wave(session, publish_instrument(session, name), unit, stations=[station])
    session.commit()
    return wave


def addresses(wave: Wave) -> tuple[str, str]:
    """The paths of the wave's link and of its station."""
    return f"/enkat/{wave.code}", f"/kiosk/{wave.stations[0].address}"
