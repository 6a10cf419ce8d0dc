"""What the page of a case holds, as far as the person who asks may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _

from core.database import session
from feedback.cases.changing import HANDLERS
from feedback.cases.events import Action, Mover
from feedback.cases.models import Case
from feedback.cases.states import OPEN, Actor
from feedback.handling.case_facts import Fact, facts
from feedback.handling.case_texts import NOTES, SAID, SENT, ShownText, language_name, shown_texts
from feedback.handling.date_rule import explained
from feedback.handling.finding import finding, first_step
from feedback.handling.possible import possible
from feedback.handling.saving import Shown
from feedback.handling.timeline import RESTRICTED, lines_after, people_in, timeline
from organisation.absences import absences_on
from organisation.access import Permission, may, signed_in
from organisation.staff import names_of_staff


@dataclass
class CaseView:
    """One case for one person; each part is found when the page asks for it."""

    case: Case
    by: Mover
    shown: Shown
    today: date
    #: How to reach the sender, only when asked for.
    contact: list[Fact] | None = None

    @cached_property
    def can(self) -> frozenset[str]:
        """What can be done now; see feedback.handling.possible."""
        return possible(self.case, self.by.actors, self.by.staff_id or 0)

    @property
    def handles(self) -> bool:
        """Whether the person handles it, and did not only write it down."""
        return not HANDLERS.isdisjoint(self.by.actors)

    @property
    def reads_incidents(self) -> bool:
        """Whether the person may read about a serious incident, and know that there is one."""
        staff = signed_in()
        return bool(self.handles and staff and may(staff, Permission.READ_INCIDENTS))

    @property
    def hidden(self) -> frozenset[Action]:
        """What the person may not even know has happened."""
        seen = {Action.CHECK_INCIDENT} if self.reads_incidents else set()
        seen |= {Action.SET_CONFLICTS} if Actor.INVESTIGATOR in self.by.actors else set()
        return RESTRICTED - seen

    @property
    def finding(self) -> str:
        """The heading."""
        return finding(self.case, self.today)

    @property
    def lead(self) -> str:
        """What it is, in one line."""
        known = dict(facts(self.case, {}))
        unit = self.case.unit.name if self.case.unit else ""
        return " · ".join(filter(None, (self.case.number, known[_("Typ")], unit)))

    @property
    def above(self) -> Mapping[str, str] | None:
        """The page that leads here, for those who have it."""
        return above()

    @property
    def labels(self) -> list[tuple[str, str]]:
        """What stands out: tone and words."""
        step, last = first_step(self.case, self.today), self.case.rounds[-1]
        open_now = self.case.state in OPEN
        found = [("soon", step)] if step else []
        if last.new_day and open_now:
            found.append(
                ("", _("Besked om ny dag: %(day)s", day=format_date(last.new_day, "long")))
            )
        if self.case.confidential:
            found.append(("", _("Sekretess")))
        return found

    @property
    def language(self) -> str:
        """What the sender's language is called."""
        return language_name(self.case.language)

    @cached_property
    def names(self) -> dict[int, str]:
        """The names of everybody whom the page names."""
        case = self.case
        ids = {case.registered_by, case.manager_id, case.void_asked_by, *people_in(case)}
        ids |= {text.staff_id for text in case.texts}
        return names_of_staff(session(), {one for one in ids if one})

    @property
    def facts(self) -> list[Fact]:
        """What is known beside the words."""
        return facts(self.case, self.names)

    @property
    def rounds(self) -> list[tuple[str, list[str]]]:
        """The dates of each promise with their rule in words, the latest first."""
        found = [
            (_("Gång %(number)s", number=one.number), list(explained(one, self.case.channel)))
            for one in self.case.rounds
        ]
        return found[::-1]

    @property
    def said(self) -> list[ShownText]:
        """The sender's words."""
        return shown_texts(self.case, SAID, self.names)

    @property
    def sent(self) -> list[ShownText]:
        """What has gone to the sender."""
        return shown_texts(self.case, SENT, self.names)

    @property
    def notes(self) -> list[ShownText]:
        """What staff have written for each other."""
        return shown_texts(self.case, NOTES, self.names) if self.handles else []

    @property
    def timeline(self) -> list[tuple[str, list[str]]]:
        """What has happened, by the day."""
        return timeline(self.case, self.names, self.hidden)

    @property
    def meanwhile(self) -> list[str]:
        """What others did after the form was opened."""
        return lines_after(self.case, self.shown.seen or 0, self.names, self.hidden)

    @property
    def waits_for(self) -> str:
        """Who is to answer, and who stands in for them."""
        name = self.names.get(self.case.manager_id or 0, "")
        manager_id = self.case.manager_id or 0
        away = absences_on(session(), [manager_id], self.today).get(manager_id)
        if away:
            return str(
                _(
                    "%(name)s är borta till och med %(day)s. %(deputy)s är ersättare.",
                    name=name,
                    day=format_date(away.last_day, "long"),
                    deputy=away.deputy.name,
                )
            )
        return str(_("%(name)s ska svara.", name=name)) if name else ""

    @property
    def void_asked_by(self) -> str:
        """Who wants it voided."""
        return self.names.get(self.case.void_asked_by or 0, "")


def above() -> Mapping[str, str] | None:
    """The link to the board, for those who may open it."""
    staff = signed_in()
    if staff is None or not may(staff, Permission.READ_CASES):
        return None
    return {"href": url_for("board.board"), "label": _("Bevakning")}
