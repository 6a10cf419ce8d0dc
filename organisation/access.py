"""Who is asking, what they may do, and in which units; every route says which of it applies."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec

from flask import Flask, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect
from sqlalchemy.orm import Session

from core.clock import clock
from core.database import READING_METHODS, own_transaction, reader, session
from core.errors import NotAllowed
from core.web import set_language
from organisation.absences import standing_in_for
from organisation.models import Role, Staff, StaffRole, StaffSession
from organisation.passwords import Argon2Hasher
from organisation.permissions import ROLE_PERMISSIONS as ROLE_PERMISSIONS
from organisation.permissions import Permission as Permission
from organisation.sessions import TOUCH_EVERY, find_session, touch
from organisation.units import parents_of_units, with_all_below

#: Browsers count http://127.0.0.1 as safe and keep a Secure cookie there too.
COOKIE = "__Host-synpunkt"
FORM_COOKIE = "__Host-synpunkt-form"
PUBLIC = "public"

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


def init_access(app: Flask) -> None:
    """Give the application its password hasher, safe cookies and form tokens.

    Form tokens are asked for by `requires`, so that public forms go without.
    """
    app.extensions["synpunkt.hasher"] = Argon2Hasher()
    app.config.update(
        SESSION_COOKIE_NAME=FORM_COOKIE,
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_CHECK_DEFAULT=False,
        # The session of the person has limits of its own.
        WTF_CSRF_TIME_LIMIT=None,
    )
    CSRFProtect(app)


def public(view: View[P]) -> View[P]:
    """Mark a view that anyone may open."""
    _mark(view, PUBLIC)
    return view


def requires(permission: Permission) -> Callable[[View[P]], View[P]]:
    """Let only those who have the permission in some unit open the view; others sign in first.

    Forms need their token. The view itself calls `check` with the unit it is about.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            staff = signed_in()
            if staff is None:
                return redirect(_sign_in_address(), 303)
            current_app.extensions["csrf"].protect()
            if not may(staff, permission):
                raise NotAllowed
            return view(*args, **kwargs)

        _mark(guarded, permission)
        return guarded

    return decorate


def signed_in() -> Staff | None:
    """The member of staff who asks, found once per request; pages then speak their language."""
    current = current_session()
    return current.staff if current else None


def current_session() -> StaffSession | None:
    """The row of the browser that asks, while it is signed in all the way."""
    if "staff_session" not in g:
        found = _find_current()
        g.staff_session = found if found and found.whole else None
        g.half_session = found if found and not found.whole else None
        if found and "language" not in g:
            set_language(found.staff.language)
        if found:
            # At once, so that an error page needs no database for its menu.
            absent = standing_in_for(session(), found.staff_id, clock().today())
            g.stood_in_for = [role for one in absent for role in one.roles]
    whole: StaffSession | None = g.staff_session
    return whole


def half_signed_in() -> StaffSession | None:
    """The row of a browser whose password was right and whose second step is to come."""
    current_session()
    half: StaffSession | None = g.half_session
    return half


def may(staff: Staff, permission: Permission) -> bool:
    """Whether the person has the permission in any unit, or the signed-in one stands in for one who has."""
    return _has([*staff.roles, *_roles_stood_in_for(staff)], permission)


def early_sender(permission: Permission) -> int | None:
    """The id of who sends a form of ours, when they have the permission; for `before_request`.

    Asked of a connection that only reads: a request that writes holds SQLite's lock from its first
    look at the database, and nobody who answers may wait while a large file is read.
    """
    with Session(reader()) as looking:
        found = find_session(looking, request.cookies.get(COOKIE, ""), clock().now())
        if found is None or not found.whole:
            return None
        staff_id = found.staff_id
        absent = standing_in_for(looking, staff_id, clock().today())
        if not _has([role for one in (found.staff, *absent) for role in one.roles], permission):
            return None
    current_app.extensions["csrf"].protect()
    return staff_id


def units_for(permission: Permission) -> frozenset[int]:
    """The ids of the units where the signed-in person has the permission; none when signed out."""
    staff = signed_in()
    if staff is None:
        return frozenset()
    # A request that writes may have changed who may do what.
    if request.method not in READING_METHODS:
        return units_of(session(), staff, permission)
    if "units_held" not in g:
        g.units_held = _units_held(session(), staff, list(Permission))
    held: dict[Permission, frozenset[int]] = g.units_held
    return held[permission]


def units_of(looking: Session, staff: Staff, permission: Permission) -> frozenset[int]:
    """The ids of the units where a person has the permission; none once they have left.

    Those of whom the person stands in for today count too.

    For work in the background, which nobody is signed in to.
    """
    return _units_held(looking, staff, [permission])[permission]


def units_by_permission(
    looking: Session, people: Collection[Staff], permissions: Iterable[Permission]
) -> dict[Permission, frozenset[int]]:
    """The ids of the units where any of these people has each permission, with one question."""
    parents = parents_of_units(looking)
    held = [(h.unit_id, ROLE_PERMISSIONS[Role(h.role)]) for one in people for h in one.roles]
    return {
        permission: with_all_below(parents, [unit for unit, may in held if permission in may])
        for permission in permissions
    }


def check(permission: Permission, unit_id: int) -> None:
    """Raise NotAllowed unless the signed-in person has the permission in the unit."""
    if unit_id not in units_for(permission):
        raise NotAllowed


def _units_held(
    looking: Session, staff: Staff, permissions: Collection[Permission]
) -> dict[Permission, frozenset[int]]:
    if not staff.active:
        return dict.fromkeys(permissions, frozenset())
    absent = standing_in_for(looking, staff.id, clock().today())
    return units_by_permission(looking, [staff, *absent], permissions)


def _has(held: Iterable[StaffRole], permission: Permission) -> bool:
    return any(permission in ROLE_PERMISSIONS[Role(one.role)] for one in held)


def _roles_stood_in_for(staff: Staff) -> list[StaffRole]:
    """Those of the absent people whom the signed-in person stands in for; nobody else's."""
    current: StaffSession | None = g.get("staff_session")
    found: list[StaffRole] = g.get("stood_in_for", [])
    return found if current and current.staff_id == staff.id else []


def _find_current() -> StaffSession | None:
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    now = clock().now()
    found = find_session(session(), token, now)
    if found and now - found.last_seen >= TOUCH_EVERY:
        _note_seen(found, now)
    return found


def _note_seen(found: StaffSession, now: datetime) -> None:
    """In the request's transaction when it may write, else in a short one beside it."""
    if request.method in READING_METHODS:
        with own_transaction() as own:
            touch(own, found.token_hash, now)
    else:
        touch(session(), found.token_hash, now)


def _mark(view: Any, permission: str) -> None:
    view.permission = permission


def _sign_in_address() -> str:
    """The sign-in page, which leads back here when the address can be opened again."""
    here = request.full_path.rstrip("?")
    if request.method not in READING_METHODS or here == "/":
        return url_for("organisation.sign_in_form")
    return url_for("organisation.sign_in_form", next=here)
