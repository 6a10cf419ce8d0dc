"""The page of an index of indices, such as the staff index: years, women and men, teams."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from analysis.charts.dots import DotChart, dots_alt_text, dots_on_page
from analysis.charts.gender import on_page
from analysis.charts.parts import GenderChart
from analysis.charts.pictures import Picture, forms_of, picture_response
from analysis.charts.text import alt_text
from analysis.results.overview import Choice, Order, OverviewRow, overview_rows
from analysis.results.overview_charts import overview_chart, overview_takeaway, scale_of
from analysis.results.phrases import in_language
from analysis.results.queries import Division
from analysis.results.series import VariableResult, WaveInfo
from analysis.results.side_by_side_charts import (
    Compared,
    beside_chart,
    beside_takeaway,
    compare_places,
)
from analysis.results.staff_index import index_of, index_results, rates_of_teams
from analysis.results.staff_index_showing import (
    finding,
    gender_sentences,
    gender_table,
    of_own_teams,
    over_time,
    rate_table,
    team_table,
    years_chart,
    years_table,
    years_takeaway,
)
from analysis.results.survey_results import SurveyPage
from analysis.results.take_away import FORMS, Takeaway, file_response
from analysis.results.viewing import View, find_view, to_sign_in
from core.database import session
from core.errors import NotFound
from organisation.access import public

blueprint = Blueprint("staff_index", __name__)


@dataclass(frozen=True)
class IndexView:
    """What a reader has asked for: the codes of the index and its parts, and one of its waves."""

    view: View
    page: SurveyPage
    codes: tuple[str, ...]
    results: list[VariableResult]
    waves: list[WaveInfo]
    wave: WaveInfo | None

    def rows(self) -> list[OverviewRow]:
        """The index and its parts in the wave."""
        label = self.wave.label if self.wave else ""
        found = overview_rows(self.page, Choice(label, "", Order.AREA), str(get_locale()))
        by_code = {row.result.variable.code: row for row in found}
        return [by_code[code] for code in self.codes if code in by_code]

    def teams(self) -> list[Compared]:
        """The index and its parts by team, tested together with all that the wave asked."""
        if self.wave is None or self.wave.source:
            return []
        found = compare_places(session(), self.view, self.wave.label, Division.UNIT)
        by_code = {one.code: one for one in found}
        own = [of_own_teams(by_code[code]) for code in self.codes if code in by_code]
        return own if own and len(own[0].beside.places) > 1 else []


@blueprint.get("/resultat/<string:survey>/index")
@public
def index(survey: str) -> ResponseReturnValue:
    """The index and its parts over the years, by women and men, and by team."""
    view = find_view(survey)
    if view is None:
        return to_sign_in()
    asked = _asked(view)
    language = str(get_locale())
    return render_template(
        "analysis/staff_index.html",
        view=view,
        asked=asked,
        title=in_language(asked.page.title, language),
        finding=finding(asked.page, asked.results),
        chart_address=partial(_address, view, asked, "staff_index.chart"),
        files=partial(_files, view, asked),
        years=_years(asked),
        gender=_gender(asked),
        teams=_teams(asked),
        rates=_rates(asked),
    )


@blueprint.get("/resultat/<string:survey>/index/diagram/<string:which>.svg")
@public
def chart(survey: str, which: str) -> ResponseReturnValue:
    """One of the page's charts."""
    view = find_view(survey)
    if view is None:
        raise NotFound
    return picture_response(view, f"index_{which}", lambda: _taken(_asked(view), which).chart)


@blueprint.get("/resultat/<string:survey>/index/hamta/<string:which>/<string:form>")
@public
def take(survey: str, which: str, form: str) -> ResponseReturnValue:
    """One of the page's charts, or its table, as a file to take away."""
    view = find_view(survey)
    if view is None:
        return to_sign_in()
    return file_response(_taken(_asked(view), which), form)


def _asked(view: View) -> IndexView:
    """What the address asks for. Raises NotFound where there is no such index or wave."""
    codes = index_of(session(), view.survey)
    if not codes:
        raise NotFound
    page = view.results
    results = index_results(page, codes)
    asked = {label for result in results for label in result.missing}
    waves = [wave for wave in reversed(page.result.waves) if wave.label in asked]
    wanted = request.args.get("mattillfalle")
    found = [wave for wave in waves if wanted in (None, wave.label)]
    if wanted and not found:
        raise NotFound
    return IndexView(view, page, codes, results, waves, found[0] if found else None)


