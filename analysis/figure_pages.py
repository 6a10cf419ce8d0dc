"""The pages of figures that others have published: what is kept, a file looked at, then stored."""

from pathlib import Path

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from analysis.figure_columns import HEADINGS
from analysis.figure_import import Change, Preview, preview, store
from analysis.figure_rows import kept_table, preview_table
from analysis.queries import figures_with_survey
from analysis.take_away import FILE_POLICY
from core.background import new_work, private_file, work_folder
from core.clock import clock
from core.codes import N_
from core.database import session
from core.errors import NotFound
from core.spreadsheets import CSV_TYPE, csv_table
from core.tables import read_table
from core.tables_refusal import TableRefused, in_words
from organisation.access import Permission, requires, signed_in, units_for
from organisation.audit import record
from organisation.models import Staff
from organisation.start_page import MenuItem, register_menu

blueprint = Blueprint("figures", __name__)

LIST = "/siffror-fran-andra"
ONE_FILE = f"{LIST}/<string(length=32):key>"
MOST_BYTES = 2_000_000
NO_FILE = N_("Välj en fil först.")


def init_figure_pages(app: Flask) -> None:
    """Put the figures in the main menu; called at start-up."""
    label = N_("Siffror från andra")
    register_menu(app, MenuItem("figures.overview", label, Permission.IMPORT_ANSWERS))


@blueprint.before_request
def take_files() -> None:
    """A file may be larger than the forms elsewhere."""
    request.max_content_length = MOST_BYTES


@blueprint.get(LIST)
@requires(Permission.IMPORT_ANSWERS)
def overview() -> ResponseReturnValue:
    """What is kept of the person's units, and the form for a file."""
    return _overview({})


@blueprint.get(f"{LIST}/mall.csv")
@requires(Permission.IMPORT_ANSWERS)
def template() -> ResponseReturnValue:
    """An empty file with the headings."""
    names = [known[0 if str(get_locale()) == "sv" else -1] for known in HEADINGS.values()]
    headers = {
        "Content-Type": CSV_TYPE,
        "Content-Disposition": "attachment; filename=mall.csv",
        "Content-Security-Policy": FILE_POLICY,
    }
    return csv_table(names, []), headers


@blueprint.post(LIST)
@requires(Permission.IMPORT_ANSWERS)
def send() -> ResponseReturnValue:
    """Take a file and lead to the look at it; a file that is no table is refused here."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _overview({"file": _(NO_FILE)}), 422
    key = new_work()
    with private_file(kept_file(key, _staff().id)) as file:
        sent.save(file)
    try:
        _preview(key.hex())
    except TableRefused as error:
        return _overview({"file": in_words(error)}), 422
    return redirect(url_for("figures.look", key=key.hex()), 303)


@blueprint.get(ONE_FILE)
@requires(Permission.IMPORT_ANSWERS)
def look(key: str) -> ResponseReturnValue:
    """What the file would change, or everything that is wrong with it; nothing is stored."""
    return _look_page(key, _preview(key))


@blueprint.post(ONE_FILE)
@requires(Permission.IMPORT_ANSWERS)
def keep(key: str) -> ResponseReturnValue:
    """Store the figures of a file that the person has looked at."""
    made = _preview(key)
    if made.problems:
        return _look_page(key, made), 422
    store(session(), made)
    _path(key).unlink()
    record(session(), _staff().id, clock().now(), "figures_imported", "figures", len(made.rows))
    number = len(made.rows) - made.count(Change.SAME)
    flash(ngettext("%(num)s siffra är sparad.", "%(num)s siffror är sparade.", number), "done")
    return redirect(url_for("figures.overview"), 303)


def kept_file(key: bytes, staff_id: int) -> Path:
    """Where a file that is looked at lies; only who sent it finds it again."""
    return work_folder(key) / f"figures-{staff_id}"


def _overview(errors: dict[str, str]) -> str:
    kept = figures_with_survey(session(), units_for(Permission.IMPORT_ANSWERS))
    return render_template(
        "analysis/figures.html",
        count=len(kept),
        errors=errors,
        headings=[known[0] for known in HEADINGS.values()],
        **kept_table(session(), kept),
    )


def _look_page(key: str, made: Preview) -> str:
    return render_template(
        "analysis/figures_look.html",
        key=key,
        made=made,
        new=made.count(Change.NEW),
        changed=made.count(Change.CHANGED),
        problems=[in_words(problem) for problem in made.problems],
        **preview_table(session(), made.rows),
    )


def _preview(key: str) -> Preview:
    return preview(session(), read_table(_path(key)), units_for(Permission.IMPORT_ANSWERS))


def _path(key: str) -> Path:
    """The file. Raises NotFound for anybody but the person who sent it."""
    try:
        found = kept_file(bytes.fromhex(key), _staff().id)
    except ValueError:
        raise NotFound from None
    if not found.is_file():
        raise NotFound
    return found


def _staff() -> Staff:
    staff = signed_in()
    if staff is None:
        raise NotFound
    return staff
