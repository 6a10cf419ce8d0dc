"""Imported answers and the waves that are there: what differs is refused, what is done is logged."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.tables_refusal import TableRefused
from organisation.models import AuditEntry
from surveys.collection.answer_import import Wanted, plan_import, record_import, run_import
from surveys.collection.models import Answer, Cell, SurveyResponse, Wave
from tests.factories import make_bare_version
from tests.surveys.collection.import_desk import (
    AT,
    DATA,
    LIMIT,
    MAPPING,
    TODAY,
    count,
    make_town,
    make_wanted,
    planned,
    run,
)


@pytest.fixture(autouse=True)
def inside(app: Flask) -> Iterator[None]:
    """Sentences are written in a language, which the application knows."""
    with app.app_context():
        yield


@pytest.fixture
def town(session: Session) -> Session:
    """A unit with a section, and a published survey; committed."""
    return make_town(session)


@pytest.fixture
def wanted(tmp_path: Path) -> Callable[..., Wanted]:
    """Makes what is wanted, from the texts of a mapping and of data."""
    return partial(make_wanted, tmp_path)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("format: 1", "format: 1\nsimulated: true", "”2019” är riktiga"),
        ("values: {post: paper,", "values: {post: kiosk,", "inte svarssättet kiosk"),
        ("closes: 2019-03-31", "closes: 2019-03-30", "till 2019-03-31"),
        ("opens: 2019-03-01", "opens: 2019-02-01", "från 2019-03-01"),
    ],
)  # fmt: skip
def test_what_a_wave_that_is_there_does_not_say_is_refused_at_the_preview(
    town: Session, wanted: Callable[..., Wanted], before: str, after: str, sentence: str
) -> None:
    run(town, wanted())
    assert before in MAPPING
    other = wanted(MAPPING.replace(before, after), DATA + "5;2019;post;M;Bra;7\n")
    said = [str(error) for error in planned(town, other).report.errors]
    assert any(sentence in one for one in said), said
    with pytest.raises(TableRefused):
        run(town, other)
    town.rollback()
    assert count(town, SurveyResponse) == 3


def test_real_answers_never_come_among_invented_ones(
    town: Session, wanted: Callable[..., Wanted]
) -> None:
    run(town, wanted(MAPPING + "simulated: true\n"))
    said = [str(error) for error in planned(town, wanted()).report.errors]
    assert len(said) == 2
    assert "”2019” är påhittade" in said[0]


def test_answers_to_an_older_version_than_the_one_named_are_refused_at_the_preview(
    town: Session, wanted: Callable[..., Wanted]
) -> None:
    run(town, wanted())
    wave = town.scalars(select(Wave).filter_by(label="2019")).one()
    wave.version = make_bare_version(town, survey="another")
    town.commit()
    [fault] = planned(town, wanted()).report.errors
    assert "annan version" in str(fault)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("closes: 2019-03-31", "closes: 2020-03-01", "”2019” är längre än ett år"),
        (
            "closes: 2019-03-31",
            "closes: 2019-03-31, clients: {women: 1, men: 1, source: a, as_of: 2020-03-01}",
            "redan inskrivet för 2020-03-01",
        ),
    ],
)
def test_what_could_not_be_stored_is_refused_at_the_preview(
    town: Session, wanted: Callable[..., Wanted], before: str, after: str, sentence: str
) -> None:
    [fault] = planned(town, wanted(MAPPING.replace(before, after))).report.errors
    assert sentence in str(fault)


def test_a_wave_that_changes_between_preview_and_storing_is_looked_at_again(
    town: Session, wanted: Callable[..., Wanted]
) -> None:
    run(town, wanted())
    with plan_import(town, wanted(data=DATA + "5;2019;post;M;Bra;7\n")) as plan:
        assert not plan.report.errors
        town.scalars(select(Wave).filter_by(label="2019")).one().simulated = True
        with pytest.raises(TableRefused, match="påhittade"):
            run_import(town, plan, TODAY, LIMIT)


def test_opening_closing_and_counting_stand_in_the_audit_log(
    town: Session, wanted: Callable[..., Wanted]
) -> None:
    new_unit = MAPPING.replace("unit: homeless", "unit: {code: brand-new, name: Ny}")
    stored = run(town, wanted(new_unit + "then: sealed\n"))
    actions = [event.action for event in stored.events]
    assert actions == [
        "unit_added", "wave_opened", "clients_entered", "wave_opened", "answers_imported", "answers_imported",
        "wave_closed", "wave_sealed", "wave_closed", "wave_sealed",
    ]  # fmt: skip
    record_import(town, stored, None, AT)
    assert town.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all() == actions


def test_what_is_counted_at_once_is_what_was_stored(
    town: Session, wanted: Callable[..., Wanted]
) -> None:
    run(town, wanted(MAPPING + "then: sealed\n"))
    assert set(town.scalars(select(SurveyResponse.counted_in))) == {1}
    stored = Counter[tuple[int, int, int]]()
    answers = select(SurveyResponse.gender, Answer.item_id, Answer.code).join_from(
        SurveyResponse, Answer, Answer.response_key == SurveyResponse.key
    )
    for gender, item, code in town.execute(answers):
        stored[gender, item, code] += 1
    kept = Counter[tuple[int, int, int]]()
    for cell in town.scalars(select(Cell).where(Cell.item_id.in_(select(Answer.item_id)))):
        kept[cell.gender, cell.item_id, cell.code] += cell.count
    assert kept == stored
