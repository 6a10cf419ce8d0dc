"""The deadline board among tens of thousands of cases; `fill_cases` is for other measures too."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from statistics import median

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from analysis.cases.periods import before, tertial_of
from benchmarks.installation import engine_of, installations
from benchmarks.results import REQUESTS, timed
from core.database import forget_connections
from core.settings import Settings
from feedback.cases.deadlines import RULE, Promise, promise
from feedback.cases.kinds import Channel, Kind, Outcome
from feedback.cases.models import Theme
from feedback.cases.states import CaseState
from organisation.access import COOKIE
from organisation.models import Role, Staff, StaffRole, Unit
from organisation.sessions import start_session
from wsgi import create_app

BOARD, LIST = "/synpunkter/bevakning", "/synpunkter"
STATISTICS = "/synpunkter/statistik"
CASES, OPEN_CASES = 50_000, 2_000
UNITS, MANAGERS = 10, 20
#: The closed ones came in so many days before the last ones, evenly.
DAYS = 3 * 365
OPEN_STATES = (
    *(CaseState.RECEIVED, CaseState.REGISTERED, CaseState.ASSIGNED),
    *(CaseState.WITH_MANAGER, CaseState.WITH_MANAGER),
)
INVESTIGATOR = "ulla"

CASE = """
INSERT INTO feedback_case (key, number, kind, channel, state, unit_id, language, gender, anonymous,
    answer_way, received, written_by_concerned, confidential, manager_id, theme_id, outcome, said,
    did, revision)
VALUES (:key, :number, :kind, :channel, :state, :unit, 'sv', :gender, :anonymous, 'code', :received,
    0, :confidential, :manager, :theme, :outcome, :said, :did, 6)
"""
ROUND = """
INSERT INTO case_round (case_key, number, received, rule, nominal, last_day, target, registered_on,
    assigned_on, read_on, answered_on, on_time, strictly, failed_tries, closed_on)
VALUES (:key, 1, :received, :rule, :nominal, :last_day, :target, :registered, :registered, :read,
    :answered, :on_time, :strictly, 0, :answered)
