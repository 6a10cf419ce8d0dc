"""The page of printed forms and postcards: order a batch, and see how many came back."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from core.background import start
from core.clock import clock
from core.database import session
from core.web import RESPONDENT_LANGUAGES
from feedback.cases.ways import ways
from feedback.intake.printing import MOST_FORMS, PRINT, batches, request_for
from organisation.access import Permission, requires, signed_in, units_for
from organisation.models import Unit
from organisation.names import alphabetical, one_line

blueprint = Blueprint("paper", __name__)

FIELDS = ("what", "unit", "language", "number")
FORMS, POSTCARDS = "forms", "postcards"


@blueprint.get("/synpunkter/blanketter")
@requires(Permission.MANAGE_FEEDBACK)
def overview() -> ResponseReturnValue:
    """Every batch, and the form to print another."""
    return _page({}, {})


@blueprint.post("/synpunkter/blanketter")
@requires(Permission.MANAGE_FEEDBACK)
def print_batch() -> ResponseReturnValue:
    """Let a batch be made; leads to the page that shows how far it has come."""
    given, staff = request.form, signed_in()
    unit = next((one for one in _units() if one.code == given.get("unit")), None)
    number, errors = _number(given.get("number", "")), _errors(given)
    if unit is None or number is None or errors or staff is None:
        return _page(given, errors), 422
    postcards = given["what"] == POSTCARDS
    asked = request_for(unit.id, given["language"], number, postcards=postcards)
    key = start(session(), PRINT, asked, staff.id, clock().now())
    return redirect(url_for("background.work", key=key.hex()), 303)


def _errors(given: Mapping[str, str]) -> dict[str, str]:
    errors = {}
    if given.get("unit") not in {one.code for one in _units()}:
        errors["unit"] = _("Välj en enhet.")
    if given.get("what") not in (FORMS, POSTCARDS):
        errors["what"] = _("Välj blanketter eller vykort.")
    if given.get("language") not in RESPONDENT_LANGUAGES:
        errors["language"] = _("Välj ett språk.")
    if _number(given.get("number", "")) is None:
        errors["number"] = _("Skriv hur många, från 1 till %(most)s.", most=MOST_FORMS)
    return errors


def _number(text: str) -> int | None:
    typed = text.strip()
    digits = typed.isascii() and typed.isdigit() and len(typed) <= len(str(MOST_FORMS))
    return int(typed) if digits and 1 <= int(typed) <= MOST_FORMS else None


def _units() -> list[Unit]:
    mine = Unit.id.in_(units_for(Permission.MANAGE_FEEDBACK))
    return sorted(
        session().scalars(select(Unit).where(mine)), key=lambda one: alphabetical(one.name)
    )


def _page(given: Mapping[str, str], errors: Mapping[str, str]) -> str:
    return render_template(
        "feedback/paper/overview.html",
        ways=ways(),
        rows=batches(session(), units_for(Permission.MANAGE_FEEDBACK)),
        units=[(one.code, one.name) for one in _units()],
        languages=list(RESPONDENT_LANGUAGES.items()),
        names=RESPONDENT_LANGUAGES,
        given={name: one_line(given.get(name, "")) for name in FIELDS},
        errors=errors,
    )
