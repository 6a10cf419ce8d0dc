"""Published figures as the rows of a table, in the reader's language."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_babel import get_locale, gettext, ngettext
from sqlalchemy.orm import Session

from analysis.charts.gender import axis_of
from analysis.charts.text import figure_text
from analysis.published.importing import Change, PreviewRow
from analysis.published.looking_up import variables_of
from analysis.published.mapping_rows import Left
from analysis.published.models import PublishedFigure
from analysis.results.measured import Measured
from analysis.results.phrases import in_language
from analysis.results.queries import find_survey, item_codes, unit_names
from analysis.results.survey_results import survey_title
from core.codes import N_, Gender

CHANGES = {Change.NEW: N_("Ny"), Change.CHANGED: N_("Ändrad"), Change.SAME: N_("Som förut")}
#: What is left out in words, by why.
LEFT: Mapping[Left, Callable[[int], str]] = {
    Left.HIDDEN: lambda number: ngettext(
        "%(num)s ruta är dold av den som gav ut siffrorna. Den sparas inte.",
        "%(num)s rutor är dolda av den som gav ut siffrorna. De sparas inte.",
        number,
    ),
    Left.NONE: lambda number: ngettext(
        "%(num)s ruta är tom eller utan svar. Den sparas inte.",
        "%(num)s rutor är tomma eller utan svar. De sparas inte.",
        number,
    ),
    Left.NO_N: lambda number: ngettext(
        "%(num)s siffra för kvinnor eller män sparas inte. Filen säger inte hur många som svarade.",
        "%(num)s siffror för kvinnor eller män sparas inte. Filen säger inte hur många som svarade.",
        number,
    ),
    Left.UNIT: lambda number: ngettext(
        "%(num)s rad gäller en enhet som inte är er. Den sparas inte.",
        "%(num)s rader gäller enheter som inte är era. De sparas inte.",
        number,
    ),
    Left.QUESTION: lambda number: ngettext(
        "%(num)s rad gäller en fråga som ni inte har valt. Den sparas inte.",
        "%(num)s rader gäller frågor som ni inte har valt. De sparas inte.",
        number,
    ),
}
GENDERS = {int(Gender.WOMAN): N_("Kvinnor"), int(Gender.MAN): N_("Män")}


def kept_table(
    session: Session, kept: Sequence[tuple[PublishedFigure, str]]
) -> dict[str, list[Any]]:
    """The figures that are kept; a survey's name leads to its results."""
    items, units, language = item_codes(session), unit_names(session), str(get_locale())
    surveys = {code: find_survey(session, code) for _, code in kept}
    variables = {code: variables_of(survey) for code, survey in surveys.items() if survey}
    titles = {
        code: in_language(survey_title(survey), language)
        for code, survey in surveys.items()
        if survey
    }
    columns = [
        gettext("Mättillfälle"),
        gettext("Enkät"),
        gettext("Fråga"),
        gettext("Gäller"),
        gettext("Siffra"),
        gettext("Källa"),
    ]
    rows = [
        [
            figure.label,
            titles[code],
            in_language(variables[code][items[figure.item_id]].series.label, language),
            about(figure, units[figure.unit_id]),
            figure_in_words(figure, variables[code][items[figure.item_id]]),
            figure.source,
        ]
        for figure, code in kept
    ]
    return {"columns": [{"label": label} for label in columns], "rows": rows}


def preview_table(session: Session, rows: Sequence[PreviewRow]) -> dict[str, list[Any]]:
    """The rows of a file with what storing each would do."""
    units, language = unit_names(session), str(get_locale())
    columns = [
        gettext("Rad"),
        gettext("Fråga"),
        gettext("Gäller"),
        gettext("Mättillfälle"),
        gettext("Siffra"),
        gettext("Det som händer"),
    ]
    shown = [
        [
            str(row.number),
            in_language(row.measured.series.label, language),
            about(row.figure, units[row.figure.unit_id]),
            row.figure.label,
            figure_in_words(row.figure, row.measured),
            _change(row),
        ]
        for row in rows
    ]
    return {"columns": [{"label": label} for label in columns], "rows": shown}


def changes_first(rows: Sequence[PreviewRow]) -> list[PreviewRow]:
    """What gets another value before what is new, and what stays as it is last."""
    order = (Change.CHANGED, Change.NEW, Change.SAME)
    return sorted(rows, key=lambda row: order.index(row.change))


def left_words(left: Mapping[str, int]) -> list[str]:
    """What a mapping left out of a file, and why."""
    return [str(said(left[why])) for why, said in LEFT.items() if left.get(why)]


def about(figure: PublishedFigure, unit: str) -> str:
    """Whom a figure is about: the unit or another, and the group."""
    who = gettext("%(subject)s, bredvid %(unit)s", subject=figure.subject, unit=unit)
    name = str(who) if figure.subject else unit
    group = GENDERS.get(figure.gender, N_("Övriga och okänt") if figure.gender >= 0 else "")
    return f"{name}, {gettext(group).lower()}" if group else name


def figure_in_words(figure: PublishedFigure, measured: Measured) -> str:
    """Such as "409 av 463", "76 %" or "6,4"."""
    if figure.positive is not None:
        return str(gettext("%(n)s av %(all)s", n=figure.positive, all=figure.n))
    value = figure_text(figure.value or 0.0, axis_of(measured.series), str(get_locale()))
    if figure.n is None:
        return value
    return str(gettext("%(figure)s, %(n)s svar", figure=value, n=figure.n))


def _change(row: PreviewRow) -> str:
    if row.before is None:
        return str(gettext(CHANGES[row.change]))
    return str(gettext("Ändrad, var %(before)s", before=figure_in_words(row.before, row.measured)))
