"""The forms on a unit's page about days from which it cannot be compared with before."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.codes import N_
from core.database import session
from core.errors import NotFound
from core.typed_days import typed_day
from organisation.access import Permission, requires
from organisation.acting import note
from organisation.names import one_line
from organisation.unit_changes import (
    ChangeProblem,
    ChangeRefused,
    add_change,
    remove_change,
)
from organisation.unit_overview import day_with_year
from organisation.unit_pages import ONE_UNIT, back_to, find_managed_unit, unit_page

blueprint = Blueprint("unit_changes", __name__)

EARLIEST_YEAR = 1990
#: Each problem with the field it belongs to and what to do.
PROBLEMS = {
    ChangeProblem.BAD_WHAT: ("what", N_("Skriv vad som ändrades, med högst 200 tecken.")),
    ChangeProblem.KNOWN_ALREADY: (
        "change_day",
        N_("Det finns redan en ändring den dagen. Är den fel? Ta bort den först."),
    ),
}


@blueprint.post(f"{ONE_UNIT}/andringar")
@requires(Permission.MANAGE_UNITS)
def add(code: str) -> ResponseReturnValue:
    """Say from which day the unit cannot be compared with before."""
    found = find_managed_unit(code)
    form = {name: one_line(typed) for name, typed in request.form.items()}
    day = typed_day(form.get("change_day", ""), EARLIEST_YEAR)
    if day is None:
        bad_day = {"change_day": _("Skriv en dag så här: 2026-01-31.")}
        return unit_page(found, form, bad_day), 422
    try:
        add_change(session(), found, day, form.get("what", ""))
    except ChangeRefused as refused:
        field, text = PROBLEMS[refused.problem]
        return unit_page(found, form, {field: _(text)}), 422
    note("unit_change_added", "unit", found.id)
    told = _("Resultat före och efter %(day)s jämförs inte.", day=day_with_year(day))
    return back_to(found, told)


@blueprint.post(f"{ONE_UNIT}/andringar/<string:day>/ta-bort")
@requires(Permission.MANAGE_UNITS)
def remove(code: str, day: str) -> ResponseReturnValue:
    """Take away a change that was wrong."""
    found, typed = find_managed_unit(code), typed_day(day, EARLIEST_YEAR)
    if typed is None:
        raise NotFound
    if remove_change(session(), found, typed):
        note("unit_change_removed", "unit", found.id)
    return back_to(found, _("Ändringen är borttagen. Resultaten jämförs igen."))
