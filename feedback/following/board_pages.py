"""The page of the deadline board, its place in the menu, and its card on the start page."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Blueprint, Flask, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.clock import clock
from core.codes import N_
from core.database import session
from core.errors import NotFound
from feedback.cases.access import viewer
from feedback.following.board import Asked, Column, Label, Work, columns, counts, per_manager
from feedback.following.board_words import (
    COLUMN_NAMES,
    LABEL_NAMES,
    finding,
    lead,
    ticket,
    who_answers,
)
from feedback.following.looking import open_work
from feedback.following.noting import note_list
from organisation.absences import absences_on
from organisation.access import Permission, requires, units_for
from organisation.models import Absence, Staff
from organisation.names import alphabetical
from organisation.start_page import MenuItem, StartCard, register_cards, register_menu

blueprint = Blueprint("board", __name__)

#: A column shows so many cases and says how many more there are.
MOST_IN_COLUMN = 50
#: What stands in addresses.
UNIT, MANAGER, LABEL = "enhet", "chef", "etikett"
Choices = list[tuple[str, str]]


def init_board(app: Flask) -> None:
    """Put the board into the menu and on the start page."""
    register_menu(app, MenuItem("board.board", N_("Bevakning"), Permission.READ_CASES))
    register_cards(app, start_cards)


@blueprint.get("/synpunkter/bevakning")
@requires(Permission.READ_CASES)
def board() -> ResponseReturnValue:
    """Every open case that the person sees, by when it is to be answered."""
    today = clock().today()
    works = open_work(session(), viewer())
    offered = _offered(works)
    asked = _asked(offered)
    away = _away(works)
    shown = [work for work in works if asked.holds(work)]
    found = counts(shown, today)
    note_list("board", request.args, (UNIT, MANAGER, LABEL))
    return render_template(
        "feedback/following/board.html",
        finding=finding(found),
        lead=lead(found),
        filters=offered,
        asked=request.args,
        is_empty=not works,
        columns=_columns(shown, away),
        managers=_managers(shown, away),
    )


def start_cards(_staff: Staff) -> Iterable[StartCard]:
    """What is to be answered this week, for those who have a board."""
    if not units_for(Permission.READ_CASES):
        return
    found = counts(open_work(session(), viewer()), clock().today())
    if found.open:
        link = url_for("board.board")
        figure = str(found.this_week)
        yield StartCard(finding(found), figure, lead(found), link, _("Öppna bevakningen"))


def _offered(works: Sequence[Work]) -> dict[str, Choices]:
    """What each filter can be set to: the units, managers and labels of the open cases."""
    units = {work.unit_id: work.unit for work in works if work.unit_id}
    managers = {work.manager_id: work.manager for work in works if work.manager_id}
    everybody = ("", _("Alla"))
    return {
        UNIT: [everybody, *_by_name(units)],
        MANAGER: [everybody, *_by_name(managers)],
        LABEL: [everybody, *((label.value, _(name)) for label, name in LABEL_NAMES.items())],
    }


def _by_name(names: dict[int, str]) -> Choices:
    ordered = sorted(names.items(), key=lambda one: alphabetical(one[1]))
    return [(str(number), name) for number, name in ordered]


def _asked(offered: dict[str, Choices]) -> Asked:
    """What the address asks for. Raises NotFound for what cannot be chosen."""
    given = {name: request.args.get(name, "") for name in offered}
    if any(value not in dict(offered[name]) for name, value in given.items()):
        raise NotFound
    return Asked(
        unit_id=int(given[UNIT]) if given[UNIT] else None,
        manager_id=int(given[MANAGER]) if given[MANAGER] else None,
        label=Label(given[LABEL]) if given[LABEL] else None,
    )


def _away(works: Iterable[Work]) -> dict[int, Absence]:
    ids = {work.manager_id for work in works if work.manager_id}
    return absences_on(session(), ids, clock().today()) if ids else {}


def _columns(works: Iterable[Work], away: dict[int, Absence]) -> list[dict[str, Any]]:
    today, own_id = clock().today(), viewer().own_id
    return [
        {
            "name": _(COLUMN_NAMES[column]),
            "id": column.value,
            "count": len(held),
            "tickets": [
                ticket(work, column, today, own_id, away) for work in held[:MOST_IN_COLUMN]
            ],
            "more": max(0, len(held) - MOST_IN_COLUMN),
            "href": _list_of(column),
        }
        for column, held in columns(works, today).items()
    ]


def _list_of(column: Column) -> str:
    """The same cases in the list."""
    same: dict[str, Any] = {name: request.args.get(name) or None for name in (UNIT, MANAGER, LABEL)}
    return url_for("case_list.cases", svarstid=column.value, **same)


def _managers(works: Iterable[Work], away: dict[int, Absence]) -> list[list[Any]]:
    """The table of who has how much: name with deputy, open, late, not read."""
    own_id = viewer().own_id
    rows: list[list[Any]] = []
    for manager_id, name, found in per_manager(works, clock().today()):
        words = who_answers(manager_id, name, own_id, away)
        cell: Any = words[:1].upper() + words[1:]
        if manager_id is not None:
            limit: dict[str, Any] = {MANAGER: manager_id}
            cell = {"text": cell, "href": url_for(".board", **limit)}
        rows.append([cell, found.open, found.late, found.unread])
    return rows