def _years(asked: IndexView) -> dict[str, Any]:
    if not asked.results:
        return {}
    made = years_chart(asked.page, asked.results)
    return {
        **_picture(made),
        "table": years_table(asked.page, asked.results),
        "sentences": over_time(asked.page, asked.results),
        "has_interval": any(cell.low is not None for one in asked.results for cell in one.cells),
    }


def _gender(asked: IndexView) -> dict[str, Any]:
    rows = asked.rows()
    if not asked.wave or asked.wave.source or not rows:
        return {}
    made = _gender_chart(asked, rows)
    sentences = gender_sentences(rows)
    return {**_picture(made), "table": gender_table(rows), "sentences": sentences}


def _teams(asked: IndexView) -> dict[str, Any]:
    compared = asked.teams()
    if not compared:
        return {}
    made = beside_chart(asked.page, compared[0], str(get_locale()))
    return {**_picture(made), "table": team_table(compared)}


def _rates(asked: IndexView) -> dict[str, Any]:
    wave = asked.wave
    rates = rates_of_teams(session(), asked.view, wave.label) if wave else []
    return rate_table(rates, wave) if wave and rates else {}


def _gender_chart(asked: IndexView, rows: list[OverviewRow]) -> DotChart:
    choice = Choice(asked.wave.label if asked.wave else "", "", Order.AREA)
    scale = scale_of(rows[0].result.variable)
    return overview_chart(asked.page, choice, rows, scale, str(get_locale()))


def _picture(chart: DotChart | GenderChart) -> dict[str, Any]:
    """What the page needs of a chart: its sentence, its words, its pictures."""
    return {"title": chart.title, "alt": _in_words(chart), "pictures": forms_of(chart)}


def _in_words(chart: DotChart | GenderChart) -> str:
    if isinstance(chart, DotChart):
        return dots_alt_text(dots_on_page(chart))
    return alt_text(on_page(chart))


def _taken(asked: IndexView, which: str) -> Takeaway:
    """A chart with its table. Raises NotFound for one that is not there."""
    makers: Mapping[str, Callable[[IndexView, tuple[str, ...]], Takeaway | None]] = {
        "years": lambda asked, names: (
            years_takeaway(asked.page, names, asked.results) if asked.results else None
        ),
        "gender": _gender_takeaway,
        "teams": _team_takeaway,
    }
    names = (asked.view.survey.code, "index", asked.view.unit.code, which)
    label = (asked.wave.label,) if asked.wave and which != "years" else ()
    taken = makers[which](asked, (*names, *label)) if which in makers else None
    if taken is None:
        raise NotFound
    return taken


def _gender_takeaway(asked: IndexView, names: tuple[str, ...]) -> Takeaway | None:
    rows = asked.rows()
    if not rows or not asked.wave:
        return None
    made = _gender_chart(asked, rows)
    return overview_takeaway(asked.page, names, made, rows, asked.wave.label)


def _team_takeaway(asked: IndexView, names: tuple[str, ...]) -> Takeaway | None:
    compared = asked.teams()
    if not compared:
        return None
    taken = [beside_takeaway(asked.page, names, one, str(get_locale())) for one in compared]
    rows = tuple(row for one in taken for row in one.rows)
    return Takeaway(names, taken[0].chart, taken[0].columns, rows, taken[0].notes)


def _address(
    view: View,
    asked: IndexView,
    endpoint: str,
    which: str,
    picture: Picture | None = None,
    **more: Any,
) -> str:
    wave = asked.wave.label if asked.wave and which != "years" else None
    parts: dict[str, Any] = {"survey": view.survey.code, "enhet": view.unit.code}
    query = picture.query if picture else {}
    return url_for(endpoint, which=which, mattillfalle=wave, **parts, **query, **more)


def _files(view: View, asked: IndexView, which: str) -> dict[str, str]:
    return {form: _address(view, asked, "staff_index.take", which, form=form) for form in FORMS}
