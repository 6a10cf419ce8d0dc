"""What has happened to a case, in words and by the day."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from core.codes import N_
from feedback.cases.events import Action
from feedback.cases.kinds import Matter, Outcome, TextKind
from feedback.cases.models import Case, CaseEvent
from feedback.cases.names import MATTER_NAMES, OUTCOME_NAMES, TEXT_NAMES
from feedback.cases.states import Actor

#: Not even as a fact for those who may not read what they are about.
RESTRICTED = frozenset({Action.CHECK_INCIDENT, Action.SET_CONFLICTS})
ACTION_NAMES = {
    Action.RECEIVE: N_("Kom in"),
    Action.REGISTER: N_("Registrerad"),
    Action.ASSIGN: N_("En chef ska svara"),
    Action.READ: N_("Läst av chefen"),
    Action.ANSWER: N_("Besvarad"),
    Action.CLOSE: N_("Avslutad"),
    Action.REOPEN: N_("Öppnad igen"),
    Action.HAND_OVER: N_("Lämnad till en annan myndighet"),
    Action.VOID: N_("Struken"),
    Action.HOLD: N_("Ska bevaras"),
    Action.RELEASE: N_("Behöver inte bevaras längre"),
    Action.ANONYMISE: N_("Avidentifierad"),
    Action.ASK_VOID: N_("Någon vill att den stryks"),
    Action.REFUSE_VOID: N_("Den stryks inte"),
    Action.CHANGE_RECEIVED: N_("Dagen den kom in är ändrad"),
    Action.CHANGE_FACTS: N_("Uppgifterna är ändrade"),
    Action.SET_CONFLICTS: N_("Vem den gäller är ändrat"),
    Action.NEW_DAY: N_("Besked om ny dag"),
    Action.REFER: N_("Skickad vidare"),
    Action.TELL: N_("Avsändaren vet att den är skickad vidare"),
    Action.LINK: N_("Kopplad till en annan synpunkt"),
    Action.CHECK_INCIDENT: N_("Bedömd enligt lex Sarah"),
    Action.FAILED_TRY: N_("Fick inte tag i avsändaren"),
    Action.ADD_TEXT: N_("Text tillagd"),
    Action.ADD_ATTACHMENT: N_("Bilaga tillagd"),
    Action.ADD_MEASURE: N_("Åtgärd tillagd"),
    Action.SECOND_READ: N_("En kollega har läst utkastet"),
    Action.FETCH: N_("Svaret öppnades med koden"),
    Action.MESSAGE: N_("Avsändaren skrev mer"),
    Action.OPINION: N_("Avsändaren tyckte till om svaret"),
    Action.HAND_OUT: N_("Brevet lämnades ut"),
}
Names = Mapping[int, str]


def timeline(case: Case, names: Names, hidden: Collection[Action]) -> list[tuple[str, list[str]]]:
    """Each day with what happened on it, the latest first."""
    days = groupby(_seen(case, hidden), key=lambda event: event.day)
    found = [
        (format_date(day, "long"), [line(one, names) for one in events]) for day, events in days
    ]
    return found[::-1]


def lines_after(case: Case, place: int, names: Names, hidden: Collection[Action]) -> list[str]:
    """What has happened after the event at a place, the first first."""
    return [line(one, names) for one in _seen(case, hidden) if one.place > place]


def people_in(case: Case) -> set[int]:
    """The ids of those whom the timeline names."""
    found = {event.staff_id for event in case.events}
    found |= {event.detail.get("manager") for event in case.events}
    return {one for one in found if one}


def line(event: CaseEvent, names: Names) -> str:
    """One event: what, and by whom."""
    text = str(_(ACTION_NAMES[Action(event.action)]))
    more = DETAILS[Action(event.action)](event.detail, names) if event.action in DETAILS else ""
    who = names.get(event.staff_id or 0, "")
    if event.actor == Actor.SENDER:
        who = str(_("avsändaren"))
    return f"{text}{': ' if more else ''}{more}{' · ' if who else ''}{who}"


def _seen(case: Case, hidden: Collection[Action]) -> Iterator[CaseEvent]:
    return (event for event in case.events if event.action not in hidden)


def _day(name: str) -> Callable[[Mapping[str, Any], Names], str]:
    return lambda detail, _names: (
        str(format_date(date.fromisoformat(detail[name]), "long")) if detail.get(name) else ""
    )


def _text(detail: Mapping[str, Any], _names: Names) -> str:
    if detail.get("translation"):
        return str(_("Översättning"))
    return str(_(TEXT_NAMES[TextKind(detail["kind"])])) if detail.get("kind") else ""


def _matter(detail: Mapping[str, Any], _names: Names) -> str:
    return str(_(MATTER_NAMES[Matter(detail["matter"])])).lower()


def _outcome(detail: Mapping[str, Any], _names: Names) -> str:
    return str(_(OUTCOME_NAMES[Outcome(detail["outcome"])])) if detail.get("outcome") else ""


def _tries(detail: Mapping[str, Any], _names: Names) -> str:
    return str(ngettext("ett försök", "%(num)d försök", detail.get("tries", 1)))


DETAILS: dict[str, Callable[[Mapping[str, Any], Names], str]] = {
    Action.RECEIVE: _day("received"),
    Action.ASSIGN: lambda detail, names: names.get(detail.get("manager", 0), ""),
    Action.CLOSE: _outcome,
    Action.CHANGE_RECEIVED: _day("after"),
    Action.NEW_DAY: _day("day"),
    Action.REFER: _matter,
    Action.TELL: _matter,
    Action.FAILED_TRY: _tries,
    Action.ADD_TEXT: _text,
}
