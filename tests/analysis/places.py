"""Waves whose answers come from sections, with words of people's own."""

import random
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from core.codes import Gender, Missing, Mode
from core.database import random_key
from organisation.models import Unit
from surveys.collection.models import Wave
from surveys.collection.responses import Circumstances, FilledIn, store_response
from surveys.questionnaires.publishing import item_ids
from tests.factories import MARCH

GENDERS = (Gender.WOMAN, Gender.MAN, Gender.OTHER)


def answer_from(
    session: Session,
    wave: Wave,
    unit: Unit,
    codes: Mapping[str, int],
    gender: int = Gender.WOMAN,
    *,
    mode: Mode = Mode.LINK,
    age_group: int = Missing.NOT_SHOWN,
    texts: Mapping[str, str] | None = None,
) -> bytes:
    """One response of a section's client: codes and words by question; gives its key."""
    items, key = item_ids(session, wave.version_id), random_key()
    circumstances = Circumstances(
        wave_id=wave.id,
        version_id=wave.version_id,
        revision=1,
        mode=mode.value,
        language="sv",
        unit_id=unit.id,
        station_id=None,
        gender=gender,
        age_group=age_group,
        who_answered=Missing.NOT_SHOWN,
        day=MARCH,
    )
    written = {items[question]: text for question, text in (texts or {}).items()}
    chosen = {items[question]: code for question, code in codes.items()}
    assert store_response(session, FilledIn(key, circumstances, chosen, written))
    return key


def answer_in_sections(
    session: Session,
    wave: Wave,
    sections: Sequence[tuple[Unit, int, int]],
    questions: Sequence[str],
    seed: int = 1,
) -> None:
    """So many women and men of each section answer 1-4, the same every time."""
    dice = random.Random(seed)
    for unit, women, men in sections:
        for gender, people in ((Gender.WOMAN, women), (Gender.MAN, men)):
            for _ in range(people):
                codes = {one: dice.choices((4, 3, 2, 1), (4, 4, 2, 1))[0] for one in questions}
                mode = dice.choice((Mode.LINK, Mode.KIOSK))
                age = dice.choices((1, 2, 3, 4, 5), (3, 9, 8, 4, 1))[0]
                answer_from(session, wave, unit, codes, gender, mode=mode, age_group=age)
