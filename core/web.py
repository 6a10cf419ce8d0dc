"""What every page shares: headers, languages, static addresses, same-origin posts, error pages."""

import hashlib
import logging
from pathlib import Path
from urllib.parse import urlsplit

from flask import (
    Flask,
    Request,
    Response,
    g,
    has_request_context,
    render_template,
    request,
    session,
    url_for,
)
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask.typing import ResponseReturnValue
from flask_babel import Babel, get_locale, refresh
from werkzeug.exceptions import HTTPException

from core.database import roll_back
from core.errors import DomainError, ForeignPost, NotFound

STATIC = Path(__file__).parent.parent / "static"
STAFF_LANGUAGES = {"sv": "Svenska", "en": "English"}
RESPONDENT_LANGUAGES = {"sv": "Svenska", "en": "English", "fi": "Suomi", "ar": "العربية"}
RIGHT_TO_LEFT = frozenset({"ar", "fa"})

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
#: The day before the month in English too: people here read 4/12 as 4 December.
DATE_FORMATS = {"date.short": "y-MM-dd", "date.medium": "d MMM y", "date.long": "d MMMM y"}
#: What every response carries that does not say otherwise.
SAFE_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
log = logging.getLogger("synpunkt")


class CookieSessions(SecureCookieSessionInterface):
    """Flask's sessions, made ready for checking only when a cookie came: respondents have none."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session in the cookie, or an empty one."""
        # Looked for in the raw header first, for most requests need not have it taken apart.
        if self.get_cookie_name(app) not in request.environ.get("HTTP_COOKIE", ""):
            return self.session_class()
        return super().open_session(app, request)


def init_web(app: Flask) -> None:
    """Attach headers, languages, static addresses and error pages to the application."""
    app.session_interface = CookieSessions()
    babel = Babel(app, locale_selector=_language)
    babel.date_formats.update(DATE_FORMATS)
    app.before_request(_refuse_null)
    app.after_request(_set_headers)
    app.register_error_handler(DomainError, _domain_error_page)
    app.register_error_handler(HTTPException, _http_error_page)
    app.register_error_handler(Exception, _unexpected_error_page)
    fingerprints = _fingerprints()
    app.jinja_env.globals.update(
        asset=lambda name: url_for("static", filename=name, v=fingerprints.get(name)),
        text_direction=text_direction,
        page_language=lambda: str(get_locale() or "sv"),
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def set_language(language: str) -> None:
    """Use this language for the rest of the request."""
    g.language = language
    refresh()


def text_direction(language: str) -> str:
    """`rtl` or `ltr`, for the dir attribute."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def refuse_foreign_post() -> None:
    """Let a public form in only from our own pages; raises ForeignPost.

    Browsers that send Sec-Fetch-Site are believed; older ones by their Origin.
    """
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin", "")
    if site != "same-origin" and (site is not None or not _is_our_own(origin)):
        raise ForeignPost


def _refuse_null() -> None:
    """No address of ours holds a null sign, and PostgreSQL cannot look for one."""
    if "\0" in request.path:
        raise NotFound


def _is_our_own(origin: str) -> bool:
    parts = urlsplit(origin)
    return (parts.scheme, parts.netloc) == (request.scheme, request.host)


def _language() -> str:
    chosen: str | None = g.get("language")
    # Commands and jobs have no browser.
    remembered = session.get("language") if has_request_context() else None
    return chosen or remembered or "sv"


def _set_headers(response: Response) -> Response:
    headers = response.headers
    there = {name.lower() for name in headers.keys()}  # noqa: SIM118 -- iterating gives pairs.
    for name, value in SAFE_HEADERS.items():
        if name.lower() not in there:
            headers.add(name, value)
    return response


def _domain_error_page(error: DomainError) -> tuple[str, int]:
    roll_back()
    return render_template(error.template, message=str(error)), error.status


def _http_error_page(error: HTTPException) -> ResponseReturnValue:
    roll_back()
    if error.code is None or error.code < 400:
        return error.get_response()
    pages = {404: "errors/not_found.html", 413: "errors/too_large.html"}
    return render_template(pages.get(error.code, "errors/refused.html")), error.code


def _unexpected_error_page(error: Exception) -> tuple[str, int]:
    """A page that says what to do; the log gets the kind and place, never the values."""
    roll_back()
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else "?"
    log.error("%s at %s in %s", type(error).__name__, place, request.endpoint)
    return render_template("errors/unexpected.html"), 500


def _fingerprints() -> dict[str, str]:
    return {
        path.relative_to(STATIC).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for path in STATIC.rglob("*")
        if path.is_file() and path.suffix != ".gz"
    }
