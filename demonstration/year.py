"""The demonstration: units with their real published figures, and simulated surveys.

The published figures are in published_figures.json, with their source.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from core.codes import Mode
from core.database import random_key
from demonstration.published import HOMELESS, UNITS, load_published
from demonstration.scorecard import load_scorecards
from demonstration.simulated import WAVE_2019, WAVE_2020, WAVE_NOW, Answers, invent
from demonstration.staff import load_staff_survey
from demonstration.visits import load_visits
from organisation.models import ClientCount, Station, Unit
from organisation.stations import add_station
from organisation.units import add_unit, enter_clients
from surveys.collection.models import Wave
from surveys.collection.responses import Circumstances, FilledIn, store_response
from surveys.collection.waves import WavePlan, close_wave, open_wave, seal_wave
from surveys.questionnaires.file_format import load_instrument, read_questionnaire
from surveys.questionnaires.models import QuestionnaireVersion
from surveys.questionnaires.publishing import item_ids, latest_questionnaire, publish

PUBLISHED = Path(__file__).with_name("published_figures.json")
WEEK = 7
#: Ready to be asked, beside the two that have been; a later version of a survey follows the earlier.
INSTRUMENTS = (
    "staff_survey",
    "postal_survey_2014",
    "postal_survey_2017",
    "after_meeting",
    "general_grade",
    "relatives",
    "refusal",
    "course",
    "staff_meeting",
    "exit",
    "former_clients",
)


@dataclass(frozen=True)
class Now:
    """How a wave takes answers today and for so many days, and the invented ones it has."""

    today: date
    modes: Sequence[Mode]
    stations: Sequence[Station]
    days: int
    simulated: Sequence[Answers] = ()


def load_year(session: Session, today: date, limit: int) -> None:
    """Fill an empty database; `limit` is the smallest group that is shown."""
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    top = add_unit(session, "socialtjansten", "Socialtjänsten")
    units = {code: add_unit(session, code, name, top) for name, code in UNITS.items()}
    unit = units[HOMELESS]
    for counts in published["clients_by_gender"]["counts"]:
        enter_clients(session, _client_count(unit, counts, published["source"]))
    reception = add_station(session, unit, "Receptionen")
    rooms = add_station(session, unit, "Utanför mötesrummen")
    user_survey, visits = _publish(session, "user_survey"), _publish(session, "visit_satisfaction")
    _past_waves(session, user_survey, unit, limit)
    versions = {name: _publish(session, name) for name in INSTRUMENTS}
    load_published(session, published)
    load_scorecards(session, published, units, today)
    load_staff_survey(session, versions["staff_survey"], unit, limit)
    now = Now(today, [Mode.KIOSK, Mode.LINK], [reception], days=60, simulated=WAVE_NOW)
    _open_wave(session, user_survey, unit, now)
    entrance = add_station(session, unit, "Entrén")
    load_visits(session, visits, unit, [rooms, entrance], today, 2 * limit)


def _client_count(unit: Unit, counts: dict[str, Any], source: str) -> ClientCount:
    """A client count; its source names a year, and for the last one a month."""
    year, month = (int(part) for part in counts.get("as_of", f"{counts['year']}-12").split("-"))
    return ClientCount(
        unit_id=unit.id,
        as_of=date(year, month, 1),
        women=counts["women"],
        men=counts["men"],
        source=source,
    )


def _publish(session: Session, name: str) -> QuestionnaireVersion:
    return publish(session, read_questionnaire(load_instrument(name)), date(2019, 3, 1)).version


def _past_waves(session: Session, version: QuestionnaireVersion, unit: Unit, limit: int) -> None:
    for year, groups, mode, clients in (
        (2019, WAVE_2019, Mode.PAPER, date(2019, 12, 1)),
        (2020, WAVE_2020, Mode.TELEPHONE, date(2020, 4, 1)),
    ):
        plan = WavePlan(
            label=str(year),
            opens=date(year, 4, 1),
            closes=date(year, 4, 30),
            modes=[mode],
            # Papers in the reception can be filled in twice; a call list holds each client once.
            once_per_person=mode is Mode.TELEPHONE,
            clients_as_of=clients,
            simulated=True,
        )
        wave = open_wave(session, version, unit, plan)
        _answer(session, wave, groups, 30)
        close_wave(wave)
        seal_wave(session, wave, limit)


def _open_wave(session: Session, version: QuestionnaireVersion, unit: Unit, now: Now) -> None:
    """A wave that began a week ago and takes answers."""
    plan = WavePlan(
        label=str(now.today.year),
        opens=now.today - timedelta(days=WEEK),
        closes=now.today + timedelta(days=now.days),
        modes=now.modes,
        stations=now.stations,
        simulated=bool(now.simulated),
    )
    _answer(session, open_wave(session, version, unit, plan), now.simulated, WEEK)


def _answer(session: Session, wave: Wave, groups: Sequence[Answers], days: int) -> None:
    """Store the invented answers of a wave."""
    questionnaire = latest_questionnaire(wave.version)
    items = item_ids(session, wave.version_id)
    for person in invent(questionnaire, groups, wave.opens, days, seed=wave.opens.year):
        at_station = person.mode is Mode.KIOSK
        circumstances = Circumstances(
            wave_id=wave.id,
            version_id=wave.version_id,
            revision=wave.version.revisions[-1].revision,
            mode=person.mode.value,
            language="sv",
            unit_id=wave.unit_id,
            station_id=wave.stations[0].id if at_station else None,
            gender=person.gender,
            age_group=person.age_group,
            who_answered=person.who_answered,
            day=person.day,
        )
        codes = {items[question]: code for question, code in person.codes.items()}
        store_response(session, FilledIn(random_key(), circumstances, codes))
