"""The pages of an answer, rendered: the code, the answer, too many tries."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import make_response, render_template, request, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response

from core.clock import clock
from core.database import session
from core.encryption import CannotOpen, seal, unseal
from core.visits import current_visit, key_or_new, new_key, remember_visit, turn_page
from core.web import set_language
from feedback.cases.codes import LONGEST_TYPED
from feedback.cases.models import Case
from feedback.intake.answer_acts import open_answer
from feedback.intake.answer_view import answer_view
from feedback.intake.view_showing import language_of, languages, respondent_frame
from organisation.models import Station
from organisation.names import one_line

PASS = b"pass to an answer:"


def speak(asked: str | None) -> str:
    """Use a language for this page when it is offered, else Swedish; gives it."""
    language = language_of(asked)
    set_language(language)
    return language


def home(station: Station | None) -> str:
    """Where a visit ends: the station's first page, or the empty form."""
    # The station's first page stands in a package beside this one.
    return url_for("collection.kiosk_form", station=station.address) if station else request.path


def code_page(station: Station | None) -> Response:
    """The empty form. Who comes to a station begins anew, also when nobody ended the visit before."""
    visit = new_key() if station else current_visit()
    response = make_response(_code_form(station, visit))
    remember_visit(response, visit)
    return response


def code_page_again(station: Station | None, error: str = "") -> Response:
    """The form with what was typed: in another language, or because the code is wrong."""
    errors = {"code": error} if error else {}
    text = _code_form(station, visit_of_form(), request.form.get("code", ""), errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return turn_page(make_response(text, status))


def wait_page(station: Station | None) -> Response:
    """Too many tries: nothing that was typed is shown again."""
    text = render_template("feedback/answers/wait.html", **_frame(station, visit_of_form(), {}))
    return turn_page(make_response(text, HTTPStatus.TOO_MANY_REQUESTS))


def answer_page(
    station: Station | None,
    case: Case,
    *,
    text: str = "",
    error: str = "",
    done: str = "",
) -> Response:
    """The answer, with a text that was not sent and why, or a sentence that says what was done."""
    today, visit = clock().today(), visit_of_form()
    view = answer_view(session(), case, today, str(get_locale()))
    if view.answers:
        open_answer(session(), case, today)
    page = render_template(
        "feedback/answers/answer.html",
        view=view,
        key=seal(case.key, PASS + visit.encode()).hex(),
        text=text,
        done=done,
        **_frame(station, visit, {"text": error} if error else {}),
    )
    return turn_page(
        make_response(page, HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK)
    )


def passed_key() -> bytes | None:
    """The key of the case that this visit has opened; None when the pass is not of this visit."""
    try:
        sealed = bytes.fromhex(request.form.get("pass", ""))
        return unseal(sealed, PASS + visit_of_form().encode())
    except (CannotOpen, ValueError):
        return None


def visit_of_form() -> str:
    """The visit that the form was opened in."""
    return key_or_new(request.form.get("visit"))


def _code_form(
    station: Station | None, visit: str, typed: str = "", errors: Mapping[str, str] | None = None
) -> str:
    shown = one_line(typed)[:LONGEST_TYPED]
    frame = _frame(station, visit, errors or {})
    return render_template("feedback/answers/code.html", typed=shown, **frame)


def _frame(station: Station | None, visit: str, errors: Mapping[str, str]) -> dict[str, Any]:
    """What stands around each of these pages."""
    return {
        **respondent_frame(),
        "at_station": station is not None,
        "errors": errors,
        "languages": languages(),
        "station": station,
        "visit": visit,
    }
