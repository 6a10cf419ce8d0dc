"""Invented answers to the staff survey from teams, the same every time.

The published index of 2017 to 2019 is real; these waves come after it and say that they are invented.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from core.codes import Gender, Missing, Mode
from core.database import random_key
from organisation.models import Unit
from organisation.units import add_unit
from surveys.collection.models import Wave
from surveys.collection.responses import Circumstances, FilledIn, store_response
from surveys.collection.wave_invited import enter_asked
from surveys.collection.waves import WavePlan, close_wave, open_wave, seal_wave
from surveys.questionnaires.derived import derivation
from surveys.questionnaires.models import QuestionnaireVersion
from surveys.questionnaires.publishing import item_ids, latest_questionnaire

DAYS = 21


@dataclass(frozen=True)
class Team:
    """A team's code and name, how many were asked, and its women and men who answered."""

    code: str
    name: str
    asked: int
    women: int
    men: int


#: 69 of 71 answered, as in 2019; the teams, and how they answered, are invented. One is too small.
TEAMS = (
    Team("hemlosa-boende", "Boendeteamet", 28, 17, 10),
    Team("hemlosa-handlaggning", "Handläggningsteamet", 24, 14, 10),
    Team("hemlosa-stod", "Stödteamet", 16, 9, 6),
    Team("hemlosa-ledning", "Ledning och administration", 3, 2, 1),
)
#: By year and team, how likely one step up is; and what each index adds to it.
MOODS = {2020: (0.70, 0.78, 0.62, 0.75), 2021: (0.78, 0.80, 0.74, 0.80)}
LEANING = {"motivation": 0.06, "leadership": 0.02, "governance": -0.05}


def load_staff_survey(
    session: Session, version: QuestionnaireVersion, unit: Unit, limit: int
) -> None:
    """Two waves of the staff survey in the unit's teams; `limit` is the smallest group shown."""
    teams = [add_unit(session, team.code, team.name, unit) for team in TEAMS]
    for year, moods in MOODS.items():
        plan = WavePlan(
            label=str(year),
            opens=date(year, 10, 1),
            closes=date(year, 10, DAYS),
            modes=[Mode.PAPER],
            once_per_person=True,
            simulated=True,
        )
        wave = open_wave(session, version, unit, plan)
        session.flush()
        _answer(session, wave, list(zip(TEAMS, teams, moods, strict=True)))
        asked = {found.id: team.asked for team, found in zip(TEAMS, teams, strict=True)}
        enter_asked(session, wave, asked)
        close_wave(wave)
        seal_wave(session, wave, limit)


def _answer(session: Session, wave: Wave, teams: Sequence[tuple[Team, Unit, float]]) -> None:
    dice = random.Random(wave.opens.year)  # noqa: S311 -- the same invented answers every time.
    questionnaire = latest_questionnaire(wave.version)
    derive, items = derivation(questionnaire), item_ids(session, wave.version_id)
    leaning = {
        question: add
        for index, add in LEANING.items()
        for question in questionnaire.derived[index].of
    }
    questions = (question.id for question in questionnaire.questions)
    asked = [question for question in questions if question in questionnaire.variables]
    for team, unit, mood in teams:
        for gender, people in ((Gender.WOMAN, team.women), (Gender.MAN, team.men)):
            for _ in range(people):
                own = mood + dice.uniform(-0.15, 0.15)
                codes = {one: _code(dice, own + leaning.get(one, 0.0)) for one in asked}
                stored = {items[one]: code for one, code in (codes | derive(codes)).items()}
                day = wave.opens + timedelta(days=dice.randrange(DAYS))
                store_response(
                    session, FilledIn(random_key(), _at(wave, unit, gender, day), stored)
                )


def _code(dice: random.Random, likely: float) -> int:
    """1 to 5: four steps, each taken or not."""
    return 1 + sum(dice.random() < likely for _ in range(4))


def _at(wave: Wave, unit: Unit, gender: Gender, day: date) -> Circumstances:
    return Circumstances(
        wave_id=wave.id,
        version_id=wave.version_id,
        revision=wave.version.revisions[-1].revision,
        mode=Mode.PAPER.value,
        language="sv",
        unit_id=unit.id,
        station_id=None,
        gender=gender,
        age_group=Missing.NOT_SHOWN,
        who_answered=Missing.NOT_SHOWN,
        day=day,
    )
