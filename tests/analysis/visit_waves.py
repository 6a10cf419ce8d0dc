"""Waves of presses at stations, to count week by week in tests."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from sqlalchemy.orm import Session

from core.codes import Missing, Mode
from core.database import random_key
from organisation.models import Station, Unit
from surveys.collection.models import Wave
from surveys.collection.responses import Circumstances, FilledIn, store_response
from surveys.collection.states import CountingPeriod
from surveys.collection.waves import WavePlan, count_period, open_wave
from surveys.questionnaires.models import QuestionnaireVersion
from tests.factories import item_ids, make_station, make_unit, publish_instrument

#: A Monday.
OPENS = date(2026, 1, 5)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def visit_wave(
    session: Session,
    places: Iterable[str] = ("Receptionen", "Mötesrummen"),
    *,
    version: QuestionnaireVersion | None = None,
    unit: Unit | None = None,
    label: str = "2026",
    each: CountingPeriod | None = CountingPeriod.WEEK,
    opens: date = OPENS,
) -> Wave:
    """An open wave of the visit survey that is counted each week, at some stations."""
    unit = unit or make_unit(session, "homeless")
    plan = WavePlan(
        label=label,
        opens=opens,
        closes=opens + 51 * WEEK,
        modes=[Mode.KIOSK],
        stations=[make_station(session, unit, place) for place in places],
        counted_each=each,
    )
    return open_wave(
        session, version or publish_instrument(session, "visit_satisfaction"), unit, plan
    )


def press(
    session: Session,
    wave: Wave,
    day: date,
    codes: Mapping[int, int],
    station: Station | None = None,
) -> list[bytes]:
    """So many presses on each face at a station (the first one); gives their keys."""
    place = station or wave.stations[0]
    item = item_ids(session, wave.survey)["visit"]
    keys = []
    for code, many in codes.items():
        for _ in range(many):
            keys.append(random_key())
            circumstances = Circumstances(
                wave_id=wave.id,
                version_id=wave.version_id,
                revision=1,
                mode=Mode.KIOSK.value,
                language="sv",
                unit_id=place.unit_id,
                station_id=place.id,
                gender=int(Missing.NOT_SHOWN),
                age_group=int(Missing.NOT_SHOWN),
                who_answered=int(Missing.NOT_SHOWN),
                day=day,
            )
            assert store_response(session, FilledIn(keys[-1], circumstances, {item: code}))
    return keys


def count_week(session: Session, wave: Wave, number: int, limit: int = 10) -> bool:
    """Count until the Sunday of the so-many-th week, from 0, on the Monday after it."""
    sunday = wave.opens + number * WEEK + 6 * DAY
    return count_period(session, wave, sunday, limit, sunday + DAY)


def weeks_of_presses(
    session: Session, wave: Wave, weeks: Iterable[tuple[int, int]], each_station: bool = False
) -> None:
    """For each week so many presses on "very good" and "bad", counted when the week has ended."""
    for number, (good, bad) in enumerate(weeks):
        for station in wave.stations if each_station else wave.stations[:1]:
            press(session, wave, wave.opens + number * WEEK + 2 * DAY, {4: good, 2: bad}, station)
        count_week(session, wave, number)
