"""Reading the answer with the code, at home or at a station, and asking more.

The code is posted and the answer is that post's own page, so nothing of it has an address. What
the page's buttons send along is no code but a pass: the case's key, sealed to the visit. When the
visit ends its cookie changes, and neither Back nor Reload shows the page again.
"""

from collections.abc import Callable, Mapping
from functools import partial

from flask import Blueprint, Flask, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.clock import clock
from core.codes import N_
from core.database import session
from core.errors import NotFound
from core.rate_limits import MustWait
from core.visits import end_visit, is_same_visit
from core.web import refuse_foreign_post
from feedback.cases.codes import find_by_code, normal
from feedback.cases.kinds import Opinion
from feedback.cases.models import Case
from feedback.intake.answer_acts import Refused, ask_again, judge, write_more
from feedback.intake.answer_showing import (
    answer_page,
    code_page,
    code_page_again,
    home,
    passed_key,
    speak,
    wait_page,
)
from feedback.intake.slips import ANSWER_PATH
from feedback.intake.view_showing import SWEDISH
from organisation.access import public
from organisation.doors import Door, register_door
from organisation.models import Station
from organisation.names import running_text
from organisation.stations import find_station

blueprint = Blueprint("answers", __name__)

#: 64 kB of Arabic letters, as a browser writes them in a form.
BODY_LIMIT = 500_000
ENDS = frozenset({"open", "over", "hide"})


def init_answer_pages(app: Flask) -> None:
    """Put the page's door on every station."""
    register_door(app, Door("answers.station_form", N_("Läs ditt svar")))


@blueprint.get(ANSWER_PATH)
@public
def form() -> ResponseReturnValue:
    """Where the code is typed."""
    return code_page(None)


@blueprint.post(ANSWER_PATH)
@public
def act() -> ResponseReturnValue:
    """The answer, and what the sender does with it."""
    refuse_foreign_post()
    return _act(None)


@blueprint.get(f"/kiosk/<string:station>{ANSWER_PATH}")
@public
def station_form(station: str) -> ResponseReturnValue:
    """Where the code is typed at a station."""
    return code_page(_station(station))


@blueprint.post(f"/kiosk/<string:station>{ANSWER_PATH}")
@public
def station_act(station: str) -> ResponseReturnValue:
    """The answer at a station."""
    refuse_foreign_post()
    return _act(_station(station))


@blueprint.before_request
def prepare() -> None:
    """Speak the language of the address, also about what is not there, and take a long message."""
    speak(request.args.get("lang"))
    request.max_content_length = BODY_LIMIT


def _station(address: str) -> Station:
    found = find_station(session(), address)
    if found is None:
        raise NotFound
    return found


def _act(station: Station | None) -> ResponseReturnValue:
    given = request.form
    language = speak(given.get("language") or given.get("lang"))
    if given.get("do") in ENDS:
        return end_visit(request.path if given["do"] == "open" else home(station))
    if not is_same_visit(cookie_needed=station is not None):
        return end_visit(request.path)
    if "pass" in given:
        return _use_pass(station, language)
    if "language" in given:
        return code_page_again(station)
    return _read(station, language)


def _read(station: Station | None, language: str) -> ResponseReturnValue:
    """The answer of a code; one text for every wrong code, so that it tells nothing of any case."""
    code = normal(request.form.get("code", ""))
    at = station.id if station else None
    try:
        case = find_by_code(session(), code, clock().now(), at) if code else None
    except MustWait:
        return wait_page(station)
    if case is None:
        return code_page_again(station, _("Vi hittar inget med den koden. Skriv koden igen."))
    if language == SWEDISH:
        speak(case.language)
    return answer_page(station, case)


def _use_pass(station: Station | None, language: str) -> ResponseReturnValue:
    """What a button does to the case that this visit has opened, and the page again."""
    key = passed_key()
    # Nobody else changes it meanwhile.
    case = session().get(Case, key, with_for_update=True) if key else None
    # An anonymised case has no code any more, and takes no more words.
    if case is None or case.code_hash is None:
        return end_visit(request.path)
    text = running_text(request.form.get("text", ""))
    do = ACTS.get(request.form.get("do", ""))
    if do is None:
        return answer_page(station, case, text=text)
    try:
        done = do(case, text, language)
    except Refused as refused:
        return answer_page(station, case, text=text, error=str(refused))
    return answer_page(station, case, done=done)


def _write_more(case: Case, text: str, language: str) -> str:
    write_more(session(), case, text, language, clock().today(), sure="sure" in request.form)
    return str(_("Tack! Vi har fått det du skrev."))


def _ask_again(case: Case, text: str, language: str) -> str:
    ask_again(session(), case, text, language, clock().today(), sure="sure" in request.form)
    return str(_("Tack! Vi har fått din fråga."))


def _judge(opinion: Opinion, case: Case, _text: str, _language: str) -> str:
    judge(session(), case, opinion, clock().today())
    return str(_("Tack! Nu vet vi vad du tycker."))


#: What the buttons of the answer's page do; each gives the sentence that says it is done.
ACTS: Mapping[str, Callable[[Case, str, str], str]] = {
    "message": _write_more,
    "reopen": _ask_again,
    **{f"opinion-{opinion}": partial(_judge, opinion) for opinion in Opinion},
}
