"""Leaving a view or complaint: on the web, and at a station.

One GET gives the form, one POST sends it; the page with the code is the answer to that POST, so
that the code stands in no address. Nothing is stored before, and nothing of what was typed is in
an address, a cookie or a log. What a browser may show again: see core/visits.py.
"""

from collections.abc import Callable, Mapping

from flask import Blueprint, Flask, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from core.codes import N_
from core.database import session
from core.errors import SettingsError
from core.qr import QR_HEADERS, qr_picture
from core.visits import end_visit, is_same_visit
from core.web import RESPONDENT_LANGUAGES, refuse_foreign_post, set_language
from feedback.intake.attachments import BODY_LIMIT
from feedback.intake.kept_times import kept_times
from feedback.intake.view_place import Place, at_station, on_the_web, settings
from feedback.intake.view_sending import give_slip, send, send_anyway, send_without_numbers
from feedback.intake.view_showing import (
    language_of,
    languages,
    respondent_frame,
    show_again,
    show_empty,
)
from organisation.access import public
from organisation.doors import Door, register_door

blueprint = Blueprint("views", __name__)

STATION_PATH = "/kiosk/<string:station>/tyck-till"
#: 64 kB of Arabic letters, as a browser writes them in a form without files.
WORDS_LIMIT = 500_000


def init_view_pages(app: Flask) -> None:
    """Put the page's door on every station; called when every address is there.

    Raises SettingsError when the page's own address is another page's too.
    """
    register_door(app, Door("views.station_form", N_("Tyck till")))
    path = app.config["SETTINGS"].feedback_path
    if any(
        rule.rule == path and rule.endpoint not in ADDRESSES for rule in app.url_map.iter_rules()
    ):
        raise SettingsError(f"SYNPUNKT_FEEDBACK_PATH: {path} is the address of another page")


@public
def form() -> ResponseReturnValue:
    """The form on the web."""
    return show_empty(on_the_web())


@public
def act() -> ResponseReturnValue:
    """What the person does with the form on the web."""
    refuse_foreign_post()
    has_files = request.mimetype == "multipart/form-data"
    request.max_content_length = BODY_LIMIT if has_files else WORDS_LIMIT
    return _act(on_the_web())


@public
def qr() -> ResponseReturnValue:
    """The form's address as a square for a telephone's camera."""
    return _qr("views.form")


@public
def answer_qr() -> ResponseReturnValue:
    """The address where answers are read, as a square; no code is in it."""
    return _qr("answers.form")


@blueprint.get(STATION_PATH)
@public
def station_form(station: str) -> ResponseReturnValue:
    """The form at a station."""
    return show_empty(at_station(station))


@blueprint.post(STATION_PATH)
@public
def station_act(station: str) -> ResponseReturnValue:
    """What the person does with the form at a station."""
    refuse_foreign_post()
    request.max_content_length = WORDS_LIMIT
    return _act(at_station(station))


@blueprint.get("/om-dina-uppgifter")
@public
def your_data() -> ResponseReturnValue:
    """What is kept of those who answer and those who complain, why, and how long."""
    return render_template(
        "feedback/intake/your_data.html",
        **respondent_frame(),
        kept=kept_times(session()),
        languages=languages(),
        errors=None,
    )


@blueprint.before_request
def speak_the_language_of_the_address() -> None:
    """So that pages about what is not there speak it too."""
    set_language(language_of(request.args.get("lang")))


#: The pages whose address is a setting: path after it, handler, method.
ADDRESSES: Mapping[str, tuple[str, Callable[[], ResponseReturnValue], str]] = {
    "views.form": ("", form, "GET"),
    "views.act": ("", act, "POST"),
    "views.qr": ("/qr.svg", qr, "GET"),
    "views.answer_qr": ("/svar-qr.svg", answer_qr, "GET"),
}


@blueprint.record
def _take_the_address_of_the_settings(state: BlueprintSetupState) -> None:
    path = state.app.config["SETTINGS"].feedback_path
    for endpoint, (end, handler, method) in ADDRESSES.items():
        name = endpoint.removeprefix("views.")
        state.add_url_rule(path + end, name, handler, methods=[method])


def _act(place: Place) -> ResponseReturnValue:
    given = request.form
    language = language_of(given.get("language") or given.get("lang"))
    set_language(language)
    doing = given.get("do", "send")
    if doing == "open":
        return end_visit(_in_language(place.path, language))
    if doing in ("over", "hide"):
        return end_visit(place.home if place.at_station else _in_language(place.path, language))
    if not is_same_visit(cookie_needed=place.at_station):
        return end_visit(_in_language(place.path, language))
    if "language" in given:
        return show_again(place, {})
    return ACTS.get(doing, send)(place)


#: What the buttons do that need the visit to go on.
ACTS: Mapping[str, Callable[[Place], ResponseReturnValue]] = {
    "send": send,
    "anyway": send_anyway,
    "remove": send_without_numbers,
    "slip": give_slip,
}


def _in_language(path: str, language: str) -> str:
    return path if language == next(iter(RESPONDENT_LANGUAGES)) else f"{path}?lang={language}"


def _qr(endpoint: str) -> ResponseReturnValue:
    language = language_of(request.args.get("lang"))
    address = settings().address + _in_language(url_for(endpoint), language)
    return qr_picture(address), QR_HEADERS
