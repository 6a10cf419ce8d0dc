"""The pages where workbooks of others are read: a file, its sheet, its columns, its names; then saved."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from analysis.published.files import Kept, keep
from analysis.published.importing import MOST_PROBLEMS
from analysis.published.mapping import SheetMapping
from analysis.published.mapping_files import Draft, keep_draft, receive_workbook
from analysis.published.mapping_forms import (
    QUESTION,
    MappingRefused,
    read_columns,
    read_names,
    read_occasion,
)
from analysis.published.mapping_headings import headings
from analysis.published.mapping_queries import lock_mapping
from analysis.published.mapping_rows import Mapped, Occasion, read_mapped
from analysis.published.mapping_showing import (
    Naming,
    columns_page,
    find_naming,
    find_place,
    names_page,
    overview_page,
    own_units,
    sheet_page,
)
from analysis.published.mappings import find_mapping, is_taken, save_mapping
from analysis.published.models import FigureMapping
from analysis.results.queries import find_survey
from core.database import session
from core.errors import NotFound
from core.tables_refusal import TableRefused, in_words
from organisation.access import Permission, early_sender, requires, units_for
from organisation.acting import note, person
from organisation.differences import Typed
from surveys.questionnaires.models import Survey

blueprint = Blueprint("mappings", __name__)

LIST = "/resultat/siffror/mappningar"
ONE_FILE = f"{LIST}/<string(length=32):key>"
MOST_BYTES = 5_000_000


@blueprint.before_request
def take_files() -> None:
    """Read a file that is sent, which may be larger than forms elsewhere, before the database."""
    if request.endpoint != "mappings.send":
        return
    request.max_content_length = MOST_BYTES
    staff_id = early_sender(Permission.IMPORT_ANSWERS)
    sent = request.files.get("file") if staff_id is not None else None
    if staff_id is None or sent is None or not sent.filename:
        return
    try:
        g.workbook_received = receive_workbook(sent, staff_id)
    except TableRefused as error:
        g.workbook_refused = error


@blueprint.get(LIST)
@requires(Permission.IMPORT_ANSWERS)
def overview() -> ResponseReturnValue:
    """The mappings of the person's units, and the form for a file."""
    return overview_page({})


@blueprint.post(LIST)
@requires(Permission.IMPORT_ANSWERS)
def send() -> ResponseReturnValue:
    """Take a file and lead on: to its sheet, or to its names where a mapping knows the rest."""
    chosen = request.form.get("mapping", "")
    if "workbook_received" not in g:
        refused: TableRefused | None = g.get("workbook_refused")
        text = in_words(refused) if refused else _("Välj en fil först.")
        return overview_page({"file": text}, chosen), 422
    key: str = g.workbook_received
    keep_draft(key, person().id, _draft(chosen))
    return redirect(url_for(".names" if chosen else ".sheet", key=key), 303)


@blueprint.get(f"{ONE_FILE}/blad")
@requires(Permission.IMPORT_ANSWERS)
def sheet(key: str) -> ResponseReturnValue:
    """The sheets of a file and the first rows of one: where are its headings?"""
    return sheet_page(find_place(key))


@blueprint.get(f"{ONE_FILE}/kolumner")
@requires(Permission.IMPORT_ANSWERS)
def columns(key: str) -> ResponseReturnValue:
    """The columns of a sheet: what does each hold?"""
    return columns_page(find_place(key))


@blueprint.post(f"{ONE_FILE}/kolumner")
@requires(Permission.IMPORT_ANSWERS)
def choose_columns(key: str) -> ResponseReturnValue:
    """Keep which column is what, for this file."""
    place, form = find_place(key), request.form.to_dict()
    found = headings(place.grid, place.row, place.rows)
    survey = find_survey(session(), form.get("survey", ""))
    errors = {} if survey else {"survey": _("Välj en enkät.")}
    try:
        codes = [unit.code for unit in own_units()]
        mapping = read_columns(form, found, place.mapping, codes)
    except MappingRefused as error:
        return columns_page(place, Typed(form, errors | dict(error.errors))), 422
    if survey is None:
        return columns_page(place, Typed(form, errors)), 422
    draft = replace(place.draft, survey=survey.code).with_mapping(mapping)
    keep_draft(key, person().id, draft)
    return redirect(url_for(".names", key=key), 303)


@blueprint.get(f"{ONE_FILE}/namn")
@requires(Permission.IMPORT_ANSWERS)
def names(key: str) -> ResponseReturnValue:
    """The names in a file: which units and questions are ours? Then when it was measured."""
    try:
        return names_page(key, find_naming(key))
    except TableRefused as error:
        flash(in_words(error))
        return redirect(url_for(".sheet", key=key), 303)


