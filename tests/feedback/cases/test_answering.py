"""Answering, closing, opening again, and the promises that are kept or not."""

from datetime import date, timedelta
from itertools import product

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from feedback.cases.answering import (
    AnswerProblem,
    AnswerRefused,
    Closing,
    answer,
    close,
    new_day,
    note_failed_try,
    reopen,
)
from feedback.cases.events import SENDER, Mover
from feedback.cases.kinds import AnswerWay, Kind, Outcome, TextKind
from feedback.cases.models import Case
from feedback.cases.states import CaseState
from feedback.cases.texts import add_text
from organisation.models import Role, Unit
from tests.factories import make_unit
from tests.feedback.factories import MANAGER, TODAY, a_person, a_theme, closing, make_case

#: Of what was received on 5 June 2026: the day of the answer, on time, strictly on time.
VERDICTS = (
    (date(2026, 6, 19), True, True),
    (date(2026, 6, 22), True, False),
    (date(2026, 6, 23), False, False),
)
SWEDISH = {"sv": "Hej! Så här blev det."}


@pytest.fixture
def unit(session: Session) -> Unit:
    """A unit that cases are about."""
    return make_unit(session)


@pytest.fixture
def by(session: Session, unit: Unit) -> Mover:
    """The manager who answers."""
    return Mover(MANAGER, a_person(session, unit, Role.MANAGER).id)


def test_the_verdict_is_frozen_on_the_day_of_the_answer(
    app: Flask, session: Session, unit: Unit, by: Mover
) -> None:
    with app.app_context():
        for day, on_time, strictly in VERDICTS:
            _answered_and_reopened(session, unit, by, day, on_time=on_time, strictly=strictly)


def _answered_and_reopened(
    session: Session, unit: Unit, by: Mover, day: date, *, on_time: bool, strictly: bool
) -> None:
    received = date(2026, 6, 5)
    case = make_case(session, unit, CaseState.WITH_MANAGER, received=received, day=received)
    answer(session, case, by, day, texts=SWEDISH)
    [first] = case.rounds
    assert (first.answered_on, first.on_time, first.strictly) == (day, on_time, strictly)
    reopen(session, case, SENDER, date(2026, 7, 1), text="Jag förstår inte.")
    second = case.rounds[1]
    assert (first.answered_on, first.on_time, first.strictly) == (day, on_time, strictly)
    assert (second.received, second.last_day) == (date(2026, 7, 1), date(2026, 7, 15))
    assert (second.answered_on, second.on_time) == (None, None)
    assert [one.kind for one in case.texts if one.round == 2] == [TextKind.MESSAGE]


def test_a_deviation_is_answered_without_verdict(
    app: Flask, session: Session, unit: Unit, by: Mover
) -> None:
    with app.app_context():
        case = make_case(session, unit, CaseState.WITH_MANAGER, kind=Kind.DEVIATION)
        answer(session, case, by, TODAY, texts=SWEDISH)
        assert case.rounds[0].answered_on == TODAY
        assert (case.rounds[0].on_time, case.rounds[0].strictly) == (None, None)


def test_an_answer_is_kept_in_its_exact_words_and_its_draft_is_done_with(
    app: Flask, session: Session, unit: Unit, by: Mover
) -> None:
    words = "  Hej!\r\n\r\nSå här blev det.  "
    with app.app_context():
        case = make_case(session, unit, CaseState.WITH_MANAGER)
        reader = a_person(session, unit, Role.INVESTIGATOR)
        draft = add_text(session, case, TextKind.DRAFT, words, "sv", day=TODAY)
        draft.second_reader_id, draft.second_read_on = reader.id, TODAY
        answer(session, case, by, TODAY, texts={"sv": words})
        session.commit()
        session.expire_all()
        said, sent = case.texts
        assert (said.kind, sent.kind, sent.text) == (TextKind.SAID, TextKind.ANSWER, words)
        assert (sent.staff_id, sent.second_reader_id) == (by.staff_id, reader.id)


def test_an_answer_is_in_swedish_and_in_the_senders_language(
    app: Flask, session: Session, unit: Unit, by: Mover
) -> None:
    with app.app_context():
        case = make_case(session, unit, CaseState.WITH_MANAGER, language="ar")
        for texts, problem in (
            (SWEDISH, AnswerProblem.NOT_IN_BOTH_LANGUAGES),
            ({"ar": "مرحبا"}, AnswerProblem.NOT_IN_BOTH_LANGUAGES),
            ({**SWEDISH, "ar": " \n"}, AnswerProblem.NO_TEXT),
            ({}, AnswerProblem.NO_TEXT),
        ):
            with pytest.raises(AnswerRefused) as refused:
                answer(session, case, by, TODAY, texts=texts)
            assert refused.value.problem is problem
        answer(session, case, by, TODAY, texts={**SWEDISH, "ar": "مرحبا"})
        assert {one.language for one in case.texts if one.kind == TextKind.ANSWER} == {"sv", "ar"}


