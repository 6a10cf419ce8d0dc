"""Pictures of charts on pages: their forms, and serving one that was drawn before or is drawn now."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from flask import make_response, request
from flask.typing import ResponseReturnValue
from matplotlib.figure import Figure

from analysis.charts.distribution import DistributionChart, distribution_on_page
from analysis.charts.distribution_drawing import distribution_figure
from analysis.charts.dot_drawing import dots_figure
from analysis.charts.dots import DotChart, dots_on_page
from analysis.charts.drawing import figure
from analysis.charts.files import FINGERPRINT, chart_path, fingerprint, keep, kept_chart
from analysis.charts.gender import on_page
from analysis.charts.page import png_bytes, svg_bytes
from analysis.charts.parts import GenderChart
from analysis.charts.week_drawing import weeks_figure
from analysis.charts.weeks import WeekChart, weeks_on_page
from analysis.results.viewing import View, program_settings

Chart = GenderChart | DotChart | DistributionChart | WeekChart
NAME = re.compile(r"[a-z][a-z0-9_]{2,79}")
#: A chart stands in its own sandbox; its style attributes can do nothing outside the picture.
CHART_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
CHART_CACHE = "private, max-age=86400"
#: Phone and dark forms first: a browser takes the first that fits, and the last otherwise.
FORMS = ((True, True), (False, True), (True, False), (False, False))


@dataclass(frozen=True)
class Picture:
    """One form of a chart: its fingerprint and what it is for."""

    mark: str
    narrow: bool
    dark: bool

    @property
    def query(self) -> dict[str, Any]:
        """What the picture's address asks for."""
        asked = {"smal": 1 if self.narrow else None, "mork": 1 if self.dark else None}
        return {"v": self.mark, **asked}


def form_on_page(chart: Chart, *, narrow: bool = False, dark: bool = False) -> Chart:
    """The chart as a page shows it: without the title, which stands above it as text."""
    if isinstance(chart, DotChart):
        return dots_on_page(chart, narrow=narrow, dark=dark)
    if isinstance(chart, DistributionChart):
        return distribution_on_page(chart, narrow=narrow, dark=dark)
    if isinstance(chart, WeekChart):
        return weeks_on_page(chart, narrow=narrow, dark=dark)
    return on_page(chart, narrow=narrow, dark=dark)


def forms_of(chart: Chart) -> tuple[Picture, ...]:
    """The forms in which a page offers a chart."""
    return tuple(
        Picture(fingerprint(form_on_page(chart, narrow=narrow, dark=dark)), narrow, dark)
        for narrow, dark in FORMS
    )


def figure_of(chart: Chart) -> Figure:
    """The chart drawn at 72 dots per inch: one dot is one pixel."""
    if isinstance(chart, DistributionChart):
        return distribution_figure(chart)
    if isinstance(chart, WeekChart):
        return weeks_figure(chart)
    return dots_figure(chart) if isinstance(chart, DotChart) else figure(chart)


def draw_chart(chart: Chart, form: Literal["svg", "png"] = "svg") -> bytes:
    """The chart as an SVG file, or as a PNG with two picture points per pixel."""
    picture = figure_of(chart)
    return svg_bytes(picture) if form == "svg" else png_bytes(picture)


def picture_response(view: View, name: str, make: Callable[[], Chart]) -> ResponseReturnValue:
    """The picture an address asks for by `v`, `smal` and `mork`; `make` gives the chart.

    A picture that was drawn before is found by its fingerprint, without making the chart.
    """
    mark = request.args.get("v", "")
    known = NAME.fullmatch(name) and FINGERPRINT.fullmatch(mark)
    picture = kept_chart(_path(view, name, mark)) if known else None
    if picture is None:
        chart = form_on_page(make(), narrow="smal" in request.args, dark="mork" in request.args)
        path = _path(view, name, fingerprint(chart))
        picture = kept_chart(path) or keep(path, draw_chart(chart))
    response = make_response(picture)
    response.mimetype = "image/svg+xml"
    response.headers["Content-Security-Policy"] = CHART_POLICY
    response.headers["Cache-Control"] = CHART_CACHE
    return response


def _path(view: View, name: str, mark: str) -> Path:
    return chart_path(program_settings().data, view.owner(name), mark)
