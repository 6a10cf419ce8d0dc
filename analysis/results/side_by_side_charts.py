"""Places beside each other as a chart, its sentence and its table."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from analysis.charts.dots import DotChart, dot_row, invented_mark
from analysis.charts.gender import axis_of, wave_name
from analysis.charts.text import figure_text
from analysis.methods.verdicts import REFUSALS, Verdict
from analysis.results.phrases import in_language
from analysis.results.queries import Division
from analysis.results.result_page import cell_text
from analysis.results.short_verdicts import difference_in_brief, verdict_in_brief
from analysis.results.side_by_side import (
    Place,
    PlaceKind,
    VariablePlaces,
    load_beside,
    wordings,
)
from analysis.results.side_by_side_findings import Finding, findings
from analysis.results.survey_results import SurveyPage
from analysis.results.take_away import (
    RESERVATION,
    Takeaway,
    figure_columns,
    figure_rows,
    remark_on,
    told_cells,
)
from analysis.results.viewing import View
from core.codes import N_, Group

COLUMNS = (Group.ALL, Group.WOMAN, Group.MAN)
DIFFERENT = frozenset({Verdict.DIFFERENCE, Verdict.LIKELY_DIFFERENCE})
UNTESTED = REFUSALS | {Verdict.HIDDEN, Verdict.NUMBER_UNKNOWN}
MODES_DIFFER = N_("Svarssättet kan ensamt ge skillnader mellan raderna.")


@dataclass(frozen=True)
class Compared:
    """One variable with its rows and, by row, what can be said of it."""

    beside: VariablePlaces
    findings: Mapping[int, Finding]
    division: Division
    wave: str

    @property
    def code(self) -> str:
        """The variable's code."""
        return self.beside.result.variable.code


def compare_places(session: Session, view: View, label: str, division: Division) -> list[Compared]:
    """Every variable of the unit's wave with its rows, tested together; the label must be there."""
    beside = load_beside(session, view, label, division)
    said: dict[tuple[int, int], Mapping[str, str]] = {}

    def wording(question: str, first: Place, second: Place) -> str:
        versions = (first.version, second.version)
        if versions not in said:
            said[versions] = wordings(session, view.survey, versions)
        return said[versions].get(question, "")

    found = findings(beside, wording, parts_too=division is not Division.MODE)
    return [
        Compared(
            one,
            {row: said for (place, row), said in found.items() if place == number},
            division,
            label,
        )
        for number, one in enumerate(beside)
    ]


def sentence_of(compared: Compared) -> str:
    """What can be said of all rows together; nothing of a single row."""
    if len(compared.beside.places) < 2:
        return ""
    if compared.division is Division.MODE:
        return str(_(MODES_DIFFER))
    judged = {
        row: one.verdict for row, one in compared.findings.items() if one.verdict not in UNTESTED
    }
    certain = Verdict.DIFFERENCE in judged.values()
    said = {Verdict.DIFFERENCE} if certain else DIFFERENT
    names = [compared.beside.places[row].name for row, one in judged.items() if one in said]
    if names:
        return _different(names, certain=certain)
    if not judged:
        return _bare(compared) or str(_("Det går inte att jämföra raderna."))
    untested = {one.verdict for one in compared.findings.values()} & UNTESTED
    if set(judged.values()) == {Verdict.SIMILAR} and untested <= {Verdict.HIDDEN}:
        return str(_("Alla som visas svarade ungefär lika."))
    if set(judged.values()) == {Verdict.TOO_FEW}:
        return str(_("Vi kan inte säga om det finns skillnader. För få har svarat."))
    return str(_("Vi ser ingen säker skillnad. Det kan ändå finnas en."))


def _bare(compared: Compared) -> str:
    """The figures alone, where the rows are the unit and what others published without counts."""
    if {one.verdict for one in compared.findings.values()} != {Verdict.NUMBER_UNKNOWN}:
        return ""
    variable, language = compared.beside.result.variable, str(get_locale())
    told = [
        f"{place.name} {figure_text(value, axis_of(variable), language)}"
        for place in compared.beside.places
        if (value := place.cells[Group.ALL].value) is not None
    ]
    return f"{'. '.join(told)}."


