"""The results page and its charts over millions of stored answers."""

import html
import re
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from statistics import median
from typing import Any
from urllib.request import urlopen

from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from benchmarks.installation import INSTRUMENT, engine_of, installations
from core.codes import Mode
from core.database import forget_connections
from core.settings import Settings
from organisation.models import ClientCount, Unit
from surveys.collection.models import Wave
from surveys.collection.waves import WavePlan, close_wave, open_wave, seal_wave
from surveys.questionnaires.file_format import load_instrument, read_questionnaire
from surveys.questionnaires.publishing import publish
from wsgi import create_app

RESULTS = "/resultat/user-survey"
OVERVIEW = f"{RESULTS}/oversikt"
YEARS = range(2022, 2027)
ITEMS = 12
REQUESTS = 21
CHART = re.compile(r'<img[^>]* src="([^"]+)"')

FILL_RESPONSES = """
WITH RECURSIVE row(number) AS (
    SELECT :first UNION ALL SELECT number + 1 FROM row WHERE number < :first + :count - 1
)
INSERT INTO survey_response (key, wave_id, version_id, revision, mode, language, unit_id,
                             gender, age_group, who_answered, day)
SELECT CAST(printf('%016d', number) AS BLOB), :wave, :version, 1,
       CASE WHEN number % 7 < 3 THEN 'paper' ELSE 'link' END, 'sv', :unit,
       CASE WHEN number % 5 = 0 THEN 1 WHEN number % 50 = 1 THEN 4 ELSE 2 END,
       1 + number % 4, 1, :day
FROM row
"""
FILL_ANSWERS = """
INSERT INTO answer (response_key, item_id, code)
SELECT r.key, i.id, CASE WHEN abs(random() % 20) = 0 THEN -3 ELSE 1 + abs(random() % 4) END
FROM survey_response r CROSS JOIN item i
WHERE i.code <> 'response' ORDER BY r.key, i.id
"""


def measure_results(millions: int, say: Callable[[str], None]) -> dict[str, float]:
    """Time the results page and the overview at so many million answers; the charts at the last of them."""
    with installations("sqlite", "results") as (settings,):
        start = time.perf_counter()
        fill(settings, millions * 1_000_000)
        say(f"{millions} million answers stored and sealed in {time.perf_counter() - start:.0f} s")
        app = create_app(settings)
        client = app.test_client()
        first, page = timed(client, RESULTS)
        warm = median(timed(client, RESULTS)[0] for _ in range(REQUESTS))
        say(f"{millions} million answers: results page first {first:.0f} ms, then {warm:.1f} ms")
        full = median(made_anew(settings, client, number) for number in range(REQUESTS))
        say(
            f"{millions} million answers: results page with every statistic made anew {full:.1f} ms"
        )
        overview = median(timed(client, OVERVIEW)[0] for _ in range(REQUESTS))
        say(f"{millions} million answers: overview {overview:.1f} ms")
        charts = charts_in(page)
        first_charts = [timed(client, chart)[0] for chart in charts]
        cached_charts = [timed(client, chart)[0] for chart in charts for _ in range(REQUESTS)]
        say(
            f"{len(charts)} charts: first {median(first_charts):.0f} ms (slowest "
            f"{max(first_charts):.0f}), cached {median(cached_charts):.1f} ms"
        )
        forget_connections(app)
    return {
        f"results_ms_{millions}m": warm,
        f"results_full_ms_{millions}m": full,
        f"overview_ms_{millions}m": overview,
        "chart_first_ms": median(first_charts),
        "chart_cached_ms": median(cached_charts),
    }


def timed(client: FlaskClient, path: str) -> tuple[float, str]:
    """Fetch a page inside this process; gives the milliseconds and its text."""
    start = time.perf_counter()
    reply = client.get(path)
    milliseconds = 1000 * (time.perf_counter() - start)
    if reply.status_code != 200:
        raise RuntimeError(f"{path} answered {reply.status_code}")
    return milliseconds, reply.text


def made_anew(settings: Settings, client: FlaskClient, number: int) -> float:
    """Milliseconds for the results page when only the kept counts, and modes as shown, are in memory.

    A unit of another name has other results: everything is estimated, tested and worded again.
    """
    with engine_of(settings) as engine, Session(engine) as session, session.begin():
        session.execute(update(Unit).values(name=f"Hemlöshetsenheten {number}"))
    return timed(client, RESULTS)[0]


def charts_in(page: str) -> list[str]:
    """The addresses of the pictures of a page."""
    return [html.unescape(address) for address in CHART.findall(page)]


def fill(settings: Settings, answers: int) -> None:
    """Store so many answers, spread over the waves of five years, and show the waves.

    Keys come in order and nothing is checked: what is measured is not how fast this goes.
    """
    count = answers // ITEMS // len(YEARS)
    with engine_of(settings) as engine, Session(engine) as session, session.begin():
        waves = make_waves(session)
    with closing(sqlite3.connect(settings.database.removeprefix("sqlite:///"))) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        for index, wave in enumerate(waves):
            connection.execute(FILL_RESPONSES, wave | {"first": 1 + index * count, "count": count})
        connection.execute(FILL_ANSWERS)
        connection.commit()
    show_waves(settings)


def make_waves(session: Session) -> list[dict[str, Any]]:
    """One wave a year of the user survey, in one unit whose clients were counted.

    Gives what the responses of each wave have in common.
    """
    unit = Unit(code="homeless", name="Hemlöshetsenheten")
    session.add(unit)
    questionnaire = read_questionnaire(load_instrument(INSTRUMENT))
    version = publish(session, questionnaire, date(YEARS[0], 1, 1)).version
    waves = []
    for year in YEARS:
        opens, closes = date(year, 1, 1), date(year, 1, 31)
        session.add(
            ClientCount(unit_id=unit.id, as_of=opens, women=115, men=532, source="benchmark")
        )
        plan = WavePlan(
            str(year),
            opens,
            closes,
            modes=[Mode.LINK, Mode.PAPER],
            once_per_person=True,
            clients_as_of=opens,
        )
        wave = open_wave(session, version, unit, plan)
        common = {"wave": wave.id, "version": version.id, "unit": unit.id}
        waves.append(common | {"day": opens.isoformat()})
    return waves


def show_waves(settings: Settings) -> None:
    """Close, seal and publish every wave, so that its results can be seen without signing in."""
    with engine_of(settings) as engine, Session(engine) as session, session.begin():
        for wave in session.scalars(select(Wave)):
            close_wave(wave)
            seal_wave(session, wave, settings.limit_inside)
            wave.published = True


def fetch_results(address: str) -> None:
    """Fetch the results page and its charts from a server."""
    with urlopen(address + RESULTS) as reply:  # noqa: S310 -- our own address on loopback.
        page = reply.read().decode()
    for chart in charts_in(page):
        with urlopen(address + chart) as reply:  # noqa: S310 -- our own address on loopback.
            reply.read()
