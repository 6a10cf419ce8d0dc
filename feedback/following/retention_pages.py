"""The page of retention: the decision of each kind, what is over, and anonymising it."""

from collections.abc import Sequence
from hashlib import sha256

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from huey import crontab

from core.clock import clock
from core.codes import N_
from core.database import own_transaction, session
from core.errors import NotFound
from core.jobs import jobs
from core.spreadsheets import Sheet, file_headers, workbook
from core.typed_days import typed_day
from feedback.cases.access import fully_seen_by, viewer
from feedback.cases.kinds import Kind
from feedback.cases.names import KIND_NAMES
from feedback.following.models import RetentionDecision
from feedback.following.retention import (
    KEPT_COLUMNS,
    Due,
    MustExport,
    decide,
    decisions,
    due,
    kept_rows,
    run,
    withdraw,
)
from organisation.access import Permission, requires
from organisation.acting import note, person
from organisation.names import one_line
from organisation.start_page import MenuItem, register_menu

blueprint = Blueprint("retention", __name__)

MOST_MONTHS = 1200
LONGEST_DECISION = 200
Errors = dict[str, str]


def init_retention_pages(app: Flask) -> None:
    """Put the page into the menu."""
    register_menu(
        app,
        MenuItem("retention.retention", N_("Gallring"), Permission.DECIDE_RETENTION, seldom=True),
    )


@blueprint.get("/gallring")
@requires(Permission.DECIDE_RETENTION)
def retention() -> ResponseReturnValue:
    """The decisions and what is over."""
    return _page({})


@blueprint.post("/gallring/beslut")
@requires(Permission.DECIDE_RETENTION)
def enter() -> ResponseReturnValue:
    """Enter a decision, or take one away."""
    what = request.form.get("what", "")
    if what not in set(Kind):
        raise NotFound
    if request.form.get("do") == "withdraw":
        withdraw(session(), what)
        note("retention_withdrawn", "retention", what)
        return _back(_("Beslutet är borttaget. Inget av det slaget gallras."))
    decision, errors = _read(what)
    if decision is None:
        return _page(errors), 422
    decide(session(), decision)
    note("retention_decided", "retention", what)
    return _back(_("Beslutet är sparat."))


@blueprint.get("/gallring/bevaras.xlsx")
@requires(Permission.DECIDE_RETENTION)
def kept() -> ResponseReturnValue:
    """What is to be kept elsewhere, before it is anonymised."""
    found = [one for one in _due() if one.keep_export]
    sheet = Sheet("Synpunkter", KEPT_COLUMNS, kept_rows(session(), found), wrapped=True)
    note("retention_exported", "cases", len(found))
    return workbook([sheet]), file_headers(f"bevaras-{clock().today()}.xlsx")


@blueprint.post("/gallring")
@requires(Permission.DECIDE_RETENTION)
def anonymise_due() -> ResponseReturnValue:
    """Anonymise what is over; asked for twice."""
    if request.form.get("confirm") != "1":
        return _page({"confirm": _("Kryssa i rutan om synpunkterna ska gallras.")}), 422
    found = _due()
    # Saved is what stood on the page: more may be over since, at midnight for instance.
    saved = request.form.get("saved") == "1" and request.form.get("mark") == _mark(found)
    try:
        number = run(session(), clock().today(), found, exported=saved)
    except MustExport:
        return _page({"saved": _("Ladda ner det som ska bevaras. Kryssa sedan i rutan.")}), 422
    note("retention_run", "retention", number)
    return _back(ngettext("En synpunkt är gallrad.", "%(num)d synpunkter är gallrade.", number))


@jobs.periodic_task(crontab(hour="3", minute="20"))  # type: ignore[untyped-decorator]  # huey has no types.
def run_each_night() -> None:
    """Anonymise what is over and need not be kept elsewhere."""
    with own_transaction() as own:
        found = [one for one in due(own, clock().today()) if not one.keep_export]
        run(own, clock().today(), found, exported=False)


def _due() -> list[Due]:
    """Of what is over, the cases that the person sees in full; the others are another's to take."""
    return due(session(), clock().today(), fully_seen_by(viewer()))


def _mark(found: Sequence[Due]) -> str:
    """What tells two lists of cases apart, for the form."""
    numbers = " ".join(sorted(one.case.number or "" for one in found))
    return sha256(numbers.encode()).hexdigest()[:16]


def _read(what: str) -> tuple[RetentionDecision | None, Errors]:
    errors: Errors = {}
    words = one_line(request.form.get("decision", ""))
    if not 0 < len(words) <= LONGEST_DECISION:
        errors[f"decision-{what}"] = _("Skriv beslutets namn eller nummer, högst 200 tecken.")
    typed = request.form.get("months", "").strip()
    months = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else -1
    if not 0 < months <= MOST_MONTHS:
        errors[f"months-{what}"] = _("Skriv ett helt antal månader, till exempel 24.")
    day = typed_day(request.form.get("decided_on", ""), earliest_year=1990)
    if day is None:
        errors[f"decided_on-{what}"] = _("Skriv en dag så här: 2026-01-31.")
    if errors or day is None:
        return None, errors
    keep = request.form.get("keep_export") == "1"
    return RetentionDecision(
        what=what,
        decision=words,
        decided_on=day,
        months=months,
        keep_export=keep,
        entered_by=person().id,
    ), {}


def _page(errors: Errors) -> str:
    found = _due()
    text = ngettext("En synpunkt ska gallras", "%(num)d synpunkter ska gallras", len(found))
    return render_template(
        "feedback/following/retention.html",
        asked=request.form.get("what", ""),
        decisions=decisions(session()),
        due=found,
        errors=errors,
        fields=request.form,
        finding=text if found else _("Inget ska gallras nu"),
        mark=_mark(found),
        kinds=[(kind.value, _(KIND_NAMES[kind])) for kind in Kind],
        must_export=any(one.keep_export for one in found),
    )


def _back(text: str) -> ResponseReturnValue:
    flash(text, "done")
    return redirect(url_for(".retention"), 303)
