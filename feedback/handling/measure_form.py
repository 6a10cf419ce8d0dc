"""A measure that comes out of a case, written beside the answer: what, who, from when to when."""

from flask_babel import gettext as _

from core.database import session
from feedback.handling.measure_origins import keep_origin
from feedback.handling.saving import FormRefused, Saving
from organisation import measures
from organisation.measure_form import MeasureRefused, read_plan


def add_measure(saving: Saving) -> None:
    """Store the measure of the form, if one is written there. Raises FormRefused."""
    case, form = saving.case, saving.form
    if not any(form.get(name, "").strip() for name in ("measure_what", "measure_who")):
        return
    try:
        plan = read_plan(form)
    except MeasureRefused as error:
        raise FormRefused(error.errors) from None
    if case.unit_id is None:
        raise FormRefused({"measure_what": _("Välj först vilken enhet det gäller.")})
    added = measures.add_measure(session(), case.unit_id, plan, saving.today)
    keep_origin(case, added, saving.by, saving.today)
