"""The form on a wave's page that says how many were asked, by section."""

from collections.abc import Sequence

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.database import session
from organisation.access import Permission, requires
from organisation.models import Unit
from surveys.collection.form_page import printable
from surveys.collection.wave_forms import Form, FormRefused
from surveys.collection.wave_invited import MOST_ASKED, enter_asked, places_asked
from surveys.collection.wave_page import (
    asked_field,
    asked_mark,
    back_to,
    find_wave,
    record_about,
    wave_page,
)
from surveys.collection.wave_pages import ONE_WAVE

blueprint = Blueprint("wave_invited", __name__)


@blueprint.post(f"{ONE_WAVE}/tillfragade")
@requires(Permission.MANAGE_WAVES)
def enter(wave_id: int) -> ResponseReturnValue:
    """Save how many were asked, all numbers or none."""
    found = find_wave(wave_id, to_manage=True)
    try:
        numbers = read_asked(request.form, places_asked(session(), found))
    except FormRefused as refused:
        given = {name: printable(value) for name, value in request.form.items()}
        return wave_page(found, given, refused.errors), 422
    mark = asked_mark(found)
    if request.form.get("asked_seen", mark) != mark:
        return wave_page(found, request.form, behind=True), 409
    enter_asked(session(), found, numbers)
    record_about("wave_asked", found)
    return back_to(found, _("Det är sparat hur många som fick enkäten."), "done")


def read_asked(form: Form, places: Sequence[Unit]) -> dict[int, int]:
    """The number of each place that has one. Raises FormRefused."""
    numbers, errors = {}, {}
    for unit in places:
        name = asked_field(unit)
        digits = "".join(form.get(name, "").split())
        if digits.isascii() and digits.isdigit() and 0 < _number(digits) <= MOST_ASKED:
            numbers[unit.id] = _number(digits)
        elif digits:
            errors[name] = _("Skriv ett helt tal från 1 till 100 000, eller lämna tomt.")
    if errors:
        raise FormRefused(errors)
    return numbers


def _number(digits: str) -> int:
    # Python refuses to read numbers of thousands of digits.
    return int(digits) if len(digits) <= len(str(MOST_ASKED)) else MOST_ASKED + 1
