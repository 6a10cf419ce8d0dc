"""Serious incidents (Lex Sarah): the check, and the restricted record behind it.

Who may not read the record does not learn that there is one.
"""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from core.codes import N_
from core.database import own_transaction, session
from core.errors import NotFound
from feedback.cases import incidents
from feedback.cases.access import find_case, viewer
from feedback.cases.belongings import Incident
from feedback.cases.changing import ACTS, HANDLERS, check_incident
from feedback.cases.events import Action, audit
from feedback.cases.models import Case
from feedback.handling.case_forms import Reader
from feedback.handling.case_page import case_page, parts
from feedback.handling.case_pages import ONE_CASE
from feedback.handling.saving import FormRefused, Kept, Saving, Shown, acting, save
from organisation.access import Permission, requires
from organisation.staff import names_of_staff

blueprint = Blueprint("incidents", __name__)

RECORD = f"{ONE_CASE}/lex-sarah"
NOTE = {"incident_note": Kept(N_("Anteckning"))}


@blueprint.post(f"{RECORD}/bedom")
@requires(Permission.REGISTER_CASES)
def check(number: str) -> ResponseReturnValue:
    """Say whether it could be a serious incident."""
    return save(number, _check, case_page, actors=ACTS[Action.CHECK_INCIDENT].actors)


@blueprint.get(RECORD)
@requires(Permission.READ_INCIDENTS)
def record(number: str) -> ResponseReturnValue:
    """The restricted record."""
    found = find_case(number)
    acting(found, HANDLERS)
    page = incident_page(found, Shown())
    with own_transaction() as own:
        audit(own, viewer().own_id, "incident_opened", found)
    return page


@blueprint.post(f"{RECORD}/anteckning")
@requires(Permission.READ_INCIDENTS)
def add_note(number: str) -> ResponseReturnValue:
    """Write what has happened or been done."""
    return save(number, _note, incident_page, NOTE, there=_there(number))


@blueprint.post(f"{RECORD}/anmald")
@requires(Permission.READ_INCIDENTS)
def report(number: str) -> ResponseReturnValue:
    """It has been reported."""
    return save(number, _report, incident_page, there=_there(number))


@blueprint.post(f"{RECORD}/avsluta")
@requires(Permission.READ_INCIDENTS)
def close(number: str) -> ResponseReturnValue:
    """The inquiry has ended."""
    return save(number, _close, incident_page, there=_there(number))


def _there(number: str) -> str:
    return url_for("incidents.record", number=number)


def incident_page(case: Case, shown: Shown) -> str:
    """The record of a case. Raises NotFound when it has none."""
    return render_template(
        "feedback/cases/incident.html", **parts(case, shown), **_record(_incident(case))
    )


def _record(found: Incident) -> dict[str, Any]:
    """The record in words; the heading says how far it has come."""
    written = incidents.notes_of(found)
    names = names_of_staff(session(), {one.staff for one in written} | {found.opened_by})
    heading = (
        _("Lex Sarah: utredningen är avslutad")
        if found.closed_on
        else _("Lex Sarah: utredning pågår")
    )
    opened = _(
        "Öppnad %(day)s av %(name)s",
        day=format_date(found.opened_on, "long"),
        name=names.get(found.opened_by, ""),
    )
    reported = (
        _("Anmäld %(day)s", day=format_date(found.reported_on, "long")) if found.reported_on else ""
    )
    return {
        "heading": heading,
        "lead": " · ".join(filter(None, (opened, reported))),
        "reported": bool(reported),
        "closed": found.closed_on is not None,
        "notes": [(one, names.get(one.staff, "")) for one in written],
    }


def _check(saving: Saving) -> str:
    answer = Reader(saving.form)
    serious = answer.choice("incident", {"yes", "no"}, needed=_("Svara ja eller nej om lex Sarah."))
    answer.done()
    yes = serious == "yes"
    check_incident(session(), saving.case, saving.by, saving.today, serious=yes)
    return str(_("Bedömningen är sparad."))


def _note(saving: Saving) -> str:
    reader = Reader(saving.form)
    text = reader.text("incident_note", needed=_("Skriv något."))
    reader.done()
    who = saving.by.staff_id or 0
    incidents.add_note(session(), saving.case, _incident(saving.case), text, who, saving.today)
    return str(_("Anteckningen är sparad."))


def _report(saving: Saving) -> str:
    reader, found = Reader(saving.form), _incident(saving.case)
    day = reader.day("reported_on")
    reader.done()
    if not found.opened_on <= day <= saving.today:
        raise FormRefused({"reported_on": _("Välj en dag mellan dagen den öppnades och i dag.")})
    incidents.report(session(), saving.case, found, day, saving.by.staff_id or 0)
    return str(_("Dagen är sparad."))


def _close(saving: Saving) -> str:
    found = _incident(saving.case)
    incidents.close(session(), saving.case, found, saving.by.staff_id or 0, saving.today)
    return str(_("Utredningen är avslutad."))


def _incident(case: Case) -> Incident:
    found = incidents.incident_of(session(), case)
    if found is None:
        raise NotFound
    return found
