"""The heading of a case: what matters most about it now, in the language of the page."""

from datetime import date

from flask_babel import gettext as _

from feedback.cases.models import Case
from feedback.cases.names import STATE_NAMES
from feedback.cases.states import OPEN, CaseState
from feedback.handling.date_rule import weekday


def finding(case: Case, today: date) -> str:
    """What is to be done by when, or how it ended. It holds no words of the sender."""
    state, last = CaseState(case.state), case.rounds[-1]
    if state in OPEN:
        return _due(last.last_day, today)
    if state is CaseState.ANSWERED and last.answered_on:
        return _answered(last.answered_on, last.on_time)
    if state is CaseState.CLOSED and last.closed_on:
        return str(_("Avslutad %(day)s", day=weekday(last.closed_on)))
    return str(_(STATE_NAMES[state]))


def first_step(case: Case, today: date) -> str:
    """What has to come before the answer, as one line; empty when nothing has."""
    state = CaseState(case.state)
    if state is CaseState.RECEIVED:
        same_day = case.rounds[-1].received >= today
        return str(_("Registrera i dag") if same_day else _("Skulle ha registrerats samma dag"))
    if state is CaseState.REGISTERED:
        return str(_("Välj en chef som svarar"))
    if state is CaseState.ASSIGNED:
        return str(_("Chefen har inte läst"))
    return str(_("Avsändaren vill ha ett nytt svar")) if state is CaseState.REOPENED else ""


def _due(last_day: date | None, today: date) -> str:
    if last_day is None:
        return str(_("En avvikelse att utreda"))
    if last_day < today:
        return str(_("Försenat: svaret skulle ha gått %(day)s", day=weekday(last_day)))
    if last_day == today:
        return str(_("Svara i dag, %(day)s", day=weekday(last_day)))
    return str(_("Svara senast %(day)s", day=weekday(last_day)))


def _answered(day: date, on_time: bool | None) -> str:
    if on_time is None:
        return str(_("Utredd %(day)s", day=weekday(day)))
    if on_time:
        return str(_("Besvarad i tid %(day)s", day=weekday(day)))
    return str(_("Besvarad för sent %(day)s", day=weekday(day)))
