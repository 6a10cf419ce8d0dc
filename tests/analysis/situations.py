"""Sealed waves of the user survey with chosen answers."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from core.codes import Gender, Mode
from organisation.models import Unit
from surveys.collection.models import Wave
from surveys.collection.waves import WavePlan, close_wave, open_wave, seal_wave
from surveys.questionnaires.models import QuestionnaireVersion
from surveys.questionnaires.publishing import item_ids
from tests.factories import make_response

LIMIT = 5
#: Per gender, how many said the best and how many the worst.
Split = Mapping[Gender, tuple[int, int]]
MANY: Split = {Gender.WOMAN: (10, 4), Gender.MAN: (57, 15)}
MANY_AND_THREE_OTHERS: Split = {**MANY, Gender.OTHER: (2, 1)}
FEW_WOMEN: Split = {Gender.WOMAN: (3, 1), Gender.MAN: (40, 12)}


def sealed_wave(
    session: Session,
    version: QuestionnaireVersion,
    unit: Unit,
    split: Split,
    *,
    year: int = 2020,
    mode: Mode = Mode.TELEPHONE,
    published: bool = False,
    clients_as_of: date | None = None,
) -> Wave:
    """A counted wave in which each question got the same answers."""
    plan = WavePlan(
        label=str(year),
        opens=date(year, 4, 1),
        closes=date(year, 4, 30),
        modes=[mode],
        once_per_person=clients_as_of is not None,
        clients_as_of=clients_as_of,
    )
    wave = open_wave(session, version, unit, plan)
    wave.published = published
    add_answers(session, wave, split, mode)
    close_wave(wave)
    seal_wave(session, wave, LIMIT)
    session.commit()
    return wave


def add_answers(session: Session, wave: Wave, split: Split, mode: Mode = Mode.TELEPHONE) -> None:
    """More responses to a wave: the best choice or the worst on every question."""
    items = item_ids(session, wave.version_id)
    asked = [number for code, number in items.items() if code != "response"]
    for gender, counts in split.items():
        for code, people in zip((4, 1), counts, strict=True):
            for _ in range(people):
                make_response(session, wave, dict.fromkeys(asked, code), gender=gender, mode=mode)
