"""Everything that every page says of a wave of presses, kept by an attacker after each counting."""

import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from analysis.results.survey_results import Audience, load_results
from analysis.visits.index import Share, VisitIndex, visit_index, visit_waves
from core.codes import Group
from core.settings import Settings
from surveys.collection.cells import counting_rule
from surveys.collection.counting_job import count_ended
from surveys.collection.models import Wave
from surveys.collection.responses import correct_answer, withdraw_response
from surveys.collection.waves import TooFewChanges, close_wave, count_period, seal_wave
from tests.analysis.visit_waves import DAY, OPENS, WEEK, press, visit_wave
from tests.factories import item_ids

INSIDE, PUBLIC = 5, 10


@dataclass(frozen=True)
class Look:
    """What one reader sees on one day: the total of the results page, and the page of weeks."""

    total: Share | None
    index: VisitIndex | None


def look(session: Session, wave: Wave, audience: Audience) -> Look:
    """Both pages as the audience sees them."""
    session.flush()
    page = load_results(session, wave.survey, wave.unit, audience)
    cells = [
        cell
        for result in page.result.variables
        for cell in result.cells
        if cell.group is Group.ALL and cell.n
    ]
    total = Share(cells[0].count or 0, cells[0].n or 0) if cells else None
    waves = visit_waves(session, wave.survey, wave.unit, audience)
    index = visit_index(session, wave.survey, waves[0], audience) if waves else None
    return Look(total, index)


def events(
    session: Session, wave: Wave, dice: random.Random, taken_back: float = 0.3
) -> Iterator[None]:
    """Weeks go by: presses, some late, corrections, withdrawals, the nightly count, counts by hand."""
    keys: list[bytes] = []
    item, rule = item_ids(session, wave.survey)["visit"], counting_rule(session, wave)
    busy = dice.choice((3, 8, 20))
    for week in range(9):
        for station in wave.stations:
            for _ in range(dice.randint(0, busy)):
                day = OPENS + week * WEEK + dice.randrange(7) * DAY
                late = dice.choice((0, 0, 0, 0, 9))
                day = max(OPENS, day - late * DAY)
                keys += press(session, wave, day, {dice.choice((4, 4, 3, 2)): 1}, station)
        if keys and dice.random() < taken_back:
            withdraw_response(session, rule, keys.pop(dice.randrange(len(keys))))
        if keys and dice.random() < taken_back:
            correct_answer(session, rule, dice.choice(keys), item, 1)
        monday = OPENS + (week + 1) * WEEK
        if dice.random() < 0.2:
            count_period(session, wave, monday - DAY, INSIDE, monday)
        else:
            count_ended(session, wave, monday)
        wave.published = wave.published or dice.random() < 0.15
        yield
    close_wave(wave)
    with suppress(TooFewChanges):
        seal_wave(session, wave, PUBLIC if wave.published else INSIDE, date(2026, 12, 31))
    yield


@pytest.mark.parametrize("seed", range(12))
def test_weeks_and_months_add_up_to_the_total_that_everybody_sees(
    app: Flask, session: Session, settings: Settings, seed: int
) -> None:
    """So no press stands in a total and in no week, which would be shown by subtracting."""
    wave, dice = visit_wave(session), random.Random(seed)
    with app.app_context():
        for _ in events(session, wave, dice):
            seen = look(session, wave, Audience.public(settings))
            if seen.index and seen.index.weeks:
                for parts in (seen.index.weeks, seen.index.months):
                    assert _sum([part.share for part in parts]) == seen.total == seen.index.total
                assert min(week.share.n for week in seen.index.weeks) >= PUBLIC


@pytest.mark.parametrize("seed", range(12))
def test_inside_what_is_in_no_week_yet_is_nobody_or_enough(
    app: Flask, session: Session, settings: Settings, seed: int
) -> None:
    wave, dice = visit_wave(session), random.Random(seed)
    with app.app_context():
        for _ in events(session, wave, dice, taken_back=0):
            seen = look(session, wave, Audience.inside(settings))
            if seen.index and seen.index.weeks and seen.total:
                waits = seen.total.n - _sum([week.share for week in seen.index.weeks]).n
                assert waits == 0 or waits >= INSIDE
                assert seen.total == seen.index.total


@pytest.mark.parametrize("seed", range(12))
def test_everybody_sees_the_same_weeks_and_they_stay_as_they_were(
    app: Flask, session: Session, settings: Settings, seed: int
) -> None:
    wave, dice = visit_wave(session), random.Random(seed + 100)
    seen: list[VisitIndex] = []
    with app.app_context():
        for _ in events(session, wave, dice):
            inside = look(session, wave, Audience.inside(settings)).index
            public = look(session, wave, Audience.public(settings)).index
            if inside and public:
                assert inside.weeks == public.weeks
                assert inside.stations == public.stations
            seen += [inside] if inside else []
    for before, after in pairwise(seen):
        for number, old in enumerate(before.weeks[:-1]):
            now = after.weeks[number]
            # Only the last may grow, and then by at least as many as every counting changes.
            assert (now.first, now.share) == (old.first, old.share) or now.share.n > old.share.n


def test_the_day_after_a_late_press_nothing_has_changed(
    app: Flask, session: Session, settings: Settings
) -> None:
    wave = visit_wave(session)
    with app.app_context():
        press(session, wave, OPENS, {4: 20})
        count_ended(session, wave, OPENS + WEEK)
        before = look(session, wave, Audience.inside(settings))
        press(session, wave, OPENS, {1: 1})
        count_ended(session, wave, OPENS + WEEK + timedelta(days=1))
        assert look(session, wave, Audience.inside(settings)) == before


def _sum(shares: list[Share]) -> Share:
    return Share(sum(share.positive for share in shares), sum(share.n for share in shares))
