"""The survey as the person who answers meets it: by link and at a station.

One GET gives the whole form, one POST sends it. Nothing is stored before that, and nothing of
an answer is in an address, a cookie or a log. Every POST that ends a visit changes a cookie
that means nothing here: it keeps browsers from showing the page again with its answers.
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from core.clock import clock
from core.database import reader
from core.visits import (
    current_visit,
    end_visit,
    is_same_visit,
    key_or_new,
    new_key,
    remember_visit,
)
from core.web import RESPONDENT_LANGUAGES, refuse_foreign_post, set_language
from organisation.access import public
from organisation.doors import doors
from surveys.collection.answering import Answered, read_answers
from surveys.collection.entrances import Availability, Entrance, by_link, by_station
from surveys.collection.form_page import FormKeys, language_of, printable, render, shelf
from surveys.collection.page_with_hole import PageWithHole
from surveys.collection.storing import store, storing
from surveys.collection.submission import filled_in
from surveys.questionnaires.questionnaire import Questionnaire

blueprint = Blueprint("collection", __name__)

THANKS_SECONDS = 8
CLOSED_SECONDS = 60


@blueprint.get("/enkat/<string:code>")
@public
def link_form(code: str) -> ResponseReturnValue:
    """The survey behind a link."""
    return _show_form(_at_link(code))


@blueprint.post("/enkat/<string:code>")
@public
def link_send(code: str) -> ResponseReturnValue:
    """What the person does with the survey behind a link."""
    refuse_foreign_post()
    return _act(_at_link(code))


@blueprint.get("/enkat/<string:code>/tack")
@public
def link_thanks(code: str) -> Response:
    """Thanks, after a survey by link."""
    return _show_thanks(lambda: _at_link(code))


@blueprint.get("/kiosk/<string:station>")
@public
def kiosk_form(station: str) -> ResponseReturnValue:
    """The survey that a station shows now."""
    return _show_form(_at_station(station))


@blueprint.post("/kiosk/<string:station>")
@public
def kiosk_send(station: str) -> ResponseReturnValue:
    """What the person does with the survey at a station."""
    refuse_foreign_post()
    wave = request.form.get("wave", "")
    wave_id = int(wave) if wave.isascii() and wave.isdigit() and len(wave) < 10 else 0
    return _act(_at_station(station, wave_id))


@blueprint.get("/kiosk/<string:station>/tack")
@public
def kiosk_thanks(station: str) -> Response:
    """Thanks at a station; goes back to the start by itself."""
    response = _show_thanks(lambda: _at_station(station))
    response.headers.setdefault("Refresh", f"{THANKS_SECONDS}; url={_start()}")
    return response


def _at_link(code: str) -> Entrance:
    with reader().connect() as connection:
        return by_link(connection, code)


def _at_station(station: str, wave_id: int | None = None) -> Entrance | None:
    with reader().connect() as connection:
        return by_station(connection, station, clock().today(), wave_id)


@blueprint.before_request
def speak_the_language_of_the_address() -> None:
    """So that pages about what is not there speak it too."""
    asked = request.args.get("lang", "")
    if asked in RESPONDENT_LANGUAGES:
        set_language(asked)


def _show_form(entrance: Entrance | None) -> ResponseReturnValue:
    available = entrance.availability(clock().today()) if entrance else Availability.CLOSED
    if entrance is None or available is not Availability.OPEN:
        return _not_open(entrance, available)
    visit = current_visit()
    keys = FormKeys(new_key(), visit)
    language = language_of(shelf().questionnaire(entrance), request.args.get("lang"))
    page = shelf().page(entrance, language, "form.html")
    response = _sent(page, keys.fields().encode())
    remember_visit(response, visit)
    return response


def _show_thanks(find: Callable[[], Entrance | None]) -> Response:
    page = shelf().thanks(request.args.get("lang", ""), find)
    return _sent(page, b"") if page else _not_open(None, Availability.CLOSED)


def _act(entrance: Entrance | None) -> ResponseReturnValue:
    if entrance is None or not entrance.takes(clock().today()):
        return _not_open(entrance, Availability.CLOSED)
    questionnaire = shelf().questionnaire(entrance)
    if "language" in request.form:
        language = language_of(questionnaire, request.form["language"])
        return _show_again(entrance, questionnaire, language)
    return ACTS.get(request.form.get("do", ""), _send)(entrance, questionnaire)


def _start_over(_entrance: Entrance, _questionnaire: Questionnaire) -> Response:
    return end_visit(request.path)


def _send(entrance: Entrance, questionnaire: Questionnaire) -> ResponseReturnValue:
    language = language_of(questionnaire, request.form.get("lang"))
    answered = read_answers(questionnaire, request.form.to_dict(flat=False))
    if answered.errors:
        return _show_again(entrance, questionnaire, language, answered)
    key = bytes.fromhex(key_or_new(request.form.get("submission")))
    items = shelf().items(entrance)
    sent = (key, language, clock().today())
    filled = filled_in(entrance, questionnaire, answered, items, sent)
    thanks = end_visit(f"{request.path}/tack?lang={language}")
    # Last, and in a transaction of its own: others who send wait only from here to its end.
    with storing() as connection:
        store(connection, filled)
    return thanks


#: What the buttons of the form do, besides changing the language.
ACTS: Mapping[str, Callable[[Entrance, Questionnaire], ResponseReturnValue]] = {
    "send": _send,
    "over": _start_over,
    "hide": _start_over,
}


def _show_again(
    entrance: Entrance,
    questionnaire: Questionnaire,
    language: str,
    answered: Answered | None = None,
) -> ResponseReturnValue:
    """The form with its answers, but only to the visit that gave them."""
    if not is_same_visit(cookie_needed=entrance.at_station):
        return end_visit(request.path)
    keys = FormKeys(
        key_or_new(request.form.get("submission")), key_or_new(request.form.get("visit"))
    )
    given = {name: [printable(v) for v in values] for name, values in request.form.lists()}
    errors = answered.errors if answered else {}
    text = render(entrance, questionnaire, language, "form.html", keys.fields(), given, errors)
    return text, HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK


def _not_open(entrance: Entrance | None, available: Availability) -> Response:
    text = render_template(
        "surveys/collection/not_open.html",
        at_station=entrance is None or entrance.at_station,
        available=available,
        doors=doors(),
        opens=entrance.opens if entrance else None,
    )
    soon = available is Availability.NOT_YET
    response = make_response(text, HTTPStatus.NOT_FOUND if soon else HTTPStatus.GONE)
    if entrance is None or entrance.at_station:
        response.headers["Refresh"] = f"{CLOSED_SECONDS}; url={_start()}"
    return response


def _sent(page: PageWithHole, filling: bytes) -> Response:
    """The filled page, gzipped where the browser takes it."""
    headers = {"Content-Type": "text/html; charset=utf-8", "Vary": "Accept-Encoding"}
    if request.accept_encodings["gzip"]:
        headers["Content-Encoding"] = "gzip"
        return Response(page.gzipped(filling), headers=headers)
    return Response(page.plain(filling), headers=headers)


def _start() -> str:
    """The address of the form that this page belongs to."""
    return request.path.removesuffix("/tack")
