"""The pages of units: the tree, one unit, its name, the units below it and its client counts."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.codes import N_
from core.database import session
from core.errors import NotFound
from organisation.access import Permission, requires, units_for
from organisation.acting import note
from organisation.models import Unit
from organisation.names import one_line
from organisation.start_page import MenuItem, register_menu
from organisation.unit_forms import problem_text, read_clients, shown_again
from organisation.unit_overview import day_with_year, finding, rows, view
from organisation.units import (
    UnitProblem,
    UnitRefused,
    add_unit,
    clients,
    code_from_name,
    enter_clients,
    find_unit,
    rename_unit,
)

blueprint = Blueprint("units", __name__)

ONE_UNIT = "/enheter/<string:code>"


def init_unit_pages(app: Flask) -> None:
    """Put the units in the main menu; called at start-up."""
    register_menu(
        app, MenuItem("units.overview", N_("Enheter"), Permission.MANAGE_UNITS, seldom=True)
    )


@blueprint.get("/enheter")
@requires(Permission.MANAGE_UNITS)
def overview() -> ResponseReturnValue:
    """The tree of the person's units; the heading is what is missing."""
    shown = rows(session(), units_for(Permission.MANAGE_UNITS))
    return render_template("organisation/units.html", shown=shown, finding=finding(shown))


@blueprint.get(ONE_UNIT)
@requires(Permission.MANAGE_UNITS)
def unit(code: str) -> ResponseReturnValue:
    """One unit; `ratta` is the day of a client count to put right."""
    found = find_managed_unit(code)
    return unit_page(found, _count_to_correct(found))


@blueprint.post(f"{ONE_UNIT}/namn")
@requires(Permission.MANAGE_UNITS)
def rename(code: str) -> ResponseReturnValue:
    """Give the unit another name."""
    found = find_managed_unit(code)
    try:
        rename_unit(found, one_line(request.form.get("name", "")))
    except UnitRefused as error:
        return unit_page(found, request.form, {"name": problem_text(error.problem)}), 422
    note("unit_renamed", "unit", found.id)
    return back_to(found, _("Enheten har fått sitt nya namn."))


@blueprint.post(f"{ONE_UNIT}/under")
@requires(Permission.MANAGE_UNITS)
def add_below(code: str) -> ResponseReturnValue:
    """Add a unit or a section below this one."""
    found, form = find_managed_unit(code), request.form
    name = one_line(form.get("new_name", ""))
    try:
        new_code = one_line(form.get("new_code", "")) or code_from_name(name)
        added = add_unit(session(), new_code, name, found)
    except UnitRefused as error:
        field = "new_name" if error.problem is UnitProblem.BAD_NAME or not name else "new_code"
        problem = UnitProblem.BAD_NAME if field == "new_name" else error.problem
        return unit_page(found, form, {field: problem_text(problem)}), 422
    note("unit_added", "unit", added.id)
    return back_to(added, _("Enheten finns nu. Skriv in hur många klienter den har."))


@blueprint.post(f"{ONE_UNIT}/klienter")
@requires(Permission.MANAGE_UNITS)
def enter(code: str) -> ResponseReturnValue:
    """Enter how many clients the unit had on a day, or put wrong numbers right."""
    found, form = find_managed_unit(code), request.form
    count, errors = read_clients(form, found.id)
    if count is None:
        return unit_page(found, form, errors), 422
    correct, day = form.get("correct") == "1", count.as_of
    try:
        enter_clients(session(), count, correct=correct)
    except UnitRefused as error:
        return unit_page(found, form, {"as_of": problem_text(error.problem)}), 422
    note("clients_corrected" if correct else "clients_entered", "unit", found.id)
    return back_to(found, _("Antalet klienter %(day)s är sparat.", day=day_with_year(day)))


def find_managed_unit(code: str) -> Unit:
    """The unit. Raises NotFound outside the person's units, so that nobody learns it is there."""
    try:
        found = find_unit(session(), code)
    except UnitRefused:
        raise NotFound from None
    if found.id not in units_for(Permission.MANAGE_UNITS):
        raise NotFound
    return found


def unit_page(
    found: Unit,
    values: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> str:
    """The page of a unit with what was typed, and each error at its field."""
    return render_template(
        "organisation/unit.html",
        view=view(session(), found, units_for(Permission.MANAGE_UNITS)),
        values=values or {},
        errors=errors or {},
        day_with_year=day_with_year,
    )


def back_to(found: Unit, text: str) -> ResponseReturnValue:
    """The unit's page, which says how it went."""
    flash(text, "done")
    return redirect(url_for("units.unit", code=found.code), 303)


def _count_to_correct(found: Unit) -> dict[str, str]:
    try:
        day = date.fromisoformat(request.args.get("ratta", ""))
    except ValueError:
        return {}
    count = clients(session(), found.id, day)
    return shown_again(count) if count else {}
