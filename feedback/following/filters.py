"""What the list of cases can be limited to: what the address says, as conditions.

Kind, theme, channel and manager are secrets of a case that is seen by its number only, so that
choosing one of them leaves such cases out.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import Session

from core.codes import N_
from core.errors import NotFound
from feedback.cases.access import fully_seen_by
from feedback.cases.kinds import Channel, Kind
from feedback.cases.models import Case
from feedback.cases.names import CHANNEL_NAMES, KIND_NAMES, STATE_NAMES
from feedback.cases.sight import Viewer
from feedback.cases.states import CaseState
from feedback.following.board import Column, Label, borders
from feedback.following.board_words import COLUMN_NAMES, LABEL_NAMES
from feedback.following.looking import (
    carries,
    in_column,
    is_late,
    is_open,
    managers_seen,
    searched,
    themes,
    units_seen,
)
from organisation.names import alphabetical, one_line

Choices = list[tuple[str, str]]
Condition = ColumnElement[bool]
#: What stands in addresses.
STATE, KIND, UNIT, THEME, CHANNEL = "lage", "typ", "enhet", "tema", "kanal"
MANAGER, DUE, LABEL, SINCE, UNTIL, SEARCH = "chef", "svarstid", "etikett", "fran", "till", "sok"
#: In the order of the page; what people type is not among those that are logged.
CHOSEN = (STATE, KIND, UNIT, THEME, CHANNEL, MANAGER, DUE, LABEL)
LOGGED = (*CHOSEN, SINCE, UNTIL)
EVERY = (*LOGGED, SEARCH)
SECRET = frozenset({KIND, THEME, CHANNEL, MANAGER})
OPEN, OVERDUE = "open", "overdue"
NAMES = {
    STATE: N_("Läge"),
    KIND: N_("Typ"),
    UNIT: N_("Enhet"),
    THEME: N_("Tema"),
    CHANNEL: N_("Kom genom"),
    MANAGER: N_("Chef"),
    DUE: N_("Svarstid"),
    LABEL: N_("Etikett"),
    SINCE: N_("Kom in från"),
    UNTIL: N_("Kom in till"),
    SEARCH: N_("Ordet börjar på"),
}
#: How an address must look; more than that is nobody's search.
LONGEST_SEARCH = 200
OLDEST, NEWEST = 1900, 2200
BAD_DAY = N_("Skriv en dag så här: 2026-01-31.")
BACKWARDS = N_("Den sista dagen kan inte vara före den första.")


def choices(session: Session, who: Viewer) -> dict[str, Choices]:
    """What each filter can be set to; the first is everything."""
    named = {
        STATE: [
            (OPEN, _("Öppna")),
            *((state.value, _(STATE_NAMES[state])) for state in CaseState if state != "draft"),
        ],
        KIND: [(kind.value, _(name)) for kind, name in KIND_NAMES.items()],
        UNIT: _by_name((one.id, one.name) for one in units_seen(session, who)),
        THEME: _by_name((one.id, one.name) for one in themes(session)),
        CHANNEL: [(channel.value, _(name)) for channel, name in CHANNEL_NAMES.items()],
        MANAGER: _by_name((one.id, one.name) for one in managers_seen(session, who)),
        DUE: [
            (OVERDUE, _("Försenade, alla")),
            *((column.value, _(name)) for column, name in COLUMN_NAMES.items()),
        ],
        LABEL: [(label.value, _(name)) for label, name in LABEL_NAMES.items()],
    }
    return {name: [("", _("Alla")), *found] for name, found in named.items()}


def given(arguments: Mapping[str, str], offered: Mapping[str, Choices]) -> dict[str, str]:
    """What the address sets, checked but for its days. Raises NotFound for what cannot be chosen."""
    found = {name: arguments.get(name, "") for name in CHOSEN}
    found |= {name: one_line(arguments.get(name, "")) for name in (SINCE, UNTIL, SEARCH)}
    if any(found[name] not in dict(offered[name]) for name in CHOSEN):
        raise NotFound
    found[SEARCH] = found[SEARCH][:LONGEST_SEARCH]
    return {name: value for name, value in found.items() if value}


def errors_in(chosen: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with the days, by field."""
    errors = {
        name: str(_(BAD_DAY))
        for name in (SINCE, UNTIL)
        if name in chosen and day_of(chosen[name]) is None
    }
    first, last = day_of(chosen.get(SINCE, "")), day_of(chosen.get(UNTIL, ""))
    if not errors and first and last and last < first:
        errors[UNTIL] = str(_(BACKWARDS))
    return errors


def conditions(who: Viewer, chosen: Mapping[str, str], today: date) -> list[Condition]:
    """What `given` found, as conditions; without errors in its days."""
    made = [CONDITIONS[name](who, value, today) for name, value in chosen.items()]
    secret = [fully_seen_by(who)] if SECRET & chosen.keys() else []
    return [*made, *secret]


def day_of(text: str) -> date | None:
    """A day as people write it in a field, or None."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if len(text) == len("2026-01-31") and OLDEST <= day.year <= NEWEST else None


def in_words(chosen: Mapping[str, str], offered: Mapping[str, Choices]) -> list[tuple[str, str]]:
    """The filter as people read it: name and value."""
    return [
        (str(_(NAMES[name])), dict(offered[name])[value] if name in offered else value)
        for name, value in chosen.items()
    ]


def _by_name(named: Iterable[tuple[int, str]]) -> Choices:
    ordered = sorted(named, key=lambda one: alphabetical(one[1]))
    return [(str(number), name) for number, name in ordered]


def _state(_who: Viewer, value: str, _today: date) -> Condition:
    return is_open() if value == OPEN else Case.state == value


def _due(_who: Viewer, value: str, today: date) -> Condition:
    if value == OVERDUE:
        return is_late(today)
    return in_column(Column(value), borders(today))


def _since(_who: Viewer, value: str, _today: date) -> Condition:
    return Case.received >= (day_of(value) or date.min)


def _until(_who: Viewer, value: str, _today: date) -> Condition:
    return Case.received <= (day_of(value) or date.max)


CONDITIONS: dict[str, Callable[[Viewer, str, date], Condition]] = {
    STATE: _state,
    KIND: lambda _who, value, _today: Case.kind == Kind(value).value,
    UNIT: lambda _who, value, _today: Case.unit_id == int(value),
    THEME: lambda _who, value, _today: Case.theme_id == int(value),
    CHANNEL: lambda _who, value, _today: Case.channel == Channel(value).value,
    MANAGER: lambda _who, value, _today: Case.manager_id == int(value),
    DUE: _due,
    LABEL: lambda _who, value, _today: and_(is_open(), carries(Label(value))),
    SINCE: _since,
    UNTIL: _until,
    SEARCH: lambda who, value, _today: searched(who, value),
}
