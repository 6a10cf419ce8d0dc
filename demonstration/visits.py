"""Invented presses outside the meeting rooms, the same every time: forty weeks, counted week by week.

The published index of 2019, 379 of 423, is real; this wave comes after it and says that it is
invented. One week is a real dip; the others differ by chance only.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from core.codes import Missing, Mode
from core.database import random_key
from organisation.models import Station, Unit
from surveys.collection.models import Wave
from surveys.collection.responses import Circumstances, FilledIn, store_response
from surveys.collection.states import CountingPeriod
from surveys.collection.wave_periods import latest_last_day
from surveys.collection.waves import WavePlan, count_period, open_wave
from surveys.questionnaires.models import QuestionnaireVersion
from surveys.questionnaires.publishing import item_ids

QUESTION = "visit"
WEEKS, WORKING_DAYS = 40, 5
DAY, WEEK = timedelta(days=1), timedelta(days=7)
#: Fewest and most presses a week at each station.
PRESSES = ((16, 30), (12, 24))
#: How likely the four faces are, the best first: in a usual week, and in the one that dips.
USUAL, DIP = (0.62, 0.28, 0.06, 0.04), (0.25, 0.30, 0.25, 0.20)
FACES = (4, 3, 2, 1)
DIPS_IN = 29


@dataclass(frozen=True)
class Press:
    """One press: at which station, on which day, on which face."""

    station: Station
    day: date
    code: int


def load_visits(
    session: Session,
    version: QuestionnaireVersion,
    unit: Unit,
    stations: Sequence[Station],
    today: date,
    limit: int,
) -> Wave:
    """A wave that takes answers at two stations since forty weeks; the week that goes on waits.

    `limit` is the fewest presses of a week that is shown.
    """
    opens = today - today.weekday() * DAY - WEEKS * WEEK
    plan = WavePlan(
        label=str(opens.year),
        opens=opens,
        closes=latest_last_day(opens),
        modes=[Mode.KIOSK],
        stations=stations,
        simulated=True,
        counted_each=CountingPeriod.WEEK,
    )
    wave = open_wave(session, version, unit, plan)
    session.flush()
    item = item_ids(session, version.id)[QUESTION]
    dice = random.Random(opens.year)  # noqa: S311 -- the same invented answers every time.
    for number in range(WEEKS + 1):
        monday = opens + number * WEEK
        for press in _week(dice, stations, monday, DIP if number == DIPS_IN else USUAL):
            if press.day < today:
                store_response(session, _filled(wave, press, item))
        count_period(session, wave, monday + 6 * DAY, limit, today)
    return wave


def _week(
    dice: random.Random, stations: Sequence[Station], monday: date, faces: Sequence[float]
) -> Iterator[Press]:
    for station, (fewest, most) in zip(stations, PRESSES, strict=True):
        for code in dice.choices(FACES, faces, k=dice.randint(fewest, most)):
            yield Press(station, monday + dice.randrange(WORKING_DAYS) * DAY, code)


def _filled(wave: Wave, press: Press, item: int) -> FilledIn:
    circumstances = Circumstances(
        wave_id=wave.id,
        version_id=wave.version_id,
        revision=wave.version.revisions[-1].revision,
        mode=Mode.KIOSK.value,
        language="sv",
        unit_id=press.station.unit_id,
        station_id=press.station.id,
        gender=int(Missing.NOT_SHOWN),
        age_group=int(Missing.NOT_SHOWN),
        who_answered=int(Missing.NOT_SHOWN),
        day=press.day,
    )
    return FilledIn(random_key(), circumstances, {item: press.code})
