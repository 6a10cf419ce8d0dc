"""Who is reminded of what, and when."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from feedback.cases.deadlines import promise
from feedback.cases.states import CaseState
from feedback.following.reminding import Receiver, Waiting, may_remind, reminders
from organisation.working_days import add_working_days, is_working_day

RECEIVED = date(2026, 6, 5)
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def waiting(
    state: CaseState = CaseState.WITH_MANAGER,
    received: date = RECEIVED,
    assigned: date | None = None,
) -> Waiting:
    """A case with its dates."""
    due = promise(received)
    return Waiting("2026-0412", 1, state, received, due.target, due.last_day, assigned)


def kinds(case: Waiting, today: date) -> set[str]:
    """What is said today."""
    return {one.kind for one in reminders(case, today)}


def test_the_manager_is_reminded_at_seven_three_and_one_working_days_left() -> None:
    case = waiting()
    said = {left: kinds(case, add_working_days(case.target, -left)) for left in range(10)}
    assert said[8] == set()
    assert said[7] == said[4] == {"due_7"}
    assert said[3] == {"due_3"}
    assert said[1] == said[0] == {"due_1"}


def test_a_late_case_is_said_every_working_day_to_the_next_manager_too() -> None:
    case = waiting()
    late = [case.last_day + timedelta(days=n) for n in (1, 2)]
    marks = [one.mark for day in late for one in reminders(case, day)]
    assert len(set(marks)) == 2
    [one] = reminders(case, late[0])
    assert one.to == {Receiver.MANAGER, Receiver.NEXT_MANAGER}


def test_between_target_and_last_day_it_is_not_called_late() -> None:
    case = waiting(received=date(2026, 6, 5))
    assert case.target < case.last_day
    assert kinds(case, case.last_day) == {"due_1"}


def test_two_working_days_unread_goes_to_the_deputy_then_to_the_next_manager() -> None:
    case = waiting(CaseState.ASSIGNED, assigned=date(2026, 6, 8))
    assert "unread" not in kinds(case, date(2026, 6, 9))
    assert "unread" in kinds(case, date(2026, 6, 10))
    receivers = [one.to for one in reminders(case, date(2026, 6, 11)) if one.kind == "unread"]
    assert frozenset({Receiver.NEXT_MANAGER}) in receivers


def test_unregistered_one_working_day_tells_the_unit_s_manager() -> None:
    case = waiting(CaseState.RECEIVED)
    assert kinds(case, RECEIVED) == {"new"}
    assert kinds(case, RECEIVED + timedelta(days=2)) == {"new"}, "a weekend is no working day"
    assert "unregistered" in kinds(case, RECEIVED + timedelta(days=3))


def test_nobody_is_reminded_at_night_or_on_a_day_off() -> None:
    assert may_remind(datetime(2026, 6, 8, 6, 0, tzinfo=UTC))
    assert not may_remind(datetime(2026, 6, 8, 5, 59, tzinfo=UTC))
    assert not may_remind(datetime(2026, 6, 8, 14, 0, tzinfo=UTC))
    assert not may_remind(datetime(2026, 6, 19, 9, 0, tzinfo=UTC)), "midsommarafton"


@given(DAYS, st.integers(0, 60))
def test_a_case_gives_at_most_one_word_about_its_date_a_day(received: date, later: int) -> None:
    case = waiting(received=received)
    today = received + timedelta(days=later)
    said = list(reminders(case, today))
    assert len(said) <= 1
    if is_working_day(today) and today > case.last_day:
        assert [one.kind for one in said] == ["late"]
