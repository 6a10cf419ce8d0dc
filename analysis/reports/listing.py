"""What the page of reports shows: the kept ones, the forms of a new one, the table for Kolada."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template, request, url_for
from flask_babel import format_date, get_locale, ngettext
from flask_babel import gettext as _

from analysis.reports.asking import (
    LANGUAGE_NAMES,
    READER_NAMES,
    SHAPES,
    Choices,
    wave_options,
)
from analysis.reports.kinds import KIND_NAMES, ReportKind, offered_periods, period_text, read_period
from analysis.reports.models import KeptReport
from analysis.reports.queries import count_reports, first_year, newest_reports, surveys_of
from analysis.reports.survey_asked import marking_of
from analysis.results.phrases import in_language
from analysis.results.survey_results import survey_title
from core.clock import clock
from core.database import session
from organisation.access import Permission, units_for

A_PAGE = 50


def list_page(offered: Choices, typed: Mapping[str, str], errors: Mapping[str, str]) -> str:
    """The page, with what was typed in a form that was refused."""
    units, today = units_for(Permission.READ_RESULTS), clock().today()
    count = count_reports(session(), units)
    pages = max(1, -(-count // A_PAGE))
    first = first_year(session(), units, today)
    page = min(max(1, request.args.get("sida", 1, type=int)), pages)
    return render_template(
        "analysis/reports/list.html",
        errors=errors,
        typed=typed,
        finding=_finding(count),
        columns=_columns(),
        rows=_rows(newest_reports(session(), units, (page - 1) * A_PAGE, A_PAGE)),
        page=page,
        pages=pages,
        address=lambda number: url_for("reports.reports", sida=number),
        waves=wave_options(offered),
        units=offered.unit_names,
        periods=[(one.name, period_text(one)) for one in offered_periods(today, first)],
        shapes=_named(SHAPES),
        readers=_named(READER_NAMES),
        languages=_named(LANGUAGE_NAMES),
        language_chosen=typed.get("language", str(get_locale())),
        years=(first, today.year),
    )


def _finding(count: int) -> str:
    if not count:
        return str(_("Här finns inga rapporter än"))
    return str(ngettext("%(num)s rapport", "%(num)s rapporter", count))


def _columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Rapport")},
        {"label": _("Enhet")},
        {"label": _("Typ"), "whole": True},
        {"label": _("Om")},
        {"label": _("Läsare"), "whole": True},
        {"label": _("Gjord"), "whole": True},
    ]


def _rows(reports: Sequence[KeptReport]) -> list[list[Any]]:
    surveys = surveys_of(session(), {one.survey_id for one in reports if one.survey_id})
    language = str(get_locale())
    titles = {number: in_language(survey_title(one), language) for number, one in surveys.items()}
    return [_row(one, _about(one, titles)) for one in reports]


def _about(one: KeptReport, titles: Mapping[int, str]) -> str:
    """The survey and its wave, or the period."""
    if one.survey_id is None:
        return period_text(read_period(one.period))
    return f"{titles[one.survey_id]}, {one.period}"


def _row(one: KeptReport, about: str) -> list[Any]:
    return [
        {"text": one.title, "href": url_for("reports.report", key=one.key.hex())},
        one.unit.name,
        _(KIND_NAMES[ReportKind(one.kind)]),
        about,
        marking_of(for_others=one.for_others),
        format_date(one.day, "d MMM y"),
    ]


def _named(names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(value, str(_(name))) for value, name in names.items()]
