"""The bare application of the benchmark does the same work as ours: it stores the same rows."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from benchmarks.__main__ import GOALS, table
from benchmarks.bare import make_bare_app
from benchmarks.installation import engine_of, open_survey
from benchmarks.load import QUESTIONS
from core.database import forget_connections
from core.settings import Settings
from surveys.collection.models import Answer, SurveyResponse
from wsgi import create_app

OWN = {"Sec-Fetch-Site": "same-origin"}
CHOSEN = {f"q-{name}": str(1 + number % 4) for number, name in enumerate(QUESTIONS)}
ANSWERS = CHOSEN | {
    "q-letters": "9",
    "q-change": "dk",
    "q-overall": "ref",
    "q-gender": "1",
    "q-age_group": "ref",
    "do": "send",
}


def send(app: Flask, path: str) -> None:
    """Fill in the form as a browser would."""
    client = app.test_client()
    form = client.get(path).text
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    sent = client.post(path, data=hidden | ANSWERS, headers=OWN)
    assert sent.status_code == 303
    assert "Tack!" in client.get(sent.location).text


def stored(settings: Settings) -> tuple[list[Any], list[Any]]:
    """Everything stored of responses and answers, apart from their random keys."""
    responses = [column for column in SurveyResponse.__table__.columns if column.name != "key"]
    answers = select(Answer.item_id, Answer.code).order_by(Answer.item_id)
    with engine_of(settings) as engine, engine.connect() as connection:
        rows = connection.execute(select(*responses)), connection.execute(answers)
        return [tuple(row) for row in rows[0]], [tuple(row) for row in rows[1]]


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_the_bare_app_stores_what_ours_does(settings: Settings, tmp_path: Path) -> None:
    path = open_survey(settings)
    bare, ours = make_bare_app(settings), create_app(settings)
    send(bare, path)
    by_bare = stored(settings)
    engine = bare.extensions["synpunkt.engine"]
    with engine.begin() as connection:
        connection.execute(delete(Answer))
        connection.execute(delete(SurveyResponse))
    send(ours, path)
    assert stored(settings) == by_bare
    assert len(by_bare[1]) == len(QUESTIONS)
    for app in (bare, ours):
        forget_connections(app)


def test_the_table_says_what_is_missed_and_what_was_not_measured() -> None:
    lines = table({"get_ratio_sqlite": 1.1, "results_ms_1m": 20.0})
    said = {line.split()[0]: line.split()[-1] for line in lines[: len(GOALS)]}
    assert (said["get_ratio_sqlite"], said["results_ms_1m"]) == ("MISSED", "met")
    assert said["chart_first_ms"] == "measured"
