"""The pages of figures that others have published: what is kept, a file looked at, then stored."""

from flask import Blueprint, Flask, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from analysis.published.columns import HEADINGS
from analysis.published.files import Kept, forget, read_again, receive
from analysis.published.importing import Change, Preview, check_rows, store
from analysis.published.rows import changes_first, kept_table, left_words, preview_table
from analysis.results.queries import figures_with_survey
from analysis.results.take_away import FILE_POLICY
from core.codes import N_
from core.database import session
from core.spreadsheets import CSV_TYPE, csv_table
from core.tables_refusal import TableRefused, in_words
from organisation.access import Permission, early_sender, requires, units_for
from organisation.acting import note, person
from organisation.start_page import MenuItem, register_menu

blueprint = Blueprint("figures", __name__)

LIST = "/siffror-fran-andra"
ONE_FILE = f"{LIST}/<string(length=32):key>"
MOST_BYTES = 2_000_000
#: Most figures of a file that are shown before they are stored.
MOST_SHOWN = 500
NO_FILE = N_("Välj en fil först.")


def init_figure_pages(app: Flask) -> None:
    """Put the figures in the main menu; called at start-up."""
    label = N_("Siffror från andra")
    register_menu(app, MenuItem("figures.overview", label, Permission.IMPORT_ANSWERS, seldom=True))


@blueprint.before_request
def take_files() -> None:
    """Read a file that is sent, which may be larger than forms elsewhere, before the database."""
    request.max_content_length = MOST_BYTES
    sending = request.endpoint == "figures.send"
    staff_id = early_sender(Permission.IMPORT_ANSWERS) if sending else None
    sent = request.files.get("file") if staff_id is not None else None
    if staff_id is None or sent is None or not sent.filename:
        return
    try:
        g.figures_received = receive(sent, staff_id)
    except TableRefused as error:
        g.figures_refused = error


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
    if "figures_refused" in g:
        return _overview({"file": in_words(g.figures_refused)}), 422
    if "figures_received" not in g:
        return _overview({"file": _(NO_FILE)}), 422
    return redirect(url_for("figures.look", key=g.figures_received), 303)


@blueprint.get(ONE_FILE)
@requires(Permission.IMPORT_ANSWERS)
def look(key: str) -> ResponseReturnValue:
    """What the file would change, or everything that is wrong with it; nothing is stored."""
    kept = read_again(key, person().id)
    return _look_page(key, kept, _preview(kept))


@blueprint.post(ONE_FILE)
@requires(Permission.IMPORT_ANSWERS)
def keep(key: str) -> ResponseReturnValue:
    """Store the figures of a file that the person has looked at."""
    kept = read_again(key, person().id)
    made = _preview(kept)
    if made.problems:
        return _look_page(key, kept, made), 422
    store(session(), made)
    forget(key, person().id)
    note("figures_imported", "figures", len(made.rows))
    number = len(made.rows) - made.count(Change.SAME)
    flash(ngettext("%(num)s siffra är sparad.", "%(num)s siffror är sparade.", number), "done")
    return redirect(url_for("figures.overview"), 303)


def _overview(errors: dict[str, str]) -> str:
    kept = figures_with_survey(session(), units_for(Permission.IMPORT_ANSWERS))
    return render_template(
        "analysis/figures.html",
        count=len(kept),
        errors=errors,
        headings=[known[0] for known in HEADINGS.values()],
        **kept_table(session(), kept),
    )


def _look_page(key: str, kept: Kept, made: Preview) -> str:
    return render_template(
        "analysis/figures_look.html",
        key=key,
        made=made,
        new=made.count(Change.NEW),
        changed=made.count(Change.CHANGED),
        problems=[in_words(problem) for problem in made.problems],
        left=left_words(kept.left),
        mapped=kept.mapped,
        unseen=max(0, len(made.rows) - MOST_SHOWN),
        **preview_table(session(), changes_first(made.rows)[:MOST_SHOWN]),
    )


def _preview(kept: Kept) -> Preview:
    units = units_for(Permission.IMPORT_ANSWERS)
    return check_rows(session(), kept.rows, Preview(problems=kept.problems), units)
