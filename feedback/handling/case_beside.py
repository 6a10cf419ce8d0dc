"""What hangs together with a case: files, what was passed on, linked cases, measures, incidents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select

from core.database import session
from feedback.cases.access import sight_of, viewer
from feedback.cases.belongings import Attachment, CaseReferral, Incident
from feedback.cases.changing import linked
from feedback.cases.conflicts import conflicts_of
from feedback.cases.kinds import Matter
from feedback.cases.models import Case
from feedback.cases.names import MATTER_NAMES
from feedback.cases.sight import Sight
from feedback.cases.states import Actor
from feedback.handling.case_view import CaseView
from feedback.handling.models import CaseMeasure
from organisation.access import Permission, may, signed_in
from organisation.models import Measure
from organisation.staff import names_of_staff

MEDIA_NAMES = {"image/png": "PNG", "image/jpeg": "JPEG", "application/pdf": "PDF"}


@dataclass(frozen=True)
class LinkedCase:
    """A case about the same thing; with an address when the person may open it."""

    number: str
    href: str


@dataclass(frozen=True)
class Passed:
    """What else the case is: the matter's code and name, and what has been done in sentences."""

    code: str
    matter: str
    passed: str
    told: str


@dataclass(frozen=True)
class Beside:
    """What hangs together with one case; each part is found when the page asks for it."""

    view: CaseView

    @property
    def attachments(self) -> list[Mapping[str, str]]:
        """The files: address and words of each."""
        query = select(Attachment.key, Attachment.media_type, Attachment.size)
        rows = session().execute(query.where(Attachment.case_key == self.view.case.key))
        return [
            {
                "href": url_for(
                    "case_texts.attachment", number=self.view.case.number, key=key.hex()
                ),
                "label": _(
                    "Bilaga %(number)s (%(kind)s, %(size)s kB)",
                    number=number,
                    kind=MEDIA_NAMES.get(kind, kind),
                    size=max(1, round(size / 1000)),
                ),
            }
            for number, (key, kind, size) in enumerate(sorted(rows.all()), 1)
        ]

    @property
    def conflicts(self) -> list[str]:
        """The names of those whom it concerns, for investigators only."""
        if Actor.INVESTIGATOR not in self.view.by.actors:
            return []
        return sorted(names_of_staff(session(), conflicts_of(session(), self.view.case)).values())

    @property
    def referrals(self) -> list[Passed]:
        """What has been passed on, and whether the sender knows."""
        query = select(CaseReferral).where(CaseReferral.case_key == self.view.case.key)
        return [_passed(one, self.view.case) for one in session().scalars(query)]

    @property
    def linked(self) -> list[LinkedCase]:
        """The cases about the same thing that the person sees at least the number of."""
        return list(_linked(self.view.case))

    @property
    def measures(self) -> list[Measure]:
        """What came of it."""
        query = select(Measure).join(CaseMeasure).where(CaseMeasure.case_key == self.view.case.key)
        return list(session().scalars(query.order_by(Measure.last_day)))

    @property
    def measures_page(self) -> str:
        """Where a new measure is written."""
        staff = signed_in()
        allowed = self.view.handles and staff and may(staff, Permission.MANAGE_MEASURES)
        return url_for("measures.new", synpunkt=self.view.case.number) if allowed else ""

    @property
    def incident(self) -> Mapping[str, str] | None:
        """The restricted record, for those who may know of it."""
        if not self.view.reads_incidents:
            return None
        found = session().scalar(select(Incident).where(Incident.case_key == self.view.case.key))
        if found is None:
            return None
        text = _("Avslutad.") if found.closed_on else _("En utredning pågår.")
        return {"text": text, "href": url_for("incidents.record", number=self.view.case.number)}


def _passed(row: CaseReferral, case: Case) -> Passed:
    day, arrived = format_date(row.passed_on, "long"), format_date(case.received, "long")
    told = format_date(row.told_on, "long") if row.told_on else ""
    return Passed(
        code=row.matter,
        matter=_(MATTER_NAMES[Matter(row.matter)]),
        passed=_(
            "%(to)s fick det %(day)s. Det kom in %(arrived)s.",
            to=row.passed_to,
            day=day,
            arrived=arrived,
        ),
        told=_("Avsändaren fick veta det %(day)s.", day=told) if told else "",
    )


def _linked(case: Case) -> Iterator[LinkedCase]:
    for other in linked(session(), case):
        seen = sight_of(session(), viewer(), other)
        if seen > Sight.NOTHING and other.number:
            full = seen is Sight.FULL
            href = url_for("cases.case", number=other.number) if full else ""
            yield LinkedCase(other.number, href)