def test_who_wants_to_be_spoken_to_is_tried_three_times_before_a_text_counts(
    app: Flask, session: Session, unit: Unit, by: Mover
) -> None:
    with app.app_context():
        for way in (AnswerWay.PHONE, AnswerWay.MEETING):
            case = make_case(session, unit, CaseState.WITH_MANAGER, answer_way=way)
            for _ in range(3):
                with pytest.raises(AnswerRefused, match="three tries"):
                    answer(session, case, by, TODAY, texts=SWEDISH)
                note_failed_try(session, case, by, TODAY)
            answer(session, case, by, TODAY, texts=SWEDISH)
            assert case.rounds[0].failed_tries == 3


def test_a_spoken_answer_needs_a_written_note(
    app: Flask, session: Session, unit: Unit, by: Mover
) -> None:
    with app.app_context():
        case = make_case(session, unit, CaseState.WITH_MANAGER, answer_way=AnswerWay.PHONE)
        with pytest.raises(AnswerRefused, match="needs words"):
            answer(session, case, by, TODAY, texts={"sv": " "}, spoken=True)
        answer(session, case, by, TODAY, texts={"sv": "Vi talades vid."}, spoken=True)
        assert case.texts[-1].kind == TextKind.SPOKEN


def test_a_case_ends_as_its_kind_may(app: Flask, session: Session, unit: Unit, by: Mover) -> None:
    allowed = {
        Kind.COMPLAINT: {"founded", "partly", "unfounded", "undecidable"},
        Kind.SUGGESTION: {"done", "considered", "declined"},
    }
    with app.app_context():
        cases = [make_case(session, unit, CaseState.ANSWERED, kind=kind) for kind in Kind]
        for case, outcome in product(cases, (None, *Outcome)):
            how = Closing(outcome, a_theme(session).id, "En sak sades.", "En sak gjordes.")
            if outcome in allowed.get(Kind(case.kind), {None}):
                close(session, case, by, TODAY, how)
                assert (case.outcome, case.rounds[-1].closed_on) == (outcome, TODAY)
                case.state = CaseState.ANSWERED
            else:
                with pytest.raises(AnswerRefused, match="does not end like that"):
                    close(session, case, by, TODAY, how)


def test_a_closing_is_a_theme_and_two_sentences(
    app: Flask, session: Session, unit: Unit, by: Mover
) -> None:
    with app.app_context():
        case = make_case(session, unit, CaseState.ANSWERED, kind=Kind.PRAISE)
        for theme, said, did in ((1, "", "x"), (1, "x", " "), (1, "x" * 301, "x"), (999, "x", "x")):
            with pytest.raises(AnswerRefused):
                close(session, case, by, TODAY, Closing(None, theme, said, did))
        assert case.state == CaseState.ANSWERED
        close(session, case, by, TODAY, closing(session, case))


def test_a_new_day_is_told_and_the_first_due_date_stays(
    app: Flask, session: Session, unit: Unit, by: Mover
) -> None:
    with app.app_context():
        case = make_case(session, unit, CaseState.WITH_MANAGER)
        last = case.rounds[0].last_day
        assert last
        for day in (TODAY, last, date(2026, 1, 1)):
            with pytest.raises(AnswerRefused, match="comes after"):
                new_day(session, case, by, TODAY, day=day, texts=SWEDISH)
        new_day(session, case, by, TODAY, day=last + timedelta(days=7), texts=SWEDISH)
        assert (case.rounds[0].new_day, case.rounds[0].last_day) == (last + timedelta(days=7), last)
        assert (case.state, case.texts[-1].kind) == (CaseState.WITH_MANAGER, TextKind.INTERIM)
        answer(session, case, by, last + timedelta(days=7), texts=SWEDISH)
        assert case.rounds[0].on_time is False


def test_nothing_of_a_refused_answer_is_kept(
    app: Flask, session: Session, unit: Unit, by: Mover
) -> None:
    with app.app_context():
        case = make_case(session, unit, CaseState.WITH_MANAGER, language="ar")
        before = _shape(case)
        with pytest.raises(AnswerRefused):
            answer(session, case, by, TODAY, texts=SWEDISH)
        assert _shape(case) == before


def _shape(case: Case) -> tuple[object, ...]:
    return (case.state, case.revision, len(case.texts), case.rounds[-1].answered_on)
