"""Import of answers: all or nothing, the same file twice changes nothing, errors with row and column."""

import random
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.codes import Gender, Missing
from core.keyring import Keyring
from core.tables_refusal import TableRefused
from organisation.models import ClientCount
from surveys.collection.answer_import import Wanted, plan_import
from surveys.collection.models import Answer, Cell, SurveyResponse, TextAnswer, Wave
from tests.factories import item_ids
from tests.surveys.collection.import_desk import (
    DATA,
    MAPPING,
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


def errors(session: Session, wanted: Wanted) -> list[tuple[int | None, str | None]]:
    """Row and column of every error."""
    with plan_import(session, wanted) as plan:
        return [(error.row, error.column) for error in plan.report.errors]


def test_rows_become_responses_with_answers(town: Session, wanted: Callable[..., Wanted]) -> None:
    stored = run(town, wanted())
    assert (stored.new, stored.there) == ({"2019": 2, "2020": 1}, {})
    waves = {wave.label: wave for wave in town.scalars(select(Wave))}
    assert {mode.mode for mode in waves["2020"].modes} == {"telephone"}
    assert waves["2020"].once_per_person
    assert town.get_one(ClientCount, (waves["2020"].unit_id, date(2020, 3, 1))).men == 532
    items = item_ids(town, waves["2019"].survey)
    responses = town.scalars(select(SurveyResponse).order_by(SurveyResponse.day)).all()
    assert sorted(response.gender for response in responses) == [
        Missing.SKIPPED, Gender.WOMAN, Gender.MAN,
    ]  # fmt: skip
    [late] = [response for response in responses if response.day == date(2020, 3, 1)]
    codes = dict(
        town.execute(select(Answer.item_id, Answer.code).filter_by(response_key=late.key)).all()
    )
    assert codes[items["treatment"]] == Missing.DONT_KNOW
    assert codes[items["grade"]] == Missing.SKIPPED
    assert codes[items["better"]] == Missing.NOT_SHOWN


def test_rows_without_answers_are_left_out_and_told(
    town: Session, wanted: Callable[..., Wanted]
) -> None:
    report = planned(town, wanted()).report
    assert (report.rows, report.silent, report.number_of_errors) == (4, 1, 0)
    assert report.by_wave == {"2019": 2, "2020": 1}


def test_the_same_file_again_changes_nothing(town: Session, wanted: Callable[..., Wanted]) -> None:
    run(town, wanted())
    before = [count(town, table) for table in (SurveyResponse, Answer, Wave, ClientCount)]
    again = run(town, wanted())
    assert (again.new.total(), again.there) == (0, {"2019": 2, "2020": 1})
    assert [count(town, t) for t in (SurveyResponse, Answer, Wave, ClientCount)] == before
    more = run(town, wanted(data=DATA + "5;2020;phone;M;Bra;7\n"))
    assert (more.new, more.there.total()) == ({"2020": 1}, 3)


def test_keys_tell_nothing_without_the_secret(town: Session, wanted: Callable[..., Wanted]) -> None:
    run(town, wanted())
    first = set(town.scalars(select(SurveyResponse.key)))
    town.query(Answer).delete()
    town.query(SurveyResponse).delete()
    other = wanted()
    run(town, Wanted(other.table, other.mapping, Keyring("b", {"b": "x" * 32})))
    assert not first & set(town.scalars(select(SurveyResponse.key)))


def test_every_error_is_told_with_its_row_and_column(
    town: Session, wanted: Callable[..., Wanted]
) -> None:
    data = (
        "id;year;how;sex;q1;betyg\n"
        "1;2019;post;K;Bra;8\n1;2019;post;K;Bra;8\n3;2018;pigeon;X;Fint;11\n;2019;post;K;Bra;8\n4;2019\n"
    )
    assert errors(town, wanted(data=data)) == [
        (4, "year"), (4, "how"), (4, "sex"), (4, "q1"), (4, "betyg"), (5, "id"), (6, None), (3, "id"),
    ]  # fmt: skip


def test_nothing_is_stored_when_one_row_is_wrong(
    town: Session, wanted: Callable[..., Wanted]
) -> None:
    with pytest.raises(TableRefused):
        run(town, wanted(data=DATA + "9;2020;phone;K;Utmärkt;1\n"))
    town.rollback()
    assert (count(town, SurveyResponse), count(town, Wave)) == (0, 0)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("row_id: id", "row_id: nr", "Kolumnen finns inte"),
        ("survey: everything", "survey: nothing", "ingen enkät"),
        ("survey: everything", "survey: everything\nversion: 9", "ingen version"),
        ("unit: homeless", "unit: nowhere", "ingen enhet"),
        ("grade: betyg", "grad: betyg", "ingen fråga"),
        ("Bra: 4", "Bra: 77", "koden 77"),
        ("grade: betyg", "grade: {column: betyg, missing: {refused: [99]}}", "inget sådant svar"),
        ("grade: betyg", "gender: sex", "hör inte hemma"),
        ("gender: {", "section: {value: elders}\ngender: {", "inte finns att välja"),
        ("gender: {", "language: {value: so}\ngender: {", "inte finns att välja"),
    ],
)  # fmt: skip
def test_a_mapping_that_does_not_fit_is_refused_in_words(
    town: Session, wanted: Callable[..., Wanted], before: str, after: str, sentence: str
) -> None:
    assert before in MAPPING
    try:
        plan = planned(town, wanted(MAPPING.replace(before, after)))
    except TableRefused as refused:
        said = [str(refused)]
    else:
        said = [str(error) for error in plan.report.errors]
    assert any(sentence in one for one in said), said


