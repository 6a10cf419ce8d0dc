"""The overview of a survey's results: every variable at a glance, with filters in the address."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from analysis.charts.dots import DotChart
from analysis.charts.pictures import Picture, picture_response
from analysis.results.overview import (
    Choice,
    Order,
    OverviewRow,
    areas_to_choose,
    name_of,
    named_waves,
    overview_rows,
    waves_to_choose,
)
from analysis.results.overview_charts import (
    finding_of,
    overview_chart,
    overview_takeaway,
    scale_of,
    scales_of,
    shown_chart,
)
from analysis.results.phrases import in_language
from analysis.results.result_page import cell_text
from analysis.results.short_verdicts import comparison_in_brief
from analysis.results.survey_results import SurveyPage, result_shelf
from analysis.results.take_away import FORMS, file_response
from analysis.results.viewing import View, find_view, to_sign_in
from core.codes import N_, Group
from core.errors import NotFound
from organisation.access import public

blueprint = Blueprint("overview", __name__)

ORDER_NAMES = {
    Order.AREA: N_("Område"),
    Order.DIFFERENCE: N_("Störst skillnad först"),
    Order.NAME: N_("Namn"),
}
COLUMNS = (Group.ALL, Group.WOMAN, Group.MAN)


@blueprint.get("/resultat/<string:survey>/oversikt")
@public
def overview(survey: str) -> ResponseReturnValue:
    """Every variable of one wave: figures, change, and what can be said."""
    view = find_view(survey)
    if view is None:
        return to_sign_in()
    page, language = view.results, str(get_locale())
    choice = _choice(page)
    return render_template(
        "analysis/overview.html",
        view=view,
        title=in_language(page.title, language),
        choice=choice,
        choices=_choices(page, language),
        chart_address=partial(chart_address, view, choice),
        files=partial(file_addresses, view, choice),
        **_in_words(view, page, choice, language),
    )


@blueprint.get("/resultat/<string:survey>/oversikt/diagram/<string:scale>.svg")
@public
def chart(survey: str, scale: str) -> ResponseReturnValue:
    """The dot chart of the variables with one value scale."""
    view = find_view(survey)
    if view is None:
        raise NotFound
    return picture_response(view, f"oversikt_{scale}", lambda: _find_chart(view.results, scale)[0])


@blueprint.get("/resultat/<string:survey>/oversikt/hamta/<string:scale>/<string:form>")
@public
def take(survey: str, scale: str, form: str) -> ResponseReturnValue:
    """The dot chart, or its table, as a file to take away."""
    view = find_view(survey)
    if view is None:
        return to_sign_in()
    page = view.results
    made, rows, choice = _find_chart(page, scale)
    names = (view.survey.code, f"oversikt-{scale}", view.unit.code, choice.wave)
    return file_response(overview_takeaway(page, names, made, rows, choice.wave), form)


def _in_words(view: View, page: SurveyPage, choice: Choice, language: str) -> dict[str, Any]:
    """What the page shows, worded once: the page's key holds everything it is made from."""

    def made() -> dict[str, Any]:
        rows = overview_rows(page, choice, language)
        return {
            "finding": finding_of(rows, name_of(page, choice.wave, language)) if rows else "",
            "simulated": any(
                one.simulated for one in page.result.waves if one.label == choice.wave
            ),
            "charts": [
                shown_chart(page, choice, rows, scale, language) for scale in scales_of(rows)
            ],
            "table": _table(view, choice.wave, rows, language),
        }

    return result_shelf().kept((page.key, choice, language), made)


def _choice(page: SurveyPage) -> Choice:
    """What the address asks for. Raises NotFound for what is not there."""
    waves = waves_to_choose(page) or [""]
    area, order = request.args.get("omrade", ""), request.args.get("ordning", Order.AREA)
    wave = request.args.get("mattillfalle", waves[0])
    if wave not in waves or area not in ("", *page.areas) or order not in list(Order):
        raise NotFound
    return Choice(wave, area, Order(order))


def _choices(page: SurveyPage, language: str) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer: [(value, label)] by field."""
    return {
        "mattillfalle": named_waves(page, language),
        "omrade": areas_to_choose(page, language),
        "ordning": [(order.value, _(name)) for order, name in ORDER_NAMES.items()],
    }


def _find_chart(page: SurveyPage, scale: str) -> tuple[DotChart, list[OverviewRow], Choice]:
    choice, language = _choice(page), str(get_locale())
    rows = overview_rows(page, choice, language)
    chosen = [row for row in rows if scale_of(row.result.variable) == scale]
    if not chosen:
        raise NotFound
    return overview_chart(page, choice, chosen, scale, language), chosen, choice


def _asked_for(view: View, choice: Choice) -> dict[str, Any]:
    return {
        "survey": view.survey.code,
        "enhet": view.unit.code,
        "mattillfalle": choice.wave,
        "omrade": choice.area,
        "ordning": choice.order.value,
    }


def chart_address(view: View, choice: Choice, scale: str, picture: Picture) -> str:
    """Where one form of the chart of a value scale lies."""
    same = _asked_for(view, choice) | picture.query
    return url_for("overview.chart", scale=scale, **same)


def file_addresses(view: View, choice: Choice, scale: str) -> dict[str, str]:
    """Where the chart of a value scale and its table lie as files, by form."""
    same = _asked_for(view, choice)
    return {form: url_for("overview.take", scale=scale, form=form, **same) for form in FORMS}


def _table(view: View, wave: str, rows: Sequence[OverviewRow], language: str) -> dict[str, Any]:
    columns = [
        {"label": _("Fråga")},
        *({"label": name, "number": True} for name in (_("Alla"), _("Kvinnor"), _("Män"))),
        {"label": _("Sedan förra gången"), "prose": True},
        {"label": _("Kvinnor och män"), "prose": True},
    ]
    return {"columns": columns, "rows": [_line(view, wave, row, language) for row in rows]}


def _line(view: View, wave: str, row: OverviewRow, language: str) -> list[Any]:
    variable = row.result.variable
    same: dict[str, Any] = {
        "survey": view.survey.code,
        "enhet": view.unit.code,
        "mattillfalle": wave,
    }
    change = _change(row, language)
    return [
        {
            "text": row.label,
            "href": url_for("variable.variable", variable=variable.code, **same),
        },
        *(_figure(row, group, language) for group in COLUMNS),
        change,
        in_language(row.gender.sentence, language) if row.gender else "–",
    ]


def _change(row: OverviewRow, language: str) -> str:
    """The wave before, what can be said, and a mark where the question was changed a little."""
    if row.change is None:
        return "–"
    told = f"{row.change.waves[0]}: {comparison_in_brief(row.result.variable, row.change)}"
    marks = [one for one in row.result.marks if one.wave == row.change.waves[-1]]
    return ". ".join([told, *(in_language(one.text, language).rstrip(".") for one in marks)])


def _figure(row: OverviewRow, group: Group, language: str) -> str:
    """The group's figure; a dash where others have published none for it."""
    if row.published and row.cells[group].value is None:
        return "–"
    return cell_text(row.result, row.cells[group], language)
