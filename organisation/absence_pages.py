"""The page of absences: who is away, who stands in, from when to when."""

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from core.clock import clock
from core.codes import N_
from core.database import session
from core.errors import NotFound
from core.typed_days import typed_day
from organisation.absences import (
    AbsenceProblem,
    AbsenceRefused,
    Away,
    add_absence,
    coming_absences,
    end_absence,
    people_of,
)
from organisation.access import Permission, requires, units_for
from organisation.acting import note, person
from organisation.models import Absence, Staff
from organisation.names import alphabetical
from organisation.start_page import MenuItem, register_menu

blueprint = Blueprint("absences", __name__)

PROBLEMS = {
    AbsenceProblem.NOBODY: ("staff", N_("Välj vem som är borta.")),
    AbsenceProblem.NO_DEPUTY: ("deputy", N_("Välj vem som är ersättare.")),
    AbsenceProblem.SAME_PERSON: ("deputy", N_("Ersättaren måste vara en annan person.")),
    AbsenceProblem.CARELESS_DEPUTY: (
        "deputy",
        N_("Ersättaren behöver vara handläggare, chef eller utredningssekreterare."),
    ),
    AbsenceProblem.NO_DAY: ("first_day", N_("Skriv en dag så här: 2026-01-31.")),
    AbsenceProblem.BACKWARDS: ("last_day", N_("Sista dagen kan inte vara före den första.")),
    AbsenceProblem.PAST: ("last_day", N_("Sista dagen ska vara i dag eller senare.")),
    AbsenceProblem.OVERLAPS: ("first_day", N_("Personen är redan borta någon av de dagarna.")),
}


def init_absence_pages(app: Flask) -> None:
    """Put the page into the menu."""
    register_menu(
        app, MenuItem("absences.absences", N_("Frånvaro"), Permission.MANAGE_ABSENCES, seldom=True)
    )


@blueprint.get("/franvaro")
@requires(Permission.MANAGE_ABSENCES)
def absences() -> ResponseReturnValue:
    """What goes on and is to come, and the form."""
    return _page({})


@blueprint.post("/franvaro")
@requires(Permission.MANAGE_ABSENCES)
def add() -> ResponseReturnValue:
    """Enter an absence with its deputy."""
    try:
        away = _read()
        absence = add_absence(session(), away, clock().today())
    except AbsenceRefused as error:
        name, text = PROBLEMS[error.problem]
        return _page({name: _(text)}), 422
    note("absence_added", "absence", absence.id)
    flash(_("Frånvaron är sparad. Ersättaren kan göra allt som den andra kan."), "done")
    return redirect(url_for(".absences"), 303)


@blueprint.post("/franvaro/<int(max=2147483647):absence_id>/avsluta")
@requires(Permission.MANAGE_ABSENCES)
def end(absence_id: int) -> ResponseReturnValue:
    """The person is back."""
    found = session().get(Absence, absence_id)
    if found is None or found.staff_id not in {one.id for one in _absentees(_people())}:
        raise NotFound
    note("absence_ended", "absence", found.id)
    end_absence(session(), found)
    flash(_("Frånvaron är avslutad."), "done")
    return redirect(url_for(".absences"), 303)


def _people() -> list[Staff]:
    found = people_of(session(), units_for(Permission.MANAGE_ABSENCES))
    return sorted(found, key=lambda one: alphabetical(one.name))


def _absentees(people: list[Staff]) -> list[Staff]:
    """Whose absences the person may enter: the own, and theirs who hold all their roles below.

    The deputy acts with every role, so that half of them is not enough.
    """
    own_id, units = person().id, units_for(Permission.MANAGE_ABSENCES)
    return [one for one in people if one.id == own_id or {r.unit_id for r in one.roles} <= units]


def _deputies(people: list[Staff]) -> list[Staff]:
    """Nobody names themselves: another person has to see that it is right."""
    return [one for one in people if one.id != person().id]


def _read() -> Away:
    """What the form asks for. Raises AbsenceRefused."""
    people = _people()
    staff = {str(one.id): one for one in _absentees(people)}.get(_field("staff"))
    deputy = {str(one.id): one for one in _deputies(people)}.get(_field("deputy"))
    if staff is None:
        raise AbsenceRefused(AbsenceProblem.NOBODY)
    if deputy is None:
        raise AbsenceRefused(AbsenceProblem.NO_DEPUTY)
    first, last = typed_day(_field("first_day")), typed_day(_field("last_day"))
    if first is None:
        raise AbsenceRefused(AbsenceProblem.NO_DAY)
    if last is None:
        raise AbsenceRefused(AbsenceProblem.BACKWARDS)
    return Away(staff, deputy, first, last)


def _field(name: str) -> str:
    return request.form.get(name, "")


def _choices(people: list[Staff]) -> list[tuple[str, str]]:
    return [("", _("Välj")), *((str(one.id), one.name) for one in people)]


def _page(errors: dict[str, str]) -> str:
    people, today = _people(), clock().today()
    absentees = _absentees(people)
    coming = coming_absences(session(), [one.id for one in absentees], today)
    now = sum(one.first_day <= today for one in coming)
    finding = ngettext("En person är borta i dag", "%(num)d personer är borta i dag", now)
    return render_template(
        "organisation/absences.html",
        coming=coming,
        errors=errors,
        fields=request.form or {"first_day": today.isoformat()},
        finding=finding if now else _("Ingen är borta i dag"),
        absentees=_choices(absentees),
        deputies=_choices(_deputies(people)),
        today=today,
    )
