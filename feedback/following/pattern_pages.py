"""The pages of patterns: which there are, and the analysis of one."""

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from huey import crontab

from core.clock import clock
from core.codes import N_
from core.database import READING_METHODS, own_transaction, session
from core.errors import NotFound
from core.jobs import jobs
from feedback.cases.access import viewer
from feedback.cases.ways import ways
from feedback.following.models import Pattern
from feedback.following.noting import note_list
from feedback.following.pattern_form import LABELS, differences, fields_of, read_analysis
from feedback.following.pattern_showing import cases_of, owner_choices, row
from feedback.following.patterns import (
    change_pattern,
    close_pattern,
    find_patterns,
    is_late,
    numbers_of_cases,
    patterns_of,
    remind_of_follow_up,
)
from feedback.handling.saving import FormRefused
from feedback.handling.theme_watch import register_theme_watcher
from organisation.access import Permission, requires, units_for
from organisation.acting import note
from organisation.differences import Typed
from organisation.names import running_text
from organisation.notices import KIND_TEXTS

blueprint = Blueprint("patterns", __name__)

ONE = "/synpunkter/monster/<int(max=2147483647):pattern_id>"
KIND_TEXTS.update(
    {
        "pattern": N_("Flera synpunkter handlar om samma sak. Ta reda på varför"),
        "pattern_late": N_("Det är dags att följa upp ett mönster"),
    }
)


def init_patterns(app: Flask) -> None:
    """Look for patterns whenever a case has got its theme."""
    register_theme_watcher(app, find_patterns)


@jobs.periodic_task(crontab(hour="6", minute="10"))  # type: ignore[untyped-decorator]  # huey has no types.
def look_every_morning() -> None:
    """Also for cases whose theme, unit or day was changed, and for what should be followed up."""
    with own_transaction() as own:
        find_patterns(own, clock().today())
        remind_of_follow_up(own, clock().today())


@blueprint.get("/synpunkter/monster")
@requires(Permission.READ_CASES)
def patterns() -> ResponseReturnValue:
    """Every pattern of the person's units."""
    today = clock().today()
    found = patterns_of(session(), units_for(Permission.READ_CASES), today)
    counts = numbers_of_cases(session(), viewer(), found)
    still_open = sum(one.closed_on is None for one in found)
    finding = ngettext("Ett mönster att ta reda på", "%(num)d mönster att ta reda på", still_open)
    return render_template(
        "feedback/following/patterns.html",
        ways=ways(),
        finding=finding if still_open else _("Inga mönster just nu"),
        rows=[row(one, counts.get(one.id, 0), today) for one in found],
    )


@blueprint.get(ONE)
@requires(Permission.READ_CASES)
def pattern(pattern_id: int) -> ResponseReturnValue:
    """One pattern with its cases and its analysis."""
    found = _find(pattern_id)
    note_list("pattern", {"monster": str(found.id)}, ("monster",))
    return _page(found, Typed(fields_of(found)))


@blueprint.post(ONE)
@requires(Permission.READ_CASES)
def change(pattern_id: int) -> ResponseReturnValue:
    """Keep what was written of the analysis, and close it when it is asked to."""
    found, today = _find(pattern_id), clock().today()
    form = {name: running_text(value) for name, value in request.form.items()}
    if form.get("revision") != str(found.revision) or found.closed_on:
        return _page(found, Typed(form, behind=True)), 409
    closing = form.get("action") == "close"
    try:
        given = read_analysis(form, dict(owner_choices(found)), closing=closing)
    except FormRefused as error:
        return _page(found, Typed(form, error.errors)), 422
    change_pattern(session(), found, given, today)
    if closing:
        close_pattern(found, today)
    return _done(found, closed=closing)


def _find(pattern_id: int) -> Pattern:
    """Locked by a form until its end. Raises NotFound outside the person's units."""
    lock = request.method not in READING_METHODS
    found = session().get(Pattern, pattern_id, with_for_update=lock or None)
    if found is None or found.unit_id not in units_for(Permission.READ_CASES):
        raise NotFound
    return found


def _page(found: Pattern, typed: Typed) -> str:
    cases = cases_of(found)
    return render_template(
        "feedback/following/pattern.html",
        pattern=found,
        late=is_late(found, clock().today()),
        cases=[one for one in cases if one["href"]],
        hidden=sum(not one["href"] for one in cases),
        total=len(cases),
        owners=owner_choices(found),
        labels=LABELS,
        given=typed.fields,
        errors=typed.errors,
        behind=typed.behind,
        changed=differences(found, typed.fields, dict(owner_choices(found)))
        if typed.behind
        else [],
    )


def _done(found: Pattern, *, closed: bool) -> ResponseReturnValue:
    action = "pattern_closed" if closed else "pattern_changed"
    note(action, "pattern", found.id)
    flash(_("Mönstret är avslutat.") if closed else _("Det är sparat."), "done")
    return redirect(url_for(".pattern", pattern_id=found.id), 303)
