"""The bare application that ours is measured against: the same survey, nothing else.

What a developer in a hurry would write well: Flask, SQLAlchemy Core, one Jinja template, the
same inserts into the same tables, gzip. One language, no kept pages, no visits, no states of
waves, no security headers, and no look in the database to show the form.
"""

import gzip
import secrets
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError

from benchmarks.installation import INSTRUMENT
from core.clock import Clock
from core.database import Base, make_engine
from core.settings import Settings
from surveys.collection.models import Wave
from surveys.questionnaires.file_format import load_instrument, read_questionnaire
from surveys.questionnaires.models import Item
from surveys.questionnaires.question_types import type_of

SKIPPED = -2
BACKGROUND = ("gender", "age_group", "who_answered")
#: What most gzip middleware uses.
GZIP_LEVEL = 6
responses, answers = (Base.metadata.tables[name] for name in ("survey_response", "answer"))
Question = dict[str, Any]


def make_bare_app(settings: Settings) -> Flask:
    """The application, on an installation whose survey is open."""
    app = Flask("bare", root_path=str(Path(__file__).parent))
    app.extensions["synpunkt.clock"] = Clock()  # The job runner beside it asks for the time.
    engine = app.extensions["synpunkt.engine"] = make_engine(settings.database)
    app.config["QUESTIONS"] = questions = read_questions()
    app.config["WAVE"], app.config["ITEMS"] = read_wave(engine)
    app.config["CODES"] = {
        question["id"]: {str(choice["value"]): choice["code"] for choice in question["choices"]}
        for question in questions
    }
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.add_url_rule("/enkat/<code>", "form", show_form)
    app.add_url_rule("/enkat/<code>", "send", send, methods=["POST"])
    app.add_url_rule("/enkat/<code>/tack", "thanks", show_thanks)
    app.after_request(compress)
    return app


def show_form(code: str) -> str:
    """The form, with a fresh key."""
    questions = current_app.config["QUESTIONS"]
    return render_template("form.html", questions=questions, key=secrets.token_hex(16))


def send(code: str) -> ResponseReturnValue:
    """Store the answers, once."""
    codes = {
        name: values.get(request.form.get(f"q-{name}", ""), SKIPPED)
        for name, values in current_app.config["CODES"].items()
    }
    key = bytes.fromhex(request.form["submission"])
    background = {name: codes.pop(name) for name in BACKGROUND}
    row = {"key": key, "day": datetime.now(UTC).date(), **background, **current_app.config["WAVE"]}
    items = current_app.config["ITEMS"]
    rows = [
        {"response_key": key, "item_id": items[name], "code": code} for name, code in codes.items()
    ]
    try:
        with current_app.extensions["synpunkt.engine"].begin() as connection:
            connection.execute(insert(responses), row)
            connection.execute(insert(answers), rows)
    except IntegrityError:
        pass  # It came before: answer in the same way.
    return redirect(f"/enkat/{code}/tack", HTTPStatus.SEE_OTHER)


def show_thanks(code: str) -> str:
    """Thanks."""
    return render_template("thanks.html")


def compress(response: Response) -> Response:
    """Gzip what is worth it."""
    if request.accept_encodings.quality("gzip") and (response.content_length or 0) > 500:
        response.set_data(gzip.compress(response.get_data(), GZIP_LEVEL))
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding"
    return response


def read_questions() -> list[Question]:
    """The questions of the user survey in Swedish, as the template wants them."""
    return [
        {"id": question.id, "text": question.text["sv"], "choices": read_choices(question)}
        for question in read_questionnaire(load_instrument(INSTRUMENT)).questions
    ]


def read_choices(question: Any) -> list[dict[str, Any]]:
    """Everything that can be chosen: form value, stored code, word and face."""
    found = [
        {
            "value": choice.code,
            "code": choice.code,
            "label": choice.label["sv"],
            "face": choice.face,
        }
        for choice in (*type_of(question).choices(question), *question.extra_choices)
    ]
    if question.dont_know:
        found.append({"value": "dk", "code": -3, "label": "Vet inte", "face": None})
    if question.refuse:
        found.append({"value": "ref", "code": -4, "label": "Vill inte svara", "face": None})
    return found


def read_wave(engine: Engine) -> tuple[dict[str, Any], dict[str, int]]:
    """What every response of the open wave has in common, and the ids of the items."""
    with engine.connect() as connection:
        wave = connection.execute(select(Wave.id, Wave.version_id, Wave.unit_id)).one()
        items = {item.code: item.id for item in connection.execute(select(Item.code, Item.id))}
    common = {"wave_id": wave.id, "version_id": wave.version_id, "unit_id": wave.unit_id}
    return common | {"revision": 1, "mode": "link", "language": "sv"}, items
