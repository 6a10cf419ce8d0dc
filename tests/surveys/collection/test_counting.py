"""Counting while a wave is open: what is counted, what waits, and that nothing is lost."""

import multiprocessing
import os
import signal
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.codes import Gender
from core.settings import Settings
from surveys.collection.cells import counting_rule, waiting_persons
from surveys.collection.counting_job import count_each_night, count_ended
from surveys.collection.counting_periods import ended_periods, period_end
from surveys.collection.models import SurveyResponse, Wave, WaveSealing
from surveys.collection.responses import correct_answer, withdraw_response
from surveys.collection.states import CountingPeriod, WaveState
from surveys.collection.waves import (
    Reopening,
    TooFewChanges,
    close_wave,
    count_period,
    counted_through,
    has_been_public,
    reopen_wave,
    seal_wave,
)
from tests.analysis.visit_waves import DAY, OPENS, WEEK, count_week, press, visit_wave
from tests.conftest import FixedClock
from tests.factories import item_ids, make_response, make_unit, make_wave, publish_instrument
from tests.surveys.collection.test_cells import kept, recounted
from wsgi import create_app

LIMIT = 5
SUNDAY = OPENS + 6 * DAY
TODAY = SUNDAY + DAY


@pytest.fixture
def wave(session: Session) -> Wave:
    return visit_wave(session)


def sealings(session: Session, wave: Wave) -> list[tuple[int, date, date]]:
    """Number, last counted day, and the day it was done."""
    query = select(WaveSealing).filter_by(wave_id=wave.id).order_by(WaveSealing.number)
    return [(one.number, one.through, one.day) for one in session.scalars(query)]


def test_only_the_days_of_the_period_are_counted(session: Session, wave: Wave) -> None:
    press(session, wave, OPENS, {4: 6})
    press(session, wave, TODAY, {4: 6})
    assert count_period(session, wave, SUNDAY, LIMIT, TODAY)
    assert (wave.state, wave.sealings) == (WaveState.OPEN, 1)
    assert sealings(session, wave) == [(1, SUNDAY, TODAY)]
    assert sum(kept(session, wave, shown_only=True).values()) == 2 * 6
    assert waiting_persons(session, wave)["all"] == 6


def test_what_has_been_counted_is_not_counted_again(session: Session, wave: Wave) -> None:
    press(session, wave, OPENS, {4: 6})
    assert count_period(session, wave, SUNDAY, LIMIT, TODAY)
    press(session, wave, OPENS, {4: 6})
    assert not count_period(session, wave, SUNDAY, LIMIT, TODAY)
    assert not count_period(session, wave, SUNDAY - DAY, LIMIT, TODAY)
    assert wave.sealings == 1


def test_a_period_that_has_not_ended_is_not_counted(session: Session, wave: Wave) -> None:
    press(session, wave, OPENS, {4: 20})
    assert not count_period(session, wave, SUNDAY, LIMIT, SUNDAY)


def test_a_period_of_few_answers_waits_for_the_next(session: Session, wave: Wave) -> None:
    press(session, wave, OPENS, {4: 4})
    assert not count_week(session, wave, 0, LIMIT)
    assert not sealings(session, wave)
    press(session, wave, OPENS + WEEK, {4: 3})
    assert count_week(session, wave, 1, LIMIT)
    assert [one[:2] for one in sealings(session, wave)] == [(1, SUNDAY + WEEK)]


def test_a_late_answer_is_taken_at_the_next_count(session: Session, wave: Wave) -> None:
    press(session, wave, OPENS, {4: 6})
    count_week(session, wave, 0, LIMIT)
    press(session, wave, OPENS, {1: 1})
    press(session, wave, OPENS + WEEK, {4: 5})
    assert count_week(session, wave, 1, LIMIT)
    assert kept(session, wave, shown_only=True) == recounted(session, wave)
    assert not waiting_persons(session, wave)["all"]


def test_one_woman_more_waits_though_the_men_are_many(session: Session) -> None:
    wave = make_wave(session, publish_instrument(session, "user_survey"), make_unit(session))
    item = item_ids(session, wave.survey)["overall"]
    for gender in (Gender.WOMAN, Gender.MAN):
        for _ in range(6):
            make_response(session, wave, {item: 4}, gender=gender, day=wave.opens)
    middle, end = date(2026, 3, 15), date(2026, 3, 20)
    assert count_period(session, wave, middle, LIMIT, middle + DAY)
    for gender, many in ((Gender.WOMAN, 1), (Gender.MAN, 9)):
        for _ in range(many):
            make_response(session, wave, {item: 4}, gender=gender, day=end)
    assert not count_period(session, wave, end, LIMIT, end + DAY)


def test_a_withdrawal_is_part_of_the_next_count(session: Session, wave: Wave) -> None:
    keys = press(session, wave, OPENS, {4: 8})
    count_week(session, wave, 0, LIMIT)
    rule = counting_rule(session, wave)
    withdraw_response(session, rule, keys[0])
    correct_answer(session, rule, keys[1], item_ids(session, wave.survey)["visit"], 1)
    press(session, wave, OPENS + WEEK, {4: 6})
    assert count_week(session, wave, 1, LIMIT)
    assert kept(session, wave, shown_only=True) == recounted(session, wave)


