"""A staff survey with teams, one of them small, for the town."""

import random
from datetime import date

from sqlalchemy.orm import Session

from core.codes import Gender, Missing, Mode
from core.database import random_key
from organisation.models import Unit
from organisation.unit_changes import add_change
from surveys.collection.models import Wave
from surveys.collection.responses import Circumstances, FilledIn, store_response
from surveys.collection.wave_invited import enter_asked
from surveys.collection.waves import close_wave, seal_wave
from surveys.questionnaires.derived import derivation
from surveys.questionnaires.publishing import item_ids, latest_questionnaire
from tests.factories import make_unit, make_wave, publish_instrument

#: Team, how many were asked, and the women and men who answered.
TEAMS = (("team-a", 24, 12, 10), ("team-b", 30, 14, 13), ("team-c", 16, 8, 7), ("tiny", 4, 2, 1))
INDICES = ("ami", "motivation", "leadership", "governance")


def add_staff_index(session: Session, section: Unit) -> dict[str, str]:
    """Two counted waves and an open one of a unit with teams; what stands in addresses."""
    unit = make_unit(session, "staffed", section)
    waves = staff_waves(session, unit)
    waves["2025"].published = True
    add_change(session, unit, date(2020, 1, 1), "Två enheter blev en.")
    version = waves["2025"].version
    opened = make_wave(session, version, unit, "2026", modes=[Mode.PAPER])
    team = session.query(Unit).filter_by(code="team-a").one()
    enter_asked(session, opened, {team.id: 24})
    answer_team(session, opened, team, 5, 4)
    return {"staff_wave": str(opened.id)}


def staff_waves(session: Session, unit: Unit, limit: int = 5) -> dict[str, Wave]:
    """Counted waves of two years in TEAMS below the unit, by label."""
    version = publish_instrument(session, "staff_survey")
    teams = [make_unit(session, code, unit) for code, *_ in TEAMS]
    waves = {}
    for year in (2024, 2025):
        wave = make_wave(session, version, unit, str(year), modes=[Mode.PAPER])
        wave.opens, wave.closes = date(year, 3, 1), date(year, 3, 31)
        for team, (_, _, women, men) in zip(teams, TEAMS, strict=True):
            answer_team(session, wave, team, women, men, mood=0.6 + 0.1 * (year - 2024))
        enter_asked(
            session, wave, {team.id: one[1] for team, one in zip(teams, TEAMS, strict=True)}
        )
        close_wave(wave)
        seal_wave(session, wave, limit)
        waves[wave.label] = wave
    return waves


def answer_team(
    session: Session, wave: Wave, team: Unit, women: int, men: int, mood: float = 0.7
) -> None:
    """So many women and men of a team answer, the same every time; indices as the form makes them."""
    dice = random.Random(team.id)
    questionnaire = latest_questionnaire(wave.version)
    derive, items = derivation(questionnaire), item_ids(session, wave.version_id)
    asked = [one.id for one in questionnaire.questions if one.id in questionnaire.variables]
    for gender, people in ((Gender.WOMAN, women), (Gender.MAN, men)):
        for _ in range(people):
            codes = {one: 1 + sum(dice.random() < mood for _ in range(4)) for one in asked}
            stored = {items[one]: code for one, code in (codes | derive(codes)).items()}
            circumstances = Circumstances(
                wave_id=wave.id,
                version_id=wave.version_id,
                revision=1,
                mode=Mode.PAPER.value,
                language="sv",
                unit_id=team.id,
                station_id=None,
                gender=gender,
                age_group=Missing.NOT_SHOWN,
                who_answered=Missing.NOT_SHOWN,
                day=wave.opens,
            )
            assert store_response(session, FilledIn(random_key(), circumstances, stored))
