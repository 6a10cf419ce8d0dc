"""The list of cases: filters and a search in the address, sorted, a page at a time."""

from math import ceil
from typing import Any

from flask import Blueprint, Flask, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from core.clock import clock
from core.codes import N_
from core.database import session
from feedback.cases.access import viewer
from feedback.cases.models import Case
from feedback.cases.names import STATE_NAMES
from feedback.cases.states import OPEN, CaseState
from feedback.cases.ways import ways
from feedback.following.board_words import kind_and_theme, secret
from feedback.following.filters import LOGGED, SECRET, choices, conditions, errors_in, given
from feedback.following.looking import ROUND, Found, number_of, rows_of
from feedback.following.noting import note_list
from organisation.access import Permission, requires, units_for
from organisation.start_page import MenuItem, register_menu

blueprint = Blueprint("case_list", __name__)

ON_A_PAGE = 50
SORT, PAGE = "sortera", "sida"
#: What the list can be sorted by; the number makes the order whole.
ORDERS = {
    "nyast": (N_("Nyast först"), (Case.received.desc(), Case.number.desc())),
    "aldst": (N_("Äldst först"), (Case.received, Case.number)),
    "sista-dag": (
        N_("Sista dag"),
        (ROUND.last_day.is_(None), ROUND.last_day, Case.received, Case.number),
    ),
}
NEWEST = "nyast"
COLUMNS = (
    *(N_("Nummer"), N_("Typ och tema"), N_("Enhet"), N_("Läge")),
    *(N_("Kom in"), N_("Svar"), N_("Chef")),
)
#: Numbers and days stay on one line.
WHOLE = ("Nummer", "Kom in", "Svar")
NOTHING = "–"


def init_case_list(app: Flask) -> None:
    """Put the list into the menu."""
    register_menu(app, MenuItem("case_list.cases", N_("Synpunkter"), Permission.READ_CASES))


@blueprint.get("/synpunkter")
@requires(Permission.READ_CASES)
def cases() -> ResponseReturnValue:
    """The cases that the person sees, as far as the address limits them."""
    offered = choices(session(), viewer())
    chosen = given(request.args, offered)
    errors = errors_in(chosen)
    if errors:
        return _page(offered, chosen, errors, {"rows": [], "count": 0, "full": 0}), 422
    note_list("listed", chosen, LOGGED)
    return _page(offered, chosen, {}, _part(chosen))


def _part(chosen: dict[str, str]) -> dict[str, Any]:
    """One page of what was found, and how much was found."""
    who, today = viewer(), clock().today()
    wanted = conditions(who, chosen, today)
    count, full = number_of(session(), who, *wanted)
    last = max(1, ceil(count / ON_A_PAGE))
    page = min(max(1, request.args.get(PAGE, 1, type=int)), last)
    query = rows_of(who, *wanted).order_by(*ORDERS[_order()][1])
    found = session().execute(query.limit(ON_A_PAGE).offset((page - 1) * ON_A_PAGE))
    rows = [_cells(row) for row in found]
    return {"rows": rows, "count": count, "full": full, "page": page, "pages": last}


def _page(
    offered: Any, chosen: dict[str, str], errors: dict[str, str], part: dict[str, Any]
) -> str:
    def address(number: int) -> str:
        same: dict[str, Any] = {**chosen, **_sorting(), PAGE: number}
        return url_for(".cases", **same)

    return render_template(
        "feedback/following/cases.html",
        finding=_finding(part["count"]),
        ways=ways(),
        columns=[{"label": _(name), "whole": name in WHOLE} for name in COLUMNS],
        filters=offered,
        chosen=chosen,
        errors=errors,
        orders=[(value, _(name)) for value, (name, _by) in ORDERS.items()],
        order=_order(),
        hides_secret=bool(SECRET & chosen.keys()),
        may_export=bool(units_for(Permission.EXPORT_CASES)),
        page_address=address,
        **part,
    )


def _finding(count: int) -> str:
    many = ngettext("%(num)s synpunkt", "%(num)s synpunkter", count)
    return str(many if count else _("Inga synpunkter"))


def _order() -> str:
    asked = request.args.get(SORT, NEWEST)
    return asked if asked in ORDERS else NEWEST


def _sorting() -> dict[str, str]:
    return {} if _order() == NEWEST else {SORT: _order()}


def _cells(row: Found) -> list[Any]:
    """One row of the table; of what is not seen in full only its number and dates."""
    number = {"text": row.number, "href": url_for("cases.case", number=row.number)}
    state = _(STATE_NAMES[CaseState(row.state)])
    came = format_date(row.received, "short")
    if not row.full:
        what = secret(confidential=row.confidential)
        return [number, what, NOTHING, state, came, _answer(row), NOTHING]
    what = kind_and_theme(row.kind, row.theme)
    who = row.manager or NOTHING
    return [number, what, row.unit or NOTHING, state, came, _answer(row), who]


def _answer(row: Found) -> str:
    """When it was answered, or is to be."""
    if row.answered_on:
        day = format_date(row.answered_on, "short")
        late = row.on_time is False
        return str(_("%(day)s, för sent", day=day) if late else _("%(day)s, besvarad", day=day))
    if row.state not in OPEN or row.last_day is None:
        return NOTHING
    day = format_date(row.last_day, "short")
    late = row.last_day < clock().today()
    return str(_("försenad sedan %(day)s", day=day) if late else _("senast %(day)s", day=day))
