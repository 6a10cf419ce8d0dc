"""The register list: date, number, sender and what it is in short, without what is secret.

It is made to be shown to anybody who asks, so that what is confidential stays so here also for
those who see it in full.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.codes import N_
from feedback.cases.kinds import Kind
from feedback.cases.models import Case
from feedback.cases.sight import Viewer
from feedback.cases.states import CaseState
from feedback.following.board_words import kind_and_theme
from feedback.following.looking import Found, number_of, rows_of

COLUMNS = (N_("Datum"), N_("Nummer"), N_("Avsändare"), N_("I korthet"))
#: So many cases at once: the person waits for the page.
MOST = 5_000


@dataclass(frozen=True)
class Entry:
    """One line of the list."""

    day: date
    number: str
    sender: str
    in_short: str


def how_many(session: Session, who: Viewer, first: date, last: date) -> int:
    """How many cases came in in the period, of those that somebody sees."""
    return number_of(session, who, Case.received.between(first, last))[0]


def entries(session: Session, who: Viewer, first: date, last: date) -> Sequence[Entry]:
    """The cases that came in from the first day to the last, the oldest first."""
    query = rows_of(who, Case.received.between(first, last))
    found = session.execute(query.order_by(Case.received, Case.number))
    return [_entry(row) for row in found]


def _entry(row: Found) -> Entry:
    if row.confidential or not row.full:
        hidden = _("Sekretess") if row.confidential else _("Inte registrerad än")
        return Entry(row.received, row.number, "–", hidden)
    short = kind_and_theme(row.kind, row.theme)
    if row.state == CaseState.VOIDED:
        short = _("%(what)s, struken", what=short)
    return Entry(row.received, row.number, _sender(row), short)


def _sender(row: Found) -> str:
    if row.kind == Kind.DEVIATION:
        return str(_("personal"))
    return str(_("anonym") if row.anonymous else _("enskild"))
