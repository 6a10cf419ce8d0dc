"""What can be chosen in the forms of a case's page, in the language of the page."""

from dataclasses import dataclass
from functools import cached_property

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select

from core.database import session
from core.web import RESPONDENT_LANGUAGES
from feedback.cases.access import viewer
from feedback.cases.conflicts import conflicts_of
from feedback.cases.kinds import Kind
from feedback.cases.models import Theme
from feedback.cases.names import KIND_NAMES, MATTER_NAMES
from feedback.handling.case_forms import getlist
from feedback.handling.case_texts import language_name
from feedback.handling.case_view import CaseView
from feedback.handling.managers import Candidate, candidates
from organisation.names import alphabetical
from organisation.staff import colleagues
from organisation.units import in_tree_order, list_units

#: Before the name of a unit that stands under another.
INDENT = "\u2003"
Choice = tuple[str, str]


@dataclass
class Choices:
    """The lists of one case; each is found when the page asks for it."""

    view: CaseView

    @property
    def originals(self) -> list[Choice]:
        """The texts that can be translated, the latest first: words of the sender before others."""
        found = [*self.view.said[::-1], *self.view.sent[::-1]]
        return [(one.key, f"{one.title} ({one.origin})") for one in found]

    @property
    def languages(self) -> list[Choice]:
        """The languages of a translation."""
        codes = dict.fromkeys(("sv", self.view.case.language, *RESPONDENT_LANGUAGES))
        return [(code, language_name(code)) for code in codes]

    @cached_property
    def candidates(self) -> list[Candidate]:
        """Who can answer, the nearest first."""
        if "assign" not in self.view.can:
            return []
        conflicts = conflicts_of(session(), self.view.case)
        return candidates(session(), self.view.case.unit_id, conflicts, self.view.today)

    @property
    def managers(self) -> list[Choice]:
        """The same with their names, and their deputies while they are away."""
        return [(str(one.staff.id), candidate_label(one)) for one in self.candidates]

    @property
    def nearest(self) -> str:
        """The one to begin with: the nearest who is at work."""
        here = [one for one in self.candidates if one.absence is None] or self.candidates
        return str(here[0].staff.id) if here else ""

    @property
    def staff(self) -> list[Choice]:
        """Whom the case may concern."""
        units = {self.view.case.unit_id} if self.view.case.unit_id else viewer().investigates
        people = colleagues(session(), [one for one in units if one])
        return [(str(one.id), one.name) for one in people]

    @property
    def chosen_staff(self) -> list[str]:
        """Whom it concerns, as ticked or stored."""
        if self.view.shown.given:
            return getlist(self.view.shown.given, "conflict")
        return [str(one) for one in sorted(conflicts_of(session(), self.view.case))]

    @property
    def matters(self) -> list[Choice]:
        """What a case may also be."""
        return [(matter.value, _(name)) for matter, name in MATTER_NAMES.items()]

    @property
    def units(self) -> list[Choice]:
        """The units of who triages, each under the one above it."""
        mine = [one for one in list_units(session()) if one.id in viewer().investigates]
        named = [
            (str(unit.id), f"{INDENT * depth}{unit.name}") for depth, unit in in_tree_order(mine)
        ]
        return [("", _("Välj en enhet")), *named]

    @property
    def kinds(self) -> list[Choice]:
        """The kinds that it can be corrected to: one with a promise keeps it."""
        promised = Kind(self.view.case.kind).is_promised
        return [
            (kind.value, _(name))
            for kind, name in KIND_NAMES.items()
            if kind.is_promised == promised
        ]

    @property
    def themes(self) -> list[Choice]:
        """What it is about; it can be said later."""
        found = session().scalars(select(Theme).where(~Theme.retired))
        named = sorted(
            ((str(one.id), one.name) for one in found), key=lambda one: alphabetical(one[1])
        )
        return [("", _("Väljs när den avslutas")), *named]


def candidate_label(one: Candidate) -> str:
    """A manager's name, with the deputy when they are away."""
    if one.absence is None:
        return one.staff.name
    return str(
        _(
            "%(name)s (borta till och med %(day)s, ersättare: %(deputy)s)",
            name=one.staff.name,
            day=format_date(one.absence.last_day, "long"),
            deputy=one.absence.deputy.name,
        )
    )