def test_closing_counting_and_opening_again_go_on_as_before(session: Session, wave: Wave) -> None:
    press(session, wave, OPENS, {4: 12})
    count_week(session, wave, 0)
    press(session, wave, OPENS + WEEK, {4: 3})
    close_wave(wave)
    assert not count_week(session, wave, 1)
    with pytest.raises(TooFewChanges):
        seal_wave(session, wave, LIMIT, OPENS + WEEK)
    press(session, wave, OPENS + WEEK, {4: 3})
    seal_wave(session, wave, LIMIT, OPENS + WEEK)
    assert counted_through(session, wave) == OPENS + WEEK
    reopen_wave(session, wave, Reopening(wave.closes, "Fler ska svara."), OPENS + WEEK)
    press(session, wave, OPENS + WEEK + DAY, {4: 11})
    assert count_week(session, wave, 1)
    assert wave.state == WaveState.OPEN
    assert [number for number, _, _ in sealings(session, wave)] == [1, 2, 3]
    assert kept(session, wave, shown_only=True) == recounted(session, wave)


def test_the_job_counts_every_week_that_has_ended(
    app: Flask, session: Session, clock: FixedClock, wave: Wave
) -> None:
    for number, presses in enumerate((12, 4, 9, 30)):
        press(session, wave, OPENS + number * WEEK, {4: presses})
    session.commit()
    clock.instant = datetime.combine(OPENS + 3 * WEEK, datetime.min.time(), UTC) + timedelta(
        hours=3
    )
    with app.app_context():
        count_each_night.call_local()
        count_each_night.call_local()
    session.expire_all()
    counted = [through for _, through, _ in sealings(session, wave)]
    # The second week had four: it waited, and was counted with the third.
    assert counted == [SUNDAY, SUNDAY + 2 * WEEK]


def test_the_weeks_of_one_question_are_counted_as_for_everybody(
    app: Flask, session: Session, wave: Wave
) -> None:
    press(session, wave, OPENS, {4: 9})
    with app.app_context():
        assert count_ended(session, wave, TODAY) == 0
        press(session, wave, OPENS, {4: 1})
        assert count_ended(session, wave, TODAY) == 1


def test_a_published_wave_is_counted_at_the_public_limit(app: Flask, session: Session) -> None:
    wave = visit_wave(session, each=CountingPeriod.MONTH)
    wave.version.one_question = False
    end = date(2026, 1, 31)
    press(session, wave, OPENS, {4: 6})
    with app.app_context():
        assert count_ended(session, wave, end + DAY) == 1
        wave.published = True
        assert has_been_public(session, wave)
        press(session, wave, end + DAY, {4: 9})
        assert count_ended(session, wave, date(2026, 3, 1)) == 0
        press(session, wave, end + DAY, {4: 1})
        assert count_ended(session, wave, date(2026, 3, 1)) == 1


def test_two_servers_count_a_week_once(app: Flask, session: Session, wave: Wave) -> None:
    press(session, wave, OPENS, {4: 25})
    session.commit()
    number, counted = wave.id, []
    begin = threading.Barrier(2)

    def work() -> None:
        with app.app_context(), Session(app.extensions["synpunkt.engine"]) as own, own.begin():
            begin.wait()
            counted.append(count_ended(own, own.get_one(Wave, number), TODAY))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    session.expire_all()
    assert sorted(counted) == [0, 1]
    assert sum(kept(session, wave, shown_only=True).values()) == 50


def _count_and_die(settings: Settings, wave_id: int) -> None:
    app = create_app(settings)
    with app.app_context(), Session(app.extensions["synpunkt.engine"]) as own:
        count_period(own, own.get_one(Wave, wave_id), SUNDAY, LIMIT, TODAY)
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_server_killed_while_it_counts_loses_nothing(
    settings: Settings, session: Session, wave: Wave
) -> None:
    press(session, wave, OPENS, {4: 20, 1: 3})
    session.commit()
    process = multiprocessing.get_context("spawn").Process(
        target=_count_and_die, args=(settings, wave.id)
    )
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    session.expire_all()
    assert (wave.sealings, sealings(session, wave)) == (0, [])
    assert not kept(session, wave)
    assert all(one.counted_in is None for one in session.scalars(select(SurveyResponse)))
    assert count_period(session, wave, SUNDAY, LIMIT, TODAY)
    assert kept(session, wave, shown_only=True) == recounted(session, wave)


def test_periods_end_on_sundays_and_on_the_last_of_months() -> None:
    day = date(2026, 12, 30)
    assert period_end(CountingPeriod.WEEK, day) == date(2027, 1, 3)
    assert period_end(CountingPeriod.MONTH, day) == date(2026, 12, 31)
    assert period_end(CountingPeriod.MONTH, date(2028, 2, 1)) == date(2028, 2, 29)
    assert period_end(CountingPeriod.TERTIAL, date(2026, 5, 1)) == date(2026, 8, 31)
    ended = ended_periods(CountingPeriod.TERTIAL, date(2026, 2, 1), date(2026, 12, 31))
    assert list(ended) == [date(2026, 4, 30), date(2026, 8, 31)]