def _different(names: list[str], *, certain: bool) -> str:
    """Those of whom it is certain are not named together with those of whom it is only likely."""
    listed = ", ".join(names)
    if certain:
        return str(
            ngettext(
                "Statistiskt säkerställd skillnad: %(names)s skiljer sig.",
                "Statistiskt säkerställd skillnad: %(names)s skiljer sig.",
                len(names),
                names=listed,
            )
        )
    return str(_("Troligen en skillnad: %(names)s skiljer sig.", names=listed))


def beside_chart(page: SurveyPage, compared: Compared, language: str) -> DotChart:
    """The dot chart of one variable: a row for each place."""
    variable = compared.beside.result.variable
    [wave] = [wave for wave in page.result.waves if wave.label == compared.wave]
    counted = in_language(page.counted[variable.code], language)
    invented = any(place.wave and place.wave.simulated for place in compared.beside.places)
    return DotChart(
        title=f"{in_language(variable.label, language)}. {sentence_of(compared)}".rstrip(),
        subtitle=f"{counted} {wave_name(wave, language)}.",
        axis=axis_of(variable),
        rows=tuple(dot_row(place.name, place.cells) for place in compared.beside.places),
        simulated_label=invented_mark(wave.label if invented else "", language),
        note=_sources(compared),
        language=language,
    )


def _sources(compared: Compared) -> str:
    """Whose the published figures are; a source of all is said once."""
    told = [(place.name, place.remark) for place in compared.beside.places if place.remark]
    whose = dict.fromkeys(remark for _name, remark in told)
    if len(whose) > 1:
        whose = dict.fromkeys(f"{name}: {remark}" for name, remark in told)
    return str(_("Källa: %(source)s", source="; ".join(whose))) if whose else ""


def beside_table(compared: Compared) -> dict[str, list[object]]:
    """The same figures as a table for the page."""
    columns: list[object] = [
        {"label": _("Del")},
        *({"label": name, "number": True} for name in (_("Alla"), _("Kvinnor"), _("Män"))),
    ]
    rows: list[object] = [
        [place.name, *_figures(compared, place)] for place in compared.beside.places
    ]
    if compared.findings:
        columns.append({"label": _("Jämförelse")})
        rows = [
            [place.name, *_figures(compared, place), _brief(compared, row)]
            for row, place in enumerate(compared.beside.places)
        ]
    return {"columns": columns, "rows": rows}


def _figures(compared: Compared, place: Place) -> list[str]:
    language = str(get_locale())
    result = compared.beside.result
    published = place.kind is PlaceKind.REFERENCE or bool(place.wave and place.wave.source)
    return [
        "–"
        if published and place.cells[group].value is None
        else cell_text(result, place.cells[group], language)
        for group in COLUMNS
    ]


def _brief(compared: Compared, row: int) -> str:
    """Whom the row is compared with, the difference, and the verdict."""
    found = compared.findings.get(row)
    if found is None:
        return "–"
    variable = compared.beside.result.variable
    figures = difference_in_brief(variable, found.difference, found.low, found.high)
    part = compared.beside.places[row].kind is PlaceKind.PART
    [unit] = [one.name for one in compared.beside.places if one.kind is PlaceKind.UNIT]
    against = _("mot de andra som visas") if part else _("mot %(unit)s", unit=unit)
    said = verdict_in_brief(found.verdict)
    return f"{figures} {against}: {said}" if figures else said


def beside_takeaway(
    page: SurveyPage, names: tuple[str, ...], compared: Compared, language: str
) -> Takeaway:
    """The chart and table of one variable as files."""
    variable = compared.beside.result.variable
    label = in_language(variable.label, language)
    rows = tuple(
        line
        for place in compared.beside.places
        for line in figure_rows(
            (label, compared.wave, place.name),
            variable,
            told_cells(place.cells.values(), place.wave) if place.wave else place.cells.values(),
            remark_on(place.wave) if place.wave else place.remark,
        )
    )
    columns = figure_columns(_("Fråga"), _("Mättillfälle"), _("Del"))
    chart = beside_chart(page, compared, language)
    return Takeaway(names, chart, columns, rows, (_(RESERVATION), chart.note))
