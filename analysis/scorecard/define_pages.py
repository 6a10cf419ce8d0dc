"""The pages where indicators are defined, given targets, and retired."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from analysis.scorecard.asking import ONE, asked_indicator, sent_form
from analysis.scorecard.define_form import Definition, read_definition, read_targets
from analysis.scorecard.define_page import change_page, new_page, offered_variables, own_units
from analysis.scorecard.entry_form import Refused
from analysis.scorecard.keeping import add_indicator, change_indicator, set_targets
from analysis.scorecard.kinds import Quantity
from analysis.scorecard.models import Indicator
from analysis.scorecard.queries import is_kept_by_period
from core.database import session
from organisation.access import Permission, requires
from organisation.acting import note
from organisation.differences import Typed

blueprint = Blueprint("scorecard_define", __name__, url_prefix="/styrkort")


@blueprint.get("/ny")
@requires(Permission.MANAGE_INDICATORS)
def new() -> ResponseReturnValue:
    """The form of a new indicator."""
    started = {"indicator_unit": request.args.get("enhet", ""), "indicator_whole": "1"}
    return new_page(Typed(started))


@blueprint.post("/ny")
@requires(Permission.MANAGE_INDICATORS)
def add() -> ResponseReturnValue:
    """Store a new indicator, and go on to its targets."""
    form = sent_form()
    codes = {one.code: one.id for one, _name in own_units()}
    try:
        defined = read_definition(form, offered_variables())
        if form.get("indicator_unit") not in codes:
            raise Refused({"indicator_unit": _("Välj en enhet.")})
    except Refused as error:
        return new_page(Typed(form, error.errors)), 422
    added = add_indicator(session(), codes[form["indicator_unit"]], defined)
    return _done(added, "indicator_added", _("Indikatorn är sparad. Skriv nu vad målet är."))


@blueprint.get(f"{ONE}/andra")
@requires(Permission.MANAGE_INDICATORS)
def change_form(indicator_id: int) -> ResponseReturnValue:
    """The forms of an indicator and of the targets of a year."""
    return change_page(_find(indicator_id), Typed())


@blueprint.post(f"{ONE}/andra")
@requires(Permission.MANAGE_INDICATORS)
def change(indicator_id: int) -> ResponseReturnValue:
    """Store its definition; what is kept of it cannot change its measure."""
    found, form = _find(indicator_id), sent_form()
    if form.get("revision") != str(found.revision):
        return change_page(found, Typed(form, behind=True)), 409
    try:
        defined = read_definition(form, offered_variables(found))
        _check_measure(found, defined)
    except Refused as error:
        return change_page(found, Typed(form, error.errors)), 422
    change_indicator(found, defined)
    return _done(found, "indicator_changed", _("Indikatorn är sparad."))


@blueprint.post(f"{ONE}/mal")
@requires(Permission.MANAGE_INDICATORS)
def targets(indicator_id: int) -> ResponseReturnValue:
    """Store the targets of a year."""
    found, form = _find(indicator_id), sent_form()
    if form.get("revision") != str(found.revision):
        return change_page(found, Typed(form, behind=True)), 409
    try:
        given = read_targets(form, Quantity(found.quantity))
    except Refused as error:
        return change_page(found, Typed(form, error.errors)), 422
    set_targets(session(), found, given)
    return _done(found, "indicator_targets", _("Målen är sparade."), given.year)


def _find(indicator_id: int) -> Indicator:
    return asked_indicator(indicator_id, Permission.MANAGE_INDICATORS)


def _check_measure(found: Indicator, defined: Definition) -> None:
    """Raises Refused."""
    errors = {}
    kept = is_kept_by_period(session(), found)
    text = _("Det finns redan siffror eller mål. Gör en ny indikator i stället.")
    if found.quantity != defined.quantity and (kept or found.targets):
        errors["indicator_quantity"] = text
    if found.frequency != defined.frequency and kept:
        errors["indicator_frequency"] = text
    if errors:
        raise Refused(errors)


def _done(found: Indicator, action: str, text: str, year: int | None = None) -> ResponseReturnValue:
    note(action, "indicator", found.id)
    flash(text, "done")
    return redirect(url_for(".change_form", indicator_id=found.id, ar=year), 303)
