"""The pages of the register list: to read and print, as PDF, as CSV."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_date, get_locale, ngettext
from flask_babel import gettext as _

from core.clock import clock
from core.database import session
from core.documents import make_pdf, pdf_headers
from core.errors import NotFound
from core.spreadsheets import csv_table, file_headers
from feedback.cases.access import viewer
from feedback.following.case_register import COLUMNS, MOST, Entry, entries, how_many
from feedback.following.filters import BACKWARDS, BAD_DAY, SINCE, UNTIL, day_of
from feedback.following.noting import note_list
from organisation.access import Permission, requires
from organisation.names import one_line

blueprint = Blueprint("case_register", __name__)

PATH = "/synpunkter/registerlista"
Period = tuple[date, date]


@blueprint.get(PATH)
@requires(Permission.EXPORT_CASES)
def register_list() -> ResponseReturnValue:
    """The list of a period, this year when none is asked for."""
    errors, period = _errors(), _period()
    if errors or period is None:
        return _page(errors, []), 422
    _note(period)
    return _page({}, entries(session(), viewer(), *period))


@blueprint.get(f"{PATH}/lista.pdf")
@requires(Permission.EXPORT_CASES)
def pdf() -> ResponseReturnValue:
    """The list as a document. Raises NotFound for a period that the page refuses."""
    period = _good_period()
    data = {
        "title": _("Registerlista för synpunkter"),
        "period": _in_words(period),
        "columns": [_(name) for name in COLUMNS],
        "rows": [_texts(one) for one in entries(session(), viewer(), *period)],
    }
    made = make_pdf("register_list", str(get_locale() or "sv"), data)
    return make_response(made, pdf_headers("registerlista"))


@blueprint.get(f"{PATH}/lista.csv")
@requires(Permission.EXPORT_CASES)
def csv() -> ResponseReturnValue:
    """The list as a table. Raises NotFound for a period that the page refuses."""
    period = _good_period()
    rows = [
        (one.day, one.number, one.sender, one.in_short)
        for one in entries(session(), viewer(), *period)
    ]
    table = csv_table([_(name) for name in COLUMNS], rows)
    return make_response(table, file_headers("registerlista.csv"))


def _good_period() -> Period:
    period = _period()
    if _errors() or period is None:
        raise NotFound
    _note(period)
    return period


def _note(period: Period) -> None:
    first, last = period
    note_list("register_list", {SINCE: str(first), UNTIL: str(last)}, (SINCE, UNTIL))


def _asked() -> dict[str, str]:
    """What the fields hold: this year until today when nothing is asked for."""
    today = clock().today()
    usual = {SINCE: date(today.year, 1, 1).isoformat(), UNTIL: today.isoformat()}
    return {name: one_line(request.args.get(name, day)) for name, day in usual.items()}


def _period() -> Period | None:
    asked = _asked()
    first, last = day_of(asked[SINCE]), day_of(asked[UNTIL])
    return (first, last) if first and last else None


def _errors() -> dict[str, str]:
    """What is wrong with the period, by field."""
    bad = {name: _(BAD_DAY) for name, text in _asked().items() if day_of(text) is None}
    period = _period()
    if bad or period is None:
        return bad
    if period[1] < period[0]:
        return {UNTIL: _(BACKWARDS)}
    if how_many(session(), viewer(), *period) > MOST:
        return {SINCE: _("Högst %(most)s synpunkter i en lista. Välj en kortare tid.", most=MOST)}
    return {}


def _page(errors: dict[str, str], found: Sequence[Entry]) -> str:
    count = len(found)
    many = ngettext("%(num)s synpunkt kom in", "%(num)s synpunkter kom in", count)
    period = _period()
    return render_template(
        "feedback/following/register_list.html",
        finding=many if count else _("Inga synpunkter kom in"),
        period=_in_words(period) if period and not errors else None,
        columns=[{"label": _(COLUMNS[at])} for at in (1, 0, 2, 3)],
        rows=[_cells(one) for one in found],
        asked=_asked(),
        errors=errors,
    )


def _texts(one: Entry) -> list[str]:
    return [one.day.isoformat(), one.number, one.sender, one.in_short]


def _cells(one: Entry) -> list[str]:
    """The number comes first, for it heads its row."""
    return [one.number, one.day.isoformat(), one.sender, one.in_short]


def _in_words(period: Period) -> str:
    first, last = (format_date(day, "long") for day in period)
    return str(_("%(first)s till %(last)s", first=first, last=last))
