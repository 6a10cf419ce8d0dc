"""When an answer is due: known cases, every day of 2020-2040, and what holds for any day."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from feedback.cases.deadlines import promise, received_at, received_from_letterbox, verdict
from feedback.commands import deadline
from organisation.working_days import is_working_day
from tests.organisation.holidays_by_hand import every_day, is_free

#: From the requirements' own data, shared/data/deadline_cases.json; computed twice, independently.
CASES = json.loads((Path(__file__).parent / "deadline_cases.json").read_text("utf-8"))["cases"]
DATES = ("received", "nominal", "last_day", "target")
DAY = timedelta(days=1)
ANY_DAY = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize("known", CASES, ids=lambda known: known["trap"])
def test_the_command_gives_the_dates_of_the_known_cases(known: dict[str, str]) -> None:
    if "received_at" in known:
        arguments = ["--received-at", known["received_at"]]
    elif "letterbox_first_emptied" in known:
        arguments = ["--letterbox", known["letterbox_first_emptied"]]
    else:
        arguments = [known["received"]]
    expected = {name: known[name] for name in DATES}
    as_json = CliRunner().invoke(deadline, [*arguments, "--json"])
    assert json.loads(as_json.stdout) == expected
    lines = CliRunner().invoke(deadline, arguments).stdout.splitlines()
    assert dict(line.split("\t") for line in lines) == expected


def test_every_day_of_twenty_one_years_gives_the_dates_found_by_hand() -> None:
    for day in every_day(2020, 2040):
        found, nominal = promise(day), day + 14 * DAY
        later = next(n for n in range(30) if not is_free(nominal + n * DAY))
        earlier = next(n for n in range(30) if not is_free(nominal - n * DAY))
        expected = (day, nominal, nominal + later * DAY, nominal - earlier * DAY)
        assert (found.received, found.nominal, found.last_day, found.target) == expected


@given(ANY_DAY)
def test_the_last_day_is_a_working_day_at_least_two_weeks_later(day: date) -> None:
    found = promise(day)
    assert found.last_day >= day + 14 * DAY
    assert is_working_day(found.last_day)
    assert is_working_day(found.target)
    assert found.target <= found.nominal <= found.last_day


@given(ANY_DAY, ANY_DAY)
def test_what_came_earlier_is_never_due_later(one: date, other: date) -> None:
    first, second = promise(min(one, other)), promise(max(one, other))
    assert first.last_day <= second.last_day
    assert first.target <= second.target


@given(st.integers(0, 4_000_000_000))
def test_an_instant_belongs_to_the_date_on_the_wall(seconds: int) -> None:
    instant = datetime.fromtimestamp(seconds, UTC)
    assert received_at(instant) - instant.date() in (timedelta(0), DAY)
    assert received_at(instant) >= received_at(instant - timedelta(hours=1))


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        # An hour before and after midnight in winter and in summer, and in the night of 25 October.
        ("2026-01-10T22:59:59+00:00", date(2026, 1, 10)),
        ("2026-01-10T23:00:00+00:00", date(2026, 1, 11)),
        ("2026-07-10T21:59:59+00:00", date(2026, 7, 10)),
        ("2026-07-10T22:00:00+00:00", date(2026, 7, 11)),
        ("2026-10-24T22:00:00+00:00", date(2026, 10, 25)),
        ("2026-10-25T22:59:59+00:00", date(2026, 10, 25)),
    ],
)
def test_midnight_is_swedish_midnight(instant: str, day: date) -> None:
    assert received_at(datetime.fromisoformat(instant)) == day


@given(ANY_DAY)
def test_what_lay_in_the_letterbox_came_on_a_working_day_before(day: date) -> None:
    came = received_from_letterbox(day)
    assert came < day
    assert is_working_day(came)
    assert not any(is_working_day(came + n * DAY) for n in range(1, (day - came).days))


def test_the_verdict_is_by_the_last_day_and_strictly_by_the_nominal_one() -> None:
    midsummer = promise(date(2026, 6, 5))
    assert verdict(date(2026, 6, 19), midsummer) == (True, True)
    assert verdict(date(2026, 6, 20), midsummer) == (True, False)
    assert verdict(date(2026, 6, 22), midsummer) == (True, False)
    assert verdict(date(2026, 6, 23), midsummer) == (False, False)


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["2026-02-30"], ["i dag"], ["0001-01-01"], ["9999-12-31"], ["--received-at", "nu"],
        ["2026-06-05", "--letterbox", "2026-06-05"], ["--received-at", "9999-12-31T23:59:59Z"],
    ],
)  # fmt: skip
def test_the_command_says_what_it_cannot_read(arguments: list[str]) -> None:
    done = CliRunner().invoke(deadline, arguments)
    assert done.exit_code == 2
    assert "Traceback" not in done.output
