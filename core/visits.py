"""A visit: the token that ties a form to the browser it was opened in, and its end.

The cookie means nothing on the server. That it changes when a visit ends is what keeps
browsers from showing the page with its answers again, and what makes a form of an ended
visit worth nothing.
"""

import re
import secrets
from http import HTTPStatus

from flask import redirect, request
from werkzeug.wrappers import Response

COOKIE = "visit"
#: Changes while a visit goes on, and means nothing either.
PAGE_COOKIE = "page"
KEY = re.compile(r"[0-9a-f]{32}")


def new_key() -> str:
    """A random 128-bit key as 32 hexadecimal digits."""
    return secrets.token_hex(16)


def key_or_new(given: str | None) -> str:
    """The key that was given, or a new one when it is none of ours."""
    return given if given and KEY.fullmatch(given) else new_key()


def current_visit() -> str:
    """The token of the visit that goes on in this browser."""
    return key_or_new(request.cookies.get(COOKIE))


def is_same_visit(*, cookie_needed: bool) -> bool:
    """Whether the form was opened in the visit that goes on.

    A browser that keeps no cookies passes unless `cookie_needed`.
    """
    cookie = request.cookies.get(COOKIE)
    if cookie is None:
        return not cookie_needed
    return secrets.compare_digest(cookie.encode(), request.form.get("visit", "").encode())


def remember_visit(response: Response, token: str) -> None:
    """Set the cookie."""
    _set_cookie(response, COOKIE, token)


def end_visit(address: str) -> Response:
    """Go to an address as a new visit."""
    response = redirect(address, HTTPStatus.SEE_OTHER)
    remember_visit(response, new_key())
    return response


def turn_page(response: Response) -> Response:
    """Let the browser keep none of the pages before this one, while the visit goes on."""
    _set_cookie(response, PAGE_COOKIE, new_key())
    return response


def _set_cookie(response: Response, name: str, value: str) -> None:
    response.set_cookie(
        name, value, httponly=True, samesite="Strict", secure=request.is_secure, path="/"
    )
