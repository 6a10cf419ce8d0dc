"""Kept counts are what a recount would give, whatever happens to the responses."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.codes import Gender, Missing
from surveys.collection.cells import CountingRule, counting_rule, waiting_persons
from surveys.collection.models import Answer, Cell, SurveyResponse, Wave
from surveys.collection.responses import (
    Circumstances,
    FilledIn,
    correct_answer,
    delete_answers,
    store_response,
    withdraw_response,
)
from surveys.collection.states import WaveState
from surveys.collection.waves import (
    TooFewChanges,
    WrongState,
    close_wave,
    count_period,
    may_be_shown,
    seal_wave,
)
from surveys.questionnaires.derived import derived_codes
from surveys.questionnaires.models import RESPONSE_ITEM
from tests.factories import (
    instrument,
    item_ids,
    make_bare_version,
    make_response,
    make_unit,
    make_wave,
    publish_instrument,
)

CODES = (4, 3, 2, 1, *Missing)
APRIL = date(2026, 4, 1)
LIMIT = 5

Counts = Counter[tuple[int, int, int]]
answer = st.sampled_from(CODES)
gender = st.sampled_from([*Gender, Missing.SKIPPED])
step = st.one_of(
    st.tuples(st.just("answer"), gender, answer, answer, st.integers(1, 28)),
    st.tuples(st.just("correct"), st.integers(0, 50), answer),
    st.tuples(st.just("withdraw"), st.integers(0, 50)),
    st.tuples(st.just("seal")),
    st.tuples(st.just("count"), st.integers(1, 28), st.sampled_from((0, 3))),
)


@pytest.fixture
def wave(session: Session) -> Wave:
    return make_wave(session, make_bare_version(session), make_unit(session))


def kept(session: Session, wave: Wave, *, shown_only: bool = False) -> Counts:
    """Counts by gender, item and code, from the cells."""
    session.flush()
    counts: Counts = Counter()
    for cell in session.scalars(select(Cell).filter_by(wave_id=wave.id)):
        if not shown_only or cell.sealing <= wave.sealings:
            counts[cell.gender, cell.item_id, cell.code] += cell.count
    return Counter({key: count for key, count in counts.items() if count})


def recounted(session: Session, wave: Wave) -> Counts:
    """The same counts from the stored answers of counted responses."""
    session.expire_all()
    counts: Counts = Counter()
    response_item = item_ids(session, wave.survey)[RESPONSE_ITEM]
    query = select(SurveyResponse).where(SurveyResponse.counted_in.is_not(None))
    for response in session.scalars(query):
        counts[response.gender, response_item, 1] += 1
        for given_answer in session.scalars(select(Answer).filter_by(response_key=response.key)):
            counts[response.gender, given_answer.item_id, given_answer.code] += 1
    return counts


def give(session: Session, wave: Wave, gender: int, *codes: int, day: int = 2) -> bytes:
    """Store a response of a day in March with one code for each of the survey's items."""
    items = [
        number for code, number in item_ids(session, wave.survey).items() if code != RESPONSE_ITEM
    ]
    given = dict(zip(items, codes, strict=True))
    return make_response(session, wave, given, gender=gender, day=date(2026, 3, day))


def play(session: Session, wave: Wave, rule: CountingRule, steps: list[tuple[object, ...]]) -> None:
    """Do the steps in order; a step that names a response takes one of those there are."""
    keys: list[bytes] = []
    item = item_ids(session, wave.survey)["treatment"]
    for name, *values in steps:
        match name, values:
            case "answer", [int(gender), int(first), int(second), int(day)]:
                keys.append(give(session, wave, gender, first, second, day=day))
            case "correct", [int(which), int(code)] if keys:
                correct_answer(session, rule, keys[which % len(keys)], item, code)
            case "withdraw", [int(which)] if keys:
                withdraw_response(session, rule, keys.pop(which % len(keys)))
            case "seal", []:
                seal_wave(session, wave, limit=0)
            case "count", [int(day), int(limit)]:
                # As if it had been opened again.
                wave.state = WaveState.OPEN.value
                count_period(session, wave, date(2026, 3, day), limit, APRIL)
                close_wave(wave)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(step, max_size=25))
def test_kept_counts_equal_a_recount_after_any_history(
    session: Session, steps: list[tuple[object, ...]]
) -> None:
    with session.begin_nested() as undo:
        wave = make_wave(session, make_bare_version(session), make_unit(session))
        close_wave(wave)
        play(session, wave, counting_rule(session, wave), steps)
        assert kept(session, wave) == recounted(session, wave)
        undo.rollback()


