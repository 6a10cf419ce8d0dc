"""How long what people leave is kept, for the page that tells them.

Retention, which decides it, stands above this package and registers where to look.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Flask, current_app
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from core.codes import N_
from feedback.cases.kinds import Kind

MONTHS_A_YEAR = 12
#: What people leave here, as retention knows it, and what they call it.
LEFT = {
    Kind.COMPLAINT: N_("Klagomål"),
    Kind.SUGGESTION: N_("Förslag"),
    Kind.PRAISE: N_("Tack"),
    Kind.QUESTION: N_("Frågor"),
}


@dataclass(frozen=True)
class Decision:
    """How many months something is kept when it is done, and what the decision is called."""

    months: int
    name: str


Finder = Callable[[Session], Mapping[str, Decision]]


def register_kept_times(app: Flask, find: Finder) -> None:
    """Say where the decisions are, by what they are about; called at start-up."""
    app.extensions["synpunkt.kept_times"] = find


def kept_times(session: Session) -> list[str]:
    """A sentence for each thing that people leave here, in the language that is spoken now."""
    find: Finder = current_app.extensions.get("synpunkt.kept_times", lambda _session: {})
    decided = find(session)
    return [_sentence(_(name), decided.get(kind.value)) for kind, name in LEFT.items()]


def _sentence(what: str, decision: Decision | None) -> str:
    if decision is None:
        return str(_("%(what)s: vi har inte bestämt än. Till dess är allt kvar.", what=what))
    years, months = divmod(decision.months, MONTHS_A_YEAR)
    time = ngettext("ett år", "%(num)d år", years)
    if months:
        time = ngettext("en månad", "%(num)d månader", decision.months)
    told = {"what": what, "time": time, "name": decision.name}
    return str(_("%(what)s: %(time)s efter att vi är klara. Beslut: %(name)s.", **told))
