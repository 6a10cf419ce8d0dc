"""The figures of cases against ones worked out by hand, and what must hold of any."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.cases.figures import (
    GROUPS,
    NONE,
    TOTAL,
    CaseRow,
    MeasureRow,
    Measures,
    OnTime,
    PromiseRow,
    Rows,
    Share,
    cross,
    figures,
    on_time,
)
from analysis.cases.periods import tertial
from core.codes import Group

T2 = tertial(2026, 2)
TODAY = date(2026, 9, 20)
WOMAN, MAN, OTHER = GROUPS


def promise(
    received: date,
    last_day: date,
    answered: date | None = None,
    *,
    strictly: bool | None = None,
    handed_over: date | None = None,
    number: int = 1,
    group: Group = WOMAN,
    way: str = "code",
    fetched: bool = False,
) -> PromiseRow:
    kept = answered <= last_day if answered else None
    strict = kept if strictly is None else strictly
    return PromiseRow(
        received, last_day, number, group, way, answered, kept, strict, fetched, handed_over
    )


def june(day: int) -> date:
    return date(2026, 6, day)


#: Received Friday 5 June: the fourteenth day is Midsummer's Eve, so the last day is Monday 22 June.
PROMISES = [
    promise(june(1), june(15), june(9), fetched=True),
    promise(june(5), june(22), june(19)),
    promise(june(5), june(22), june(22), strictly=False, group=MAN),
    promise(june(1), june(15), june(16), group=MAN, way="home"),
    # Late without an answer.
    promise(june(1), june(15), group=OTHER),
    # Opened again, a promise of its own.
    promise(june(20), date(2026, 7, 6), june(25), number=2),
    # Handed over in time, and not in time.
    promise(june(1), june(15), handed_over=june(15)),
    promise(june(1), june(15), handed_over=june(16)),
    # Due in the tertial before and after.
    promise(date(2026, 4, 1), date(2026, 4, 15), date(2026, 4, 20)),
    promise(date(2026, 8, 20), date(2026, 9, 3)),
]


def test_on_time_is_answered_on_time_of_answered_and_overdue() -> None:
    found = figures(Rows([], PROMISES, []), T2, TODAY)
    # On time: 9, 19, 22 and 25 June. Late: 16 June. Overdue: one unanswered, one handed over late.
    assert found.on_time[Group.ALL] == OnTime(on_time=4, strictly=3, late=1, overdue=2)
    verdicts = found.on_time[Group.ALL]
    assert verdicts
    assert (verdicts.rolled, verdicts.strict) == (Share(4, 7), Share(3, 7))
    assert found.on_time[MAN] == OnTime(1, 0, 1, 0)
    assert found.on_time[OTHER] == OnTime(0, 0, 0, 1)
    assert found.reopened == 1


def test_the_median_is_of_days_from_receipt_to_answer() -> None:
    # 8, 14, 17, 15 and 5 days.
    assert figures(Rows([], PROMISES, []), T2, TODAY).days == 14
    assert figures(Rows([], PROMISES[:2], []), T2, TODAY).days == 11


def test_an_answer_is_collected_when_its_reader_with_a_code_has_opened_it() -> None:
    # Five answered, one of them by letter; one was opened.
    assert figures(Rows([], PROMISES, []), T2, TODAY).fetched == Share(1, 4)


def test_what_is_not_due_yet_says_nothing_and_is_overdue_the_day_after() -> None:
    waiting = [promise(june(1), june(15))]
    assert on_the(june(15), waiting).whole == 0
    assert on_the(june(15), waiting).rolled.value is None
    assert on_the(june(16), waiting) == OnTime(0, 0, 0, 1)


def on_the(day: date, promises: list[PromiseRow]) -> OnTime:
    found = figures(Rows([], promises, []), T2, day).on_time[Group.ALL]
    assert found
    return found


def case(kind: str = "complaint", **given: Any) -> CaseRow:
    plain = CaseRow(june(1), kind, "web", "1", "7", WOMAN, False, None)
    return plain._replace(**given)


def test_what_was_received_is_counted_by_kind_unit_theme_channel_and_gender() -> None:
    rows = [
        case(outcome="founded", anonymous=True),
        case(outcome="partly", group=MAN, channel="kiosk"),
        case(outcome="unfounded", unit="2"),
        case(outcome=None, unit=NONE, theme=NONE),
        case("suggestion", outcome="done"),
        case("deviation", channel="internal", group=OTHER, anonymous=True),
        case(received=date(2026, 4, 30)),
        case(received=date(2026, 9, 1)),
    ]
    found = figures(Rows(rows, [], []), T2, TODAY)
    assert found.received == {Group.ALL: 5, WOMAN: 4, MAN: 1, OTHER: 0}
    assert found.deviations == 1
    assert found.anonymous == Share(1, 5)
    assert (found.founded, found.partly) == (Share(1, 3), Share(1, 3))
    assert (found.kinds["complaint", "1"], found.kinds["complaint", TOTAL]) == (2, 4)
    assert (found.kinds[TOTAL, NONE], found.kinds[TOTAL, TOTAL]) == (1, 6)
    assert found.themes[NONE, NONE] == 1
    assert found.channels == {
        ("web", "woman"): 4, ("web", TOTAL): 4, ("kiosk", "man"): 1, ("kiosk", TOTAL): 1,
        (TOTAL, "woman"): 4, (TOTAL, "man"): 1, (TOTAL, TOTAL): 5,
    }  # fmt: skip


def test_measures_are_done_or_late_by_their_last_day() -> None:
    rows = [
        MeasureRow(june(1), "done"),
        MeasureRow(june(1), "planned"),
        MeasureRow(june(1), "dropped"),
        MeasureRow(date(2026, 8, 31), "under_way"),
        MeasureRow(date(2026, 9, 1), "planned"),
    ]
    assert figures(Rows([], [], rows), T2, date(2026, 8, 31)).measures == Measures(1, 1, 3)


@st.composite
def promises(draw: st.DrawFn) -> PromiseRow:
    received = T2.first + timedelta(days=draw(st.integers(-20, 110)))
    answered = draw(st.none() | st.integers(0, 40).map(lambda more: received + timedelta(more)))
    return promise(
        received, received + timedelta(days=14), answered, group=draw(st.sampled_from(GROUPS))
    )


@given(st.lists(promises(), max_size=30))
def test_the_groups_add_up_and_an_answer_too_late_is_worse_than_one_in_time(
    rows: list[PromiseRow],
) -> None:
    found = figures(Rows([], rows, []), T2, TODAY)
    every = found.on_time[Group.ALL]
    parts = [found.on_time[group] for group in GROUPS]
    assert every
    assert every.whole == sum(part.whole for part in parts if part)
    assert 0 <= every.strictly <= every.on_time <= every.answered <= every.whole
    due = [row for row in rows if T2.holds(row.last_day)]
    one_late = promise(T2.first, T2.first + timedelta(days=14), T2.first + timedelta(days=20))
    worse = on_time([*due, one_late])
    if every.whole:
        assert Fraction(worse.on_time, worse.whole) <= Fraction(every.on_time, every.whole)


@given(st.lists(promises(), max_size=30))
def test_answering_something_overdue_late_changes_no_share(rows: list[PromiseRow]) -> None:
    later = [
        row if row.answered else row._replace(answered=TODAY, on_time=False, strictly=False)
        for row in rows
        if row.last_day < TODAY
    ]
    waiting = [row for row in rows if row.last_day < TODAY]
    assert on_the(TODAY, waiting).rolled == on_the(TODAY, later).rolled


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"))))
def test_a_table_adds_up_along_rows_and_columns(pairs: list[tuple[str, str]]) -> None:
    table = cross(pairs)
    assert table.get((TOTAL, TOTAL), 0) == len(pairs)
    for row in "ab":
        assert table.get((row, TOTAL), 0) == sum(table.get((row, one), 0) for one in "xyz")


@pytest.mark.parametrize(("part", "whole", "value"), [(0, 0, None), (0, 4, 0), (48, 50, 0.96)])
def test_a_share_of_nothing_is_no_share(part: int, whole: int, value: float | None) -> None:
    assert Share(part, whole).value == value
