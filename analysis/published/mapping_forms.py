"""The two forms of a mapping, read: which columns and marks, then which names are ours, and when it was.

Each gives what was chosen, or raises MappingRefused with a text for each field that is wrong.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from analysis.published.columns import LONGEST, YEAR
from analysis.published.mapping import (
    COLUMN_NAMES,
    FIGURES,
    LONGEST_NAME,
    LONGEST_TEXT,
    SheetMapping,
    Written,
    folded,
)
from analysis.published.mapping_rows import Occasion
from core.codes import Mode
from core.typed_days import typed_day
from organisation.names import one_line

Fields = Mapping[str, str]
#: Names of fields: a column, one of our units or questions, one to show beside.
COLUMN, UNIT, QUESTION, BESIDE = "column-", "unit-", "question-", "beside-"
MOST_BESIDE, MOST_MARKS, LONGEST_MARK, EARLIEST = 3, 20, 20, 1990


class MappingRefused(Exception):
    """Nothing is kept; `errors` has a text for each field that is wrong."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("refused")
        self.errors = errors


@dataclass(frozen=True)
class Choices:
    """What the form of names can choose among: our codes, and the names in the file."""

    units: Collection[str]
    questions: Collection[str]
    names: Collection[str]
    wordings: Collection[str]
    versions: Collection[str]


def read_columns(
    fields: Fields, headings: Collection[str], base: SheetMapping, units: Collection[str]
) -> SheetMapping:
    """Which heading is what, which marks mean what, how figures are written, for one of our units."""
    given = {name: fields.get(COLUMN + name, "") for name in COLUMN_NAMES}
    columns = {name: heading for name, heading in given.items() if heading}
    hidden, none = (tuple(fields.get(name, "").split()) for name in ("hidden", "none"))
    errors = _wrong_columns(columns, headings)
    for name, marks in (("hidden", hidden), ("none", none)):
        if len(marks) > MOST_MARKS or any(len(mark) > LONGEST_MARK for mark in marks):
            errors[name] = _("Skriv högst 20 korta tecken, med mellanslag mellan dem.")
    if {mark.casefold() for mark in hidden} & {mark.casefold() for mark in none}:
        errors["none"] = _("Samma tecken kan inte betyda båda delarna.")
    if fields.get("written") not in list(Written):
        errors["written"] = _("Välj hur siffrorna är skrivna.")
    if fields.get("unit") not in units:
        errors["unit"] = _("Välj en enhet.")
    if errors:
        raise MappingRefused(errors)
    chosen = {"columns": columns, "hidden": hidden, "none": none, "unit": fields["unit"]}
    return base.model_copy(update={**chosen, "written": Written(fields["written"])})


def _wrong_columns(columns: Mapping[str, str], headings: Collection[str]) -> dict[str, str]:
    errors = {}
    if "question" not in columns:
        errors[f"{COLUMN}question"] = _("Välj kolumnen med frågorna.")
    if not columns.keys() & FIGURES.keys():
        errors[f"{COLUMN}all"] = _("Välj minst en kolumn med siffror.")
    for group in ("women", "men"):
        if group in columns and FIGURES[group] not in columns:
            errors[COLUMN + FIGURES[group]] = _(
                "Välj också hur många som svarade. Utan det kan vi inte visa siffran för gruppen."
            )
    often = Counter(columns.values())
    for name, heading in columns.items():
        if heading not in headings:
            errors[COLUMN + name] = _("Välj en kolumn som finns på bladet.")
        elif often[heading] > 1:
            errors[COLUMN + name] = _("Samma kolumn är vald två gånger.")
    return errors


def read_names(fields: Fields, base: SheetMapping, choices: Choices) -> SheetMapping:
    """What the file calls our units and questions, and who else is shown beside; source and mode."""
    errors: dict[str, str] = {}
    units = _chosen(fields, UNIT, choices.units, choices.names, errors)
    questions = _chosen(fields, QUESTION, choices.questions, choices.wordings, errors)
    beside = _beside(fields, choices, [*units.values()], errors)
    if "unit" in base.columns and not units and choices.units:
        errors.setdefault(
            UNIT + next(iter(choices.units)), _("Skriv vad minst en enhet heter i filen.")
        )
    if not questions and choices.questions:
        first = QUESTION + next(iter(choices.questions))
        errors.setdefault(first, _("Skriv vad minst en fråga heter i filen."))
    source, mode = one_line(fields.get("source", "")), fields.get("mode", "")
    if not 0 < len(source) <= LONGEST_TEXT:
        errors["source"] = _("Skriv varifrån siffrorna kommer, med högst 300 tecken.")
    if mode not in ("", *Mode):
        errors["mode"] = _("Välj hur de svarade.")
    if errors:
        raise MappingRefused(errors)
    # What others' units and questions are called stays.
    kept = {code: name for code, name in base.units.items() if code not in choices.units}
    asked = {code: name for code, name in base.questions.items() if code not in choices.questions}
    names = {"units": kept | units, "questions": asked | questions, "beside": beside}
    return base.model_copy(update={**names, "source": source, "mode": mode})


def read_occasion(
    fields: Fields, survey: str, mapping: SheetMapping, choices: Choices
) -> tuple[str, Occasion]:
    """The name to save it under, and when it was measured."""
    errors = {}
    name, label = one_line(fields.get("name", "")), one_line(fields.get("label", ""))
    typed, version = fields.get("day", "").strip(), fields.get("version", "")
    day = typed_day(typed, EARLIEST)
    if not 0 < len(name) <= LONGEST_NAME:
        errors["name"] = _("Skriv ett namn på mappningen, med högst 80 tecken.")
    if "label" not in mapping.columns:
        if not 0 < len(label) <= LONGEST["label"]:
            errors["label"] = _("Skriv mättillfället, till exempel 2026. Högst 40 tecken.")
        if (typed and day is None) or (not typed and not YEAR.fullmatch(label)):
            errors["day"] = _("Skriv en dag så här: 2026-01-31. Bara för ett år kan den vara tom.")
    if version not in ("", *choices.versions):
        errors["version"] = _("Välj en version.")
    if errors:
        raise MappingRefused(errors)
    on = day.isoformat() if day else ""
    return name, Occasion(survey, label, on, mapping.source, mapping.mode, version)


def _chosen(
    fields: Fields,
    kind: str,
    codes: Collection[str],
    names: Collection[str],
    errors: dict[str, str],
) -> dict[str, str]:
    """The name in the file of each code that was given one."""
    known = {folded(name): name for name in names}
    given = {code: one_line(fields.get(kind + code, "")) for code in codes}
    found = {code: known[folded(name)] for code, name in given.items() if folded(name) in known}
    often = Counter(found.values())
    for code, name in given.items():
        if name and code not in found:
            errors[kind + code] = _(
                "Det står inte i filen. Välj något som står där, eller lämna tomt."
            )
        elif code in found and often[found[code]] > 1:
            errors[kind + code] = _("Samma namn är valt två gånger.")
    return found


def _beside(
    fields: Fields, choices: Choices, ours: Collection[str], errors: dict[str, str]
) -> tuple[str, ...]:
    codes = [str(number) for number in range(MOST_BESIDE)]
    found = _chosen(fields, BESIDE, codes, choices.names, errors)
    for code, name in found.items():
        if name in ours:
            errors[BESIDE + code] = _("Det är redan en av era enheter.")
        elif len(name) > LONGEST["subject"]:
            errors[BESIDE + code] = _("Namnet är för långt för att visas bredvid.")
    return tuple(found.values())
