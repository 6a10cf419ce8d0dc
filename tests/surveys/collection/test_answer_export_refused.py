"""Answers are never given out where a person could be seen."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.codes import Gender
from core.database import random_key
from surveys.collection.answer_export import USUAL, ExportRefused
from surveys.collection.answer_export_refusal import Reason
from surveys.collection.answer_export_rule import Background
from surveys.collection.cells import counting_rule
from surveys.collection.models import Answer
from surveys.collection.responses import correct_answer, withdraw_response
from surveys.collection.waves import close_wave, seal_wave
from tests.conftest import FixedClock
from tests.factories import item_ids
from tests.surveys.collection.export_desk import LIMIT, Desk, answers_in_zip, make_desk

ONLY_GENDER = (Background.GENDER,)


@pytest.fixture
def desk(app: Flask, session: Session, clock: FixedClock, tmp_path: Path) -> Iterator[Desk]:
    """An open wave that nobody has answered; words are looked up in the application."""
    with app.app_context():
        yield make_desk(session, clock, tmp_path / "files")


def test_a_group_too_small_is_refused_with_what_helps_and_without_naming_it(desk: Desk) -> None:
    desk.answer(10)
    desk.answer(9, gender=Gender.MAN)
    desk.answer(1, gender=Gender.MAN, age_group=5)
    desk.seal()
    refused = desk.refused(desk.wanted())
    assert refused.reason is Reason.TOO_FEW_ALIKE
    assert refused.together == {Background.AGE_GROUP}
    assert refused.helps == [{Background.AGE_GROUP}]
    assert "80" not in str(refused)
    desk.give_out(desk.wanted(shown=(Background.GENDER, Background.SECTION)))


@examples(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.sampled_from(Gender), st.integers(1, 2), st.integers(0, 1), st.integers(1, 7)),
        max_size=6,
    ),
    st.sets(st.sampled_from(USUAL)),
)
def test_no_file_holds_a_combination_below_the_limit(
    desk: Desk, groups: list[tuple[Gender, int, int, int]], shown: set[Background]
) -> None:
    with desk.session.begin_nested() as attempt:
        for gender, age, section, people in groups:
            desk.answer(people, gender=gender, age_group=age, section=section)
        desk.seal()
        wanted = desk.wanted(shown=tuple(sorted(shown)))
        try:
            path = desk.give_out(wanted, random_key().hex())
        except ExportRefused:
            pass
        else:
            alike = Counter(tuple(row[one] for one in shown) for row in answers_in_zip(path))
            assert min(alike.values()) >= LIMIT
        attempt.rollback()
    desk.session.expire_all()


def test_two_files_are_never_more_than_one_with_both_their_columns(desk: Desk) -> None:
    desk.answer(10)
    desk.answer(9, gender=Gender.MAN, age_group=2)
    desk.answer(1, gender=Gender.MAN)
    desk.seal()
    desk.give_out(desk.wanted(shown=ONLY_GENDER))
    by_age = desk.wanted(shown=(Background.AGE_GROUP,))
    assert desk.refused(by_age).reason is Reason.EARLIER_FILE
    desk.give_out(desk.wanted(shown=ONLY_GENDER), "the same again")


def test_what_came_late_is_not_given_out_before_it_is_a_group_of_its_own(desk: Desk) -> None:
    desk.answer(10)
    desk.seal()
    desk.give_out(desk.wanted())
    desk.answer(1)
    assert len(answers_in_zip(desk.give_out(desk.wanted(), "not counted"))) == 10
    desk.answer(4, age_group=2)
    desk.seal()
    assert desk.refused(desk.wanted(shown=(Background.AGE_GROUP,))).reason is Reason.TOO_FEW_ALIKE
    desk.give_out(desk.wanted(shown=()), "now")


def test_a_third_group_too_small_for_the_results_is_in_no_file(desk: Desk) -> None:
    desk.answer(10)
    desk.answer(10, gender=Gender.MAN)
    desk.answer(3, gender=Gender.OTHER)
    desk.seal()
    rows = answers_in_zip(desk.give_out(desk.wanted(shown=())))
    assert len(rows) == 20, "with the results' total of 20, 23 rows would give the three away"


@pytest.mark.parametrize("verb", ["withdrawn", "corrected"])
def test_nothing_leaves_while_the_results_show_what_was_withdrawn_or_corrected(
    desk: Desk, verb: str
) -> None:
    key = desk.answer(10)[0]
    desk.seal()
    desk.give_out(desk.wanted())
    rule = counting_rule(desk.session, desk.wave)
    if verb == "withdrawn":
        withdraw_response(desk.session, rule, key)
    else:
        item = item_ids(desk.session, desk.wave.survey)["treatment"]
        before = desk.session.scalar(select(Answer.code).filter_by(response_key=key, item_id=item))
        correct_answer(desk.session, rule, key, item, 1 if before != 1 else 2)
    assert desk.refused(desk.wanted()).reason is Reason.CHANGED


def test_an_open_an_uncounted_and_an_empty_wave_give_nothing(desk: Desk) -> None:
    assert desk.refused(desk.wanted()).reason is Reason.NOT_COUNTED
    close_wave(desk.wave)
    assert desk.refused(desk.wanted()).reason is Reason.NOT_COUNTED
    seal_wave(desk.session, desk.wave, LIMIT)
    assert desk.refused(desk.wanted()).reason is Reason.NO_ANSWERS


def test_a_wave_with_too_few_answers_gives_nothing(desk: Desk) -> None:
    desk.answer(4)
    desk.seal()
    assert desk.refused(desk.wanted(shown=())).reason is Reason.TOO_FEW