def test_deleting_answers_after_their_time_leaves_the_kept_counts(
    session: Session, wave: Wave
) -> None:
    for code in (4, 3, 3, 1, 2):
        give(session, wave, Gender.MAN, code, code)
    close_wave(wave)
    seal_wave(session, wave, LIMIT)
    before = kept(session, wave)
    delete_answers(session, wave)
    assert kept(session, wave) == before
    assert not session.scalars(select(SurveyResponse)).all()
    assert not session.scalars(select(Answer)).all()


def test_a_response_that_comes_after_sealing_waits_for_the_next_sealing(
    session: Session, wave: Wave
) -> None:
    close_wave(wave)
    seal_wave(session, wave, LIMIT)
    give(session, wave, Gender.WOMAN, 4, 4)
    assert not kept(session, wave, shown_only=True)
    assert waiting_persons(session, wave) == {"woman": 1, "all": 1}


def test_one_late_woman_is_not_shown_until_enough_have_come(session: Session, wave: Wave) -> None:
    close_wave(wave)
    seal_wave(session, wave, LIMIT)
    give(session, wave, Gender.WOMAN, 4, 4)
    with pytest.raises(TooFewChanges):
        seal_wave(session, wave, LIMIT)
    for _ in range(LIMIT - 1):
        give(session, wave, Gender.WOMAN, 1, 1)
    seal_wave(session, wave, LIMIT)
    assert sum(kept(session, wave, shown_only=True).values()) == 3 * LIMIT


def test_a_withdrawal_after_sealing_changes_the_shown_figures_only_at_the_next_sealing(
    session: Session, wave: Wave
) -> None:
    keys = [give(session, wave, Gender.MAN, 4, 4) for _ in range(12)]
    close_wave(wave)
    seal_wave(session, wave, LIMIT)
    shown = kept(session, wave, shown_only=True)
    rule = counting_rule(session, wave)
    withdraw_response(session, rule, keys[0])
    assert kept(session, wave, shown_only=True) == shown
    assert kept(session, wave) != shown
    with pytest.raises(TooFewChanges):
        seal_wave(session, wave, LIMIT)


def test_a_correction_changes_the_persons_indices_and_the_kept_counts(session: Session) -> None:
    wave = make_wave(session, publish_instrument(session, "staff_survey"), make_unit(session))
    survey = instrument("staff_survey")
    ids = item_ids(session, wave.survey)
    codes = {item: 5 for index in list(survey.derived)[:3] for item in survey.derived[index].of}
    codes |= derived_codes(survey, codes)
    key = make_response(session, wave, {ids[item]: code for item, code in codes.items()})
    close_wave(wave)
    seal_wave(session, wave, limit=0)
    correct_answer(session, counting_rule(session, wave), key, ids["meaning"], 1)
    session.expire_all()
    stored = {one.item_id: one.code for one in session.scalars(select(Answer))}
    assert (stored[ids["meaning"]], stored[ids["motivation"]], stored[ids["ami"]]) == (1, 16, 64)
    assert kept(session, wave) == recounted(session, wave)


def test_the_same_key_is_stored_once_and_changes_nothing(session: Session, wave: Wave) -> None:
    key = give(session, wave, Gender.WOMAN, 4, 4)
    before = session.scalars(select(Answer.code)).all()
    stored = session.scalars(select(SurveyResponse)).one()
    again = {column.name: getattr(stored, column.name) for column in stored.__table__.columns}
    del again["key"], again["counted_in"]
    changed = FilledIn(key, Circumstances(**again), {1: 1})
    assert store_response(session, changed) is False
    assert session.scalars(select(Answer.code)).all() == before


def test_an_open_wave_cannot_be_sealed(session: Session, wave: Wave) -> None:
    with pytest.raises(WrongState):
        seal_wave(session, wave, LIMIT)


def test_the_difference_rule_lets_through_no_change_and_large_changes() -> None:
    assert may_be_shown({"all": 0, "woman": 0}, LIMIT)
    assert may_be_shown({"all": 12, "woman": 5, "man": 7}, LIMIT)
    assert not may_be_shown({"all": 12, "woman": 4, "man": 8}, LIMIT)
    assert not may_be_shown({"all": 1}, LIMIT)