def test_waves_are_sealed_when_asked_and_what_comes_later_waits(
    town: Session, wanted: Callable[..., Wanted]
) -> None:
    mapping = MAPPING + "then: sealed\n"
    run(town, wanted(mapping))
    wave = town.scalars(select(Wave).filter_by(label="2019")).one()
    assert (wave.state, wave.sealings) == ("sealed", 1)
    counted = select(func.sum(Cell.count)).where(Cell.wave_id == wave.id, Cell.code > 0)
    before = town.scalar(counted)
    assert before
    run(town, wanted(mapping, DATA + "5;2019;post;M;Bra;7\n"))
    assert town.scalar(counted) == before
    waiting = select(func.count()).where(
        SurveyResponse.wave_id == wave.id, SurveyResponse.counted_in.is_(None)
    )
    assert town.scalar(waiting) == 1


def test_sections_days_languages_words_and_ticks(
    town: Session, wanted: Callable[..., Wanted]
) -> None:
    mapping = """
format: 1
row_id: id
survey: everything
unit: homeless
waves: [{label: "2019", opens: 2019-03-01, closes: 2019-03-31}]
mode: {value: paper}
section: {column: team}
day: {column: when}
language: {value: en}
age_group: {column: age, in_years: true}
questions:
  treatment: {column: q1}
  what_was_bad: {choices: [{code: 1, column: a}, {code: 2, column: b}]}
  better: said
"""
    data = 'id;team;when;age;q1;a;b;said\n1;north;2019-03-04;29;2;x;;"hej, du"\n2;;;80;2,0;;;tack\n'
    run(town, wanted(mapping, data))
    first, second = town.scalars(select(SurveyResponse).order_by(SurveyResponse.age_group)).all()
    assert (first.day, first.language, first.age_group, second.age_group) == (
        date(2019, 3, 4), "en", 1, 5,
    )  # fmt: skip
    assert first.unit_id != second.unit_id
    assert set(town.scalars(select(TextAnswer.text))) == {"hej, du", "tack"}
    items = item_ids(town, town.scalars(select(Wave)).one().survey)
    ticked = [
        town.get_one(Answer, (response.key, items[f"what_was_bad.{code}"])).code
        for response in (first, second)
        for code in (1, 2)
    ]
    assert ticked == [1, 0, Missing.SKIPPED, Missing.SKIPPED]


def test_answers_pass_the_same_path_as_a_form(town: Session, wanted: Callable[..., Wanted]) -> None:
    mapping = MAPPING.split("questions:")[0] + (
        "questions:\n  treatment: b\n  what_was_bad: {column: a, separator: ','}\n"
    )
    data = 'id;year;how;sex;b;a\n1;2019;post;K;2;"1, 2"\n2;2019;post;K;4;1\n'
    assert planned(town, wanted(mapping, data)).report.dropped == 1
    run(town, wanted(mapping, data))
    items = item_ids(town, town.scalars(select(Wave).filter_by(label="2019")).one().survey)
    ticked = select(Answer.code).filter_by(item_id=items["what_was_bad.1"])
    assert set(town.scalars(ticked)) == {1, Missing.NOT_SHOWN}


def test_random_rows_come_out_as_they_went_in(town: Session, wanted: Callable[..., Wanted]) -> None:
    chance = random.Random(7)
    rows = [
        (n, chance.choice("KM"), chance.choice(["Bra", "Dåligt"]), chance.randrange(1, 11))
        for n in range(3000)
    ]
    data = "id;year;how;sex;q1;betyg\n" + "".join(
        f"{n};2019;post;{s};{q};{g}\n" for n, s, q, g in rows
    )
    assert run(town, wanted(data=data)).new == {"2019": 3000}
    item = item_ids(town, town.scalars(select(Wave).filter_by(label="2019")).one().survey)["grade"]
    stored = dict(
        town.execute(
            select(Answer.code, func.count()).filter_by(item_id=item).group_by(Answer.code)
        ).all()
    )
    assert stored == {g: sum(row[3] == g for row in rows) for g in range(1, 11)}
