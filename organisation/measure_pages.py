"""The pages of measures: the list with its filters, a new one, one with its notes."""

from collections.abc import Iterable

from flask import Blueprint, Flask, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from core.clock import clock
from core.codes import N_
from core.database import READING_METHODS, session
from core.errors import NotFound
from organisation.access import Permission, requires, units_for
from organisation.acting import note as log_act
from organisation.acting import person
from organisation.differences import Typed
from organisation.measure_form import (
    MeasureRefused,
    fields_of,
    read_note,
    read_plan,
    read_progress,
)
from organisation.measure_showing import (
    UNIT,
    finding,
    list_page,
    measure_page,
    new_page,
    people_of,
    units_among,
)
from organisation.measure_sources import source_of
from organisation.measures import Wanted, add_measure, add_note, change_measure, count_measures
from organisation.models import Measure, Staff
from organisation.names import running_text
from organisation.start_page import MenuItem, StartCard, register_cards, register_menu

blueprint = Blueprint("measures", __name__)

ONE = "/atgarder/<int(max=2147483647):measure_id>"


def init_measure_pages(app: Flask) -> None:
    """Put the list into the menu, and what is late on the start page."""
    register_menu(app, MenuItem("measures.measures", N_("Åtgärder"), Permission.READ_MEASURES))
    register_cards(app, _cards)


@blueprint.get("/atgarder")
@requires(Permission.READ_MEASURES)
def measures() -> ResponseReturnValue:
    """Every measure of the person's units, limited as the address says."""
    return list_page()


@blueprint.get("/atgarder/ny")
@requires(Permission.MANAGE_MEASURES)
def new() -> ResponseReturnValue:
    """The form of a new measure; the address may say what it comes out of, and for which unit."""
    unit = request.args.get(UNIT, "")
    return new_page(Typed({"measure_from": clock().today().isoformat(), "measure_unit": unit}))


@blueprint.post("/atgarder/ny")
@requires(Permission.MANAGE_MEASURES)
def add() -> ResponseReturnValue:
    """Store a new measure."""
    form = _form()
    try:
        added = _add(form)
    except MeasureRefused as error:
        return new_page(Typed(form, error.errors)), 422
    return _done(added, "measure_added", _("Åtgärden är sparad."))


@blueprint.get(ONE)
@requires(Permission.READ_MEASURES)
def measure(measure_id: int) -> ResponseReturnValue:
    """One measure with its notes."""
    found = _find(measure_id, Permission.READ_MEASURES)
    return measure_page(found, Typed(fields_of(found)))


@blueprint.post(ONE)
@requires(Permission.MANAGE_MEASURES)
def change(measure_id: int) -> ResponseReturnValue:
    """Change it; who saves later than somebody else is told, and what was typed stays."""
    found, form = _find(measure_id, Permission.MANAGE_MEASURES), _form()
    if form.get("revision") != str(found.revision):
        return measure_page(found, Typed(form, behind=True)), 409
    try:
        change_measure(found, read_plan(form, people_of(found)), *read_progress(form))
    except MeasureRefused as error:
        return measure_page(found, Typed(form, error.errors)), 422
    return _done(found, "measure_changed", _("Åtgärden är sparad."))


@blueprint.post(f"{ONE}/anteckning")
@requires(Permission.MANAGE_MEASURES)
def note(measure_id: int) -> ResponseReturnValue:
    """Add a dated note."""
    found, form = _find(measure_id, Permission.MANAGE_MEASURES), _form()
    try:
        day, text = read_note(form)
    except MeasureRefused as error:
        return measure_page(found, Typed({**fields_of(found), **form}, error.errors)), 422
    add_note(session(), found, day, text, person().id)
    return _done(found, "measure_noted", _("Anteckningen är sparad."))


def _form() -> dict[str, str]:
    """What was sent, without signs that can be neither shown nor stored."""
    return {name: running_text(value) for name, value in request.form.items()}


def _add(form: dict[str, str]) -> Measure:
    """Raises MeasureRefused, and NotFound for what the person may not add to."""
    source, allowed = source_of(request.args), units_for(Permission.MANAGE_MEASURES)
    if source:
        allowed = units_among(source[0].begin(source[1]), allowed)
    settled = next(iter(allowed)) if source and len(allowed) == 1 else None
    chosen = next((one for one in allowed if str(one) == form.get("measure_unit")), None)
    unit_id = settled or chosen
    if unit_id is None:
        raise MeasureRefused({"measure_unit": _("Välj en enhet.")})
    added = add_measure(
        session(), unit_id, read_plan(form, people_of(unit_id=unit_id)), clock().today()
    )
    if source:
        source[0].keep(source[1], added)
    return added


def _find(measure_id: int, permission: Permission) -> Measure:
    """The measure, locked by a form until its end. Raises NotFound outside the person's units."""
    lock = request.method not in READING_METHODS
    found = session().get(Measure, measure_id, with_for_update=lock or None)
    if found is None or found.unit_id not in units_for(permission):
        raise NotFound
    return found


def _done(found: Measure, action: str, text: str) -> ResponseReturnValue:
    log_act(action, "measure", found.id)
    flash(text, "done")
    return redirect(url_for(".measure", measure_id=found.id), 303)


def _cards(_staff: Staff) -> Iterable[StartCard]:
    units = units_for(Permission.READ_MEASURES)
    total, late = count_measures(session(), Wanted(units), clock().today()) if units else (0, 0)
    if late:
        text = ngettext("av %(num)d åtgärd", "av %(num)d åtgärder", total)
        link = url_for("measures.measures", sena="1")
        yield StartCard(finding(total, late), str(late), text, link, _("Se vad som är försenat"))