@blueprint.post(f"{ONE_FILE}/namn")
@requires(Permission.IMPORT_ANSWERS)
def choose_names(key: str) -> ResponseReturnValue:
    """Save the mapping, read the file by it, and lead to the look at its figures."""
    naming, form = find_naming(key), request.form.to_dict()
    try:
        name, mapping, occasion = _read(naming, form)
        mapped = _mapped(naming, mapping, occasion)
    except MappingRefused as error:
        return names_page(key, naming, Typed(form, error.errors)), 422
    draft = replace(naming.draft, name=name).with_mapping(mapping)
    saved = _save(draft, naming.survey)
    if saved is None:
        keep_draft(key, person().id, _as_kept(naming.draft))
        return names_page(key, naming, Typed(form, behind=True)), 409
    keep_draft(key, person().id, replace(draft, mapping_id=saved.id, revision=saved.revision))
    _keep_figures(key, mapped)
    note("figure_mapping_saved", "figure_mapping", saved.id)
    return redirect(url_for("figures.look", key=key), 303)


@blueprint.post(f"{LIST}/<int(max=2147483647):mapping_id>/ta-bort")
@requires(Permission.IMPORT_ANSWERS)
def remove(mapping_id: int) -> ResponseReturnValue:
    """Delete a mapping; the figures that were read by it stay."""
    found = find_mapping(session(), mapping_id, units_for(Permission.IMPORT_ANSWERS))
    if found is None:
        raise NotFound
    session().delete(found)
    note("figure_mapping_deleted", "figure_mapping", mapping_id)
    flash(_("Mappningen är borttagen. Siffrorna finns kvar."), "done")
    return redirect(url_for(".overview"), 303)


def _draft(chosen: str) -> Draft:
    """A new draft, or one of a mapping that is kept. Raises NotFound."""
    if not chosen:
        return Draft()
    is_id = chosen.isascii() and chosen.isdigit() and len(chosen) < 10
    units = units_for(Permission.IMPORT_ANSWERS)
    found = find_mapping(session(), int(chosen), units) if is_id else None
    if found is None:
        raise NotFound
    survey = session().get_one(Survey, found.survey_id)
    return Draft(found.id, found.revision, found.name, survey.code, found.content)


def _read(naming: Naming, form: Mapping[str, str]) -> tuple[str, SheetMapping, Occasion]:
    """What the form says, with everything that is wrong at once. Raises MappingRefused."""
    errors: dict[str, str] = {}
    mapping = naming.mapping
    try:
        mapping = read_names(form, mapping, naming.choices)
    except MappingRefused as error:
        errors |= error.errors
    try:
        name, occasion = read_occasion(form, naming.survey.code, mapping, naming.choices)
    except MappingRefused as error:
        raise MappingRefused(errors | dict(error.errors)) from None
    if is_taken(session(), name, units_for(Permission.IMPORT_ANSWERS), naming.draft.mapping_id):
        errors["name"] = _("Det finns redan en mappning som heter så.")
    if errors:
        raise MappingRefused(errors)
    return name, mapping, occasion


def _mapped(naming: Naming, mapping: SheetMapping, occasion: Occasion) -> Mapped:
    """The figures of our units and questions. Raises MappingRefused where there are none."""
    ours = naming.choices
    units = {code: name for code, name in mapping.units.items() if code in ours.units}
    questions = {code: name for code, name in mapping.questions.items() if code in ours.questions}
    own = mapping.model_copy(update={"units": units, "questions": questions})
    try:
        return read_mapped(naming.grid, own, occasion)
    except TableRefused as error:
        raise MappingRefused({QUESTION + next(iter(ours.questions), ""): in_words(error)}) from None


def _save(draft: Draft, survey: Survey) -> FigureMapping | None:
    """The saved mapping; None when somebody else was first."""
    home = next((unit.id for unit in own_units() if unit.code == draft.mapping().unit), None)
    if home is None:
        raise NotFound
    return save_mapping(session(), draft, survey.id, home, units_for(Permission.IMPORT_ANSWERS))


def _as_kept(draft: Draft) -> Draft:
    """The draft as who has read that somebody else was first, and saves all the same."""
    kept = lock_mapping(session(), draft.mapping_id) if draft.mapping_id else None
    return replace(draft, revision=kept.revision if kept else 0)


def _keep_figures(key: str, mapped: Mapped) -> None:
    problems = sorted(mapped.problems, key=lambda problem: problem.row or 0)[:MOST_PROBLEMS]
    left = {why.value: number for why, number in mapped.left.items()}
    keep(bytes.fromhex(key), person().id, Kept(mapped.rows, problems, left, mapped=True))
