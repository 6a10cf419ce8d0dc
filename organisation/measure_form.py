"""The fields of a measure, on its own pages and beside an answer: read, or a text at each that is wrong."""

from collections.abc import Collection, Mapping
from datetime import date

from flask_babel import gettext as _

from core.codes import N_
from core.typed_days import typed_day
from organisation.measures import LONGEST_EFFECT, LONGEST_NOTE, LONGEST_WHAT, LONGEST_WHO, Plan
from organisation.models import Measure, MeasureState, Staff
from organisation.names import one_line, running_text

STATE_NAMES = {
    MeasureState.PLANNED: N_("Planerad"),
    MeasureState.UNDER_WAY: N_("Pågår"),
    MeasureState.DONE: N_("Klar"),
    MeasureState.DROPPED: N_("Struken"),
}
LABELS = {
    "measure_what": N_("Vad ska ni göra?"),
    "measure_who": N_("Om ingen av dem: vem?"),
    "measure_staff": N_("Vem gör det?"),
    "measure_from": N_("Från och med"),
    "measure_to": N_("Till och med"),
    "measure_state": N_("Hur långt har ni kommit?"),
    "measure_effect": N_("Vad blev det för skillnad?"),
}
Fields = Mapping[str, str]


class MeasureRefused(Exception):
    """Nothing is stored; `errors` has a text for each field that is wrong."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("refused")
        self.errors = errors


def read_plan(fields: Fields, people: Collection[Staff] = ()) -> Plan:
    """What is to be done, by one of `people` or by somebody in words. Raises MeasureRefused."""
    chosen = next((one for one in people if str(one.id) == fields.get("measure_staff")), None)
    what, who = (one_line(fields.get(name, "")) for name in ("measure_what", "measure_who"))
    who = chosen.name if chosen else who
    first, last = (typed_day(fields.get(name, "")) for name in ("measure_from", "measure_to"))
    errors = _errors(what, who, first, last)
    if errors or first is None or last is None:
        raise MeasureRefused(errors)
    return Plan(what, who, first, last, chosen.id if chosen else None)


def read_progress(fields: Fields) -> tuple[MeasureState, str]:
    """How far it has come, and what came of it. Raises MeasureRefused."""
    effect = running_text(fields.get("measure_effect", ""))
    state = next((one for one in MeasureState if one == fields.get("measure_state")), None)
    errors = {}
    if len(effect) > LONGEST_EFFECT:
        errors["measure_effect"] = _("Skriv högst 1 000 tecken.")
    if state is None:
        errors["measure_state"] = _("Välj hur långt ni har kommit.")
    if errors or state is None:
        raise MeasureRefused(errors)
    return state, effect


def read_note(fields: Fields) -> tuple[date, str]:
    """The day of a note and its words. Raises MeasureRefused."""
    day, text = typed_day(fields.get("note_day", "")), running_text(fields.get("note_text", ""))
    errors = {}
    if day is None:
        errors["note_day"] = _("Skriv en dag så här: 2026-01-31.")
    if not 0 < len(text) <= LONGEST_NOTE:
        errors["note_text"] = _("Skriv en anteckning, med högst 1 000 tecken.")
    if errors or day is None:
        raise MeasureRefused(errors)
    return day, text


def fields_of(measure: Measure) -> dict[str, str]:
    """The fields of a stored measure."""
    return {
        "measure_what": measure.what,
        "measure_who": "" if measure.staff_id else measure.who,
        "measure_staff": str(measure.staff_id or ""),
        "measure_from": measure.first_day.isoformat(),
        "measure_to": measure.last_day.isoformat(),
        "measure_state": measure.state,
        "measure_effect": measure.effect,
    }


def _errors(what: str, who: str, first: date | None, last: date | None) -> dict[str, str]:
    errors = {}
    if not 0 < len(what) <= LONGEST_WHAT:
        errors["measure_what"] = _("Skriv vad ni ska göra, med högst 400 tecken.")
    if not 0 < len(who) <= LONGEST_WHO:
        errors["measure_who"] = _("Skriv vem som gör det, med högst 120 tecken.")
    for name, day in (("measure_from", first), ("measure_to", last)):
        if day is None:
            errors[name] = _("Skriv en dag så här: 2026-01-31.")
    if first and last and last < first:
        errors["measure_to"] = _("Sista dagen kan inte vara före första dagen.")
    return errors
