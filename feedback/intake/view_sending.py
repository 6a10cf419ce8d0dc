"""Sending a view: what has to be settled first, the one time it is stored, and the thanks."""

from http import HTTPStatus

from flask import current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from core.clock import clock
from core.database import own_transaction, session, snapshot
from core.documents import pdf_headers
from core.rate_limits import MustWait
from core.visits import end_visit, key_or_new, turn_page
from feedback.cases.codes import make_code, normal, shown
from feedback.cases.models import Case
from feedback.cases.receiving import NewCase, receive
from feedback.intake.attachments import (
    AttachmentRefused,
    Checked,
    keep_attachments,
    read_attachments,
)
from feedback.intake.personal_numbers import find_personal_numbers, without_personal_numbers
from feedback.intake.slips import slip
from feedback.intake.view_form import View, read_view
from feedback.intake.view_limits import count_view, is_in_time
from feedback.intake.view_place import Place, settings
from feedback.intake.view_showing import respondent_frame, show_again

#: A field that people do not see; programs fill it in.
TRAP = "website"


def send(place: Place) -> ResponseReturnValue:
    """Store what was typed, or show it again with what has to be settled first."""
    return _send(place, numbers="ask")


def send_anyway(place: Place) -> ResponseReturnValue:
    """The same; what looks like a personal number is meant to be there."""
    return _send(place, numbers="keep")


def send_without_numbers(place: Place) -> ResponseReturnValue:
    """The same; what looks like a personal number is taken out first."""
    return _send(place, numbers="remove")


def give_slip(place: Place) -> ResponseReturnValue:
    """The slip with the code as PDF, for what was stored in this visit."""
    code = normal(request.form.get("code", ""))
    with snapshot() as looking:
        case = looking.get(Case, _key())
        if case is None or case.number is None or code is None:
            return end_visit(place.path)
        number, last_day = case.number, case.rounds[0].last_day
    content = slip(number, code, last_day, respondent_frame()["language"])
    return make_response(content, pdf_headers(f"kod-{number}"))


def _send(place: Place, numbers: str) -> ResponseReturnValue:
    view, errors = read_view(request.form, place.offer)
    if view is None:
        return show_again(place, errors, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    code = normal(request.form.get("code", ""))
    if code is None or request.form.get(TRAP) or not _is_in_time():
        return _ask(place, "again")
    if numbers == "ask" and find_personal_numbers(view.text):
        return _ask(place, "number")
    text = without_personal_numbers(view.text) if numbers == "remove" else view.text
    try:
        # Files take seconds of computing, so that they are counted before they are looked at.
        _count(place)
        files = [] if place.at_station else read_attachments(request.files.getlist("files"))
    except AttachmentRefused as error:
        return show_again(place, {"files": str(error)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except MustWait:
        return show_again(place, {}, status=HTTPStatus.TOO_MANY_REQUESTS, asking="wait")
    return _thanks(place, _store(place, view, text, code, files), code)


def _ask(place: Place, asking: str) -> Response:
    """The form again with a question, before anything is stored."""
    return show_again(place, {}, status=HTTPStatus.UNPROCESSABLE_ENTITY, asking=asking)


def _is_in_time() -> bool:
    return is_in_time(
        request.form.get("opened", ""), current_app.config["SECRET_KEY"], clock().now()
    )


def _count(place: Place) -> None:
    """Beside the request's transaction, so that nobody waits for the slow hash that follows."""
    with own_transaction() as own:
        count_view(own, place.station_id, clock().now())


def _store(place: Place, view: View, text: str, code: str, files: list[Checked]) -> Case:
    """The case, stored now or when the same form was sent before."""
    today, made = clock().today(), make_code(code)
    new = NewCase(
        key=_key(),
        kind=view.kind,
        channel=place.channel,
        text=text,
        unit_id=view.unit_id,
        received=today,
        language=respondent_frame()["language"],
        gender=view.gender,
        answer_way=view.way,
        contact=view.contact,
        code=made,
    )
    is_new = session().get(Case, new.key) is None
    case = receive(session(), new, today)
    if is_new:
        keep_attachments(session(), case, files, today)
    return case


def _thanks(place: Place, case: Case, code: str) -> Response:
    """The page with the code; it stays until the person ends the visit."""
    text = render_template(
        "feedback/intake/view_thanks.html",
        **respondent_frame(),
        errors=None,
        answer_address=_answer_address(),
        can_print=settings().station_printer or not place.at_station,
        case=case,
        code=code,
        last_day=case.rounds[0].last_day,
        place=place,
        own_phone=settings().public_address,
        shown_code=shown(code),
        visit=key_or_new(request.form.get("visit")),
    )
    return turn_page(make_response(text))


def _answer_address() -> str:
    """What a person types to read the answer."""
    address = settings().public_address or request.host_url.rstrip("/")
    return address.partition("//")[2] + url_for("answers.form")


def _key() -> bytes:
    return bytes.fromhex(key_or_new(request.form.get("submission")))
