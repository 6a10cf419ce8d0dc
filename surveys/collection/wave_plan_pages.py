"""The staff's pages where a wave is opened, made longer, and opened again."""

from collections.abc import Mapping

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from core.clock import clock
from core.codes import MODE_NAMES
from core.database import session
from core.errors import NotFound
from organisation.access import Permission, check, requires, signed_in, units_for
from organisation.models import Unit
from organisation.units import list_units
from surveys.collection.form_page import printable
from surveys.collection.wave_choices import WaveChoices, counting_choices, wave_choices
from surveys.collection.wave_forms import (
    PERIOD_TEXTS,
    Form,
    FormRefused,
    read_last_day,
    read_new_wave,
    read_reopening,
)
from surveys.collection.wave_overview import day_in_words
from surveys.collection.wave_page import back_to, find_wave, record_about, wave_page
from surveys.collection.wave_pages import ONE_WAVE
from surveys.collection.wave_periods import PeriodRefused
from surveys.collection.waves import LabelTaken, WrongState, extend_wave, open_wave, reopen_wave
from surveys.questionnaires.survey_list import find_survey, list_surveys, staff_title

blueprint = Blueprint("wave_plans", __name__)

NEW = "/mattillfallen/nytt"


@blueprint.get(NEW)
@requires(Permission.MANAGE_WAVES)
def new() -> ResponseReturnValue:
    """First which survey and unit, then the rest about the wave."""
    choices = _choices()
    if choices is None:
        return render_template(
            "surveys/waves/choose.html",
            surveys=list_surveys(session()),
            units=_own_units(),
            survey=request.args.get("enkat", ""),
        )
    return _plan_page(choices, _usual(choices), {})


@blueprint.post(NEW)
@requires(Permission.MANAGE_WAVES)
def open_new() -> ResponseReturnValue:
    """Open the wave."""
    choices = _choices()
    if choices is None:
        raise NotFound
    try:
        asked = read_new_wave(request.form, choices, clock().today())
        wave = open_wave(session(), asked.version, choices.unit, asked.plan)
    except FormRefused as refused:
        return _plan_page(choices, request.form, refused.errors), 422
    except LabelTaken:
        taken = {"label": _("Det finns redan ett mättillfälle som heter så. Skriv något annat.")}
        return _plan_page(choices, request.form, taken), 422
    record_about("wave_opened", wave)
    return back_to(wave, _("Mättillfället är startat."), "done")


@blueprint.post(f"{ONE_WAVE}/forlang")
@requires(Permission.MANAGE_WAVES)
def extend(wave_id: int) -> ResponseReturnValue:
    """Let people answer some days more."""
    found = find_wave(wave_id, to_manage=True)
    try:
        extend_wave(found, read_last_day(request.form, "closes"), clock().today())
    except (FormRefused, PeriodRefused) as refused:
        return wave_page(found, _given(), _errors(refused, "closes")), 422
    except WrongState:
        return back_to(found, _("Mättillfället är stängt. Öppna det igen i stället."), "late")
    record_about("wave_extended", found)
    return back_to(found, _("Sista dagen är nu %(day)s.", day=day_in_words(found.closes)), "done")


@blueprint.post(f"{ONE_WAVE}/oppna-igen")
@requires(Permission.MANAGE_WAVES)
def reopen(wave_id: int) -> ResponseReturnValue:
    """Take answers again; the reason is kept with the wave and nowhere else."""
    found, staff = find_wave(wave_id, to_manage=True), signed_in()
    try:
        again = read_reopening(request.form)
        reopen_wave(session(), found, again, clock().today(), staff.id if staff else None)
    except (FormRefused, PeriodRefused) as refused:
        return wave_page(found, _given(), _errors(refused, "closes_again")), 422
    except WrongState:
        return back_to(found, _("Mättillfället är redan öppet."), "soon")
    record_about("wave_reopened", found)
    return back_to(found, _("Mättillfället är öppet igen."), "done")


def _choices() -> WaveChoices | None:
    """What was chosen in the first step; None before it. Raises NotFound or NotAllowed."""
    survey, unit_code = request.args.get("enkat"), request.args.get("enhet")
    if not survey or not unit_code:
        return None
    unit = session().scalar(select(Unit).filter_by(code=printable(unit_code)))
    if unit is None or unit.id not in units_for(Permission.SEE_WAVES):
        raise NotFound
    check(Permission.MANAGE_WAVES, unit.id)
    return wave_choices(session(), find_survey(session(), printable(survey)), unit)


def _own_units() -> list[Unit]:
    own = units_for(Permission.MANAGE_WAVES)
    return [unit for unit in list_units(session()) if unit.id in own]


def _usual(choices: WaveChoices) -> Form:
    today = clock().today()
    newest = choices.client_counts[0].as_of.isoformat() if choices.client_counts else ""
    return MultiDict(
        {
            "version": str(choices.versions[0].number),
            "label": str(today.year),
            "opens": today.isoformat(),
            "clients": newest,
            "counted_each": "week" if choices.versions[0].one_question else "",
        }
    )


def _plan_page(choices: WaveChoices, given: Form, errors: Mapping[str, str]) -> str:
    newest = choices.versions[0].revisions[-1]
    shown = MultiDict((name, printable(value)) for name, value in given.items(multi=True))
    return render_template(
        "surveys/waves/new.html",
        choices=choices,
        title=staff_title(newest.content.get("title"), choices.survey.code),
        modes=[(mode.value, _(name)) for mode, name in MODE_NAMES.items()],
        counting=[(each, _(name)) for each, name in counting_choices(choices)],
        given=shown,
        errors=errors,
    )


def _given() -> dict[str, str]:
    return {name: printable(value) for name, value in request.form.items()}


def _errors(refused: FormRefused | PeriodRefused, day: str) -> dict[str, str]:
    """What to do, by field; a period that cannot stand is about the field of the day."""
    if isinstance(refused, FormRefused):
        return dict(refused.errors)
    return {day: _(PERIOD_TEXTS[refused.problem])}