"""
Row = dict[str, object]


def measure_cases(say: Callable[[str], None]) -> dict[str, float]:
    """Milliseconds and questions to the database for the board, and for the list beside it."""
    with installations("sqlite", "cases") as (settings,):
        start = time.perf_counter()
        fill_cases(settings, datetime.now(UTC).date())
        say(f"{CASES} cases stored in {time.perf_counter() - start:.0f} s")
        app = create_app(settings)
        client = signed_in(app)
        timed(client, BOARD)
        board = median(timed(client, BOARD)[0] for _ in range(REQUESTS))
        queries = count_queries(app, client)
        listed = median(timed(client, LIST)[0] for _ in range(REQUESTS))
        say(f"board {board:.0f} ms with {queries} queries, list {listed:.0f} ms")
        report = measure_report(client, say)
        forget_connections(app)
    return {
        "board_ms_50k": board,
        "board_queries_50k": queries,
        "case_list_ms_50k": listed,
        **report,
    }


def measure_report(client: FlaskClient, say: Callable[[str], None]) -> dict[str, float]:
    """Seconds for the statistics of the last whole tertial, and beside it for others and on paper."""
    period = before(tertial_of(datetime.now(UTC).date())).name
    page = f"{STATISTICS}?period={period}"
    seconds = median(timed(client, page)[0] for _ in range(3)) / 1000
    others = timed(client, f"{page}&for=andra")[0] / 1000
    start = time.perf_counter()
    client.get(f"{STATISTICS}/rapport/pdf?period={period}")
    paper = time.perf_counter() - start
    say(f"report of {period} {seconds:.2f} s, for others {others:.2f} s, as PDF {paper:.2f} s")
    return {"tertial_report_s_50k": seconds}


def fill_cases(
    settings: Settings, today: date, cases: int = CASES, open_cases: int = OPEN_CASES
) -> None:
    """Store so many cases with their rounds, the last of them open; SQLite only.

    Units, managers, kinds, channels and themes take turns; nothing is checked, for what is
    measured is not how fast this goes. The investigator `ulla` sees all of it.
    """
    with engine_of(settings) as engine, Session(engine) as session, session.begin():
        units, managers = make_places(session)
        themes = list(session.scalars(select(Theme.id).order_by(Theme.id)))
    rows = [
        one_case(number, cases, today, open_cases, units, managers, themes)
        for number in range(cases)
    ]
    with closing(sqlite3.connect(settings.database.removeprefix("sqlite:///"))) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.executemany(CASE, rows)
        connection.executemany(ROUND, rows)
        connection.commit()


def make_places(session: Session) -> tuple[list[int], list[int]]:
    """The units and managers by id, below one unit with its investigator."""
    top = Unit(code="top", name="Avdelningen")
    session.add(top)
    session.flush()
    units = [Unit(code=f"unit-{n}", name=f"Enhet {n}", parent_id=top.id) for n in range(UNITS)]
    session.add_all(units)
    session.flush()
    managers = [
        a_person(f"manager-{n}", Role.MANAGER, units[n % UNITS].id) for n in range(MANAGERS)
    ]
    session.add_all([*managers, a_person(INVESTIGATOR, Role.INVESTIGATOR, top.id)])
    session.flush()
    return [one.id for one in units], [one.id for one in managers]


def a_person(name: str, role: Role, unit_id: int) -> Staff:
    """Somebody who cannot sign in by a password."""
    held = [StaffRole(role=role.value, unit_id=unit_id)]
    return Staff(user_name=name, name=name.title(), password_hash="-", roles=held)


def one_case(
    number: int,
    cases: int,
    today: date,
    open_cases: int,
    units: list[int],
    managers: list[int],
    themes: list[int],
) -> Row:
    """What is stored of the case with a number that counts from 0; some are answered too late."""
    first_open = cases - open_cases
    is_open = number >= first_open
    days_ago = 20 - 20 * (number - first_open) // open_cases if is_open else 0
    back = days_ago if is_open else 30 + DAYS * (first_open - number) // max(1, first_open)
    dates = promise(today - timedelta(days=back))
    answered = None if is_open else dates.received + timedelta(days=2 + number % 15)
    state = OPEN_STATES[number % len(OPEN_STATES)] if is_open else CaseState.CLOSED
    kind = (Kind.COMPLAINT, Kind.COMPLAINT, Kind.SUGGESTION, Kind.PRAISE, Kind.QUESTION)[number % 5]
    registered = None if state is CaseState.RECEIVED else dates.received.isoformat()
    outcomes = {Kind.COMPLAINT: Outcome.FOUNDED, Kind.SUGGESTION: Outcome.DONE}
    outcome = None if is_open else outcomes.get(kind)
    place = number % UNITS
    return _dates(dates, answered, registered, state) | {
        "key": number.to_bytes(16, "big"),
        "number": f"{dates.received.year}-{number + 1:05}",
        "kind": kind.value,
        "channel": list(Channel)[number % 6].value,
        "state": state.value,
        "unit": units[place],
        "gender": (1, 2, 2, 2, -2)[number // 5 % 5],
        "anonymous": number % 3 > 0,
        "confidential": number % 50 == 0,
        "manager": managers[place + UNITS * (number // UNITS % 2)] if registered else None,
        "theme": themes[number // 7 % len(themes)] if registered else None,
        "outcome": outcome.value if outcome else None,
        "said": None if is_open else "Det var svårt att nå oss.",
        "did": None if is_open else "Vi har en ny telefontid.",
    }


def _dates(dates: Promise, answered: date | None, registered: str | None, state: CaseState) -> Row:
    return {
        "received": dates.received.isoformat(),
        "rule": RULE,
        "nominal": dates.nominal.isoformat(),
        "last_day": dates.last_day.isoformat(),
        "target": dates.target.isoformat(),
        "registered": registered,
        "read": registered if state in (CaseState.WITH_MANAGER, CaseState.CLOSED) else None,
        "answered": answered.isoformat() if answered else None,
        "on_time": answered <= dates.last_day if answered else None,
        "strictly": answered <= dates.nominal if answered else None,
    }


def signed_in(app: Flask) -> FlaskClient:
    """A browser in which the investigator is signed in."""
    with Session(app.extensions["synpunkt.engine"]) as session, session.begin():
        staff = session.scalars(select(Staff).where(Staff.user_name == INVESTIGATOR)).one()
        token = start_session(session, staff, datetime.now(UTC))
    client = app.test_client()
    client.set_cookie(COOKIE, token, secure=True)
    return client


def count_queries(app: Flask, client: FlaskClient) -> int:
    """How often the board asks the database."""
    asked: list[str] = []
    for name in ("engine", "reader"):
        engine = app.extensions[f"synpunkt.{name}"]
        event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    timed(client, BOARD)
    return len(asked)
