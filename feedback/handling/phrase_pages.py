"""The pages of saved phrases: a list by unit, add, change, delete."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from core.database import session
from core.errors import NotFound
from feedback.cases.ways import ways
from feedback.handling.models import Phrase
from feedback.handling.phrases import LONGEST_TEXT, LONGEST_TITLE, phrases_of
from organisation.access import Permission, requires, units_for
from organisation.acting import note
from organisation.models import Unit
from organisation.names import alphabetical, one_line, running_text

blueprint = Blueprint("phrases", __name__)

ONE_PHRASE = "/synpunkter/fraser/<int(max=2147483647):phrase_id>"


@blueprint.get("/synpunkter/fraser")
@requires(Permission.READ_CASES)
def phrases() -> ResponseReturnValue:
    """Every phrase that the person keeps, under its unit; last a form for a new one."""
    return _list({}, {})


@blueprint.post("/synpunkter/fraser")
@requires(Permission.READ_CASES)
def add() -> ResponseReturnValue:
    """Keep a new phrase."""
    given = _given()
    unit = next((one for one in _units() if one.code == given["unit"]), None)
    errors = _errors(given)
    if unit is None:
        errors = {"unit": _("Välj en enhet.")} | errors
    if errors or unit is None:
        return _list(given, errors), 422
    added = Phrase(unit_id=unit.id, title=given["title"], text=given["text"])
    session().add(added)
    session().flush()
    return _done("phrase_added", added, _("Frasen är sparad."))


@blueprint.get(ONE_PHRASE)
@requires(Permission.READ_CASES)
def phrase(phrase_id: int) -> ResponseReturnValue:
    """One phrase, to change or delete."""
    found = _find(phrase_id)
    return _one(found, {"title": found.title, "text": found.text}, {})


@blueprint.post(ONE_PHRASE)
@requires(Permission.READ_CASES)
def change(phrase_id: int) -> ResponseReturnValue:
    """Give a phrase other words; answers that were sent keep theirs."""
    found, given = _find(phrase_id), _given()
    errors = _errors(given)
    if errors:
        return _one(found, given, errors), 422
    found.title, found.text = given["title"], given["text"]
    return _done("phrase_changed", found, _("Frasen är sparad."))


@blueprint.post(f"{ONE_PHRASE}/ta-bort")
@requires(Permission.READ_CASES)
def delete(phrase_id: int) -> ResponseReturnValue:
    """Keep a phrase no longer."""
    found = _find(phrase_id)
    session().delete(found)
    return _done("phrase_deleted", found, _("Frasen är borttagen."))


def _kept() -> frozenset[int]:
    """The units whose phrases the person keeps: those who answer there, and who keep the lists."""
    return units_for(Permission.ANSWER_CASES) | units_for(Permission.MANAGE_FEEDBACK)


def _units() -> list[Unit]:
    found = session().scalars(select(Unit).where(Unit.id.in_(_kept()))).all()
    return sorted(found, key=lambda unit: alphabetical(unit.name))


def _find(phrase_id: int) -> Phrase:
    found = session().get(Phrase, phrase_id)
    if found is None or found.unit_id not in _kept():
        raise NotFound
    return found


def _given() -> dict[str, str]:
    form = request.form
    return {
        "unit": form.get("unit", ""),
        "title": one_line(form.get("title", "")),
        "text": running_text(form.get("text", "")),
    }


def _errors(given: Mapping[str, str]) -> dict[str, str]:
    errors = {}
    if not 0 < len(given["title"]) <= LONGEST_TITLE:
        errors["title"] = _("Skriv ett kort namn, högst 80 tecken.")
    if not 0 < len(given["text"]) <= LONGEST_TEXT:
        errors["text"] = _("Skriv frasen, med högst 2 000 tecken.")
    return errors


def _list(given: Mapping[str, str], errors: Mapping[str, str]) -> str:
    units = _units()
    found = phrases_of(session(), [unit.id for unit in units])
    return render_template(
        "feedback/phrases/phrases.html",
        ways=ways(),
        units=[(unit, [one for one in found if one.unit_id == unit.id]) for unit in units],
        choices=[(unit.code, unit.name) for unit in units],
        total=len(found),
        given=given,
        errors=errors,
    )


def _one(found: Phrase, given: Mapping[str, str], errors: Mapping[str, str]) -> str:
    unit = session().get_one(Unit, found.unit_id)
    return render_template(
        "feedback/phrases/phrase.html", phrase=found, unit=unit, given=given, errors=errors
    )


def _done(action: str, phrase: Phrase, text: str) -> ResponseReturnValue:
    note(action, "phrase", phrase.id)
    flash(text, "done")
    return redirect(url_for("phrases.phrases"), 303)
