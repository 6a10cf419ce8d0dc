"""What stands around every page in the staff's look: menu, languages, the own account."""

from collections.abc import Iterable
from typing import Any

from flask import g, request, session, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from core.web import STAFF_LANGUAGES, set_language, text_direction
from organisation.access import may
from organisation.models import Staff, StaffSession
from organisation.permissions import Permission
from organisation.start_page import menu_items


def frame() -> dict[str, Any]:
    """The variables of templates/base.html.

    Asks no database: the person is known when the view asked who is signed in, as every view
    with `requires` does.
    """
    found: StaffSession | None = g.get("staff_session")
    staff = found.staff if found else None
    language = str(get_locale() or "sv")
    return {
        "language": language,
        "direction": text_direction(language),
        "home": url_for("organisation.start"),
        "person": staff,
        "account": url_for("organisation.account"),
        "sign_out": url_for("organisation.sign_out"),
        "navigation": _menu(staff, seldom=False) if staff else [],
        "more": _menu(staff, seldom=True) if staff else [],
        # A person's choice is stored, so it is a form on the account page.
        "languages": [] if staff else _languages(language),
    }


def use_language_of_address() -> None:
    """`?lang=` chooses the language of those who are not signed in, and is remembered.

    For public pages in the staff's look; call it after `signed_in()`.
    """
    language = request.args.get("lang", "")
    if language in STAFF_LANGUAGES and "staff_session" in g and g.staff_session is None:
        session["language"] = language
        set_language(language)


def _menu(staff: Staff, *, seldom: bool) -> list[dict[str, Any]]:
    links = {
        url_for(item.endpoint): _(item.label)
        for item in menu_items()
        if item.seldom is seldom and may(staff, Permission(item.permission))
    }
    return [
        {"href": href, "label": label, "current": _current(href, links)}
        for href, label in links.items()
    ]


def _current(href: str, links: Iterable[str]) -> str:
    """What aria-current says of a link in the menu: its own page, one below it, or neither.

    A page below two of the links belongs to the longer one.
    """
    if request.path == href:
        return "page"
    above = [one for one in links if f"{request.path}/".startswith(f"{one}/")]
    return "true" if above and href == max(above, key=len) else ""


def _languages(current: str) -> list[dict[str, Any]]:
    arguments = {**request.args.to_dict(), **(request.view_args or {})}
    return [
        {
            "code": code,
            "name": name,
            "direction": text_direction(code),
            "current": code == current,
            "href": _same_page(arguments | {"lang": code}),
        }
        for code, name in STAFF_LANGUAGES.items()
    ]


def _same_page(arguments: dict[str, Any]) -> str:
    return url_for(request.endpoint, **arguments) if request.endpoint else ""
