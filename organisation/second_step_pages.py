"""The pages of the second step: the code after the password, setting it up, new recovery codes."""

from collections.abc import Sequence

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.clock import clock
from core.database import session
from core.qr import QR_HEADERS, qr_picture
from core.rate_limits import MustWait
from core.web import refuse_foreign_post
from organisation.access import Permission, half_signed_in, public, requires, signed_in
from organisation.models import Staff
from organisation.pages import next_page, wait_text
from organisation.second_step import (
    address_to_set_up,
    key_to_set_up,
    new_recovery_codes,
    pass_second_step,
    take_code,
)

blueprint = Blueprint("second_step", __name__)


@blueprint.get("/logga-in/kod")
@public
def form() -> ResponseReturnValue:
    """Ask for the code; the first time, show how the telephone is set up."""
    half = half_signed_in()
    return _page(half.staff) if half else redirect(next_page(), 303)


@blueprint.post("/logga-in/kod")
@public
def send() -> ResponseReturnValue:
    """Take the code and let the browser in; the first time, show the recovery codes."""
    refuse_foreign_post()
    half = half_signed_in()
    if half is None:
        return redirect(url_for("organisation.sign_in_form"), 303)
    staff = half.staff
    try:
        right = take_code(session(), staff, request.form.get("code", ""), clock().now())
    except MustWait as error:
        return _page(staff, wait_text(error)), 429
    if not right:
        return _page(staff, _("Koden stämmer inte. Vänta på nästa kod och prova igen.")), 422
    pass_second_step(session(), half)
    return redirect(next_page(), 303) if staff.second_confirmed else _confirm(staff)


@blueprint.get("/logga-in/kod/qr.svg")
@public
def picture() -> ResponseReturnValue:
    """The key for the telephone, until it has been set up."""
    half = half_signed_in()
    if half is None or half.staff.second_confirmed or half.staff.second_key is None:
        return redirect(url_for("organisation.sign_in_form"), 303)
    return Response(qr_picture(address_to_set_up(half.staff)), headers=QR_HEADERS)


@blueprint.get("/mitt-konto/koder")
@requires(Permission.OWN_ACCOUNT)
def recovery() -> ResponseReturnValue:
    """Make new recovery codes: the form."""
    return _recovery_page()


@blueprint.post("/mitt-konto/koder")
@requires(Permission.OWN_ACCOUNT)
def recovery_send() -> ResponseReturnValue:
    """New recovery codes, for a right code of the telephone."""
    staff = signed_in()
    if staff is None or not staff.second_confirmed:
        return redirect(url_for("organisation.account"), 303)
    try:
        right = take_code(session(), staff, request.form.get("code", ""), clock().now())
    except MustWait as error:
        return _recovery_page(wait_text(error)), 429
    if not right:
        return _recovery_page(_("Koden stämmer inte. Vänta på nästa kod och prova igen.")), 422
    return _codes_page(new_recovery_codes(session(), staff), url_for("organisation.account"))


def _confirm(staff: Staff) -> str:
    staff.second_confirmed = True
    return _codes_page(new_recovery_codes(session(), staff), next_page())


def _page(staff: Staff, problem: str = "") -> str:
    new = not staff.second_confirmed
    return render_template(
        "organisation/second_step.html",
        errors={"code": problem} if problem else {},
        key=key_to_set_up(staff) if new else "",
        next=next_page(),
    )


def _recovery_page(problem: str = "") -> str:
    errors = {"code": problem} if problem else {}
    return render_template("organisation/recovery.html", errors=errors)


def _codes_page(codes: Sequence[str], onward: str) -> str:
    return render_template("organisation/recovery_codes.html", codes=codes, onward=onward)
