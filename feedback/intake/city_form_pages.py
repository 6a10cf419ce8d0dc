"""The pages where the city's own form is read in: a file, a look at it, then all or nothing."""

from http import HTTPStatus

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.background import start
from core.clock import clock
from core.codes import N_
from core.database import reader, session
from core.spreadsheets import CSV_TYPE, csv_table
from core.tables_refusal import TableRefused, in_words
from core.web import RESPONDENT_LANGUAGES
from feedback.cases.kinds import Kind
from feedback.cases.names import KIND_NAMES
from feedback.intake.city_form import HEADINGS, Allowed, CityRow, rows_with_personal_numbers
from feedback.intake.city_form_work import (
    AT_ONCE,
    STORE,
    how_many,
    new_rows,
    own_units,
    read_again,
    receive_file,
    store_rows,
)
from organisation.access import Permission, early_sender, requires
from organisation.acting import person
from organisation.models import Staff

blueprint = Blueprint("city_form", __name__)

FORM = "/synpunkter/ny/csv"
ONE_FILE = f"{FORM}/<string(length=32):key>"
MOST_BYTES = 5_000_000
SHOWN = 20
NO_FILE = N_("Välj en fil först.")


@blueprint.before_request
def take_file() -> None:
    """Read a file that is sent, which may be larger than forms elsewhere, before the database."""
    request.max_content_length = MOST_BYTES
    sending = request.endpoint == "city_form.send"
    staff_id = early_sender(Permission.TRIAGE_CASES) if sending else None
    sent = request.files.get("file") if staff_id is not None else None
    if staff_id is None or sent is None or not sent.filename:
        return
    with Session(reader()) as looking:
        units = own_units(looking, looking.get_one(Staff, staff_id))
    try:
        allowed = Allowed(clock().today(), units, list(RESPONDENT_LANGUAGES))
        g.city_file, g.city_problems = receive_file(sent, staff_id, allowed)
    except TableRefused as refused:
        g.city_problems = [refused]


@blueprint.get(FORM)
@requires(Permission.TRIAGE_CASES)
def form() -> ResponseReturnValue:
    """Choose a file."""
    return _form_page()


@blueprint.get(f"{FORM}/mall.csv")
@requires(Permission.TRIAGE_CASES)
def template() -> ResponseReturnValue:
    """An empty file with the headings."""
    names = [known[0 if str(get_locale()) == "sv" else -1] for known in HEADINGS.values()]
    headers = {
        "Content-Type": CSV_TYPE,
        "Content-Disposition": "attachment; filename=mall.csv",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return csv_table(names, []), headers


@blueprint.post(FORM)
@requires(Permission.TRIAGE_CASES)
def send() -> ResponseReturnValue:
    """Lead to the look at a good file; say everything that is wrong with another."""
    if "city_problems" not in g:
        return _form_page({"file": _(NO_FILE)}), HTTPStatus.UNPROCESSABLE_ENTITY
    if g.city_problems:
        return _form_page({}, g.city_problems), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("city_form.look", key=g.city_file), 303)


@blueprint.get(ONE_FILE)
@requires(Permission.TRIAGE_CASES)
def look(key: str) -> ResponseReturnValue:
    """What would be stored; nothing is yet."""
    rows = read_again(key, person().id)
    new = new_rows(session(), rows)
    return render_template(
        "feedback/intake/city_form_look.html",
        key=key,
        new=len(new),
        known=len(rows) - len(new),
        personal_numbers=rows_with_personal_numbers(new),
        first=[_shown(row) for row in new[:SHOWN]],
    )


@blueprint.post(ONE_FILE)
@requires(Permission.TRIAGE_CASES)
def keep(key: str) -> ResponseReturnValue:
    """Store the file, in the background when it is large."""
    staff = person()
    if len(read_again(key, staff.id)) > AT_ONCE:
        asked = {"source": key, "back": url_for("city_form.form")}
        work = start(session(), STORE, asked, staff.id, clock().now())
        return redirect(url_for("background.work", key=work.hex()), 303)
    flash(how_many(store_rows(session(), key, staff, clock().today())), "done")
    return redirect(url_for("city_form.form"), 303)


def _form_page(
    errors: dict[str, str] | None = None, problems: list[TableRefused] | None = None
) -> str:
    return render_template(
        "feedback/intake/city_form.html",
        errors=errors or {},
        problems=[in_words(problem) for problem in problems or ()],
        headings=[known[0] for known in HEADINGS.values()],
    )


def _shown(row: CityRow) -> list[str]:
    return [row.number, row.day, _(KIND_NAMES[Kind(row.kind)]), row.unit or _("Vet inte")]
