"""What the pages of mappings show: a sheet's first rows, its columns, its names beside ours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _

from analysis.published.looking_up import variables_of
from analysis.published.mapping import (
    COLUMN_NAMES,
    LAST_HEADING_ROW,
    MOST_HEADING_ROWS,
    WRITTEN_NAMES,
    SheetMapping,
    Written,
)
from analysis.published.mapping_files import Draft, draft_of, grid_of
from analysis.published.mapping_forms import (
    BESIDE,
    COLUMN,
    MOST_BESIDE,
    QUESTION,
    UNIT,
    Choices,
)
from analysis.published.mapping_headings import headings, likely_row
from analysis.published.mapping_names import guess_columns, guess_names
from analysis.published.mapping_queries import mappings_of, surveys_for
from analysis.published.mapping_rows import MappedSheet
from analysis.results.phrases import in_language
from analysis.results.queries import find_survey
from analysis.results.series import Kind
from analysis.results.survey_results import survey_title
from core.codes import MODE_NAMES
from core.database import session
from core.errors import NotFound
from core.tables_grid import Grid
from core.tables_workbook_reader import letters
from organisation.access import Permission, units_for
from organisation.acting import person
from organisation.differences import Typed
from organisation.models import Unit
from organisation.units import in_tree_order, list_units
from surveys.questionnaires.models import Survey
from surveys.questionnaires.publishing import latest_questionnaire

SHEET, ROW, ROWS = "blad", "rad", "rader"
#: Rows and columns of a sheet that are shown, and the most of a text in a cell.
SHOWN_ROWS, SHOWN_COLUMNS, SHOWN_TEXT = 15, 12, 60
Fields = Mapping[str, str]


@dataclass(frozen=True)
class Place:
    """A sheet of a file that somebody reads, and where its headings are."""

    key: str
    draft: Draft
    grid: Grid
    row: int
    rows: int

    @property
    def query(self) -> dict[str, Any]:
        """The place as addresses say it."""
        return {"key": self.key, SHEET: self.grid.sheet, ROW: self.row, ROWS: self.rows}

    @property
    def mapping(self) -> SheetMapping:
        """What was chosen before, for this place."""
        where = {"sheet": self.grid.sheet, "header_row": self.row, "header_rows": self.rows}
        if self.draft.content is not None:
            return self.draft.mapping().model_copy(update=where)
        return SheetMapping(**where, columns={}, written=Written.PER_CENT, unit="")


@dataclass(frozen=True)
class Naming:
    """A file whose columns are known, with the names in it and ours."""

    draft: Draft
    mapping: SheetMapping
    grid: Grid
    survey: Survey
    units: Mapping[str, Unit]
    #: The words of our questions by their codes.
    questions: Mapping[str, str]
    choices: Choices


def overview_page(errors: Fields, chosen: str = "") -> str:
    """The mappings that are kept, and the form for a file."""
    kept = mappings_of(session(), units_for(Permission.IMPORT_ANSWERS))
    rows = [(one, _title(survey), unit.name) for one, survey, unit in kept]
    choices = [("", _("Ingen, gör en ny")), *((str(one.id), one.name) for one, _, _ in kept)]
    return render_template(
        "analysis/published/mappings.html",
        rows=rows,
        choices=choices,
        chosen=chosen,
        errors=errors,
    )


def find_place(key: str) -> Place:
    """The place that the address names, or the likely one. Raises NotFound."""
    me, draft = person().id, draft_of(key, person().id)
    grid, given = grid_of(key, me), request.args
    saved = draft.mapping() if draft.content is not None else None
    if given.get(SHEET):
        grid = grid_of(key, me, given[SHEET])
    elif saved and saved.sheet in grid.sheets:
        grid = grid_of(key, me, saved.sheet)
    row = saved.header_row if saved and saved.sheet == grid.sheet else likely_row(grid)
    rows = saved.header_rows if saved else 1
    return Place(
        key=key,
        draft=draft,
        grid=grid,
        row=_number(ROW, min(row, LAST_HEADING_ROW), LAST_HEADING_ROW),
        rows=_number(ROWS, rows, MOST_HEADING_ROWS),
    )


def sheet_page(place: Place) -> str:
    """Choose the sheet and its heading rows, with the first rows shown."""
    grid = place.grid
    first = [row for row in grid.rows if row <= place.row + SHOWN_ROWS][: SHOWN_ROWS * 2]
    width = min(SHOWN_COLUMNS, max(len(grid.rows[row]) for row in first or grid.rows))
    shown = [[str(row), *(_short(grid.cell(row, one)) for one in range(width))] for row in first]
    return render_template(
        "analysis/published/mapping_sheet.html",
        place=place,
        columns=[{"label": _("Rad")}, *({"label": letters(one)} for one in range(width))],
        rows=shown,
        most_row=LAST_HEADING_ROW,
        most_rows=MOST_HEADING_ROWS,
    )


def columns_page(place: Place, typed: Typed | None = None) -> str:
    """Choose which column is what."""
    found = headings(place.grid, place.row, place.rows)
    after = place.row + place.rows
    example = {name: _example(place.grid, after, column) for name, column in found.items()}
    mapping = place.mapping
    guessed = mapping.columns or guess_columns(found)
    usual = {
        **{COLUMN + name: heading for name, heading in guessed.items() if heading in found},
        "hidden": " ".join(mapping.hidden),
        "none": " ".join(mapping.none),
        "written": mapping.written.value if place.draft.content else "",
        "unit": mapping.unit,
        "survey": place.draft.survey,
    }
    return render_template(
        "analysis/published/mapping_columns.html",
        place=place,
        labels={COLUMN + name: _(label) for name, label in COLUMN_NAMES.items()},
        headings=[("", _("Finns inte")), *((name, f"{name}{example[name]}") for name in found)],
        written=[(one.value, _(label)) for one, label in WRITTEN_NAMES.items()],
        units=[(unit.code, unit.name) for unit in own_units()],
        surveys=[(one.code, _title(one)) for one in _surveys()],
        given=typed.fields if typed else usual,
        errors=typed.errors if typed else {},
    )


def find_naming(key: str) -> Naming:
    """The file with its names beside ours. Raises NotFound, and TableRefused where headings are gone."""
    me = person().id
    draft = draft_of(key, me)
    mapping, survey = draft.mapping(), find_survey(session(), draft.survey)
    sheets = grid_of(key, me).sheets
    grid = grid_of(key, me, mapping.sheet if mapping.sheet in sheets[1:] else "")
    sheet = MappedSheet(grid, mapping)
    if survey is None:
        raise NotFound
    kind = Kind.MEAN if mapping.written is Written.MEAN else Kind.SHARE
    language = str(get_locale())
    questions = {
        code: in_language(one.series.label, language)
        for code, one in variables_of(survey).items()
        if one.series.kind is kind
    }
    units = {unit.code: unit for unit in own_units()} if "unit" in mapping.columns else {}
    versions = [str(version.number) for version in survey.versions]
    names, wordings = sheet.names("unit"), sheet.names("question")
    choices = Choices(list(units), list(questions), names, wordings, versions)
    return Naming(draft, mapping, grid, survey, units, questions, choices)


def names_page(key: str, naming: Naming, typed: Typed | None = None) -> str:
    """Tell which names are ours, and when it was measured; what was known before is folded away."""
    mapping, choices = naming.mapping, naming.choices
    given = typed.fields if typed else _guessed(naming)
    saved = {UNIT + code: name for code, name in mapping.units.items()}
    saved |= {QUESTION + code: name for code, name in mapping.questions.items()}
    used = {given.get(QUESTION + code, "") for code in choices.questions}
    return render_template(
        "analysis/published/mapping_names.html",
        key=key,
        naming=naming,
        known=_known(naming, saved, given) - set(typed.errors if typed else ()),
        units=[(UNIT + code, unit.name) for code, unit in naming.units.items()],
        questions=[(QUESTION + code, label) for code, label in naming.questions.items()],
        beside=[f"{BESIDE}{number}" for number in range(MOST_BESIDE)] if naming.units else [],
        unused=[one for one in choices.wordings if one not in used],
        modes=[("", _("Vet inte")), *((mode.value, _(name)) for mode, name in MODE_NAMES.items())],
        versions=[("", _("Den senaste")), *((one, one) for one in choices.versions)],
        given=given,
        errors=typed.errors if typed else {},
        behind=bool(typed and typed.behind),
    )


def _known(naming: Naming, saved: Fields, given: Fields) -> set[str]:
    """The fields that hold what they held when the mapping was saved; none of a new mapping."""
    if naming.draft.mapping_id is None:
        return set()
    fields = [UNIT + code for code in naming.choices.units]
    fields += [QUESTION + code for code in naming.choices.questions]
    return {one for one in fields if given.get(one, "") == saved.get(one, "")}


def own_units() -> list[Unit]:
    """The units that the person may write figures for, each after the one above it."""
    own = units_for(Permission.IMPORT_ANSWERS)
    return [unit for _depth, unit in in_tree_order(list_units(session())) if unit.id in own]


def _guessed(naming: Naming) -> dict[str, str]:
    """What the fields hold at first: as last time, or what has equal names."""
    mapping, choices = naming.mapping, naming.choices
    units = {code: (unit.name, code) for code, unit in naming.units.items()}
    wordings = {code: [label, code] for code, label in naming.questions.items()}
    for version in naming.survey.versions:
        for question in latest_questionnaire(version).questions:
            wordings.get(question.id, []).extend(question.text.values())
    beside = [name for name in mapping.beside if name in choices.names]
    called = guess_names(units, mapping.units, choices.names)
    asked = guess_names(wordings, mapping.questions, choices.wordings)
    return {
        **{UNIT + code: name for code, name in called.items()},
        **{QUESTION + code: name for code, name in asked.items()},
        **{f"{BESIDE}{number}": name for number, name in enumerate(beside)},
        "name": naming.draft.name,
        "source": mapping.source,
        "mode": mapping.mode,
    }


def _surveys() -> Sequence[Survey]:
    return surveys_for(session(), units_for(Permission.IMPORT_ANSWERS))


def _title(survey: Survey) -> str:
    return in_language(survey_title(survey), str(get_locale()))


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_TEXT else f"{text[:SHOWN_TEXT]}…"


def _example(grid: Grid, first: int, column: int) -> str:
    """The first text under a heading: " (76)"."""
    texts = (grid.cell(row, column) for row in grid.rows if row >= first)
    found = next(filter(None, texts), "")
    return f" ({_short(found)})" if found else ""


def _number(name: str, usual: int, most: int) -> int:
    """A number in the address. Raises NotFound for one that cannot be."""
    text = request.args.get(name) or str(usual)
    if not (text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= most):
        raise NotFound
    return int(text)
