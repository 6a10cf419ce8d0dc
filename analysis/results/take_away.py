"""What a reader takes away from a chart: its picture (PNG, SVG) and its table (CSV, Excel)."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import make_response
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from analysis.charts.dots import group_name
from analysis.charts.gender import axis_of, wave_mark
from analysis.charts.parts import Axis
from analysis.charts.pictures import Chart, draw_chart
from analysis.charts.text import number
from analysis.results.series import Kind, ResultCell, VariableSeries, WaveInfo
from core.codes import N_
from core.errors import NotFound
from core.spreadsheets import CSV_TYPE, XLSX_TYPE, Row, Sheet, Value, csv_table, workbook

#: A file is no page: nothing in it may run where it is opened.
FILE_POLICY = "default-src 'none'; sandbox"
RESERVATION = N_("Gäller om de som inte svarade tycker ungefär som de som svarade.")
NOT_IN_NAMES = re.compile(r"[^a-z0-9_]+")


@dataclass(frozen=True)
class Takeaway:
    """A chart with its title, the same figures as a table, and what a reader must know of them.

    `names` become the file's name: survey, variable, unit, and what else tells files apart.
    """

    names: tuple[str, ...]
    chart: Chart
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


FORMS: Mapping[str, tuple[str, Callable[[Takeaway], bytes]]] = {
    "png": ("image/png", lambda taken: draw_chart(taken.chart, "png")),
    "svg": ("image/svg+xml", lambda taken: draw_chart(taken.chart)),
    "xlsx": (XLSX_TYPE, lambda taken: _workbook(taken)),
    "csv": (CSV_TYPE, lambda taken: csv_table(taken.columns, taken.rows)),
}


def file_response(taken: Takeaway, form: str) -> ResponseReturnValue:
    """The file in one of FORMS. Raises NotFound for another."""
    if form not in FORMS:
        raise NotFound
    kind, write = FORMS[form]
    response = make_response(write(taken))
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(taken)}.{form}"'
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response


def file_name(taken: Takeaway) -> str:
    """Such as user-survey-overall-homeless, of letters that every system takes."""
    return "-".join(NOT_IN_NAMES.sub("-", name.lower()).strip("-") for name in taken.names if name)


def figure_columns(*first: str) -> tuple[str, ...]:
    """The headings of a table of figures, after those of its own."""
    figures = (_("Grupp"), _("Antal svar"), _("Värde"), _("Enhet för värdet"))
    return (*first, *figures, _("Lägst (95 %)"), _("Högst (95 %)"), _("Anmärkning"))


def figure_rows(
    first: Sequence[Value], variable: VariableSeries, cells: Iterable[ResultCell], remark: str = ""
) -> list[Row]:
    """One row for each group; figures are rounded as on the page."""
    return [(*first, *_figures(variable, cell, remark)) for cell in cells]


def told_cells(cells: Iterable[ResultCell], wave: WaveInfo) -> list[ResultCell]:
    """The groups to list: of published figures those that were published, else all."""
    return [cell for cell in cells if cell.value is not None or not wave.source]


def remark_on(wave: WaveInfo) -> str:
    """What must stand beside a wave's figures: that they are invented, or whose they are."""
    if wave.source:
        return str(_("publicerad. Källa: %(source)s", source=wave.source))
    invented = str(_("påhittade svar")) if wave.simulated else ""
    return ", ".join(filter(None, (wave_mark(wave, str(get_locale())), invented)))


def _figures(variable: VariableSeries, cell: ResultCell, remark: str) -> Row:
    axis = axis_of(variable)
    unit = "%" if variable.kind is Kind.SHARE else f"{variable.scale[0]}–{variable.scale[1]}"
    values = [_rounded(value, axis) for value in (cell.value, cell.low, cell.high)]
    said = remark if cell.value is not None else _("visas inte")
    name = group_name(cell.group, str(get_locale()))
    return name, cell.n, values[0], unit, values[1], values[2], said


def _rounded(value: float | None, axis: Axis) -> int | float | None:
    if value is None:
        return None
    text = number(value, axis, "en")
    return int(text) if axis.decimals == 0 else float(text)


def _workbook(taken: Takeaway) -> bytes:
    about: list[Row] = [(note,) for note in (taken.chart.title, taken.chart.subtitle, *taken.notes)]
    return workbook(
        (
            Sheet(_("Tabell"), taken.columns, taken.rows, widths=(28, 18)),
            Sheet(_("Om tabellen"), (_("Att veta"),), about, widths=(90,), wrapped=True),
        )
    )
