"""The pages of signing in and out, the start page and the own account."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug import Response

from core.clock import clock
from core.codes import N_
from core.database import session
from core.rate_limits import MustWait
from core.web import STAFF_LANGUAGES, refuse_foreign_post
from organisation.access import (
    COOKIE,
    Permission,
    current_session,
    half_signed_in,
    public,
    requires,
    signed_in,
)
from organisation.audit import record
from organisation.frame import frame, use_language_of_address
from organisation.models import Role, StaffSession
from organisation.passwords import PasswordProblem, PasswordRefused
from organisation.permissions import ROLE_NAMES
from organisation.sessions import end_session, end_sessions, find_half, number_of_sessions
from organisation.sign_in import own_path, sign_in
from organisation.staff import WrongPassword, change_password, choose_language
from organisation.start_page import empty_text, start_cards
from organisation.units import names_of_units

blueprint = Blueprint("organisation", __name__)
blueprint.app_context_processor(frame)

PROBLEM_TEXTS = {
    PasswordProblem.TOO_SHORT: N_("Lösenordet behöver minst 12 tecken."),
    PasswordProblem.TOO_LONG: N_("Lösenordet får ha högst 1 000 tecken."),
    PasswordProblem.IS_USER_NAME: N_("Lösenordet får inte vara användarnamnet."),
}


@blueprint.get("/logga-in")
@public
def sign_in_form() -> ResponseReturnValue:
    """The form; `?lang=` chooses its language."""
    if signed_in():
        return redirect(next_page(), 303)
    if half_signed_in():
        return redirect(url_for("second_step.form", next=next_page()), 303)
    use_language_of_address()
    return _sign_in_page({})


@blueprint.post("/logga-in")
@public
def sign_in_send() -> ResponseReturnValue:
    """Sign in and go on to where the person was heading."""
    refuse_foreign_post()
    form, old_token = request.form, request.cookies.get(COOKIE, "")
    try:
        token = sign_in(
            form.get("user_name", ""), form.get("password", ""), old_token, clock().now()
        )
    except MustWait as error:
        return _must_wait(error)
    if token is None:
        return _sign_in_page({"user_name": _("Användarnamnet eller lösenordet stämmer inte.")}), 422
    browser.clear()
    half = find_half(session(), token, clock().now())
    address = url_for("second_step.form", next=next_page()) if half else next_page()
    response = redirect(address, 303)
    response.set_cookie(COOKIE, token, secure=True, httponly=True, samesite="Lax")
    return response


@blueprint.post("/logga-ut")
@requires(Permission.OWN_ACCOUNT)
def sign_out() -> ResponseReturnValue:
    """Sign out in this browser."""
    end_session(session(), request.cookies[COOKIE])
    return _signed_out("signed_out", _("Du är utloggad."))


@blueprint.post("/logga-ut/overallt")
@requires(Permission.OWN_ACCOUNT)
def sign_out_everywhere() -> ResponseReturnValue:
    """Sign out in every browser of the person."""
    end_sessions(session(), _current().staff_id)
    return _signed_out("signed_out_everywhere", _("Du är utloggad överallt."))


@blueprint.get("/")
@requires(Permission.OWN_ACCOUNT)
def start() -> ResponseReturnValue:
    """The finding that matters most, and the others below it."""
    staff = _current().staff
    cards = start_cards(staff)
    return render_template("organisation/start.html", cards=cards, empty_text=_(empty_text(staff)))


@blueprint.get("/mitt-konto")
@requires(Permission.OWN_ACCOUNT)
def account() -> ResponseReturnValue:
    """Roles, password, language and where the person is signed in."""
    return _account_page({})


@blueprint.post("/mitt-konto/losenord")
@requires(Permission.OWN_ACCOUNT)
def account_password() -> ResponseReturnValue:
    """Choose a new password; the old one is asked for, and other browsers are signed out."""
    here, form = _current(), request.form
    old, new = form.get("old_password", ""), form.get("new_password", "")
    try:
        change_password(session(), here.staff, old, new, clock().now(), keep=here.token_hash)
    except MustWait as error:
        return _account_page({"old_password": wait_text(error)}), 429
    except WrongPassword:
        return _account_page({"old_password": _("Det gamla lösenordet stämmer inte.")}), 422
    except PasswordRefused as error:
        return _account_page({"new_password": _(PROBLEM_TEXTS[error.problem])}), 422
    flash(_("Lösenordet är bytt. Andra webbläsare är utloggade."), "done")
    return redirect(url_for(".account"), 303)


@blueprint.post("/mitt-konto/sprak")
@requires(Permission.OWN_ACCOUNT)
def account_language() -> ResponseReturnValue:
    """Choose the language of the own pages."""
    choose_language(_current().staff, request.form.get("language", ""))
    return redirect(url_for(".account"), 303)


def _current() -> StaffSession:
    found = current_session()
    if found is None:
        raise LookupError("the view lacks `requires`")
    return found


def next_page() -> str:
    """Where the person was heading, or the start page."""
    target = request.form.get("next") or request.args.get("next") or ""
    return own_path(target) or url_for("organisation.start")


def _sign_in_page(errors: Mapping[str, str]) -> str:
    form = request.form
    user_name = "".join(filter(str.isprintable, form.get("user_name", "")))
    target = form.get("next") or request.args.get("next", "")
    page = "organisation/sign_in.html"
    return render_template(page, errors=errors, user_name=user_name, next=own_path(target) or "")


def _must_wait(error: MustWait) -> ResponseReturnValue:
    seconds = str(int(error.wait.total_seconds()) + 1)
    return _sign_in_page({"user_name": wait_text(error)}), 429, {"Retry-After": seconds}


def wait_text(error: MustWait) -> str:
    """How long to wait, in words."""
    minutes = int(error.wait.total_seconds()) // 60 + 1
    return str(_("För många försök. Vänta %(minutes)s minuter och prova igen.", minutes=minutes))


def _account_page(errors: Mapping[str, str]) -> str:
    here = _current()
    units = names_of_units(session())
    roles = [(_(ROLE_NAMES[Role(held.role)]), units[held.unit_id]) for held in here.staff.roles]
    sessions = number_of_sessions(session(), here.staff_id, clock().now())
    return render_template(
        "organisation/account.html",
        staff=here.staff,
        roles=roles,
        sessions=sessions,
        own_languages=STAFF_LANGUAGES.items(),
        errors=errors,
    )


def _signed_out(action: str, text: str) -> Response:
    staff_id = _current().staff_id
    record(session(), staff_id, clock().now(), action, "staff", staff_id)
    browser.clear()
    flash(text, "done")
    response = redirect(url_for(".sign_in_form"), 303)
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="Lax")
    return response
