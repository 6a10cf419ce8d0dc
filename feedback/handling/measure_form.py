"""A measure that comes out of a case, written beside the answer: what, who, from when to when."""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _

from core.database import session
from feedback.cases.events import Action, note
from feedback.handling.models import CaseMeasure
from feedback.handling.saving import FormRefused, Saving
from organisation.models import Measure
from organisation.names import one_line

LONGEST_WHAT, LONGEST_WHO = 400, 120
YEARS = range(2000, 2101)


def add_measure(saving: Saving) -> None:
    """Store the measure of the form, if one is written there. Raises FormRefused."""
    case, form = saving.case, saving.form
    what, who = (one_line(form.get(name, "")) for name in ("measure_what", "measure_who"))
    if not what and not who:
        return
    first, last = (_day(form, name) for name in ("measure_from", "measure_to"))
    errors = _errors(what, who, first, last)
    if errors or first is None or last is None or case.unit_id is None:
        raise FormRefused(errors or {"measure_what": _("Välj först vilken enhet det gäller.")})
    added = Measure(
        unit_id=case.unit_id,
        what=what,
        who=who,
        first_day=first,
        last_day=last,
        made_on=saving.today,
    )
    session().add(added)
    session().flush()
    session().add(CaseMeasure(case_key=case.key, measure_id=added.id))
    note(session(), case, Action.ADD_MEASURE, saving.by, saving.today, measure=added.id)


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


def _day(fields: Mapping[str, str], name: str) -> date | None:
    try:
        day = date.fromisoformat(fields.get(name, "").strip())
    except ValueError:
        return None
    return day if day.year in YEARS else None
