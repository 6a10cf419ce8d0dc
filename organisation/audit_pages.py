"""The page of the audit log: who did what, when, with a filter in the address."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, Flask, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from core.clock import STOCKHOLM, clock
from core.codes import N_
from core.database import session
from core.typed_days import typed_day
from organisation.access import Permission, requires
from organisation.acting import note
from organisation.models import AuditEntry, Staff
from organisation.names import alphabetical, one_line
from organisation.start_page import MenuItem, register_menu

blueprint = Blueprint("audit", __name__)

A_PAGE = 100
LONGEST = 80
FILTERS = ("vem", "vad", "om")


def init_audit_pages(app: Flask) -> None:
    """Put the page into the menu."""
    register_menu(app, MenuItem("audit.log", N_("Logg"), Permission.READ_AUDIT_LOG, seldom=True))


@blueprint.get("/logg")
@requires(Permission.READ_AUDIT_LOG)
def log() -> ResponseReturnValue:
    """The newest rows first; who looks leaves a row too."""
    page = max(1, min(request.args.get("sida", 1, type=int), 10_000))
    asked = {name: one_line(request.args.get(name, ""))[:LONGEST] for name in FILTERS}
    first, last = _days()
    rows = _rows(session(), _conditions(asked, first, last), page)
    note("log_read", "log", page)
    return render_template(
        "organisation/log.html",
        address=_address,
        asked=asked,
        finding=_finding(rows, page),
        first=first,
        last=last,
        has_more=len(rows) > A_PAGE,
        page=page,
        rows=rows[:A_PAGE],
        **_people(),
    )


def _people() -> dict[str, Any]:
    """The names of all staff by id, and what the filter offers."""
    people = session().scalars(select(Staff)).all()
    return {
        "names": {one.id: one.name for one in people},
        "people": [("", _("Alla")), *_choices(people)],
    }


def _rows(looking: Session, wanted: Sequence[ColumnElement[bool]], page: int) -> list[AuditEntry]:
    """A page of rows, and one more when there are more."""
    query = select(AuditEntry).where(*wanted).order_by(AuditEntry.id.desc())
    return list(looking.scalars(query.limit(A_PAGE + 1).offset((page - 1) * A_PAGE)))


def _conditions(asked: dict[str, str], first: date, last: date) -> list[ColumnElement[bool]]:
    found = [AuditEntry.at >= _midnight(first), AuditEntry.at < _midnight(last + timedelta(days=1))]
    who = asked["vem"]
    if who:
        number = int(who) if who.isascii() and who.isdigit() and len(who) < 10 else -1
        found.append(AuditEntry.staff_id == number)
    if asked["vad"]:
        found.append(AuditEntry.action == asked["vad"])
    if asked["om"]:
        found.append(AuditEntry.subject_id == asked["om"])
    return found


def _days() -> tuple[date, date]:
    """The days of the address; the last week when it names none that is a day."""
    today = clock().today()
    first = typed_day(request.args.get("fran", "")) or today - timedelta(days=7)
    return first, max(first, typed_day(request.args.get("till", "")) or today)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), STOCKHOLM).astimezone(UTC)


def _choices(people: Sequence[Staff]) -> list[tuple[str, str]]:
    return [
        (str(one.id), one.name) for one in sorted(people, key=lambda one: alphabetical(one.name))
    ]


def _finding(rows: Sequence[AuditEntry], page: int) -> str:
    if len(rows) > A_PAGE or page > 1:
        return str(_("Loggen, sida %(page)s", page=page))
    return str(ngettext("En rad i loggen", "%(num)d rader i loggen", len(rows)))


def _address(page: int) -> str:
    asked: dict[str, Any] = {**request.args.to_dict(), "sida": page}
    return url_for(".log", **asked)
